"""What is typed into a search field, read as filters and words: `kind:incident lang:en from:2026-11-01 word word`.

Pure: what there is in this house, and which day it is, comes in `Known`. What each filter takes is in
`rules.filter_values`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tickets.errors import UsageError
from tickets.i18n import _
from tickets.rules.filter_values import (
    Filter,
    Known,
    filter_called,
    may_become,
    meant,
    names_shown,
    values,
)
from tickets.rules.reply import ReplyState
from tickets.rules.states import Kind, Queue

_PIECE = re.compile(r'([^\W\d_]+):("[^"]*"?|[„“”][^„“”]*[“”]?|\S*)|\S+')
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""What is no text: it parts words, and no database would take it."""
_QUOTES = '"„“”'
_FEWEST_LETTERS = 2
"""So many of a filter's name are typed before it is offered: a word is more likely before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a search is narrowed to. None: whichever."""

    words: str = ""
    """What is left to search for."""
    kind: Kind | None = None
    language: str | None = None
    person: str | None = None
    """How a handle begins, in lower case, without the first @."""
    account: str | None = None
    department: str | None = None
    """Its key."""
    queue: Queue | None = None
    assignee: str | None = None
    """A login, or NOBODY."""
    first: date | None = None
    """The first day of receipt."""
    last: date | None = None
    """The last day of receipt, itself included."""
    due: date | str | None = None
    """The last day on which the deadline may be; or LATE: what is owed now should have been there."""
    reply: ReplyState | None = None
    """A reply of the ticket came to this, and a person has to look after it."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of what was typed: a word, or a filter and its value."""

    text: str
    filter: Filter | None = None
    value: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    """What may follow what was typed."""

    before: str = ""
    """What of it stays."""
    words: tuple[str, ...] = ()
    """What may stand behind that, each as it is typed: `kind:`, or `kind:incident` and a blank."""

    @property
    def first(self) -> str | None:
        """All that is typed when the first of them is taken; None where there is none."""
        return self.before + self.words[0] if self.words else None


def read(typed: str, known: Known, *, typing: bool = False) -> Filters:
    """The filters and the words of a search; of several values of one filter the last counts.

    typing: somebody is still writing: the last filter, where it wants the rest of its value, counts for nothing.

    Raises UsageError where a filter has no such value, or a word is written like a filter that does not exist. What
    has a sign before its colon, or a slash behind it, is a word: "https://…".
    """
    found: dict[str, Any] = {}
    words = []
    text = _STEERING.sub(" ", unicodedata.normalize("NFC", typed))
    for piece in _pieces(text):
        if piece.filter is None:
            words.append(piece.text)
        elif piece.value:
            try:
                found[piece.filter.value] = meant(piece.filter, piece.value, known)
            except UsageError:
                is_last = typing and text.endswith(piece.text)
                if not (is_last and may_become(piece.filter, piece.value, known)):
                    raise
    return Filters(words=" ".join(words), **found)


def _pieces(text: str) -> Iterator[_Piece]:
    for match in _PIECE.finditer(text):
        name, value = match.groups()
        called = filter_called(name) if name else None
        if name is None or value.startswith("/") or (called is None and not value):
            yield _Piece(match[0])
        elif called is None:
            raise UsageError(
                _("There is no filter “{name}”").format(name=name),
                _("There are these: {names}").format(names=", ".join(names_shown())),
            )
        else:
            yield _Piece(match[0], called, " ".join(value.strip(_QUOTES).split()))


def offers(typed: str, known: Known) -> Offers:
    """What may follow: the values of the filter that is being written, or the filters that begin so."""
    last = next(reversed([*_PIECE.finditer(typed)]), None)
    if last is None or last.end() < len(typed):
        return Offers(typed, tuple(f"{name}:" for name in names_shown())) if not typed.strip() else Offers()
    before = typed[: last.start()]
    name, value = last.groups()
    if name is None:
        start = last[0].casefold()
        fits = [name for name in names_shown() if name.startswith(start) and len(start) >= _FEWEST_LETTERS]
        return Offers(before, tuple(f"{name}:" for name in fits))
    by = filter_called(name)
    if by is None:
        return Offers()
    start = value.strip(_QUOTES).casefold()
    fits = [
        called[0]
        for called in values(by, known).values()
        if any(word.casefold().startswith(start) for word in called)
    ]
    return Offers(before, tuple(f"{name}:{_quoted(word)} " for word in fits))


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
