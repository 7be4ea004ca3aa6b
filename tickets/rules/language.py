"""The language of a reply, as Mastodon names it: a short tag such as `de` or `pt-BR` (BCP 47)."""

import re

from tickets.errors import UsageError
from tickets.i18n import _

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LONGEST = 35
"""RFC 5646, 4.4.1: room for every tag that is of use."""


def tag(text: str) -> str:
    """What somebody typed as a language, as a tag. Raises UsageError where it is none."""
    written = text.strip().replace("_", "-")
    if len(written) > _LONGEST or not _TAG.fullmatch(written):
        raise UsageError(
            _("“{text}” is not the code of a language").format(text=text),
            _("Give two letters, such as de or en"),
        )
    first, *others = written.split("-")
    return "-".join([first.lower(), *others])


def same(one: str | None, other: str | None) -> bool:
    """Whether two tags name one language, wherever it is spoken: `de` and `de-AT`."""
    return (one or "").lower().partition("-")[0] == (other or "").lower().partition("-")[0]
