"""The list of tickets: a line-API view over fetched pages, flat to however many tickets there are.

The cursor is a ticket, not a line: it stays on its ticket, and the ticket on its line, whatever arrives above.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tickets.desk.presence_rows import Company
from tickets.desk.rows import Row
from tui.drawing import strip
from tui.format import Clock
from tui.widgets.ticket_row import RowLook

_MORE_AHEAD = 30
"""So many rows before the end of what is loaded, the next page is asked for."""
_MOST_READ = 500
"""Of more rows than these, only those are read again that the reader is near to, or has marked."""


class TicketList(ScrollView, can_focus=True):
    """Tickets, best first, with a cursor and marks."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--cursor", "list--cursor-blurred"}
    tall: reactive[bool] = reactive(False, layout=True)
    """Two lines for each ticket."""
    show_queue: reactive[bool] = reactive(False)
    """Say of each ticket where it is."""

    class Highlighted(Message):
        """The cursor has come to another ticket, or None where the list is empty."""

        def __init__(self, row: Row | None) -> None:
            super().__init__()
            self.row = row

    class Opened(Message):
        """The ticket under the cursor was clicked a second time."""

    class Marked(Message):
        """So many rows are marked, which stand for so many tickets."""

        def __init__(self, rows: int, tickets: int) -> None:
            super().__init__()
            self.rows = rows
            self.tickets = tickets

    class MoreWanted(Message):
        """The reader comes near the end of what is loaded."""

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._clock = clock
        self.names: Mapping[str, str] = {}
        """The departments' names by their keys."""
        self._everybody: Company = {}
        self._rows: list[Row] = []
        self._more = False
        self._cursor = 0
        self.marks: set[int] = set()
        """Ids of the marked tickets; they may be out of sight."""

    def show_company(self, everybody: Company) -> None:
        """Mark the tickets that somebody else has open."""
        if everybody != self._everybody:
            self._everybody = everybody
            self.refresh()

    # What it shows.

    @property
    def rows(self) -> Sequence[Row]:
        """The rows that are loaded."""
        return self._rows

    @property
    def more(self) -> bool:
        """Whether there are further rows in the store."""
        return self._more

    @property
    def wanted(self) -> int:
        """How many rows to read again: at its end further ones, or what arrives above would push that end out."""
        is_at_end = not self._more or self._cursor >= len(self._rows) - _MORE_AHEAD
        loaded = len(self._rows) + (_MORE_AHEAD if is_at_end else 0)
        return loaded if loaded <= _MOST_READ else min(loaded, max(_MOST_READ, self._used + 2 * _MORE_AHEAD))

    @property
    def _used(self) -> int:
        """So many rows from the top that none is further down than cursor, marks and what is in sight."""
        marked = (place for place, row in enumerate(self._rows, 1) if row.id in self.marks)
        return max(self._cursor + 1, self._top + self._visible, *marked)

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self._cursor] if self._cursor < len(self._rows) else None

    @property
    def marked(self) -> tuple[Row, ...]:
        """The marked rows, in the order of the list."""
        return tuple(row for row in self._rows if row.id in self.marks)

    def start(self, rows: Iterable[Row], *, more: bool) -> None:
        """Another list: from its top, nothing marked."""
        self._rows, self._more, self._cursor = list(rows), more, 0
        self.clear_marks()
        self._resize()
        self.scroll_to(y=0, animate=False, immediate=True)
        self.post_message(self.Highlighted(self.row))

    def replace(self, rows: Iterable[Row], *, more: bool) -> None:
        """The same list, read again: cursor, marks and what is in sight stay with their tickets."""
        before, line = self.row, self._cursor - self._top
        at_top = self._top == 0
        self._rows, self._more = list(rows), more
        if not more:
            self.marks &= {row.id for row in self._rows}
        self._cursor = self._place_of(before)
        self._resize()
        if not at_top or self._cursor >= self._visible:
            self._scroll_top_to(self._cursor - line)
        now = self.row
        if now is None or before is None or (now.id, now.version) != (before.id, before.version):
            self.post_message(self.Highlighted(now))

    def extend(self, rows: Iterable[Row], *, more: bool) -> None:
        """The next page."""
        known = {row.id for row in self._rows}
        self._rows.extend(row for row in rows if row.id not in known)
        self._more = more
        self._resize()

    def drop(self, ticket_ids: Iterable[int]) -> None:
        """These have left the list; it is read again soon."""
        gone = set(ticket_ids)
        self.marks -= gone
        left = sum(1 for row in self._rows[: self._cursor] if row.id not in gone)
        self._rows = [row for row in self._rows if row.id not in gone]
        self._cursor = min(left, max(0, len(self._rows) - 1))
        self._resize()
        self._show_cursor()
        self.post_message(self.Highlighted(self.row))

    def go_to(self, ticket_id: int) -> bool:
        """Put the cursor on this ticket; False where it is not loaded."""
        for place, row in enumerate(self._rows):
            if row.id == ticket_id:
                self._move_to(place)
                return True
        return False

    def _place_of(self, row: Row | None) -> int:
        """Where the cursor's ticket is now; if it has gone, where it was."""
        if row is not None:
            for place, other in enumerate(self._rows):
                if other.id == row.id:
                    return place
        return min(self._cursor, max(0, len(self._rows) - 1))

    # Marks.

    def toggle_mark(self) -> None:
        """Mark the ticket under the cursor, or take its mark away, and go on to the next."""
        if self.row is None:
            return
        self.marks ^= {self.row.id}
        self.step(1)
        self._tell_marks()

    def clear_marks(self) -> None:
        """Nothing is marked any longer."""
        self.marks.clear()
        self._tell_marks()

    def _tell_marks(self) -> None:
        self.post_message(self.Marked(len(self.marks), sum(1 + row.copies for row in self.marked)))
        self.refresh()

    # Moving.

    def step(self, step: int) -> None:
        """One ticket up or down."""
        self._move_to(self._cursor + step)

    def step_aside(self) -> None:
        """To the next ticket; from the last one to that before it."""
        self.step(1 if self._cursor + 1 < len(self._rows) else -1)

    def page(self, step: int) -> None:
        """A page up or down."""
        self._move_to(self._cursor + step * max(1, self._visible - 1))

    def first(self) -> None:
        """To the first ticket."""
        self._move_to(0)

    def last(self) -> None:
        """To the last one that is loaded; the next page follows."""
        self._move_to(len(self._rows) - 1)

    def _move_to(self, place: int) -> None:
        place = max(0, min(place, len(self._rows) - 1))
        if place != self._cursor and self._rows:
            before, self._cursor = self._cursor, place
            # These two only: to draw all rows anew takes longer than everything else that a key does.
            for each in (before, place):
                self.refresh_lines(each * self._height, self._height)
            self.post_message(self.Highlighted(self.row))
        self._show_cursor()
        self._ask_for_more(place)

    def _ask_for_more(self, place: int) -> None:
        if self._more and place >= len(self._rows) - _MORE_AHEAD:
            self.post_message(self.MoreWanted())

    # Lines.

    @property
    def _look(self) -> RowLook:
        return RowLook(
            self._clock,
            self.scrollable_content_region.width,
            self.tall,
            self.show_queue,
            self.names,
            self._everybody,
        )

    @property
    def _height(self) -> int:
        return 2 if self.tall else 1

    @property
    def _visible(self) -> int:
        return max(1, self.scrollable_content_region.height // self._height)

    @property
    def _top(self) -> int:
        return round(self.scroll_y) // self._height

    def _resize(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows) * self._height)
        self.refresh()

    def _scroll_top_to(self, place: int) -> None:
        self.scroll_to(y=max(0, place) * self._height, animate=False, immediate=True)

    def _show_cursor(self) -> None:
        region = Region(0, self._cursor * self._height, 1, self._height)
        self.scroll_to_region(region, animate=False, immediate=True, x_axis=False)

    def watch_tall(self) -> None:
        """Other lines, the same ticket in sight."""
        self._resize()
        self.call_after_refresh(self._show_cursor)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Whoever scrolls with the wheel wants more, too."""
        super().watch_scroll_y(old_value, new_value)
        self._ask_for_more(self._top + self._visible)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._resize()
        self._show_cursor()

    def render_line(self, y: int) -> Strip:
        """One line of one ticket."""
        width = self.scrollable_content_region.width
        place, line = divmod(round(self.scroll_y) + y, self._height)
        if place >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        row, current = self._rows[place], place == self._cursor
        lines = self._look.lines(row, current=current, marked=row.id in self.marks)
        ground = self.rich_style
        if current:
            ground += self.get_component_rich_style(
                "list--cursor" if self.has_focus else "list--cursor-blurred", partial=True
            )
        return strip(self, lines[line], width, ground)

    def on_click(self, event: events.Click) -> None:
        """A click chooses a ticket, a second one opens it."""
        place = (round(self.scroll_y) + event.y) // self._height
        if place >= len(self._rows):
            return
        if place == self._cursor and event.chain > 1:
            self.post_message(self.Opened())
        self._move_to(place)
