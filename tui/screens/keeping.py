"""Keeping a draft: every few seconds, before the composer closes, and never over one that was not read yet."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from tickets.i18n import _
from tui.messages import DraftKept
from tui.screens.dialogs import Confirm

if TYPE_CHECKING:
    from tui.backend import Backend
    from tui.screens.composer import Composer

Then = Callable[[], object]


class Keeping:
    """What the store has of one composer's text."""

    def __init__(self, composer: "Composer") -> None:
        self._composer = composer
        self._stored: str | None = None
        """None until the store's own draft has been read: nothing may overwrite it unseen."""
        self._under_way = False
        self._then: Then | None = None

    def begin(self, stored: str) -> None:
        """This is what the store has."""
        self._stored = stored

    def keep(self) -> None:
        """Keep what was typed since the last time."""
        composer = self._composer
        composer.look_at_sheet()
        text, ticket_id = composer.options.own(composer.draft.text), composer.draft.ticket_id
        if self._stored in (None, text) or self._under_way or composer.busy:
            return
        self._under_way = True

        def job(backend: "Backend") -> Message:
            backend.keep_draft(ticket_id, text, quiet=True)
            return DraftKept(ticket_id, text)

        composer.errands.send(composer, composer.lane, job)

    def kept(self, text: str) -> None:
        """It is in the store; whoever waited for that may go on."""
        self._under_way, self._stored = False, text
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
        text = composer.options.own(composer.draft.text)
        if text == (self._stored or ""):
            then()
        elif self._stored is None:
            self._ask(then)
        else:
            self._then = then
            self.keep()

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
