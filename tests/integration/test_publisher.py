"""Every reply becomes exactly one post, or comes back to a person, whatever dies in between."""

import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.entities import OUR_ID, Entity, account, status
from tests.support.mastodon import Town
from tests.support.outbox import POSTS, Office, office
from tests.support.places import answering
from tests.support.postgres import store_on
from tests.support.raw_server import RawServer, answer
from tests.support.relay import Fate, Relay
from tests.support.store import Clock, at_the_same_store, intake_of, make_desk, mention, receive
from tests.support.waiting import until
from tickets.desk import outbox, replies, ticket_view, views
from tickets.desk.arrivals import Mention
from tickets.desk.house import Desk
from tickets.desk.outbox import KEY_LIFETIME, LEASE
from tickets.errors import Conflict, StoreError, Unauthorized
from tickets.mastodon.carrier import Carrier
from tickets.mastodon.client import Client
from tickets.mastodon.publisher import PATIENCE, Publisher
from tickets.rules.audience import Visibility
from tickets.rules.reply import Purpose
from tickets.rules.states import State
from tickets.storage.database import ChangeSignal
from tickets.triage import Classifier

WHO = "/api/v1/accounts/verify_credentials"
on_both_engines = pytest.mark.parametrize("store_url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def store_url(request: pytest.FixtureRequest) -> str:
    """A SQLite store; where a test asks for it, one on PostgreSQL too."""
    return store_on(request, getattr(request, "param", "sqlite"))


@pytest.fixture
def clock() -> Clock:
    """It begins where the server's clock is, and then stands."""
    return Clock(datetime.now(UTC))


@pytest.fixture
def amt(desk: Desk, clock: Clock, way: Relay, place: Town, classifier: Classifier) -> Iterator[Office]:
    with office(desk, clock, way, place, classifier) as opened:
        yield opened


def refusing(
    place: Town, code: int, said: str = "", headers: Mapping[str, str] | None = None
) -> AbstractContextManager[None]:
    """The server answers the next post so; then it takes them again."""
    return answering(place, POSTS, code, {"error": said}, method="POST", headers=headers)


# What is posted


@pytest.mark.parametrize(
    ("asked_as", "answered_as"),
    [
        (Visibility.PUBLIC, Visibility.PUBLIC),
        (Visibility.UNLISTED, Visibility.UNLISTED),
        (Visibility.PRIVATE, Visibility.DIRECT),
        (Visibility.DIRECT, Visibility.DIRECT),
    ],
)
def test_a_reply_is_posted_once_to_those_who_were_shown_under_the_post_it_answers(
    amt: Office, asked_as: Visibility, answered_as: Visibility
) -> None:
    asked = amt.asked(visibility=asked_as)
    amt.answer(asked, "Von neun bis fünf.")
    assert amt.publisher().run() == 1
    assert amt.publisher().run() == 0
    (post,) = amt.published(asked)
    assert (post.visibility, post.in_reply_to_id) == (answered_as, asked)
    assert post.text == f"@{amt.anna.handle} Von neun bis fünf."
    assert len(amt.posted()) == 1


def test_language_warning_and_sensitivity_are_those_of_the_question(amt: Office) -> None:
    asked = amt.asked("Kan dat?", spoiler_text="Phishing", sensitive=True, language="nl")
    amt.answer(asked)
    amt.publisher().run()
    with amt.anna.client() as client:
        (seen,) = client.context(asked).descendants
    assert isinstance(seen, Mention)
    assert (seen.language, seen.spoiler_text, seen.sensitive) == ("nl", "Phishing", True)
    (sent,) = amt.posted()
    assert sent.form["in_reply_to_id"] == [asked]
    assert sent.headers["idempotency-key"]


def test_a_published_reply_is_a_message_an_event_and_the_end_of_the_clock(amt: Office) -> None:
    asked = amt.asked()
    amt.answer(asked)
    amt.publisher().run()
    ticket, (post,) = amt.show(asked), amt.published(asked)
    assert (amt.reply(asked).state, amt.reply(asked).remote_id) == ("sent", post.remote_id)
    assert [message.remote_id for message in ticket.messages] == [asked, post.remote_id]
    assert (ticket.row.state, ticket.row.due_at) == (State.ANSWERED, None)


# The citizen was faster


def test_an_answer_to_what_was_edited_meanwhile_comes_back_and_the_edit_is_stored(amt: Office) -> None:
    asked = amt.asked("Wann offen?")
    amt.answer(asked)
    amt.anna.edit(asked, f"@{amt.amt.name} Warum geschlossen?")
    assert amt.publisher().run() == 0
    reply, ticket = amt.reply(asked), amt.show(asked)
    assert (reply.state, reply.reason) == (
        "failed",
        "The citizen changed the post after the reply was written",
    )
    assert ticket.messages[0].text.endswith("Warum geschlossen?")
    assert ticket.draft == "Von neun bis fünf."
    assert amt.posted() == []

    amt.answer(asked, "Wegen des Feiertags.")
    assert amt.publisher().run() == 1
    assert len(amt.published(asked)) == 1


def test_an_answer_to_what_was_edited_before_goes_out(amt: Office) -> None:
    asked = amt.asked("Wann offen?")
    amt.anna.edit(asked, f"@{amt.amt.name} Wann geöffnet?")
    amt.clock.forward(minutes=1)
    with amt.amt.client() as client:
        amt.intake.take([client.status(asked)])
    amt.answer(asked)
    assert amt.publisher().run() == 1


def test_an_answer_to_what_was_deleted_meanwhile_comes_back(amt: Office) -> None:
    asked = amt.asked()
    amt.answer(asked)
    amt.anna.delete(asked)
    assert amt.publisher().run() == 0
    assert (amt.reply(asked).state, amt.reply(asked).reason) == (
        "failed",
        "The citizen deleted the post before the reply went out",
    )
    assert amt.show(asked).messages[0].deleted_at is not None
    assert amt.posted() == []


def test_what_was_deleted_in_the_very_moment_is_no_second_chance(amt: Office, place: Town) -> None:
    asked = amt.asked()
    amt.answer(asked)
    with refusing(place, 404, "The post you are trying to reply to does not exist"):
        assert amt.publisher().run() == 0
    assert amt.reply(asked).state == "failed"


# The server says no, or not now


def test_the_server_says_when_to_come_back(amt: Office, place: Town) -> None:
    asked = amt.asked()
    amt.answer(asked)
    with refusing(place, 429, "Too many requests", headers={"Retry-After": "77"}):
        assert amt.publisher().run() == 0
    reply = amt.reply(asked)
    assert (reply.state, reply.next_attempt_at) == ("pending", amt.clock.at + timedelta(seconds=77))
    amt.clock.forward(seconds=76)
    assert amt.publisher().run() == 0
    amt.clock.forward(seconds=1)
    assert amt.publisher().run() == 1
    assert len(amt.keys()) == 2
    assert len(set(amt.keys())) == 1
    assert len(amt.published(asked)) == 1


def test_a_server_that_says_come_back_at_once_is_not_hurried(amt: Office, place: Town) -> None:
    asked = amt.asked()
    amt.answer(asked)
    with refusing(place, 429, headers={"Retry-After": "0"}):
        amt.publisher().run()
    assert amt.reply(asked).next_attempt_at >= amt.clock.at + timedelta(seconds=5)


def test_an_overloaded_server_is_asked_again_with_the_same_key(amt: Office, place: Town) -> None:
    asked = amt.asked()
    amt.answer(asked)
    with refusing(place, 503):
        assert amt.publisher().run() == 0
    assert amt.reply(asked).state == "pending"
    assert "overloaded" in amt.reply(asked).reason
    amt.later()
    assert amt.publisher().run() == 1
    assert len(set(amt.keys())) == 1
    assert len(amt.published(asked)) == 1


@pytest.mark.parametrize(
    ("code", "said"),
    [(422, "Validation failed: Text is too long"), (403, "This action is not allowed")],
)
def test_a_refused_reply_comes_back_with_the_words_of_the_server(
    amt: Office, place: Town, code: int, said: str
) -> None:
    asked = amt.asked()
    amt.answer(asked)
    with refusing(place, code, said):
        assert amt.publisher().run() == 0
    assert amt.reply(asked).state == "failed"
    assert said in amt.reply(asked).reason
    assert amt.show(asked).draft
    amt.later()
    assert amt.publisher().run() == 0
    assert amt.published(asked) == []


def test_without_a_valid_token_replies_wait_and_whoever_runs_the_publisher_hears_of_it(
    amt: Office, place: Town
) -> None:
    first, second = amt.asked("Eins?"), amt.asked("Zwei?")
    amt.answer(first)
    amt.answer(second)
    with refusing(place, 401, "The access token was revoked"), pytest.raises(Unauthorized, match="revoked"):
        amt.publisher().run()
    assert (amt.reply(first).state, amt.reply(second).state) == ("pending", "pending")
    assert "tickets login amt" in amt.reply(first).reason
    assert amt.publisher().run() == 2
    assert len(amt.published(first)) == len(amt.published(second)) == 1


def test_what_could_not_be_delivered_for_a_day_comes_back(amt: Office, way: Relay) -> None:
    asked = amt.asked()
    amt.answer(asked)
    way.go_away()
    assert amt.publisher().run() == 0
    assert amt.reply(asked).state == "pending"
    amt.clock.forward(seconds=PATIENCE.total_seconds() + 1)
    assert amt.publisher().run() == 0
    assert amt.reply(asked).state == "failed"
    assert "cannot be reached" in amt.reply(asked).reason


# Nobody knows what became of it


@pytest.mark.parametrize("fate", [Fate.LOSE_ANSWER, Fate.KEEP_ANSWER])
@pytest.mark.parametrize("idempotent", [True, False])
def test_a_post_whose_answer_is_lost_is_found_and_never_sent_again(
    amt: Office, way: Relay, fate: Fate, idempotent: bool
) -> None:
    asked = amt.asked()
    amt.answer(asked)
    way.lose("POST", POSTS, fate)
    assert amt.publisher(client=amt.client(patience=1.0), idempotent=idempotent).run() == 0
    assert amt.reply(asked).state == "sending"
    amt.later()
    assert amt.publisher(idempotent=idempotent).run() == 1
    (post,) = amt.published(asked)
    assert (amt.reply(asked).state, amt.reply(asked).remote_id) == ("sent", post.remote_id)
    assert len(amt.posted()) == 1


@pytest.mark.parametrize("code", [500, 502, 504])
def test_a_gateway_that_gives_up_has_not_said_what_became_of_the_post(
    amt: Office, place: Town, code: int
) -> None:
    asked = amt.asked()
    amt.answer(asked)
    with refusing(place, code):
        assert amt.publisher().run() == 0
    assert amt.reply(asked).state == "sending"
    amt.later()
    assert amt.publisher().run() == 1
    assert len(set(amt.keys())) == 1
    assert len(amt.published(asked)) == 1


def test_what_never_arrived_is_sent_a_second_time_with_the_same_key(amt: Office, way: Relay) -> None:
    asked = amt.asked()
    amt.answer(asked)
    way.lose("POST", POSTS, Fate.LOSE_REQUEST)
    assert amt.publisher().run() == 0
    amt.later()
    assert amt.publisher().run() == 1
    assert len(amt.keys()) == 2
    assert len(set(amt.keys())) == 1
    assert len(amt.published(asked)) == 1


def test_where_the_thread_does_not_show_the_post_the_key_keeps_it_single(
    amt: Office, way: Relay, place: Town
) -> None:
    asked = amt.asked()
    amt.answer(asked)
    way.lose("POST", POSTS, Fate.LOSE_ANSWER)
    amt.publisher().run()
    amt.later()
    with answering(place, f"{POSTS}/{asked}/context", 200, thread()):
        assert amt.publisher().run() == 1
    assert len(amt.keys()) == 2
    (post,) = amt.published(asked)
    assert amt.reply(asked).remote_id == post.remote_id


def test_a_server_that_keeps_no_keys_gets_no_second_try(amt: Office, way: Relay) -> None:
    asked = amt.asked()
    amt.answer(asked)
    way.lose("POST", POSTS, Fate.LOSE_REQUEST)
    amt.publisher(idempotent=False).run()
    amt.later()
    assert amt.publisher(idempotent=False).run() == 0
    assert amt.reply(asked).state == "uncertain"
    assert amt.kim.see(views.service).replies_uncertain == 1
    assert "reply_uncertain" in [event.what for event in amt.show(asked).events]
    amt.later()
    assert amt.publisher(idempotent=False).run() == 0
    assert len(amt.posted()) == 1


def test_a_key_that_the_server_may_have_forgotten_is_not_used_again(amt: Office, way: Relay) -> None:
    asked = amt.asked()
    amt.answer(asked)
    way.lose("POST", POSTS, Fate.LOSE_REQUEST)
    amt.publisher().run()
    amt.clock.forward(seconds=KEY_LIFETIME.total_seconds())
    assert amt.publisher().run() == 0
    assert amt.reply(asked).state == "uncertain"
    assert len(amt.posted()) == 1


def test_the_life_of_a_key_begins_with_the_first_try(amt: Office, way: Relay) -> None:
    asked = amt.asked()
    amt.answer(asked)
    way.lose("POST", POSTS, Fate.LOSE_REQUEST, Fate.LOSE_REQUEST)
    amt.publisher().run()
    amt.clock.forward(minutes=40)
    amt.publisher().run()
    assert len(set(amt.keys())) == 1
    amt.clock.forward(minutes=20)
    assert amt.publisher().run() == 0
    assert amt.reply(asked).state == "uncertain"
    assert len(amt.posted()) == 2


def test_what_is_out_is_found_however_late_somebody_looks(amt: Office, way: Relay) -> None:
    asked = amt.asked()
    amt.answer(asked)
    way.lose("POST", POSTS, Fate.LOSE_ANSWER)
    amt.publisher().run()
    amt.clock.forward(days=3)
    assert amt.publisher().run() == 1
    assert amt.reply(asked).state == "sent"


def test_where_nobody_could_look_for_a_day_a_person_must(amt: Office, way: Relay) -> None:
    asked = amt.asked()
    amt.answer(asked)
    way.lose("POST", POSTS, Fate.LOSE_ANSWER)
    amt.publisher().run()
    way.go_away()
    amt.later()
    assert amt.publisher().run() == 0
    assert amt.reply(asked).state == "sending"
    amt.clock.forward(seconds=PATIENCE.total_seconds())
    assert amt.publisher().run() == 0
    assert amt.reply(asked).state == "uncertain"


@pytest.mark.parametrize("end", ["edited", "deleted", "thread refused", "post refused"])
def test_what_may_be_out_never_counts_as_failed(amt: Office, way: Relay, place: Town, end: str) -> None:
    asked = amt.asked()
    amt.answer(asked)
    way.lose("POST", POSTS, Fate.LOSE_REQUEST)
    amt.publisher().run()
    amt.later()
    with ExitStack() as meanwhile:
        match end:
            case "edited":
                amt.anna.edit(asked, f"@{amt.amt.name} Anders")
            case "deleted":
                amt.anna.delete(asked)
            case "thread refused":
                meanwhile.enter_context(answering(place, f"{POSTS}/{asked}/context", 403))
            case "post refused":
                meanwhile.enter_context(refusing(place, 422))
        assert amt.publisher().run() == 0
    assert amt.reply(asked).state == "uncertain"
    assert amt.reply(asked).reason
    assert amt.show(asked).draft == ""


@on_both_engines
def test_the_same_words_twice_are_two_posts(amt: Office, way: Relay) -> None:
    asked = amt.asked()
    amt.answer(asked, "Wir fragen nach.", purpose=Purpose.INTERIM)
    amt.publisher().run()
    amt.clock.forward(minutes=1)
    amt.answer(asked, "Wir fragen nach.", purpose=Purpose.INTERIM)
    way.lose("POST", POSTS, Fate.LOSE_REQUEST)
    amt.publisher().run()
    amt.later()
    assert amt.publisher().run() == 1
    first, second = amt.published(asked)
    assert [reply.remote_id for reply in amt.show(asked).replies] == [first.remote_id, second.remote_id]


# Somebody dies


@on_both_engines
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, outbox.claim),
        (outbox.trying, None),
        (None, outbox.trying),
        (outbox.sent, None),
        (None, outbox.sent),
    ],
    ids=["claimed", "looked again", "about to post", "posted", "settled"],
)
def test_whoever_dies_where_ever_there_is_one_post(
    amt: Office, before: Callable[..., object] | None, after: Callable[..., object] | None
) -> None:
    asked = amt.asked()
    amt.answer(asked)
    with pytest.raises(KeyboardInterrupt):
        amt.deadly(before=before, after=after).run()
    assert amt.publisher().run() == 0, "the lease has not passed"
    amt.later()
    amt.publisher().run()
    amt.later()
    assert amt.publisher().run() == 0
    (post,) = amt.published(asked)
    assert (amt.reply(asked).state, amt.reply(asked).remote_id) == ("sent", post.remote_id)
    assert len(amt.posted()) == 1
    assert [event.what for event in amt.show(asked).events].count("answered") == 1


