"""Duty at the desk: who has it, and what the incoming manager is handed over."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.support.roster import MONDAY_MORNING, THIS_WEEK, at_work, put
from tests.support.store import Clock, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, Terminal, flat, rows, stored, terminal
from tickets import i18n
from tickets.desk import absences, handling, handover, outbox, replies, roster, service
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE
from tickets.i18n import _
from tickets.rules.reply import Purpose
from tui.screens.hand_over import HandOver
from tui.widgets.paper import Paper
from tui.widgets.pick_list import PickList

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
IN_BOTH_LANGUAGES = pytest.mark.parametrize("language", ["de", "en"])


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Mia has this week, after Kim; the bridge runs, and it is Monday morning."""
    clock.at = MONDAY_MORNING - timedelta(days=6)
    with make_desk(tmp_path, clock=clock) as opened:
        put(opened, THIS_WEEK.later(-1), "kim")
        put(opened, THIS_WEEK, "mia", deputy="noa")
        put(opened, THIS_WEEK.next, "noa")
        yield opened


@pytest.fixture
def mia(desk: Desk, clock: Clock) -> Desk:
    """Mia's desk when service begins: one ticket too late, one due, one promised for next week, one waiting."""
    for number, text in enumerate(("Zu spät?", "Diese Woche?", "Versprochen?", "Wartet?"), 1):
        receive(desk, mention(text, by=f"p{number}@example.social", at=clock.at, remote_id=str(number)))
        clock.forward(days=1 if number == 1 else 0)
    lea = at_work(desk)
    late, _due, promised, waits = sorted(row.id for row in rows(desk))
    queued = lea.do(
        replies.queue, promised, text="Es dauert.", purpose=Purpose.INTERIM, promise=date(2026, 5, 28)
    )
    at_work(desk, BRIDGE.login).do(outbox.sent, queued.reply_id, remote_id="r1", created_at=clock.at)
    lea.do(handling.wait, waits)
    lea.do(absences.away, "noa", date(2026, 5, 20), date(2026, 5, 21), note="Fortbildung")
    clock.at = MONDAY_MORNING
    bridge = at_work(desk, BRIDGE.login)
    assert bridge.do(handover.make_due) == 1
    beat(desk)
    assert late == 1
    return at_work(desk, "mia")


def beat(desk: Desk) -> None:
    """The bridge gives a sign of life."""
    at_work(desk, BRIDGE.login).do(service.report, "bridge", state="running")


def brief(at: Terminal) -> PickList:
    return at.app.screen.query_one("#brief", PickList)


# That one waits.


