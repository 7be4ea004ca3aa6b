"""Posts as people might write them to an authority, with what they are. All invented for these tests."""

import json
from dataclasses import dataclass
from pathlib import Path

from tickets.rules.states import Kind

_FILE = Path(__file__).parent.parent / "unit" / "data" / "posts.jsonl"
_IGNORABLE = frozenset({Kind.HOSTILE, Kind.SPAM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One labelled post."""

    text: str
    language: str | None
    """What the post says of its language; None where it says nothing."""
    kinds: tuple[Kind, ...]
    """What it is, then what it may as well be called; empty where only its zone is judged."""
    trap: str | None
    """What makes it easy to get wrong, such as "counter_speech"; None where nothing does."""
    held_out: bool
    """Whether no rule was ever made with it in view."""

    @property
    def legitimate(self) -> bool:
        """Whether somebody should read it, however it is put."""
        return not self.kinds or self.kinds[0] not in _IGNORABLE


def posts() -> list[Post]:
    """All of them."""
    return [_post(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]


def _post(line: str) -> Post:
    row = json.loads(line)
    return Post(
        text=row["text"],
        language=row["language"],
        kinds=tuple(Kind(kind) for kind in row["kinds"]),
        trap=row["trap"],
        held_out=row["held_out"],
    )
