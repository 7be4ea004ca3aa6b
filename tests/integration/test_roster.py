"""The roster, absences and swaps, what is recorded of them, and to whom new tickets belong; on both engines."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.support.roster import THIS_WEEK, at_work, on_duty, put, week_of
from tests.support.store import WEDNESDAY, Clock, intake_of, mention
from tickets.desk import absences, handling, roster, roster_history, roster_import, ticket_view, views
from tickets.desk.duty_rows import AbsenceView, RosterChangeView
from tickets.desk.house import Desk
from tickets.desk.roster_import import BadRoster, Entry, Mistake, Reading
from tickets.desk.rows import Query, Row
from tickets.errors import NotAllowed, NotFound, TicketsError, UsageError
from tickets.rules.duty import Week
from tickets.rules.states import State
from tickets.storage.duty_models import Absence, Duty

NEXT = THIS_WEEK.next
MONDAY = THIS_WEEK.first_day


def changes(desk: Desk) -> list[RosterChangeView]:
    """What the roster's history tells, oldest first."""
    return list(reversed(at_work(desk).see(roster_history.changes)))


def entry(line: int, week: Week, login: str, deputy: str = "") -> Entry:
    return Entry(line=line, week=week, login=login, deputy=deputy, note="")


def told(error: pytest.ExceptionInfo[TicketsError]) -> str:
    assert str(error.value).isprintable()
    assert error.value.remedy
    return str(error.value)


# Who may do what.


def test_a_week_belongs_to_whom_the_lead_names_and_the_history_says_so(desk: Desk, clock: Clock) -> None:
    put(desk, NEXT, "kim", "mia")
    clock.forward(hours=1)
    put(desk, NEXT, "noa")
    view = week_of(desk, NEXT)
    assert (view.login, view.deputy, view.is_current, view.uncovered) == ("noa", None, False, ())
    first, second = changes(desk)
    assert (first.actor, first.what, first.subject, first.before) == ("lea", "set", "2026-W22", None)
    assert (first.at, second.at) == (WEDNESDAY, WEDNESDAY + timedelta(hours=1))
    assert second.before == first.after == {"login": "kim", "deputy": "mia", "note": ""}
    assert second.after == {"login": "noa", "deputy": None, "note": ""}


def test_what_changes_nothing_is_no_change(desk: Desk) -> None:
    put(desk, NEXT, "kim")
    put(desk, NEXT, "kim")
    assert len(changes(desk)) == 1


@pytest.mark.parametrize("login", ["kim", "sam", "bridge", "lea"])
def test_only_the_lead_and_the_administrator_change_the_roster(desk: Desk, login: str) -> None:
    acts: tuple[Callable[[Desk], object], ...] = (
        lambda who: who.do(roster.set_week, NEXT, login="mia"),
        lambda who: who.do(roster.fill, first=NEXT.next, count=1, people=["mia"]),
        lambda who: who.do(roster_import.put, Reading((entry(2, NEXT, "noa"),))),
        lambda who: who.do(roster.clear_week, NEXT),
        lambda who: who.do(absences.away, "mia", MONDAY, MONDAY),
        lambda who: who.do(absences.back, "mia", MONDAY, MONDAY),
    )
    for act in acts:
        if login in ("lea", "bridge"):
            act(at_work(desk, login))
        else:
            with pytest.raises(NotAllowed):
                act(at_work(desk, login))
    assert len(changes(desk)) == (6 if login in ("lea", "bridge") else 0)


def test_who_may_not_change_the_roster_is_sent_to_the_lead(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="Ask the team lead"):
        at_work(desk, "kim").do(roster.clear_week, NEXT)


def test_a_manager_reads_the_roster_and_a_specialist_only_who_is_on_duty(desk: Desk) -> None:
    put(desk, THIS_WEEK, "kim")
    assert at_work(desk, "mia").see(roster.weeks, THIS_WEEK, 2)[0].login == "kim"
    sam = at_work(desk, "sam")
    with pytest.raises(NotAllowed):
        sam.see(roster.weeks, THIS_WEEK, 1)
    with pytest.raises(NotAllowed):
        sam.see(absences.absences, MONDAY, MONDAY)
    with pytest.raises(NotAllowed):
        sam.see(roster_history.changes)
    assert sam.see(roster.on_duty, MONDAY) == "kim"


