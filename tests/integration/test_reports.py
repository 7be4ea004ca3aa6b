"""Reports over a year at the desk: every figure is held against one that was computed apart from it."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.support import brute
from tests.support.brute import Case, Owed
from tests.support.cli import Cli
from tests.support.year import END, make_year
from tickets.desk.house import Desk
from tickets.reports import csv as report_csv
from tickets.reports.document import document
from tickets.reports.figures import Figures, Report, Standing, Times
from tickets.reports.making import Scope, make
from tickets.reports.period import Period
from tickets.reports.spent import Stage
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

    for term in told.report(days).terms:
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


@pytest.fixture
def cli(told: Told) -> Cli:
    return Cli(told.folder / "2d", lambda: END, login="lea")


def test_without_days_it_is_the_last_week_that_is_over(cli: Cli, told: Told) -> None:
    outcome = cli("report", "--json")
    assert (outcome.code, outcome.err) == (0, "")
    assert (outcome.json["from"], outcome.json["to"]) == ("2026-12-28", "2027-01-03")
    expected = brute.figures(told.cases, date(2026, 12, 28), date(2027, 1, 3), END)
    assert outcome.json["received"] == expected["received"]
    assert [week["week"] for week in outcome.json["by_week"]] == ["2026-W53"]


def test_from_a_day_on_is_until_today(cli: Cli) -> None:
    told = cli("report", "--from", "2026-12-01", "--json").json
    assert (told["from"], told["to"]) == ("2026-12-01", "2027-01-04")


def test_no_citizen_is_named_and_no_word_of_theirs_is_told(cli: Cli) -> None:
    for form in ("table", "json", "csv", "html"):
        printed = cli("report", "--from", "2026-01-01", "--format", form).out
        assert "example.social" not in printed
        assert "Zertifikat nach" not in printed
        assert "Herr Meier" not in printed
        assert len(printed) > 1000


def test_every_form_can_go_into_a_file(cli: Cli, tmp_path: Path) -> None:
    for form in ("table", "json", "csv", "html"):
        file = tmp_path / f"report.{form}"
        outcome = cli("report", "--format", form, "--output", str(file))
        assert (outcome.code, outcome.out, outcome.error) == (0, "", f"Written to {file}.")
        printed = cli("report", "--format", form).out
        assert file.read_bytes().decode() == printed


def test_the_broken_promises_are_a_table_of_their_own(cli: Cli, told: Told) -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(cli("report", "--from", "2026-01-01", "--format", "csv", "--breaches").out)
        )
    )
    assert len(rows) == len(told.report((date(2026, 1, 1), date(2027, 1, 4))).breaches)
    for row in rows:
        parts = sum(int(row[f"{stage}_minutes"]) for stage in Stage)
        assert abs(parts - int(row["working_minutes"])) <= len(Stage)


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (["--from", "2026-05-10", "--to", "2026-05-04"], 2, "ends before it begins"),
        (["--from", "2027-02-01", "--to", "2027-02-07"], 2, "yet to come"),
        (["--to", "2026-05-04"], 2, "--from"),
        (["--from", "gestern"], 2, "no day"),
        (["--from", "2026-02-30"], 2, "does not exist"),
        (["--from", "0001-01-01"], 2, "2026-05-11"),
        (["--from", "2026-01-01", "--to", "9999-12-31"], 2, "2026-05-11"),
        (["--account", "ulm"], 1, "There is no account “ulm”. The store knows these: amt, presse."),
        (["--department", "x"], 1, "There is no department “x”"),
        (["--json", "--format", "html"], 2, "contradict"),
        (["--breaches"], 2, "--format csv"),
        (["--format", "pdf"], 2, "pdf"),
        (["--output", "/nowhere/report.html", "--format", "html"], 1, "/nowhere/report.html"),
    ],
)
def test_a_wrong_question_is_one_line_that_says_what_to_do(
    cli: Cli, argv: list[str], code: int, words: str
) -> None:
    outcome = cli("report", *argv)
    assert (outcome.code, outcome.out) == (code, "")
    assert words in outcome.error


def test_a_specialist_gets_no_figures(cli: Cli) -> None:
    outcome = cli("report", login="sam")
    assert outcome.code == 1
    assert "sam" in outcome.error


def test_a_period_in_which_nothing_was_says_so(cli: Cli) -> None:
    days = ("--from", "2025-06-02", "--to", "2025-06-08")
    said = "Nothing was received in this period, and nothing was open."
    table = cli("report", *days)
    assert (table.code, table.err) == (0, "")
    assert said in table.out
    for form in ("json", "csv", "html"):
        outcome = cli("report", *days, "--format", form)
        assert (outcome.code, outcome.error) == (0, said)
        assert outcome.out
    assert json.loads(cli("report", *days, "--json").out)["received"] == 0
