"""The terminal desk at a million tickets: against itself at a hundred, and against what Textual alone takes.

Whole programs in fresh processes, each in a pseudo-terminal, timed from outside: from the start of the process to the
bytes that the terminal is given. “First paint” is the first picture of the program, “first rows” the one in which the
first tickets of the inbox stand. Ours is the command as people type it, reading of the settings included.
"""

import os
import re
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from tests.benchmarks.bare import HELLO
from tests.benchmarks.filling import MILLION, filled
from tests.benchmarks.ratio import Result, at_most, at_most_held
from tests.benchmarks.watched import Watched, watched

HUNDRED = 100
ROUNDS = 7
KEYS = 100
"""More than one page: the next one is fetched on the way."""

_FIRST_PICTURE = b"Opening the store"
_FIRST_ROWS = b"Wie lange dauert"
_FIRST_LINES = b"Row 1"
_NUMBER = re.compile(rb"#(\d+) question")
"""How the pane says which ticket it shows."""

# A post for each ticket that the keys come by: reading one is more than reading its row.
_POSTS = """
INSERT INTO messages (ticket_id, account_id, person_id, direction, remote_id, text, spoiler_text, visibility, language,
    sensitive, mentions, attachments, via, created_at, received_at, stored_at)
SELECT id, account_id, person_id, 'in', 'post' || id, excerpt, '', 'public', 'de',
    0, '[]', '[]', 'stream', created_at, received_at, received_at
FROM tickets WHERE queue = 'inbox' ORDER BY rank, id LIMIT 500
"""


@dataclass(frozen=True, slots=True)
class _Start:
    """One start of a program: seconds to both pictures, MiB at its most."""

    paint: float
    rows: float
    peak: float


def measure() -> list[Result]:
    """First paint, first rows, keys, memory."""
    with tempfile.TemporaryDirectory() as folder, _as_installed(Path(folder)):
        many, few = _store(Path(folder) / "many", MILLION), _store(Path(folder) / "few", HUNDRED)
        ways: dict[str, Callable[[], _Start]] = {
            "many": lambda: _opened(many),
            "few": lambda: _opened(few),
            "label": lambda: _bare("label", HELLO.encode()),
            "list": lambda: _bare("list", _FIRST_LINES),
        }
        starts = {name: [way()] for name, way in ways.items()}  # once to warm the system's caches
        for number in range(ROUNDS):
            turn = ways if number % 2 else reversed(ways)
            for name in turn:
                starts[name].append(ways[name]())
        return [*_openings({name: found[1:] for name, found in starts.items()}), *_keys(many)]


_paint, _rows, _peak = attrgetter("paint"), attrgetter("rows"), attrgetter("peak")


def _openings(starts: dict[str, list[_Start]]) -> Iterator[Result]:
    def median(name: str, what: Callable[[_Start], float]) -> float:
        return statistics.median(map(what, starts[name]))

    paint, rows = median("many", _paint), median("many", _rows)
    yield at_most("first paint: a million to a hundred", paint, median("few", _paint), aim=1.3, rounds=ROUNDS)
    yield at_most("first rows: a million to a hundred", rows, median("few", _rows), aim=1.3, rounds=ROUNDS)
    yield at_most("first paint: to one label", paint, median("label", _paint), aim=2.0, rounds=ROUNDS)
    peak = median("many", _peak)
    yield at_most_held("memory: a million to a hundred", peak, median("few", _peak), aim=2.0, rounds=ROUNDS)
    yield at_most_held("memory: to a bare list", peak, median("list", _peak), aim=2.0, rounds=ROUNDS)


def _keys(store: Path) -> Iterator[Result]:
    """Both programs side by side; the key goes to one and to the other in turns."""
    ours: list[float] = []
    pane: list[float] = []
    other: list[float] = []
    with watched(_desk(store)) as desk, watched(_textual("list")) as bare:
        desk.seconds_until(_FIRST_ROWS)
        bare.seconds_until(_FIRST_LINES)
        for _key in range(KEYS):
            other.append(_painted(bare))
            ours.append(_painted(desk))
            pane.append(desk.seconds_until_any(_NUMBER))
    yield at_most("a key’s paint, p95: to a bare list", _p95(ours), _p95(other), aim=3.0, rounds=KEYS)
    yield at_most(
        "the ticket read and shown, p95: to a bare list", _p95(pane), _p95(other), aim=None, rounds=KEYS
    )


def _painted(program: Watched) -> float:
    program.press(b"j")
    return program.paint()


def _p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _opened(store: Path) -> _Start:
    with watched(_desk(store)) as program:
        paint, rows = program.seconds_until(_FIRST_PICTURE), program.seconds_until(_FIRST_ROWS)
        program.rest()
        return _Start(paint, rows, program.peak_mib)


def _bare(kind: str, wanted: bytes) -> _Start:
    with watched(_textual(kind)) as program:
        paint = program.seconds_until(wanted)
        program.rest()
        return _Start(paint, paint, program.peak_mib)


def _desk(store: Path) -> Sequence[str]:
    return (sys.executable, "-m", "tickets", "--config", str(store / "config.toml"), "tui")


def _textual(kind: str) -> Sequence[str]:
    return (sys.executable, "-m", "tests.benchmarks.bare", kind)


def _store(folder: Path, count: int) -> Path:
    """A folder with so many tickets, and the settings beside them."""
    file = folder / "tickets.db"
    filled(file, count).close()
    connection = sqlite3.connect(file)
    connection.execute(_POSTS)
    connection.commit()
    connection.close()
    return folder


@contextmanager
def _as_installed(folder: Path) -> Iterator[None]:
    """Colours as they are at first, whatever this user has chosen; modules compiled once, as an installer does.

    Where PYTHONDONTWRITEBYTECODE is set, the desk of a working copy would be compiled anew at every start, and what
    it is compared with, being installed, would not.
    """
    before = dict(os.environ)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ |= {"XDG_STATE_HOME": str(folder), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    try:
        yield
    finally:
        os.environ.clear()
        os.environ |= before
