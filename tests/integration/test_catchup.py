"""Catching up finds whatever the stream did not bring, and moves the cursor only past what is stored."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.entities import Entity, notification, status
from tests.support.intake import FakeIntake
from tests.support.mastodon import Person, Town
from tests.support.raw_server import RawServer, Script, answer, error
from tests.support.store import Clock, make_desk
from tickets.desk.arrivals import Via
from tickets.desk.intake import Intake
from tickets.errors import Gone, StoreError, Temporary, Unauthorized
from tickets.mastodon.catchup import CatchUp
from tickets.mastodon.client import Client
from tickets.rules.audience import Visibility
from tickets.triage import open_classifier

NOW = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
NOTIFICATIONS = "/api/v1/notifications"
REQUESTS = "/api/v1/notifications/requests"


@pytest.fixture
def bert(place: Town) -> Person:
    return place.person("bert")


@pytest.fixture
def intake() -> FakeIntake:
    return FakeIntake()


@pytest.fixture
def catchup(amt: Person, intake: FakeIntake) -> Iterator[CatchUp]:
    with amt.client() as client:
        yield CatchUp(client, intake)


@pytest.fixture
def raw(raw: RawServer) -> RawServer:
    raw.on(NOTIFICATIONS, answer([]))
    return raw


@pytest.fixture
def raw_catchup(raw: RawServer, intake: FakeIntake) -> Iterator[CatchUp]:
    with Client("amt", raw.url, "token", 5.0) as client:
        yield CatchUp(client, intake, backfill_days=7, now=lambda: NOW)


def mention(number: int, *, days_ago: float = 0, **post: object) -> Entity:
    """A notification: the number is its id and, in the thousands, its post's."""
    at = (NOW - timedelta(days=days_ago)).isoformat()
    return notification(str(number), created_at=at, status={**status(f"{number}000", created_at=at), **post})


# With a server full of citizens


def test_the_first_time_it_looks_back_and_remembers_where_it_is(
    catchup: CatchUp, intake: FakeIntake, amt: Person, anna: Person
) -> None:
    written = [anna.write(f"@{amt.name} Frage {number}") for number in range(3)]
    assert catchup.run() == 3
    assert list(intake.mentions) == written
    assert intake.cursors["amt"] > ""


def test_later_it_finds_what_came_since_however_much(
    catchup: CatchUp, intake: FakeIntake, amt: Person, anna: Person
) -> None:
    anna.write(f"@{amt.name} Vorher")
    catchup.run()
    written = [anna.write(f"@{amt.name} Frage {number}") for number in range(45)]
    told: list[int] = []
    assert catchup.run(told.append) == 45
    assert list(intake.mentions)[1:] == written
    assert told == [40, 45]


def test_running_again_finds_nothing(catchup: CatchUp, intake: FakeIntake, amt: Person, anna: Person) -> None:
    anna.write(f"@{amt.name} Frage")
    assert [catchup.run(), catchup.run()] == [1, 0]
    assert len(intake.mentions) == 1


def test_with_nothing_but_other_notifications_it_still_remembers_where_it_is(
    catchup: CatchUp, intake: FakeIntake, amt: Person, anna: Person
) -> None:
    anna.follow(amt)
    assert catchup.run() == 0
    assert intake.cursors["amt"]
    anna.write(f"@{amt.name} Frage")
    assert catchup.run() == 1


def test_a_mention_that_comes_in_the_middle_of_the_first_look_is_not_passed_over(
    raw: RawServer, raw_catchup: CatchUp, intake: FakeIntake
) -> None:
    raw.on(NOTIFICATIONS, answer([]), answer([mention(5)]), answer([mention(5)]), answer([]))
    assert raw_catchup.run() == 1
    assert intake.cursors == {"amt": "5"}


def test_a_first_private_mention_that_the_policy_hides_is_found(
    catchup: CatchUp, intake: FakeIntake, amt: Person, anna: Person
) -> None:
    amt.set_policy(for_private_mentions="filter")
    catchup.run()
    hidden = anna.write(f"@{amt.name} Vertraulich", visibility="direct")
    assert catchup.run() == 1
    assert intake.mentions[hidden].visibility is Visibility.DIRECT


def test_an_answer_without_our_handle_is_found_below_our_post(
    catchup: CatchUp, intake: FakeIntake, amt: Person, anna: Person, bert: Person
) -> None:
    question = anna.write(f"@{amt.name} Frage")
    reply = amt.write(f"@{anna.name} Antwort", answering=question)
    intake.own = [reply]
    thanks = anna.write("Danke, und noch etwas:", answering=reply)
    more = anna.write("und zwar das", answering=thanks)
    bystander = bert.write(f"@{anna.name} Sehe ich auch so", answering=thanks)
    assert catchup.run() == 3
    assert intake.mentions[thanks].via is Via.CONTEXT
    assert intake.mentions[thanks].ancestors == (reply, question)
    assert intake.mentions[more].ancestors == (thanks, reply, question)
    assert bystander not in intake.mentions


