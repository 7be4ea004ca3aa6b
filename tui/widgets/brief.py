"""What is handed over, to be read: its tickets under headings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from rich.cells import cell_len

from tickets.desk.duty_rows import BriefLine, Change, HandOverView, Section
from tickets.desk.duty_words import done_word
from tickets.i18n import _
from tui.drawing import Line, Span, Tone, fit, one_line
from tui.format import Clock
from tui.widgets.pick_list import Entry

_NUMBER = 7
_PERSON = 24
_NAME = 14
_ROOMY = 100
"""From so many cells on there is room for whole handles, and for how a ticket stands."""
_GUTTER = "  "
_LATE = Span("✗", Tone.BAD)
_SINCE = {Change.LATE: _LATE, Change.DONE: Span("✓", Tone.GOOD), Change.MOVED: Span("·", Tone.MUTED)}
"""The signs of what has changed since the hand-over was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How the tickets of one brief are drawn."""

    clock: Clock
    incoming: str
    made_at: datetime
    width: int
    dates: int
    """The cells that the longest date takes."""
    words: int
    """Those of the longest word on how a ticket stands."""


def brief_entries(brief: HandOverView, clock: Clock, width: int) -> Iterator[Entry]:
    """Its tickets for a width, in cells: by how soon somebody must look at them, each once."""
    look = _Look(
        clock=clock,
        incoming=brief.incoming,
        width=width,
        made_at=brief.made_at,
        dates=max((cell_len(_date(line, clock)) for line in brief.lines), default=0),
        words=max((cell_len(_standing(line, brief.incoming)) for line in brief.lines), default=0),
    )
    first = True
    for title, sign, lines in _groups(brief):
        if not lines:
            continue
        if not first:
            yield Entry(((),))
        first = False
        yield Entry(((Span(title, Tone.STRONG), Span(f"  {len(lines)}", Tone.MUTED)),))
        for line in lines:
            yield Entry((_ticket(line, sign, look),), line.ticket)
    if first:
        yield Entry(((Span(_("Nothing is open: there is nothing to hand over."), Tone.MUTED),),))


def _groups(brief: HandOverView) -> Iterable[tuple[str, Span, tuple[BriefLine, ...]]]:
    late = tuple(line for line in brief.breached if line.due_at)
    soon = tuple(line for line in brief.due_this_week if not line.breached)
    listed = {line.ticket for line in (*late, *soon)}
    rest = [line for line in brief.lines if line.ticket not in listed]
    yield _("Too late"), _LATE, late
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
    sign = _SINCE.get(line.change(look.made_at, look.clock.now()), sign)
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
    """What is due, else until when it was put aside, else since when it waits; first of all what has changed since."""
    if line.is_done:
        return done_word(line)
    if line.state_now is not None and line.due_now != line.due_at:
        return (
            _("new: {time}").format(time=clock.moment(line.due_now))
            if line.due_now
            else _("no date any more")
        )
    if line.due_at:
        return clock.moment(line.due_at)
    if line.until:
        return _("until {time}").format(time=clock.moment(line.until))
    return _("since {time}").format(time=clock.moment(line.since)) if line.since else "–"
