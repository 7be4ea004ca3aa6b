"""Leaving the desk: as soon as what was typed is kept, and not without a question where it cannot be.

Who does not want to wait for a slow store may leave at once; after the desk they are told what became of their text.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from textual.app import App

from tickets.i18n import _
from tui.drawing import safe
from tui.screens.desk import DeskScreen


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A reply whose writer left without waiting for the store."""

    ticket_id: int
    text: str
    is_safe: Callable[[], bool]
    """Whether the store has it by now."""


def told_of(left: LeftBehind) -> str:
    """What became of it, to be read after the desk; what the store has not stands there to be copied."""
    if not left.text.strip():
        return ""
    if left.is_safe():
        return _("Your reply to ticket {id} is in the store.").format(id=left.ticket_id) + "\n"
    words = _("Your reply to ticket {id} is not in the store. You had written:").format(id=left.ticket_id)
    return f"{words}\n\n{safe(left.text)}\n"


@runtime_checkable
class _Letter(Protocol):
    """A screen whose text must be in the store before it may close."""

    def leave(self, then: Callable[[], object]) -> None: ...


@runtime_checkable
class _Sheet(Protocol):
    """A screen whose text is kept at once."""

    def keep_text(self) -> None: ...


def leave(app: App[None]) -> None:
    """End the app, as soon as it may."""
    for screen in reversed(app.screen_stack):
        if isinstance(screen, _Letter):
            screen.leave(app.exit)
            return
        if isinstance(screen, _Sheet):
            screen.keep_text()
    desk = next((screen for screen in app.screen_stack if isinstance(screen, DeskScreen)), None)
    if desk is not None and desk.unfinished:
        _ask_about_unfinished(app)
    else:
        app.exit()


def _ask_about_unfinished(app: App[None]) -> None:
    from tui.screens.dialogs import Confirm  # late, as every screen but the first

    dialog = Confirm(
        _("There are notes or proposals that you have not handed in. Leave without them?"),
        _("They are kept only as long as this terminal runs."),
        yes=_("leave without them"),
    )
    app.push_screen(dialog, lambda yes: app.exit() if yes else None)
