"""Reading one ticket: its conversation, its history, the person."""

import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.support.store import WEDNESDAY, Clock, author, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, rows, stored, terminal
from tickets import i18n
from tickets.desk import forwards, handling, replies
from tickets.desk.arrivals import Attachment, Deletion
from tickets.desk.house import Desk
from tickets.rules.audience import Visibility
from tickets.rules.delay import delays
from tickets.storage.models import Message
from tickets.triage.classifier import Reason
from tui.widgets.paper import Paper

IN_BOTH_LANGUAGES = pytest.mark.parametrize("language", ["de", "en"])
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
        assert "forwarded to Referat Zertifizierung" in at.text
        await at.press("v")
        assert "It asks a question" in at.text


async def test_person_and_reasons_stand_below_the_conversation_where_there_is_room(desk: Desk) -> None:
    receive(desk, mention("Eine Frage?", by=author("anna@example.social", display_name="Anna Beispiel")))
    async with terminal(desk, size=LARGE) as at:
        person = at.screen.query_one("#person", Paper)
        assert person.display
        assert "Anna Beispiel" in person.text
        assert "It asks a question" in person.text
        # The points above are the sum of those below, the time that is left among them.
        total, *points = map(
            int, re.findall(r"(?:priority |^ *)([+-]\d+)(?:$|  )", person.text, re.MULTILINE)
        )
        assert len(points) >= 2
        assert total == sum(points)
        await at.press("v", "v")
        assert at.text.count("Why here") == 1
        await at.press("5")
        assert not at.listed
        assert not at.screen.query_one("#person", Paper).display
    async with terminal(desk, size=SMALL) as at:
        assert not at.screen.query_one("#person", Paper).display


@BOTH
async def test_what_a_department_owes_and_what_we_owe_are_told_apart(
    desk: Desk, size: tuple[int, int]
) -> None:
    receive(desk, mention("Wie bekomme ich ein Zertifikat?"))
    desk.do(forwards.forward, 1, to="zertifizierung")
    async with terminal(desk, size=size) as at:
        await at.press("2")
        owed = r"→ Referat Zertifizierung +by tomorrow \d\d:\d\d · answer by \w+ "
        assert re.search(owed, at.text), at.text
        # What it is and who reads it give way to no date.
        assert re.search(r"#1 question · [\w ]+ · ● public ", at.text), at.text


@BOTH
async def test_the_reasons_are_told_in_words_by_weight_for_and_against(
    desk: Desk, size: tuple[int, int]
) -> None:
    reasons = (
        Reason("question_mark", "", 0.4, "question"),
        Reason("request", "bitte", 1.2, "question"),
        *(Reason("span", f"Wort {n} [/b]", 2.4 + n / 10, "question") for n in range(5)),
        Reason("insult", "Esel", -0.7, "question"),
        Reason("praise_words", "gut", 9.0, "praise"),
    )
    ticket_id = judged(desk, reasons)
    async with terminal(desk, size=size) as at:
        await at.press("enter", "v", "v", "G")
        lines = [line.strip() for line in at.screen.pane.paper.text.split("\n")]
        begin = lines.index("Why “question”")
        assert lines[begin + 1 :] == [
            "speaks for it",
            "█████  +2.8  “Wort 4 [/b]”",
            "█████  +2.7  “Wort 3 [/b]”",
            "████▌  +2.6  “Wort 2 [/b]”",
            "████▌  +2.5  “Wort 1 [/b]”",
            "████▌  +2.4  “Wort 0 [/b]”",
            "speaks against it",
            "█      −0.7  an insult “Esel”",
        ]
        assert "an insult “Esel”" in at.text
        assert stored(desk, ticket_id).reasons[-1].words == "words of praise"


async def test_the_words_that_weigh_are_shown_as_the_citizen_wrote_them(desk: Desk) -> None:
    judged(desk, (Reason("span", "muessen", 1.2, "question"),), "Müssen wir zahlen?")
    async with terminal(desk, size=LARGE) as at:
        await at.press("v", "v")
        assert "“müssen”" in at.text


def judged(desk: Desk, reasons: tuple[Reason, ...], text: str = "Eine Frage?") -> int:
    """A ticket of which triage says this."""
    receive(desk, mention(text))
    (ticket_id,) = (row.id for row in rows(desk))
    with desk.database.write() as session:
        message = session.scalars(select(Message)).one()
        message.verdict = {**(message.verdict or {}), "reasons": [asdict(reason) for reason in reasons]}
    return ticket_id


@BOTH
@IN_BOTH_LANGUAGES
async def test_how_late_a_post_reached_us_stands_below_it(
    desk: Desk, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    written = WEDNESDAY - timedelta(hours=9)
    receive(desk, replace(mention("Lange unterwegs?", at=WEDNESDAY), created_at=written))
    receive(desk, mention("Gleich da?", by="bob@example.social"))
    async with terminal(desk, size=size) as at:
        (delay,) = delays(created_at=written, received_at=WEDNESDAY, stored_at=WEDNESDAY)
        for row in rows(desk):
            await at.go_to(row.id)
            assert (f"↳ {delay}" in at.text) is (row.person == "anna@example.social")


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