@pytest.mark.parametrize(
    ("login", "words"),
    [
        ("kin", "There is no user “kin”. Perhaps you meant “kim”."),
        ("x" * 200, "Possible here: kim, mia, noa, lea."),
        ("sam", "sam is a specialist, and specialists are not on duty. Name a community manager."),
    ],
)
def test_nobody_is_put_on_duty_who_cannot_be(desk: Desk, login: str, words: str) -> None:
    lea = at_work(desk)
    for act in (
        lambda: lea.do(roster.set_week, NEXT, login=login),
        lambda: lea.do(roster.set_week, NEXT, login="kim", deputy=login),
        lambda: lea.do(roster.fill, first=NEXT, count=1, people=["kim", login]),
        lambda: lea.do(absences.away, login, MONDAY, MONDAY),
    ):
        with pytest.raises(UsageError) as error:
            act()
        assert words in told(error)
    assert changes(desk) == []


def test_a_login_is_kept_as_the_settings_write_it(desk: Desk) -> None:
    put(desk, NEXT, "KIM")
    assert week_of(desk, NEXT).login == "kim"


def test_where_the_settings_name_nobody_any_login_will_do(desk: Desk) -> None:
    settings = desk.house.settings.model_copy(update={"users": ()})
    lea = Desk(desk.database, desk.house.of(settings), at_work(desk).actor, desk.now)
    lea.do(roster.set_week, NEXT, login="somebody")
    with pytest.raises(UsageError, match="cannot be a login"):
        lea.do(roster.set_week, NEXT, login="two words")
    assert week_of(desk, NEXT).login == "somebody"


# Weeks, holes and days that nobody covers.


def test_a_cleared_week_is_a_hole_and_every_day_of_service_in_it_is_uncovered(desk: Desk) -> None:
    put(desk, NEXT, "kim")
    at_work(desk).do(roster.clear_week, NEXT)
    view = week_of(desk, NEXT)
    assert view.login is None
    # Whit Monday is a holiday.
    assert view.uncovered == tuple(date(2026, 5, day) for day in (26, 27, 28, 29))
    assert changes(desk)[-1].after is None
    with pytest.raises(NotFound, match=r"Nobody has 2026-W22\. There is nothing to clear"):
        at_work(desk).do(roster.clear_week, NEXT)


def test_a_roster_is_read_across_the_turn_of_the_year(desk: Desk) -> None:
    for week, login in ((Week(2026, 53), "kim"), (Week(2027, 1), "mia"), (Week(2026, 1), "noa")):
        put(desk, week, login)
    shown = at_work(desk).see(roster.weeks, Week(2026, 52), 4)
    assert [(str(view.week), view.login) for view in shown] == [
        ("2026-W52", None),
        ("2026-W53", "kim"),
        ("2027-W01", "mia"),
        ("2027-W02", None),
    ]


def test_this_week_is_the_one_at_the_office(desk: Desk, clock: Clock) -> None:
    clock.at = datetime(2026, 5, 17, 21, 59, tzinfo=UTC)
    assert str(desk.see(lambda _session, act: roster.this_week(act))) == "2026-W20"
    clock.forward(minutes=1)
    assert desk.see(lambda _session, act: roster.this_week(act)) == THIS_WEEK


# Absences and deputies.


def test_the_deputy_acts_on_the_days_on_which_the_manager_is_away(desk: Desk) -> None:
    put(desk, THIS_WEEK, "kim", "mia")
    at_work(desk, "kim").do(absences.away, "kim", WEDNESDAY.date(), WEDNESDAY.date(), note="ill")
    assert on_duty(desk, WEDNESDAY - timedelta(days=1)) == "kim"
    assert on_duty(desk, WEDNESDAY) == "mia"
    at_work(desk).do(absences.away, "mia", MONDAY, THIS_WEEK.last_day)
    assert on_duty(desk, WEDNESDAY) is None
    view = week_of(desk, THIS_WEEK)
    assert view.uncovered == (WEDNESDAY.date(),)
    assert view.absences == (
        AbsenceView(login="mia", first_day=MONDAY, last_day=THIS_WEEK.last_day, note=""),
        AbsenceView(login="kim", first_day=WEDNESDAY.date(), last_day=WEDNESDAY.date(), note="ill"),
    )