def test_an_answer_to_what_we_wrote_elsewhere_is_found_too(
    catchup: CatchUp, intake: FakeIntake, amt: Person, anna: Person
) -> None:
    ours = amt.write("Eine Warnung, im Browser geschrieben")
    answer_to_us = anna.write("Und was heißt das für mich?", answering=ours)
    assert catchup.run() == 1
    assert intake.mentions[answer_to_us].via is Via.CONTEXT


def test_a_mention_in_a_thread_we_do_not_know_comes_with_the_thread_above_it(
    catchup: CatchUp, intake: FakeIntake, amt: Person, anna: Person, bert: Person
) -> None:
    top = bert.write("Wer weiß das?")
    middle = anna.write("Ich nicht", answering=top)
    found = anna.write(f"@{amt.name} vielleicht?", answering=middle)
    further = anna.write(f"@{amt.name} und?", answering=found)
    catchup.run()
    assert intake.mentions[found].ancestors == (middle, top)
    assert intake.mentions[further].ancestors == ()


def test_deleted_mentions_do_not_hold_up_the_others(
    catchup: CatchUp, intake: FakeIntake, amt: Person, anna: Person
) -> None:
    catchup.run()
    anna.delete(anna.write(f"@{amt.name} Doch nicht"))
    kept = anna.write(f"@{amt.name} Doch")
    assert catchup.run() == 1
    assert list(intake.mentions) == [kept]


def test_it_fits_the_real_intake(tmp_path: Path, amt: Person, anna: Person) -> None:
    question = anna.write(f"@{amt.name} Wann ist das Amt offen?")
    with make_desk(tmp_path, url="sqlite:///tickets.db", clock=Clock()) as desk, amt.client() as client:
        classifier = open_classifier(desk.house.settings.departments)
        intake = Intake(desk.database, desk.house, classifier, desk.now)
        catchup = CatchUp(client, intake)
        assert [catchup.run(), catchup.run()] == [1, 0]
        assert intake.unknown("amt", [question, "other"]) == {"other"}
        assert intake.cursor("amt") is not None


# Byte by byte


def test_the_first_look_ends_at_its_limit_and_stores_oldest_first(
    raw: RawServer, raw_catchup: CatchUp, intake: FakeIntake
) -> None:
    pages = [[mention(9), mention(8, days_ago=2)], [mention(7, days_ago=6), mention(6, days_ago=8)]]
    raw.on(NOTIFICATIONS, *[answer(page) for page in pages], answer([]))
    assert raw_catchup.run() == 3
    assert list(intake.mentions) == ["7000", "8000", "9000"]
    assert intake.cursors == {"amt": "9"}
    assert [request.query.get("max_id") for request in raw.asked(NOTIFICATIONS)[:2]] == [None, ["8"]]
    assert raw.asked(NOTIFICATIONS)[2].query["min_id"] == ["9"]


def test_the_cursor_moves_past_what_is_about_no_ticket_and_what_is_broken(
    raw: RawServer, raw_catchup: CatchUp, intake: FakeIntake, caplog: pytest.LogCaptureFixture
) -> None:
    intake.cursors["amt"] = "1"
    broken = notification("3", status={"id": "x"})
    raw.on(NOTIFICATIONS, answer([{**notification("4"), "status": None}, broken, mention(2)]), answer([]))
    assert raw_catchup.run() == 1
    assert intake.cursors == {"amt": "4"}
    assert "1 notifications cannot be read" in caplog.text


def test_a_short_page_is_not_the_end(raw: RawServer, raw_catchup: CatchUp, intake: FakeIntake) -> None:
    intake.cursors["amt"] = "1"
    raw.on(NOTIFICATIONS, answer([mention(2)]), answer([mention(3)]), answer([]))
    assert raw_catchup.run() == 2
    assert [request.query["min_id"] for request in raw.asked(NOTIFICATIONS)] == [["1"], ["2"], ["3"]]


def test_a_server_that_knows_no_min_id_does_not_keep_us_for_ever(
    raw: RawServer, raw_catchup: CatchUp, intake: FakeIntake
) -> None:
    raw.on(NOTIFICATIONS, answer([mention(3), mention(2)]))
    assert raw_catchup.run() == 2
    assert intake.cursors == {"amt": "3"}


def test_what_the_store_did_not_take_is_fetched_again(
    raw: RawServer, raw_catchup: CatchUp, intake: FakeIntake
) -> None:
    intake.cursors["amt"] = "1"
    raw.on(NOTIFICATIONS, answer([mention(2)]), answer([mention(2)]), answer([]))
    intake.failures = [StoreError("The store is locked")]
    with pytest.raises(StoreError):
        raw_catchup.run()
    assert intake.cursors == {"amt": "1"}
    assert raw_catchup.run() == 1
    assert intake.cursors == {"amt": "2"}


