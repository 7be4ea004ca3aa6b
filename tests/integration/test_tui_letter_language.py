"""The language of a reply: the citizen's, unless somebody chooses another; it is stored, and Mastodon is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.store import Clock, at_the_same_store, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, Terminal, asked, rows, sheet, stored, terminal
from tickets import desk as rooms
from tickets import i18n
from tickets.desk import languages, outbox, replies
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE
from tickets.errors import UsageError
from tickets.i18n import _
from tickets.rules import language
from tui.widgets.sentences import Sentences

TEXTS = sorted((Path(rooms.__file__).parent / "templates").glob("*.txt"))
BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        yield opened


def languages_sent(desk: Desk) -> list[str | None]:
    """What the publisher tells Mastodon."""
    bridge = at_the_same_store(desk, BRIDGE.login)
    return [outgoing.language for outgoing in bridge.see(outbox.due, "amt")]


@BOTH
async def test_f7_chooses_the_language_of_the_reply(desk: Desk, size: tuple[int, int]) -> None:
    asked(desk)
    async with terminal(desk, size=size) as at:
        await at.press("r")
        await at.type("Here you are.")
        assert "· de" in at.said("#letter-line")
        await at.press("f7")
        assert "German (de)  the citizen's, now" in at.text
        await at.type("English\n")
        assert "· en" in at.said("#letter-line")
        await at.press("ctrl+s")
    assert languages_sent(desk) == ["en"]


async def test_without_a_choice_it_is_the_citizens(desk: Desk) -> None:
    ticket_id = asked(desk)
    desk.do(replies.queue, ticket_id, text="Gern.")
    assert languages_sent(desk) == ["de"]


def test_the_citizens_language_comes_first_then_german_and_english(desk: Desk) -> None:
    receive(desk, mention("Bonjour", language="fr"))
    (ticket,) = rows(desk)
    offered = desk.see(languages.offered, ticket.id)
    assert [(each.code, each.name) for each in offered[:3]] == [
        ("fr", "French"),
        ("de", "German"),
        ("en", "English"),
    ]
    others = [each.name.casefold() for each in offered[3:]]
    assert others == sorted(others)
    assert len({each.code for each in offered}) == len(offered) > 150


async def test_a_template_is_offered_in_the_language_that_was_chosen(desk: Desk) -> None:
    ticket_id = asked(desk)
    async with terminal(desk, size=LARGE) as at:
        await at.press("r", "f7")
        await at.type("Dutch\n")
        await at.press("f6")
        assert "1 Vakafdeling gevraagd  nl" in at.text
        await at.press("2", "ctrl+s")
        (reply,) = stored(desk, ticket_id).replies
        assert "Beste Anna" in reply.text
    assert languages_sent(desk) == ["nl"]


@pytest.mark.parametrize(
    ("typed", "tag"), [("de", "de"), (" DE ", "de"), ("pt_BR", "pt-BR"), ("zh-Hant-TW", "zh-Hant-TW")]
)
def test_a_language_is_named_by_its_tag(typed: str, tag: str) -> None:
    assert language.tag(typed) == tag


@pytest.mark.parametrize("typed", ["", "Deutsch", "d", "de\n--", "x" * 400, "../de"])
def test_what_is_no_tag_is_refused_in_one_line(typed: str) -> None:
    with pytest.raises(UsageError, match="not the code of a language"):
        language.tag(typed)


GERMAN = "Guten Tag Anna, ein Zertifikat gilt bei uns drei Jahre, danach wird neu geprüft."


def hint(at: Terminal) -> str:
    """What is said of the language, as one line."""
    return " ".join(at.app.screen.query_one("#tongue", Sentences).text.split())


@BOTH
@pytest.mark.parametrize("ours", i18n.LANGUAGES)
async def test_a_text_in_another_language_than_it_says_is_told_in_one_line(
    desk: Desk, size: tuple[int, int], ours: str
) -> None:
    i18n.use(ours)
    receive(desk, mention("How long is it valid?", language="en", remote_id="1"))
    async with terminal(desk, size=size) as at:
        await at.press("r")
        await at.type(GERMAN)
        await at.until(lambda: hint(at))
        words = _("Reads like {language}, but is marked as {marked}. {key} changes that.")
        german, english = ("Deutsch", "Englisch") if ours == "de" else ("German", "English")
        assert hint(at) == "⚠ " + words.format(language=german, marked=english, key="F7")
        assert at.app.screen.query_one("#tongue").region.height == 1 or size == LARGE
        await at.press("f7")
        await at.type(f"{german}\n")
        assert hint(at) == ""


async def test_it_stands_in_nobodys_way(desk: Desk) -> None:
    receive(desk, mention("How long is it valid?", language="en", remote_id="1"))
    async with terminal(desk) as at:
        await at.press("r")
        await at.type(GERMAN)
        await at.until(lambda: hint(at))
        await at.press("ctrl+s")
    assert languages_sent(desk) == ["en"]


async def test_a_text_is_read_again_when_its_writer_pauses(desk: Desk) -> None:
    receive(desk, mention("How long is it valid?", language="en", remote_id="1"))
    async with terminal(desk) as at:
        await at.press("r")
        await at.type(GERMAN)
        await at.until(lambda: hint(at))
        sheet(at).text = "Hello Anna, a certificate is valid for three years, and then we look at it again."
        await at.until(lambda: not hint(at))


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (GERMAN, "de"),
        (GERMAN, "de-AT"),
        ("Danke für Ihre Frage, wir melden uns!", "en"),  # too short to be sure
        ("Bitte: https://www.example.org/ein/sehr/langer/pfad/der/nichts/sagt", "en"),
        ("Das BSI-Framework Open Source Security Update Patch Management CVE-2026-1234", "de"),
        ("The Grundschutz-Kompendium can be found on our website, thank you very much.", "en"),
        ("Please see: Informationssicherheitsmanagement, Zertifizierungsstelle", "en"),
        ("Siehe Common Criteria Protection Profile Smart Card Security User Group", "de"),
        ("👍" * 60, "en"),
        ("", "en"),
        ("x" * 5000, "de"),
    ],
)
def test_where_there_is_a_doubt_nothing_is_said(text: str, marked: str) -> None:
    assert languages.mismarked(text, marked) is None


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.stem)
def test_of_our_own_texts_each_is_known_by_its_language(file: Path) -> None:
    language, text = file.stem.rpartition(".")[2], file.read_text(encoding="utf-8")
    for marked in ("de", "en", "nl", "fr"):
        found = languages.mismarked(text, marked)
        codes = None if found is None else tuple(each.code for each in found)
        assert codes == (None if marked == language else (language, marked))
