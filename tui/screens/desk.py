"""The desk: the queues, the list, the ticket under the cursor. Layout, keys, and what becomes of messages."""

from tickets.errors import NotAllowed, NotFound
from tickets.i18n import _
from tickets.rules.states import Queue
from tui.actions import actions, key_of
from tui.company import Companions
from tui.drawing import Tone, one_line
from tui.errands import Errands
from tui.format import Clock
from tui.keys import ScreenReady
from tui.messages import (
    DeedDone,
    DeskOpened,
    ErrandFailed,
    LooksRead,
    PageRead,
    ServiceRead,
    StoreLost,
    TicketRead,
    ViewDeleted,
    ViewKept,
    ViewThere,
)
from tui.messages_of_others import CompanyRead
from tui.screens.acts import Acts
from tui.screens.going_out import OutRead
from tui.screens.lists import DeskLists
from tui.screens.reading import Reading
from tui.screens.tour import Tour
from tui.widgets.duty import WaitingLine
from tui.widgets.key_bar import KeyBar
from tui.widgets.queue_bar import QueueBar
from tui.widgets.second_look import SecondLookLine
from tui.widgets.ticket_head import TicketHead
from tui.widgets.ticket_list import TicketList

_TIMES_SECONDS = 30.0
_AGAIN_SECONDS = 1.0
"""After a reading that failed; the store may have been away for so short a time that the watcher did not notice."""
_MOST_ERRORS = 3  # shown of those that a deed on many tickets meets

_WIDE = 110
"""From so many columns on, list and ticket stand side by side (see `-wide` in `app.tcss`)."""