def test_a_manager_enters_own_absences_and_no_others(desk: Desk) -> None:
    at_work(desk, "kim").do(absences.away, "kim", MONDAY, MONDAY)
    with pytest.raises(NotAllowed):
        at_work(desk, "kim").do(absences.away, "mia", MONDAY, MONDAY)
    assert [(change.actor, change.what, change.subject) for change in changes(desk)] == [
        ("kim", "away", "kim")
    ]


def test_an_absence_is_entered_once(desk: Desk) -> None:
    for _twice in range(2):
        at_work(desk).do(absences.away, "kim", MONDAY, MONDAY + timedelta(days=3))
    at_work(desk).do(absences.away, "kim", MONDAY + timedelta(days=1), MONDAY + timedelta(days=2))
    assert len(at_work(desk).see(absences.absences, MONDAY, THIS_WEEK.last_day)) == 1
    assert len(changes(desk)) == 1


def test_who_comes_back_early_is_away_for_the_rest_no_longer(desk: Desk) -> None:
    put(desk, THIS_WEEK, "kim", "mia")
    lea = at_work(desk)
    lea.do(absences.away, "kim", MONDAY, THIS_WEEK.last_day)
    lea.do(absences.back, "kim", WEDNESDAY.date(), THIS_WEEK.last_day)
    assert on_duty(desk, WEDNESDAY) == "kim"
    assert on_duty(desk, WEDNESDAY - timedelta(days=1)) == "mia"
    assert [change.what for change in changes(desk)] == ["set", "away", "back"]
    with pytest.raises(NotFound, match="kim is not away between 2026-05-20 and 2026-05-24"):
        lea.do(absences.back, "kim", WEDNESDAY.date(), THIS_WEEK.last_day)


def test_a_reversed_absence_is_refused(desk: Desk) -> None:
    with pytest.raises(UsageError) as error:
        at_work(desk).do(absences.away, "kim", MONDAY, MONDAY - timedelta(days=1))
    assert "Write the first day first" in told(error)
    with desk.database.read() as session:
        assert session.scalars(select(Absence)).all() == []


# Swaps.


def test_a_manager_swaps_an_own_week_that_has_not_begun(desk: Desk) -> None:
    put(desk, NEXT, "kim", "mia")
    put(desk, NEXT.next, "mia", "noa")
    at_work(desk, "kim").do(roster.swap, NEXT, NEXT.next)
    one, other = week_of(desk, NEXT), week_of(desk, NEXT.next)
    assert (one.login, one.deputy) == ("mia", "kim")
    assert (other.login, other.deputy) == ("kim", "noa")
    assert [(change.actor, change.what) for change in changes(desk)[-2:]] == [("kim", "swapped")] * 2


def test_a_manager_swaps_no_weeks_of_others_and_none_that_has_begun(desk: Desk) -> None:
    for week, login in ((THIS_WEEK, "kim"), (NEXT, "mia"), (NEXT.next, "noa")):
        put(desk, week, login)
    with pytest.raises(NotAllowed, match="Neither of these weeks is yours, kim"):
        at_work(desk, "kim").do(roster.swap, NEXT, NEXT.next)
    with pytest.raises(NotAllowed, match=r"2026-W21 has begun\. Ask the team lead"):
        at_work(desk, "kim").do(roster.swap, NEXT.next, THIS_WEEK)
    with pytest.raises(NotAllowed):
        at_work(desk, "sam").do(roster.swap, NEXT, NEXT.next)
    at_work(desk, "lea").do(roster.swap, NEXT, THIS_WEEK)
    assert (week_of(desk, THIS_WEEK).login, week_of(desk, NEXT).login) == ("mia", "kim")


