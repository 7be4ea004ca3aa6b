"""One ticket of the list, drawn in one line where the list is wide and short, in two where it is narrow and tall."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rich.cells import cell_len

from tickets.desk.presence_rows import Company
from tickets.desk.rows import Row
from tickets.i18n import _
from tickets.rules.reply import ReplyState, trouble_word
from tickets.rules.states import Kind, Queue, State, kind_word, state_word
from tui.drawing import Line, Span, Tone, fit, justify, one_line, width_of
from tui.format import Clock, number, time_left_width, visibility_symbol
from tui.widgets.company import company_sign

_PERSON = 22
_NAME = 12
_TAIL = 18
_ROOMY = 100
"""From so many cells on, a row in one line has room for whole handles and words at its end."""
_GUTTER = "  "


@dataclass(frozen=True, slots=True)
class RowLook:
    """How rows are drawn: the same for all of a list."""

    clock: Clock
    width: int
    tall: bool
    """Two lines for each ticket."""
    show_queue: bool
    """Name the queue: in search results, which come from all."""
    names: Mapping[str, str]
    """The departments' names by their keys."""
    everybody: Company = field(default_factory=dict)
    """Who else is at which ticket."""

    @property
    def height(self) -> int:
        """Lines of one row."""
        return 2 if self.tall else 1

    def lines(self, row: Row, *, current: bool, marked: bool) -> tuple[Line, ...]:
        """The ticket in `height` lines, each to be cut at `width`."""
        return self._two(row, current, marked) if self.tall else (self._one(row, current, marked),)

    def _one(self, row: Row, current: bool, marked: bool) -> Line:
        narrow = self.width < _ROOMY
        name = f"{visibility_symbol(row.visibility)} {row.person.split('@')[0] if narrow else row.person}"
        left = (
            *_edge(current, marked, company_sign(self.everybody.get(row.id, ()))),
            self._time(row),
            Span(_GUTTER + fit(kind_word(row.kind), kind_width()), _kind_tone(row)),
            Span(_GUTTER + fit(name, _NAME if narrow else _PERSON), Tone.MUTED),
        )
        only_key = narrow and not self.show_queue and row.reply is None
        tail: Line = (_key(row),) if only_key else self._tail(row)
        tail_width = (2 if only_key else _TAIL) if width_of(tail) else 0
        room = self.width - width_of(left) - 2 - (tail_width + 2 if tail_width else 0)
        excerpt = (Span(_GUTTER), *_excerpt(row, max(0, room)))
        if not tail_width:
            return (*left, *excerpt)
        return (*left, *excerpt, Span(_GUTTER), *justify(tail, (), tail_width))

    def _two(self, row: Row, current: bool, marked: bool) -> tuple[Line, ...]:
        first = (
            *_edge(current, marked, company_sign(self.everybody.get(row.id, ()))),
            self._time(row),
            Span(_GUTTER + fit(kind_word(row.kind), kind_width()), _kind_tone(row)),
            Span(_GUTTER + _person(row), Tone.MUTED),
        )
        tail = self._tail(row)
        indent = " " * (time_left_width() + 2)
        text = _excerpt(row, self.width - 2 - len(indent) - 1)
        second = (*_edge(current, marked=False), Span(indent), *text)
        return (justify(first, (*tail, Span(" ")) if tail else (), self.width), second)

    def _time(self, row: Row) -> Span:
        left = self.clock.time_left(row)
        return Span(fit(left.text, time_left_width()), left.tone)

    def _tail(self, row: Row) -> Line:
        """What stands at the end: where the ticket is in its life, with whom, and what triage would do.

        Before all that, that a reply did not get out: somebody waits, and believes that it did.
        """
        if row.reply is not None:
            return (_trouble(row.reply),)
        if row.state is State.PROPOSED:
            return (Span(state_word(row.state), Tone.ACCENT),)
        if self.show_queue or row.state is State.SNOOZED:
            return (Span(state_word(row.state), Tone.MUTED),)
        if row.queue is Queue.DEPARTMENTS and row.department:
            return (Span(f"→ {self._name(row.department)}", Tone.MUTED),)
        if not row.assignee:
            step = self._suggestion(row)
            return (step,) if step.text else ()
        key = _key(row)
        room = _TAIL - (cell_len(key.text) + len(_GUTTER) if key.text else 0)
        whose = Span(fit(row.assignee, min(room, cell_len(row.assignee))), Tone.MUTED)
        return (whose, Span(_GUTTER), key) if key.text else (whose,)

    def _name(self, department: str) -> str:
        return one_line(self.names.get(department, department))

    def _suggestion(self, row: Row) -> Span:
        if row.suggestion == "ignore":
            return Span(_("ignore?"), Tone.ACCENT)
        if row.suggestion == "forward" and row.department:
            return Span(f"→ {fit(self._name(row.department), _TAIL - 3).rstrip()}?", Tone.ACCENT)
        return Span("")


def _excerpt(row: Row, room: int) -> Line:
    """What it says, after how many say so."""
    count = copies_sign(row) + " " if row.copies else ""
    return (
        Span(fit(count, min(room, cell_len(count))), Tone.ACCENT),
        Span(_text(row, room, count), _text_tone(row)),
    )


def _text(row: Row, room: int, count: str) -> str:
    return fit(row.excerpt, max(0, room - cell_len(count)))


def copies_sign(row: Row) -> str:
    """For how many tickets the row stands, near copies among them: `×17`."""
    return f"×{number(1 + row.copies)}"


def _trouble(reply: ReplyState) -> Span:
    """As the conversation draws such a reply."""
    if reply is ReplyState.FAILED:
        return Span(f"✗ {trouble_word(reply)}", Tone.BAD)
    return Span(f"⚠ {trouble_word(reply)}", Tone.WARN)


def _key(row: Row) -> Span:
    """Where there is little room: only the key of the next step."""
    if row.state is State.PROPOSED:
        return Span("p?", Tone.ACCENT)
    return Span({"ignore": "i?", "forward": "f?"}.get(row.suggestion or "", ""), Tone.ACCENT)


def kind_width() -> int:
    """The cells that the longest kind takes, in the language in use."""
    return max(cell_len(kind_word(kind)) for kind in Kind)


def _edge(current: bool, marked: bool, company: str = "") -> Line:
    """The left edge says by symbols what the cursor's colour says too, and whether somebody else is there."""
    beside = Span(company, Tone.WARN) if company and not marked else _sign("✓", shown=marked)
    return (_sign("▌", shown=current), beside)


def _sign(symbol: str, *, shown: bool) -> Span:
    return Span(symbol, Tone.ACCENT) if shown else Span(" ")


def _person(row: Row) -> str:
    symbol = visibility_symbol(row.visibility)
    return f"{symbol} {row.person}"


def _kind_tone(row: Row) -> Tone:
    return Tone.STRONG if row.kind is Kind.INCIDENT else Tone.PLAIN


def _text_tone(row: Row) -> Tone:
    """What nobody has touched stands out, as in any inbox."""
    return Tone.STRONG if row.state is State.NEW else Tone.PLAIN
