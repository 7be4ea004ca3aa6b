"""Leaving the desk: as soon as what was typed is kept, and not without a question where it cannot be."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from textual.app import App

from tickets.i18n import _
from tui.screens.desk import DeskScreen


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
