"""The pictures of the README, made from the running demo: `uv run python -m tools.pictures`.

A town of its own writes to a bridge of its own, as in `tickets demo`; the desk is opened without a terminal, driven by
its own keys, and what stands on screen is written as SVG into `docs/pictures/`, once in each language. Fonts are those
of the reader: an exported picture names a foreign host for them, and that line is taken out.
"""

import asyncio
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from textual.pilot import Pilot

from tickets.config import Settings
from tickets.demo.headless import CLERK
from tickets.demo.town import await_bridge, town
from tickets.desk import views
from tickets.desk.house import Desk
from tickets.desk.people import actor
from tickets.i18n import LANGUAGES, use
from tickets.rules.states import Queue
from tui.app import DeskApp
from tui.backend import open_desk
from tui.themes import DARK, LIGHT

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
_SIZE = (120, 34)
_ENOUGH = 12
"""Tickets in the inbox, before the first picture is taken."""
_QUIET_LOOKS = 5
_LOOK_SECONDS = 0.1
_MOST_LOOKS = 600

_FOREIGN_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
_MADE_BY = re.compile(r"<!--.*?-->\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is pressed, from the inbox on, before a picture is taken; "…text" is typed as it stands."""

    name: str
    keys: Sequence[str]
    theme: str = DARK


PICTURES = (
    Picture("inbox", ("j", "j")),
    Picture("composer", ("j", "m", "1")),
    Picture("board", ("L",)),
    Picture("departments", ("d",), theme=LIGHT),
    Picture("help", ("question_mark",), theme=LIGHT),
)


def without_hosts(svg: str) -> str:
    """The picture without a word about where its fonts could be fetched, or what made it."""
    return _MADE_BY.sub("", _FOREIGN_FONTS.sub("", svg)).replace("Fira Code", "monospace")


async def _rest(app: DeskApp, pilot: Pilot[None]) -> None:
    """Until nothing is going on any longer."""
    quiet = 0
    for _look in range(_MOST_LOOKS):
        await pilot.pause(_LOOK_SECONDS)
        quiet = quiet + 1 if app.idle else 0
        if quiet == _QUIET_LOOKS:
            return
    raise TimeoutError("the desk does not come to rest")


async def _take(settings: Settings, picture: Picture) -> str:
    app = DeskApp(
        lambda: open_desk(settings, actor(settings, CLERK)),
        zone=ZoneInfo(settings.timezone),
        theme=picture.theme,
    )
    try:
        async with app.run_test(size=_SIZE) as pilot:
            await _rest(app, pilot)
            for key in picture.keys:
                await pilot.press(key)
                await _rest(app, pilot)
            return without_hosts(app.export_screenshot(title="tickets"))
    finally:
        app.close()


def _await_mentions(settings: Settings) -> None:
    """Until there is something to see."""
    with Desk.open(settings, actor(settings, CLERK)) as desk:
        changes = desk.changes()
        try:
            while desk.see(views.counts)[Queue.INBOX] < _ENOUGH:
                changes.wait(1.0)
        finally:
            changes.close()


@contextmanager
def _colours() -> Iterator[None]:
    """In colours, whatever the terminal says from which this is started."""
    before = os.environ.pop("NO_COLOR", None)
    try:
        yield
    finally:
        if before is not None:
            os.environ["NO_COLOR"] = before


def take_all(folder: Path, say: Callable[[str], object]) -> None:
    """Write every picture in every language into the folder. Takes about a minute."""
    folder.mkdir(parents=True, exist_ok=True)
    with _colours(), TemporaryDirectory() as kept, town(Path(kept) / "town") as running:
        await_bridge(running.settings)
        _await_mentions(running.settings)
        for language in LANGUAGES:
            use(language)
            for picture in PICTURES:
                file = folder / f"{picture.name}-{language}.svg"
                file.write_text(asyncio.run(_take(running.settings, picture)), encoding="utf-8")
                say(str(file.name))


if __name__ == "__main__":
    take_all(FOLDER, lambda name: print(name, file=sys.stderr))