def test_nobody_gets_a_week_in_which_they_are_away_by_a_swap(desk: Desk) -> None:
    put(desk, NEXT, "kim")
    put(desk, NEXT.next, "mia")
    at_work(desk).do(absences.away, "kim", NEXT.next.days[5], NEXT.next.days[6])
    at_work(desk).do(absences.away, "mia", NEXT.days[2], NEXT.days[2])
    with pytest.raises(UsageError) as error:
        at_work(desk, "kim").do(roster.swap, NEXT, NEXT.next)
    assert told(error) == (
        "mia is away from 2026-05-27 to 2026-05-27, and would get 2026-W22. Choose another week."
    )
    at_work(desk).do(absences.back, "mia", NEXT.days[2], NEXT.days[2])
    at_work(desk, "kim").do(roster.swap, NEXT, NEXT.next)
    assert (week_of(desk, NEXT).login, week_of(desk, NEXT.next).login) == ("mia", "kim")


def test_a_hole_and_an_own_other_week_cannot_be_swapped(desk: Desk) -> None:
    put(desk, NEXT, "kim")
    put(desk, NEXT.next, "kim")
    with pytest.raises(UsageError, match="Name weeks of two people"):
        at_work(desk).do(roster.swap, NEXT, NEXT.next)
    with pytest.raises(NotFound, match="Nobody has 2026-W24"):
        at_work(desk).do(roster.swap, NEXT, NEXT.later(2))


# Rotas and files.


def test_a_rota_fills_the_holes_and_only_them(desk: Desk) -> None:
    put(desk, NEXT, "noa")
    at_work(desk).do(absences.away, "mia", NEXT.next.days[0], NEXT.next.days[0])
    filled = at_work(desk).do(roster.fill, first=THIS_WEEK, count=4, people=["kim", "mia", "noa"])
    shown = at_work(desk).see(roster.weeks, THIS_WEEK, 4)
    assert filled == (THIS_WEEK, NEXT.next, NEXT.later(2))
    assert [view.login for view in shown] == ["kim", "noa", "kim", "mia"]
    assert [change.what for change in changes(desk)] == ["set", "away", "filled", "filled", "filled"]
    assert at_work(desk).do(roster.fill, first=THIS_WEEK, count=4, people=["kim"]) == ()


@pytest.mark.parametrize(
    ("people", "words"), [([], "The rota has nobody"), (["kim", "mia", "KIM"], "kim stands twice")]
)
def test_a_rota_names_each_person_once(desk: Desk, people: list[str], words: str) -> None:
    with pytest.raises(UsageError) as error:
        at_work(desk).do(roster.fill, first=NEXT, count=1, people=people)
    assert words in told(error)


def test_a_file_is_taken_whole_and_replaces_what_was_there(desk: Desk) -> None:
    put(desk, NEXT, "noa")
    reading = Reading((entry(2, THIS_WEEK, "kim", "mia"), entry(3, NEXT, "mia")))
    assert at_work(desk).do(roster_import.put, reading) == (THIS_WEEK, NEXT)
    assert (week_of(desk, THIS_WEEK).deputy, week_of(desk, NEXT).login) == ("mia", "mia")
    assert [change.what for change in changes(desk)] == ["set", "imported", "imported"]


def test_a_file_with_mistakes_changes_nothing_and_each_is_told_with_its_line(desk: Desk) -> None:
    reading = Reading(
        (
            entry(2, NEXT, "kim"),
            entry(4, NEXT, "mia"),
            entry(5, THIS_WEEK, "nobody"),
            entry(6, NEXT.next, "kim / mia"),
            entry(7, NEXT.later(2), "kim", "kim"),
            entry(8, NEXT.later(9), ""),
        ),
        (Mistake(3, "“W22” is no week. Write it like 2026-W21."),),
    )
    with pytest.raises(BadRoster) as error:
        at_work(desk).do(roster_import.put, reading)
    assert error.value.mistakes == (
        Mistake(3, "“W22” is no week. Write it like 2026-W21."),
        Mistake(4, "2026-W22 stands here for mia, and in line 2 for kim. Keep one of the two."),
        Mistake(5, "There is no user “nobody”. Possible here: kim, mia, noa, lea."),
        Mistake(6, "2026-W23 has several people, kim, mia. Keep one; another one can be the deputy."),
        Mistake(
            7, "In 2026-W24, kim would be deputy of themselves. Name somebody else as deputy, or nobody."
        ),
        Mistake(8, "2026-W31 has nobody. Write who is on duty, or leave the week out."),
    )
    assert str(error.value).isprintable()
    with desk.database.read() as session:
        assert session.scalars(select(Duty)).all() == []


