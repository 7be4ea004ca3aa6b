"""What history and clocks of a ticket tell, in the reader's language: the same for commands and screens.

Nothing slow to import. Details of events are foreign text: whoever shows these clauses makes them safe.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from tickets.desk.rows import EventView
from tickets.i18n import _
from tickets.rules.sla import Outcome, Promise
from tickets.rules.states import Kind, kind_word

Moment = Callable[[datetime], str]
"""A time as this reader is told times."""


def event_words(event: EventView, moment: Moment) -> str:
    """What happened, as a clause; the bare name of an event that this version does not know."""
    told = _with_detail(event, moment)
    return told or _plain_events().get(event.what, event.what)


def quoted(event: EventView) -> Iterator[str]:
    """Texts that belong to an event: a note, a reason, the wording before an edit.

    A proposal's text stands with the proposal, `TicketView.proposals`.
    """
    for key in ("text", "note", "reason"):
        if text := event.detail.get(key):
            yield str(text)
    before = event.detail.get("before")
    if event.what == "edited" and isinstance(before, Mapping):
        yield _("Before: {text}").format(text=before.get("text", ""))


def _with_detail(event: EventView, moment: Moment) -> str | None:  # noqa: PLR0911 - one way out an event
    """The clause of an event that says more than that it happened; None for all others."""
    match event.what:
        case "assigned":
            return _assigned(event)
        case "forwarded":
            return _forwarded(event)
        case "proposed":
            return _proposed(event)
        case "labelled":
            return _labelled(event)
        case "snoozed":
            return _with_time(event, "until", moment, _("put aside until {time}"))
        case "at_risk":
            return _with_time(event, "due_at", moment, _("deadline at risk: {time}"))
        case "breached":
            return _with_time(event, "due_at", moment, _("deadline broken: {time}"))
        case "reckoned":
            return _reckoned(event, moment)
        case "handed_over":
            return _handed_over(event)
        case "reply_queued":
            return _("{purpose} handed to the bridge").format(purpose=_purpose(event))
        case "answered" | "interim" | "asked":
            return _("{purpose} published").format(purpose=_purpose(event))
    return None


def _assigned(event: EventView) -> str:
    login = _detail(event, "to")
    return _("assigned to {login}").format(login=login) if login else _("assigned to nobody")


def _forwarded(event: EventView) -> str:
    return _("forwarded to {department}").format(department=_detail(event, "to"))


def _proposed(event: EventView) -> str | None:
    department = _detail(event, "department")
    return _("{department} proposed an answer").format(department=department) if department else None


def _labelled(event: EventView) -> str:
    value = _detail(event, "kind")
    kind = kind_word(Kind(value)) if value in set(Kind) else value
    return _("kind corrected: {kind}").format(kind=kind)


def _reckoned(event: EventView, moment: Moment) -> str | None:
    before, after = _time(event, "before"), _time(event, "after")
    if before is None or after is None:
        return None
    return _("deadline reckoned anew: {after} instead of {before}").format(
        after=moment(after), before=moment(before)
    )


def _handed_over(event: EventView) -> str:
    login, week = _detail(event, "to"), _detail(event, "week")
    if not login:
        return _("hand-over acknowledged")
    return _("handed over to {login} for {week}").format(login=login, week=week)


def _with_time(event: EventView, key: str, moment: Moment, words: str) -> str | None:
    at = _time(event, key)
    return words.format(time=moment(at)) if at else None


def _time(event: EventView, key: str) -> datetime | None:
    try:
        return datetime.fromisoformat(_detail(event, key))
    except ValueError:
        return None


def _purpose(event: EventView) -> str:
    return purpose_word(_detail(event, "purpose") or _PURPOSES.get(event.what, ""))


def _detail(event: EventView, key: str) -> str:
    return " ".join(str(event.detail.get(key) or "").split())


_PURPOSES = {"answered": "answer", "interim": "interim", "asked": "ask"}


def _plain_events() -> Mapping[str, str]:
    return {
        "arrived": _("message arrived"),
        "joined": _("further message, needs no answer"),
        "edited": _("message edited by its author"),
        "deleted": _("message deleted by its author"),
        "proposed": _("answer proposed"),
        "recalled": _("taken back from the department"),
        "waiting": _("waiting for the citizen"),
        "snoozed": _("put aside"),
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
        "reckoned": _("deadline reckoned anew"),
    }


def purpose_word(purpose: str) -> str:
    """What a reply is to the promise, by its value; a value that this version does not know stays."""
    words = {"answer": _("Answer"), "interim": _("Interim status"), "ask": _("Question back")}
    return words.get(purpose, purpose)


def promise_word(promise: Promise) -> str:
    """What is owed."""
    return {
        Promise.ANSWER: _("Answer"),
        Promise.INTERIM: _("Word by the promised date"),
        Promise.DEPARTMENT: _("Proposal of the department"),
    }[promise]


def outcome_word(outcome: Outcome, *, breached: bool) -> str:
    """How it ended, and whether in time."""
    if breached:
        return {
            Outcome.RUNNING: _("overdue"),
            Outcome.MET: _("kept too late"),
            Outcome.STOPPED: _("ended after the deadline"),
        }[outcome]
    return {
        Outcome.RUNNING: _("running"),
        Outcome.MET: _("kept"),
        Outcome.STOPPED: _("ended without need"),
    }[outcome]
