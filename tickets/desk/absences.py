"""Who is away when. Only who acts on a day depends on it, and whom a rota leaves out; no ticket changes hands."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk import roster_history
from tickets.desk.duty_rows import AbsenceView
from tickets.desk.house import Act
from tickets.desk.people import Right
from tickets.desk.roster_history import Change, Facts
from tickets.desk.roster_people import colleague
from tickets.errors import NotFound
from tickets.i18n import _
from tickets.rules.dates import day_word
from tickets.rules.duty import Away
from tickets.storage.duty_models import Absence


def away(session: Session, act: Act, login: str, first_day: date, last_day: date, *, note: str = "") -> None:
    """Somebody is away on these days, both ends included. A manager may say so of themselves, a lead of all.

    What is known already is not entered twice. Raises NotAllowed, UsageError.
    """
    login = _own_or_any(act, login)
    span = Away(login, first_day, last_day)
    known = _overlapping(session, span)
    if any(row.first_day <= first_day and last_day <= row.last_day for row in known):
        return
    session.add(Absence(login=login, first_day=first_day, last_day=last_day, note=note))
    roster_history.record(session, act, Change.AWAY, login, before=None, after=_facts(span, note))


def back(session: Session, act: Act, login: str, first_day: date, last_day: date) -> None:
    """Somebody is there on these days after all; the rest of an absence stays. Raises NotFound where there is none."""
    login = _own_or_any(act, login)
    there = Away(login, first_day, last_day)
    rows = _overlapping(session, there)
    if not rows:
        raise NotFound(
            _("{login} is not away between {first} and {last}").format(
                login=login, first=day_word(first_day), last=day_word(last_day)
            ),
            _("“tickets roster” shows who is away when"),
        )
    for row in rows:
        span = Away(login, row.first_day, row.last_day)
        left = span.without(first_day, last_day)
        session.delete(row)
        for each in left:
            session.add(Absence(login=login, first_day=each.first_day, last_day=each.last_day, note=row.note))
        roster_history.record(
            session, act, Change.BACK, login, before=_facts(span, row.note), after=_facts(there, "")
        )


def absences(session: Session, act: Act, first_day: date, last_day: date) -> tuple[AbsenceView, ...]:
    """Who is away on any of these days. Raises NotAllowed."""
    act.actor.require(Right.READ_ALL)
    rows = session.scalars(
        select(Absence)
        .where(Absence.first_day <= last_day, Absence.last_day >= first_day)
        .order_by(Absence.first_day, Absence.login, Absence.id)
    )
    return tuple(
        AbsenceView(login=row.login, first_day=row.first_day, last_day=row.last_day, note=row.note)
        for row in rows
    )


def _own_or_any(act: Act, login: str) -> str:
    """The login as the settings write it, if this person may speak of that one's absences."""
    act.actor.require(Right.OWN_DUTY)
    known = colleague(act, login)
    if known != act.actor.login:
        act.actor.require(Right.ROSTER)
    return known


def _overlapping(session: Session, span: Away) -> list[Absence]:
    return list(
        session.scalars(
            select(Absence)
            .where(
                Absence.login == span.login,
                Absence.first_day <= span.last_day,
                Absence.last_day >= span.first_day,
            )
            .order_by(Absence.id)
        )
    )


def _facts(span: Away, note: str) -> Facts:
    return {"first_day": span.first_day.isoformat(), "last_day": span.last_day.isoformat(), "note": note}
