"""What is handed over, to be read: its tickets under headings, with a cursor that goes from ticket to ticket."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tickets.desk.duty_rows import BriefLine, HandOverView, Section
from tickets.i18n import _
from tui.drawing import Line, Span, Tone, cut, fit, one_line, plain, strip
from tui.format import Clock

_NUMBER = 7
_PERSON = 24
_NAME = 14
_ROOMY = 100
"""From so many cells on there is room for whole handles, and for how a ticket stands."""
_GUTTER = "  "


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line: a heading, a blank, or a ticket."""

    line: Line
    ticket: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How the tickets of one brief are drawn."""

    clock: Clock
    incoming: str
    width: int
    dates: int
    """The cells that the longest date takes."""
    words: int
    """Those of the longest word on how a ticket stands."""


class BriefList(ScrollView, can_focus=True):
    """The tickets of a hand-over, the most urgent group first."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--cursor", "list--cursor-blurred"}

    class Opened(Message):
        """A ticket was clicked a second time."""

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._clock = clock
        self._brief: HandOverView | None = None
        self._entries: Sequence[_Entry] = ()
        self._places: Sequence[int] = ()
        """The lines on which tickets stand."""
        self._cursor = 0
        """Which of them."""

    @property
    def ticket(self) -> int | None:
        """The ticket under the cursor."""
        return self._entries[self._here].ticket if self._places else None

    @property
    def text(self) -> str:
        """All that is written, without tones."""
        return plain([entry.line for entry in self._entries])

    @property
    def _here(self) -> int:
        return self._places[self._cursor]

    def show(self, brief: HandOverView, *, at: int | None) -> None:
        """Show this one; the cursor goes to the ticket `at`, or stays on its own."""
        wanted = at if at is not None else self.ticket
        self._brief = brief
        self._lay_out()
        listed = [self._entries[place].ticket for place in self._places]
        self._cursor = listed.index(wanted) if wanted in listed else 0
        self._show_cursor()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if self._brief is not None:
            self._entries = tuple(_entries(self._brief, self._clock, width))
        self._places = [place for place, entry in enumerate(self._entries) if entry.ticket is not None]
        self.virtual_size = Size(width, len(self._entries))
        self.refresh()

    # Moving.

    def step(self, step: int) -> None:
        """So many tickets down, or up where negative."""
        self._cursor = max(0, min(self._cursor + step, len(self._places) - 1))
        self._show_cursor()

    def page(self, step: int) -> None:
        """A page down or up."""
        self.step(step * max(1, self.scrollable_content_region.height - 1))

    def ends(self, step: int) -> None:
        """To the last ticket, or to the first where negative."""
        self.step(step * len(self._places))

    def _show_cursor(self) -> None:
        self.refresh()
        if self._places:
            # The first ticket is shown with the heading above it.
            top = self._here - 1 if self._cursor == 0 else self._here
            region = Region(0, max(0, top), 1, self._here - max(0, top) + 1)
            self.scroll_to_region(region, animate=False, immediate=True, x_axis=False)

    # Lines.

    def on_resize(self) -> None:
        """Other widths, the same ticket in sight."""
        self._lay_out()
        self._show_cursor()

    def render_line(self, y: int) -> Strip:
        """One line."""
        width = self.scrollable_content_region.width
        place = round(self.scroll_y) + y
        if place >= len(self._entries):
            return Strip.blank(width, self.rich_style)
        current = bool(self._places) and place == self._here
        ground = self.rich_style
        if current:
            name = "list--cursor" if self.has_focus else "list--cursor-blurred"
            ground += self.get_component_rich_style(name, partial=True)
        edge = Span("▌ " if current else "  ", Tone.ACCENT)
        return strip(self, (edge, *self._entries[place].line), width, ground)

    def on_click(self, event: events.Click) -> None:
        """A click chooses a ticket, a second one opens it."""
        place = round(self.scroll_y) + event.y
        if place in self._places:
            again = place == self._here and event.chain > 1
            self._cursor = self._places.index(place)
            self.refresh()
            if again:
                self.post_message(self.Opened())


def _entries(brief: HandOverView, clock: Clock, width: int) -> Iterator[_Entry]:
    """The tickets by how soon somebody must look at them, each once."""
    look = _Look(
        clock=clock,
        incoming=brief.incoming,
        width=width - 2,
        dates=max((cell_len(_date(line, clock)) for line in brief.lines), default=0),
        words=max((cell_len(_standing(line, brief.incoming)) for line in brief.lines), default=0),
    )
    first = True
    for title, sign, lines in _groups(brief):
        if not lines:
            continue
        if not first:
            yield _Entry(())
        first = False
        yield _Entry((Span(title, Tone.STRONG), Span(f"  {len(lines)}", Tone.MUTED)))
        for line in lines:
            yield _Entry(cut(_ticket(line, sign, look), look.width), line.ticket)
    if first:
        yield _Entry((Span(_("Nothing is open: there is nothing to hand over."), Tone.MUTED),))


def _groups(brief: HandOverView) -> Iterable[tuple[str, Span, tuple[BriefLine, ...]]]:
    late = tuple(line for line in brief.breached if line.due_at)
    soon = tuple(line for line in brief.due_this_week if not line.breached)
    listed = {line.ticket for line in (*late, *soon)}
    rest = [line for line in brief.lines if line.ticket not in listed]
    yield _("Too late"), Span("✗", Tone.BAD), late
    yield _("Due this week"), Span("⚠", Tone.WARN), soon
    for section, title in (
        (Section.OPEN, _("Open")),
        (Section.PROMISED, _("Promised")),
        (Section.WAITING, _("Waiting")),
    ):
        yield title, Span("·", Tone.MUTED), tuple(line for line in rest if line.section is section)


def _ticket(line: BriefLine, sign: Span, look: _Look) -> Line:
    roomy = look.width >= _ROOMY
    person = line.person if roomy else line.person.partition("@")[0]
    standing = fit(_standing(line, look.incoming), look.words) if roomy else ""
    return (
        Span(fit(f"#{line.ticket}", _NUMBER), Tone.KEY),
        Span(f"{sign.text} {fit(_date(line, look.clock), look.dates)}", sign.tone),
        Span(_GUTTER + standing if standing else "", Tone.MUTED),
        Span(_GUTTER + fit(person, _PERSON if roomy else _NAME), Tone.MUTED),
        Span(_GUTTER + (one_line(line.excerpt) if line.person else _("is there no longer"))),
    )


def _standing(line: BriefLine, incoming: str) -> str:
    """What heading and date do not say: promised, put aside though its clock runs, or somebody else's."""
    if line.section is Section.PROMISED:
        return _("promised")
    if line.until and line.due_at:
        return _("put aside")
    if line.assignee != incoming:
        return one_line(line.assignee) if line.assignee else _("nobody's")
    return ""


def _date(line: BriefLine, clock: Clock) -> str:
    """What is due, else until when it was put aside, else since when it waits."""
    if line.due_at:
        return clock.moment(line.due_at)
    if line.until:
        return _("until {time}").format(time=clock.moment(line.until))
    return _("since {time}").format(time=clock.moment(line.since)) if line.since else "–"
