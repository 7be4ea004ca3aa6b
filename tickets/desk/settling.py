"""What the bridge does by itself with a ticket that it has just opened: it puts away what is surely hostile.

The ticket is stored as any other, with its clock; to ignore it is an event of its history, by the bridge. So a person
who rescues it finds it as if nobody had touched it, with the deadline that it always had.
"""

from dataclasses import replace

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tickets.desk import history
from tickets.desk.acquaintance import has_other_open_ticket
from tickets.desk.house import Act
from tickets.desk.judging import Case
from tickets.desk.preparing import Prepared, verdict_json
from tickets.desk.priorities import reprioritise
from tickets.rules.states import Move, State, Zone
from tickets.rules.zoning import MANY
from tickets.storage.models import Message, Ticket, What, table

_M = table(Message)
_T = table(Ticket)


def settle(session: Session, act: Act, ticket: Ticket, item: Prepared) -> None:
    """Ignore this ticket, which `item` has opened, if its zone says so and nothing has come between.

    To be called after the rows of the whole batch are stored, and after a person's decision for its near copies was
    carried out. What else is stored of the person, and how many say nearly the same, is known only now.
    """
    if (
        ticket.state is not State.NEW
        or item.verdict.zone is not Zone.IGNORE
        or ticket.zone is not Zone.IGNORE
    ):
        return
    case = _known_now(session, ticket, item.case)
    if case.decision.zone is Zone.IGNORE:
        _ignore(session, act, ticket, item)
    else:
        _spare(session, act, ticket, item, case)


def _known_now(session: Session, ticket: Ticket, case: Case) -> Case:
    """The case with what the store tells by now."""
    circumstances = case.circumstances
    is_open = circumstances.has_open_ticket or has_other_open_ticket(session, ticket)
    return replace(
        case,
        circumstances=replace(circumstances, has_open_ticket=is_open, copies=_others_alike(session, ticket)),
    )


def _others_alike(session: Session, ticket: Ticket) -> int:
    """How many other people say nearly the same, as far as it matters."""
    if ticket.cluster_id is None:
        return 0
    others = (
        select(_T.c.person_id)
        .distinct()
        .where(_T.c.cluster_id == ticket.cluster_id, _T.c.person_id != ticket.person_id)
        .limit(MANY)
    )
    return len(session.scalars(others).all())


def _ignore(session: Session, act: Act, ticket: Ticket, item: Prepared) -> None:
    """As a person would, but as of its receipt: nobody has waited for us, however late we found it."""
    history.move(ticket, Move.IGNORE)
    history.record(
        session,
        act,
        ticket,
        What.IGNORED,
        since=item.mention.received_at,
        detail=_told(item.case),
    )
    history.rewind(session, act, ticket)


def _told(case: Case) -> dict[str, object]:
    """By what the bridge decided: a phrase of the house, or how sure which triage was, and from where on it may be."""
    told: dict[str, object] = {"version": case.heard.version}
    if case.circumstances.blocked:
        return told | {"phrase": case.circumstances.blocked}
    return told | {"score": case.advice.score, "threshold": case.heard.thresholds.get("ignore")}


def _spare(session: Session, act: Act, ticket: Ticket, item: Prepared, case: Case) -> None:
    """It stays in the inbox, and its verdict says why."""
    ticket.zone = case.decision.zone
    reprioritise(session, act, ticket)
    session.execute(
        update(_M)
        .where(_M.c.account_id == ticket.account_id, _M.c.remote_id == item.mention.remote_id)
        .values(verdict=verdict_json(case.verdict()))
    )
    history.rewind(session, act, ticket)
