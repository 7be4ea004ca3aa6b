"""What has changed, to be read: texts word by word, and a ticket while somebody was writing to it."""

from collections.abc import Iterable, Iterator

from tickets.desk.meanwhile_rows import Meanwhile
from tickets.desk.rows import EventView
from tickets.desk.words import event_words, quoted
from tickets.i18n import _
from tickets.rules.worddiff import Change, Piece, word_diff
from tui.drawing import Block, Line, Span, Tone, one_line, safe
from tui.format import Clock

_POSTS = ("arrived", "joined", "edited", "deleted")
"""Told by the posts themselves."""


def difference(pieces: Iterable[Piece]) -> Line:
    """The text with what is gone and what came, by sign, by colour and by line: `[−gone] [+new]`."""
    return tuple(_span(piece) for piece in pieces)


def _span(piece: Piece) -> Span:
    match piece.change:
        case Change.REMOVED:
            return Span(f"[−{piece.text}]", Tone.REMOVED)
        case Change.ADDED:
            return Span(f"[+{piece.text}]", Tone.ADDED)
    return Span(piece.text)


def meanwhile_blocks(changed: Meanwhile, clock: Clock) -> Iterator[Block]:
    """Who did what since; then what the citizen wrote, changed and deleted."""
    title = _("Changed while you were writing")
    yield Block(spans=(Span(f"⚠ {title}", Tone.WARN),), bar=Tone.WARN, anchor=True)
    for event in changed.events:
        if event.what not in _POSTS:
            yield from _event(event, clock)
    for text in changed.arrived:
        yield from _post(_("The citizen has written again:"), (Span(f"[+{safe(text)}]", Tone.ADDED),))
    for change in changed.reworded:
        pieces = word_diff(safe(change.before), safe(change.after))
        yield from _post(_("The citizen has changed a post:"), difference(pieces))
    for text in changed.deleted:
        yield from _post(_("The citizen has deleted a post:"), (Span(f"[−{safe(text)}]", Tone.REMOVED),))
    yield Block()


def _event(event: EventView, clock: Clock) -> Iterator[Block]:
    words = one_line(event_words(event, clock.moment))
    yield Block(
        spans=(
            Span(f"{one_line(event.actor)}: {words}", Tone.STRONG),
            Span(f"  {clock.moment(event.at)}", Tone.MUTED),
        ),
        bar=Tone.WARN,
    )
    for text in quoted(event):
        yield Block(spans=(Span(safe(text)),), indent=2, bar=Tone.WARN)


def _post(sentence: str, text: Line) -> Iterator[Block]:
    yield Block(spans=(Span(sentence, Tone.STRONG),), bar=Tone.WARN)
    yield Block(spans=text, indent=2, bar=Tone.WARN)
