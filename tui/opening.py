"""Opening the desk in a terminal: for this person, as they like it, with their keys."""

import os
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tickets.i18n import use
from tui.actions import usual_actions
from tui.actions.composing import composing
from tui.app import DeskApp
from tui.keymap import keymap_file, read_keymap
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


def run(settings: "Settings", actor: "Actor", *, offer_tour: bool = False) -> None:
    """Open the desk in this terminal, until its person leaves it. offer_tour: to whoever tries it out."""

    def open_desk() -> "Desk":
        from tui.backend import open_desk as opened  # late: see `tui.backend`

        return opened(settings, actor)

    file = preferences_file()
    chosen = remembered_language(file, actor.login)
    if chosen is not None and "TICKETS_LANGUAGE" not in os.environ:
        use(chosen)
    app = DeskApp(
        open_desk,
        zone=ZoneInfo(settings.timezone),
        theme=remembered_theme(file),
        remember_theme=partial(remember_theme, file),
        remember_language=partial(remember_language, file, actor.login),
        animated=remembered_animation(file),
        remember_animation=partial(remember_animation, file),
        keymap=read_keymap(keymap_file(), usual_actions(), composing()),
        offer_tour=offer_tour,
    )
    try:
        app.run()
    finally:
        app.close()
