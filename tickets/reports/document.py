"""A report for programs: one document of plain values. Lengths of time are whole seconds, keys stay as they are."""

from collections.abc import Mapping
from datetime import timedelta

from tickets.reports.figures import Breach, DepartmentTerm, Figures, Group, Open, Report, Times, WeekGroup
from tickets.reports.sampling import SecondLooks

Document = Mapping[str, object]
"""Values that JSON knows, and times, days and words of the house's enums."""


def document(report: Report) -> Document:
    """The whole report."""
    period = report.period
    return {
        "from": period.first,
        "to": period.last,
        "timezone": period.zone.key,
        "made_at": report.made_at,
        "account": report.account,
        "department": report.department,
        **_figures(report.total),
        "by_account": [{"account": group.key, **_figures(group.figures)} for group in report.accounts],
        "by_department": [_department(report, group) for group in report.departments],
        "by_kind": [{"kind": group.key, **_figures(group.figures)} for group in report.kinds],
        "by_week": [_week(group) for group in report.weeks],
        "trend": [_week(group) for group in report.trend],
        "department_terms": [_term(report, term) for term in report.terms],
        "breaches": [_breach(breach) for breach in report.breaches],
        "spent_seconds": {stage.value: _seconds(amount) for stage, amount in report.spent.items()},
        "second_look": _looks(report.second_look),
        "now": {
            "open": report.open_now,
            "overdue": report.overdue_now,
            "at_risk": report.at_risk_now,
            "tickets": [_open(each) for each in report.pressing],
        },
    }


def _figures(figures: Figures) -> Document:
    return {
        "open_before": figures.open_before,
        "received": figures.received,
        "reopened": figures.reopened,
        "answered": figures.answered,
        "ignored": figures.ignored,
        "closed": figures.closed,
        "waiting": figures.waiting,
        "open_after": figures.open_after,
        "interim": figures.interim,
        "kept": figures.kept,
        "breached": figures.breached,
        "kept_percent": figures.kept_percent,
        "first_answer": {
            "working": _times(figures.working_time),
            "real": _times(figures.real_time),
        },
        "transit": _times(figures.transit_time),
    }


def _times(times: Times | None) -> Document | None:
    if times is None:
        return None
    return {
        "count": times.count,
        "median_seconds": _seconds(times.median),
        "p90_seconds": _seconds(times.ninetieth),
    }


def _department(report: Report, group: Group) -> Document:
    name = None if group.key is None else report.names.get(group.key, group.key)
    return {"department": group.key, "name": name, **_figures(group.figures)}


def _week(group: WeekGroup) -> Document:
    return {
        "week": str(group.week),
        "monday": group.week.first_day,
        "on_duty": group.duty.login if group.duty else None,
        "deputy": group.duty.deputy if group.duty else None,
        "over": group.is_over,
        **_figures(group.figures),
    }


def _term(report: Report, term: DepartmentTerm) -> Document:
    return {
        "department": term.key,
        "name": report.names.get(term.key, term.key),
        "asked": term.asked,
        "kept": term.kept,
        "breached": term.breached,
        "working": _times(term.working_time),
    }


def _breach(breach: Breach) -> Document:
    return {
        "ticket": breach.ticket_id,
        "account": breach.account,
        "department": breach.department,
        "kind": breach.kind,
        "promise": breach.promise,
        "started_at": breach.started_at,
        "due_at": breach.due_at,
        "ended_at": breach.ended_at,
        "ending": breach.ending,
        "on_duty": breach.duty.login if breach.duty else None,
        "transit_seconds": _seconds(breach.transit),
        "late_seconds": _seconds(breach.late),
        "working_seconds": _seconds(breach.whole),
        "spent_seconds": {stage.value: _seconds(amount) for stage, amount in breach.parts.items()},
    }


def _looks(looks: SecondLooks | None) -> Document | None:
    if looks is None:
        return None
    return {
        "drawn": looks.drawn,
        "seen": looks.seen,
        "wrong": looks.wrong,
        "wrong_share": looks.share,
        "wrong_share_interval": looks.interval,
    }


def _open(each: Open) -> Document:
    return {
        "ticket": each.ticket_id,
        "account": each.account,
        "department": each.department,
        "kind": each.kind,
        "promise": each.promise,
        "due_at": each.due_at,
        "standing": each.standing,
        "stage": each.stage,
    }


def _seconds(amount: timedelta) -> int:
    return round(amount.total_seconds())
