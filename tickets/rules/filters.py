"""What is typed into a search field, read as filters and words: `kind:incident lang:en from:2026-11-01 word word`."""

from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from tickets.errors import UsageError
from tickets.i18n import _
from tickets.rules.states import Kind, kind_word

_NAMES = MappingProxyType(
    {
        "kind": "kind",
        "art": "kind",
        "lang": "language",
        "language": "language",
        "sprache": "language",
        "person": "person",
        "account": "account",
        "konto": "account",
        "department": "department",
        "fachreferat": "department",
        "from": "first",
        "von": "first",
        "to": "last",
        "bis": "last",
    }
)
"""What each filter is called, in English and in German, whatever language is in use; the last of several counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a search is narrowed to. None: whichever."""

    words: str = ""
    """What is left to search for."""
    kind: Kind | None = None
    language: str | None = None
    person: str | None = None
    """A handle, in lower case, without the first @."""
    account: str | None = None
    department: str | None = None
    first: date | None = None
    """The first day of receipt."""
    last: date | None = None
    """The last day of receipt, itself included."""


def read(typed: str) -> Filters:
    """The filters and the words of a search.

    Raises UsageError where a filter has no such value, or a word is written like a filter that does not exist. What
    has a sign before its colon, or a slash behind it, is a word: "https://…".
    """
    found, words = Filters(), []
    for part in typed.split():
        name, colon, value = part.partition(":")
        if not colon or not value or value.startswith("/") or not name.isalpha():
            words.append(part)
        else:
            found = _narrowed(found, name, value)
    return replace(found, words=" ".join(words))


def _narrowed(filters: Filters, name: str, value: str) -> Filters:
    match _NAMES.get(name.lower()):
        case "kind":
            filters = replace(filters, kind=_kind(value))
        case "language":
            filters = replace(filters, language=value.lower())
        case "person":
            filters = replace(filters, person=value.lower().removeprefix("@"))
        case "account":
            filters = replace(filters, account=value)
        case "department":
            filters = replace(filters, department=value)
        case "first":
            filters = replace(filters, first=_day(value))
        case "last":
            filters = replace(filters, last=_day(value))
        case _:
            names = ", ".join(_NAMES)
            raise UsageError(
                _("There is no filter “{name}”").format(name=name),
                _("Name one of these: {names}").format(names=names),
            )
    return filters


def _kind(value: str) -> Kind:
    for kind in Kind:
        if value.lower() in (kind.value, kind_word(kind).lower()):
            return kind
    names = ", ".join(kind_word(kind) for kind in Kind)
    raise UsageError(
        _("There is no kind “{name}”").format(name=value), _("Name one of these: {names}").format(names=names)
    )


def _day(value: str) -> date:
    day, _dot, rest = value.partition(".")
    month, _dot, year = rest.partition(".")
    try:
        return date(int(year), int(month), int(day)) if rest else date.fromisoformat(value)
    except (ValueError, OverflowError):
        raise UsageError(_("“{text}” is no day").format(text=value), _("Write it like 2026-05-13")) from None
