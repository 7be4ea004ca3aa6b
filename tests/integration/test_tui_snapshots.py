"""What each screen looks like, as text, at both sizes and in both languages.

After a change that was meant: `TICKETS_SNAPSHOTS=write uv run pytest -n0 tests/integration/test_tui_snapshots.py`, then
look at what git shows. Colours are not in a text; that none of them is the only sign of anything is tested elsewhere.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import pytest

from tests.support.showcase import CONFIDED, FORWARDED, LATE, LONG, PROMISED, PROPOSED, showcase
from tests.support.store import Clock, at_the_same_store, make_desk
from tests.support.terminal import LARGE, SMALL, Terminal, stored, terminal
from tickets import i18n
from tickets.desk import setup
from tickets.desk.house import Desk
from tickets.desk.setup_rows import PlacesSetup
from tickets.rules.states import Queue
from tui.screens import composer, dialogs
from tui.widgets.status_line import StatusLine

FOLDER = Path(__file__).parent / "snapshots"
WRITES = os.environ.get("TICKETS_SNAPSHOTS") == "write"
"""Read before a test begins: no test sees a variable of ours."""
EVERYWHERE = pytest.mark.parametrize(
    ("size", "language"),
    [(size, language) for size in (SMALL, LARGE) for language in i18n.LANGUAGES],
    ids=lambda value: value if isinstance(value, str) else f"{value[0]}x{value[1]}",
)

_HOST = re.compile(r"(?<=\w@)[\w.-]+|https?://[^\s│]+|\b[\w-]+(?:\.[\w-]+)*\.(?:social|example|org)\b")
_LIKE_A_HOST = re.compile(r"\b[\w-]+\.(?:social|example|org|com|net|de)\b")
_LIKE_A_PATH = re.compile(r"(?:^|\s)~?/\w+/\w+|\.toml/|pytest-of")


@dataclass(frozen=True, slots=True)
class Shot:
    """A screen, and the way to it from the inbox: keys, or (after a blank) a text that is typed."""

    name: str
    keys: Sequence[str] = ()
    ticket: int | None = None
    """Where the cursor stands before the keys; None: on the first ticket."""


MANAGER = (
    Shot("inbox"),
    *(Shot(f"queue-{queue.value}", (str(key),)) for key, queue in enumerate(Queue, 1) if key > 1),
    Shot("second-look", ("5", "e")),
    Shot("reading", ("enter",), ticket=LONG),
    Shot("history", ("enter", "v"), ticket=PROPOSED),
    Shot("person", ("enter", "v", "v"), ticket=LONG),
    Shot("copies", ("x",), ticket=15),
    Shot("marked", ("space", "j", "space")),
    Shot("search", ("slash", " Zertifikat")),
    Shot("answer", ("r", " Das Kennzeichen kostet nichts."), ticket=LONG),
    Shot(
        "thread", ("r", f" {'Das dauert einen Satz lang und noch einen. ' * 14}", "ctrl+s"), ticket=PROMISED
    ),
    Shot("proposal-beside", ("r", " ", "f9"), ticket=PROPOSED),
    Shot("direct-message", ("r",), ticket=CONFIDED),
    Shot("widening", ("r", " Danke!", "f3", *["up"] * 3, "enter", "ctrl+s"), ticket=CONFIDED),
    Shot("interim", ("s",), ticket=LATE),
    Shot("note", ("n",), ticket=LONG),
    Shot("templates", ("m",), ticket=LONG),
    Shot("forward", ("f",), ticket=LONG),
    Shot("views", ("b",)),
    Shot("hand-over", ("h",)),
    Shot("board", ("L",)),
    Shot("departments", ("d",)),
    Shot("settings", ("comma",)),
    Shot("help", ("question_mark",)),
    Shot("palette", ("ctrl+p",)),
    Shot("tour", ("T",)),
)
SPECIALIST = (
    Shot("specialist", (), ticket=FORWARDED),
    Shot("specialist-departments", ("d",)),
    Shot("proposal", ("P", " Ja, wenn sie im Geltungsbereich steht."), ticket=FORWARDED),
)
EMPTY = (
    Shot("empty-inbox"),
    *(Shot(f"empty-{queue.value}", (str(key),)) for key, queue in enumerate(Queue, 1) if key > 1),
    Shot("empty-search", ("slash", " nichts")),
)
SHOTS = (*MANAGER, *SPECIALIST, *EMPTY)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Where the store of this run lies is no matter of a picture, nor what is said for a few seconds only."""
    monkeypatch.setattr(StatusLine, "say", lambda *_said: None)
    places = PlacesSetup(settings="config.toml", store="sqlite", secrets="secrets", templates="templates")
    monkeypatch.setattr(setup, "_places", lambda _settings: places)
    # Whether a draft is in the store yet is a matter of seconds.
    for module in (composer, dialogs):
        monkeypatch.setattr(module, "KEEP_SECONDS", 3600.0)
    with showcase(tmp_path / "full") as opened:
        yield opened


