"""One ticket of the list, drawn in one line where the list is wide and short, in two where it is narrow and tall."""

from dataclasses import dataclass

from rich.cells import cell_len

from tickets.desk.rows import Row
from tickets.i18n import _
from tickets.rules.states import Kind, Queue, State, kind_word, state_word
from tui.drawing import Line, Span, Tone, fit, justify, width_of
from tui.format import Clock, visibility_symbol

_TIME = 14
_PERSON = 22
_NAME = 14
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
            *_edge(current, marked),
            self._time(row),
            Span(_GUTTER + fit(kind_word(row.kind), kind_width()), _kind_tone(row)),
            Span(_GUTTER + fit(name, _NAME if narrow else _PERSON), Tone.MUTED),
        )
        only_key = narrow and not self.show_queue
        tail = _key(row) if only_key else self._tail(row)
        tail_width = (2 if only_key else _TAIL) if tail.text else 0
        room = self.width - width_of(left) - 2 - (tail_width + 2 if tail_width else 0)
        excerpt = Span(_GUTTER + fit(row.excerpt, max(0, room)), _text_tone(row))
        if not tail_width:
            return (*left, excerpt)
        return (*left, excerpt, Span(_GUTTER + fit(tail.text, tail_width), tail.tone))

    def _two(self, row: Row, current: bool, marked: bool) -> tuple[Line, ...]:
        first = (
            *_edge(current, marked),
            self._time(row),
            Span(_GUTTER + fit(kind_word(row.kind), kind_width()), _kind_tone(row)),
            Span(_GUTTER + _person(row), Tone.MUTED),
        )
        tail = self._tail(row)
        indent = " " * (_TIME + 2)
        text = fit(row.excerpt, self.width - 2 - len(indent) - 1)
        second = (*_edge(current, marked=False), Span(indent), Span(text, _text_tone(row)))
        return (justify(first, (tail, Span(" ")) if tail.text else (), self.width), second)

    def _time(self, row: Row) -> Span:
        left = self.clock.time_left(row)
        return Span(fit(left.text, _TIME), left.tone)

    def _tail(self, row: Row) -> Span:
        """What stands at the end: where the ticket is in its life, with whom, or what triage would do."""
        if row.state is State.PROPOSED:
            return Span(state_word(row.state), Tone.ACCENT)
        if self.show_queue or row.state is State.SNOOZED:
            return Span(state_word(row.state), Tone.MUTED)
        if row.queue is Queue.DEPARTMENTS and row.department:
            return Span(f"→ {row.department}", Tone.MUTED)
        return Span(row.assignee, Tone.MUTED) if row.assignee else _suggestion(row)


def _suggestion(row: Row) -> Span:
    if row.suggestion == "ignore":
        return Span(_("ignore?"), Tone.ACCENT)
    if row.suggestion == "forward" and row.department:
        return Span(f"→ {row.department}?", Tone.ACCENT)
    return Span("")


def _key(row: Row) -> Span:
    """Where there is little room: only the key of the next step."""
    if row.state is State.PROPOSED:
        return Span("p?", Tone.ACCENT)
    return Span({"ignore": "i?", "forward": "f?"}.get(row.suggestion or "", ""), Tone.ACCENT)


def kind_width() -> int:
    """The cells that the longest kind takes, in the language in use."""
    return max(cell_len(kind_word(kind)) for kind in Kind)


def _edge(current: bool, marked: bool) -> Line:
    """The left edge says by symbols what the cursor's colour says too."""
    return (_sign("▌", shown=current), _sign("✓", shown=marked))


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
