"""Our own posts to authorities that are kept for tests: no rule was made and nothing learnt with them in view."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tickets.rules.states import Kind

_FOLDER = Path(__file__).parent.parent / "data" / "posts"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPost:
    """One post, and what a community manager would say of it."""

    text: str
    language: str
    kind: Kind
    department: str | None
    """Key of the department that should answer; None where none or any may."""
    direct: bool
    trap: str
    """What makes it easy to get wrong; "" where nothing does."""
    office: str

    @property
    def legitimate(self) -> bool:
        """Whether somebody should read it, however it is put."""
        return self.kind not in {Kind.HOSTILE, Kind.SPAM}


def own_posts() -> list[OwnPost]:
    """All of them, office by office."""
    return [post for file in sorted(_FOLDER.glob("*.jsonl")) for post in _posts(file)]


def _posts(file: Path) -> Iterator[OwnPost]:
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield OwnPost(
            text=row["text"],
            language=row["language"],
            kind=Kind(row["kind"]),
            department=row["department"],
            direct=row["direct"],
            trap=row["trap"],
            office=file.stem,
        )
