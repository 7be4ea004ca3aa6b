"""What people do to tickets besides answering them: each act, then the row as it is now."""

from collections.abc import Callable, Sequence

import click

from tickets.cli import options, output, told
from tickets.cli.context import Context, pass_context
from tickets.cli.running import FAILED, complain
from tickets.desk import forwards, handling, views
from tickets.desk.house import Desk
from tickets.desk.rows import Row
from tickets.errors import NotFound, TicketsError, UsageError
from tickets.i18n import _
from tickets.rules.states import Kind, queue_word, state_word

Act = Callable[[Desk, int], object]
"""What is done to one ticket."""


@click.command(help=_("Put tickets out of the way, unanswered. They stay, and can be rescued."))
@options.tickets_argument
@click.option("--reason", metavar=_("TEXT"), default="", help=_("Why; it stands in the history."))
@options.json_option
@pass_context
def ignore(context: Context, *, tickets: tuple[int, ...], reason: str, as_json: bool) -> None:
    """Each ticket for itself."""
    why = options.read_text(reason)
    _act_on_all(
        context, tickets, lambda desk, id_: desk.do(handling.ignore, id_, reason=why), as_json=as_json
    )


@click.command(help=_("Bring ignored tickets back, with the clock they had."))
@options.tickets_argument
@options.json_option
@pass_context
def rescue(context: Context, *, tickets: tuple[int, ...], as_json: bool) -> None:
    """Each ticket for itself."""
    _act_on_all(context, tickets, lambda desk, id_: desk.do(handling.rescue, id_), as_json=as_json)


@click.command(help=_("End tickets without an answer."))
@options.tickets_argument
@click.option("--reason", metavar=_("TEXT"), default="", help=_("Why; it stands in the history."))
@options.json_option
@pass_context
def close(context: Context, *, tickets: tuple[int, ...], reason: str, as_json: bool) -> None:
    """Each ticket for itself."""
    why = options.read_text(reason)
    _act_on_all(context, tickets, lambda desk, id_: desk.do(handling.close, id_, reason=why), as_json=as_json)


@click.command(help=_("Give tickets to somebody, or back to everybody."))
@options.tickets_argument
@click.option("--to", "login", metavar=_("LOGIN"), help=_("To whom; “me” is you."))
@click.option("--nobody", is_flag=True, help=_("To nobody in particular."))
@options.json_option
@pass_context
def assign(
    context: Context, *, tickets: tuple[int, ...], login: str | None, nobody: bool, as_json: bool
) -> None:
    """Each ticket for itself."""
    if (login is None) is not nobody:
        raise UsageError(_("Nobody can tell to whom"), _("Give either --to LOGIN or --nobody"))
    to = context.login if login == "me" else login
    _act_on_all(context, tickets, lambda desk, id_: desk.do(handling.assign, id_, to=to), as_json=as_json)


@click.command(help=_("Ask a department. Our own clock runs on, theirs starts."))
@options.ticket_argument
@click.option("--to", "key", metavar=_("KEY"), required=True, help=_("Which, as in the settings."))
@click.option("--note", metavar=_("TEXT"), default="", help=_("What the department should know; - reads it."))
@options.json_option
@pass_context
def forward(context: Context, *, ticket: int, key: str, note: str, as_json: bool) -> None:
    """One question to one department."""
    text = options.read_text(note)
    _act_on(
        context, ticket, lambda desk, id_: desk.do(forwards.forward, id_, to=key, note=text), as_json=as_json
    )


@click.command(help=_("Take a question back from its department, unanswered."))
@options.ticket_argument
@options.json_option
@pass_context
def recall(context: Context, *, ticket: int, as_json: bool) -> None:
    """Back to the inbox."""
    _act_on(context, ticket, lambda desk, id_: desk.do(forwards.recall, id_), as_json=as_json)


@click.command(help=_("Propose an answer to what was forwarded to your department."))
@options.ticket_argument
@click.option(
    "--text", metavar=_("TEXT"), required=True, help=_("The answer; - reads it from standard input.")
)
@options.json_option
@pass_context
def propose(context: Context, *, ticket: int, text: str, as_json: bool) -> None:
    """Back to the inbox, with a proposal."""
    answer = options.read_text(text)
    _act_on(context, ticket, lambda desk, id_: desk.do(forwards.propose, id_, text=answer), as_json=as_json)


