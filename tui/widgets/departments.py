"""What departments have, and what each was asked."""

from collections.abc import Iterator, Sequence

from tickets.desk.board_rows import DepartmentLoad
from tickets.desk.board_words import stand_word
from tickets.desk.department_rows import Question, Questions, Stand
from tickets.i18n import _
from tui.drawing import Line, Span, Tone, fit, one_line
from tui.format import Clock, duration, number
from tui.widgets.board import heading, said
from tui.widgets.pick_list import Entry

_NUMBER = 7
_TIME = 16
_GUTTER = "  "


def departments(loads: Sequence[DepartmentLoad], clock: Clock) -> Iterator[Entry]:
    """Each with what it owes us, and what it has given us."""
    yield heading(_("Departments"), len(loads))
    for load in loads:
        name = Span(one_line(load.name), Tone.STRONG if load.open or load.proposed else Tone.PLAIN)
        yield Entry(((name,), (Span("  "), *_load(load, clock))), load.key)


def _load(load: DepartmentLoad, clock: Clock) -> Line:
    parts = [Span(_("{count} open").format(count=number(load.open)), Tone.PLAIN if load.open else Tone.MUTED)]
    if load.overdue:
        parts.append(Span("✗ " + _("{count} overdue").format(count=number(load.overdue)), Tone.BAD))
    if load.proposed:
        proposed = _("{count} proposed").format(count=number(load.proposed))
        parts.append(Span("▸ " + proposed, Tone.ACCENT))
    if load.oldest is not None:  # last: it may be cut
        oldest = _("oldest {time}").format(time=duration(clock.now() - load.oldest, coarse=True))
        parts.append(Span(oldest, Tone.MUTED))
    line: list[Span] = []
    for part in parts:
        line += [Span(" · ", Tone.MUTED), part] if line else [part]
    return tuple(line)


def questions(found: Questions, clock: Clock, title: str = "") -> Iterator[Entry]:
    """What waits longest first, then what waits for us, then what was answered.

    title: the department's name, where nothing else on screen says it.
    """
    if title:
        yield said(one_line(title), Tone.ACCENT)
        yield Entry(((),))
    for stand, listed in (
        (Stand.OPEN, found.open),
        (Stand.PROPOSED, found.proposed),
        (Stand.ANSWERED, found.answered),
    ):
        if stand is not Stand.OPEN:
            if not listed:
                continue
            yield Entry(((),))
        yield heading(stand_word(stand), len(listed))
        if not listed:
            yield said("✓ " + _("No question waits."), Tone.GOOD)
        yield from (_question(each, clock) for each in listed)


def _question(question: Question, clock: Clock) -> Entry:
    asked = _("asked {time} by {login}").format(
        time=clock.moment(question.asked_at), login=one_line(question.asked_by)
    )
    first = (
        Span(fit(f"#{question.ticket}", _NUMBER), Tone.KEY),
        _term(question, clock),
        Span(f"{_GUTTER}{asked}", Tone.MUTED),
        Span(_GUTTER + one_line(question.person), Tone.MUTED),
    )
    lines: list[Line] = [first, (Span(" " * _NUMBER + one_line(question.excerpt)),)]
    if question.note:
        note = _("Note: {text}").format(text=one_line(question.note))
        lines.append((Span(" " * _NUMBER + note, Tone.MUTED),))
    return Entry(tuple(lines), question.ticket)


def _term(question: Question, clock: Clock) -> Span:
    """How the question stands to the department's term: by a sign and in words."""
    match question.stand:
        case Stand.OPEN if question.overdue:
            return Span(fit(f"✗ {clock.left(question.due_at)}", _TIME), Tone.BAD)
        case Stand.OPEN:
            return Span(fit(f"· {clock.left(question.due_at)}", _TIME), Tone.MUTED)
        case Stand.PROPOSED:
            return Span(fit("▸ " + _("proposed"), _TIME), Tone.ACCENT)
        case Stand.ANSWERED:
            return Span(fit("✓ " + _("answered"), _TIME), Tone.GOOD)