def test_on_a_server_that_keeps_no_keys_a_death_before_the_post_is_for_a_person_to_judge(
    amt: Office,
) -> None:
    asked = amt.asked()
    amt.answer(asked)
    with pytest.raises(KeyboardInterrupt):
        amt.deadly(after=outbox.trying).run()
    amt.later()
    assert amt.publisher(idempotent=False).run() == 0
    assert amt.reply(asked).state == "uncertain"
    assert amt.posted() == []


def test_a_store_that_is_away_in_the_moment_of_truth_costs_no_second_post(amt: Office) -> None:
    class Forgetful(Desk):
        def do(self, function, /, *args, **kwargs):  # type: ignore[no-untyped-def]
            if function is outbox.sent:
                raise StoreError("The store is locked")
            return super().do(function, *args, **kwargs)

    asked = amt.asked()
    amt.answer(asked)
    bridge = amt.bridge
    with pytest.raises(StoreError):
        amt.publisher(desk=Forgetful(bridge.database, bridge.house, bridge.actor, bridge.now)).run()
    amt.later()
    assert amt.publisher().run() == 1
    assert len(amt.posted()) == len(amt.published(asked)) == 1


def test_whoever_changes_the_ticket_meanwhile_does_not_keep_a_post_from_being_settled(amt: Office) -> None:
    conflicts = [Conflict(), Conflict()]

    class Busy(Desk):
        def do(self, function, /, *args, **kwargs):  # type: ignore[no-untyped-def]
            if function is outbox.sent and conflicts:
                raise conflicts.pop()
            return super().do(function, *args, **kwargs)

    asked = amt.asked()
    amt.answer(asked)
    bridge = amt.bridge
    assert amt.publisher(desk=Busy(bridge.database, bridge.house, bridge.actor, bridge.now)).run() == 1
    assert conflicts == []
    assert amt.reply(asked).state == "sent"


