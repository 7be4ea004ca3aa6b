"""The words on screen, in the reader's language (gettext; catalogues by Babel).

English is the language of the source; German is the language of the house. `use` is called once, as early as
the language is known, by whatever starts a process; everything else only imports `_` and `ngettext`.
"""

import gettext as _gettext
import os
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("de", "en")
DOMAIN = "tickets"

LOCALES = Path(__file__).parent / "locale"
"""Where the catalogues are."""

_current: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def _(message: str) -> str:
    """The message in the language in use; the message itself where nobody translated it."""
    return _current.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The message for `count` things, by the plural rule of the language in use."""
    return _current.ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """The message where one English word needs two German ones; `context` says which."""
    return _current.pgettext(context, message)


def use(language: str) -> None:
    """Speak `language` from here on: one of `LANGUAGES`, anything else is English."""
    global _current, _language  # noqa: PLW0603 - one process speaks one language
    _language = language if language in LANGUAGES else "en"
    _current = _gettext.translation(DOMAIN, LOCALES, languages=[_language], fallback=True)


def language() -> str:
    """The language in use: `de` or `en`."""
    return _language


def preferred(environ: Mapping[str, str] = os.environ) -> str | None:
    """The language this environment asks for, or None where it asks for none we speak.

    `TICKETS_LANGUAGE` first, then the locale in POSIX's order (IEEE Std 1003.1, 8.2).
    """
    for key in ("TICKETS_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        code = environ.get(key, "").split("_")[0].split(".")[0].lower()
        if code in LANGUAGES:
            return code
    return None
