"""What the screens are told, in the past tense: threads post these, and only their handlers touch the screen.

None of them bubbles: the app hands some on to its screens, and must not get them back.
"""

from datetime import date
from typing import TYPE_CHECKING

from textual.message import Message

from tickets.desk.duty_rows import Briefing, DutyView
from tickets.desk.rows import Page, Query, ServiceView, TicketView
from tickets.errors import TicketsError
from tui.action import Choice, Me
from tui.deeds import Deed, Effect

if TYPE_CHECKING:
    # Both import the store: only threads may, after the first paint.
    from tickets.desk.replies import Preview
    from tui.backend import Backend


class DeskOpened(Message, bubble=False):
    """The store is open, and we know who sits at the desk."""

    def __init__(self, backend: "Backend", me: Me) -> None:
        super().__init__()
        self.backend = backend
        self.me = me


class DeskMissing(Message, bubble=False):
    """The store could not be opened."""

    def __init__(self, error: TicketsError) -> None:
        super().__init__()
        self.error = error


class LanguageChosen(Message, bubble=False):
    """The person wants the desk to speak another language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language


class StoreChanged(Message, bubble=False):
    """Somebody has changed the store. Many at once count as one."""

    def can_replace(self, message: Message) -> bool:
        """A newer one says the same."""
        return isinstance(message, StoreChanged)


class StoreLost(StoreChanged, bubble=False):
    """The store does not answer any longer; it is asked again and again."""

    def __init__(self, error: TicketsError) -> None:
        super().__init__()
        self.error = error


class ErrandFailed(Message, bubble=False):
    """Something that was asked of the desk did not work."""

    def __init__(self, error: TicketsError, lane: str) -> None:
        super().__init__()
        self.error = error
        self.lane = lane


class ErrandEnded(Message, bubble=False):
    """An errand is over, however it went: the next one of its lane may start."""

    def __init__(self, lane: str) -> None:
        super().__init__()
        self.lane = lane


class PageRead(Message, bubble=False):
    """A part of the list. `query.after` None: the list from its beginning."""

    def __init__(self, query: Query, page: Page) -> None:
        super().__init__()
        self.query = query
        self.page = page


class LooksRead(Message, bubble=False):
    """So many ignored tickets wait for a second look."""

    def __init__(self, waiting: int) -> None:
        super().__init__()
        self.waiting = waiting


class ServiceRead(Message, bubble=False):
    """How the service is, how many tickets each queue holds, and who is on duty."""

    def __init__(self, service: ServiceView, duty: DutyView) -> None:
        super().__init__()
        self.service = service
        self.duty = duty


class BriefingRead(Message, bubble=False):
    """What was handed over; None where nothing was yet."""

    def __init__(self, briefing: Briefing | None) -> None:
        super().__init__()
        self.briefing = briefing


class HandOverTaken(Message, bubble=False):
    """The hand-over is acknowledged."""


class TicketRead(Message, bubble=False):
    """All there is to know of one ticket."""

    def __init__(self, view: TicketView) -> None:
        super().__init__()
        self.view = view


class ChoicesRead(Message, bubble=False):
    """What there is to choose from."""

    def __init__(self, choices: tuple[Choice, ...]) -> None:
        super().__init__()
        self.choices = choices


class DeedDone(Message, bubble=False):
    """Tickets were changed: `done` the rows with which it worked, `errors` what went wrong with the others."""

    def __init__(
        self, deed: Deed, done: tuple[int, ...], effect: Effect, errors: tuple[TicketsError, ...]
    ) -> None:
        super().__init__()
        self.deed = deed
        self.done = done
        self.effect = effect
        self.errors = errors


class PreviewRead(Message, bubble=False):
    """Who would read the reply as it stands, and how long it is."""

    def __init__(self, preview: "Preview") -> None:
        super().__init__()
        self.preview = preview


class InterimRead(Message, bubble=False):
    """An interim status that lies ready, and the day that it promises."""

    def __init__(self, text: str, promise: date) -> None:
        super().__init__()
        self.text = text
        self.promise = promise


class DraftKept(Message, bubble=False):
    """What was typed is in the store."""

    def __init__(self, ticket_id: int, text: str) -> None:
        super().__init__()
        self.ticket_id = ticket_id
        self.text = text


class SecondYesNeeded(Message, bubble=False):
    """The reply would reach more people than the question did."""

    def __init__(self, preview: "Preview") -> None:
        super().__init__()
        self.preview = preview


class ReplyQueued(Message, bubble=False):
    """So many replies are on their way to the bridge; why others of the near copies get none, as sentences."""

    def __init__(self, replies: int, left: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.replies = replies
        self.left = left


class AddresseesRead(Message, bubble=False):
    """To how many people a reply to all near copies goes."""

    def __init__(self, people: int) -> None:
        super().__init__()
        self.people = people
