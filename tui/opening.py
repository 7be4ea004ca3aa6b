"""Opening the desk in a terminal: for this person, as they like it, with their keys."""

import os
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tickets.i18n import use
from tui.actions import usual_actions
from tui.actions.composing import composing
from tui.app import DeskApp
from tui.keymap import keymap_file, read_keymap
from tui.leaving import told_of
from tui.preferences import (
    preferences_file,
    remember_animation,
    remember_language,
    remember_theme,
    remembered_animation,
    remembered_language,
    remembered_theme,
)

if TYPE_CHECKING:
    # To import these takes longer than to paint the first screen.
    from tickets.config import Settings
    from tickets.desk.house import Desk
    from tickets.desk.people import Actor


def run(
    login: str, settings: "Callable[[], Settings]", actor: "Callable[[], Actor]", *, offer_tour: bool = False
) -> None:
    """Open the desk in this terminal for this login, until its person leaves it.

    settings, actor: read when the first picture is there, in a thread. offer_tour: to whoever tries it out.
    Raises UsageError, and SettingsError among them, where what they say makes it impossible to open the desk.
    """

    def open_desk() -> "Desk":
        who = settings(), actor()  # first: it says sooner what is wrong
        from tui.backend import open_desk as opened  # late: see `tui.backend`

        return opened(*who)

    file = preferences_file()
    chosen = remembered_language(file, login)
    if chosen is not None and "TICKETS_LANGUAGE" not in os.environ:
        use(chosen)
    app = DeskApp(
        open_desk,
        theme=remembered_theme(file),
        remember_theme=partial(remember_theme, file),
        remember_language=partial(remember_language, file, login),
        animated=remembered_animation(file),
        remember_animation=partial(remember_animation, file),
        keymap=read_keymap(keymap_file(), usual_actions(), composing()),
        offer_tour=offer_tour,
    )
    try:
        app.run()
    finally:
        app.close()
        if app.left_behind is not None and sys.stdout.isatty():
            sys.stdout.write(told_of(app.left_behind))
    if app.refused is not None:
        raise app.refused