def test_one_post_that_upsets_intake_does_not_hold_up_the_others(
    raw: RawServer, raw_catchup: CatchUp, intake: FakeIntake, caplog: pytest.LogCaptureFixture
) -> None:
    intake.poison = {"3000"}
    raw.on(NOTIFICATIONS, answer([mention(4), mention(3), mention(2)]), answer([]))
    assert raw_catchup.run() == 2
    assert list(intake.mentions) == ["2000", "4000"]
    assert intake.cursors == {"amt": "4"}
    assert "3000 is left out (ZeroDivisionError)" in caplog.text
    assert "words of a citizen" not in caplog.text


def test_requests_are_read_where_the_server_leaves_them_out_of_the_notifications(
    raw: RawServer, raw_catchup: CatchUp, intake: FakeIntake
) -> None:
    def waiting(name: str, post: str, days_ago: float) -> Entity:
        at = (NOW - timedelta(days=days_ago)).isoformat()
        return {"id": name, "updated_at": at, "account": {"id": name}, "last_status": {"id": post}}

    hidden = mention(5, visibility="direct")
    raw.on(REQUESTS, answer([waiting("71", "5000", 0), waiting("72", "old", 30), waiting("73", "known", 0)]))
    intake.cursors["amt"] = "1"
    intake.own = ["known"]
    raw.on(NOTIFICATIONS, answer([]), answer([hidden]), answer([]))
    assert raw_catchup.run() == 1
    assert intake.mentions["5000"].via is Via.REQUEST
    # Of the three that wait only the new one is asked for: one is old, one is stored.
    assert [q["account_id"] for r in raw.asked(NOTIFICATIONS) if "account_id" in (q := r.query)] == [
        ["71"],
        ["71"],
    ]
    assert intake.cursors == {"amt": "1"}


def test_our_posts_that_share_a_thread_are_looked_at_once(
    raw: RawServer, raw_catchup: CatchUp, intake: FakeIntake
) -> None:
    intake.own = ["30", "20", "10"]
    below = [status("15", in_reply_to_id="10"), status("20", by="amt", in_reply_to_id="15")]
    raw.on("/api/v1/statuses/10/context", answer({"ancestors": [], "descendants": below}))
    raw.on("/api/v1/statuses/30/context", error(404))
    assert raw_catchup.run() == 1
    assert raw.asked("/api/v1/statuses/20/context") == []
    assert len(raw.asked("/api/v1/statuses/30/context")) == 1


def test_our_threads_are_read_again_only_after_some_minutes(raw: RawServer, intake: FakeIntake) -> None:
    path = "/api/v1/statuses/10/context"
    raw.on(path, answer({"ancestors": [], "descendants": []}))
    intake.own = ["10"]
    times = iter([NOW, NOW, NOW, NOW + timedelta(minutes=2), *[NOW + timedelta(minutes=3)] * 2])
    with Client("amt", raw.url, "token", 5.0) as client:
        catchup = CatchUp(client, intake, now=lambda: next(times))
        found = []
        for _run in range(3):
            catchup.run()
            found.append(len(raw.asked(path)))
    assert found == [1, 1, 2]


def test_a_thread_that_is_not_told_costs_the_mention_nothing(
    raw: RawServer, raw_catchup: CatchUp, intake: FakeIntake
) -> None:
    raw.on(NOTIFICATIONS, answer([mention(2, in_reply_to_id="1")]), answer([]))
    raw.on("/api/v1/statuses/2000/context", error(500))
    assert raw_catchup.run() == 1
    assert intake.mentions["2000"].ancestors == ()
    assert intake.mentions["2000"].in_reply_to_id == "1"


def test_threads_are_not_asked_for_when_the_server_allows_little_more(
    raw: RawServer, raw_catchup: CatchUp, intake: FakeIntake
) -> None:
    little = {"X-RateLimit-Remaining": "42"}
    page = answer([mention(2, in_reply_to_id="1")], headers=little)
    raw.on(NOTIFICATIONS, page, answer([], headers=little))
    assert raw_catchup.run() == 1
    assert raw.asked("/api/v1/statuses/2000/context") == []


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (error(401), Unauthorized),
        (error(403, "outside the authorized scopes"), Unauthorized),
        (error(404), Gone),
        (error(429), Temporary),
        (error(500), Temporary),
        (error(503), Temporary),
        (answer(b"{"), Temporary),
    ],
)
def test_when_the_server_fails_in_between_what_was_stored_stays(
    raw: RawServer, raw_catchup: CatchUp, intake: FakeIntake, script: Script, expected: type[Exception]
) -> None:
    intake.cursors["amt"] = "1"
    raw.on(NOTIFICATIONS, answer([mention(2)]), script)
    with pytest.raises(expected):
        raw_catchup.run()
    assert list(intake.mentions) == ["2000"]
    assert intake.cursors == {"amt": "2"}
