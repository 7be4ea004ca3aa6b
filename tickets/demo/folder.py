"""The folder in which somebody keeps a demo. Nothing slow to import: a wrong one is refused at once."""

import shlex
from pathlib import Path

from tickets.errors import UsageError
from tickets.i18n import _

SETTINGS = "config.toml"


def require_new(folder: Path) -> None:
    """Raises UsageError where it holds something: a new world knows no old posts."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    from tickets.config import is_demo  # slow to import, and most folders are new

    if is_demo(folder):
        config = shlex.quote(str(folder / SETTINGS))
        raise UsageError(
            _("{folder} holds an earlier demo, and that is over").format(folder=folder),
            _("Look at it with: tickets --config {config} tui; a new demo wants a new folder").format(
                config=config
            ),
        )
    raise UsageError(
        _("{folder} is not an empty folder").format(folder=folder), _("Name one that is not there yet")
    )
