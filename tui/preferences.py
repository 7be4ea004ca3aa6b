"""What people like, kept between two days at the desk: colours, movement, and each person's language."""

import contextlib
import json
from pathlib import Path

from platformdirs import user_state_path

from tickets.i18n import LANGUAGES
from tui.themes import DARK, theme_words


def preferences_file() -> Path:
    """Where they are kept, for this user of this machine."""
    return user_state_path("tickets") / "terminal.json"


def remembered_theme(file: Path) -> str:
    """The theme that was chosen last; the dark one where nobody has chosen, or the file is damaged."""
    theme = _read(file).get("theme")
    return theme if isinstance(theme, str) and theme in {each for each, *_words in theme_words()} else DARK


def remember_theme(file: Path, theme: str) -> None:
    """Keep it. Where that is impossible, the next day begins with other colours, and nothing worse."""
    _write(file, _read(file) | {"theme": theme})


def remembered_language(file: Path, login: str) -> str | None:
    """The language that this person chose; None where they have not, or the file is damaged."""
    languages = _read(file).get("languages")
    chosen = languages.get(login) if isinstance(languages, dict) else None
    return chosen if chosen in LANGUAGES else None


def remember_language(file: Path, login: str, language: str) -> None:
    """Keep it, for this person only: several may sit at one machine, or come by the web."""
    kept = _read(file)
    languages = kept.get("languages")
    others = languages if isinstance(languages, dict) else {}
    _write(file, kept | {"languages": others | {login: language}})


def remembered_animation(file: Path) -> bool:
    """Whether the screen shall move; it stands still where nobody wanted otherwise, or the file is damaged."""
    return _read(file).get("animation") is True


def remember_animation(file: Path, on: bool) -> None:
    """Keep it."""
    _write(file, _read(file) | {"animation": on})


def _read(file: Path) -> dict[str, object]:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _write(file: Path, kept: dict[str, object]) -> None:
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(kept), encoding="utf-8")
