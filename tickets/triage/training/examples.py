"""What the model learns from: research data as `SOURCES.md` of its folder describes it, and posts of our own.

What is for testing is never read here: the splits called "test", HateCheck, a third of the criticism in harm26_dbo,
and in CIMT all cities but two.
"""

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from tickets.rules.states import Kind
from tickets.triage.model import HEADS
from tickets.triage.regression import is_kept

POSTS = Path(__file__).parent / "posts"
"""The folder of our own posts: for each office `OFFICE.jsonl` and, with its departments, `OFFICE.toml`."""

CITIES = ("Cycling-Dialogue-Moers", "Cycling-Dialogue-Cologne")
"""The parts of CIMT that are learnt from; the others are for testing."""

OWN = "own"
"""The source of our own posts."""

_PLACEHOLDER = re.compile(r"\[@?[A-Z]{2,4}\]")
_SHARED = re.compile(r"^[!\"“ ]*RT @\w+:?\s")
_HELD_OUT = 3  # of the criticism in harm26_dbo, one in so many is for testing
_AGITATION = frozenset(
    {"agitation", "subversive", "call2violence", "support", "prospensity", "glorification", "TRUE"}
)
_EVERYDAY = 4_000  # of the requests in MASSIVE; they are much alike
_ENGLISH = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One text and what it teaches."""

    text: str
    language: str
    source: str
    labels: Mapping[Kind, bool]
    """What is known of it; a head that is missing learns nothing from it."""
    weight: float
    """How much it counts, beside 1 for a post of GermEval."""
    group: str
    """What must not be parted when some are left out to try the model on: an office, or the text itself."""
    direct: bool = False


def public(folder: Path) -> Iterator[Example]:
    """The examples of the research data in this folder."""
    yield from _hostile(folder, "germeval2018", lambda row: row["label"] == "OFFENSE", 1.0)
    yield from _hostile(folder, "cimt_sent", lambda _row: False, 0.2, lambda row: row["part"] in CITIES)
    yield from _some(_hostile(folder, "massive_de", lambda _row: False, 0.2), _EVERYDAY)
    yield from _hostile(folder, "harm26_dbo", lambda _row: False, 0.3, is_training_criticism)
    yield from _agitation(folder)
    english = _hostile(folder, "davidson", lambda row: str(row["label"]) != "2", 0.3)
    yield from _some(english, _ENGLISH)


def own() -> Iterator[Example]:
    """Our own posts, which every head learns from; not those that models are compared by."""
    for row, office in own_rows(POSTS):
        if is_kept(str(row["text"])):
            continue
        yield Example(
            text=str(row["text"]),
            language=str(row["language"]),
            source=OWN,
            labels={head: head == row["kind"] for head in HEADS},
            weight=2.0,
            group=office,
            direct=bool(row["direct"]),
        )


def own_rows(folder: Path) -> Iterator[tuple[Mapping[str, object], str]]:
    """Each post of a folder of ours, as its file has it, and its office."""
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line), file.stem


def rows(folder: Path, name: str) -> Iterator[Mapping[str, str]]:
    """The lines of one of the public files."""
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def plain(text: str) -> str:
    """A research text as its author wrote it: without marks of those who collected it."""
    text = _PLACEHOLDER.sub("@person", html.unescape(text.replace("|LBR|", "\n")))
    return _SHARED.sub(" ", text)


def is_training_criticism(row: Mapping[str, str]) -> bool:
    """Whether this post of harm26_dbo is criticism that is learnt from; the rest of it is for testing."""
    return row["label"] == "criticism" and not is_testing_criticism(row)


def is_testing_criticism(row: Mapping[str, str]) -> bool:
    """Whether this post of harm26_dbo is criticism that is kept for testing."""
    return row["label"] == "criticism" and crc32(row["id"].encode()) % _HELD_OUT == 0


def _hostile(
    folder: Path,
    name: str,
    is_hostile: Callable[[Mapping[str, str]], bool],
    weight: float,
    wanted: Callable[[Mapping[str, str]], bool] = lambda _row: True,
) -> Iterator[Example]:
    for row in rows(folder, name):
        if row["split"] == "train" and wanted(row):
            yield _example(row, hostile=is_hostile(row), weight=weight)


def _agitation(folder: Path) -> Iterator[Example]:
    """Calls to violence, agitation and defamation. What these corpora call harmless mostly is not for us."""
    seen = set[str]()
    tested = {row["text"] for row in rows(folder, "harm26_dbo") if row["label"] == "criticism"}
    for name in ("harm26_dbo", "harm26_vio", "harm26_def"):
        for row in rows(folder, name):
            if row["label"] in _AGITATION and row["text"] not in seen | tested:
                seen.add(row["text"])
                yield _example(row, hostile=True, weight=0.5)


def _example(row: Mapping[str, str], *, hostile: bool, weight: float) -> Example:
    return Example(
        text=plain(row["text"]),
        language=row["lang"],
        source=row["source"],
        labels={Kind.HOSTILE: hostile},
        weight=weight,
        group=row["text"],
    )


def _some(examples: Iterable[Example], count: int) -> list[Example]:
    """So many of them, the same every time, whatever their order."""
    return sorted(examples, key=lambda example: crc32(example.group.encode()))[:count]
