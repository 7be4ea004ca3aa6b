"""Which list is on screen: a queue, or one beside the queues; and the way back to where the reader was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tickets.desk.filtering import query_of
from tickets.desk.rows import Query, Row
from tickets.errors import UsageError
from tickets.i18n import _, ngettext
from tickets.rules.filter_values import Known
from tickets.rules.filter_words import described
from tickets.rules.filters import Filters, offers, read
from tickets.rules.states import Queue
from tui.action import Me
from tui.errands import Errands
from tui.format import Clock, number
from tui.screens.desk_layout import DeskLayout
from tui.screens.listing import Listing
from tui.widgets.empty_list import EmptyList
from tui.widgets.queue_bar import QueueBar
from tui.widgets.second_look import SecondLookLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A list as its reader left it."""

    query: Query
    title: str
    typed: str
    looks: bool
    rows: Sequence[Row]
    more: bool
    cursor: int | None
    """The ticket under the cursor."""
    top: float
    """How far it was scrolled."""
    reading: bool


class DeskLists(DeskLayout):
    """A desk as far as it shows lists."""

    def __init__(self, errands: Errands, clock: Clock) -> None:
        super().__init__(clock)
        self.errands = errands
        self.me: Me | None = None
        """Who sits here; None until the store is open."""
        self.listing = Listing(self)
        self.queue = Queue.INBOX
        """The queue on screen, or that from which the reader went to another list."""
        self.typed = ""
        """What was typed to find the list on screen; "" for any other."""
        self._title = ""
        """Of a list beside the queues; "" where a queue is on screen."""
        self._left: list[Place] = []
        """Where the reader came from, the latest last."""
        self._queues: dict[Queue, Place] = {}
        """Each queue as its reader left it."""

    def read(self) -> None:
        """Read again whatever is on screen."""
        raise NotImplementedError

    @property
    def is_aside(self) -> bool:
        """Whether a list beside the queues is on screen: what was found, or near copies."""
        return bool(self._title)

    # Going there.

    def show_queue(self, queue: Queue) -> None:
        """Show this queue as its reader left it; that which is on screen, from its top."""
        stays = queue is self.queue and not self.is_aside
        self._remember_queue()
        self._left.clear()
        self.search_field.close()
        self.queue = queue
        if queue in self._queues and not stays:
            self._resume(self._queues[queue])
        else:
            self._start(Query(queue=queue))
            self.query_one(QueueBar).show_queue(queue)

    def _remember_queue(self) -> None:
        place = self._left[0] if self._left else self._place()
        if not place.title and (self._left or not self.listing.is_fresh):
            self._queues[self.queue] = replace(place, reading=False)

    def show_copies(self, ticket_id: int) -> None:
        """This ticket and its near copies, wherever they are."""
        self._go_aside(
            Query(copies_of=ticket_id), _("As good as the same as ticket {id}").format(id=ticket_id)
        )
        self.listing.wish = ticket_id

    def show_second_look(self) -> None:
        """The ignored tickets that were drawn for a person's eyes, one after the other."""
        self._go_aside(Query(queue=Queue.IGNORED), _("Second look"), looks=True)

    def show_person(self, row: Row) -> None:
        """All tickets of whoever wrote this one, the newest first."""
        query = Query(person=row.person, newest=True)
        if query != replace(self.listing.query, limit=query.limit):
            self._go_aside(query, _("All tickets of @{person}").format(person=row.person))
            self.listing.wish = row.id

    def show_view(self, name: str, typed: str) -> None:
        """What a saved view finds. Raises UsageError where the settings do not know what it names any longer."""
        query = query_of(read(typed, self._known), self.clock.zone)
        self._go_aside(query, _("View “{name}”").format(name=name), typed=typed)

    def lead_to(self, ticket_id: int) -> None:
        """To this ticket, whichever queue it is in, and into its conversation."""
        typed = f"#{ticket_id}"
        filters = Filters(words=typed)
        self._go_aside(query_of(filters, self.clock.zone), _search_title(filters, {}), typed=typed)
        self.listing.wish = ticket_id
        self.read_ticket()

    def _go_aside(self, query: Query, title: str, *, looks: bool = False, typed: str = "") -> None:
        self.search_field.close()
        if not (self.is_aside and query == replace(self.listing.query, limit=query.limit)):
            self._left.append(self._place())
        self._start(query, title, looks=looks, typed=typed)

    def _start(self, query: Query, title: str = "", *, looks: bool = False, typed: str = "") -> None:
        """title: of a list beside the queues."""
        self._call(title, typed)
        self.drop_marks()
        self.tickets.show_queue = query.queue is None
        self.leave_reading()
        self.query_one(SecondLookLine).show(0)
        self.listing.start(query, looks=looks)
        self.read()

    def _call(self, title: str, typed: str) -> None:
        self._title, self.typed = title, typed
        if title:
            self.query_one(QueueBar).show_aside(title, "…")

    # Coming back.

    def go_back(self) -> None:
        """From a list beside the queue to where the reader was, as it was."""
        if self._left:
            self._resume(self._left.pop())
        else:
            self.show_queue(self.queue)

    def _place(self) -> Place:
        tickets = self.tickets
        return Place(
            query=self.listing.query,
            title=self._title,
            typed=self.typed,
            looks=self.listing.looks,
            rows=tickets.rows,
            more=tickets.more,
            cursor=self.row.id if self.row else None,
            top=tickets.scroll_y,
            reading=self.has_class("-reading"),
        )

    def _resume(self, place: Place) -> None:
        """At once, from what was read before; then it is read again."""
        tickets = self.tickets
        self._call(place.title, place.typed)
        if not place.title:
            self.query_one(QueueBar).show_queue(self.queue)
        self.drop_marks()
        self.leave_reading()
        self.query_one(SecondLookLine).show(0)
        tickets.show_queue = place.query.queue is None
        self.listing.resume(place.query, looks=place.looks)
        tickets.start(place.rows, more=place.more)
        if place.cursor is not None:
            tickets.go_to(place.cursor)
        tickets.scroll_to(y=place.top, animate=False, immediate=True)
        self.show_found()
        if place.reading and not self.search_field.display:
            self.read_ticket()
        self.read()

    # What is in it.

    def show_found(self) -> None:
        """Say how many there are, or what stands where nothing is."""
        rows = self.tickets.rows
        empty = self.query_one(EmptyList)
        was_empty = empty.display
        empty.display, self.tickets.display = not rows, bool(rows)
        if not rows:
            is_specialist = self.me is not None and self.me.department is not None
            empty.show_for(self.listing.query, looks=self.listing.looks, is_specialist=is_specialist)
            self.pane.show(None)
        elif was_empty and not self.has_class("-reading") and not self.search_field.typing:
            self.tickets.focus()
        if self.is_aside:
            found = number(len(rows)) + ("+" if self.tickets.more else "")
            words = ngettext("{count} ticket", "{count} tickets", len(rows)).format(count=found)
            self.query_one(QueueBar).show_aside(self._title, words)

    # Searching, while somebody types.

    @property
    def _known(self) -> Known:
        known = self.me.known if self.me else Known()
        return replace(known, today=self.clock.now().astimezone(self.clock.zone).date())

    def open_search(self) -> None:
        """Type here what is to be found; what found the list on screen can be changed."""
        if not self.search_field.display:
            self._left.append(self._place())
            self.search_field.open(self.typed)
            self.search_field.offer(offers(self.typed, self._known))

    def leave_search(self) -> None:
        """Everything as it was before the field was opened."""
        self.search_field.close()
        place = self._left.pop()
        if place.query == self.listing.query and place.title == self._title:
            if not place.reading:
                self.leave_reading()
            else:
                self.read_ticket()
        else:
            self._resume(place)

    def on_search_field_typed(self) -> None:
        """Search for what stands there by now."""
        if self.search_field.display:
            text = self.search_field.text
            self.search_field.offer(offers(text, self._known))
            self._find(text, typing=True)

    def action_enter_list(self) -> None:
        """Into what was found; nothing to search for leads back."""
        text = self.search_field.text
        if not text.strip():
            self.leave_search()
        elif self._find(text, typing=False):
            self.search_field.close()
            if self._left[-1].typed:
                self._left.pop()  # the same search, changed
            self.leave_reading()

    def _find(self, text: str, *, typing: bool) -> bool:
        """Whether it could be understood."""
        try:
            filters = read(text, self._known, typing=typing)
            query = query_of(filters, self.clock.zone)
        except UsageError as error:
            self.search_field.refuse(str(error))
            return False
        if filters == Filters():
            self._show_as_before()
        elif query != replace(self.listing.query, limit=query.limit) or not self.is_aside:
            names = self.me.departments if self.me else {}
            self._start(query, _search_title(filters, names), typed=text)
        else:
            self.typed = text
        return True

    def _show_as_before(self) -> None:
        """Nothing is typed by now."""
        if self._left[-1].query != self.listing.query:
            self._resume(self._left[-1])


def _search_title(filters: Filters, departments: Mapping[str, str]) -> str:
    if filters == Filters(words=filters.words):
        return _("Search “{text}”").format(text=filters.words)
    return described(filters, departments)
