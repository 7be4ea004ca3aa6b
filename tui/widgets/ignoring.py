"""That the bridge ignored a ticket by itself: when, by what, and how sure it was."""

from collections.abc import Iterator

from tickets.desk.rows import EventView, TicketView
from tickets.desk.words import event_words
from tickets.i18n import _
from tickets.rules.states import State
from tui.drawing import Block, Span, Tone, one_line
from tui.format import Clock, percent

_BRIDGE = "bridge"


def by_the_bridge(view: TicketView) -> EventView | None:
    """The event by which the bridge ignored the ticket; None where it did not, or a person has said something since."""
    if view.row.state is not State.IGNORED:
        return None
    standing = (event for event in view.events if event.what == "ignored" and not event.undone)
    last = max(standing, key=lambda event: event.id, default=None)
    return last if last is not None and last.actor == _BRIDGE else None


def ignoring(view: TicketView, clock: Clock) -> Iterator[Block]:
    """Who ignored it and why, in words; nothing where a person did."""
    event = by_the_bridge(view)
    if event is None:
        return
    words = _("Ignored by the bridge, {time}").format(time=clock.moment(event.at))
    yield Block(spans=(Span(words, Tone.WARN),))
    for sentence in _why(event, clock):
        yield Block(spans=(Span(one_line(sentence), Tone.MUTED),), indent=2)
    yield Block()


def _why(event: EventView, clock: Clock) -> Iterator[str]:
    detail = event.detail
    if detail.get("copy_of"):
        yield event_words(event, clock.moment)
    if detail.get("phrase"):
        yield _("A phrase of the house: {phrase}").format(phrase=detail["phrase"])
    score, threshold = detail.get("score"), detail.get("threshold")
    if isinstance(score, float) and isinstance(threshold, float):
        yield _("{score} sure; it ignores from {threshold} on").format(
            score=percent(score), threshold=percent(threshold)
        )
    elif isinstance(score, float):
        yield _("{score} sure").format(score=percent(score))
    if detail.get("version"):
        yield _("Model: {version}").format(version=detail["version"])
