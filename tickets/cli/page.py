"""One ticket on a page, for people."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from math import ceil
from zoneinfo import ZoneInfo

from tickets.cli import output
from tickets.desk.presence_rows import presence_words
from tickets.desk.rows import CopiesView, EventView, MessageView, ReasonView, ReplyView, TicketView
from tickets.desk.words import event_words, outcome_word, promise_word, quoted
from tickets.i18n import _, ngettext
from tickets.rules import priority
from tickets.rules.audience import visibility_word
from tickets.rules.dates import time_word
from tickets.rules.delay import delays
from tickets.rules.numbers import weight
from tickets.rules.reply import reply_state_word
from tickets.rules.sla import Cycle
from tickets.rules.states import Kind, kind_word, queue_word, state_word


def print_ticket(view: TicketView, now: datetime, zone: ZoneInfo) -> None:
    """The whole ticket, top to bottom: what it is, what was said, what is due, what happened."""
    _print_head(view, now, zone)
    output.heading(_("Conversation"))
    for message in view.messages:
        _print_message(message, zone)
    _print_section(_("Replies"), (_reply(reply, zone) for reply in view.replies))
    _print_section(_("Proposed answers"), (f"{each.author}: {each.text}" for each in view.proposals))
    _print_section(_("Deadlines"), (_cycle(cycle, now, zone) for cycle in view.clock))
    _print_section(_("Why it stands here"), _ranked(view.reasons))
    _print_section(_("What triage found"), _triaged(view))
    _print_section(_("History"), (_event(event, zone) for event in view.events))
    if view.draft:
        _print_section(_("Your draft"), [view.draft])


def _print_head(view: TicketView, now: datetime, zone: ZoneInfo) -> None:
    row = view.row
    words = (
        queue_word(row.queue),
        state_word(row.state),
        kind_word(row.kind),
        visibility_word(row.visibility),
    )
    output.say(_("Ticket {id}: {words}").format(id=row.id, words=", ".join(words)), "bold")
    before = ngettext("{count} ticket", "{count} tickets", view.person.tickets).format(
        count=view.person.tickets
    )
    lines = [
        (_("Person"), f"{view.person.display_name} (@{row.person}), {before}"),
        (_("Account"), row.account),
        (_("Due"), _due(view, now, zone)),
        # A department that nobody has asked is what triage suggests.
        (_("Department") if view.forwards else _("Suggested department"), row.department),
        (_("Assignee"), row.assignee),
        (_("Put aside until"), time_word(view.snoozed_until, zone) if view.snoozed_until else None),
        (_("Near copies"), _copies(view.near_copies) if view.near_copies else None),
        (_("Also here"), ", ".join(map(presence_words, view.present))),
    ]
    for name, value in lines:
        if value:
            output.say(f"{name}: {value}")


def _copies(copies: CopiesView) -> str:
    """How many others there are, which, and what becomes of those to come."""
    others = ngettext("{count} other ticket", "{count} other tickets", copies.total).format(
        count=copies.total
    )
    if copies.tickets:
        more = ", …" if copies.total > len(copies.tickets) else ""
        others += f" ({', '.join(map(str, copies.tickets))}{more})"
    if copies.decided_by is None:
        return others
    decided = _("{login} decided for those to come: {decisions}").format(
        login=copies.decided_by, decisions=", ".join(_decisions(copies))
    )
    return f"{others}; {decided}"


def _decisions(copies: CopiesView) -> Iterator[str]:
    if copies.ignored is not None:
        yield _("ignore") if copies.ignored else _("do not ignore")
    if copies.kind:
        yield kind_word(copies.kind)
    if copies.department:
        yield _("forward to {department}").format(department=copies.department)


def _due(view: TicketView, now: datetime, zone: ZoneInfo) -> str | None:
    """Each thing that is owed, by when, the nearest first; and what was missed."""
    row = view.row
    if row.due_at is None:
        return _("the deadline was broken") if row.breached else None
    owed = sorted((cycle for cycle in view.clock if cycle.is_running), key=lambda cycle: cycle.due_at)
    words = [f"{promise_word(cycle.promise)} {time_word(cycle.due_at, zone)}" for cycle in owed]
    due = " · ".join(words) if len(owed) > 1 else time_word(row.due_at, zone)
    if row.is_late(now):
        return ", ".join((due, _("too late")))
    if row.breached:
        return ", ".join((due, _("missed before")))
    return ", ".join((due, _("at risk"))) if row.at_risk else due


def _print_message(message: MessageView, zone: ZoneInfo) -> None:
    notes = [visibility_word(message.visibility)]
    if message.direction == "in":
        notes.extend(_delays(message))
    if message.edited_at:
        notes.append(_("changed {time}").format(time=time_word(message.edited_at, zone)))
    if message.deleted_at:
        notes.append(_("deleted"))
    written = time_word(message.created_at, zone)
    output.say(
        f"{written}  @{message.author} ({', '.join(notes)})", "dim" if message.direction == "out" else ""
    )
    if message.spoiler_text:
        output.say(_indented(f"[{message.spoiler_text}]"))
    output.say(_indented(message.text))
    for attachment in message.attachments:
        what = attachment.get("description") or _("without a description")
        output.say(_indented(f"[{attachment.get('type', '')}: {what}] {attachment.get('url', '')}"))


def _delays(message: MessageView) -> Iterator[str]:
    return delays(created_at=message.created_at, received_at=message.received_at, stored_at=message.stored_at)


def _reply(reply: ReplyView, zone: ZoneInfo) -> str:
    state = reply_state_word(reply.state)
    head = f"#{reply.id} {time_word(reply.created_at, zone)}  {reply.author}: {state}"
    if reply.parts > 1:
        head += f" ({reply.part}/{reply.parts})"
    if reply.seconds_left:
        seconds = ceil(reply.seconds_left)
        left = ngettext("goes out in {count} second", "goes out in {count} seconds", seconds)
        head += "; " + left.format(count=seconds)
    if reply.promise_at:
        head += "; " + _("promised by {time}").format(time=time_word(reply.promise_at, zone))
    if reply.reason:
        head += f"; {reply.reason}"
    return f"{head}\n{_indented(reply.text)}"


def _cycle(cycle: Cycle, now: datetime, zone: ZoneInfo) -> str:
    outcome = outcome_word(cycle.outcome, breached=cycle.breached(now))
    return f"{time_word(cycle.due_at, zone)}  {promise_word(cycle.promise)}: {outcome}"


def _event(event: EventView, zone: ZoneInfo) -> str:
    words = event_words(event, lambda moment: time_word(moment, zone))
    line = f"{time_word(event.at, zone)}  {event.actor}: {words}"
    if event.undone:
        line = " ".join((line, _("(undone)")))
    return "\n".join([line, *(_indented(text) for text in quoted(event))])


def _ranked(reasons: Iterable[ReasonView]) -> list[str]:
    parts = tuple(
        priority.Part(reason.name, round(reason.weight)) for reason in reasons if reason.about == "priority"
    )
    return [priority.explain(parts)]


def _triaged(view: TicketView) -> Iterator[str]:
    """What speaks for and against: for ignoring it, for its kind, for its department; the heaviest first."""
    heads = {
        "zone": _("ignore"),
        Kind.HOSTILE.value: kind_word(Kind.HOSTILE),
        view.row.kind.value: kind_word(view.row.kind),
        f"department:{view.row.department}": view.row.department or "",
    }
    for head, title in heads.items():
        found = [reason for reason in view.reasons if reason.about == head]
        for reason in sorted(found, key=lambda each: -abs(each.weight)):
            detail = f": {reason.detail}" if reason.detail else ""
            yield f"{weight(reason.weight):>5}  {title}: {reason.words}{detail}"


def _print_section(title: str, lines: Iterable[str]) -> None:
    body = list(lines)
    if body:
        output.heading(title)
        for line in body:
            output.say(line)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
