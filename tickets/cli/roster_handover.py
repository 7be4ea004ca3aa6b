"""`roster handover`: what was handed over at the change of duty, and who took it."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import click

from tickets.cli import output
from tickets.cli.context import Context, pass_context
from tickets.cli.options import json_option
from tickets.cli.tables import cut, spare, whole
from tickets.desk import handover as desk_handover
from tickets.desk import roster
from tickets.desk.board_words import week_word
from tickets.desk.duty_rows import BriefLine, Change, HandOverView, Section
from tickets.desk.duty_words import done_word, handed_over, since_then
from tickets.i18n import _
from tickets.rules.dates import time_word
from tickets.rules.duty import Week


@click.command(
    help=_(
        "Print the brief of this week's change of duty: every open, promised and waiting ticket with its date.\n\n"
        "The bridge makes it when service begins in a week. Whoever takes over acknowledges it."
    )
)
@click.option("--week", "written", metavar=_("WEEK"), help=_("That of another week."))
@click.option(
    "--acknowledge", is_flag=True, help=_("You take over; it stands in the history of every ticket.")
)
@json_option
@pass_context
def handover(context: Context, *, written: str | None, acknowledge: bool, as_json: bool) -> None:
    """One brief."""
    with context.desk() as desk:
        week = Week.parse(written) if written else roster.this_week(desk.act())
        if acknowledge and not desk.do(desk_handover.acknowledge, week):
            output.tell(_("It was acknowledged before."))
        view = desk.see(desk_handover.current, week)
        planned, now = bool(desk.see(roster.taken, week, week)), desk.now()
    if as_json:
        output.print_json(_told(view) if view else None)
    elif view:
        _print(view, context.zone, now)
    else:
        output.tell(_("There is no hand-over of {week}.").format(week=week))
        if planned:
            output.tell(_("The bridge makes it once, in the hours of service of that week."))
        else:
            output.tell(
                _("Nobody has that week. Name somebody with: tickets roster set {week} LOGIN").format(
                    week=week
                )
            )


def _told(view: HandOverView) -> dict[str, object]:
    return {
        "week": str(view.week),
        "outgoing": view.outgoing,
        "incoming": view.incoming,
        "made_at": view.made_at,
        "acknowledged_at": view.acknowledged_at,
        "acknowledged_by": view.acknowledged_by,
        "tickets": view.lines,
    }


def _print(view: HandOverView, zone: ZoneInfo, now: datetime) -> None:
    output.say(_headline(view), "bold")
    output.say(handed_over(view, time_word(view.made_at, zone)))
    output.say(since_then(view.changes(now)))
    if view.acknowledged_at and view.acknowledged_by:
        output.say(
            _("{login} acknowledged it: {time}").format(
                login=view.acknowledged_by, time=time_word(view.acknowledged_at, zone)
            )
        )
    else:
        output.say(_("Nobody has acknowledged it yet."))
    for section, title in (
        (Section.OPEN, _("Open")),
        (Section.PROMISED, _("Promised")),
        (Section.WAITING, _("Waiting")),
    ):
        if lines := view.section(section):
            output.heading(title)
            _print_lines(lines, view.made_at, zone, now)


def _headline(view: HandOverView) -> str:
    if view.outgoing and view.outgoing != view.incoming:
        return _("{week}: {incoming} takes over from {outgoing}").format(
            week=week_word(view.week), incoming=view.incoming, outgoing=view.outgoing
        )
    return _("{week}: {incoming} is on duty").format(week=week_word(view.week), incoming=view.incoming)


def _print_lines(lines: Sequence[BriefLine], made_at: datetime, zone: ZoneInfo, now: datetime) -> None:
    columns = (
        whole(_("No.")),
        whole(_("Date")),
        whole(""),
        spare(_("Assignee")),
        cut(_("Person")),
        cut(_("Text")),
    )
    output.print_table(
        columns,
        [
            (
                str(line.ticket),
                _date(line, zone),
                _since(line, made_at, now) or _alarm(line, made_at),
                line.assignee or "–",
                line.person,
                line.excerpt,
            )
            for line in lines
        ],
    )


def _date(line: BriefLine, zone: ZoneInfo) -> str:
    """What is due, else until when it was put aside, else since when it waits."""
    if line.due_at:
        return time_word(line.due_at, zone)
    if line.until:
        return _("until {time}").format(time=time_word(line.until, zone))
    return _("since {time}").format(time=time_word(line.since, zone)) if line.since else "–"


def _since(line: BriefLine, made_at: datetime, now: datetime) -> output.Cell:
    """What has become of it since; "" where nothing has."""
    match line.change(made_at, now):
        case Change.DONE:
            return done_word(line)
        case Change.LATE:
            return output.styled(_("too late"), "bold red")
        case Change.MOVED:
            return _("another date")
    return ""


def _alarm(line: BriefLine, made_at: datetime) -> output.Cell:
    """As it stood when it was handed over."""
    if line.due_at is not None and line.due_at < made_at:
        return output.styled(_("too late"), "bold red")
    if line.due_this_week:
        return output.styled(_("this week"), "yellow")
    return _("missed before") if line.breached else ""
