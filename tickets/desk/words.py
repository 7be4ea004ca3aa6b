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
    told = _as_another(event) or _with_detail(event, moment)
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


def _as_another(event: EventView) -> str | None:
    """What followed from what became of another one, or was ignored before; None for all others."""
    login, copied, answered = (_detail(event, key) for key in ("decided_by", "copy_of", "answered"))
    if event.what == "ignored" and event.detail.get("second_look"):
        return _agreed()
    if event.what == "closed" and answered:
        return _("closed: ticket {id} of the same person is answered").format(id=answered)
    if event.what == "ignored" and copied:
        return _("ignored like ticket {id}, a near copy; {login} decided it").format(id=copied, login=login)
    if event.what == "labelled" and copied:
        return _("{label}, like ticket {id}, a near copy; {login} decided it").format(
            label=_labelled(event), id=copied, login=login
        )
    return None


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
        case "undone":
            return _undone(event)
    return _of_reply(event)


def _of_reply(event: EventView) -> str | None:
    """The clause of what became of a reply; None for all others."""
    match event.what:
        case "reply_queued":
            return _handed_on(event)
        case "reply_withdrawn":
            return _stopped(event)
        case "part_published":
            return _of_thread(event, _("post {part} of {parts} published"))
        case "answered" | "interim" | "asked":
            return _published(event)
    return None


def _assigned(event: EventView) -> str:
    login = _detail(event, "to")
    return _("assigned to {login}").format(login=login) if login else _("assigned to nobody")


def _forwarded(event: EventView) -> str:
    return _("forwarded to {department}").format(department=_detail(event, "name") or _detail(event, "to"))


def _proposed(event: EventView) -> str | None:
    department = _detail(event, "name") or _detail(event, "department")
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


def _handed_on(event: EventView) -> str:
    if event.detail.get("again"):
        return _("{purpose} handed to the bridge once more").format(purpose=_purpose(event))
    return _("{purpose} handed to the bridge").format(purpose=_purpose(event))


def _published(event: EventView) -> str:
    login = _detail(event, "seen_by")
    if login:
        return _("{purpose} published, as {login} saw on Mastodon").format(
            purpose=_purpose(event), login=login
        )
    return _("{purpose} published").format(purpose=_purpose(event))


def _stopped(event: EventView) -> str | None:
    """Of a thread that was called back while a part of it was out."""
    if not event.detail.get("out"):
        return None
    return _of_thread(event, _("thread stopped: of {parts} posts {out} are out or on their way"))


def _of_thread(event: EventView, words: str) -> str:
    return words.format(**{key: _detail(event, key) for key in ("part", "parts", "out")})


def _undone(event: EventView) -> str:
    what = _detail(event, "what")
    if event.detail.get("second_look"):
        return _("undone: {what}").format(what=_agreed())
    known = {
        **_plain_events(),
        "assigned": _("assigned"),
        "forwarded": _("forwarded to a department"),
        "labelled": _("kind corrected"),
        "reply_queued": _("reply handed to the bridge"),
    }
    return _("undone: {what}").format(what=known.get(what, what))


def _agreed() -> str:
    return _("rightly ignored, by a second look")


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
