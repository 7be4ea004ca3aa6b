"""What somebody typed to find tickets, made a question to the store's index of words.

Whatever is typed is only ever words: no sign in it is an operator, and nothing in it is an error.
"""

import unicodedata
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import (
    ColumnElement,
    Connection,
    TableClause,
    bindparam,
    column,
    func,
    literal_column,
    table,
)
from sqlalchemy.orm import Session

_MOST_WORDS = 32
"""Words after these narrow nothing down any more."""
_LONGEST_WORD = 100
"""Characters of a word that are looked at: it is a beginning anyway."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: all these words, or this ticket."""

    words: tuple[str, ...]
    number: int | None
    """The ticket of this number too: all that was typed is a number."""
    only: bool
    """Nothing but the ticket of this number: it was typed with the sign for it, `#12`."""


@dataclass(frozen=True, slots=True)
class Index:
    """The index of words of one kind of database."""

    table: TableClause
    key: ColumnElement[int]
    """The ticket's number."""
    matches: ColumnElement[bool]
    """Whether it has all the words of the parameter `words`, as `asked` writes them."""


def sought(typed: str) -> Sought:
    """The words of any text; none where it has none: "100% ?!" is one word, "?!" is no word."""
    digits = typed.strip().removeprefix("#")
    is_number = digits.isascii() and digits.isdigit() and len(digits) < 10
    return Sought(words(typed), int(digits) if is_number else None, is_number and "#" in typed)


def words(typed: str) -> tuple[str, ...]:
    """The words of any text, each once; of a very long one the first."""
    composed = unicodedata.normalize("NFC", typed[: _MOST_WORDS * _LONGEST_WORD])
    runs = ("".join(run) for is_word, run in groupby(composed, _is_of_a_word) if is_word)
    return tuple(dict.fromkeys(run[:_LONGEST_WORD] for run in runs))[:_MOST_WORDS]


def _is_of_a_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"


def asked(sought: tuple[str, ...], *, sqlite: bool) -> str:
    """The words as the index takes them, each the beginning of a word: FTS5's syntax, or that of `to_tsquery`."""
    if sqlite:
        return " AND ".join(f'"{word}"*' for word in sought)
    return " & ".join(f"'{_without_accents(word)}':*" for word in sought)


def _without_accents(word: str) -> str:
    # As the index does it: see `tickets_plain` in the migration.
    bare = (sign for sign in unicodedata.normalize("NFD", word) if not "\u0300" <= sign <= "\u036f")
    return unicodedata.normalize("NFC", "".join(bare))


def on_sqlite(store: Session | Connection) -> bool:
    """Which index it is."""
    return (store.connection() if isinstance(store, Session) else store).dialect.name == "sqlite"


def index(*, sqlite: bool) -> Index:
    """The index of this kind of database (SQLite, "FTS5 Extension"; PostgreSQL, "Full Text Search")."""
    if sqlite:
        ours = table("ticket_words", column("rowid"), column("ticket_words"))
        return Index(
            ours, ours.c.rowid, ours.c.ticket_words.op("MATCH", is_comparison=True)(bindparam("words"))
        )
    ours = table("ticket_words", column("ticket_id"), column("words"))
    query = func.to_tsquery(literal_column("'simple'"), bindparam("words"))
    return Index(ours, ours.c.ticket_id, ours.c.words.op("@@", is_comparison=True)(query))
