"""Who is on duty and until when, and what was handed over: what whoever opens the desk wants to see at once."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk import absences, brief, handover, roster
from tickets.desk.duty_rows import Briefing, DutyView, HandOverView
from tickets.desk.house import Act
from tickets.desk.people import Right
from tickets.rules import duty
from tickets.rules.duty import Shift, Week
from tickets.storage.duty_models import HandOver

_REMEMBERED = -8
"""Weeks: a roster of which nothing is younger has been given up, and is not missed."""


def current(session: Session, act: Act) -> DutyView:
    """Who is on duty today, who is next, and whether a brief waits for whoever asks. Whoever asks may know."""
    week = roster.this_week(act)
    shifts = {shift.week: shift for shift in roster.known(session, week.later(_REMEMBERED))}
    changes_in = _change(shifts, week)
    return DutyView(
        is_kept=bool(shifts),
        login=_login(shifts, week),
        acting=roster.on_duty(session, act, roster.today(act)),
        changes_on=changes_in.first_day if changes_in else None,
        next_login=_login(shifts, changes_in) if changes_in else None,
        waiting=handover.waiting(session, act),
    )


def _change(shifts: Mapping[Week, Shift], week: Week) -> Week | None:
    """The first week to come that is not this one's; None where all that is known is."""
    last = max((week, *shifts))
    mine = _login(shifts, week)
    known = duty.weeks(week.next, week.distance(last) + 1)
    return next((later for later in known if _login(shifts, later) != mine), None)


def _login(shifts: Mapping[Week, Shift], week: Week) -> str | None:
    return shifts[week].login if week in shifts else None


def briefing(session: Session, act: Act) -> Briefing | None:
    """The brief that waits for whoever asks, else the one that was made last; None where there is none.

    Raises NotAllowed.
    """
    act.actor.require(Right.READ_ALL)
    waiting = handover.waiting(session, act)
    shown = waiting or _latest(session)
    if shown is None:
        return None
    gone = absences.absences(session, act, shown.week.first_day, shown.week.last_day)
    return Briefing(shown, gone, waits=waiting is not None)


def _latest(session: Session) -> HandOverView | None:
    newest = select(HandOver).order_by(HandOver.year.desc(), HandOver.week.desc()).limit(1)
    row = session.scalar(newest)
    return brief.view(session, row) if row else None
