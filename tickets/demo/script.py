"""The script of the play: who says what, and when in the opening. The words are in `texts`."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from tickets.demo.acts import Act, Boost, Delete, Edit, Favourite, Post
from tickets.rules.audience import Visibility
from tickets.rules.states import Kind

_ACTS: dict[str, type[Edit | Delete | Boost | Favourite]] = {
    "edit": Edit,
    "delete": Delete,
    "boost": Boost,
    "favourite": Favourite,
}

Table = dict[str, Any]
"""A table of a TOML file."""


@dataclass(frozen=True, slots=True)
class Cue:
    """An act of the opening, and when it comes."""

    at: float
    """Seconds since the play began."""
    act: Act


@dataclass(frozen=True, slots=True)
class Waiting:
    """A post that had reached us before the play begins."""

    hours_ago: float
    post: Post


@dataclass(frozen=True, slots=True)
class Script:
    """All that is known before the play begins."""

    announcements: dict[str, str]
    """Posts of our own account, by the names under which the acts know them."""
    waiting: tuple[Waiting, ...]
    """Oldest first, some of them longer than an answer may take."""
    opening: tuple[Cue, ...]
    """In the order of time."""
    chatter: tuple[Post, ...]
    """What citizens say after the opening, in whatever order."""


def read_script() -> Script:
    """The script as we ship it."""
    opening = tomllib.loads(text("opening.toml"))
    return Script(
        announcements=opening["announcements"],
        waiting=tuple(_waiting(table) for table in opening["earlier"]),
        opening=tuple(_cue(table) for table in opening["acts"]),
        chatter=tuple(_post(table) for table in tomllib.loads(text("chatter.toml"))["posts"]),
    )


def text(name: str) -> str:
    """A file of ours, as text."""
    return (files("tickets.demo") / "texts" / name).read_text(encoding="utf-8")


def _waiting(table: Table) -> Waiting:
    return Waiting(table["hours_ago"], _post(_without(table, "hours_ago")))


def _cue(table: Table) -> Cue:
    does, fields = table.get("does"), _without(table, "at", "does")
    return Cue(table["at"], _ACTS[does](**fields) if does else _post(fields))


def _post(table: Table) -> Post:
    kind, visibility = Kind(table["kind"]), Visibility(table.get("visibility", Visibility.PUBLIC))
    return Post(**{**table, "kind": kind, "visibility": visibility})


def _without(table: Table, *names: str) -> Table:
    return {name: value for name, value in table.items() if name not in names}
