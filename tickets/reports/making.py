"""The report itself: who may have it, what is read for it, and what a week's one is."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cache

from sqlalchemy.orm import Session

from tickets.desk.histories import folded
from tickets.desk.house import Act
from tickets.desk.people import Right
from tickets.errors import NotFound
from tickets.i18n import _
from tickets.reports import reading
from tickets.reports.enquiry import asked, enquiries
from tickets.reports.figures import Report
from tickets.reports.period import Period
from tickets.reports.reckoning import Frame, Reckoning
from tickets.rules.calendar import Calendar
from tickets.rules.duty import Week


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about: a period, and perhaps only one account (by name) or department (by key)."""

    period: Period
    account: str | None = None
    department: str | None = None


def make(session: Session, act: Act, scope: Scope) -> Report:
    """The report. Raises NotAllowed, and NotFound for an account or department that nobody knows."""
    act.actor.require(Right.READ_ALL)
    frame = _frame(session, act, scope)
    account_id = next((key for key, name in frame.accounts.items() if name == scope.account), None)
    reckoning = Reckoning(frame)
    start, end = min(scope.period.start, frame.trend.start), max(scope.period.end, frame.trend.end)
    for history in reading.histories(session, start=start, end=end, account_id=account_id):
        clocks = folded(history)
        for enquiry in enquiries(history, clocks):
            reckoning.take(enquiry)
        for each in asked(history, clocks):
            reckoning.take_term(each, history[0].account_id)
    looks = None
    if scope.department is None:
        looks = reading.second_looks(session, scope.period, account_id=account_id)
    return replace(reckoning.report(), second_look=looks)


def _frame(session: Session, act: Act, scope: Scope) -> Frame:
    accounts = reading.account_names(session)
    names = reading.department_names(session)
    _require(scope.account, accounts.values(), _("There is no account “{name}”"))
    _require(scope.department, names, _("There is no department “{name}”"))
    period = scope.period
    trend = period.trend(act.now.astimezone(period.zone).date())
    first, last = min(period.first, trend.first), max(period.last, trend.last)
    return Frame(
        period=period,
        now=act.now,
        account=scope.account,
        department=scope.department,
        names=names,
        accounts=accounts,
        calendar=_calendars(act),
        warn_at=act.house.warn_at,
        duties=reading.duties(session, Week.of(first), Week.of(last)),
    )


def _calendars(act: Act) -> Callable[[str], Calendar]:
    """The calendar of an account; of one that the settings have dropped, the house's usual one."""
    known = {account.name for account in act.house.settings.accounts}

    @cache
    def calendar(account: str) -> Calendar:
        return act.house.calendar(account) if account in known else act.house.settings.calendar()

    return calendar


def _require(name: str | None, known: Collection[str], what: str) -> None:
    """Raises NotFound for a name that is not among those there are or were."""
    if name is not None and name not in known:
        names = ", ".join(sorted(known)) or _("none")
        raise NotFound(what.format(name=name), _("The store knows these: {known}").format(known=names))
