"""The roster: who is on duty in which week.

The team lead and the administrator change it; a community manager reads it, and may swap an own week that has not
begun. What changed, and by whom, is kept for ever (`roster_history`). Where the change concerns this week, the
tickets that belong to duty go along at once.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tickets.desk import absences, belonging, roster_history
from tickets.desk.duty_rows import AbsenceView, WeekView
from tickets.desk.house import Act
from tickets.desk.people import Right
from tickets.desk.roster_history import Change, Facts
from tickets.desk.roster_people import colleague
from tickets.errors import NotAllowed, NotFound, UsageError
from tickets.i18n import _
from tickets.rules import duty
from tickets.rules.dates import day_word
from tickets.rules.duty import Away, Shift, Week
from tickets.storage.duty_models import Absence, Duty


def today(act: Act) -> date:
    """The date at the office whose calendar is that of the house (`Settings.calendar`)."""
    return act.now.astimezone(act.house.settings.office_zone).date()


def this_week(act: Act) -> Week:
    """The week at the office."""
    return Week.of(today(act))


def on_duty(session: Session, _act: Act, day: date) -> str | None:
    """Who acts on this day: the manager of its week, else the deputy; None where there is nobody.

    day: at the office, whose zone decides the week. Whoever asks may know.
    """
    shift = _shift(session, Week.of(day))
    if shift is None:
        return None
    rows = session.execute(
        select(Absence.login, Absence.first_day, Absence.last_day).where(
            Absence.login.in_([shift.login, shift.deputy or shift.login]),
            Absence.first_day <= day,
            Absence.last_day >= day,
        )
    )
    return duty.acting(shift, day, [Away(*row) for row in rows])


def weeks(session: Session, act: Act, first: Week, count: int) -> tuple[WeekView, ...]:
    """So many weeks of the roster, its holes too. Raises NotAllowed."""
    act.actor.require(Right.READ_ALL)
    wanted = duty.weeks(first, count)
    if not wanted:
        return ()
    shifts = {shift.week: shift for shift in known(session, wanted[0], wanted[-1])}
    gone = absences.absences(session, act, wanted[0].first_day, wanted[-1].last_day)
    return tuple(_view(act, week, shifts.get(week), gone) for week in wanted)


def taken(
    session: Session, act: Act, first: Week | None = None, last: Week | None = None
) -> tuple[WeekView, ...]:
    """The weeks that somebody has, between these two where they are given. Raises NotAllowed."""
    act.actor.require(Right.READ_ALL)
    shifts = known(session, first, last)
    if not shifts:
        return ()
    gone = absences.absences(session, act, shifts[0].week.first_day, shifts[-1].week.last_day)
    return tuple(_view(act, shift.week, shift, gone) for shift in shifts)


def set_week(
    session: Session, act: Act, week: Week, *, login: str, deputy: str | None = None, note: str = ""
) -> int:
    """Put somebody on duty in a week, whoever had it; how many tickets changed hands by that.

    Raises NotAllowed, and UsageError for somebody who cannot be on duty.
    """
    act.actor.require(Right.ROSTER)
    shift = Shift(
        week=week, login=colleague(act, login), deputy=colleague(act, deputy) if deputy else None, note=note
    )
    return write(session, act, Change.SET, {week: shift})


def clear_week(session: Session, act: Act, week: Week) -> None:
    """Leave a hole. Tickets stay with whom they are. Raises NotAllowed, NotFound."""
    act.actor.require(Right.ROSTER)
    if _shift(session, week) is None:
        raise NotFound(_("Nobody has {week}").format(week=week), _("There is nothing to clear"))
    write(session, act, Change.CLEARED, {week: None})


def swap(session: Session, act: Act, one: Week, other: Week) -> int:
    """Two managers exchange their weeks; how many tickets changed hands by that.

    A manager may exchange an own week, as long as neither has begun, with any colleague: nobody loses a week by
    it, and the history says who did it. Nobody gets a week in which they are away. A deputy who becomes manager
    is succeeded by the former one. Raises NotAllowed, NotFound, UsageError.
    """
    act.actor.require(Right.OWN_DUTY)
    first, second = _shift_of(session, one), _shift_of(session, other)
    if not act.actor.may(Right.ROSTER):
        _require_own_future(act, first, second)
    if first.login == second.login:
        raise UsageError(
            _("{login} has both {one} and {other}").format(login=first.login, one=one, other=other),
            _("Name weeks of two people"),
        )
    after = {one: _taken_over(first, second.login), other: _taken_over(second, first.login)}
    for shift in after.values():
        _require_present(session, act, shift)
    return write(session, act, Change.SWAPPED, after)


def fill(session: Session, act: Act, *, first: Week, count: int, people: Sequence[str]) -> tuple[Week, ...]:
    """Fill the holes of so many weeks by a fair rota (`rules.duty.fill`); the weeks that got somebody.

    Raises NotAllowed, and UsageError for people who cannot be on duty, or who stand there twice.
    """
    act.actor.require(Right.ROSTER)
    logins = [colleague(act, login) for login in people]
    twice = next((login for place, login in enumerate(logins) if login in logins[:place]), None)
    if not logins or twice:
        raise UsageError(
            _("{login} stands twice in the rota").format(login=twice) if twice else _("The rota has nobody"),
            _("Name each person once, in their order: kim,lea,mia"),
        )
    wanted = duty.weeks(first, max(1, count))
    gone = absences.absences(session, act, wanted[0].first_day, wanted[-1].last_day)
    shifts = duty.fill(wanted, logins, known=known(session), away=_away(gone))
    write(session, act, Change.FILLED, {shift.week: shift for shift in shifts})
    return tuple(shift.week for shift in shifts)


def known(session: Session, first: Week | None = None, last: Week | None = None) -> list[Shift]:
    """The shifts there are, in order; those between two weeks, both included, where these are given."""
    number = Duty.year * 100 + Duty.week
    statement = select(Duty).order_by(Duty.year, Duty.week)
    if first is not None:
        statement = statement.where(number >= first.year * 100 + first.number)
    if last is not None:
        statement = statement.where(number <= last.year * 100 + last.number)
    return [_as_shift(row) for row in session.scalars(statement)]


def write(session: Session, act: Act, what: Change, shifts: Mapping[Week, Shift | None]) -> int:
    """Put these shifts, None for a hole, and record what changed; how many tickets went along.

    The caller has asked for the right.
    """
    now = this_week(act)
    before = _shift(session, now)
    for week, shift in shifts.items():
        _put(session, act, what, week, shift)
    session.flush()
    after = shifts.get(now)
    acting = on_duty(session, act, today(act))
    if after is None or acting is None or (before is not None and before.login == after.login):
        return 0
    leaving = [before.login] if before else []
    return len(belonging.pass_on(session, act, to=acting, leaving=leaving, week=str(now)))


def _put(session: Session, act: Act, what: Change, week: Week, shift: Shift | None) -> None:
    row = session.scalar(_of(week))
    before = _as_shift(row) if row else None
    if before == shift:
        return
    if shift is None:
        session.delete(row)
    elif row is None:
        session.add(
            Duty(year=week.year, week=week.number, login=shift.login, deputy=shift.deputy, note=shift.note)
        )
    else:
        row.login, row.deputy, row.note = shift.login, shift.deputy, shift.note
    roster_history.record(session, act, what, str(week), before=_facts(before), after=_facts(shift))


def _facts(shift: Shift | None) -> Facts | None:
    return {"login": shift.login, "deputy": shift.deputy, "note": shift.note} if shift else None


def _require_own_future(act: Act, *shifts: Shift) -> None:
    begun = next((shift.week for shift in shifts if shift.week <= this_week(act)), None)
    if act.actor.login not in {shift.login for shift in shifts} or begun:
        raise NotAllowed(
            _("{week} has begun").format(week=begun)
            if begun
            else _("Neither of these weeks is yours, {login}").format(login=act.actor.login),
            _("Ask the team lead"),
        )


def _require_present(session: Session, act: Act, shift: Shift) -> None:
    # A weekend away costs nobody a week, as in a rota.
    for each in absences.absences(session, act, *shift.week.weekdays):
        if each.login == shift.login:
            raise UsageError(
                _("{login} is away from {first} to {last}, and would get {week}").format(
                    login=each.login,
                    first=day_word(each.first_day),
                    last=day_word(each.last_day),
                    week=shift.week,
                ),
                _("Choose another week"),
            )


def _taken_over(shift: Shift, login: str) -> Shift:
    deputy = shift.login if shift.deputy == login else shift.deputy
    return Shift(week=shift.week, login=login, deputy=deputy, note=shift.note)


def _of(week: Week) -> Select[Duty]:
    return select(Duty).where(Duty.year == week.year, Duty.week == week.number)


def _shift(session: Session, week: Week) -> Shift | None:
    row = session.scalar(_of(week))
    return _as_shift(row) if row else None


def _shift_of(session: Session, week: Week) -> Shift:
    shift = _shift(session, week)
    if shift is None:
        raise NotFound(
            _("Nobody has {week}").format(week=week),
            _("Name somebody with: tickets roster set {week} LOGIN").format(week=week),
        )
    return shift


def _as_shift(row: Duty) -> Shift:
    return Shift(week=Week(row.year, row.week), login=row.login, deputy=row.deputy, note=row.note)


def _view(act: Act, week: Week, shift: Shift | None, gone: Collection[AbsenceView]) -> WeekView:
    theirs = tuple(
        each
        for each in gone
        if shift
        and each.login in (shift.login, shift.deputy)
        and each.first_day <= week.last_day
        and week.first_day <= each.last_day
    )
    calendar = act.house.settings.calendar()
    away = _away(theirs)
    return WeekView(
        week=week,
        login=shift.login if shift else None,
        deputy=shift.deputy if shift else None,
        note=shift.note if shift else "",
        absences=theirs,
        uncovered=tuple(
            day for day in week.days if duty.acting(shift, day, away) is None and calendar.is_working(day)
        ),
        is_current=week == this_week(act),
    )


def _away(gone: Collection[AbsenceView]) -> list[Away]:
    return [Away(each.login, each.first_day, each.last_day) for each in gone]
