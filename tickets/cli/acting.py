"""What people do to tickets besides answering them: each act, then the row as it is now."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import click

from tickets.cli import options, output, told
from tickets.cli.context import Context, pass_context
from tickets.cli.running import FAILED, complain
from tickets.desk import copies, forwards, handling, undoing, views
from tickets.desk.house import Desk
from tickets.desk.rows import Row
from tickets.desk.words import event_words
from tickets.errors import NotFound, TicketsError, UsageError
from tickets.i18n import _, ngettext
from tickets.rules.dates import time_word
from tickets.rules.states import Kind, kind_word, queue_word, state_word

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tickets.desk.house import Act as DeskAct

Act = Callable[[Desk, int], object]
"""What is done to one ticket."""
Deed = Callable[["Session", "DeskAct", int], object]
"""An act of the desk, complete but for the ticket."""


@click.command(help=_("Put tickets out of the way, unanswered. They stay, and can be rescued."))
@options.tickets_argument
@click.option("--reason", metavar=_("TEXT"), default="", help=_("Why; it stands in the history."))
@options.copies_option
@options.json_option
@pass_context
def ignore(
    context: Context, *, tickets: tuple[int, ...], reason: str, all_copies: bool, as_json: bool
) -> None:
    """Each ticket for itself."""
    deed = partial(handling.ignore, reason=options.read_text(reason))
    _act_on_all(context, tickets, _act(deed, all_copies=all_copies), as_json=as_json)


@click.command(help=_("Bring ignored tickets back, with the clock they had."))
@options.tickets_argument
@options.copies_option
@options.json_option
@pass_context
def rescue(context: Context, *, tickets: tuple[int, ...], all_copies: bool, as_json: bool) -> None:
    """Each ticket for itself."""
    _act_on_all(context, tickets, _act(handling.rescue, all_copies=all_copies), as_json=as_json)


@click.command(help=_("End tickets without an answer."))
@options.tickets_argument
@click.option("--reason", metavar=_("TEXT"), default="", help=_("Why; it stands in the history."))
@options.copies_option
@options.json_option
@pass_context
def close(
    context: Context, *, tickets: tuple[int, ...], reason: str, all_copies: bool, as_json: bool
) -> None:
    """Each ticket for itself."""
    deed = partial(handling.close, reason=options.read_text(reason))
    _act_on_all(context, tickets, _act(deed, all_copies=all_copies), as_json=as_json)


@click.command(help=_("Give tickets to somebody, or back to everybody."))
@options.tickets_argument
@click.option("--to", "login", metavar=_("LOGIN"), help=_("To whom; “me” is you."))
@click.option("--nobody", is_flag=True, help=_("To nobody in particular."))
@options.copies_option
@options.json_option
@pass_context
def assign(
    context: Context,
    *,
    tickets: tuple[int, ...],
    login: str | None,
    nobody: bool,
    all_copies: bool,
    as_json: bool,
) -> None:
    """Each ticket for itself."""
    if (login is None) is not nobody:
        raise UsageError(_("Nobody can tell to whom"), _("Give either --to LOGIN or --nobody"))
    to = context.login if login == "me" else login
    outcome = _("assigned to {login}").format(login=to) if to else _("assigned to nobody")
    deed = partial(handling.assign, to=to)
    _act_on_all(context, tickets, _act(deed, all_copies=all_copies), outcome, as_json=as_json)


@click.command(help=_("Ask a department. Our own clock runs on, theirs starts."))
@options.ticket_argument
@click.option("--to", "key", metavar=_("KEY"), required=True, help=_("Which, as in the settings."))
@click.option("--note", metavar=_("TEXT"), default="", help=_("What the department should know; - reads it."))
@options.copies_option
@options.json_option
@pass_context
def forward(context: Context, *, ticket: int, key: str, note: str, all_copies: bool, as_json: bool) -> None:
    """One question to one department."""
    deed = partial(forwards.forward, to=key, note=options.read_text(note))
    names = {department.key: department.name for department in context.settings.departments}
    outcome = _("forwarded to {department}").format(department=names.get(key, key))
    _act_on(context, ticket, _act(deed, all_copies=all_copies), outcome, as_json=as_json)


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
    outcome = _("put aside until {time}").format(time=time_word(until, context.zone))
    deed = partial(handling.snooze, until=until)
    _act_on(context, ticket, _act(deed, all_copies=False), outcome, as_json=as_json)


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
@click.option("--kind", type=options.OneOf(Kind, kind_word), required=True, help=_("What it is about."))
@options.copies_option
@options.json_option
@pass_context
def label(context: Context, *, ticket: int, kind: Kind, all_copies: bool, as_json: bool) -> None:
    """What a person says counts more than what triage says."""
    deed = partial(handling.label, kind=kind)
    outcome = _("kind corrected: {kind}").format(kind=kind_word(kind))
    _act_on(context, ticket, _act(deed, all_copies=all_copies), outcome, as_json=as_json)


@click.command(
    help=_(
        "Undo what you did last to a ticket, and to others with it. A reply that is not out yet is called back.\n\n"
        "What is published stays published."
    )
)
@options.ticket_argument
@options.json_option
@pass_context
def undo(context: Context, *, ticket: int, as_json: bool) -> None:
    """As it was before, with the clock it had."""
    with context.desk() as desk:
        done = desk.do(undoing.undo, ticket)
        row = desk.see(views.one, ticket)
    if row is None:
        raise NotFound(_("There is no ticket {id}").format(id=ticket))
    if as_json:
        event = {"undone": done.what, "undone_detail": done.event.detail}
        output.print_json({**told.row(row), **event, "tickets": done.tickets, "left": done.left})
        return
    what = event_words(done.event, lambda moment: time_word(moment, context.zone))
    _say(row, _("undone: {what}").format(what=what))
    if others := len(done.tickets) - 1:
        output.say(
            ngettext("Undone for {count} other too.", "Undone for {count} others too.", others).format(
                count=others
            )
        )
    for key, reason in done.left.items():
        output.say(_("Ticket {id} stays as it is: {reason}").format(id=key, reason=reason))


def _act(deed: Deed, *, all_copies: bool) -> Act:
    """The deed in a transaction of its own; for a ticket and its near copies, in one for all of them."""
    if all_copies:
        return lambda desk, id_: desk.do(copies.for_all, id_, deed)
    return lambda desk, id_: desk.do(deed, id_)


def _act_on(context: Context, ticket: int, act: Act, outcome: str = "", *, as_json: bool) -> None:
    """One act for one ticket. outcome: what it did, as a clause, where the state does not say so."""
    with context.desk() as desk:
        row = _acted(desk, ticket, act)
    if as_json:
        output.print_json(told.row(row))
    else:
        _say(row, outcome)


def _act_on_all(
    context: Context, tickets: Sequence[int], act: Act, outcome: str = "", *, as_json: bool
) -> None:
    """One act for each ticket. One that fails is told of and stops none of the others.

    JSON: the row of a single ticket, a list of rows for several.
    """
    if len(tickets) == 1:
        _act_on(context, tickets[0], act, outcome, as_json=as_json)
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
            _say(row, outcome)
    if len(rows) < len(set(tickets)):
        click.get_current_context().exit(FAILED)


def _acted(desk: Desk, ticket: int, act: Act) -> Row:
    done = act(desk, ticket)
    if isinstance(done, Mapping) and len(done) > 1:
        more = len(done) - 1
        output.tell(
            ngettext("Done for {count} near copy too.", "Done for {count} near copies too.", more).format(
                count=more
            )
        )
    row = desk.see(views.one, ticket)
    if row is None:
        raise NotFound(_("There is no ticket {id}").format(id=ticket))
    return row


def _say(row: Row, outcome: str = "") -> None:
    now = _("Ticket {id}: {state}, in “{queue}”").format(
        id=row.id, state=state_word(row.state), queue=queue_word(row.queue)
    )
    output.say(f"{now}; {outcome}" if outcome else now)
