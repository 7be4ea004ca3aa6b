"""What triage can learn from: the decisions in the tickets' histories, and the texts that they are about.

Nothing is copied: each time the texts are read where they are, so that what was erased is learnt from no longer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tickets.desk.house import Act
from tickets.desk.people import BRIDGE
from tickets.rules.audience import Visibility
from tickets.rules.states import Kind
from tickets.rules.undo import standing
from tickets.storage.answer_models import Reply
from tickets.storage.models import Direction, Event, Message, What
from tickets.storage.triage_models import SecondLook
from tickets.triage.lessons import HARMFUL, Lesson

MOST = 20_000
"""Decisions that are learnt from, the latest: older ones say less of what comes in today."""

_CORRECTIONS = (What.LABELLED, What.IGNORED, What.RESCUED, What.FORWARDED)
_DECISIONS = (*_CORRECTIONS, What.ANSWERED)
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Gathered:
    """What there is to learn."""

    lessons: tuple[Lesson, ...]
    """One for each text, the latest decision first."""
    until: int
    """The number of the latest event that was considered."""


@dataclass(slots=True)
class _Decided:
    """What was decided about one message so far."""

    last: tuple[datetime, int]
    kind: Kind | None = None
    legitimate: bool | None = None
    department: str | None = None


@dataclass(frozen=True, slots=True)
class _Decision:
    ticket: int
    number: int
    at: datetime
    what: What
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A citizen's message, as far as it is of use here."""

    id: int
    ticket: int
    lesson: Lesson
    stored_at: datetime
    edited_at: datetime | None
    verdict: Kind | None
    """What triage took it for."""


def corrections_since(session: Session, number: int, *, before: datetime) -> int:
    """How many corrections by people have come after the event of this number and before this time."""
    statement = select(func.count()).where(
        Event.id > number, Event.at < before, Event.what.in_(_CORRECTIONS), Event.actor != BRIDGE.login
    )
    return session.scalar(statement) or 0


def gather(session: Session, _act: Act) -> Gathered:
    """All that people decided, by the text that they decided about."""
    decisions = sorted(_decisions(session), key=lambda decision: (decision.at, decision.number))
    texts = _texts(session, {decision.ticket for decision in decisions})
    answered = _answered(session, decisions)
    decided: dict[int, _Decided] = {}
    known: dict[int, _Text] = {}
    for decision in decisions:
        text = _text_of(decision, texts.get(decision.ticket, ()), answered)
        if text is not None:
            known[text.id] = text
            state = decided.setdefault(text.id, _Decided((decision.at, decision.number)))
            state.last = (decision.at, decision.number)
            _decide(state, decision, text.verdict)
    latest = sorted(decided, key=lambda message: decided[message].last, reverse=True)
    until = max((decision.number for decision in decisions), default=0)
    return Gathered(tuple(_lesson(known[message], decided[message]) for message in latest), until)


def _lesson(text: _Text, state: _Decided) -> Lesson:
    return replace(text.lesson, kind=state.kind, legitimate=state.legitimate, department=state.department)


def _decisions(session: Session) -> Iterator[_Decision]:
    """The latest decisions of people. What the bridge did by itself teaches nothing."""
    statement = (
        select(Event.id, Event.ticket_id, Event.at, Event.what, Event.detail)
        .where(Event.what.in_((*_DECISIONS, What.UNDONE)), Event.actor != BRIDGE.login)
        .order_by(Event.id.desc())
        .limit(MOST)
    )
    for event in standing(session.execute(statement).all()):
        yield _Decision(event.ticket_id, event.id, event.at, event.what, event.detail)
    looks = select(SecondLook.ticket_id, SecondLook.seen_at).where(SecondLook.wrong.is_(False))
    for ticket, seen_at in session.execute(looks.order_by(SecondLook.seen_at.desc()).limit(MOST)):
        if seen_at is not None:
            yield _Decision(ticket, 0, seen_at, What.IGNORED)


def _texts(session: Session, tickets: Iterable[int]) -> Mapping[int, Sequence[_Text]]:
    """What citizens wrote in each of these tickets, in order; but for what they deleted."""
    texts: dict[int, list[_Text]] = {}
    for statement in _messages(sorted(tickets)):
        for row in session.execute(statement):
            text = _text(*row)
            texts.setdefault(text.ticket, []).append(text)
    return texts


def _messages(tickets: Sequence[int]) -> Iterator[Select[*tuple[Any, ...]]]:
    for start in range(0, len(tickets), _CHUNK):
        yield (
            select(
                Message.id,
                Message.ticket_id,
                Message.text,
                Message.spoiler_text,
                Message.language,
                Message.visibility,
                Message.stored_at,
                Message.edited_at,
                Message.verdict,
            )
            .where(
                Message.ticket_id.in_(tickets[start : start + _CHUNK]),
                Message.direction == Direction.IN,
                Message.deleted_at.is_(None),
            )
            .order_by(Message.id)
        )


def _text(  # noqa: PLR0917 - as the row has them
    number: int,
    ticket: int,
    text: str,
    spoiler: str,
    language: str | None,
    visibility: Visibility,
    stored_at: datetime,
    edited_at: datetime | None,
    verdict: dict[str, Any] | None,
) -> _Text:
    kind = (verdict or {}).get("kind")
    return _Text(
        id=number,
        ticket=ticket,
        lesson=Lesson(
            text=f"{spoiler}\n{text}" if spoiler else text,
            language=language,
            direct=visibility is Visibility.DIRECT,
        ),
        stored_at=stored_at,
        edited_at=edited_at,
        verdict=Kind(kind) if kind in set(Kind) else None,
    )


def _answered(session: Session, decisions: Iterable[_Decision]) -> Mapping[int, int]:
    """The message that each of these replies answers."""
    replies = [
        each.detail["reply"] for each in decisions if each.what is What.ANSWERED and "reply" in each.detail
    ]
    found: dict[int, int] = {}
    for start in range(0, len(replies), _CHUNK):
        chosen = Reply.id.in_(replies[start : start + _CHUNK])
        for reply, message in session.execute(select(Reply.id, Reply.message_id).where(chosen)):
            found[reply] = message
    return found


def _text_of(decision: _Decision, texts: Sequence[_Text], answered: Mapping[int, int]) -> _Text | None:
    """The text that the decision is about: the one answered, else the last that was there.

    None where it was deleted, erased, or edited since: what was decided was decided about other words.
    """
    if decision.what is What.ANSWERED:
        message = answered.get(decision.detail.get("reply", 0))
        found = next((text for text in texts if text.id == message), None)
    else:
        found = next((text for text in reversed(texts) if text.stored_at <= decision.at), None)
    if found is None or (found.edited_at is not None and found.edited_at > decision.at):
        return None
    return found


def _decide(state: _Decided, decision: _Decision, verdict: Kind | None) -> None:
    """What holds after this decision; a later one outweighs what it contradicts."""
    match decision.what:
        case What.LABELLED:
            state.kind = Kind(decision.detail["kind"])
            state.legitimate = state.kind not in HARMFUL
        case What.IGNORED:
            state.legitimate = False
            if state.kind not in HARMFUL:
                # Who ignores what triage calls hostile or spam agrees with it; else nobody has said what it is.
                state.kind = verdict if verdict in HARMFUL else None
        case What.FORWARDED:
            _accept(state)
            state.department = str(decision.detail["to"])
        case _:
            _accept(state)


def _accept(state: _Decided) -> None:
    state.legitimate = True
    if state.kind in HARMFUL:
        state.kind = None
