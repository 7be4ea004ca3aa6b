"""What browsers are told about our pages: nothing of others, in no frame of others, kept nowhere.

Measured with the terminal that textual-serve brings (xterm.js): it needs its script, a socket, and style elements that
it makes itself, which carry the page's nonce (`static/desk.js`); nothing inline, no `eval`, no worker, no `data:`.
"""

from collections.abc import Mapping

FORBIDDEN = "; ".join(
    (
        "default-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
"""For whatever is no page."""

_POWERS = (
    "accelerometer",
    "autoplay",
    "camera",
    "clipboard-read",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)

HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # The desk copies what its person asks it to copy; nothing else is allowed to anybody.
    "Permissions-Policy": ", ".join((*(f"{power}=()" for power in _POWERS), "clipboard-write=(self)")),
    "Referrer-Policy": "no-referrer",
    "Server": "tickets",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""For every answer."""


def for_form() -> str:
    """The Content-Security-Policy of a page without a script."""
    return _policy("style-src 'self'", "img-src 'self'", "form-action 'self'")


def for_desk(nonce: str, socket: str) -> str:
    """That of the page with the desk, which opens this socket."""
    return _policy(
        "script-src 'self'",
        f"style-src 'self' 'nonce-{nonce}'",
        "font-src 'self'",
        "img-src 'self'",
        f"connect-src {socket}",
        "form-action 'self'",
    )


def _policy(*parts: str) -> str:
    return "; ".join(("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", *parts))
