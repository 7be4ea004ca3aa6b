"""Reading one ticket: its conversation, its history, the person."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.store import WEDNESDAY, Clock, author, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, rows, terminal
from tickets.desk import forwards, handling, replies
from tickets.desk.arrivals import Attachment, Deletion
from tickets.desk.house import Desk
from tickets.rules.audience import Visibility
from tui.widgets.paper import Paper

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        yield opened


async def test_pictures_are_named_and_deleted_posts_stay_readable(desk: Desk) -> None:
    pictures = (
        Attachment("image", "Ein Schlagloch", "https://x.example/1"),
        Attachment("video", "", "https://x"),
    )
    receive(
        desk,
        replace(mention("Sehen Sie mal!", remote_id="1"), attachments=pictures, url="https://x.example/@a/1"),
    )
    receive(desk, Deletion(account="amt", remote_id="1", noticed_at=WEDNESDAY + timedelta(hours=1)))
    async with terminal(desk, size=LARGE) as at:
        assert "picture: Ein Schlagloch" in at.text
        assert "film: without a description" in at.text
        assert "Sehen Sie mal!" in at.text
        assert "deleted by its author, noticed today 11:00" in at.text
        await at.press("y")
        assert at.app.clipboard == "https://x.example/@a/1"


@BOTH
async def test_a_conversation_shows_all_that_a_person_must_know(
    desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    first = mention(
        "Was ist mit meinem Antrag?",
        remote_id="1",
        visibility=Visibility.DIRECT,
        spoiler_text="Gesundheit",
        edited_at=WEDNESDAY + timedelta(minutes=5),
    )
    receive(desk, first)
    receive(desk, mention("Noch etwas.", remote_id="2", in_reply_to_id="1", visibility=Visibility.DIRECT))
    async with terminal(desk, size=size) as at:
        await at.press("enter")
        for said in ("@ direct", "Content warning: Gesundheit", "Was ist mit meinem Antrag?", "Noch etwas."):
            assert said in at.text
        assert at.text.index("Was ist mit meinem Antrag?") < at.text.index("Noch etwas.")
        assert "edited today 10:05" in at.text


async def test_replies_notes_and_proposals_are_in_sight(desk: Desk) -> None:
    receive(desk, mention("Eine Frage zum Zertifikat?"))
    (ticket_id,) = (row.id for row in rows(desk))
    desk.do(handling.note, ticket_id, text="Frau Huber weiß Bescheid.")
    desk.do(forwards.forward, ticket_id, to="zertifizierung")
    desk.do(forwards.propose, ticket_id, text="Nehmen Sie das Formular 7.")
    desk.do(replies.queue, ticket_id, text="Wir prüfen das.")
    async with terminal(desk, size=LARGE) as at:
        assert "Nehmen Sie das Formular 7." in at.text
        assert "Wir prüfen das." in at.text
        assert "Waits to be published" in at.text
        await at.press("v")
        assert "Frau Huber weiß Bescheid." in at.text
        assert "forwarded to zertifizierung" in at.text
        await at.press("v")
        assert "It asks a question" in at.text


async def test_person_and_reasons_stand_below_the_conversation_where_there_is_room(desk: Desk) -> None:
    receive(desk, mention("Eine Frage?", by=author("anna@example.social", display_name="Anna Beispiel")))
    async with terminal(desk, size=LARGE) as at:
        person = at.screen.query_one("#person", Paper)
        assert person.display
        assert "Anna Beispiel" in person.text
        assert "It asks a question" in person.text
    async with terminal(desk, size=SMALL) as at:
        assert not at.screen.query_one("#person", Paper).display


async def test_in_a_small_window_enter_gives_the_whole_room_to_the_conversation(desk: Desk) -> None:
    receive(desk, mention("Eine Frage?"))
    async with terminal(desk, size=SMALL) as at:
        await at.press("enter")
        assert at.screen.pane.size.height > 18
        assert isinstance(at.app.focused, Paper)
        await at.press("escape")
        assert at.screen.tickets.has_focus
        assert at.screen.pane.size.height < 16


async def test_what_is_selected_with_the_mouse_can_be_copied(desk: Desk) -> None:
    receive(desk, mention("Ein Satz zum Kopieren."))
    async with terminal(desk, size=SMALL) as at:
        paper = at.screen.pane.paper
        line = next(number for number, text in enumerate(paper.text.split("\n")) if "Kopieren" in text)
        await at.pilot.mouse_down(paper, offset=(4, line))
        await at.pilot.hover(paper, offset=(12, line))
        await at.pilot.mouse_up(paper, offset=(12, line))
        await at.settle()
        assert (at.app.screen.get_selected_text() or "").strip() == "Ein Satz"