@click.command(help=_("Put a ticket aside for a while. Its clock runs on."))
@options.ticket_argument
@click.option("--until", "time", metavar=_("TIME"), help=_("Until then, such as 2026-05-13T09:00."))
@click.option("--for", "length", metavar=_("LENGTH"), help=_("For so long: 30m, 4h, 2d or 1w."))
@options.json_option
@pass_context
def snooze(context: Context, *, ticket: int, time: str | None, length: str | None, as_json: bool) -> None:
    """The clock on the wall counts, not working time."""
    if time and not length:
        until = options.instant(time, context.zone)
    elif length and not time:
        until = options.later(length, context.now(), context.zone)
    else:
        raise UsageError(_("Nobody can tell for how long"), _("Give either --until TIME or --for 2d"))
    _act_on(context, ticket, lambda desk, id_: desk.do(handling.snooze, id_, until=until), as_json=as_json)


@click.command(help=_("Wait for the citizen. The clock stops until they write again."))
@options.ticket_argument
@options.json_option
@pass_context
def wait(context: Context, *, ticket: int, as_json: bool) -> None:
    """It is the citizen's turn."""
    _act_on(context, ticket, lambda desk, id_: desk.do(handling.wait, id_), as_json=as_json)


@click.command(help=_("Take an ended ticket up again, with a new clock from now on."))
@options.ticket_argument
@options.json_option
@pass_context
def reopen(context: Context, *, ticket: int, as_json: bool) -> None:
    """Back to the inbox."""
    _act_on(context, ticket, lambda desk, id_: desk.do(handling.reopen, id_), as_json=as_json)


@click.command(help=_("Write a note into the history. Nobody outside the house sees it."))
@options.ticket_argument
@click.option("--text", metavar=_("TEXT"), required=True, help=_("The note; - reads it from standard input."))
@options.json_option
@pass_context
def note(context: Context, *, ticket: int, text: str, as_json: bool) -> None:
    """For the house only."""
    words = options.read_text(text)
    _act_on(context, ticket, lambda desk, id_: desk.do(handling.note, id_, text=words), as_json=as_json)


@click.command(help=_("Correct what a ticket is about. Its place in the list follows."))
@options.ticket_argument
@click.option(
    "--kind", type=click.Choice([kind.value for kind in Kind]), required=True, help=_("What it is about.")
)
@options.json_option
@pass_context
def label(context: Context, *, ticket: int, kind: str, as_json: bool) -> None:
    """What a person says counts more than what triage says."""
    _act_on(context, ticket, lambda desk, id_: desk.do(handling.label, id_, kind=Kind(kind)), as_json=as_json)


def _act_on(context: Context, ticket: int, act: Act, *, as_json: bool) -> None:
    with context.desk() as desk:
        row = _acted(desk, ticket, act)
    if as_json:
        output.print_json(told.row(row))
    else:
        _say(row)


def _act_on_all(context: Context, tickets: Sequence[int], act: Act, *, as_json: bool) -> None:
    """One act for each ticket. One that fails is told of and stops none of the others.

    JSON: the row of a single ticket, a list of rows for several.
    """
    if len(tickets) == 1:
        _act_on(context, tickets[0], act, as_json=as_json)
        return
    rows: list[Row] = []
    with context.desk() as desk:
        for ticket in dict.fromkeys(tickets):
            try:
                rows.append(_acted(desk, ticket, act))
            except TicketsError as error:
                complain(_("ticket {id}: {reason}").format(id=ticket, reason=error))
    if as_json:
        output.print_json([told.row(row) for row in rows])
    else:
        for row in rows:
            _say(row)
    if len(rows) < len(set(tickets)):
        click.get_current_context().exit(FAILED)


def _acted(desk: Desk, ticket: int, act: Act) -> Row:
    act(desk, ticket)
    row = desk.see(views.one, ticket)
    if row is None:
        raise NotFound(_("There is no ticket {id}").format(id=ticket))
    return row


def _say(row: Row) -> None:
    output.say(
        _("Ticket {id}: {state}, in “{queue}”").format(
            id=row.id, state=state_word(row.state), queue=queue_word(row.queue)
        )
    )
