"""The interim status that lies ready, on both engines."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.support.store import Clock, at_the_same_store, author, mention, receive
from tickets.desk import forwards, interim, outbox, replies, ticket_view, views
from tickets.desk.house import Desk
from tickets.desk.interim import ReadyInterim
from tickets.desk.rows import Query
from tickets.errors import NotAllowed, SettingsError, UsageError
from tickets.rules.audience import Visibility
from tickets.rules.reply import Purpose


def ticket(desk: Desk, **changes: object) -> int:
    receive(desk, mention(remote_id="1", **changes))  # type: ignore[arg-type]
    (row,) = desk.see(views.page, Query()).rows
    return row.id


def own(desk: Desk, text: str) -> Path:
    folder = desk.house.settings.templates
    folder.mkdir()
    file = folder / "interim.de.txt"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("language", "beginning", "written"),
    [
        ("de", "Guten Tag Anna,", "Freitag, 22. Mai 2026"),
        ("nl", "Beste Anna,", "vrijdag 22 mei 2026"),
        ("en", "Hello Anna,", "Friday, 22 May 2026"),
        ("pl", "Hello Anna,", "Friday, 22 May 2026"),  # the house speaks English
    ],
)
def test_it_speaks_the_citizens_language_and_names_a_working_day(
    desk: Desk, language: str, beginning: str, written: str
) -> None:
    ready = desk.see(interim.ready, ticket(desk, language=language))
    assert ready.promise == date(2026, 5, 22)
    assert ready.text.startswith(beginning)
    assert written in ready.text
    assert ready.language == ("en" if language == "pl" else language)


def test_the_promised_day_skips_what_is_no_working_day(desk: Desk, clock: Clock) -> None:
    number = ticket(desk)
    clock.at = datetime(2026, 5, 22, 10, tzinfo=UTC)
    # Friday; then a weekend and Whit Monday.
    ready = desk.see(interim.ready, number)
    assert ready.promise == date(2026, 5, 27)
    assert "Mittwoch, 27. Mai 2026" in ready.text


def test_another_day_can_be_promised_and_stands_in_the_text(desk: Desk) -> None:
    ready = desk.see(interim.ready, ticket(desk), promise=date(2026, 5, 28))
    assert ready.promise == date(2026, 5, 28)
    assert "Donnerstag, 28. Mai 2026" in ready.text


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 5, 25), "not a working day"),
        (date(2026, 5, 23), "not a working day"),
        (date(2026, 5, 19), "is over"),
    ],
)
def test_a_day_that_cannot_be_promised_is_refused(desk: Desk, day: date, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        desk.see(interim.ready, ticket(desk), promise=day)


def test_one_key_sends_it_and_its_date_is_the_next_deadline(desk: Desk, clock: Clock) -> None:
    number = ticket(desk)
    ready = desk.see(interim.ready, number)
    desk.do(replies.queue, number, text=ready.text, purpose=Purpose.INTERIM, promise=ready.promise)
    bridge = at_the_same_store(desk, "bridge")
    (outgoing,) = bridge.see(outbox.due, "amt")
    bridge.do(outbox.sent, outgoing.reply_id, remote_id="900", created_at=clock.at)
    assert desk.see(ticket_view.show, number).row.due_at == datetime(2026, 5, 22, 13, tzinfo=UTC)


def test_a_department_is_named_while_it_has_the_question(desk: Desk) -> None:
    number = ticket(desk)
    own(desk, "{person}, es liegt bei:\n{department}\nBis {date}.")
    assert desk.see(interim.ready, number).text == "Anna, es liegt bei:\nBis Freitag, 22. Mai 2026."
    desk.do(forwards.forward, number, to="zertifizierung")
    assert desk.see(interim.ready, number).text == (
        "Anna, es liegt bei:\nReferat Zertifizierung\nBis Freitag, 22. Mai 2026."
    )
    desk.do(forwards.recall, number)
    assert "Referat" not in desk.see(interim.ready, number).text


def test_a_name_that_would_reach_others_reaches_nobody(desk: Desk) -> None:
    somebody = author(display_name="Anna @chef@evil.example")
    number = ticket(desk, by=somebody, visibility=Visibility.DIRECT)
    ready = desk.see(interim.ready, number)
    assert "evil" not in ready.text
    shown = desk.see(replies.preview, number, text=ready.text)
    assert not shown.wider
    assert [*shown.audience.readers] == ["anna@example.social"]


def test_a_template_with_a_mistake_is_named(desk: Desk) -> None:
    number = ticket(desk)
    file = own(desk, "Bis {date}, {who}.")
    with pytest.raises(SettingsError) as error:
        desk.see(interim.ready, number)
    assert str(file) in str(error.value)


def test_a_specialist_is_shown_none_of_a_ticket_that_is_not_theirs(desk: Desk) -> None:
    number = ticket(desk)
    with pytest.raises(NotAllowed):
        at_the_same_store(desk, "sam").see(interim.ready, number)


def test_it_is_short_enough_for_a_post(desk: Desk) -> None:
    number = ticket(desk)
    ready: ReadyInterim = desk.see(interim.ready, number)
    shown = desk.see(replies.preview, number, text=ready.text)
    assert shown.length <= shown.limit