# Two at work


@on_both_engines
def test_two_publishers_at_once_make_one_post(amt: Office) -> None:
    asked = [amt.asked(f"Frage {number}?") for number in range(5)]
    for one in asked:
        amt.answer(one)
    start = threading.Barrier(3)

    def work(publisher: Publisher) -> int:
        start.wait()
        return publisher.run()

    with ThreadPoolExecutor(3) as pool:
        published = list(pool.map(work, [amt.publisher(idempotent=False) for _each in range(3)]))
    assert sum(published) == 5
    assert [len(amt.published(one)) for one in asked] == [1] * 5
    assert len(amt.posted()) == 5


@on_both_engines
@pytest.mark.parametrize("fate", [None, Fate.LOSE_ANSWER, Fate.LOSE_REQUEST])
def test_a_publisher_that_was_slower_than_its_lease_does_not_post(
    amt: Office, way: Relay, fate: Fate | None
) -> None:
    def overtake() -> None:
        amt.clock.forward(seconds=LEASE.total_seconds() + 1)
        if fate is not None:
            way.lose("POST", POSTS, fate)
        assert amt.publisher(idempotent=False).run() == (1 if fate is None else 0)

    asked = amt.asked()
    amt.answer(asked)
    assert amt.waylaid(overtake).run() == 0
    assert len(amt.posted()) == 1
    assert amt.reply(asked).state == ("sent" if fate is None else "sending")


