"""A report for spreadsheets: RFC 4180, UTF-8, one table a file, headings that stay as they are in any language.

Fields are separated by a comma, in German by a semicolon.

Lengths of time are whole minutes. Times are local and name their offset.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from tickets.i18n import language
from tickets.reports.figures import Breach, Figures, Report, Times
from tickets.reports.spent import Stage

_Row = Sequence[str | int | None]

_MINUTE = timedelta(minutes=1)
_FIGURES = (
    "open_before",
    "received",
    "reopened",
    "answered",
    "ignored",
    "closed",
    "waiting",
    "open_after",
    "interim",
    "kept",
    "breached",
)
_TIMES = (
    "working_median_minutes",
    "working_p90_minutes",
    "real_median_minutes",
    "real_p90_minutes",
    "delayed_in_transit",
    "transit_median_minutes",
    "transit_p90_minutes",
)
_BREACH = (
    "ticket",
    "account",
    "department",
    "kind",
    "promise",
    "started_at",
    "due_at",
    "ended_at",
    "ending",
    "late_minutes",
    "working_minutes",
    "transit_minutes",
)


def figures(report: Report) -> str:
    """The figures: a row for all, for each account, department, kind and week, and for each week of the trend.

    Of the group `week` are the weeks of the period, as far as they are in it; of `trend` whole weeks, twelve or more.
    """
    return _written([("group", "key", "on_duty", *_FIGURES, *_TIMES), *_rows(report)])


def breaches(report: Report) -> str:
    """The broken promises: a row for each, and in it where the time went."""
    head = (*_BREACH, *(f"{stage}_minutes" for stage in Stage))
    return _written([head, *(_breach(report, breach) for breach in report.breaches)])


def _rows(report: Report) -> Iterator[_Row]:
    yield ("total", "", "", *_values(report.total))
    for name, groups in (
        ("account", report.accounts),
        ("department", report.departments),
        ("kind", report.kinds),
    ):
        for group in groups:
            yield (name, group.key, "", *_values(group.figures))
    for name, weeks in (("week", report.weeks), ("trend", report.trend)):
        for week in weeks:
            yield (name, str(week.week), week.duty.login if week.duty else "", *_values(week.figures))


def _values(figures: Figures) -> _Row:
    counts = [getattr(figures, name) for name in _FIGURES]
    transit = figures.transit_time
    delayed = 0 if transit is None else transit.count
    return [*counts, *_times(figures.working_time), *_times(figures.real_time), delayed, *_times(transit)]


def _times(times: Times | None) -> _Row:
    return [None, None] if times is None else [_minutes(times.median), _minutes(times.ninetieth)]


def _breach(report: Report, breach: Breach) -> _Row:
    def local(moment: datetime | None) -> str:
        return "" if moment is None else moment.astimezone(report.period.zone).isoformat(timespec="seconds")

    return [
        breach.ticket_id,
        breach.account,
        breach.department,
        breach.kind.value,
        breach.promise.value,
        local(breach.started_at),
        local(breach.due_at),
        local(breach.ended_at),
        breach.ending.value,
        _minutes(breach.late),
        _minutes(breach.whole),
        _minutes(breach.transit),
        *(_minutes(breach.parts[stage]) for stage in Stage),
    ]


def _minutes(amount: timedelta) -> int:
    return round(amount / _MINUTE)


def _written(rows: Sequence[_Row]) -> str:
    text = io.StringIO(newline="")
    # A German spreadsheet takes the comma for the decimal one, and looks for semicolons.
    csv.writer(text, delimiter=";" if language() == "de" else ",").writerows(rows)
    return text.getvalue()
