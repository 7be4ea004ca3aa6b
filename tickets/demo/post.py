"""What citizens do: the acts of the play, and short ways to write them down."""

from dataclasses import dataclass

from tickets.rules.audience import Visibility
from tickets.rules.states import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post that somebody will write, and what a good clerk would make of it."""

    person: str
    """The author's username."""
    text: str
    kind: Kind
    department: str | None = None
    """The key of the department that knows; None where it needs none."""
    visibility: Visibility = Visibility.PUBLIC
    spoiler_text: str = ""
    name: str = ""
    """By which later acts refer to it; "" where none does."""
    answers: str = ""
    """The name of the post it answers; "" for a post of its own."""
    quotes: str = ""
    """The name of the post it quotes; "" for none."""


@dataclass(frozen=True, slots=True)
class Edit:
    """The author changes the text of a post of theirs."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Delete:
    """The author deletes a post of theirs."""

    name: str


@dataclass(frozen=True, slots=True)
class Boost:
    """Somebody boosts a post."""

    person: str
    name: str


@dataclass(frozen=True, slots=True)
class Favourite:
    """Somebody favourites a post."""

    person: str
    name: str


Act = Post | Edit | Delete | Boost | Favourite


def question(person: str, department: str | None, text: str) -> Post:
    """Somebody wants to know."""
    return Post(person=person, text=text, kind=Kind.QUESTION, department=department)


def incident(person: str, department: str, text: str) -> Post:
    """Something has happened."""
    return Post(person=person, text=text, kind=Kind.INCIDENT, department=department)


def criticism(person: str, department: str | None, text: str) -> Post:
    """Fair, however harsh."""
    return Post(person=person, text=text, kind=Kind.CRITICISM, department=department)


def praise(person: str, text: str) -> Post:
    """Somebody is content."""
    return Post(person=person, text=text, kind=Kind.PRAISE)


def hostile(person: str, text: str) -> Post:
    """Nothing in it that could be answered."""
    return Post(person=person, text=text, kind=Kind.HOSTILE)


def spam(person: str, text: str) -> Post:
    """Somebody sells."""
    return Post(person=person, text=text, kind=Kind.SPAM)


def other(person: str, text: str) -> Post:
    """Neither of all these."""
    return Post(person=person, text=text, kind=Kind.OTHER)
