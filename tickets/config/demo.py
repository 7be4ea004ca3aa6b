"""The mark of a demo's folder: what lies in it is of a Mastodon server that ended with the demo."""

from pathlib import Path

from tickets.i18n import _

_MARK = "demo.txt"


def mark_as_demo(folder: Path) -> None:
    """Say so in the folder, for people and for `is_demo`. Raises OSError."""
    said = _(
        "This folder belongs to a demo: “tickets demo” made it. Its Mastodon server ends with the demo;"
        " what is here can still be looked at afterwards."
    )
    (folder / _MARK).write_text(f"{said}\n", encoding="utf-8")


def is_demo(folder: Path) -> bool:
    """Whether a demo made this folder."""
    return (folder / _MARK).is_file()
