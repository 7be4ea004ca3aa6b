"""What a reply is to the promise, and where it is on its way out."""

from enum import StrEnum

from tickets.i18n import _


class Purpose(StrEnum):
    """What a reply is to the promise: it keeps it, renews it, or asks back."""

    ANSWER = "answer"
    INTERIM = "interim"
    ASK = "ask"


class ReplyState(StrEnum):
    """Where a reply is on its way out."""

    PENDING = "pending"  # waits for the publisher
    SENDING = "sending"  # claimed; may be out already
    SENT = "sent"
    FAILED = "failed"  # for good, or back to a person: `reason` says why
    UNCERTAIN = "uncertain"  # may be out; a person decides
    WITHDRAWN = "withdrawn"  # called back before it went out


OPEN = (ReplyState.PENDING, ReplyState.SENDING)
"""On its way, as far as the publisher is concerned."""


def reply_state_word(state: ReplyState) -> str:
    """Where the reply is, in the reader's language."""
    return {
        ReplyState.PENDING: _("waiting to be published"),
        ReplyState.SENDING: _("being published"),
        ReplyState.SENT: _("published"),
        ReplyState.FAILED: _("failed"),
        ReplyState.UNCERTAIN: _("uncertain: it may be out"),
        ReplyState.WITHDRAWN: _("withdrawn"),
    }[state]


def trouble_word(state: ReplyState) -> str:
    """What became of a reply that a person has to look after, in the reader's language."""
    return _("reply failed") if state is ReplyState.FAILED else _("reply uncertain")
