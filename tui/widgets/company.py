"""Who else is at a ticket, in words and symbols."""

from collections.abc import Iterable, Iterator

from tickets.desk.presence_rows import PresenceView, presence_words
from tickets.i18n import _
from tui.drawing import Block, Line, Span, Tone, joined, one_line

WRITES, READS = "✎", "◦"


def company_line(present: Iterable[PresenceView]) -> Line:
    """All of them in one line; those who write stand out."""
    return joined(map(_span, present))


def company_blocks(present: tuple[PresenceView, ...]) -> Iterator[Block]:
    """The same for whoever writes: two answers to one question are one too many."""
    if any(each.writing for each in present):
        advice = _("Agree on who answers: your text is kept.")
        yield Block(spans=(*company_line(present), Span(f"  {advice}", Tone.STRONG)))
    elif present:
        yield Block(spans=company_line(present))


def company_sign(present: Iterable[PresenceView]) -> str:
    """One symbol for a row of the list; "" where nobody is there."""
    signs = {each.writing for each in present}
    return "" if not signs else WRITES if True in signs else READS


def _span(present: PresenceView) -> Span:
    words = one_line(presence_words(present))
    if present.writing:
        return Span(f"{WRITES} {words}", Tone.WARN)
    return Span(f"{READS} {words}", Tone.MUTED)
