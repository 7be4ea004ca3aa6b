"""`list` and `show`: what there is to do, and all there is to know of one ticket."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import click

from tickets.cli import options, output, told
from tickets.cli.context import Context, pass_context
from tickets.cli.page import print_ticket
from tickets.cli.tables import cut, spare, whole
from tickets.desk import filtering, handling, saved_views, ticket_view, views
from tickets.desk.house import Desk
from tickets.desk.rows import Query, Row
from tickets.errors import UsageError
from tickets.i18n import _
from tickets.rules.dates import time_word
from tickets.rules.reply import ReplyState, trouble_word
from tickets.rules.states import Kind, Queue, kind_word, queue_word, state_word


@click.command("list", help=_("Print tickets, the most urgent first."))
@click.option("--queue", type=options.OneOf(Queue, queue_word), help=_("Only of this queue."))
@click.option("--breached", is_flag=True, help=_("Only those whose deadline is or was broken."))
@click.option(
    "--search",
    metavar=_("TEXT"),
    default="",
    help=_("Only with these words and filters, newest first: “kind:incident from:today fax”."),
)
@click.option("--view", metavar=_("NAME"), help=_("Only what this saved view finds."))
@click.option("--kind", type=options.OneOf(Kind, kind_word), help=_("Only of this kind."))
@click.option("--language", metavar=_("LANGUAGE"), help=_("Only in this language: de, en …"))
@click.option("--person", metavar=_("HANDLE"), help=_("Only of this citizen, named in full."))
@click.option("--from", "first", metavar=_("DAY"), help=_("Only those received on this day or later."))
@click.option("--to", "last", metavar=_("DAY"), help=_("Only those received on this day or earlier."))
@click.option("--account", metavar=_("NAME"), help=_("Only of this account."))
@click.option("--assignee", metavar=_("LOGIN"), help=_("Only of this person; “me” is you."))
@click.option("--unassigned", is_flag=True, help=_("Only those that nobody has."))
@click.option(
    "--copies-of",
    type=options.number,
    metavar="ID",
    help=_("Only this ticket and its near copies, wherever they are."),
)
@click.option(
    "--limit",
    type=options.called(click.IntRange(1, 100_000), _("whole number")),
    metavar=_("NUMBER"),
    default=50,
    show_default=True,
    help=_("At most so many."),
)
@options.json_option
@pass_context
def list_(
    context: Context,
    *,
    queue: Queue | None,
    breached: bool,
    search: str,
    view: str | None,
    kind: Kind | None,
    language: str | None,
    person: str | None,
    first: str | None,
    last: str | None,
    account: str | None,
    assignee: str | None,
    unassigned: bool,
    copies_of: int | None,
    limit: int,
    as_json: bool,
) -> None:
    """One page of the list."""
    if account is not None:
        context.settings.account(account)
    if assignee and unassigned:
        raise UsageError(_("Nobody can have what somebody has"), _("Give --assignee or --unassigned"))
    given = {
        "queue": queue,
        "breached": breached or None,
        "kind": kind,
        "language": language.strip().lower() if language else None,
        "person": person.strip().lower().removeprefix("@") if person else None,
        "received_from": filtering.midnight(options.day(first), context.zone) if first else None,
        "received_before": filtering.midnight(options.day(last), context.zone, later=1) if last else None,
        "account": account,
        "assignee": context.login if assignee == "me" else assignee or None,
        "unassigned": unassigned or assignee == "" or None,
        "copies_of": copies_of,
    }
    with context.desk() as desk:
        query = _asked(desk, search, view, given, limit)
        page = desk.see(views.page, query)
        if query.assignee and not page.rows:
            # What somebody left behind who is not in the settings any longer can still be listed.
            handling.require_known(desk.act(), query.assignee)
    if as_json:
        output.print_json([told.row(ticket) for ticket in page.rows])
    elif page.rows:
        _print_rows(context, page.rows)
    else:
        output.tell(_("There are no such tickets."))
    if page.more:
        output.tell(_("There are more; see them with --limit."))


def _asked(desk: Desk, search: str, view: str | None, given: Mapping[str, Any], limit: int) -> Query:
    """What was typed and what the view holds, narrowed by the options; these count where both name a value."""
    kept = desk.see(saved_views.named, view).query if view is not None else ""
    typed = f"{kept} {search}".strip()
    base = filtering.query_typed(desk.act(), typed) if typed else Query()
    named = {name: value for name, value in given.items() if value is not None}
    query = replace(base, **named, limit=limit)
    # A queue by itself is told as it is worked through.
    return replace(query, newest=query.newest and query.queue is None)


def _print_rows(context: Context, rows: tuple[Row, ...]) -> None:
    columns = (
        whole(_("No.")),
        whole(_("Due")),
        whole(_("Clock")),
        # That a reply did not get out is said in a narrow terminal too.
        (cut if any(row.reply for row in rows) else spare)(_("State")),
        whole(_("Kind")),
        spare(_("Suggestion")),
        spare(_("Assignee")),
        spare(_("Copies")),
        cut(_("Person")),
        cut(_("Text")),
    )
    output.print_table(columns, [_cells(context, row) for row in rows])


def _cells(context: Context, row: Row) -> list[output.Cell]:
    due = time_word(row.due_at, context.zone) if row.due_at else "–"
    return [
        str(row.id),
        due,
        _alarm(row, context.now()),
        _state(row),
        kind_word(row.kind),
        _suggestion(row),
        row.assignee or "–",
        f"+{row.copies}" if row.copies else "",
        row.person,
        row.excerpt,
    ]


def _alarm(row: Row, now: datetime) -> output.Cell:
    """How the clock stands, and whose it is where a department's runs out first."""
    if row.is_late(now):
        words = _("department too late") if row.of_department else _("too late")
        return output.styled(words, "bold red")
    if row.at_risk:
        return output.styled(_("department at risk") if row.of_department else _("at risk"), "yellow")
    if row.breached:
        return _("missed before")
    return _("department") if row.of_department else ""


def _state(row: Row) -> output.Cell:
    """Where it is in its life; before that, whether a reply to it has to be made good."""
    if row.reply is None:
        return state_word(row.state)
    style = "bold red" if row.reply is ReplyState.FAILED else "yellow"
    return output.styled(f"{trouble_word(row.reply)}, {state_word(row.state)}", style)


def _suggestion(row: Row) -> str:
    match row.suggestion:
        case "ignore":
            return _("ignore")
        case "forward":
            return _("forward to {department}").format(department=row.department)
        case _:
            return "–"


@click.command(help=_("Print all there is to know of one ticket."))
@options.ticket_argument
@options.json_option
@pass_context
def show(context: Context, *, ticket: int, as_json: bool) -> None:
    """The ticket, its conversation, its history, its clocks."""
    with context.desk() as desk:
        view = desk.see(ticket_view.show, ticket)
    if as_json:
        output.print_json(told.whole(view, context.now()))
    else:
        print_ticket(view, context.now(), context.zone)
