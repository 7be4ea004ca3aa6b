"""`second-look`: ignored tickets that were drawn for a person's eyes, and what that person finds."""

from collections.abc import Sequence

import click

from tickets.cli import options, output, told
from tickets.cli.context import Context, pass_context
from tickets.cli.running import FAILED, complain
from tickets.cli.tables import cut, spare, whole
from tickets.desk import second_look, views
from tickets.desk.board_words import week_word
from tickets.desk.house import Desk
from tickets.desk.rows import Row
from tickets.desk.second_look_rows import LookView
from tickets.errors import TicketsError, UsageError
from tickets.i18n import _
from tickets.rules.dates import time_word
from tickets.rules.states import state_word


@click.command(
    "second-look",
    help=_(
        "Look again at what the bridge ignored by itself. Each week some of it is drawn by lot; without options,"
        " those that wait."
    ),
)
@click.option(
    "--right",
    type=options.number,
    metavar="ID",
    multiple=True,
    help=_("It was rightly ignored, and stays so. May be given several times."),
)
@click.option(
    "--wrong",
    type=options.number,
    metavar="ID",
    multiple=True,
    help=_("It should be read: it is rescued. May be given several times."),
)
@options.json_option
@click.pass_context
@pass_context
def second_look_(
    context: Context, ctx: click.Context, *, right: tuple[int, ...], wrong: tuple[int, ...], as_json: bool
) -> None:
    """What waits, or what was found."""
    if both := sorted(set(right) & set(wrong)):
        raise UsageError(
            _("Ticket {id} cannot be both right and wrong").format(id=both[0]),
            _("Name it once, with --right or with --wrong"),
        )
    with context.desk() as desk:
        if right or wrong:
            failed = _judge(desk, right, wrong, as_json=as_json)
        else:
            failed = False
            _list(context, desk.see(second_look.waiting), as_json=as_json)
    if failed:
        ctx.exit(FAILED)


def _judge(desk: Desk, right: Sequence[int], wrong: Sequence[int], *, as_json: bool) -> bool:
    """Each ticket for itself; whether any could not be settled."""
    acts = [(ticket, second_look.confirm) for ticket in dict.fromkeys(right)]
    acts += [(ticket, second_look.wrong) for ticket in dict.fromkeys(wrong)]
    rows: list[Row] = []
    for ticket, act in acts:
        try:
            desk.do(act, ticket)
        except TicketsError as error:
            complain(_("ticket {id}: {reason}").format(id=ticket, reason=error))
        else:
            row = desk.see(views.one, ticket)
            rows += [row] if row else []
    if as_json:
        output.print_json([told.row(row) for row in rows])
    else:
        for row in rows:
            output.say(_("Ticket {id}: {state}").format(id=row.id, state=state_word(row.state)))
    return len(rows) < len(acts)


def _list(context: Context, looks: Sequence[LookView], *, as_json: bool) -> None:
    if as_json:
        output.print_json([_told(look) for look in looks])
    elif looks:
        columns = (
            whole(_("No.")),
            spare(_("Drawn")),
            whole(_("Ignored")),
            _("Why"),
            cut(_("Person")),
            cut(_("Text")),
        )
        output.print_table(columns, [_cells(context, look) for look in looks])
    else:
        output.tell(_("Nothing waits for a second look."))


def _told(look: LookView) -> dict[str, object]:
    return {
        **told.row(look.ticket),
        "week": str(look.week),
        "drawn_at": look.drawn_at,
        "ignored_at": look.ignored_at,
        "score": look.score,
        "threshold": look.threshold,
        "phrase": look.phrase,
        "copy_of": look.copy_of,
    }


def _cells(context: Context, look: LookView) -> list[output.Cell]:
    return [
        str(look.ticket.id),
        week_word(look.week),
        time_word(look.ignored_at, context.zone),
        _why(look),
        look.ticket.person,
        look.ticket.excerpt,
    ]


def _why(look: LookView) -> str:
    if look.phrase:
        return look.phrase
    if look.copy_of:
        return _("near copy of {id}").format(id=look.copy_of)
    if look.score is None or look.threshold is None:
        return "–"
    return _("hostile by {score}, from {threshold}").format(
        score=f"{look.score:.2f}", threshold=f"{look.threshold:.2f}"
    )
