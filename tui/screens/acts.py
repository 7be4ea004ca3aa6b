"""The keys of the desk: refuses what is impossible, and hands the rest to whoever knows how it is done."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from textual.message import Message

from tickets.desk.rows import Row
from tickets.errors import TicketsError
from tickets.i18n import _
from tui.action import Action, Choice, refusal
from tui.actions import actions, key_of
from tui.deeds import Deed, Deeds, Effect, Versions, together
from tui.drawing import Tone
from tui.format import number
from tui.keys import KeysUnwanted
from tui.messages import ChoicesRead, DeedDone
from tui.screens.going_out import GoingOut
from tui.screens.second_look import in_second_look
from tui.widgets.key_bar import Hint, KeyBar
from tui.widgets.search_field import search_hints
from tui.widgets.ticket_head import suggestion_of

if TYPE_CHECKING:
    from tui.backend import Backend
    from tui.screens.desk import DeskScreen
    from tui.screens.picker import Picked, Picker

_TYPED_AFTER = frozenset(
    (
        *("reply", "interim", "template", "use_proposal", "propose", "note"),
        *("forward", "assign", "snooze", "label", "close"),
    )
)
"""What opens a sheet or a dialog, into which the next keys go."""

Load = Callable[["Backend"], tuple[Choice, ...]]
"""Reads what there is to choose from."""


class Acts:
    """The actions of one desk screen."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.deeds = Deeds()
        self._versions = Versions()
        self.table: Mapping[str, Action] = {action.id: action for action in actions()}
        self.targets: tuple[Row, ...] = ()
        """The tickets that the action in hand is about."""
        self._in_hand = ""
        self.going_out = GoingOut(screen)

    @cached_property
    def _run(self) -> Mapping[str, Callable[[], None]]:
        """What each action does."""
        from tui.screens.every_act import every_act

        return every_act(self)

    def act(self, name: str) -> None:
        """Do it, or say in a sentence why not."""
        if self.screen.listing.looks:
            name = in_second_look(name)
        if self.screen.tour.ends_by(name):
            return
        action = self.table[name]
        self.screen.listing.wish = None  # whoever presses a key is somewhere else already
        rows = self._rows(action)
        refused = [self.refusal(action, row) for row in rows or (None,)]
        if all(refused):
            self.refuse(name, refused[0] or "")
            return
        self.targets = tuple(row for row, why in zip(rows, refused, strict=False) if why is None)
        self._in_hand = name
        self._run[name]()
        self.screen.tour.began(name, self.targets)

    def refuse(self, name: str, why: str) -> None:
        """Say why it is impossible; what was typed on, believing that there is a sheet or a dialog, is dropped."""
        self.screen.say(why, Tone.WARN)
        if name in _TYPED_AFTER:
            self.screen.app.post_message(KeysUnwanted())

    def refusal(self, action: Action, row: Row | None) -> str | None:
        """As `tui.action.refusal`, and in the list on screen."""
        if action.id in ("rightly", "wrongly") and not self.screen.listing.looks:
            return _("This is done in the second look ({key}).").format(key=key_of("second_look"))
        if action.ticket and action.right and not action.many and self.screen.tickets.marks:
            # Marking moves the cursor on: what is written next would meet a ticket that nobody meant.
            return _("“{action}” is done to one ticket only. Esc drops the marks.").format(
                action=action.label
            )
        return refusal(action, row, self.screen.me)

    def _rows(self, action: Action) -> tuple[Row, ...]:
        if action.many and self.screen.tickets.marks:
            return self.screen.tickets.marked
        return (self.screen.row,) if self.screen.row else ()

    def do(self, deed: Deed) -> None:
        """Send it to the store, ticket by ticket; DeedDone tells."""
        screen = self.screen
        deed = replace(deed, action=self._in_hand)
        if deed.leaves and screen.listing.is_left:
            # At once, so that the next key meets the next ticket.
            screen.tickets.drop(row.id for row in deed.rows)

        def job(backend: "Backend") -> Message:
            done: list[int] = []
            effects: list[Effect] = []
            errors: list[TicketsError] = []
            for row in deed.rows:
                try:
                    effects.append(deed.run(backend, self._versions.current(row)) or Effect())
                    self._versions.remember(row, backend.version(row.id) or row.version)
                    done.append(row.id)
                except TicketsError as error:
                    errors.append(error)
            return DeedDone(deed, tuple(done), together(effects), tuple(errors))

        screen.errands.send(screen, "deeds", job)

    def to_each(
        self,
        run: Callable[["Backend", Row], Effect | None],
        told: Callable[[Effect], str],
        *,
        undoable: bool = True,
        leaves: bool = True,
    ) -> None:
        """Do it to each ticket that the key was pressed for; see `Deed`."""
        self.do(Deed(rows=self.targets, run=run, told=told, undoable=undoable, leaves=leaves))

    def remember(self, deed: Deed, done: tuple[int, ...]) -> None:
        """It can be taken back."""
        self.deeds.remember(deed, done)
        self.show_keys()

    def told(self, one: str, many: str, **more: str) -> str:
        """What to say of the tickets in hand, near copies among them: `{id}` in `one`, `{count}` in `many`."""
        return self.tells(one, many, **more)(Effect(tickets=sum(1 + row.copies for row in self.targets)))

    def tells(self, one: str, many: str, **more: str) -> Callable[[Effect], str]:
        """The same, for as many as it was done to."""
        first = self.targets[0].id

        def tell(effect: Effect) -> str:
            count = number(effect.tickets)
            return (one if effect.tickets == 1 else many).format(id=first, count=count, **more)

        return tell

    def pick(self, picker: "Picker", then: "Callable[[Picked], None]", load: Load | None = None) -> None:
        """Let the reader choose; nothing happens where they do not.

        load: reads the choices, in a thread. The dialog is there at once: what is typed next is meant for it.
        """

        def picked(answer: "Picked | None") -> None:
            if answer is not None:
                then(answer)

        self.screen.app.push_screen(picker, picked)
        if load is not None:
            self.screen.errands.ask(picker, "choices", lambda backend: ChoicesRead(load(backend)))

    # The key bar.

    def show_keys(self) -> None:
        """What can be done next, with the obvious step first among equals."""
        self.screen.query_one("#keys", KeyBar).show(self._hints())

    def _hints(self) -> list[Hint]:
        if self.screen.search_field.typing:
            return list(search_hints())
        row, me = self.screen.row, self.screen.me
        suggested = self._suggested()
        hints = []
        for action in self.table.values():
            if me is not None and action.right and action.right not in me.rights:
                continue
            # In the second look its two answers stand for the actions whose keys they have, and only there.
            if in_second_look(action.id) != action.id if self.screen.listing.looks else action.like:
                continue
            possible = self.refusal(action, row) is None
            next_step = action.shown == suggested
            wanted = action.bar or next_step or (action.id == "propose" and self._is_specialist)
            if wanted or (action.bar_if_possible and possible):
                # To take back that a ticket is ignored is to bring it back.
                label = self.table["wrongly" if next_step and action.id == "undo" else action.id].label
                hints.append(Hint(action.shown, label, action.id, possible, next_step))
        # In the second look its two answers come first: all else is impossible for what is ignored.
        return sorted(hints, key=lambda hint: hint.run not in ("rightly", "wrongly"))

    def _suggested(self) -> str:
        view = self.screen.pane.view
        if view is None or self.screen.row is None or view.row.id != self.screen.row.id:
            return ""
        names = self.screen.me.departments if self.screen.me else {}
        rights = self.screen.me.rights if self.screen.me else None
        line = suggestion_of(view, self.screen.clock, names, rights)
        return line[0].text.strip() if line else ""

    @property
    def _is_specialist(self) -> bool:
        return self.screen.me is not None and self.screen.me.department is not None
