"""The settings view: everything that holds here, nothing that is secret, and for a specialist only what is theirs."""

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.support.store import Clock, at_the_same_store, make_desk
from tests.support.terminal import LARGE, SMALL, Terminal, terminal
from tickets import i18n
from tickets.config import mark_as_demo
from tickets.desk import service, setup
from tickets.desk.house import Desk, House
from tickets.desk.setup_rows import SetupView
from tui.actions import usual_actions
from tui.app import DeskApp
from tui.drawing import lay_out, plain
from tui.format import Clock as LocalClock
from tui.keymap import Keymap, read_keymap, use
from tui.preferences import remember_animation, remembered_animation
from tui.screens.settings_view import SettingsView
from tui.widgets.setup_paper import Terminal as Here
from tui.widgets.setup_paper import setup_blocks, term_words

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
HERE = Here(theme="Dark", language="English", animated=False, keymap=None, own_keys=0, mistakes=())


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        yield opened


def paper(at: Terminal) -> str:
    """All that can be read by scrolling, as one line."""
    assert isinstance(at.app.screen, SettingsView)
    return " ".join(at.app.screen.query_one("#setup").text.split())  # type: ignore[attr-defined]


def written(view: SetupView, clock: LocalClock, here: Here = HERE, width: int = 70) -> str:
    return plain([line for line, _anchor in lay_out(setup_blocks(view, here, clock), width)])


@pytest.fixture
def local(clock: Clock) -> LocalClock:
    return LocalClock(clock, ZoneInfo("Europe/Berlin"))


@BOTH
async def test_its_key_opens_it_and_closes_it(desk: Desk, size: tuple[int, int]) -> None:
    async with terminal(desk, size=size) as at:
        await at.press("comma")
        assert "Who you are" in at.text
        before = at.text
        await at.press("G")
        assert at.text != before
        await at.press("comma")
        assert at.app.screen is at.screen


async def test_it_says_who_i_am_what_holds_and_where_it_lies(desk: Desk, tmp_path: Path) -> None:
    async with terminal(desk) as at:
        await at.press("comma")
        said = paper(at)
    assert "login kim role community manager" in said
    assert "answer citizens" in said
    assert "change the roster" not in said
    assert "service Mon–Thu 09:00–17:00 Fri 09:00–15:00 Sat–Sun no service" in said
    assert "next days off Mon 25 May Pentecost Monday Thu 4 Jun Corpus Christi" in said
    assert "an answer 2 working days" in said
    assert "at risk after 75 % of the time" in said
    assert "goes out at once: nothing can be called back" in said
    assert "secure channel none is set (replies.secure_channel)" in said
    assert "It has never run here: start it with “tickets bridge”" in said
    assert "presse @presse@social.example.org https://social.example.org" in said
    assert "buerger Referat Bürgerservice no mail: it has only the terminal · 1 working day" in said
    assert "sam specialist · Referat Zertifizierung" in said
    assert "closing.en" in said
    assert "colours Dark language English movement off" in said
    unbroken = said.replace(" ", "")
    assert f"settings{tmp_path / 'config.toml'}" in unbroken
    assert f"storesqlite:///{tmp_path / 'tickets.db'}" in unbroken


@BOTH
async def test_nobody_is_told_to_start_the_bridge_of_a_demo_that_is_over(
    desk: Desk, clock: Clock, tmp_path: Path, size: tuple[int, int]
) -> None:
    mark_as_demo(tmp_path)
    async with terminal(desk, size=size) as at:
        assert "✗ This demo is over: start a new one with “tickets demo”" in at.said("#status")
        await at.press("comma")
        assert "✗ This demo has not begun, or never did: start a new one with “tickets demo”" in paper(at)
    at_the_same_store(desk, "bridge").do(service.report, "bridge", state="running")
    async with terminal(desk, size=size) as at:
        assert "over" not in at.said("#status")
    clock.forward(minutes=5)
    async with terminal(desk, size=size) as at:
        assert "✗ This demo is over: start a new one with “tickets demo”" in at.said("#status")
        await at.press("comma")
        assert "This demo is over, last seen today 10:00, and its server is gone" in paper(at)
        assert "tickets bridge" not in f"{at.text} {paper(at)}"


async def test_how_an_account_is_comes_from_the_bridge(desk: Desk) -> None:
    bridge = at_the_same_store(desk, "bridge")
    bridge.do(service.report, "bridge", state="running")
    bridge.do(service.report, "listener:amt", state="streaming")
    bridge.do(service.report, "listener:presse", state="unauthorized", detail="the token does not hold")
    async with terminal(desk) as at:
        await at.press("comma")
        said = paper(at)
    assert "● The bridge is running" in said
    assert "● listening, since today 10:00" in said
    assert "⚠ not signed in, since today 10:00 the token does not hold" in said


