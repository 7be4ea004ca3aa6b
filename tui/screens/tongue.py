"""A reply in another language than it says: said in one line, in a pause of its writer, and never in the way."""

from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from tickets.i18n import _
from tui.actions import key_of
from tui.drawing import Block, Span, Tone
from tui.messages import LanguageRead

if TYPE_CHECKING:
    from tui.backend import Backend
    from tui.screens.composer import Composer

_PAUSE_SECONDS = 0.8
"""Of whoever writes on sooner, nothing is read: it would slow their keys."""


class Tongue:
    """Looks at the language of one composer's text."""

    def __init__(self, composer: "Composer") -> None:
        self._composer = composer
        self._looked_at = ("", "")
        """The text and its mark."""
        self._timer: Timer | None = None

    def look(self) -> None:
        """The reply is another now: read it as soon as its writer pauses."""
        if self._now == self._looked_at:
            return
        if self._now[1] != self._looked_at[1]:
            self._composer.on_language_read(LanguageRead(None))
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._composer.set_timer(_PAUSE_SECONDS, self._read)

    @property
    def _now(self) -> tuple[str, str]:
        """Nothing where each of several people gets the text in a language of theirs, or where it says none."""
        row, draft = self._composer.row, self._composer.draft
        marked = draft.language or row.language or ""
        return ("", "") if not marked or (row.copies and draft.template) else (draft.text, marked)

    def _read(self) -> None:
        self._looked_at = text, marked = self._now

        def job(backend: "Backend") -> Message:
            return LanguageRead(backend.mismarked(text, marked))

        self._composer.errands.ask(self._composer, "tongue", job)


def tongue_blocks(message: LanguageRead) -> tuple[Block, ...]:
    """What the text reads like and what it says, and the key that changes that."""
    if message.found is None:
        return ()
    read, marked = message.found
    words = _("Reads like {language}, but is marked as {marked}. {key} changes that.").format(
        language=read.name, marked=marked.name, key=key_of("tongue")
    )
    return (Block(spans=(Span(f"⚠ {words}", Tone.WARN),)),)