def test_a_file_with_a_hole_is_refused_unless_the_roster_has_the_week(desk: Desk) -> None:
    reading = Reading(
        (entry(2, THIS_WEEK, "kim"), entry(3, NEXT.later(2), "mia"), entry(4, NEXT.later(9), "kim"))
    )
    put(desk, NEXT, "noa")
    with pytest.raises(BadRoster) as error:
        at_work(desk).do(roster_import.put, reading)
    assert error.value.mistakes == (
        Mistake(3, "2026-W23 has nobody. Add who is on duty then."),
        Mistake(4, "The weeks from 2026-W25 to 2026-W30 have nobody. Add who is on duty then."),
    )
    for week in (NEXT.next, *(NEXT.later(count) for count in range(3, 9))):
        put(desk, week, "lea")
    assert len(at_work(desk).do(roster_import.put, reading)) == 3
    assert week_of(desk, NEXT).login == "noa"


def test_an_empty_file_is_no_roster(desk: Desk) -> None:
    with pytest.raises(BadRoster, match="There is no week in this file"):
        at_work(desk).do(roster_import.put, Reading(()))


# To whom tickets belong.


def rows(desk: Desk) -> dict[str, Row]:
    """The tickets by what was asked."""
    return {row.excerpt: row for row in desk.see(views.page, Query()).rows}


def arrive(desk: Desk, *texts: str, **told: str) -> None:
    intake_of(at_work(desk)).take([mention(text, **told) for text in texts])  # type: ignore[arg-type]


def test_new_tickets_belong_to_whoever_is_on_duty_and_nobody_has_touched_them(desk: Desk) -> None:
    put(desk, THIS_WEEK, "mia")
    arrive(desk, "Eine Frage?", "Noch eine Frage?")
    found = rows(desk)
    assert {(row.assignee, row.state) for row in found.values()} == {("mia", State.NEW)}
    events = desk.see(ticket_view.show, found["Eine Frage?"].id).events
    assert [event.what for event in events] == ["arrived"]
    assert events[0].detail["assignee"] == "mia"


def test_without_a_roster_new_tickets_belong_to_nobody(desk: Desk) -> None:
    put(desk, NEXT, "mia")
    arrive(desk, "Eine Frage?")
    (row,) = rows(desk).values()
    assert row.assignee is None
    assert "assignee" not in desk.see(ticket_view.show, row.id).events[0].detail


def test_new_tickets_belong_to_the_deputy_while_the_manager_is_away(desk: Desk) -> None:
    put(desk, THIS_WEEK, "mia", "noa")
    at_work(desk).do(absences.away, "mia", WEDNESDAY.date(), WEDNESDAY.date())
    arrive(desk, "Eine Frage?")
    assert rows(desk)["Eine Frage?"].assignee == "noa"


def test_the_week_is_that_of_the_day_on_which_a_post_is_taken_in(desk: Desk, clock: Clock) -> None:
    put(desk, THIS_WEEK, "mia")
    put(desk, NEXT, "noa")
    clock.at = datetime(2026, 5, 24, 21, 59, tzinfo=UTC)
    arrive(desk, "Sonntag um Mitternacht?")
    clock.forward(minutes=2)
    arrive(desk, "Montag nach Mitternacht?")
    assert {text: row.assignee for text, row in rows(desk).items()} == {
        "Sonntag um Mitternacht?": "mia",
        "Montag nach Mitternacht?": "noa",
    }


