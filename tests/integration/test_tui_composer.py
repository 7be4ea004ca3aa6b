"""Writing a reply: who will read it is always in sight, and nothing typed is ever lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Static

from tests.support.store import Clock, at_the_same_store, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, asked, flat, sheet, stored, terminal
from tickets import i18n
from tickets.desk import drafts, handling
from tickets.desk.house import Desk
from tickets.rules.audience import Visibility
from tickets.rules.reply import Purpose
from tui.actions import composer_actions
from tui.screens.composer import Composer
from tui.screens.help import Help
from tui.widgets.paper import Paper

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        yield opened


@BOTH
@pytest.mark.parametrize(
    ("visibility", "audience"),
    [
        (Visibility.PUBLIC, "Everybody can read this; it addresses @anna@example.social."),
        (Visibility.UNLISTED, "Everybody can read this, but no public timeline shows it"),
        (Visibility.PRIVATE, "Only @anna@example.social can read this."),
        (Visibility.DIRECT, "Only @anna@example.social can read this."),
    ],
)
async def test_the_audience_is_in_sight_with_the_question_while_one_writes(
    desk: Desk, size: tuple[int, int], visibility: Visibility, audience: str
) -> None:
    asked(desk, visibility=visibility)
    async with terminal(desk, size=size) as at:
        await at.press("r")
        await at.type("Guten Tag!")
        assert audience in at.said("#audience")
        assert "Wie geht das?" in at.text
        assert "Guten Tag!" in at.text
        assert "characters left" in at.text
        unencrypted = "Direct messages are not encrypted" in at.said("#audience")
        assert unencrypted is (visibility in (Visibility.PRIVATE, Visibility.DIRECT))


@BOTH
async def test_ctrl_s_hands_the_reply_to_the_bridge(desk: Desk, size: tuple[int, int]) -> None:
    ticket_id = asked(desk)
    async with terminal(desk, size=size) as at:
        await at.press("r")
        await at.type("So geht das.")
        await at.press("ctrl+s")
        assert at.app.screen is at.screen
        (reply,) = stored(desk, ticket_id).replies
        assert (reply.text, reply.state, reply.purpose) == (
            "@anna@example.social So geht das.",
            "pending",
            "answer",
        )
        assert reply.visibility is Visibility.PUBLIC
        assert stored(desk, ticket_id).draft == ""
        assert "handed to the bridge" in at.text


async def test_the_draft_survives_leaving_and_another_terminal(desk: Desk) -> None:
    ticket_id = asked(desk)
    async with terminal(desk) as at:
        await at.press("r")
        await at.type("Halb fertig")
        await at.press("escape")
        assert stored(desk, ticket_id).draft == "Halb fertig"
        assert "You have begun a reply" in at.text
    async with terminal(desk) as at:
        await at.press("r")
        assert sheet(at).text == "Halb fertig"
        await at.type(" und weiter")
        assert sheet(at).text == "Halb fertig und weiter"


async def test_the_draft_is_kept_every_few_seconds(desk: Desk) -> None:
    ticket_id = asked(desk)
    async with terminal(desk) as at:
        await at.press("r")
        await at.type("Noch mitten im Satz")
        await at.until(lambda: stored(desk, ticket_id).draft == "Noch mitten im Satz")
        assert isinstance(at.app.screen, Composer)


async def test_leaving_the_desk_keeps_the_draft(desk: Desk) -> None:
    ticket_id = asked(desk)
    async with terminal(desk) as at:
        await at.press("r")
        await at.type("Nicht verlieren")
        await at.pilot.press("ctrl+q")
        await at.until(lambda: not at.app.is_running)
    assert stored(desk, ticket_id).draft == "Nicht verlieren"


async def test_a_bystander_in_a_direct_message_needs_a_second_yes(desk: Desk) -> None:
    ticket_id = asked(desk, visibility=Visibility.DIRECT)
    async with terminal(desk, size=LARGE) as at:
        await at.press("r")
        await at.type("Fragen Sie @bob@example.net")
        assert "@bob@example.net did not ask" in at.said("#audience")
        await at.press("ctrl+s")
        assert "More people would read this than the question" in flat(at)
        await at.press("enter")
        assert stored(desk, ticket_id).replies == ()
        await at.press("ctrl+s", "y")
        (reply,) = stored(desk, ticket_id).replies
        assert reply.visibility is Visibility.DIRECT


@BOTH
async def test_widening_asks_a_second_time(desk: Desk, size: tuple[int, int]) -> None:
    ticket_id = asked(desk, visibility=Visibility.DIRECT)
    async with terminal(desk, size=size) as at:
        await at.press("r")
        await at.type("Allen gesagt")
        await at.press("f3")
        await at.type("public timelines too\n")
        assert "This is more public than what it answers" in at.said("#audience")
        await at.press("ctrl+s")
        assert stored(desk, ticket_id).replies == ()
        await at.press("escape")
        assert sheet(at).text == "Allen gesagt"
        await at.press("ctrl+s", "y")
        (reply,) = stored(desk, ticket_id).replies
        assert reply.visibility is Visibility.PUBLIC


async def test_a_text_that_is_too_long_even_for_a_thread_is_refused_and_stays(desk: Desk) -> None:
    ticket_id = asked(desk)
    too_long = "Wort " * 3000
    async with terminal(desk) as at:
        await at.press("r")
        sheet(at).text = too_long
        await at.settle()
        assert "characters too many" in at.text
        await at.press("ctrl+s")
        assert "the instance allows 500" in at.said("#trouble")
        assert sheet(at).text == too_long
        assert stored(desk, ticket_id).replies == ()


async def test_an_empty_reply_is_refused(desk: Desk) -> None:
    asked(desk)
    async with terminal(desk) as at:
        await at.press("r", "ctrl+s")
        assert "The reply is empty" in at.said("#trouble")
        await at.press("escape")
        assert at.app.screen is at.screen


async def test_a_new_message_while_writing_is_shown_and_stops_the_sending_until_a_yes(
    desk: Desk, clock: Clock
) -> None:
    ticket_id = asked(desk)
    async with terminal(desk, size=LARGE) as at:
        await at.press("r")
        await at.type("Meine Antwort")
        clock.forward(minutes=10)
        receive(desk, mention("Hat sich erledigt!", remote_id="2", in_reply_to_id="1", at=clock()))
        await at.until(lambda: "Hat sich erledigt!" in at.text)
        await at.settle()
        assert "The conversation has changed while you were writing" in at.said("#trouble")
        await at.press("ctrl+s", "enter")
        assert stored(desk, ticket_id).replies == ()
        assert sheet(at).text == "Meine Antwort"
        await at.press("ctrl+s")
        assert stored(desk, ticket_id).replies == ()
        await at.press("y")
        assert len(stored(desk, ticket_id).replies) == 1


async def test_what_the_same_person_did_elsewhere_does_not_disturb(desk: Desk) -> None:
    ticket_id = asked(desk)
    async with terminal(desk) as at:
        await at.press("r")
        await at.type("Meine Antwort")
        desk.do(handling.assign, ticket_id, to="lea")
        await at.press("ctrl+s")
        assert len(stored(desk, ticket_id).replies) == 1


async def test_an_ignored_ticket_meanwhile_keeps_the_text(desk: Desk) -> None:
    ticket_id = asked(desk)
    async with terminal(desk) as at:
        await at.press("r")
        await at.type("Meine Antwort")
        at_the_same_store(desk, "lea").do(handling.ignore, ticket_id)
        await at.press("ctrl+s", "y")
        assert "Rescue it first" in at.said("#trouble")
        assert sheet(at).text == "Meine Antwort"


async def test_what_is_typed_after_the_sending_key_is_not_posted(desk: Desk) -> None:
    ticket_id = asked(desk)
    async with terminal(desk) as at:
        await at.press("r", *"Ja", "ctrl+s", "a")
        assert [reply.text for reply in stored(desk, ticket_id).replies] == ["@anna@example.social Ja"]
        assert stored(desk, ticket_id).row.assignee == "kim"


async def test_what_is_typed_before_the_question_has_been_read_is_the_reply(desk: Desk) -> None:
    ticket_id = asked(desk)
    desk.do(drafts.keep, ticket_id, text="Angefangen.")
    async with terminal(desk) as at:
        await at.press("r", *"Weiter")
        # What came first of reading and typing, nobody knows; both are there, in this order.
        assert sheet(at).text.replace("\n", "") == "Angefangen.Weiter"


@BOTH
@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_help_and_the_list_of_commands_open_over_the_sheet_and_leave_it_as_it_is(
    desk: Desk, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    ticket_id = asked(desk)
    async with terminal(desk, size=size) as at:
        await at.press("r")
        await at.type("Eine Frage?\nNein, eine Antwort.")
        await at.press("up", "left")
        letter, cursor = at.app.screen, sheet(at).cursor_location
        before = letter.draft if isinstance(letter, Composer) else None
        assert before is not None
        for keys in (("f1", "escape"), ("f1", "f1"), ("ctrl+p", "escape")):
            await at.press(keys[0])
            assert at.app.screen is not letter
            await at.press(keys[1])
            assert at.app.screen is letter
            assert isinstance(letter, Composer)
            assert (sheet(at).cursor_location, letter.draft) == (cursor, before)
            assert sheet(at).has_focus
        at.app.post_message(events.Key("question_mark", "?"))
        await at.settle()
        assert sheet(at).text.count("?") == 2, "here it is a letter"
    assert stored(desk, ticket_id).replies == ()


async def test_the_help_begins_with_the_keys_of_whoever_writes(desk: Desk) -> None:
    asked(desk)
    async with terminal(desk) as at:
        await at.press("r")
        assert "F1 Help" in at.said("#keys")
        await at.press("f1")
        assert isinstance(at.app.screen, Help)
        said = at.app.screen.query_one(Paper).text
        assert said.startswith("While you write a reply")
        assert said.count("While you write a reply") == 1
        for action in composer_actions():
            assert f"{action.shown} " in said, action.id
        await at.press("escape", "escape", "question_mark")
        assert at.app.screen.query_one(Paper).text.startswith("Answering")


async def test_the_list_of_commands_does_what_the_key_would(desk: Desk) -> None:
    ticket_id = asked(desk)
    async with terminal(desk, size=LARGE) as at:
        await at.press("r")
        await at.type("So geht das.")
        await at.press("ctrl+p")
        assert "Secure channel" not in at.text, "it is no direct message"
        await at.type("purpose\n")
        await at.type("interim\n")
        assert "Interim status" in at.said("#letter-line")
        await at.press("ctrl+p")
        await at.type("promise\n")
        await at.press("down", "enter")
        assert "promises Thu 21 May" in at.said("#letter-line")
        await at.press("ctrl+p")
        await at.type("help\n")
        assert isinstance(at.app.screen, Help)
        await at.press("escape", "ctrl+p")
        await at.type("send\n")
    (reply,) = stored(desk, ticket_id).replies
    assert (reply.purpose, reply.text) == (Purpose.INTERIM, "@anna@example.social So geht das.")


@pytest.mark.parametrize(
    "keys", [("n",), ("f",), ("l",), ("comma",), ("h",), ("d",), ("L",), ("r", "f4"), ("r", "f3"), ("slash",)]
)
async def test_f1_gives_help_wherever_somebody_is(desk: Desk, keys: tuple[str, ...]) -> None:
    asked(desk)
    async with terminal(desk) as at:
        await at.press(*keys)
        below = at.app.screen
        said = [hint.content for hint in below.query(".dialog--hint").results(Static)]
        await at.press("f1")
        assert isinstance(at.app.screen, Help)
        written = " ".join(at.app.screen.query_one(Paper).text.split())
        assert "Write an answer, an interim status or a question back." in written
        # Of a dialog its own keys come first.
        assert written.startswith(f"In this dialog {said[0]}" if said else ("Answering", "While you write"))
        await at.press("f1")
        assert at.app.screen is below
