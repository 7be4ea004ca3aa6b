"""The terminal in every size, language and colour."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from textual.color import Color

from tests.support.store import Clock, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, Terminal, terminal
from tickets import i18n
from tickets.desk import forwards, handling, replies, views
from tickets.desk.house import Desk
from tickets.desk.people import Right
from tickets.desk.rows import Query
from tickets.rules.audience import Visibility
from tickets.rules.filter_values import names_shown
from tui.actions import actions
from tui.app import DeskApp
from tui.preferences import remember_theme, remembered_theme
from tui.themes import COLOURS, CONTRAST, DARK, LIGHT, PLAIN, theme_words


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A ticket in every queue."""
    with make_desk(tmp_path, clock=clock) as opened:
        for number in range(8):
            visibility = tuple(Visibility)[number % 4]
            receive(
                opened, mention(f"Frage {number}?", by=f"p{number}@example.social", visibility=visibility)
            )
        found = [row.id for row in opened.see(views.page, Query()).rows]
        opened.do(handling.ignore, found[0])
        opened.do(handling.close, found[1])
        opened.do(forwards.forward, found[2], to="buerger")
        opened.do(forwards.forward, found[3], to="buerger")
        opened.do(forwards.propose, found[3], text="So.")
        opened.do(replies.queue, found[4], text="Ja.")
        yield opened


WALK = (
    *("j", "enter", "v", "v", "v", "escape", "J", "K", "2", "3", "4", "5", "1", "slash", "escape"),
    *("question_mark", "escape", "ctrl+p", "escape", "r", "f2", "escape", "f3", "escape", "f4", "escape"),
    *("escape", "n", "escape", "f", "escape", "c", "escape", "z", "escape", "t", "escape", "l", "escape"),
    *("A", "escape", "h", "escape", "x", "5", "e", "escape", "1"),
)


@pytest.mark.parametrize(
    "size", [(20, 5), (1, 1), (40, 10), SMALL, LARGE, (300, 90)], ids=lambda size: f"{size[0]}x{size[1]}"
)
async def test_every_screen_opens_in_every_size(desk: Desk, size: tuple[int, int]) -> None:
    async with terminal(desk, size=size) as at:
        for key in (*WALK, "s", "escape", "comma", "G", "escape", "T", "T", "escape"):
            await at.press(key)
        assert at.app.is_running
        assert at.app.screen is at.screen


@pytest.mark.parametrize("key", ["", "enter", "r", "question_mark", "f", "slash"])
async def test_a_window_may_shrink_to_nothing_and_grow_again(desk: Desk, key: str) -> None:
    async with terminal(desk, size=LARGE) as at:
        if key:
            await at.press(key)
        cursor = at.cursor
        for width, height in ((20, 5), (1, 1), SMALL, LARGE):
            await at.pilot.resize_terminal(width, height)
            await at.settle()
        assert at.cursor == cursor
        assert at.app.is_running


class _Shouting:
    """A language in which every word stands out: what does not was never translated."""

    def gettext(self, message: str) -> str:
        return re.sub(r"(\{\w+\})|(\w)", lambda found: found[1] or "ж", message)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return self.gettext(singular if count == 1 else plural)

    def pgettext(self, _context: str, message: str) -> str:
        return self.gettext(message)


_NAMES_AND_KEYS = """
amt presse kim lea sam bridge bonn buerger zertifizierung de Frage So Ja Anna Referat Zertifizierung social example org
Bürgerservice von Produkten und Managementsystemen Beratung Bürgerinnen Bürgern
Esc Enter Tab PgDn PgUp F1 F2 F3 F4 F5 Mon Tue Wed Thu Fri Sat Sun May Jun
"""
"""What is no word of ours: names and texts of the settings and the store, keys, days."""


def untranslated(at: Terminal) -> set[str]:
    # Handles, and what filters are called in the field: that is grammar, the same in every sentence.
    text = re.sub(rf"@?\S+@\S+|\b({'|'.join(names_shown())}):", " ", at.text)
    words = set(re.findall(r"[A-Za-zÄÖÜäöüß]{2,}", text))
    view = at.screen.pane.view
    # What shows a reason is a piece of the post.
    quoted = {word for reason in (view.reasons if view else ()) for word in reason.detail.split()}
    known = {*_NAMES_AND_KEYS.split(), *quoted}
    # A dialog may lie over a part of a word.
    return {word for word in words if not any(name.startswith(word) or name.endswith(word) for name in known)}


async def test_every_word_on_screen_comes_from_the_catalogue(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "_current", _Shouting())
    async with terminal(desk, size=LARGE) as at:
        for key in WALK:
            await at.press(key)
            assert untranslated(at) == set(), key


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in Color.parse(colour).normalized
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG 2.2 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


