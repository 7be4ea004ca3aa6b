"""`reply`, `withdraw` and `settle`: what goes out to citizens, who will read it, and whether it is out."""

from dataclasses import replace

import click

from tickets.cli import options, output
from tickets.cli.context import Context, pass_context
from tickets.desk import copies, doubts, replies, templating
from tickets.desk import interim as interim_status
from tickets.desk.copies import Letter, Spread
from tickets.desk.house import Desk
from tickets.desk.replies import Preview, Queued
from tickets.desk.templating import INTERIM
from tickets.errors import UsageError
from tickets.i18n import _, ngettext
from tickets.rules.audience import Visibility, describe, visibility_word
from tickets.rules.language import tag
from tickets.rules.reply import Purpose, ReplyState, reply_state_word


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
@click.option("--visibility", type=options.OneOf(Visibility, visibility_word), help=_("Who may read it."))
@click.option("--yes-wider", is_flag=True, help=_("Yes, more people may read it than the question."))
@click.option("--cw", metavar=_("TEXT"), help=_("The content warning; without it, that of the question."))
@click.option(
    "--language", metavar=_("CODE"), help=_("The language of the reply; without it, that of the question.")
)
@click.option(
    "--copies",
    "all_copies",
    is_flag=True,
    help=_("A reply to each of its near copies in the same queue too."),
)
@click.option(
    "--template", metavar=_("NAME"), help=_("Instead of --text: a text that lies ready, by its name.")
)
@click.option("--thread", is_flag=True, help=_("A text that is too long for one post goes out as several."))
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
    visibility: Visibility | None,
    yes_wider: bool,
    cw: str | None,
    language: str | None,
    all_copies: bool,
    template: str | None,
    thread: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Queue the reply, or only show it."""
    if text is not None and template is not None:
        raise UsageError(_("A reply has one text"), _("Give --text or --template"))
    if all_copies and thread:
        raise UsageError(
            _("Each near copy is answered with one post"),
            _("Leave --thread, or answer each ticket for itself"),
        )
    if all_copies and yes_wider:
        raise UsageError(
            _("A reply to all near copies is never wider than any of the questions"),
            _("Leave --yes-wider, or answer each ticket for itself"),
        )
    purpose = _purpose(interim=interim, ask=ask)
    promised = options.day(promise) if promise else None
    if text is None and template is None and purpose is not Purpose.INTERIM:
        raise UsageError(
            _("The reply is missing"), _("Give it with --text, or as --text - on standard input")
        )
    letter = Letter(
        text=None if text is None else options.read_text(text),
        template=template or INTERIM,
        purpose=purpose,
        promise=promised,
        visibility=visibility,
        spoiler_text=None if cw is None else " ".join(options.read_text(cw).split()),
        language=None if language is None else tag(language),
    )
    with context.desk() as desk:
        if all_copies and not dry_run:
            spread = desk.do(copies.reply_to_all, ticket, letter)
            _tell_spread(ticket, spread, as_json=as_json)
            return
        letter = _with_text(desk, ticket, letter, template)
        if dry_run:
            desk.see(replies.require_promise, ticket, purpose=purpose, promise=letter.promise)
            _tell(None, "preview", _preview(desk, ticket, letter), as_json=as_json)
        else:
            queued = _queue(desk, ticket, letter, yes_wider=yes_wider, thread=thread)
            _tell(queued.reply_id, ReplyState.PENDING.value, queued.preview, as_json=as_json)


def _tell_spread(ticket: int, spread: Spread, *, as_json: bool) -> None:
    """What everybody gets: the named ticket's reply as always, then the others' and who gets none."""
    own = spread.queued[ticket]
    others = {key: queued for key, queued in spread.queued.items() if key != ticket}
    if as_json:
        output.print_json(
            {
                **_told(own.reply_id, ReplyState.PENDING.value, own.preview),
                "copies": [
                    {"ticket": key, "reply": queued.reply_id, "visibility": queued.preview.visibility}
                    for key, queued in others.items()
                ],
                "left": [{"ticket": key, "reason": reason} for key, reason in spread.left.items()],
            }
        )
        return
    _tell(own.reply_id, ReplyState.PENDING.value, own.preview, as_json=False)
    count = len(others)
    output.say(
        ngettext(
            "{count} near copy gets a reply of its own.",
            "{count} near copies get replies of their own.",
            count,
        ).format(count=count)
    )
    for key, reason in spread.left.items():
        output.say(_("Ticket {id} gets no reply: {reason}").format(id=key, reason=reason))


def _told(reply_id: int | None, state: str, preview: Preview) -> dict[str, object]:
    """A reply as the contract of the command line tells it."""
    return {
        "reply": reply_id,
        "state": state,
        "audience": preview.audience,
        "length": preview.length,
        "limit": preview.limit,
    }


def _purpose(*, interim: bool, ask: bool) -> Purpose:
    if interim and ask:
        raise UsageError(
            _("A reply is an interim status or a question, not both"), _("Give --interim or --ask")
        )
    if interim:
        return Purpose.INTERIM
    return Purpose.ASK if ask else Purpose.ANSWER


def _with_text(desk: Desk, ticket: int, letter: Letter, template: str | None) -> Letter:
    """The letter with what was typed, else with this template, else with the interim status that lies ready."""
    if letter.text is not None:
        return letter
    language = letter.language
    if template is not None:
        text = desk.see(templating.one, ticket, name=template, language=language, promise=letter.promise)
        return replace(letter, text=text.text, language=language or text.language)
    ready = desk.see(interim_status.ready, ticket, promise=letter.promise)
    return replace(letter, text=ready.text, promise=ready.promise, language=language or ready.language)


def _queue(desk: Desk, ticket: int, letter: Letter, *, yes_wider: bool, thread: bool) -> Queued:
    return desk.do(
        replies.queue,
        ticket,
        text=letter.text or "",
        purpose=letter.purpose,
        promise=letter.promise,
        visibility=letter.visibility,
        spoiler_text=letter.spoiler_text,
        language=letter.language,
        yes_wider=yes_wider,
        thread=thread,
    )


def _preview(desk: Desk, ticket: int, letter: Letter) -> Preview:
    return desk.see(
        replies.preview,
        ticket,
        text=letter.text or "",
        visibility=letter.visibility,
        spoiler_text=letter.spoiler_text,
        language=letter.language,
    )


def _tell(reply_id: int | None, state: str, preview: Preview, *, as_json: bool) -> None:
    """What became of it; `reply_id` None and state `preview` where nothing was stored."""
    if as_json:
        output.print_json(_told(reply_id, state, preview))
        return
    for part in preview.parts or (preview.text,):
        output.say(part)
        output.say("")
    output.say(describe(preview.audience))
    for warning in preview.audience.warnings:
        output.say(warning)
    if preview.offers_secure:
        output.say(_("The text “{name}” leads to a secure channel: --template {name}").format(name="secure"))
    output.say(_("It has {length} of {limit} characters.").format(length=preview.length, limit=preview.limit))
    if reply_id is not None:
        output.say(
            _("Reply {reply} waits to be published; “tickets withdraw {reply}” calls it back.").format(
                reply=reply_id
            )
        )


@click.command(help=_("Call a reply back that is not out yet; its text becomes its author's draft."))
@click.argument("reply", type=options.number, metavar=_("REPLY"))
@options.json_option
@pass_context
def withdraw(context: Context, *, reply: int, as_json: bool) -> None:
    """Before it is published."""
    with context.desk() as desk:
        withdrawn = desk.do(replies.withdraw, reply)
    if withdrawn.out:
        words = ngettext(
            "{count} post of this thread is out or on its way: delete it on Mastodon, or write what is missing.",
            "{count} posts of this thread are out or on their way: delete them on Mastodon, or write what is missing.",
            withdrawn.out,
        )
        output.tell(words.format(count=withdrawn.out))
    _tell_end(reply, ReplyState.WITHDRAWN, as_json=as_json)


@click.command(
    help=_(
        "Say what became of an uncertain reply, after a look at Mastodon.\n\n"
        "Nobody sends it a second time before somebody has looked: it may be out."
    )
)
@click.argument("reply", type=options.number, metavar=_("REPLY"))
@click.option("--out", is_flag=True, help=_("It is there."))
@click.option(
    "--post", metavar=_("ADDRESS"), help=_("With --out: its address on your own server, if you have it.")
)
@click.option("--again", is_flag=True, help=_("It is not there; send it again."))
@click.option("--not-out", is_flag=True, help=_("It is not there; its text becomes its author's draft."))
@options.json_option
@pass_context
def settle(
    context: Context, *, reply: int, out: bool, post: str | None, again: bool, not_out: bool, as_json: bool
) -> None:
    """What only a person can know."""
    if out + again + not_out != 1:
        raise UsageError(
            _("Say one thing of the reply: that it is out, to send it again, or that it is not out"),
            _("Give --out, --again or --not-out"),
        )
    if post and not out:
        raise UsageError(_("Only a reply that is out has an address"), _("Add --out"))
    with context.desk() as desk:
        if out:
            desk.do(doubts.is_out, reply, address=post or "")
        else:
            desk.do(doubts.send_again if again else replies.give_up, reply)
    state = ReplyState.SENT if out else ReplyState.PENDING if again else ReplyState.WITHDRAWN
    _tell_end(reply, state, as_json=as_json)


def _tell_end(reply: int, state: ReplyState, *, as_json: bool) -> None:
    if as_json:
        output.print_json({"reply": reply, "state": state})
    else:
        output.say(_("Reply {reply}: {state}.").format(reply=reply, state=reply_state_word(state)))
