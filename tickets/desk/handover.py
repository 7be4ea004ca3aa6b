"""The change of duty: once a week, when service begins, a brief is made, and the tickets that belong to duty go along.

The incoming manager acknowledges it; both are events of every ticket that it lists.
"""

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from tickets.desk import belonging, brief, roster
from tickets.desk.duty_rows import HandOverView
from tickets.desk.house import Act
from tickets.desk.people import Right
from tickets.errors import NotAllowed, NotFound
from tickets.i18n import _
from tickets.rules.duty import Week
from tickets.storage.duty_models import HandOver
from tickets.storage.models import What, table
from tickets.storage.upserts import insert_into


def make_due(session: Session, act: Act) -> int:
    """Make the brief of this week, if service has begun in it, somebody acts, and nobody made it; how many were made.

    For the bridge, at every pulse. A brief is made every week, also where the same person goes on. Where nobody
    acts, a hole or an absence without a deputy, it is made as soon as somebody does.
    """
    act.actor.require(Right.ROSTER)
    week = roster.this_week(act)
    if not _in_service(act) or _find(session, week):
        return 0
    incoming = roster.on_duty(session, act, roster.today(act))
    if incoming is None:
        return 0
    return int(_make(session, act, week, incoming))


def _in_service(act: Act) -> bool:
    calendar = act.house.settings.calendar()
    return any(start <= act.now < end for start, end in calendar.service(roster.today(act)))


def _make(session: Session, act: Act, week: Week, incoming: str) -> bool:
    leaving = _leaving(session, week)
    if not _claim(session, act, week, incoming, leaving[0] if leaving else None):
        return False
    lines = brief.compose(session, act, until=week.last_day)
    passed = belonging.pass_on(session, act, to=incoming, leaving=leaving, week=str(week))
    moved = {each.ticket for each in passed}
    for line in lines:
        if line["ticket"] in moved:
            line["assignee"] = incoming
    row = _get(session, week)
    row.brief = {"lines": lines}
    detail = {"week": str(week), "from": row.outgoing, "to": incoming}
    belonging.append(session, act, What.HANDED_OVER, dict.fromkeys(brief.tickets(session, row), detail))
    return True


def _claim(session: Session, act: Act, week: Week, incoming: str, outgoing: str | None) -> bool:
    """Be the one who makes it: two bridges may find the week together."""
    made = session.scalar(
        insert_into(session, table(HandOver))
        .values(
            year=week.year,
            week=week.number,
            outgoing=outgoing,
            incoming=incoming,
            brief={"lines": []},
            made_at=act.now,
        )
        .on_conflict_do_nothing(index_elements=["year", "week"])
        .returning(table(HandOver).c.id)
    )
    return made is not None


def _leaving(session: Session, week: Week) -> list[str]:
    """Who had duty until now: the manager of the week before, and whoever took the last hand-over."""
    before = week.later(-1)
    managers = [shift.login for shift in roster.known(session, before, before)]
    last = session.scalar(
        select(HandOver.incoming)
        .where(HandOver.year * 100 + HandOver.week < week.year * 100 + week.number)
        .order_by(HandOver.year.desc(), HandOver.week.desc())
        .limit(1)
    )
    return list(dict.fromkeys([*managers, *([last] if last else [])]))


def current(session: Session, act: Act, week: Week | None = None) -> HandOverView | None:
    """The brief of this week, or of the week asked for; None where none was made. Raises NotAllowed."""
    act.actor.require(Right.READ_ALL)
    row = _find(session, week or roster.this_week(act))
    return brief.view(session, row) if row else None


def waiting(session: Session, act: Act) -> HandOverView | None:
    """The brief of this week, where it waits for this very person to acknowledge it. For whoever opens the desk."""
    row = _find(session, roster.this_week(act))
    if (
        row is None
        or row.acknowledged_at is not None
        or act.actor.login not in _addressees(session, act, row)
    ):
        return None
    return brief.view(session, row)


def acknowledge(session: Session, act: Act, week: Week) -> bool:
    """The incoming manager takes over: HANDED_OVER on every ticket that the brief lists. False where that is done.

    Also whoever the roster has put in the incoming one's place since. Raises NotAllowed, NotFound.
    """
    act.actor.require(Right.OWN_DUTY)
    row = _get(session, week)
    allowed = _addressees(session, act, row)
    if act.actor.login not in allowed:
        raise NotAllowed(
            _("The hand-over of {week} is not yours to acknowledge, {login}").format(
                week=week, login=act.actor.login
            ),
            _("Ask {login}").format(login=allowed[0]),
        )
    done = session.execute(
        update(table(HandOver))
        .where(HandOver.id == row.id, HandOver.acknowledged_at.is_(None))
        .values(acknowledged_at=act.now, acknowledged_by=act.actor.login)
    )
    if not (isinstance(done, CursorResult) and done.rowcount == 1):
        return False
    session.expire(row)
    detail = {"week": str(week), "acknowledged": True}
    belonging.append(session, act, What.HANDED_OVER, dict.fromkeys(brief.tickets(session, row), detail))
    return True


def _addressees(session: Session, act: Act, row: HandOver) -> list[str]:
    """Who may acknowledge, whom it was made for first unless the roster names another by now."""
    week = Week(row.year, row.week)
    named = [shift.login for shift in roster.known(session, week, week)]
    acting = roster.on_duty(session, act, roster.today(act)) if week == roster.this_week(act) else None
    return list(dict.fromkeys([*([acting] if acting else []), *named, row.incoming]))


def _find(session: Session, week: Week) -> HandOver | None:
    return session.scalar(select(HandOver).where(HandOver.year == week.year, HandOver.week == week.number))


def _get(session: Session, week: Week) -> HandOver:
    row = _find(session, week)
    if row is None:
        raise NotFound(
            _("There is no hand-over of {week}").format(week=week),
            _("The bridge makes it when service begins in a week that somebody has"),
        )
    return row
