"""A ticket's conversation as blocks to read: oldest first, our own words set apart, replies with where they are."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tickets.desk.rows import MessageView, ReplyView, TicketView
from tickets.desk.words import purpose_word
from tickets.i18n import _
from tickets.rules.audience import Visibility, visibility_word
from tickets.rules.delay import delays
from tickets.rules.reply import ReplyState
from tui.actions import key_of
from tui.drawing import Block, Line, Span, Tone, one_line
from tui.format import Clock, visibility_symbol
from tui.widgets.proposal import proposal_head

_TEXT_INDENT = 2
_MOST_OF_DRAFT = 3000  # characters: the rest is where one writes


def conversation(
    view: TicketView, clock: Clock, names: Mapping[str, str], *, proposed_beside: bool = False
) -> Iterator[Block]:
    """Every post and every reply that is not out yet; the reader starts at the newest post of the citizen.

    proposed_beside: the newest proposal stands beside it already.
    """
    newest = max((place for place, post in enumerate(view.messages) if post.direction == "in"), default=0)
    for place, post in enumerate(view.messages):
        yield from _post(post, view, clock, anchor=place == newest)
    for reply in view.replies:
        if reply.state not in (ReplyState.SENT, ReplyState.WITHDRAWN) or _is_out_somewhere(reply):
            yield from _reply(reply, clock)
    for place, proposal in enumerate(view.proposals[:-1] if proposed_beside else view.proposals):
        yield Block(spans=proposal_head(view, place, clock, names), bar=Tone.ACCENT)
        yield Block(spans=(Span(proposal.text),), bar=Tone.ACCENT)
        yield Block()
    if view.draft:
        yield Block(spans=(Span(_("You have begun a reply"), Tone.ACCENT),), bar=Tone.MUTED)
        begun = view.draft if len(view.draft) <= _MOST_OF_DRAFT else view.draft[:_MOST_OF_DRAFT] + " …"
        yield Block(spans=(Span(begun, Tone.MUTED),), bar=Tone.MUTED)
        yield Block()


def question(
    view: TicketView, clock: Clock, names: Mapping[str, str], *, proposed_beside: bool = False
) -> Iterator[Block]:
    """The same for whoever writes: what is being typed stands in the sheet already."""
    yield from conversation(replace(view, draft=""), clock, names, proposed_beside=proposed_beside)


def _post(post: MessageView, view: TicketView, clock: Clock, *, anchor: bool) -> Iterator[Block]:
    ours = post.direction == "out"
    bar = Tone.OURS if ours else None
    yield Block(
        spans=_author(post, view, ours=ours),
        right=(_reach(post.visibility), Span("  " + clock.moment(post.created_at), Tone.MUTED)),
        bar=bar,
        anchor=anchor,
    )
    indent = 0 if ours else _TEXT_INDENT
    if post.spoiler_text:
        warning = _("Content warning: {text}").format(text=one_line(post.spoiler_text))
        yield Block(spans=(Span(warning, Tone.WARN),), indent=indent, bar=bar)
    tone = Tone.MUTED if post.deleted_at else Tone.OURS if ours else Tone.PLAIN
    yield Block(spans=(Span(post.text, tone),), indent=indent, bar=bar)
    for line in _marks(post, clock):
        yield Block(spans=line, indent=indent, bar=bar)
    yield Block()


def _author(post: MessageView, view: TicketView, *, ours: bool) -> Line:
    if ours:
        return (Span(_("We"), Tone.OURS), Span(f"  @{one_line(post.author)}", Tone.MUTED))
    name = one_line(view.person.display_name) or one_line(post.author)
    return (Span(name, Tone.STRONG), Span(f"  @{one_line(post.author)}", Tone.MUTED))


def _reach(visibility: Visibility) -> Span:
    tone = Tone.STRONG if visibility is Visibility.DIRECT else Tone.MUTED
    return Span(f"{visibility_symbol(visibility)} {visibility_word(visibility)}", tone)


def _marks(post: MessageView, clock: Clock) -> Iterator[Line]:
    """What else there is to know of a post, a line each."""
    if post.direction == "in":
        for delay in _delays(post):
            yield (Span(f"↳ {delay}", Tone.MUTED),)
    for attachment in post.attachments:
        described = one_line(attachment.get("description", "")) or _("without a description")
        yield (Span(f"▪ {_attachment_word(attachment.get('type', ''))}: {described}", Tone.MUTED),)
    if post.edited_at:
        yield (Span("✎ " + _("edited {time}").format(time=clock.moment(post.edited_at)), Tone.WARN),)
    if post.deleted_at:
        noticed = _("deleted by its author, noticed {time}").format(time=clock.moment(post.deleted_at))
        yield (Span("✗ " + noticed, Tone.BAD),)


def _delays(post: MessageView) -> Iterator[str]:
    return delays(created_at=post.created_at, received_at=post.received_at, stored_at=post.stored_at)


def _attachment_word(kind: str) -> str:
    words = {
        "image": _("picture"),
        "gifv": _("moving picture"),
        "video": _("film"),
        "audio": _("sound"),
    }
    return words.get(kind, _("attachment"))


def _reply(reply: ReplyView, clock: Clock) -> Iterator[Block]:
    tone = _REPLY_TONES.get(reply.state, Tone.MUTED)
    head = (Span(purpose_word(reply.purpose), Tone.OURS), Span(f"  {one_line(reply.author)}", Tone.MUTED))
    yield Block(
        spans=head,
        right=(_reach(reply.visibility), Span("  " + clock.moment(reply.created_at), Tone.MUTED)),
        bar=tone,
    )
    yield Block(spans=(Span(reply.text, Tone.OURS),), bar=tone)
    for sentence in _standing(reply, clock):
        yield Block(spans=(Span(sentence, tone),), bar=tone)
    yield Block()


_REPLY_TONES = {
    ReplyState.PENDING: Tone.ACCENT,
    ReplyState.SENDING: Tone.ACCENT,
    ReplyState.SENT: Tone.OURS,
    ReplyState.FAILED: Tone.BAD,
    ReplyState.UNCERTAIN: Tone.WARN,
}


def _is_out_somewhere(reply: ReplyView) -> bool:
    """Out on somebody's word, who did not say which post it is: no message of the conversation stands for it."""
    return reply.state is ReplyState.SENT and reply.remote_id is None


def _standing(reply: ReplyView, clock: Clock) -> Iterator[str]:
    """Where the reply is, why, and what to do about it."""
    reason = one_line(reply.reason)
    match reply.state:
        case ReplyState.PENDING:
            yield "↑ " + _("Waits to be published. {key} calls it back.").format(key=key_of("withdraw"))
            if reply.attempts:
                again = _("Tried {count} times, again at {time}.")
                yield again.format(count=reply.attempts, time=clock.moment(reply.next_attempt_at))
        case ReplyState.SENDING:
            yield "↑ " + _("Is being published.")
        case ReplyState.FAILED:
            yield "✗ " + _("Not published. Its text is your draft again: {key} continues it.").format(
                key=key_of("reply")
            )
        case ReplyState.UNCERTAIN:
            yield "⚠ " + _(
                "May be out, or not. Look at Mastodon, then say with {key} what you found."
            ).format(key=key_of("withdraw"))
        case ReplyState.SENT:
            yield "✓ " + _("Out, by somebody's word; its address is not known.")
    if reason:
        yield reason
