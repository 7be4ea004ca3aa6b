"""Finding tickets by the words of their conversation, on both engines."""

from dataclasses import replace
from datetime import timedelta

import pytest
from alembic import command
from sqlalchemy import text

from tests.support.store import WEDNESDAY, at_the_same_store, mention, receive
from tickets.desk import changes, forwards, views
from tickets.desk.house import Desk
from tickets.desk.rows import Query
from tickets.storage.migrations import configuration, upgrade

HOSTILE = (
    "AND",
    "gesperrt OR",
    "NOT",
    "NEAR(a b)",
    '"',
    "*",
    "ges*perrt:*",
    "words:x",
    "-",
    "a' & !b | (c <-> d):*",
    "\\",
    "'; DROP TABLE tickets; --",
    "\x00\x01nul\x00",
    "\ud800",
    "हिन्दी ไทย 한국어 日本語 й",
    "🙂 👩‍👩‍👧",
    "e\u0301" * 50,
    "#",
    "#12345678901234567890",
    "٣",
    "²",
    "1e5 -3.5 http://a.b/c?d=e%20f",
    "{curly} $1 %s %(x)s :name ?",
    "wort " * 2000,
    "x" * 10_000,
    "((((" * 2500,
)


def found(desk: Desk, search: str, **query: object) -> list[str]:
    return [row.excerpt for row in desk.look(views.page, Query(search=search, **query)).rows]  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["look", "see"])
def test_nothing_that_is_typed_is_an_error_or_an_operator(desk: Desk, path: str) -> None:
    receive(desk, mention("Die Straße ist gesperrt"))
    ask = desk.look if path == "look" else desk.see
    rows = [ask(views.page, Query(search=typed)).rows for typed in HOSTILE]
    assert rows == [()] * len(HOSTILE)


@pytest.mark.parametrize(
    "typed", ['"gesperrt" "', "^ges", "gesp*", "-gesperrt", "(gesperrt", "!ist", "die:", "#die"]
)
def test_signs_around_a_word_are_passed_over(desk: Desk, typed: str) -> None:
    receive(desk, mention("Die Straße ist gesperrt"))
    assert found(desk, typed) == ["Die Straße ist gesperrt"]


def test_a_search_asks_for_the_beginnings_of_words_in_any_case_with_or_without_accents(desk: Desk) -> None:
    receive(
        desk, mention("Ärger mit der GEBÜHR für das Café, „Zertifikat“ und Работа: https://bund.example/weg")
    )
    typed = (
        "ärg",
        "arger",
        "gebuhr",
        "GEBÜH",
        "gebu\u0308hr",
        "cafe",
        "zertif",
        "Работ",
        "weg",
        "für zer café",
    )
    assert {each: len(found(desk, each)) for each in typed} == dict.fromkeys(typed, 1)
    assert found(desk, "ebühr") == []


def test_words_may_stand_in_different_messages_of_one_conversation_and_in_names(desk: Desk) -> None:
    first = mention("Wann kommt der Bescheid?", by="doris@example.social")
    receive(desk, first)
    receive(
        desk,
        mention("Mein Aktenzeichen ist verloren", by="doris@example.social", in_reply_to_id=first.remote_id),
    )
    receive(desk, mention("Bescheid ohne Aktenzeichen-Frage", by="bernd@example.social"))
    assert len(found(desk, "doris bescheid aktenzeichen")) == 1
    assert len(found(desk, "bescheid aktenzeichen")) == 2
    assert len(found(desk, "bernd bescheid")) == 1


def test_what_was_edited_away_is_not_found_any_more(desk: Desk) -> None:
    post = mention("Meine Nummer ist geheimnis")
    receive(desk, post)
    assert len(found(desk, "geheimnis")) == 1
    receive(
        desk, changes.as_edit(replace(post, text="Meine Nummer ist weg"), WEDNESDAY + timedelta(minutes=1))
    )
    assert found(desk, "geheimnis") == []
    assert len(found(desk, "weg")) == 1


def test_what_was_erased_or_renamed_is_not_found_any_more(desk: Desk) -> None:
    receive(desk, mention("Meine Nummer ist geheimnis", by="anna@example.social"))
    with desk.database.write() as session:
        session.execute(text("UPDATE persons SET display_name = 'Walburga'"))
    assert len(found(desk, "walburga geheimnis")) == 1
    with desk.database.write() as session:
        session.execute(text("UPDATE persons SET display_name = ''"))
    assert found(desk, "walburga") == []
    with desk.database.write() as session:
        session.execute(text("DELETE FROM near_keys"))
        session.execute(text("DELETE FROM messages"))
    assert found(desk, "geheimnis") == found(desk, "anna") == []


def test_what_is_found_comes_newest_first_and_page_by_page(desk: Desk) -> None:
    receive(desk, [mention(f"Frage {n}?", at=WEDNESDAY - timedelta(hours=7 * n)) for n in range(25)])
    seen, after = [], None
    while True:
        page = desk.look(views.page, Query(search="frage", limit=7, after=after))
        seen += [row.id for row in page.rows]
        if not page.more:
            break
        after = page.next
    assert len(seen) == 25
    assert seen == sorted(set(seen), reverse=True)


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_the_ticket_whose_number_was_typed_comes_before_what_has_the_number_as_a_word(
    desk: Desk, limit: int
) -> None:
    receive(desk, [mention("Erstens"), mention("Zweitens")])
    number = desk.look(views.page, Query(search="erstens")).rows[0].id
    receive(desk, [mention(f"Aktenzeichen {number} zum {nth}.") for nth in ("dritten", "vierten")])
    seen, after = [], None
    while True:
        page = desk.look(views.page, Query(search=str(number), limit=limit, after=after))
        seen += [row.id for row in page.rows]
        if not page.more:
            break
        after = page.next
    others = seen[1:]
    assert seen[0] == number
    assert others == sorted(set(others), reverse=True)
    assert len(others) == 2
    assert [row.id for row in desk.look(views.page, Query(search=f"#{number}")).rows] == [number]


def test_a_specialist_finds_only_what_was_forwarded_to_the_own_department(desk: Desk) -> None:
    receive(desk, [mention("Frage zum Zertifikat"), mention("Frage zum Passwort")])
    asked = desk.look(views.page, Query(search="zertifikat")).rows[0].id
    desk.do(forwards.forward, asked, to="zertifizierung")
    sam = at_the_same_store(desk, "sam")
    assert [row.id for row in sam.look(views.page, Query(search="frage")).rows] == [asked]
    assert sam.look(views.page, Query(search="passwort")).rows == ()


def test_what_was_stored_before_there_was_an_index_is_found_too(desk: Desk) -> None:
    receive(desk, mention("Frage zum Zertifikat"))
    receive(desk, mention("Frage zum Passwort"))
    command.downgrade(configuration(desk.database), "0006")
    upgrade(desk.database)
    receive(desk, mention("Frage zum Antrag"))
    assert found(desk, "frage") == ["Frage zum Antrag", "Frage zum Passwort", "Frage zum Zertifikat"]
