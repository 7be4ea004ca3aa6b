"""Our own posts, beside what a team's corrections teach: some to compare models by, the others to be rehearsed.

No model learns from those to compare by. They are a fixed part of our posts (`training/posts`), chosen by their
words alone, so that a post stays where it is whatever is written beside it; they ship with the model.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from tickets.rules.states import Kind
from tickets.triage.spelling import fold

FILE = Path(__file__).parent / "model" / "regression.jsonl"
_LEARNT = Path(__file__).parent / "training" / "posts"

_PERCENT = 15


@dataclass(frozen=True, slots=True)
class Post:
    """A post, and what it is about."""

    text: str
    language: str | None
    direct: bool
    kind: Kind


def is_kept(text: str) -> bool:
    """Whether a post of ours is for comparing, and nothing may learn from it."""
    return crc32(fold(text).encode("utf-8", "replace")) % 100 < _PERCENT


def posts(file: Path = FILE) -> tuple[Post, ...]:
    """The posts to compare by. Raises OSError and ValueError where the file is not as it was shipped."""
    return tuple(_posts(file.read_text(encoding="utf-8").splitlines()))


def rehearsed(folder: Path = _LEARNT) -> tuple[Post, ...]:
    """Those of our posts that the shipped model learnt from. Raises as `posts`."""
    known = [post for file in sorted(folder.glob("*.jsonl")) for post in posts(file)]
    return tuple(post for post in known if not is_kept(post.text))


def _posts(lines: Iterable[str]) -> Iterator[Post]:
    for line in lines:
        row: Mapping[str, str] = json.loads(line)
        yield Post(row["text"], row["language"], bool(row["direct"]), Kind(row["kind"]))


def keep(rows: Iterable[Mapping[str, object]], file: Path = FILE) -> int:
    """Write down those of our posts that are for comparing; how many there are."""
    fields = ("text", "language", "kind", "direct")
    kept = {row["text"]: {field: row[field] for field in fields} for row in rows if is_kept(str(row["text"]))}
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in kept.values()]
    file.parent.mkdir(exist_ok=True)
    file.write_text("".join(lines), encoding="utf-8")
    return len(kept)