async def test_a_specialist_sees_the_own_department_and_nothing_of_the_machine(desk: Desk) -> None:
    async with terminal(at_the_same_store(desk, "sam")) as at:
        await at.press("comma")
        said = paper(at)
    assert "role specialist, Referat Zertifizierung" in said
    assert "an answer 2 working days" in said
    for foreign in (
        "Bürgerservice",
        "social.example.org",
        "kim",
        "lea",
        "tickets.db",
        "config.toml",
        "closing",
    ):
        assert foreign not in said


def test_no_password_and_no_token_can_be_read(desk: Desk, local: LocalClock, tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir(mode=0o700, exist_ok=True)
    (tmp_path / "secrets" / "amt.token").write_text("TOKEN-amt", encoding="utf-8")
    settings = desk.house.settings
    url = "postgresql+psycopg://tickets:hunter2@db.example.org/tickets?password=hunter3&sslmode=require"
    changed = settings.model_copy(
        update={"database": settings.database.model_validate({"url": url})},
    ).read_from(settings._origin)
    act = desk.act()
    with desk.database.read() as session:
        view = setup.overview(session, type(act)(act.actor, act.now, House.of(changed)))
    said = written(view, local)
    assert "db.example.org" in said
    for secret in ("hunter2", "hunter3", "TOKEN"):
        assert secret not in said
        assert secret not in repr(view)


def test_broken_texts_say_what_is_wrong(desk: Desk, local: LocalClock, tmp_path: Path) -> None:
    folder = desk.house.settings.templates
    folder.mkdir(parents=True)
    (folder / "hello.de.txt").write_text("Guten Tag {nobody}!", encoding="utf-8")
    said = " ".join(written(desk.see(setup.overview), local).split())
    assert "hello.de ✗" in said


def test_foreign_names_are_no_markup_and_no_sequence(desk: Desk, local: LocalClock) -> None:
    bridge = at_the_same_store(desk, "bridge")
    bridge.do(service.report, "listener:amt", state="down", detail="\x1b[31m[/nope]\nred")
    said = written(desk.see(setup.overview), local)
    assert "[/nope] red" in said
    assert "\x1b" not in said


@pytest.mark.parametrize("width", [24, 36, 74, 92])
def test_it_fits_every_width_in_both_languages(desk: Desk, local: LocalClock, width: int) -> None:
    before = i18n.language()
    try:
        for language in i18n.LANGUAGES:
            i18n.use(language)
            lines = written(desk.see(setup.overview), local, width=width).splitlines()
            assert max(map(len, lines)) <= width
    finally:
        i18n.use(before)


@pytest.mark.parametrize(
    ("term", "words"),
    [("1d", "1 working day"), ("2d", "2 working days"), ("16h", "16 hours of service")],
)
def test_terms_are_said_in_words(term: str, words: str) -> None:
    assert term_words(term) == words


async def test_a_keymap_and_its_mistakes_are_listed(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "keys.toml"
    file.write_text('[keys]\nreply = "F9"\nfoo = "x"\n', encoding="utf-8")
    async with terminal(desk, size=LARGE, keymap=read_keymap(file, usual_actions())) as at:
        await at.press("comma")
        said = paper(at)
    use(Keymap())
    assert "1 action has a key of your own" in said
    assert str(file) in said.replace(" ", "")
    assert "foo: There is no such action" in said


async def test_movement_is_chosen_at_the_keyboard_and_remembered(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TEXTUAL_ANIMATIONS", raising=False)
    file = tmp_path / "state" / "terminal.json"
    assert not remembered_animation(file)
    async with terminal(desk) as at:
        at.app._remember_animation = lambda on: remember_animation(file, on)
        assert at.app.animation_level == "none"
        for typed, level in (("on\n", "full"), ("off\n", "none"), ("on\n", "full")):
            await at.press("ctrl+p")
            await at.type("movement\n")
            await at.type(typed)
            assert at.app.animation_level == level
    assert remembered_animation(file)


@pytest.mark.parametrize(
    ("variable", "animated", "level"),
    [(None, False, "none"), (None, True, "full"), ("none", True, "none"), ("full", False, "full")],
)
async def test_the_environment_decides_about_movement_before_what_is_remembered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, variable: str | None, animated: bool, level: str
) -> None:
    from textual import constants

    monkeypatch.delenv("TEXTUAL_ANIMATIONS", raising=False)
    if variable:
        monkeypatch.setenv("TEXTUAL_ANIMATIONS", variable)
        monkeypatch.setattr(constants, "TEXTUAL_ANIMATIONS", variable)
    app = DeskApp(lambda: desk, now=desk.now, animated=animated)
    async with app.run_test(size=SMALL):
        assert app.animation_level == level
    app.stop_watching()
