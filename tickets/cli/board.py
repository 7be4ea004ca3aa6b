"""`board`: how things stand, for the team lead."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

import click

from tickets.cli import output, roster_told
from tickets.cli.context import Context, pass_context
from tickets.cli.options import json_option
from tickets.cli.tables import cut, spare, whole
from tickets.desk.board_rows import Board, BoardTicket, HandOverState, Trend, TrendWeek
from tickets.desk.board_words import week_word, why_word
from tickets.i18n import _
from tickets.rules.dates import time_word


@click.command(
    help=_(
        "Print how things stand: what is late or at risk and why, who has what, the last weeks, the roster, the"
        " hand-over."
    )
)
@json_option
@pass_context
def board(context: Context, *, as_json: bool) -> None:
    """Now, and how it came to this."""
    from tickets.desk import board as desk_board
    from tickets.desk import trend as desk_trend

    with context.desk() as desk:
        now, weeks = desk.see(desk_board.board), desk.see(desk_trend.trend)
    if as_json:
        output.print_json(_told(now, weeks))
        return
    _print_tickets(now, context.zone)
    _print_loads(now, context.zone)
    _print_trend(weeks, context.zone)
    _print_duty(now, context.zone)


def _told(board: Board, trend: Trend) -> dict[str, object]:
    hand_over = board.hand_over
    return {
        "made_at": board.made_at,
        "breached": board.breached,
        "at_risk": board.at_risk,
        "people": board.people,
        "departments": board.departments,
        "weeks": [_week_told(week) for week in trend.weeks],
        "broken": trend.broken,
        "roster": [roster_told.as_json(week) for week in board.roster],
        "hand_over": output.fields(hand_over) | {"week": str(hand_over.week)} if hand_over else None,
    }


def _week_told(week: TrendWeek) -> dict[str, object]:
    return output.fields(week) | {"week": str(week.week), "kept_percent": week.kept_percent}


# For people.


def _print_tickets(board: Board, zone: ZoneInfo) -> None:
    for title, style, pressing in (
        (_("Too late: {count}"), "bold red", board.breached),
        (_("At risk: {count}"), "", board.at_risk),
    ):
        output.say(title.format(count=pressing.total), style if pressing.total else "")
        if pressing.tickets:
            names = {each.key: each.name for each in board.departments}
            _print_pressing(pressing.tickets, names, zone)


def _print_pressing(tickets: Sequence[BoardTicket], names: Mapping[str, str], zone: ZoneInfo) -> None:
    columns = (
        whole(_("No.")),
        whole(_("Due")),
        spare(_("Assignee")),
        _("Why"),
        cut(_("Person")),
        cut(_("Text")),
    )
    output.print_table(
        columns,
        [
            (
                str(ticket.id),
                time_word(ticket.due_at, zone),
                ticket.assignee or "–",
                why_word(ticket.why, names.get(ticket.department or "")),
                ticket.person,
                ticket.excerpt,
            )
            for ticket in tickets
        ],
    )


def _print_loads(board: Board, zone: ZoneInfo) -> None:
    output.heading(_("Who has what"))
    columns = (_("Who"), _("Open"), _("Waiting"), _("At risk"), _("Too late"), _("Oldest from"))
    output.print_table(
        columns,
        [
            (
                _who(load.login, on_duty=load.on_duty),
                str(load.open),
                str(load.waiting),
                str(load.at_risk),
                str(load.breached),
                time_word(load.oldest, zone) if load.oldest else "–",
            )
            for load in board.people
        ],
    )
    _print_departments(board, zone)


def _print_departments(board: Board, zone: ZoneInfo) -> None:
    output.heading(_("Departments"))
    columns = (_("Department"), _("Open"), _("Overdue"), _("Proposals"), _("Oldest from"))
    output.print_table(
        columns,
        [
            (
                load.name,
                str(load.open),
                str(load.overdue),
                str(load.proposed),
                time_word(load.oldest, zone) if load.oldest else "–",
            )
            for load in board.departments
        ],
    )


def _who(login: str | None, *, on_duty: bool) -> str:
    if login is None:
        return _("nobody")
    return _("{login}, on duty").format(login=login) if on_duty else login


def _print_trend(trend: Trend, zone: ZoneInfo) -> None:
    output.heading(_("The last weeks"))
    weekly = (_("Week"), _("Received"), _("Answered"), _("Kept"), _("Broken"), _("In percent"))
    output.print_table(weekly, [_week_cells(week) for week in trend.weeks])
    if trend.broken:
        output.heading(_("Broken this week or last week, and made good since"))
        columns = (
            whole(_("No.")),
            whole(_("Due")),
            whole(_("Ended")),
            spare(_("Assignee")),
            cut(_("Person")),
            cut(_("Text")),
        )
        output.print_table(
            columns,
            [
                (
                    str(each.ticket),
                    time_word(each.due_at, zone),
                    time_word(each.ended_at, zone),
                    each.assignee or "–",
                    each.person,
                    each.excerpt,
                )
                for each in trend.broken
            ],
        )


def _week_cells(week: TrendWeek) -> list[output.Cell]:
    name = week_word(week.week)
    return [
        name if week.is_over else _("{week}, so far").format(week=name),
        str(week.received),
        str(week.answered),
        str(week.kept),
        str(week.breached),
        "–" if week.kept_percent is None else _("{number} %").format(number=week.kept_percent),
    ]


def _print_duty(board: Board, zone: ZoneInfo) -> None:
    output.heading(_("Roster"))
    if board.roster:
        roster_told.print_weeks(board.roster, json=False)
    else:
        output.say(_("No roster is kept."))
    output.heading(_("Hand-over"))
    output.say(_hand_over(board.hand_over, zone))


def _hand_over(state: HandOverState | None, zone: ZoneInfo) -> str:
    if state is None:
        return _("Nothing was handed over yet.")
    if state.acknowledged_at and state.acknowledged_by:
        taken = _("{login} acknowledged it: {time}").format(
            login=state.acknowledged_by, time=time_word(state.acknowledged_at, zone)
        )
    else:
        taken = _("Nobody has acknowledged it yet.")
    return f"{week_word(state.week)}: {taken}"
