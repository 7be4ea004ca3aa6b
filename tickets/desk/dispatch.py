"""Notices on their way: claimed in service hours, several to one person bundled, settled.

What sends them (`tickets.notices`) decides nothing. A process that dies between sending and settling sends a bundle
once more, after its lease; in no other case is one repeated that was taken.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tickets.desk.house import Act
from tickets.desk.notices import ALARM, BREACH, INCIDENT, Subject, subject_of
from tickets.desk.service_rows import NoticesView
from tickets.i18n import _, ngettext
from tickets.rules.calendar import Calendar
from tickets.rules.duty import Week
from tickets.rules.worktime import next_service
from tickets.storage.duty_models import Notice
from tickets.storage.models import Account, Ticket

_ORDER = {ALARM: 0, INCIDENT: 1}
_AT_ONCE = 500
_SHOWN = 50
"""Lines of one message; of the rest it only says that there is one."""
_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """One message to somebody, of one notice or several."""

    to: str
    """Name of the entry under [[notify]]."""
    notices: tuple[int, ...]
    subject: str
    text: str
    week: Week | None
    """The week whose figures it brings; None for all other messages."""


def waiting(session: Session, act: Act) -> bool:
    """Whether any notice may be due now."""
    return session.scalar(_due(act).limit(1)) is not None


def claim(session: Session, act: Act, *, lease: timedelta) -> tuple[Bundle, ...]:
    """Take what is due now and nobody else has taken, each office's in its own service hours; an alarm at any.

    lease: for how long nobody else shall look at it.
    """
    rows = session.scalars(_due(act).limit(_AT_ONCE).with_for_update(skip_locked=True)).all()
    calendars = _calendars(session, act, rows)
    known = {entry.name for entry in act.house.settings.notify}
    taken = []
    for row in rows:
        is_alarm = subject_of(row.key).what == ALARM
        serves = act.now if is_alarm else next_service(act.now, calendars[row.id])
        if row.to not in known:
            # The settings do not name this way any longer: there is nobody to tell.
            session.delete(row)
        elif serves > act.now:
            row.send_after = serves
        else:
            row.attempts, row.send_after = row.attempts + 1, act.now + lease
            taken.append(row)
    return tuple(_bundle(together) for together in _together(taken))


def sent(session: Session, act: Act, bundle: Bundle) -> None:
    """It is out: none of its notices is sent again."""
    for row in _rows(session, bundle):
        row.sent_at, row.reason = act.now, ""


def failed(session: Session, act: Act, bundle: Bundle, *, reason: str) -> None:
    """It is not out: again later, after a pause that doubles each time, up to an hour."""
    for row in _rows(session, bundle):
        pause = min(_FIRST_PAUSE * 2 ** min(row.attempts - 1, 10), _LONGEST_PAUSE)
        row.send_after, row.reason = act.now + pause, reason


def view(session: Session, _act: Act) -> NoticesView:
    """How many notices wait, how many of them could not be sent so far, and why not."""
    unsent = Notice.sent_at.is_(None)
    stuck = Notice.reason != ""
    count, failing = session.execute(select(func.count(), func.count().filter(stuck)).where(unsent)).one()
    reason = session.scalar(select(Notice.reason).where(unsent, stuck).order_by(Notice.id.desc()).limit(1))
    return NoticesView(waiting=count, failing=failing, reason=reason or "")


def _due(act: Act) -> Select[Notice]:
    return select(Notice).where(Notice.sent_at.is_(None), Notice.send_after <= act.now).order_by(Notice.id)


def _rows(session: Session, bundle: Bundle) -> Sequence[Notice]:
    return session.scalars(select(Notice).where(Notice.id.in_(bundle.notices))).all()


def _calendars(session: Session, act: Act, rows: Iterable[Notice]) -> dict[int, Calendar]:
    """By the id of each notice: the working time of the office it concerns."""
    tickets = {row.id: subject_of(row.key).ticket for row in rows}
    statement = (
        select(Ticket.id, Account.name)
        .join(Account, Account.id == Ticket.account_id)
        .where(Ticket.id.in_({ticket for ticket in tickets.values() if ticket}))
    )
    accounts: dict[int, str] = dict(session.execute(statement).all())
    settings = act.house.settings
    named = {account.name for account in settings.accounts}
    return {
        row: settings.calendar_of(account)
        # A ticket that was erased, or an account that left the settings: the usual office.
        if (account := accounts.get(ticket or 0)) in named and account
        else settings.calendar()
        for row, ticket in tickets.items()
    }


def _together(rows: Iterable[Notice]) -> Iterator[list[Notice]]:
    """What makes one message: all that one person is to be told; a report stands for itself."""
    groups: dict[tuple[str, str], list[Notice]] = {}
    for row in rows:
        alone = row.key if subject_of(row.key).week else ""
        groups.setdefault((row.to, alone), []).append(row)
    yield from groups.values()


def _bundle(rows: Sequence[Notice]) -> Bundle:
    subjects = {row.id: subject_of(row.key) for row in rows}
    # Incidents first, and of those what cannot wait: on them somebody must act.
    ordered = sorted(rows, key=lambda row: (_ORDER.get(subjects[row.id].what, len(_ORDER)), row.id))
    lines = [row.body for row in ordered[:_SHOWN]]
    if more := len(ordered) - len(lines):
        lines.append(ngettext("And {count} more.", "And {count} more.", more).format(count=more))
    return Bundle(
        to=ordered[0].to,
        notices=tuple(row.id for row in ordered),
        subject=_title([*subjects.values()]) if ordered[1:] else ordered[0].subject,
        text="\n".join(lines),
        week=subjects[ordered[0].id].week,
    )


def _title(subjects: Sequence[Subject]) -> str:
    """What several notices together are about."""
    count, kinds = len(subjects), {subject.what for subject in subjects}
    if kinds == {BREACH}:
        words = ngettext("{count} promise is broken", "{count} promises are broken", count)
    elif kinds <= {INCIDENT, ALARM}:
        words = ngettext("{count} incident is reported", "{count} incidents are reported", count)
    else:
        return _("Incidents and broken promises: {count} notices").format(count=count)
    return words.format(count=count)