def test_the_troubles_of_a_slow_publisher_do_not_bring_forward_what_another_has_put_off(
    amt: Office, way: Relay, place: Town
) -> None:
    def overtake() -> None:
        amt.clock.forward(seconds=LEASE.total_seconds() + 1)
        with refusing(place, 429, headers={"Retry-After": "7200"}):
            assert amt.publisher().run() == 0
        way.go_away()

    asked = amt.asked()
    amt.answer(asked)
    assert amt.waylaid(overtake).run() == 0
    assert amt.reply(asked).next_attempt_at == amt.clock.at + timedelta(seconds=7200)
    assert "429" in amt.reply(asked).reason


def test_who_saw_the_reply_before_another_tried_must_not_take_it_for_one_that_cannot_be_out(
    amt: Office, way: Relay
) -> None:
    asked = amt.asked()
    amt.answer(asked)
    (seen,) = amt.bridge.see(outbox.due, "amt")
    way.lose("POST", POSTS, Fate.LOSE_ANSWER)
    amt.publisher().run()
    amt.later()
    assert not amt.bridge.do(outbox.claim, seen)


@on_both_engines
def test_what_a_slow_publisher_finds_out_does_not_undo_what_another_did(amt: Office) -> None:
    def overtake() -> None:
        amt.clock.forward(seconds=LEASE.total_seconds() + 1)
        assert amt.publisher().run() == 1
        amt.anna.edit(asked, f"@{amt.amt.name} Anders")

    asked = amt.asked()
    amt.answer(asked)
    assert amt.waylaid(overtake).run() == 0
    assert amt.reply(asked).state == "sent"
    assert "reply_failed" not in [event.what for event in amt.show(asked).events]


