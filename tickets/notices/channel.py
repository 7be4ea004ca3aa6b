"""The only module that imports `apprise`: one message to one address, or a reason why not."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from tickets.errors import TicketsError
from tickets.i18n import _
from tickets.rules.text import clean_line

if TYPE_CHECKING:
    from apprise import Apprise  # slow to import

_REASON = 200
_SHORTEST_SECRET = 3
_HIDDEN = "…"


class Undelivered(TicketsError):
    """A notice could not be handed over."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent. `attachment` goes along where the way can carry files."""

    subject: str
    text: str
    attachment: Path | None = None


def send(url: str, letter: Letter) -> None:
    """Hand the letter over. Raises Undelivered, never with a part of the address that may be secret."""
    from apprise import NotifyFormat

    service = open_way(url)
    with service.notify(
        body=letter.text,
        title=letter.subject,
        body_format=NotifyFormat.TEXT,
        attach=str(letter.attachment) if letter.attachment else None,
    ) as result:
        if result:
            return
        said = next((entry.message for entry in result.logs()), "")
    reason = clean_line(without_secrets(said, url), _REASON)
    raise Undelivered(
        _("The notice was not taken: {reason}").format(reason=reason)
        if reason
        else _("The notice was not taken"),
        _("It is tried again"),
    )


def open_way(url: str) -> "Apprise":
    """The service behind an address; nothing is sent. Raises Undelivered where `apprise` knows none."""
    try:
        from apprise import Apprise, AppriseAsset
    except ImportError:
        raise Undelivered(
            _("Notices need the package “apprise”, which is not installed"),
            _("Install it: pip install “mastodon-tickets[notify]”"),
        ) from None
    # Its own pictures and links would be fetched from a foreign host by whoever reads the message.
    asset = AppriseAsset(
        app_id="tickets",
        app_desc="tickets",
        app_url="",
        image_url_mask="",
        image_url_logo="",
        allow_templates=False,
    )
    service = Apprise(asset=asset)
    if not service.add(url):
        raise Undelivered(
            _("“apprise” does not understand the address of this notice"),
            _("Compare it with the addresses that apprise documents"),
        )
    return service


def without_secrets(text: str, url: str) -> str:
    """What a service said, without anything from its address that may be secret: all but the host."""
    for secret in sorted(set(_secrets(url)), key=len, reverse=True):
        text = text.replace(secret, _HIDDEN)
    return text


def _secrets(url: str) -> Iterator[str]:
    parts = urlsplit(url)
    written = [url, parts.netloc.rpartition("@")[0], parts.username, parts.password]
    written += [*parts.path.split("/"), *(value for _name, value in parse_qsl(parts.query))]
    for part in written:
        for form in {part or "", unquote(part or "")}:
            if len(form) >= _SHORTEST_SECRET and form != parts.hostname:
                yield form
