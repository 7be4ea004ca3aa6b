"""A ticket's history as blocks to read: what happened, who did it, when; notes and proposals in full."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from tickets.desk.rows import EventView, TicketView
from tickets.i18n import _
from tickets.rules.sla import Cycle, Promise
from tickets.rules.states import Kind, kind_word
from tui.drawing import Block, Span, Tone, one_line
from tui.format import Clock
from tui.widgets.conversation import purpose_word


def history(view: TicketView, clock: Clock) -> Iterator[Block]:
    """First what was promised and whether it was kept, then every event, oldest first."""
    for cycle in view.clock:
        yield Block(spans=_promise(cycle, clock))
    if view.clock:
        yield Block()
    texts = {proposal.created_at: proposal.text for proposal in view.proposals}
    for event in view.events:
        yield Block(
            spans=(
                Span(clock.moment(event.at), Tone.MUTED),
                Span(f"  {event_words(event, clock)}", _TONES.get(event.what, Tone.PLAIN)),
                Span(f"  {one_line(event.actor)}", Tone.MUTED),
            )
        )
        for text in _quoted(event, texts):
            yield Block(spans=(Span(text),), indent=2, bar=Tone.ACCENT)


_TONES = {"breached": Tone.BAD, "at_risk": Tone.WARN, "reply_failed": Tone.BAD, "reply_uncertain": Tone.WARN}


def _promise(cycle: Cycle, clock: Clock) -> tuple[Span, ...]:
    """One promise: what, by when, and how it went."""
    due = Span(f"  {clock.moment(cycle.due_at)}", Tone.MUTED)
    name = Span(promise_word(cycle.promise))
    if cycle.breached(clock.now()):
        return (Span("✗ ", Tone.BAD), name, due, Span("  " + _("broken"), Tone.BAD))
    if cycle.is_running:
        return (Span("· ", Tone.ACCENT), name, due, Span("  " + _("running"), Tone.ACCENT))
    return (Span("✓ ", Tone.GOOD), name, due, Span("  " + _("kept or no longer owed"), Tone.MUTED))


def promise_word(promise: Promise) -> str:
    """What is owed, in the reader's language."""
    return {
        Promise.ANSWER: _("Answer"),
        Promise.INTERIM: _("Word by the promised date"),
        Promise.DEPARTMENT: _("Proposal of the department"),
    }[promise]


def _quoted(event: EventView, proposals: Mapping[datetime, str]) -> Iterator[str]:
    """Texts that belong to an event: a note, a proposal, a reason, the wording before an edit."""
    for key in ("text", "note", "reason"):
        if text := event.detail.get(key):
            yield str(text)
    if event.what == "proposed" and event.at in proposals:
        yield proposals[event.at]
    before = event.detail.get("before")
    if event.what == "edited" and isinstance(before, Mapping):
        yield _("Before: {text}").format(text=before.get("text", ""))


def event_words(event: EventView, clock: Clock) -> str:
    """What happened, as a clause; the bare name of an event this version does not know."""
    if event.what in _WITH_DETAIL:
        return _WITH_DETAIL[event.what](event, clock)
    return _plain_events().get(event.what, event.what)


def _detail(event: EventView, key: str) -> str:
    return one_line(str(event.detail.get(key) or ""))


def _assigned(event: EventView, _clock: Clock) -> str:
    login = _detail(event, "to")
    return _("assigned to {login}").format(login=login) if login else _("assigned to nobody")


def _forwarded(event: EventView, _clock: Clock) -> str:
    return _("forwarded to {department}").format(department=_detail(event, "to"))


def _proposed(event: EventView, _clock: Clock) -> str:
    department = _detail(event, "department")
    if not department:
        return _("answer proposed")
    return _("{department} proposed an answer").format(department=department)


def _labelled(event: EventView, _clock: Clock) -> str:
    value = _detail(event, "kind")
    kind = kind_word(Kind(value)) if value in set(Kind) else value
    return _("kind corrected: {kind}").format(kind=kind)


def _snoozed(event: EventView, clock: Clock) -> str:
    try:
        until = clock.moment(datetime.fromisoformat(_detail(event, "until")))
    except ValueError:
        return _("put aside")
    return _("put aside until {time}").format(time=until)


def _queued(event: EventView, _clock: Clock) -> str:
    return _("{purpose} handed to the bridge").format(purpose=purpose_word(_detail(event, "purpose")))


def _published(event: EventView, _clock: Clock) -> str:
    return _("{purpose} published").format(purpose=purpose_word(_detail(event, "purpose")))


_WITH_DETAIL: Mapping[str, Callable[[EventView, Clock], str]] = {
    "assigned": _assigned,
    "forwarded": _forwarded,
    "proposed": _proposed,
    "labelled": _labelled,
    "snoozed": _snoozed,
    "reply_queued": _queued,
    "answered": _published,
    "interim": _published,
    "asked": _published,
}


def _plain_events() -> Mapping[str, str]:
    return {
        "arrived": _("message arrived"),
        "joined": _("further message, needs no answer"),
        "edited": _("message edited by its author"),
        "deleted": _("message deleted by its author"),
        "recalled": _("taken back from the department"),
        "waiting": _("waiting for the citizen"),
        "woken": _("back from being put aside"),
        "closed": _("closed without an answer"),
        "reopened": _("reopened"),
        "ignored": _("ignored"),
        "rescued": _("rescued"),
        "noted": _("note"),
        "reply_withdrawn": _("reply withdrawn"),
        "reply_failed": _("reply could not be published"),
        "reply_uncertain": _("reply may be out, or not"),
        "at_risk": _("deadline at risk"),
        "breached": _("deadline broken"),
    }
