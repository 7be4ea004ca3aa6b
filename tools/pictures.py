"""The pictures of the README, made from the running demo: `uv run python -m tools.pictures`.

A town of its own writes to a bridge of its own, as in `tickets demo`, and the office has weeks of work behind it. The
desk is opened without a terminal, driven by its own keys, and what stands on screen is written as SVG into
`docs/pictures/`, once in each language. Fonts are those of the reader: an exported picture names a foreign host for
them, and that line is taken out; each word has a place of its own, so that it stands there whatever the font.
"""

import asyncio
import html
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.cells import cell_len
from textual import events
from textual.pilot import Pilot

from tickets.config import Settings
from tickets.demo.folder import CLERK
from tickets.demo.town import await_bridge, town
from tickets.desk import views
from tickets.desk.house import Desk
from tickets.desk.people import actor
from tickets.i18n import LANGUAGES, language, use
from tickets.rules.states import Queue
from tui.app import DeskApp
from tui.backend import open_desk
from tui.themes import DARK, LIGHT

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
_USUAL, _LARGE = (120, 34), (140, 42)
_ENOUGH = 20
"""Tickets in the inbox, before the first picture is taken."""
_QUIET_LOOKS = 5
_LOOK_SECONDS = 0.1
_MOST_LOOKS = 600

_FOREIGN_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
_MADE_BY = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_LONG_NAME = re.compile(r"terminal-\d+")
_TEXT = re.compile(
    r'<text class="(?P<style>[^"]+)" x="(?P<x>[^"]+)" y="(?P<y>[^"]+)" textLength="(?P<length>[^"]+)"'
    r' clip-path="[^"]+">(?P<line>[^<]*)</text>'
)
_CLIPPING = re.compile(r'<clipPath id="[^"]+-line-\d+">.*?</clipPath>\s*', re.DOTALL)
"""Of the lines of text: what has its place needs no edges."""
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Picture:
    """What is pressed, from the inbox on, before a picture is taken; then what is typed, by language."""

    name: str
    keys: Sequence[str]
    typed: Mapping[str, str] = field(default_factory=dict)
    theme: str = DARK
    size: tuple[int, int] = _USUAL


PICTURES = (
    Picture("inbox", ("j",)),
    Picture("composer", ("j", "j", "m", "1")),
    Picture("search", ("slash",), {"de": "art:frage ausweis", "en": "kind:question ausweis"}),
    Picture("board", ("L",), size=_LARGE),
    Picture("departments", ("d",), theme=LIGHT),
    Picture("hand-over", ("h",), theme=LIGHT),
    Picture("tour", ("T",)),
)


def tidied(svg: str) -> str:
    """The picture without a word about where its fonts could be fetched, or what made it; word by word."""
    named = _MADE_BY.sub("", _FOREIGN_FONTS.sub("", svg)).replace("Fira Code, monospace", "monospace")
    return _LONG_NAME.sub("t", _CLIPPING.sub("", _TEXT.sub(_words, named)))


def _words(text: re.Match[str]) -> str:
    """A line of text, cut at its blanks: renderers differ in how wide those are, and some leave them out."""
    style, line = text["style"], html.unescape(text["line"])
    unit = float(text["length"]) / (cell_len(line) or 1)
    words: list[str] = []
    for word in _WORD.finditer(line):
        x = float(text["x"]) + unit * cell_len(line[: word.start()])
        length = unit * cell_len(word[0])
        words.append(
            f'<text class="{style}" x="{x:.6g}" y="{text["y"]}" textLength="{length:.6g}">'
            f"{html.escape(word[0], quote=False)}</text>"
        )
    return "".join(words)


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
        theme=picture.theme,
    )
    try:
        async with app.run_test(size=picture.size) as pilot:
            await _rest(app, pilot)
            for key in picture.keys:
                await pilot.press(key)
                await _rest(app, pilot)
            if picture.typed:
                app.post_message(events.Paste(picture.typed[language()]))
                await _rest(app, pilot)
            return tidied(app.export_screenshot(title="tickets"))
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
    with _colours(), TemporaryDirectory() as kept, town(Path(kept) / "town", prologue=True) as running:
        await_bridge(running.settings)
        _await_mentions(running.settings)
        for tongue in LANGUAGES:
            use(tongue)
            for picture in PICTURES:
                file = folder / f"{picture.name}-{tongue}.svg"
                file.write_text(asyncio.run(_take(running.settings, picture)), encoding="utf-8")
                say(str(file.name))


if __name__ == "__main__":
    take_all(FOLDER, lambda name: print(name, file=sys.stderr))