async def test_every_text_tone_can_be_read_on_every_ground(desk: Desk) -> None:
    async with terminal(desk) as at:
        for name, colours in COLOURS.items():
            at.app.theme = name
            await at.settle()
            looks = {tone: style.color for tone, style in at.app.looks.items()}
            tones = {tone: color.name if color else colours.text for tone, color in looks.items()}
            assert len(set(tones.values())) >= 7, name
            for ground in (colours.ground, colours.raised, colours.cursor):
                for tone, color in tones.items():
                    assert contrast(ground, color) >= (7 if name == CONTRAST else 4.5), (name, tone, ground)
            # What waits is said in reverse.
            assert contrast(colours.accent, colours.ground) >= (7 if name == CONTRAST else 4.5)


@pytest.mark.parametrize("keys", ["", "marked", "slash", "f", "n", "r", "L", "question_mark"])
async def test_the_theme_without_colours_names_none_and_every_field_has_a_cursor(
    desk: Desk, keys: str
) -> None:
    async with terminal(desk, size=LARGE) as at:
        at.app.theme = PLAIN
        await at.press(*({"": (), "marked": ("space", "j")}.get(keys, (keys,))))
        segments = [part for line in at.app.screen._compositor.render_strips() for part in line if part.style]
        for part in segments:
            for color in (part.style.color, part.style.bgcolor) if part.style else ():
                assert color is None or color.is_default, part
        if keys in ("slash", "f", "n", "r"):
            assert any(part.style and part.style.reverse and len(part.text) == 1 for part in segments)


async def test_without_colours_no_line_is_drawn_under_blanks(desk: Desk) -> None:
    async with terminal(desk, size=LARGE) as at:
        at.app.theme = PLAIN
        underlined = []
        for key in ("1", "v", "L"):
            await at.press(key)
            lines = at.app.screen._compositor.render_strips()
            underlined += [
                part.text for line in lines for part in line if part.style and part.style.underline
            ]
        assert underlined
        assert [text for text in underlined if text != text.strip()] == []


async def test_colours_are_chosen_at_the_keyboard(desk: Desk) -> None:
    async with terminal(desk) as at:
        for name, label, _detail in theme_words():
            await at.press("t")
            await at.type(f"{label}\n")
            assert at.app.theme == name


async def test_without_colours_cursor_and_urgency_still_show(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with terminal(desk) as at:
        assert at.app.theme == PLAIN
        strips = at.app.screen._compositor.render_strips()
        segments = [
            segment for strip in strips for segment in at.app._filters[-1].apply(list(strip), Color(0, 0, 0))
        ]
        for segment in segments:
            style = segment.style
            assert style is None or style.color is None or style.color.is_default, segment
            assert style is None or style.bgcolor is None or style.bgcolor.is_default, segment
        assert any(segment.style and segment.style.reverse for segment in segments)
        assert "▌" in at.text


async def test_without_colours_the_choice_that_enter_takes_stands_out(desk: Desk) -> None:
    async with terminal(desk) as at:
        at.app.theme = PLAIN
        await at.press("f")
        lines = at.app.screen._compositor.render_strips()
        marked = [
            bool(part.style and part.style.underline)
            for line in lines
            for part in line
            if "Referat" in part.text
        ]
        assert sorted(marked) == [False, True]


async def test_what_a_field_asks_for_can_be_read_in_every_theme(desk: Desk) -> None:
    async with terminal(desk) as at:
        for theme, colours in COLOURS.items():
            at.app.theme = theme
            await at.press("f")
            shown = at.app.screen.query_one("#filter").get_component_styles("input--placeholder").color
            assert contrast(shown.hex, colours.ground) >= 4.5
            await at.press("escape")


async def test_the_chosen_theme_is_there_again_on_the_next_day(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "state" / "terminal.json"
    assert remembered_theme(file) == DARK
    for before, after in ((DARK, LIGHT), (LIGHT, CONTRAST)):
        app = DeskApp(
            lambda: desk,
            now=desk.now,
            theme=remembered_theme(file),
            remember_theme=partial(remember_theme, file),
        )
        async with app.run_test(size=SMALL):
            assert app.theme == before
            app.theme = after
        app.stop_watching()
        assert remembered_theme(file) == after


@pytest.mark.parametrize("content", ["", "{", "[]", '{"theme": 7}', '{"theme": "textual-dark"}', "\x00"])
def test_a_damaged_file_of_preferences_does_no_harm(tmp_path: Path, content: str) -> None:
    file = tmp_path / "terminal.json"
    file.write_text(content, encoding="utf-8")
    assert remembered_theme(file) == DARK


def test_preferences_that_cannot_be_kept_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    remember_theme(tmp_path / "file" / "terminal.json", LIGHT)
    assert (tmp_path / "file").read_text(encoding="utf-8") == ""


def test_every_right_in_the_table_of_actions_is_one_of_the_desk() -> None:
    known = {right.value for right in Right}
    assert {action.right for action in actions()} - {""} <= known


def test_no_key_does_two_things() -> None:
    keys = [key for action in actions() if action.keys for key in action.keys.split(",")]
    assert len(keys) == len(set(keys))
    assert len({action.id for action in actions()}) == len(actions())