def test_the_zone_of_each_accounts_office_decides_the_week(desk: Desk, clock: Clock) -> None:
    put(desk, THIS_WEEK, "mia")
    put(desk, NEXT, "noa")
    lea = at_work(desk)
    bonn = lea.house.settings.calendars["bonn"]
    amt, presse = lea.house.settings.accounts
    settings = lea.house.settings.model_copy(
        update={
            "calendars": {"bonn": bonn, "azores": bonn.model_copy(update={"timezone": "Atlantic/Azores"})},
            "accounts": (amt, presse.model_copy(update={"calendar": "azores"})),
        }
    )
    clock.at = datetime(
        2026, 5, 24, 22, 30, tzinfo=UTC
    )  # half past midnight in Bonn, half past ten on the Azores
    office = Desk(desk.database, desk.house.of(settings), lea.actor, clock)
    intake_of(office).take([mention("In Bonn?"), mention("Auf den Azoren?", account="presse")])
    assert {text: row.assignee for text, row in rows(desk).items()} == {
        "In Bonn?": "noa",
        "Auf den Azoren?": "mia",
    }


def test_a_matter_taken_up_again_belongs_to_whoever_is_on_duty_now(desk: Desk, clock: Clock) -> None:
    put(desk, THIS_WEEK, "kim")
    put(desk, NEXT, "noa")
    arrive(desk, "Eine Frage?", remote_id="1")
    (row,) = rows(desk).values()
    at_work(desk, "kim").do(handling.close, row.id)
    clock.forward(days=7)
    arrive(desk, "Und noch etwas?", remote_id="2", in_reply_to_id="1")
    view = desk.see(ticket_view.show, row.id)
    assert (view.row.assignee, view.row.state) == ("noa", State.OPEN)
    assert (view.events[-1].actor, view.events[-1].what) == ("bridge", "assigned")
    assert view.events[-1].detail == {"to": "noa", "from": "kim"}


def test_a_further_word_in_a_live_matter_leaves_it_with_whom_it_is(desk: Desk, clock: Clock) -> None:
    put(desk, THIS_WEEK, "kim")
    put(desk, NEXT, "noa")
    arrive(desk, "Eine Frage?", remote_id="1")
    clock.forward(days=7)
    arrive(desk, "Und noch etwas?", remote_id="2", in_reply_to_id="1")
    (row,) = rows(desk).values()
    assert row.assignee == "kim"


def test_a_live_matter_of_nobody_belongs_to_duty_when_the_citizen_writes_again(desk: Desk) -> None:
    arrive(desk, "Eine Frage?", remote_id="1")
    put(desk, NEXT, "kim")
    arrive(desk, "Hallo, jemand da?", remote_id="2", in_reply_to_id="1")
    (row,) = rows(desk).values()
    assert row.assignee is None
    desk.do(handling.assign, row.id, to=None)
    with desk.database.write() as session:
        session.add(Duty(year=2026, week=21, login="mia"))
    arrive(desk, "Hallo?", remote_id="3", in_reply_to_id="2")
    assert desk.see(ticket_view.show, row.id).row.assignee == "mia"


def test_who_takes_this_week_over_gets_what_belongs_to_duty_at_once(desk: Desk) -> None:
    put(desk, THIS_WEEK, "kim")
    arrive(desk, "Für den Dienst?", "Für Lea?")
    kept = rows(desk)["Für Lea?"]
    desk.do(handling.assign, kept.id, to="lea")
    assert at_work(desk).do(roster.set_week, THIS_WEEK, login="mia") == 1
    found = rows(desk)
    assert (found["Für den Dienst?"].assignee, found["Für Lea?"].assignee) == ("mia", "lea")
    assert found["Für den Dienst?"].state is State.NEW
    event = desk.see(ticket_view.show, found["Für den Dienst?"].id).events[-1]
    assert (event.actor, event.what) == ("bridge", "assigned")
    assert event.detail == {"to": "mia", "from": "kim", "week": "2026-W21", "by": "lea"}


def test_another_week_or_another_deputy_moves_no_ticket(desk: Desk) -> None:
    put(desk, THIS_WEEK, "kim")
    arrive(desk, "Eine Frage?")
    assert at_work(desk).do(roster.set_week, NEXT, login="mia") == 0
    assert at_work(desk).do(roster.set_week, THIS_WEEK, login="kim", deputy="mia") == 0
    at_work(desk).do(roster.clear_week, THIS_WEEK)
    assert rows(desk)["Eine Frage?"].assignee == "kim"
