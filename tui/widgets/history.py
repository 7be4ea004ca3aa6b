"""A ticket's history as blocks to read: what happened, who did it, when; notes and proposals in full."""

from collections.abc import Iterator

from tickets.desk.rows import EventView, TicketView
from tickets.desk.words import event_words, outcome_word, promise_word, quoted
from tickets.i18n import _
from tickets.rules.sla import Cycle, Outcome
from tui.drawing import Block, Line, Span, Tone, one_line
from tui.format import Clock


def history(view: TicketView, clock: Clock) -> Iterator[Block]:
    """First what was promised and whether it was kept, then every event, oldest first."""
    for cycle in view.clock:
        yield Block(spans=_promise(cycle, clock))
    if view.clock:
        yield Block()
    for event in view.events:
        yield Block(
            spans=(
                Span(clock.moment(event.at), Tone.MUTED),
                Span(f"  {one_line(event_words(event, clock.moment))}", _TONES.get(event.what, Tone.PLAIN)),
                Span(f"  {_who(event.actor)}", Tone.MUTED),
            )
        )
        for text in _texts(event, view):
            yield Block(spans=(Span(text),), indent=2, bar=Tone.ACCENT)


def _who(actor: str) -> str:
    return _("bridge") if actor == _BRIDGE else one_line(actor)


_BRIDGE = "bridge"
"""Who acts where no person does: see `desk.people`."""
_TONES = {
    "breached": Tone.BAD,
    "at_risk": Tone.WARN,
    "reply_failed": Tone.BAD,
    "reply_uncertain": Tone.WARN,
}


def _promise(cycle: Cycle, clock: Clock) -> Line:
    """One promise: what, by when, and how it went."""
    breached = cycle.breached(clock.now())
    sign, tone = _SIGNS[cycle.outcome]
    if breached:
        sign, tone = "✗", Tone.BAD
    return (
        Span(f"{sign} ", tone),
        Span(promise_word(cycle.promise)),
        Span(f"  {clock.moment(cycle.due_at)}", Tone.MUTED),
        Span("  " + outcome_word(cycle.outcome, breached=breached), tone),
    )


_SIGNS = {
    Outcome.RUNNING: ("·", Tone.ACCENT),
    Outcome.MET: ("✓", Tone.GOOD),
    Outcome.STOPPED: ("–", Tone.MUTED),
}


def _texts(event: EventView, view: TicketView) -> Iterator[str]:
    """What belongs to an event in full."""
    yield from quoted(event)
    if event.what == "proposed":
        yield from (proposal.text for proposal in view.proposals if proposal.created_at == event.at)