def test_an_attempt_begins_a_new_lease(amt: Office) -> None:
    """Who saw the reply before it was tried must not take it for one that cannot be out."""
    asked = amt.asked()
    amt.answer(asked)
    bridge = amt.bridge
    (outgoing,) = bridge.see(outbox.due, "amt")
    assert bridge.do(outbox.claim, outgoing)
    amt.clock.forward(seconds=LEASE.total_seconds())
    (seen,) = bridge.see(outbox.due, "amt")
    assert bridge.do(outbox.trying, outgoing)
    assert not bridge.do(outbox.claim, seen)
    assert bridge.see(outbox.due, "amt") == []


def test_a_reply_that_is_called_back_in_time_is_not_posted(amt: Office) -> None:
    asked = amt.asked()
    reply_id = amt.answer(asked)
    publisher = amt.publisher()
    (outgoing,) = amt.bridge.see(outbox.due, "amt")
    amt.kim.do(replies.withdraw, reply_id)
    assert not amt.bridge.do(outbox.claim, outgoing)
    assert publisher.run() == 0
    assert amt.posted() == []


# Mastodon's own HTML


LINK = (
    '<a href="https://www.example.org/ein/sehr/langer/pfad?q=1&amp;r=2#teil" target="_blank" '
    'rel="nofollow noopener" translate="no"><span class="invisible">https://www.</span>'
    '<span class="ellipsis">example.org/ein/sehr/langer/pf</span><span class="invisible">ad?q=1&amp;r=2#teil</span></a>'
)