@BOTH
@IN_BOTH_LANGUAGES
async def test_a_hand_over_that_waits_cannot_be_missed_and_blocks_nothing(
    mia: Desk, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    async with terminal(mia, size=size) as at:
        said = at.said("#waiting")
        assert _("Press {key}: a hand-over from {login} waits for you.").format(key="h", login="kim") in said
        # What is due is told with its time, or not at all; it may be read days later.
        figures = _("As of {time}: {figures}").format(time="", figures="").split()[0]
        assert (figures in said) == (size == LARGE)
        assert said.endswith(("4 tickets.", "4 Tickets.")) == (size == SMALL)
        assert at.screen.query_one("#waiting").region.y == 1
        assert at.app.screen is at.screen
        first = at.cursor
        await at.press("j")
        assert at.cursor != first


async def test_nobody_else_is_asked_to_take_over(mia: Desk) -> None:
    for login in ("kim", "lea", "sam"):
        async with terminal(at_work(mia, login)) as at:
            assert not at.screen.query_one("#waiting").display, login


async def test_the_deputy_is_asked_on_days_on_which_the_manager_is_away(mia: Desk) -> None:
    at_work(mia).do(absences.away, "mia", THIS_WEEK.first_day, THIS_WEEK.first_day)
    async with terminal(at_work(mia, "noa"), size=LARGE) as at:
        assert at.screen.query_one("#waiting").display
        assert "On duty: noa for mia" in at.said("#status")


async def test_a_brief_that_is_made_while_one_works_is_told_at_once(desk: Desk, clock: Clock) -> None:
    clock.at = MONDAY_MORNING
    async with terminal(at_work(desk, "mia")) as at:
        assert not at.screen.query_one("#waiting").display
        at_work(desk, BRIDGE.login).do(handover.make_due)
        await at.until(lambda: at.screen.query_one("#waiting").display)


# What it says.


async def test_what_has_become_late_since_bears_the_sign_of_the_late(mia: Desk, clock: Clock) -> None:
    def signs(at: Terminal) -> list[str]:
        tickets = [line.split() for line in brief(at).text.split("\n")]
        return [words[1] for words in tickets if words and words[0] in ("#1", "#2")]

    async with terminal(mia, size=LARGE) as at:
        await at.press("h")
        assert signs(at) == ["✗", "⚠"]
    clock.forward(days=4)
    async with terminal(mia, size=LARGE) as at:
        await at.press("h")
        assert signs(at) == ["✗", "✗"]


@BOTH
async def test_its_figures_say_of_when_they_are_and_what_has_changed_since(
    mia: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    async with terminal(mia, size=size) as at:
        await at.press("h")
        assert "As of today 09:00: 4 tickets, 1 due this week, 1 too late" in at.said("#brief-head")
        assert "Since then: no change" in at.said("#brief-head")
    clock.forward(hours=2)
    lea = at_work(mia)
    lea.do(handling.close, 2)
    queued = lea.do(replies.queue, 1, text="Es dauert.", purpose=Purpose.INTERIM, promise=date(2026, 5, 20))
    at_work(mia, BRIDGE.login).do(outbox.sent, queued.reply_id, remote_id="r2", created_at=clock.at)
    clock.forward(days=11)
    async with terminal(mia, size=size) as at:
        await at.press("h")
        head = at.said("#brief-head")
        assert "As of Mon 18 May 09:00: 4 tickets, 1 due this week, 1 too late" in head
        # The first has broken its new promise, the third the one that it had.
        assert "Since then: 1 done, 2 became late" in head
        listed = {line.split()[0]: line for line in brief(at).text.split("\n") if line.startswith("#")}
        assert "✓ closed" in listed["#2"]
        assert "✗ new: Wed 20 May" in listed["#1"]


@BOTH
async def test_what_has_another_date_since_shows_that_one(
    mia: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    lea = at_work(mia)
    queued = lea.do(replies.queue, 1, text="Es dauert.", purpose=Purpose.INTERIM, promise=date(2026, 5, 20))
    at_work(mia, BRIDGE.login).do(outbox.sent, queued.reply_id, remote_id="r2", created_at=clock.at)
    lea.do(handling.wait, 2)
    async with terminal(mia, size=size) as at:
        await at.press("h")
        assert "Since then: 2 with another date" in at.said("#brief-head")
        listed = {line.split()[0]: line for line in brief(at).text.split("\n") if line.startswith("#")}
        assert "· new: Wed 20 May 17:00" in listed["#1"]
        assert "· no date any more" in listed["#2"]


@BOTH
@IN_BOTH_LANGUAGES
async def test_one_key_opens_every_ticket_with_its_date(
    mia: Desk, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    async with terminal(mia, size=size) as at:
        await at.press("h")
        assert isinstance(at.app.screen, HandOver)
        head = at.said("#brief-head")
        assert "kim" in head
        assert "mia" in head
        assert "noa" in head
        assert "Fortbildung" in head
        listed = [line.strip() for line in brief(at).text.split("\n") if line]
        assert listed[0] == f"{_('Too late')}  1"
        assert listed[2] == f"{_('Due this week')}  1"
        assert listed[4] == f"{_('Promised')}  1"
        assert listed[6] == f"{_('Waiting')}  1"
        due = {"en": ("Fri 15 May", "today", "Thu 28 May"), "de": ("Fr 15.5.", "heute", "Do 28.5.")}
        for place, (sign, day) in enumerate(zip("✗⚠·", due[language], strict=True)):
            assert f"{sign} {day}" in listed[1 + 2 * place]
        assert listed[7].startswith("#4     · ")
        assert all(line in at.text for line in ("Zu spät?", "Diese Woche?"))


async def test_what_others_wrote_is_no_markup_in_it(desk: Desk, clock: Clock) -> None:
    receive(desk, mention("[/nope] [@click=app.quit]?\x1b[2J", at=clock.at))
    clock.at = MONDAY_MORNING
    at_work(desk, BRIDGE.login).do(handover.make_due)
    async with terminal(at_work(desk, "mia")) as at:
        await at.press("h")
        assert "[/nope] [@" in at.text
        assert "\x1b" not in at.text


async def test_where_nothing_was_handed_over_yet_that_is_said(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("h")
        assert "Nothing was handed over yet." in at.said("#brief-head")
        await at.press("enter", "j", "G", "a")
        assert "Nothing was handed over yet." in at.said("#brief-head")
        await at.press("escape")
        assert at.app.screen is at.screen


async def test_an_empty_brief_says_so(desk: Desk, clock: Clock) -> None:
    clock.at = MONDAY_MORNING
    at_work(desk, BRIDGE.login).do(handover.make_due)
    async with terminal(at_work(desk, "mia")) as at:
        await at.press("h")
        assert "there is nothing to hand over" in at.text
        assert "Enter" not in at.said("#keys")


async def test_a_specialist_has_no_hand_over(mia: Desk) -> None:
    async with terminal(at_work(mia, "sam")) as at:
        await at.press("h")
        assert at.app.screen is at.screen
        assert "is not yours to do" in at.said("#status")


# What is done with it.


@BOTH
async def test_from_a_line_one_comes_to_the_ticket_and_back_to_the_line(
    mia: Desk, size: tuple[int, int]
) -> None:
    async with terminal(mia, size=size) as at:
        await at.press("h", "j", "j", "j", "enter")
        # It waits for the citizen: another queue than the one that was on screen.
        assert at.shown.row.id == at.cursor == 4
        assert isinstance(at.app.focused, Paper)
        assert "Wartet?" in at.text
        await at.press("escape", "h")
        assert brief(at).key == 4
        await at.press("g")
        assert brief(at).key == 1


async def test_a_ticket_can_be_clicked(mia: Desk) -> None:
    async with terminal(mia, size=LARGE) as at:
        await at.press("h")
        place = next(n for n, line in enumerate(brief(at).text.split("\n")) if "Versprochen?" in line)
        await at.pilot.click(brief(at), offset=(8, place), times=2)
        await at.settle()
        assert at.shown.row.id == 3


@BOTH
async def test_one_key_acknowledges_which_is_an_event_of_every_ticket(
    mia: Desk, size: tuple[int, int]
) -> None:
    async with terminal(mia, size=size) as at:
        await at.press("h", "a")
        assert "mia acknowledged it: today 09:00" in at.said("#brief-head")
        assert "Acknowledge" not in at.said("#keys")
        await at.press("escape")
        assert not at.screen.query_one("#waiting").display
    for row in rows(mia):
        event = stored(mia, row.id).events[-1]
        assert (event.what, event.actor, event.detail["acknowledged"]) == ("handed_over", "mia", True)


async def test_the_latest_one_can_be_read_again(mia: Desk, clock: Clock) -> None:
    mia.do(handover.acknowledge, THIS_WEEK)
    clock.forward(days=7)
    async with terminal(at_work(mia, "noa"), size=LARGE) as at:
        await at.press("h")
        assert "mia acknowledged it: Mon 18 May 09:00" in at.said("#brief-head")
        assert "Zu spät?" in at.text


async def test_whoever_is_not_asked_cannot_acknowledge(mia: Desk) -> None:
    async with terminal(at_work(mia, "kim"), size=LARGE) as at:
        await at.press("h")
        assert "Nobody has acknowledged it yet." in at.said("#brief-head")
        await at.press("a")
        assert "is not yours to acknowledge, kim" in at.said("#trouble")
        assert at_work(mia).see(handover.waiting) is None
        assert mia.see(handover.waiting) is not None


async def test_what_somebody_else_acknowledges_is_seen(mia: Desk) -> None:
    async with terminal(at_work(mia, "lea"), size=LARGE) as at:
        await at.press("h")
        mia.do(handover.acknowledge, THIS_WEEK)
        await at.until(lambda: "mia acknowledged it" in flat(at))


async def test_help_and_palette_list_it(mia: Desk) -> None:
    async with terminal(mia, size=LARGE) as at:
        await at.press("ctrl+p")
        await at.type("hand-over")
        assert "Hand-over (h)" in flat(at)
        await at.press("enter")
        assert isinstance(at.app.screen, HandOver)


# Who is on duty.


@BOTH
@IN_BOTH_LANGUAGES
async def test_who_is_on_duty_stands_in_the_status_line_with_the_next_change(
    desk: Desk, clock: Clock, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    clock.at = MONDAY_MORNING
    beat(desk)
    async with terminal(desk, size=size) as at:
        monday = {"en": "Mon 25 May", "de": "Mo 25.5."}[language]
        now, then = _("On duty: {login}").format(login="mia"), _("from {day} {login}")
        assert f"{now}, {then.format(day=monday, login='noa')}" in at.said("#status")


async def test_that_somebody_is_on_duty_yields_to_what_is_wrong(mia: Desk, clock: Clock) -> None:
    clock.forward(minutes=5)
    async with terminal(mia, size=SMALL) as at:
        assert at.said("#status").startswith("✗ 1 late")
        assert "On duty: mia" not in at.said("#status")


async def test_a_hole_in_the_roster_says_so(desk: Desk, clock: Clock) -> None:
    at_work(desk).do(roster.clear_week, THIS_WEEK)
    clock.at = MONDAY_MORNING
    beat(desk)
    async with terminal(desk, size=SMALL) as at:
        assert "⚠ Nobody is on duty this week, from Mon 25 May noa" in at.said("#status")


async def test_so_does_a_day_on_which_nobody_acts(desk: Desk, clock: Clock) -> None:
    for login in ("mia", "noa"):
        at_work(desk).do(absences.away, login, THIS_WEEK.first_day, THIS_WEEK.first_day)
    clock.at = MONDAY_MORNING
    beat(desk)
    async with terminal(desk, size=LARGE) as at:
        assert "⚠ Nobody is on duty today: mia is away, from Mon 25 May noa" in at.said("#status")


async def test_a_roster_that_ends_is_told_before_it_does(desk: Desk, clock: Clock) -> None:
    clock.at = MONDAY_MORNING + timedelta(days=7)
    beat(desk)
    async with terminal(desk, size=LARGE) as at:
        assert "On duty: noa, from Mon 1 Jun nobody" in at.said("#status")


async def test_a_roster_that_was_given_up_long_ago_is_not_missed(desk: Desk, clock: Clock) -> None:
    clock.forward(days=100)
    beat(desk)
    async with terminal(desk, size=LARGE) as at:
        assert "duty" not in at.said("#status")
