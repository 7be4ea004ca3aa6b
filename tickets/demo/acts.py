"""What citizens do: the acts of the play."""

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