@EVERYWHERE
async def test_every_screen_looks_as_it_did(
    desk: Desk, tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    with make_desk(tmp_path / "empty", clock=Clock()) as empty:
        pictures = {
            **await taken(desk, MANAGER, size),
            **await taken(at_the_same_store(desk, "sam"), SPECIALIST, size),
            **await taken(empty, EMPTY, size),
        }
    files = {name: file_of(name, size, language) for name in pictures}
    if WRITES:
        FOLDER.mkdir(exist_ok=True)
        for name, picture in pictures.items():
            files[name].write_text(picture, encoding="utf-8")
    differences = [difference(files[name], picture) for name, picture in pictures.items()]
    assert not any(differences), "\n".join(filter(None, differences))


@pytest.mark.parametrize("shot", [shot.name for shot in SHOTS])
def test_no_picture_names_a_host_or_a_path(shot: str) -> None:
    for size in (SMALL, LARGE):
        for language in i18n.LANGUAGES:
            picture = file_of(shot, size, language).read_text(encoding="utf-8")
            assert not _LIKE_A_HOST.findall(picture)
            assert not _LIKE_A_PATH.findall(picture)
            lines = picture.splitlines()
            assert len(lines) <= size[1]


def test_no_picture_is_left_of_a_screen_that_is_gone() -> None:
    known = {
        file_of(shot.name, size, language)
        for shot in SHOTS
        for size in (SMALL, LARGE)
        for language in i18n.LANGUAGES
    }
    assert set(FOLDER.iterdir()) == known


async def taken(desk: Desk, shots: Sequence[Shot], size: tuple[int, int]) -> Mapping[str, str]:
    """What this person sees, by the names of the pictures."""
    pictures: dict[str, str] = {}
    async with terminal(desk, size=size) as at:
        for shot in shots:
            await go(at, shot)
            pictures[shot.name] = without_hosts(at.text)
            await back(at)
    return pictures


async def go(at: Terminal, shot: Shot) -> None:
    """To the ticket, in whichever queue it is, and on from there; few pauses, for each costs more than a key."""
    if shot.ticket is not None:
        if shot.ticket not in at.listed:
            queue = stored(at.desk, shot.ticket).row.queue
            await at.press(str(list(Queue).index(queue) + 1), "g")
        await at.press(*"j" * at.listed.index(shot.ticket))
    await at.until(lambda: is_read(at))
    keys: list[str] = []
    for key in shot.keys:
        if not key.startswith(" "):
            keys.append(key)
            continue
        await at.press(*keys)
        await at.type(key[1:])
        keys = []
    await at.press(*keys)
    await at.until(lambda: is_read(at))


def is_read(at: Terminal) -> bool:
    """Whether the ticket under the cursor is the one that is shown, where there is one."""
    return at.cursor is None or (at.screen.pane.view is not None and at.shown.row.id == at.cursor)


async def back(at: Terminal) -> None:
    """However far away; no more keys than it takes."""
    at.app.clear_notifications()
    for _step in range(6):
        if at.app.screen is at.screen and not (at.screen.is_aside or at.screen.is_reading):
            break
        await at.press("escape")
    keys = ["escape"] if at.screen.tickets.marks or at.screen.search_field.display else []
    keys += ["1"] if at.screen.queue is not Queue.INBOX else []
    keys += ["g"] if at.listed and at.cursor != at.listed[0] else []
    if keys:
        await at.press(*keys)


def without_hosts(text: str) -> str:
    """As it stands there, but for names of servers, cut or whole; what stands beside them keeps its place."""
    return _HOST.sub(lambda host: "HOST"[: len(host[0])].ljust(len(host[0]), "~"), text) + "\n"


def file_of(name: str, size: tuple[int, int], language: str) -> Path:
    """Where the picture is kept."""
    return FOLDER / f"{name}-{size[0]}x{size[1]}-{language}.txt"


def difference(file: Path, picture: str) -> str:
    """How the picture differs from what is kept; "" where it does not."""
    if not file.exists():
        return f"{file.name} is missing; write it with TICKETS_SNAPSHOTS=write"
    kept = file.read_text(encoding="utf-8")
    return "".join(
        unified_diff(
            kept.splitlines(keepends=True), picture.splitlines(keepends=True), file.name, "on screen"
        )
    )
