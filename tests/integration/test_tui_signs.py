"""A reply that did not get out has a sign in the list: symbol, word and tone, until somebody has made it good."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.cli import Cli
from tests.support.store import Clock, at_the_same_store, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, Terminal, rows, stored, terminal
from tickets import i18n
from tickets.desk import doubts, handling, outbox, replies, views
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE
from tickets.desk.rows import Query
from tickets.rules.reply import Purpose, ReplyState
from tui.drawing import Tone
from tui.format import Clock as ScreenClock
from tui.widgets.ticket_row import RowLook

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
FAILED, UNCERTAIN, FINE = 1, 2, 3


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Three questions: the reply to the first failed, that to the second may be out, the third has none."""
    with make_desk(tmp_path, clock=clock) as opened:
        for name in ("anna", "ben", "cem"):
            receive(
                opened, mention(f"Wie lange dauert das Verfahren, fragt {name}?", by=f"{name}@example.social")
            )
        send_and_lose(opened, FAILED)
        queued = opened.do(replies.queue, UNCERTAIN, text="Zwei Wochen.")
        bridge(opened).do(outbox.uncertain, queued.reply_id, reason="No answer came")
        yield opened


def bridge(desk: Desk) -> Desk:
    return at_the_same_store(desk, BRIDGE.login)


def send_and_lose(desk: Desk, ticket_id: int) -> int:
    """A reply that cannot be published."""
    reply_id = desk.do(replies.queue, ticket_id, text="Drei Wochen.").reply_id
    bridge(desk).do(outbox.fail, reply_id, reason="The post was deleted")
    return reply_id


def publish(desk: Desk, reply_id: int) -> None:
    bridge(desk).do(outbox.sent, reply_id, remote_id=f"r{reply_id}", created_at=desk.now())


def signs(desk: Desk) -> dict[int, ReplyState]:
    """Of which tickets the list says what; as many as the figure of the status line and the filter."""
    found = {row.id: row.reply for row in rows(desk) if row.reply is not None}
    failed = sorted(ticket for ticket, state in found.items() if state is ReplyState.FAILED)
    filtered = desk.see(views.page, Query(reply=ReplyState.FAILED)).rows
    assert sorted(row.id for row in filtered) == failed
    assert desk.see(views.service).replies_failed == len(failed)
    return found


def line_of(at: Terminal, name: str) -> str:
    """The line of the list in which this person stands."""
    return next(line for line in at.text.splitlines() if f"● {name}" in line).partition("│")[0]


@BOTH
@pytest.mark.parametrize(
    ("language", "failed", "uncertain"),
    [("en", "✗ reply failed", "⚠ reply uncertain"), ("de", "✗ Versandfehler", "⚠ Antwort ungewiss")],
)
async def test_a_row_says_that_its_reply_did_not_get_out(
    desk: Desk, size: tuple[int, int], language: str, failed: str, uncertain: str
) -> None:
    before = i18n.language()
    i18n.use(language)
    try:
        async with terminal(desk, size=size) as at:
            assert line_of(at, "anna").rstrip().endswith(failed)
            assert line_of(at, "ben").rstrip().endswith(uncertain)
            assert not {"✗", "⚠"} & set(line_of(at, "cem"))
    finally:
        i18n.use(before)


@pytest.mark.parametrize(("tall", "width"), [(True, 63), (False, 140), (False, 78)])
@pytest.mark.parametrize("show_queue", [True, False])
def test_the_sign_has_a_tone_of_its_own_and_leaves_room_for_the_question(
    desk: Desk, clock: Clock, tall: bool, width: int, show_queue: bool
) -> None:
    look = RowLook(ScreenClock(clock), width, tall, show_queue, names={})
    tones = {ReplyState.FAILED: Tone.BAD, ReplyState.UNCERTAIN: Tone.WARN}
    shown = [row for row in rows(desk) if row.reply is not None]
    assert len(shown) == 2
    for row in shown:
        spans = [span for line in look.lines(row, current=False, marked=False) for span in line]
        assert "Wie lange" in "".join(span.text for span in spans)
        (sign,) = [span for span in spans if "reply" in span.text]
        assert row.reply is not None
        assert sign.tone is tones[row.reply]


async def test_the_sign_goes_at_once_when_the_reply_is_sent_again(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.go_to(FAILED)
        assert "✗ reply failed" in line_of(at, "anna")
        await at.press("r")
        await at.type("Vier Wochen.")
        await at.press("ctrl+s")
        assert "reply failed" not in line_of(at, "anna")


def test_what_is_on_its_way_in_its_place_makes_it_good_unless_it_is_called_back_or_fails_too(
    desk: Desk, clock: Clock
) -> None:
    assert signs(desk) == {FAILED: ReplyState.FAILED, UNCERTAIN: ReplyState.UNCERTAIN}
    again = desk.do(replies.queue, FAILED, text="Vier Wochen.").reply_id
    assert signs(desk) == {UNCERTAIN: ReplyState.UNCERTAIN}
    desk.do(replies.withdraw, again)
    assert signs(desk)[FAILED] is ReplyState.FAILED
    clock.forward(minutes=1)
    send_and_lose(desk, FAILED)
    assert desk.see(views.page, Query(reply=ReplyState.FAILED)).rows[0].reply is ReplyState.FAILED


@pytest.mark.parametrize("purpose", list(Purpose))
def test_whatever_is_published_in_its_place_makes_it_good(desk: Desk, purpose: Purpose) -> None:
    publish(desk, desk.do(replies.queue, FAILED, text="Vier Wochen.", purpose=purpose).reply_id)
    assert signs(desk) == {UNCERTAIN: ReplyState.UNCERTAIN}


def test_what_fails_after_something_was_published_is_shown_again(desk: Desk) -> None:
    publish(desk, desk.do(replies.queue, FAILED, text="Bald.", purpose=Purpose.INTERIM).reply_id)
    assert FAILED not in signs(desk)
    send_and_lose(desk, FAILED)
    assert signs(desk)[FAILED] is ReplyState.FAILED


def test_a_doubt_that_is_settled_and_a_ticket_that_is_done_have_no_sign(desk: Desk) -> None:
    assert [row.reply for row in rows(desk) if row.id == UNCERTAIN] == [ReplyState.UNCERTAIN]
    (in_doubt,) = stored(desk, UNCERTAIN).replies
    desk.do(doubts.send_again, in_doubt.id)
    desk.do(handling.close, FAILED)
    assert signs(desk) == {}
    desk.do(handling.reopen, FAILED)
    assert signs(desk) == {FAILED: ReplyState.FAILED}


def test_the_command_line_says_it_beside_the_state(desk: Desk, tmp_path: Path, clock: Clock) -> None:
    printed = Cli(tmp_path, clock)("list").out.splitlines()
    said = {line.split("\t")[0]: line.split("\t")[3] for line in printed[1:]}
    assert said == {
        str(FAILED): "reply failed, new",
        str(UNCERTAIN): "reply uncertain, new",
        str(FINE): "new",
    }
