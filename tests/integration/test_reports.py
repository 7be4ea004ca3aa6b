"""Reports over a year at the desk: every figure is held against one that was computed apart from it."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from tests.support import brute
from tests.support.brute import Case, Owed
from tests.support.clockwork import END
from tests.support.postgres import Postgres
from tests.support.store import at_the_same_store
from tests.support.year import make_year
from tickets.desk.house import Desk
from tickets.errors import NotAllowed
from tickets.reports import csv as report_csv
from tickets.reports import sheets, summary, words
from tickets.reports.document import document
from tickets.reports.figures import Figures, Report, Standing, Times
from tickets.reports.making import Scope, make
from tickets.reports.period import Period
from tickets.reports.spent import Stage
from tickets.reports.weekly import weekly
from tickets.rules.delay import length_word
from tickets.rules.duty import Week

pytestmark = pytest.mark.xdist_group("reports")

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
PERIODS = [
    YEAR,
    (date(2026, 5, 4), date(2026, 5, 10)),
    (date(2026, 3, 23), date(2026, 4, 5)),  # clocks are set forward, and an outage
    (date(2026, 8, 25), date(2026, 9, 9)),  # the term changes
    (date(2026, 10, 25), date(2026, 10, 25)),  # clocks are set back
    (date(2026, 12, 14), date(2027, 1, 3)),  # an outage over Christmas
    (date(2025, 12, 1), date(2026, 2, 3)),
]


@dataclass(frozen=True)
class Told:
    """A year, and what its store holds, read apart from the program."""

    desk: Desk
    folder: Path
    cases: list[Case]
    terms: list[tuple[str, Owed]]

    def report(
        self, days: tuple[date, date], *, account: str | None = None, department: str | None = None
    ) -> Report:
        return self.desk.see(make, Scope(Period(*days, brute.ZONE), account, department))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("year")
    year = make_year(folder, seed=7, tickets=240)
    cases, terms = brute.read(folder / "year.db")
    return Told(year.desk, folder, cases, terms)


def as_counted(figures: Figures) -> dict[str, object]:
    """Figures in the form in which `brute` gives them."""
    counts = {name: getattr(figures, name) for name in Figures.__slots__ if not name.endswith("_time")}
    return counts | {
        "working_time": times(figures.working_time),
        "real_time": times(figures.real_time),
        "transit_time": times(figures.transit_time),
    }


def times(given: Times | None) -> tuple[int, timedelta | None, timedelta | None]:
    return (0, None, None) if given is None else (given.count, given.median, given.ninetieth)


def empty(figures: dict[str, object]) -> bool:
    return not any(
        figures[name] for name in ("open_before", "received", "reopened", "kept", "breached", "interim")
    )


def test_the_year_has_something_of_everything(told: Told) -> None:
    whole = brute.figures(told.cases, *YEAR, END)
    assert all(whole[name] for name in whole if name != "open_before")
    spent = [brute.spent(case, owed, END) for case in told.cases for owed in case.owed if owed.broken(END)]
    assert {stage for parts in spent for stage in parts} == set(Stage)
    assert any(case.transit > timedelta(hours=3) for case in told.cases)
    assert any(row.what == "reckoned" for case in told.cases for row in case.rows)


@pytest.mark.parametrize("days", PERIODS, ids=str)
def test_every_total_is_what_plain_counting_gives(told: Told, days: tuple[date, date]) -> None:
    total = told.report(days).total
    assert as_counted(total) == brute.figures(told.cases, *days, END)
    begun = total.open_before + total.received + total.reopened
    assert begun == total.answered + total.ignored + total.closed + total.waiting + total.open_after


@pytest.mark.parametrize("days", PERIODS, ids=str)
@pytest.mark.parametrize(
    ("groups", "key"),
    [
        ("accounts", lambda case: case.account),
        ("departments", lambda case: case.department),
        ("kinds", lambda case: case.kind),
    ],
)
def test_every_group_is_what_plain_counting_gives(
    told: Told, days: tuple[date, date], groups: str, key: Callable[[Case], str | None]
) -> None:
    report = told.report(days)
    expected = {
        name: brute.figures(told.cases, *days, END, lambda case, name=name: key(case) == name)  # type: ignore[misc]
        for name in {key(case) for case in told.cases}
    }
    found = {group.key: as_counted(group.figures) for group in getattr(report, groups)}
    assert found == {name: figures for name, figures in expected.items() if not empty(figures)}


@pytest.mark.parametrize("days", PERIODS, ids=str)
def test_every_week_is_what_plain_counting_gives(told: Told, days: tuple[date, date]) -> None:
    report = told.report(days)
    for group in report.weeks:
        first, last = max(group.week.first_day, days[0]), min(group.week.last_day, days[1])
        assert as_counted(group.figures) == brute.figures(told.cases, first, last, END)
    for group in report.trend:
        whole = (group.week.first_day, group.week.last_day)
        assert as_counted(group.figures) == brute.figures(told.cases, *whole, END)


def test_weeks_are_named_with_who_was_on_duty(told: Told) -> None:
    report = told.report(YEAR)
    assert [group.week for group in report.weeks] == [Week.of(YEAR[0]).later(weeks) for weeks in range(53)]
    duty = {group.week.number: group.duty for group in report.weeks}
    assert duty[1] == ("lea", "mia")
    assert duty[3] == ("lea", None)
    assert duty[50] is None


def test_the_trend_of_a_short_period_is_that_of_twelve_weeks(told: Told) -> None:
    trend = told.report((date(2026, 5, 6), date(2026, 5, 7))).trend
    assert [str(group.week) for group in trend] == [f"2026-W{number:02}" for number in range(8, 20)]
    assert all(group.is_over for group in trend)


@pytest.mark.parametrize("days", PERIODS, ids=str)
def test_every_breach_says_where_its_time_went(told: Told, days: tuple[date, date]) -> None:
    report = told.report(days)
    start, end = brute.midnight(days[0]), brute.midnight(days[1] + brute.DAY)
    expected = {
        (case.ticket, owed.due, owed.kind): (
            case.account,
            case.department,
            owed.start,
            owed.end,
            (owed.end or END) - owed.due,
            brute.worked(case.account, owed.start, owed.end or END),
            brute.spent(case, owed, END),
            case.transit,
        )
        for case in told.cases
        for owed in case.owed
        if owed.broken(END) and start <= owed.due < end
    }
    found = {
        (each.ticket_id, each.due_at, each.promise.value): (
            each.account,
            each.department,
            each.started_at,
            each.ended_at,
            each.late,
            each.whole,
            {stage.value: time for stage, time in each.parts.items() if time},
            each.transit,
        )
        for each in report.breaches
    }
    assert found == expected
    assert len(report.breaches) == report.total.breached
    for each in report.breaches:
        assert sum(each.parts.values(), timedelta()) == each.whole
    assert sum(report.spent.values(), timedelta()) == sum(
        (each.whole for each in report.breaches), timedelta()
    )


@pytest.mark.parametrize("now", [END, datetime(2026, 3, 5, 13, tzinfo=UTC)])
def test_what_is_open_and_at_risk_now_is_told_whatever_the_period(
    told: Told, tmp_path: Path, now: datetime
) -> None:
    """At the end of the year, and in the middle of another one."""
    desk, cases = told.desk, told.cases
    if now != END:
        desk = make_year(tmp_path, seed=3, tickets=240, until=now).desk
        cases, _terms = brute.read(tmp_path / "year.db")
    report = desk.see(make, Scope(Period(date(2026, 2, 2), date(2026, 2, 8), brute.ZONE)))
    standing: dict[int, Standing] = {}
    is_open = [case for case in cases if case.ended is None]
    for case in is_open:
        owed = case.owed[-1]
        passed = brute.worked(case.account, owed.start, now)
        if owed.broken(now):
            standing[case.ticket] = Standing.OVERDUE
        elif passed >= brute.worked(case.account, owed.start, owed.due) * 0.75:
            standing[case.ticket] = Standing.AT_RISK
    assert report.open_now == len(is_open)
    assert set(standing.values()) == ({Standing.OVERDUE} if now == END else set(Standing))
    assert {each.ticket_id: each.standing for each in report.pressing} == standing
    assert [each.due_at for each in report.pressing] == sorted(each.due_at for each in report.pressing)


@pytest.mark.parametrize("days", PERIODS, ids=str)
def test_departments_are_told_how_they_kept_their_terms(told: Told, days: tuple[date, date]) -> None:
    start, end = brute.midnight(days[0]), brute.midnight(days[1] + brute.DAY)

    def inside(moment: datetime | None) -> bool:
        return moment is not None and start <= moment < end

    terms = told.report(days).terms
    concerned = {
        each.department
        for _account, each in told.terms
        if inside(each.start) or (each.met and inside(each.end)) or inside(each.due)
    }
    assert {term.key for term in terms if term.asked or term.kept or term.breached} <= concerned
    assert days != YEAR or len(terms) == 2
    for term in terms:
        mine = [(account, each) for account, each in told.terms if each.department == term.key]
        proposed = [(account, each) for account, each in mine if each.met and inside(each.end)]
        lasted = [brute.worked(account, each.start, each.end or END) for account, each in proposed]
        assert term.asked == sum(inside(each.start) for _account, each in mine)
        assert term.kept == sum(not each.broken(END) for _account, each in proposed)
        assert term.breached == sum(each.broken(END) and inside(each.due) for _account, each in mine)
        assert times(term.working_time) == (len(lasted), brute.median(lasted), brute.ninetieth(lasted))


@pytest.mark.parametrize(
    ("account", "department"), [("amt", None), ("presse", None), (None, "buerger"), ("amt", "zertifizierung")]
)
def test_one_account_or_department_is_a_part_of_the_whole(
    told: Told, account: str | None, department: str | None
) -> None:
    report = told.report(YEAR, account=account, department=department)
    mine = [
        case
        for case in told.cases
        if account in (None, case.account) and department in (None, case.department)
    ]
    assert as_counted(report.total) == brute.figures(mine, *YEAR, END)
    assert report.open_now == sum(case.ended is None for case in mine)
    assert {each.account for each in report.breaches} <= {case.account for case in mine}


def test_weeks_add_up_to_their_year_and_a_past_week_says_for_ever_what_it_said(told: Told) -> None:
    whole = told.report((date(2025, 12, 29), date(2027, 1, 3))).total
    weeks = [group.figures for group in told.report((date(2025, 12, 29), date(2027, 1, 3))).weeks]
    for name in ("received", "answered", "ignored", "interim", "kept", "breached"):
        assert getattr(whole, name) == sum(getattr(week, name) for week in weeks)


def test_json_and_csv_say_what_the_report_says(told: Told) -> None:
    report = told.report(YEAR)
    told_json = document(report)
    assert told_json["received"] == report.total.received
    rows = list(csv.DictReader(io.StringIO(report_csv.figures(report), newline="")))
    (total,) = [row for row in rows if row["group"] == "total"]
    assert {
        name: int(total[name]) for name in ("received", "answered", "kept", "breached", "open_after")
    } == {
        name: getattr(report.total, name)
        for name in ("received", "answered", "kept", "breached", "open_after")
    }
    accounts = [row for row in rows if row["group"] == "account"]
    assert sum(int(row["received"]) for row in accounts) == report.total.received
    broken = list(csv.DictReader(io.StringIO(report_csv.breaches(report), newline="")))
    assert [int(row["ticket"]) for row in broken] == [each.ticket_id for each in report.breaches]
    assert len(broken) == report.total.breached


def test_every_group_is_told_its_times_in_working_time_and_in_real_time(told: Told) -> None:
    report = told.report(YEAR)
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in sheets.times(report).rows}
    assert len(rows) == 1 + 2 + 3 + len(report.kinds) + 53
    for name, accounts in (("Account presse", ["presse"]), ("Together", ["amt", "presse"])):
        mine = brute.figures(told.cases, *YEAR, END, lambda case, own=accounts: case.account in own)  # type: ignore[misc]
        taken = cast("list[tuple[int, timedelta, timedelta]]", [mine["working_time"], mine["real_time"]])
        (count, *working), (_count, *real) = taken
        assert rows[name] == [str(count), *map(words.hours, working), *map(words.real, real)]


def test_how_late_posts_reached_us_is_told_apart_from_our_own_delay(told: Told) -> None:
    report = told.report(YEAR)
    late = report.total.transit_time
    assert late is not None
    sentence = (
        f"{late.count} questions reached us late, half of them {length_word(late.median)} or more after"
    )
    breach = next(each for each in report.breaches if each.transit > timedelta(hours=1))
    remark = f"; reached us {length_word(breach.transit)} after it was written"
    assert sentence in summary.sentences(report)
    row = next(row for row in sheets.breaches(report).rows if row[0].text == f"#{breach.ticket_id}")
    assert row[-1].text.endswith(remark)
    told_json = cast("dict[str, Any]", document(report))
    assert told_json["transit"]["count"] == late.count
    (same,) = [
        each
        for each in told_json["breaches"]
        if (each["ticket"], each["due_at"]) == (breach.ticket_id, breach.due_at)
    ]
    assert same["transit_seconds"] == breach.transit.total_seconds()
    assert sum(same["spent_seconds"].values()) == same["working_seconds"], "it is in no part of ours"
    rows = list(csv.DictReader(io.StringIO(report_csv.figures(report), newline="")))
    assert rows[0]["delayed_in_transit"] == str(late.count)
    assert rows[0]["transit_median_minutes"] == str(round(late.median / timedelta(minutes=1)))


def test_a_weekly_letter_has_a_subject_a_text_and_a_page(told: Told) -> None:
    week = Week(2026, 20)
    letter = told.desk.see(weekly, week)
    figures = brute.figures(told.cases, week.first_day, week.last_day, END)
    decided = int(str(figures["kept"])) + int(str(figures["breached"]))
    percent = 100 * int(str(figures["kept"])) // decided
    assert letter.subject == f"Report Week 20/2026: {percent} % of the promises kept"
    assert "\n" not in letter.subject
    assert letter.text.startswith("Report: Week 20/2026, 2026-05-11 to 2026-05-17\n")
    assert letter.html.startswith("<!DOCTYPE html>")
    subject, text, html = letter
    assert "example.social" not in subject + text + html


def test_a_week_without_promises_has_no_share_to_name(told: Told) -> None:
    assert told.desk.see(weekly, Week(2025, 20)).subject == "Report: Week 20/2025, 2025-05-12 to 2025-05-18"


def test_a_specialist_gets_no_letter(told: Told) -> None:
    with pytest.raises(NotAllowed):
        at_the_same_store(told.desk, "sam").see(weekly, Week(2026, 20))


def test_postgresql_tells_what_sqlite_tells(tmp_path: Path, postgres: Postgres) -> None:
    scope = Scope(Period(*YEAR, brute.ZONE))
    years = [
        make_year(tmp_path / name, seed=5, tickets=60, url=url, until=datetime(2026, 4, 1, tzinfo=UTC))
        for name, url in (("one", "sqlite:///year.db"), ("other", postgres.new_store()))
    ]
    one, other = (document(year.desk.see(make, scope)) for year in years)
    assert one == other
    assert one["received"] == 17
    for year in years:
        year.desk.close()
