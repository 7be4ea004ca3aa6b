"""The settings of the demo: an authority with five departments and four people."""

from pathlib import Path
from string import Template

from tickets.config import mark_as_demo, write_secret
from tickets.demo.folder import SETTINGS
from tickets.demo.script import text
from tickets.i18n import language

ACCOUNT = "amt"
"""What the settings call our account."""

_OWN_TEXTS = ("sprechzeiten.de.txt", "sprechzeiten.en.txt")


def write_settings(folder: Path, *, server: str, token: str, delay_seconds: int = 0) -> Path:
    """Write the demo's mark, settings and token into `folder`, and return the settings file. Raises OSError.

    delay_seconds: how long an answer waits before it goes out.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark_as_demo(folder)
    write_secret(folder / "secrets" / f"{ACCOUNT}.token", token)
    templates = folder / "templates"
    templates.mkdir(exist_ok=True)
    for name in _OWN_TEXTS:
        (templates / name).write_text(text(name), encoding="utf-8")
    template = Template(text("settings.toml"))
    file = folder / SETTINGS
    write_secret(
        file, template.substitute(account=ACCOUNT, server=server, language=language(), delay=delay_seconds)
    )
    return file
