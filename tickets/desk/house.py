"""What the desk needs to know of the settings, and who acts when: the frame of every act."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from tickets.config import Settings
from tickets.desk.people import Actor
from tickets.errors import Conflict
from tickets.rules.worktime import Calendar, Term
from tickets.storage.database import CACHE_KIB, ChangeSignal, Database, open_database

P = ParamSpec("P")
T = TypeVar("T")


def utc_now() -> datetime:
    """The one clock of a running program; tests and functions of the desk are given theirs."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The office by its settings: its calendars and promises, its priorities."""

    settings: Settings
    answer: Term
    interim: Term
    department: Term
    warn_at: float
    weights: Mapping[str, int]

    @classmethod
    def of(cls, settings: Settings) -> "House":
        """The house that the settings describe."""
        return cls(
            settings=settings,
            answer=settings.sla.answer,
            interim=settings.sla.interim,
            department=settings.sla.department,
            warn_at=settings.sla.warn_at,
            weights=settings.priority,
        )

    def calendar(self, account: str) -> Calendar:
        """The working time of the office behind one of our accounts."""
        return self.settings.calendar_of(account)


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, when, and in which house."""

    actor: Actor
    now: datetime
    house: House


@dataclass(frozen=True)
class Desk:
    """One person at one store: opens the transactions in which the desk's functions run."""

    database: Database
    house: House
    actor: Actor
    now: Callable[[], datetime] = field(default=utc_now)

    @classmethod
    def open(
        cls,
        settings: Settings,
        actor: Actor,
        *,
        now: Callable[[], datetime] = utc_now,
        cache_kib: int = CACHE_KIB,
    ) -> "Desk":
        """A desk on the store that the settings name. cache_kib: as for Database. Raises StoreError."""
        database = open_database(settings.database_url, cache_kib=cache_kib)
        return cls(database, House.of(settings), actor, now)

    def act(self) -> Act:
        """This person, now."""
        return Act(self.actor, self.now(), self.house)

    def do(
        self, function: Callable[Concatenate[Session, Act, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run one of the desk's acts in a transaction of its own.

        Raises whatever the act raises, StoreError, and Conflict where somebody else was faster.
        """
        try:
            with self.database.write() as session:
                return function(session, self.act(), *args, **kwargs)
        except StaleDataError as stale:
            raise Conflict() from stale

    def whisper(
        self, function: Callable[Concatenate[Session, Act, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As `do`, of what changes no ticket: nobody need read again what they see (`storage.signals`)."""
        with self.database.write(quiet=True) as session:
            return function(session, self.act(), *args, **kwargs)

    def see(
        self, function: Callable[Concatenate[Session, Act, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run one of the desk's views on a snapshot of the store."""
        with self.database.read() as session:
            return function(session, self.act(), *args, **kwargs)

    def look(
        self, function: Callable[Concatenate[Connection, Act, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As `see`, by the shortest way to the store: for the list, which is asked for at every key pressed."""
        with self.database.look() as connection:
            return function(connection, self.act(), *args, **kwargs)

    def verify(self) -> None:
        """Raise StoreError where the store has gone, or is of another version than this program."""
        self.database.verify()

    def changes(self, ended: Event | None = None) -> ChangeSignal:
        """Tells when somebody else, or the bridge, has changed the store; until `ended` is set."""
        return self.database.changes(ended)

    def close(self) -> None:
        """Let go of the store."""
        self.database.close()

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()
