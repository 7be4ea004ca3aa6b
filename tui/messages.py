"""What the screens are told, in the past tense: threads post these, and only their handlers touch the screen.

None of them bubbles: the app hands some on to its screens, and must not get them back.
"""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from textual.message import Message

from tickets.errors import TicketsError

if TYPE_CHECKING:
    # What is told needs no import before it is told: each is time before the first picture. Those that import
    # the store may be imported by threads only.
    from tickets.desk.duty_rows import Briefing, DutyView
    from tickets.desk.languages import LanguageView
    from tickets.desk.meanwhile_rows import Meanwhile
    from tickets.desk.replies import Preview
    from tickets.desk.rows import Envelope, Page, Query, TicketView
    from tickets.desk.service_rows import ServiceView
    from tickets.desk.setup_rows import SetupView
    from tickets.desk.templating import ReadyText, Shelf
    from tui.action import Choice, Me
    from tui.backend import Backend
    from tui.deeds import Deed, Effect, Sent


class DeskOpened(Message, bubble=False):
    """The store is open, and we know who sits at the desk."""

    def __init__(self, backend: "Backend", me: "Me") -> None:
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


class AnimationChosen(Message, bubble=False):
    """The person wants the screen to move, or to stand still."""

    def __init__(self, on: bool) -> None:
        super().__init__()
        self.on = on


class SetupRead(Message, bubble=False):
    """How this house is set up."""

    def __init__(self, setup: "SetupView") -> None:
        super().__init__()
        self.setup = setup


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

    def __init__(self, query: "Query", page: "Page") -> None:
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

    def __init__(self, service: "ServiceView", duty: "DutyView") -> None:
        super().__init__()
        self.service = service
        self.duty = duty


class BriefingRead(Message, bubble=False):
    """What was handed over; None where nothing was yet."""

    def __init__(self, briefing: "Briefing | None") -> None:
        super().__init__()
        self.briefing = briefing


class HandOverTaken(Message, bubble=False):
    """The hand-over is acknowledged."""


class TicketRead(Message, bubble=False):
    """All there is to know of one ticket."""

    def __init__(self, view: "TicketView", meanwhile: "Meanwhile | None" = None) -> None:
        """meanwhile: what has changed since somebody began to write."""
        super().__init__()
        self.view = view
        self.meanwhile = meanwhile


class ViewKept(Message, bubble=False):
    """A search is kept under this name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class ViewThere(Message, bubble=False):
    """A search is kept under this name already; `ask` asks whether it is to be replaced."""

    def __init__(self, name: str, ask: Callable[[], None]) -> None:
        super().__init__()
        self.name = name
        self.ask = ask


class ViewDeleted(Message, bubble=False):
    """The search of this name is kept no longer."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class ChoicesRead(Message, bubble=False):
    """What there is to choose from."""

    def __init__(self, choices: "tuple[Choice, ...]") -> None:
        super().__init__()
        self.choices = choices


class DeedDone(Message, bubble=False):
    """Tickets were changed: `done` the rows with which it worked, `errors` what went wrong with the others."""

    def __init__(
        self, deed: "Deed", done: tuple[int, ...], effect: "Effect", errors: tuple[TicketsError, ...]
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
    """An interim status that lies ready, the day that it promises, and its language."""

    def __init__(self, text: str, promise: date, language: str) -> None:
        super().__init__()
        self.text = text
        self.promise = promise
        self.language = language


class ShelfRead(Message, bubble=False):
    """The texts that lie ready for a ticket."""

    def __init__(self, shelf: "Shelf") -> None:
        super().__init__()
        self.shelf = shelf


class SecureTextRead(Message, bubble=False):
    """The text that leads to a secure channel; None where the reply offers none, as it is no direct message or as
    the settings name none."""

    def __init__(self, text: "ReadyText | None", *, is_direct: bool) -> None:
        super().__init__()
        self.text = text
        self.is_direct = is_direct


class LanguageRead(Message, bubble=False):
    """The language that a text is in, and the other one that it is marked as; None where no other is."""

    def __init__(self, found: "tuple[LanguageView, LanguageView] | None") -> None:
        super().__init__()
        self.found = found


class DraftKept(Message, bubble=False):
    """What was typed is in the store."""

    def __init__(self, ticket_id: int, text: str, envelope: "Envelope | None" = None) -> None:
        super().__init__()
        self.ticket_id = ticket_id
        self.text = text
        self.envelope = envelope


class SecondYesNeeded(Message, bubble=False):
    """The reply would reach more people than the question did."""

    def __init__(self, preview: "Preview") -> None:
        super().__init__()
        self.preview = preview


class ThreadYesNeeded(Message, bubble=False):
    """The reply takes several posts."""

    def __init__(self, preview: "Preview") -> None:
        super().__init__()
        self.preview = preview


class ReplyQueued(Message, bubble=False):
    """The reply is on its way to the bridge; why others of the near copies get none, as sentences."""

    def __init__(self, sent: "Sent", left: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.sent = sent
        self.left = left


class AddresseesRead(Message, bubble=False):
    """To how many people a reply to all near copies goes."""

    def __init__(self, people: int) -> None:
        super().__init__()
        self.people = people
