"""The languages in which one may answer, by their names, and what an answer says of its own."""

import re
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tickets import i18n
from tickets.desk import history
from tickets.desk.house import Act
from tickets.rules.language import same

_USUAL = ("de", "en")
_TWO_LETTERS = re.compile(r"[a-z]{2}")
_LEAST_LETTERS = 40
"""Of a shorter text nobody can be sure."""


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


def mismarked(text: str, marked: str) -> tuple[LanguageView, LanguageView] | None:
    """The language that a text is surely in, and the other one that it is marked as (a tag of BCP 47).

    None where the two agree, and where its words leave a doubt. The first time takes half a second: for threads.
    """
    from tickets.triage import features  # late: at most desks nobody ever asks
    from tickets.triage.languages import read_language

    written = features.read(text)
    if sum(map(str.isalpha, written.clean)) < _LEAST_LETTERS:
        return None
    read = read_language(marked, written)
    if read.language is None:  # marked as one that is not read
        read = read_language(None, written)
    if not read.sure or read.language is None or same(read.language, marked):
        return None
    names = _names()
    return LanguageView(read.language, names[read.language]), LanguageView(marked, names.get(marked, marked))


def _names() -> dict[str, str]:
    from babel import Locale  # slow to import, and rarely needed

    known = Locale.parse(i18n.language()).languages
    return {code: name for code, name in known.items() if _TWO_LETTERS.fullmatch(code)}
