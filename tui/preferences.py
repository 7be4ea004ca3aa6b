"""What this person likes, kept between two days at the desk: so far the colours."""

import contextlib
import json
from pathlib import Path

from platformdirs import user_state_path

from tui.themes import DARK, theme_words


def preferences_file() -> Path:
    """Where they are kept, for this user of this machine."""
    return user_state_path("tickets") / "terminal.json"


def remembered_theme(file: Path) -> str:
    """The theme that was chosen last; the dark one where nobody has chosen, or the file is damaged."""
    try:
        theme = json.loads(file.read_text(encoding="utf-8"))["theme"]
    except (OSError, ValueError, KeyError, TypeError):
        return DARK
    return theme if theme in {name for name, _label, _detail in theme_words()} else DARK


def remember_theme(file: Path, theme: str) -> None:
    """Keep it. Where that is impossible, the next day begins with other colours, and nothing worse."""
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({"theme": theme}), encoding="utf-8")
