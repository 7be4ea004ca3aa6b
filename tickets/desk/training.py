"""What triage learnt from this team, version by version: which is in use, what is kept, the way back.

Making one takes seconds and no transaction (`desk.learner`); here is what the store knows of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from tickets.desk.house import Act
from tickets.desk.people import Right
from tickets.errors import NotFound
from tickets.i18n import _
from tickets.storage.triage_models import Training, Trial

T = TypeVar("T")

_KEPT = 10
"""Adopted versions that one can go back to; of older ones only the card is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingView:
    """One attempt to learn."""

    id: int
    at: datetime
    actor: str
    state: Trial
    version: str
    base: str
    examples: int
    card: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Weights:
    """What is in use beside the shipped model."""

    version: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Finished:
    """An attempt, as it came out."""

    base: str
    examples: int
    card: Mapping[str, object]
    raw: bytes
    refused: bool


@dataclass(frozen=True, slots=True)
class RolledBack:
    """What was given up, and what is in use instead."""

    gone: str
    version: str
    """The version before; that of the shipped model where there was none."""


def require(_session: Session, act: Act) -> None:
    """Raises NotAllowed for who may not train."""
    act.actor.require(Right.TRAIN)


def version_in_use(session: Session, _act: Act, base: str) -> str | None:
    """The version in use; None for the shipped model alone. Cheap enough to be asked every few seconds."""
    return session.scalar(_usable(select(Training.version), base))


def in_use(session: Session, _act: Act, base: str) -> Weights | None:
    """What is in use beside the shipped model of this version; None for nothing."""
    row = _in_use(session, base)
    return None if row is None else Weights(row.version, row.weights)


def keep(session: Session, act: Act, finished: Finished) -> TrainingView:
    """Write an attempt down; from now on it is in use, unless it is refused."""
    act.actor.require(Right.TRAIN)
    row = Training(
        at=act.now,
        actor=act.actor.login,
        state=Trial.REFUSED if finished.refused else Trial.ADOPTED,
        version="",
        base=finished.base,
        examples=finished.examples,
        card=dict(finished.card),
        weights=b"" if finished.refused else finished.raw,
    )
    session.add(row)
    session.flush()
    row.version = f"{finished.base}+{row.id}"
    _forget_old(session)
    return _view(row)


def roll_back(session: Session, act: Act, base: str) -> RolledBack:
    """Go back to the version before the one in use. Raises NotFound where nothing was learnt."""
    act.actor.require(Right.TRAIN)
    row = _in_use(session, base)
    if row is None:
        raise NotFound(
            _("There is nothing to go back from: triage works with the model that came with the program"),
            _("“tickets train” learns from the corrections"),
        )
    row.state = Trial.ROLLED_BACK
    row.card = {**row.card, "rolled_back": {"by": act.actor.login, "at": act.now.isoformat()}}
    row.weights = b""
    session.flush()
    return RolledBack(row.version, version_in_use(session, act, base) or base)


def latest(session: Session, _act: Act) -> TrainingView | None:
    """The last attempt, whatever came of it."""
    row = session.scalar(select(Training).order_by(Training.id.desc()).limit(1))
    return None if row is None else _view(row)


def _in_use(session: Session, base: str) -> Training | None:
    return session.scalar(_usable(select(Training), base))


def _usable(statement: Select[T], base: str) -> Select[T]:
    """The latest that was adopted and not rolled back since."""
    adopted = statement.where(Training.state == Trial.ADOPTED, Training.base == base, Training.weights != b"")
    return adopted.order_by(Training.id.desc()).limit(1)


def _forget_old(session: Session) -> None:
    """A night each: the store would grow by hundreds of megabytes in a year."""
    kept = (
        select(Training.id).where(Training.state == Trial.ADOPTED).order_by(Training.id.desc()).limit(_KEPT)
    )
    session.execute(
        update(Training)
        .where(Training.weights != b"", Training.id.not_in(session.scalars(kept).all()))
        .values(weights=b"")
        .execution_options(synchronize_session=False)
    )


def _view(row: Training) -> TrainingView:
    return TrainingView(
        id=row.id,
        at=row.at,
        actor=row.actor,
        state=row.state,
        version=row.version,
        base=row.base,
        examples=row.examples,
        card=row.card,
    )