def mentioned(name: str) -> str:
    return (
        f'<span class="h-card" translate="no"><a href="https://example.social/@{name}" class="u-url mention">'
        f"@<span>{name}</span></a></span>"
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Ja.", "<p>{anna} Ja.</p>"),
        ("a < b & c > d", "<p>{anna} a &lt; b &amp; c &gt; d</p>"),
        ("Erstens.\nZweitens.\n\nDrittens.", "<p>{anna} Erstens.<br>Zweitens.</p><p>Drittens.</p>"),
        ("Siehe https://www.example.org/ein/sehr/langer/pfad?q=1&r=2#teil", "<p>{anna} Siehe {link}</p>"),
        (
            "Im #Amt, @bernd@example.net!",
            '<p>{anna} Im <a href="https://social.example.org/tags/Amt" class="mention hashtag" rel="tag">'
            "#<span>Amt</span></a>, {bernd}!</p>",
        ),
        ("Fragen Sie (@bernd@example.net).", "<p>{anna} Fragen Sie ({bernd}).</p>"),
        ("Gru\u0308\xdfe\xad und\u200b weiter", "<p>{anna} Gru\u0308\xdfe\xad und\u200b weiter</p>"),
        ("Zwei  Leerzeichen\tund ein Tabulator", "<p>{anna} Zwei  Leerzeichen\tund ein Tabulator</p>"),
        ("👩‍👩‍👧 :blobcat: *kein* _Markdown_", "<p>{anna} 👩‍👩‍👧 :blobcat: *kein* _Markdown_</p>"),
    ],
)
def test_our_post_is_found_by_its_words_as_mastodon_writes_them(
    raw: RawServer, tmp_path: Path, text: str, html: str
) -> None:
    content = html.format(anna=mentioned("anna"), bernd=mentioned("bernd"), link=LINK)
    desk, publisher = at_the_raw_server(raw, tmp_path, text)
    raw.on(POSTS, answer(b"{"))
    raw.on(f"{POSTS}/5001", answer(status("5001")))
    raw.on(f"{POSTS}/5001/context", answer(thread(ours("7001", content))))
    with desk, publisher.client:
        assert publisher.run() == 0
        desk.now.forward(minutes=1)  # type: ignore[attr-defined]
        assert publisher.run() == 1
        (reply,) = desk.see(ticket_view.show, 1).replies
        assert (reply.state, reply.remote_id) == ("sent", "7001")
    assert len(raw.asked(POSTS)) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"content": "<p>@anna Nein.</p>"},
        {"in_reply_to_id": "4999"},
        {"account": account("bernd@example.net")},
    ],
    ids=["other words", "under another post", "by another"],
)
def test_what_is_not_our_reply_is_not_taken_for_it(raw: RawServer, tmp_path: Path, other: Entity) -> None:
    desk, publisher = at_the_raw_server(raw, tmp_path, "Ja.")
    raw.on(POSTS, answer(b"{"), answer(ours("7002", "<p>@anna Ja.</p>")))
    raw.on(f"{POSTS}/5001", answer(status("5001")))
    raw.on(f"{POSTS}/5001/context", answer(thread({**ours("7001", "<p>@anna Ja.</p>"), **other})))
    with desk, publisher.client:
        publisher.run()
        desk.now.forward(minutes=1)  # type: ignore[attr-defined]
        assert publisher.run() == 1
        assert desk.see(ticket_view.show, 1).replies[0].remote_id == "7002"
    keys = {request.headers["idempotency-key"] for request in raw.asked(POSTS)}
    assert len(keys) == 1


