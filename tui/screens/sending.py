"""Handing a reply to the bridge, in a thread: to one person, or to each of those who wrote nearly the same."""

from typing import TYPE_CHECKING

from textual.message import Message

from tickets.errors import TicketsError
from tickets.i18n import _
from tui.deeds import Draft
from tui.messages import ReplyQueued, SecondYesNeeded
from tui.widgets.audience import needs_second_yes

if TYPE_CHECKING:
    from tui.backend import Backend


def to_one(backend: "Backend", draft: Draft, *, yes: bool) -> Message:
    """The reply to this ticket, unless it needs a second yes, which `yes` says was given."""
    preview = backend.preview(draft)
    if needs_second_yes(preview) and not yes:
        return SecondYesNeeded(preview)
    backend.queue(draft, yes_wider=yes)
    return ReplyQueued(1)


def to_all(backend: "Backend", draft: Draft, *, ready: bool) -> Message:
    """One reply for each person of the near copies; what is for all of them is never made wider.

    ready: everybody gets the interim status that lies ready for them.
    """
    if needs_second_yes(backend.preview(draft)):
        raise TicketsError(
            _("An answer to near copies goes to no more people than each of their posts"),
            _("Choose a narrower audience (F3), name nobody else, or answer one by one (Esc, then x)"),
        )
    spread = backend.queue_to_all(draft, ready=ready)
    return ReplyQueued(len(spread.queued), tuple(spread.left.values()))
