"""The languages in which one may answer, by their names."""

import re
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tickets import i18n
from tickets.desk import history
from tickets.desk.house import Act

_USUAL = ("de", "en")
_TWO_LETTERS = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class LanguageView:
    """A language by its code (ISO 639-1, as Mastodon lists them) and its name in the reader's language."""

    code: str
    name: str


def offered(session: Session, act: Act, ticket_id: int) -> tuple[LanguageView, ...]:
    """The citizen's language first, then German and English, then all others by name. Raises NotFound, NotAllowed."""
    asked = history.load(session, act, ticket_id).language
    names = _names()
    first = dict.fromkeys(code for code in (asked, *_USUAL) if code)
    others = sorted((names[code].casefold(), code) for code in names.keys() - first.keys())
    return tuple(
        LanguageView(code, names.get(code, code)) for code in (*first, *(code for _name, code in others))
    )


def _names() -> dict[str, str]:
    from babel import Locale  # slow to import, and rarely needed

    known = Locale.parse(i18n.language()).languages
    return {code: name for code, name in known.items() if _TWO_LETTERS.fullmatch(code)}