def at_the_raw_server(raw: RawServer, folder: Path, text: str) -> tuple[Desk, Publisher]:
    """A desk with a reply of these words to Anna's post 5001, and a publisher."""
    desk = make_desk(folder)
    receive(desk, mention("Wann offen?", remote_id="5001"))
    desk.do(replies.queue, 1, text=text)
    client = Client("amt", raw.url, "token", 5.0)
    return desk, Publisher(client, at_the_same_store(desk, "bridge"), intake_of(desk), "amt")


def ours(remote_id: str, content: str) -> Entity:
    """A post of ours under Anna's."""
    return status(remote_id, by="amt", content=content, in_reply_to_id="5001", in_reply_to_account_id=OUR_ID)


def thread(*below: Entity) -> Entity:
    return {"ancestors": [], "descendants": list(below)}


# The thread that carries


class Ear:
    """What a carrier says."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def __call__(self, trouble: str) -> None:
        self.said.append(trouble)


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def carrier(amt: Office, ear: Ear) -> Iterator[Carrier]:
    carrier = Carrier(amt.client(), amt.bridge, amt.intake, say=ear)
    yield carrier
    assert carrier.stop()


def test_the_carrier_publishes_what_is_queued_while_it_works(amt: Office, carrier: Carrier, ear: Ear) -> None:
    asked = amt.asked()
    carrier.start()
    until(lambda: ear.said == [""], what="a carrier that is ready")
    amt.answer(asked)
    until(lambda: amt.reply(asked).state == "sent", what="the post")
    assert ear.said == [""]


def test_the_carrier_says_once_that_the_token_does_not_hold_and_asks_who_we_are_before_it_goes_on(
    amt: Office, carrier: Carrier, ear: Ear, place: Town, caplog: pytest.LogCaptureFixture
) -> None:
    carrier.start()
    until(lambda: ear.said == [""], what="a carrier that is ready")
    asked = amt.asked()
    with refusing(place, 401, "The access token was revoked"):
        amt.answer(asked)
        until(lambda: len(ear.said) == 3, what="the all-clear")
    assert ["revoked" in said for said in ear.said] == [False, True, False]
    assert sum("publishing" in record.getMessage() for record in caplog.records) == 1
    paths = [request.path for request in amt.way.requests]
    refused, accepted = (number for number, path in enumerate(paths) if path == POSTS)
    assert WHO in paths[refused:accepted]
    assert len(amt.published(asked)) == 1


def test_a_store_that_is_away_for_a_moment_does_not_end_the_carrying(amt: Office, ear: Ear) -> None:
    class Broken(ChangeSignal):
        def wait(self, timeout: float) -> bool:
            raise OSError("terminating connection due to administrator command")

        def close(self) -> None:
            pass

    signals: list[ChangeSignal] = [Broken(), Broken()]

    class Shaky(Desk):
        def changes(self, ended: threading.Event | None = None) -> ChangeSignal:
            return signals.pop() if signals else super().changes(ended)

    bridge = amt.bridge
    desk = Shaky(bridge.database, bridge.house, bridge.actor, bridge.now)
    carrier = Carrier(amt.client(), desk, amt.intake, say=ear)
    carrier.start()
    until(lambda: not signals, what="a signal that broke")
    asked = amt.asked()
    amt.answer(asked)
    until(lambda: amt.reply(asked).state == "sent", what="the post")
    assert carrier.stop()
    assert "administrator command" not in "".join(ear.said)
