"""Keeping a draft: every few seconds, before the composer closes, and never over one that was not read yet."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from tickets.desk.rows import Envelope, TicketView
from tickets.i18n import _
from tui.everywhere import EverywhereApp
from tui.leaving import LeftBehind
from tui.messages import DraftKept
from tui.screens.dialogs import Confirm

if TYPE_CHECKING:
    from tui.backend import Backend
    from tui.screens.composer import Composer

_SLOW_SECONDS = 0.3
"""Whoever leaves and still waits then is told for what."""

Then = Callable[[], object]
Kept = tuple[str, Envelope | None]
"""A text, and what it is to be; None where there is no text."""
_NOTHING: Kept = ("", None)


def _kept(text: str, envelope: Envelope | None) -> Kept:
    return (text, envelope) if text.strip() else _NOTHING


class Keeping:
    """What the store has of one composer's text."""

    def __init__(self, composer: "Composer") -> None:
        self._composer = composer
        self._stored: Kept | None = None
        """None until the store's own draft has been read: nothing may overwrite it unseen."""
        self._known: Kept | None = None
        """What was brought to the store last, as the thread knows that did it."""
        self._under_way = False
        self._then: Then | None = None

    def begin(self, view: TicketView) -> None:
        """This is what the store has."""
        self._stored = _kept(view.draft, view.envelope)

    @property
    def _typed(self) -> Kept:
        draft = self._composer.draft
        return _kept(self._composer.options.own(draft.text), draft.envelope)

    @property
    def leaving(self) -> bool:
        """Whether the composer closes as soon as the text is kept: keys are meant for what comes after."""
        return self._then is not None

    def leave_behind(self) -> None:
        """Leave the desk without waiting for the store, whatever becomes of the text."""
        composer = self._composer
        composer.look_at_sheet()
        typed, sending = self._typed, composer.sending

        def is_safe() -> bool:
            return sending.is_handed_over or typed in (self._stored, self._known)

        if isinstance(composer.app, EverywhereApp):
            composer.app.leave_behind(LeftBehind(composer.draft.ticket_id, typed[0], is_safe))

    def keep(self) -> None:
        """Keep what was typed since the last time."""
        composer = self._composer
        composer.look_at_sheet()
        typed, ticket_id = self._typed, composer.draft.ticket_id
        if self._stored in (None, typed) or self._under_way or composer.busy:
            return
        self._under_way = True

        def job(backend: "Backend") -> Message:
            backend.keep_draft(ticket_id, *typed, quiet=True)
            self._known = typed
            return DraftKept(ticket_id, *typed)

        composer.errands.send(composer, composer.lane, job)

    def kept(self, message: DraftKept) -> None:
        """It is in the store; whoever waited for that may go on."""
        self._under_way, self._stored = False, _kept(message.text, message.envelope)
        then, self._then = self._then, None
        if then is not None:
            self.leave(then)  # once more: somebody may have typed on meanwhile

    def failed(self) -> None:
        """It is not in the store."""
        self._under_way = False
        then, self._then = self._then, None
        if then is not None:
            self._ask(then)

    def leave(self, then: Then) -> None:
        """Keep the text, then do this; ask where it cannot be kept."""
        composer = self._composer
        composer.look_at_sheet()
        if self._typed == (self._stored or _NOTHING):
            then()
        elif self._stored is None:
            self._ask(then)
        else:
            self.keep()
            self._then = then
            self._composer.set_timer(_SLOW_SECONDS, self._say_if_slow)

    def _say_if_slow(self) -> None:
        if self.leaving:
            self._composer.say_waiting()

    def _ask(self, then: Then) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                then()

        dialog = Confirm(
            _("Your draft could not be kept. Leave without it?"),
            _("What you typed would be lost."),
            yes=_("leave without it"),
        )
        self._composer.app.push_screen(dialog, answered)
