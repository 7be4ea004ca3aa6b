"""The language of a reply: the citizen's, unless somebody chooses another; it is stored, and Mastodon is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.store import Clock, at_the_same_store, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, asked, rows, stored, terminal
from tickets.desk import languages, outbox, replies
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE
from tickets.errors import UsageError
from tickets.rules import language

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
