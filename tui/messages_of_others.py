"""What the screens are told of what others do, in the past tense; see `tui.messages`."""

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    # What is told needs no import before it is told.
    from tickets.desk.meanwhile_rows import Meanwhile
    from tickets.desk.presence_rows import Company
    from tickets.rules.worddiff import Piece


class StoreWhispered(Message, bubble=False):
    """Somebody came to a ticket, or went; nothing else has changed. Many at once count as one."""

    def can_replace(self, message: Message) -> bool:
        """A newer one says the same."""
        return isinstance(message, StoreWhispered)


class CompanyRead(Message, bubble=False):
    """Who else is at which ticket."""

    def __init__(self, everybody: "Company") -> None:
        super().__init__()
        self.everybody = everybody


class ChangedMeanwhile(Message, bubble=False):
    """The ticket is not the one that is being answered: what has changed must be shown first."""

    def __init__(self, meanwhile: "Meanwhile") -> None:
        super().__init__()
        self.meanwhile = meanwhile


class DifferenceRead(Message, bubble=False):
    """How a text differs from a proposal; empty where there is nothing to compare."""

    def __init__(self, pieces: "tuple[Piece, ...]") -> None:
        super().__init__()
        self.pieces = pieces