class DeskScreen(DeskLists):
    """Where a community manager spends the day."""

    AUTO_FOCUS = "#list"

    def __init__(
        self, errands: Errands, clock: Clock, companions: Companions, *, offer_tour: bool = False
    ) -> None:
        super().__init__(errands, clock)
        self.companions = companions
        self.unfinished: dict[tuple[str, int], str] = {}
        """Notes and proposals, by what and ticket, that were typed and not handed in."""
        self.tour = Tour(self, offered=offer_tour)
        self._reads_again = False
        self.reading = Reading(self)
        self._acts = Acts(self)
        for action in actions():
            if action.keys:
                # With priority, so that each key is done before the next one is looked at: a key that
                # went by way of the list could be overtaken, and the next one meet the wrong ticket.
                self._bindings.bind(
                    action.keys, f"act('{action.id}')", action.label, show=False, priority=True
                )

    def on_screen_resume(self) -> None:
        """Nothing lies over it any longer, and keys are its own."""
        self.call_after_refresh(self.app.post_message, ScreenReady(self))
        self.tour.came_back()

    def on_screen_suspend(self) -> None:
        """What was said over the desk must not lie over what opens now."""
        self.app.clear_notifications()

    def on_mount(self) -> None:
        """The times on screen go on by themselves."""
        self.query_one("#empty").display = False
        self._acts.show_keys()
        self.set_interval(_TIMES_SECONDS, self.refresh_times)

    @property
    def busy(self) -> bool:
        """Another list is on its way: keys wait for it, lest they meet a ticket of the one before."""
        return self.opening or (self._waits and not self.search_field.typing)

    @property
    def _waits(self) -> bool:
        return self.listing.is_coming or self.reading.awaited.is_coming

    @property
    def opening(self) -> bool:
        """The store is not open yet: keys wait for it, but for the one that leaves."""
        return self.me is None

    @property
    def stranded(self) -> bool:
        """The other list does not come: keys that wait for it are dropped."""
        lost = self.listing.is_stranded or self.reading.awaited.is_stranded
        return lost and not self.search_field.typing

    def on_keys_dropped(self) -> None:
        """Say so."""
        self.reading.give_up()
        self.say(_("The list does not come: the keys you pressed for it were dropped."), Tone.WARN)

    @property
    def at_rest(self) -> bool:
        """Whether there is nothing to go back from: no field, no text, no list beside the queues, no marks."""
        return not (self.search_field.display or self.is_reading or self.is_aside or self.tickets.marks)

    def department(self, key: str) -> str:
        """Its name; the key where the settings do not know it any longer."""
        return self.me.departments.get(key, key) if self.me else key

    # Reading from the store.

    def on_desk_opened(self, message: DeskOpened) -> None:
        """Begin."""
        self.me = message.me
        self.status.show_me(message.me)
        self.query_one(QueueBar).show_me(message.me)
        self.tour.opened()
        names = message.me.departments
        head = self.query_one(TicketHead)
        head.names = self.pane.names = self.tickets.names = names
        head.rights = message.me.rights
        # A specialist's work is what the own department was asked.
        self.show_queue(Queue.DEPARTMENTS if message.me.department else Queue.INBOX)

    def read(self) -> None:
        """Read again whatever is on screen."""
        self.listing.read()
        self.errands.ask(self, "service", lambda backend: ServiceRead(backend.service(), backend.duty()))
        if self.queue is Queue.IGNORED and not self.is_aside and self._may_ignore:
            self.errands.ask(self, "looks", lambda backend: LooksRead(len(backend.second_look().rows)))
        self.reading.read()

    @property
    def _may_ignore(self) -> bool:
        return self.me is not None and "ignore" in self.me.rights

    def on_looks_read(self, message: LooksRead) -> None:
        """Said above the ignored tickets only."""
        is_here = self.queue is Queue.IGNORED and not self.is_aside
        self.query_one(SecondLookLine).show(message.waiting if is_here else 0)

    def on_store_changed(self) -> None:
        """Somebody has changed something."""
        self.read()
        self._acts.going_out.look_again()

    def on_store_lost(self, message: StoreLost) -> None:
        """What is on screen stays; nobody knows whether it still holds."""
        self.status.show_trouble(str(message.error))

    def on_company_read(self, message: CompanyRead) -> None:
        """Who else is where."""
        self.pane.show_company(message.everybody)
        self.tickets.show_company(message.everybody)

    def on_page_read(self, message: PageRead) -> None:
        """A part of the list; of one that the reader has left meanwhile, nothing is shown."""
        self.listing.take(message)
        if not self.listing.is_fresh:
            self.show_found()
            self.tour.looked()

    def on_ticket_list_marked(self, message: TicketList.Marked) -> None:
        """Say how many; some keys are for one ticket only."""
        self.status.show_marks(message.rows, message.tickets)
        self._acts.show_keys()

    def on_ticket_list_more_wanted(self) -> None:
        """The reader comes near the end of what is loaded."""
        self.listing.read_further()

    def on_ticket_list_highlighted(self) -> None:
        """Another ticket is under the cursor."""
        self.reading.read()
        self._acts.show_keys()
        self.tour.looked()

    def on_ticket_read(self, message: TicketRead) -> None:
        """Show it, if the cursor is still there."""
        if self.reading.take(message):
            self._acts.show_keys()

    def on_service_read(self, message: ServiceRead) -> None:
        """Counts and state, who is on duty, and whether something waits to be taken over."""
        self.query_one(QueueBar).show_counts(message.service.counts)
        self.status.show_service(message.service, message.duty)
        self.query_one(WaitingLine).show(message.duty.waiting)

    def on_errand_failed(self, message: ErrandFailed) -> None:
        """Say what went wrong and what to do; what is on screen stays."""
        if message.lane == "list":
            self.listing.failed()
        if message.lane == "ticket":
            self.reading.give_up()
        if isinstance(message.error, NotFound | NotAllowed) and message.lane == "ticket":
            self.pane.show(None)
        elif message.lane in ("list", "service", "ticket", "out"):
            self.status.show_trouble(str(message.error))
            if not self._reads_again:
                self._reads_again = True
                self.set_timer(_AGAIN_SECONDS, self._read_again)
        else:
            self.warn(str(message.error))

    def _read_again(self) -> None:
        self._reads_again = False
        self.read()

    def on_out_read(self, message: OutRead) -> None:
        """What became of one's own reply."""
        message.going_out.take(message)

    def on_view_kept(self, message: ViewKept) -> None:
        """Say so."""
        words = _("“{name}” is kept; {key} shows it.")
        self.say(words.format(name=one_line(message.name), key=key_of("views")))

    def on_view_there(self, message: ViewThere) -> None:
        """Ask."""
        message.ask()

    def on_view_deleted(self, message: ViewDeleted) -> None:
        """Say so."""
        self.say(_("The view “{name}” is deleted.").format(name=one_line(message.name)))

    # The mouse.

    def on_ticket_list_opened(self) -> None:
        """Clicked twice."""
        self.read_ticket()

    def on_queue_bar_chosen(self, message: QueueBar.Chosen) -> None:
        """Clicked."""
        self.show_queue(message.queue)

    def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        """Clicked; while somebody types, as if its key were pressed."""
        if self.search_field.typing:
            self.app.simulate_key(message.hint.run)
        else:
            self._acts.act(message.hint.run)

    def on_descendant_focus(self) -> None:
        """Letters go into a field, or are keys again."""
        self._acts.show_keys()

    def on_resize(self) -> None:
        """Two lines for each ticket where the list is narrow and tall."""
        self.tickets.tall = self.size.width >= _WIDE

    # Doing.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While somebody types into the search field, letters are letters."""
        if action == "act" and self.search_field.typing:
            return parameters[0] in ("back", "palette")
        return True

    def action_act(self, name: str) -> None:
        """A key of the table."""
        self._acts.act(name)

    def on_deed_done(self, message: DeedDone) -> None:
        """Say so, remember how to take it back, and read again."""
        deed, done, errors = message.deed, message.done, message.errors
        self._acts.remember(deed, done)
        if done:
            self.tour.did(deed.action)
        if not errors:
            # In the second look that key is an answer of its own.
            undoable = deed.undoable and not self.listing.looks
            back = _("{key} takes it back.").format(key=key_of("undo"))
            self.say(" ".join([deed.told(message.effect), *([back] if undoable else [])]))
        elif done:
            self.say(_("{done} of {all} done.").format(done=len(done), all=len(deed.rows)), Tone.WARN)
        for sentence in [*map(str, errors), *message.effect.left][:_MOST_ERRORS]:
            self.warn(sentence)
        if done:
            self.listing.wish = deed.cursor
        self.tickets.clear_marks()
        self.read()
