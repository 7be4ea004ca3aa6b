"""Numbers as people read them."""

from tickets.i18n import language


def weight(value: float) -> str:
    """A weight with its sign, to one decimal place, as the language writes it: `+2.6`, `−0,4`."""
    written = f"{value:+.1f}".replace("-", "−")
    return written.replace(".", ",") if language() == "de" else written
