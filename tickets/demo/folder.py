"""The folder in which somebody keeps a demo. Nothing slow to import: a wrong one is refused at once."""

import shlex
from pathlib import Path

from tickets.errors import UsageError
from tickets.i18n import _

SETTINGS = "config.toml"
CLERK = "kim"
"""Who sits at the demo's desk."""


def to_look(settings: Path) -> str:
    """The command by which its clerk sits down at a demo that is over: nobody else would find the drafts."""
    return f"TICKETS_USER={CLERK} tickets --config {shlex.quote(str(settings))} tui"


def require_new(folder: Path) -> None:
    """Raises UsageError where it holds something: a new world knows no old posts."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    from tickets.config import is_demo  # slow to import, and most folders are new

    if is_demo(folder):
        raise UsageError(
            _("{folder} holds an earlier demo, and that is over").format(folder=folder),
            _("Look at it with: {command}; a new demo wants a new folder").format(
                command=to_look(folder / SETTINGS)
            ),
        )
    raise UsageError(
        _("{folder} is not an empty folder").format(folder=folder), _("Name one that is not there yet")
    )
