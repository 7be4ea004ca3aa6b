"""`reply` and `withdraw`: what goes out to citizens, and who will read it."""

from dataclasses import dataclass

import click

from tickets.cli import options, output
from tickets.cli.context import Context, pass_context
from tickets.desk import interim as interim_status
from tickets.desk import replies
from tickets.desk.house import Desk
from tickets.desk.replies import Preview
from tickets.errors import UsageError
from tickets.i18n import _
from tickets.rules.audience import Visibility, describe
from tickets.storage.models import Purpose, ReplyState


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """A reply as somebody typed it."""

    ticket: int
    text: str
    visibility: Visibility | None
    spoiler_text: str | None


@click.command(
    help=_(
        "Answer the citizen of a ticket; the bridge publishes the reply.\n\n"
        "It is for those who may read the question, unless you say twice that it is for more."
    )
)
@options.ticket_argument
@click.option("--text", metavar=_("TEXT"), help=_("The reply; - reads it from standard input."))
@click.option(
    "--interim",
    is_flag=True,
    help=_("It is an interim status: the answer takes longer. Without --text, the one that lies ready."),
)
@click.option("--ask", is_flag=True, help=_("It asks the citizen back: the clock stops until they write."))
@click.option("--promise", metavar=_("DATE"), help=_("With --interim: the day by which the answer comes."))
@click.option(
    "--visibility", type=click.Choice([each.value for each in Visibility]), help=_("Who may read it.")
)
@click.option("--yes-wider", is_flag=True, help=_("Yes, more people may read it than the question."))
@click.option("--cw", metavar=_("TEXT"), help=_("The content warning; without it, that of the question."))
@click.option("--dry-run", is_flag=True, help=_("Only show what would go out."))
@options.json_option
@pass_context
def reply(
    context: Context,
    *,
    ticket: int,
    text: str | None,
    interim: bool,
    ask: bool,
    promise: str | None,
    visibility: str | None,
    yes_wider: bool,
    cw: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Queue the reply, or only show it."""
    purpose = _purpose(interim=interim, ask=ask)
    promised = options.day(promise) if promise else None
    if text is None and purpose is not Purpose.INTERIM:
        raise UsageError(
            _("The reply is missing"), _("Give it with --text, or as --text - on standard input")
        )
    typed = None if text is None else options.read_text(text)
    warning = None if cw is None else " ".join(options.read_text(cw).split())
    with context.desk() as desk:
        if typed is None:
            ready = desk.see(interim_status.ready, ticket, promise=promised)
            typed, promised = ready.text, ready.promise
        written = _Written(
            ticket=ticket,
            text=typed,
            visibility=Visibility(visibility) if visibility else None,
            spoiler_text=warning,
        )
        if dry_run:
            _tell(None, "preview", _preview(desk, written), as_json=as_json)
            return
        queued = desk.do(
            replies.queue,
            written.ticket,
            text=written.text,
            purpose=purpose,
            promise=promised,
            visibility=written.visibility,
            spoiler_text=written.spoiler_text,
            yes_wider=yes_wider,
        )
    _tell(queued.reply_id, ReplyState.PENDING.value, queued.preview, as_json=as_json)


def _purpose(*, interim: bool, ask: bool) -> Purpose:
    if interim and ask:
        raise UsageError(
            _("A reply is an interim status or a question, not both"), _("Give --interim or --ask")
        )
    if interim:
        return Purpose.INTERIM
    return Purpose.ASK if ask else Purpose.ANSWER


def _preview(desk: Desk, written: _Written) -> Preview:
    return desk.see(
        replies.preview,
        written.ticket,
        text=written.text,
        visibility=written.visibility,
        spoiler_text=written.spoiler_text,
    )


def _tell(reply_id: int | None, state: str, preview: Preview, *, as_json: bool) -> None:
    """What became of it; `reply_id` None and state `preview` where nothing was stored."""
    if as_json:
        output.print_json(
            {
                "reply": reply_id,
                "state": state,
                "audience": preview.audience,
                "length": preview.length,
                "limit": preview.limit,
            }
        )
        return
    output.say(preview.text)
    output.say("")
    output.say(describe(preview.audience))
    for warning in preview.audience.warnings:
        output.say(warning)
    output.say(_("It has {length} of {limit} characters.").format(length=preview.length, limit=preview.limit))
    if reply_id is not None:
        output.say(
            _("Reply {reply} waits to be published; “tickets withdraw {reply}” calls it back.").format(
                reply=reply_id
            )
        )


@click.command(help=_("Call a reply back that is not out yet; its text becomes its author's draft."))
@click.argument("reply", type=options.number, metavar=_("REPLY"))
@click.option(
    "--not-out", is_flag=True, help=_("It is uncertain, and you have seen on Mastodon that it is not out.")
)
@options.json_option
@pass_context
def withdraw(context: Context, *, reply: int, not_out: bool, as_json: bool) -> None:
    """Before it is published; of an uncertain one only a person can know that."""
    with context.desk() as desk:
        desk.do(replies.give_up if not_out else replies.withdraw, reply)
    if as_json:
        output.print_json({"reply": reply, "state": ReplyState.WITHDRAWN})
    else:
        output.say(_("Reply {reply} is withdrawn.").format(reply=reply))
