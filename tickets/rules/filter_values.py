"""By what a search can be narrowed, which values there are, and what they are called in English and German."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from tickets.errors import UsageError
from tickets.i18n import _, language
from tickets.rules.reply import ReplyState
from tickets.rules.states import Kind, Queue, kind_word, queue_word

NOBODY = ""
"""The assignee of what nobody has."""
LATE = "late"
"""What is due, where a deadline is or was broken."""


class Filter(StrEnum):
    """By what a search can be narrowed."""

    KIND = "kind"
    LANGUAGE = "language"
    PERSON = "person"
    ACCOUNT = "account"
    DEPARTMENT = "department"
    QUEUE = "queue"
    ASSIGNEE = "assignee"
    FIRST = "first"
    LAST = "last"
    DUE = "due"
    REPLY = "reply"


_NAMES: Mapping[str, Mapping[Filter, tuple[str, ...]]] = {
    "en": {
        Filter.KIND: ("kind",),
        Filter.LANGUAGE: ("lang", "language"),
        Filter.PERSON: ("person",),
        Filter.ACCOUNT: ("account",),
        Filter.DEPARTMENT: ("department",),
        Filter.QUEUE: ("queue",),
        Filter.ASSIGNEE: ("assignee", "who"),
        Filter.FIRST: ("from",),
        Filter.LAST: ("to",),
        Filter.DUE: ("due",),
        Filter.REPLY: ("reply",),
    },
    "de": {
        Filter.KIND: ("art",),
        Filter.LANGUAGE: ("sprache",),
        Filter.PERSON: ("person",),
        Filter.ACCOUNT: ("konto",),
        Filter.DEPARTMENT: ("referat", "fachreferat"),
        Filter.QUEUE: ("warteschlange",),
        Filter.ASSIGNEE: ("wer", "zuständig"),
        Filter.FIRST: ("von",),
        Filter.LAST: ("bis",),
        Filter.DUE: ("fällig",),
        Filter.REPLY: ("antwort",),
    },
}
"""What each filter is called, the name to show first. All are taken, whatever language is in use."""

_BY_NAME = {name: each for names in _NAMES.values() for each, called in names.items() for name in called}

_IN_FULL: Mapping[Filter, Mapping[str, str]] = {
    Filter.KIND: {
        "frage": "question",
        "vorfall": "incident",
        "kritik": "criticism",
        "lob": "praise",
        "feindselig": "hostile",
        "spam": "spam",
        "sonstiges": "other",
    },
    Filter.QUEUE: {
        "eingang": "inbox",
        "fachreferate": "departments",
        "wartet": "waiting",
        "erledigt": "done",
        "ignoriert": "ignored",
    },
    Filter.REPLY: {"fehlgeschlagen": "failed", "ungewiss": "uncertain"},
    Filter.LANGUAGE: {
        "german": "de",
        "deutsch": "de",
        "english": "en",
        "englisch": "en",
        "french": "fr",
        "französisch": "fr",
    },
}
"""What is understood whichever language is in use, where it is written in full: a saved view is for everybody."""

_LATE = ("overdue", "late", "breached", "überschritten", "überfällig", "zu spät")
_DAYS = {"yesterday": -1, "gestern": -1, "today": 0, "heute": 0, "tomorrow": 1, "morgen": 1}
_WEEK = ("week", "woche")
_UNFINISHED_DAY = re.compile(r"[0-9.\-]+")
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What there is in this house, and which day it is here."""

    today: date = date.min
    me: str = ""
    """The login of whoever asks."""
    accounts: tuple[str, ...] = ()
    departments: Mapping[str, str] = field(default_factory=dict)
    """Names by keys."""
    people: tuple[str, ...] = ()
    """Logins of those to whom tickets are given."""


def names_shown() -> tuple[str, ...]:
    """The names of the filters in the language in use."""
    return tuple(called[0] for called in _NAMES[language()].values())


def name_of(by: Filter) -> str:
    """The name to show, in the language in use."""
    return _NAMES[language()][by][0]


def filter_called(name: str) -> Filter | None:
    """The filter of this name, in whichever language; None where there is none."""
    return _BY_NAME.get(name.casefold())


def meant(by: Filter, value: str, known: Known) -> Kind | Queue | ReplyState | date | str | None:
    """The value that somebody means by what they typed. Raises UsageError where there is none, or several."""
    return _READERS[by](value, known)


def values(by: Filter, known: Known) -> Mapping[str, tuple[str, ...]]:
    """The values that a filter can have, each with what it is called, the word to show first."""
    return _VALUES[by](known)


def may_become(by: Filter, value: str, known: Known) -> bool:
    """Whether what is no value may become one as it is written on."""
    start = value.casefold()
    if by in (Filter.FIRST, Filter.LAST, Filter.DUE) and (
        _UNFINISHED_DAY.fullmatch(value) or any(word.startswith(start) for word in (*_DAYS, *_LATE, *_WEEK))
    ):
        return True
    return any(word.casefold().startswith(start) for words in values(by, known).values() for word in words)


def _people(known: Known) -> dict[str, tuple[str, ...]]:
    others = {login: (login,) for login in known.people if login != known.me}
    mine = (_("me"), "me", "ich", *((known.me,) if known.me else ()))
    return {known.me or "me": mine, NOBODY: (_("nobody"), "nobody", "niemand"), **others}


def _each_as_it_is(*words: str) -> dict[str, tuple[str, ...]]:
    return {word: (word,) for word in words}


def _days_received(known: Known) -> dict[str, tuple[str, ...]]:
    return _each_as_it_is(_("today"), _("yesterday"), known.today.isoformat())


_VALUES: Mapping[Filter, Callable[[Known], Mapping[str, tuple[str, ...]]]] = {
    Filter.KIND: lambda _known: {kind.value: (kind_word(kind), kind.value) for kind in Kind},
    Filter.LANGUAGE: lambda _known: {code: (code, word) for code, word in language_words().items()},
    Filter.PERSON: lambda _known: {},
    Filter.ACCOUNT: lambda known: _each_as_it_is(*known.accounts),
    Filter.DEPARTMENT: lambda known: {
        key: (key, name, *name.split()) for key, name in known.departments.items()
    },
    Filter.QUEUE: lambda _known: {queue.value: (queue_word(queue), queue.value) for queue in Queue},
    Filter.ASSIGNEE: _people,
    Filter.FIRST: _days_received,
    Filter.LAST: _days_received,
    Filter.DUE: lambda _known: _each_as_it_is(_("overdue"), _("today"), _("tomorrow"), _("week")),
    Filter.REPLY: lambda _known: {
        ReplyState.FAILED: (_("failed"), "failed"),
        ReplyState.UNCERTAIN: (_("uncertain"), "uncertain"),
    },
}


def _chosen(by: Filter, value: str, known: Known) -> str:
    """The value that is called so, or the only one that begins so. Raises UsageError."""
    called, start = values(by, known), value.casefold()
    named = _IN_FULL.get(by, {}).get(start, value)
    if named in called:
        return named
    for fits in (str.__eq__, str.startswith):
        found = [key for key, words in called.items() if any(fits(word.casefold(), start) for word in words)]
        if len(found) == 1:
            return found[0]
    shown = ", ".join(called[key][0] for key in (found or called))
    what = _("“{text}” may be several") if found else _unknown(by)
    raise UsageError(
        what.format(text=value, name=value),
        _("There are these: {names}").format(names=shown) if shown else _("The settings name none"),
    )


def _unknown(by: Filter) -> str:
    words = {
        Filter.KIND: _("There is no kind “{name}”"),
        Filter.QUEUE: _("There is no queue “{name}”"),
        Filter.ACCOUNT: _("There is no account “{name}”"),
        Filter.DEPARTMENT: _("There is no department “{name}”"),
    }
    return words.get(by) or _("“{name}” is none of these")


def _assignee(value: str, known: Known) -> str:
    """Whoever is meant; a login that nobody knows may be that of somebody who has left."""
    try:
        return _chosen(Filter.ASSIGNEE, value, known)
    except UsageError:
        return value


def _language(value: str, known: Known) -> str:
    if _LANGUAGE_TAG.fullmatch(value.lower()):
        return value.lower()
    try:
        return _chosen(Filter.LANGUAGE, value, known)
    except UsageError:
        raise UsageError(
            _("“{text}” is not the code of a language").format(text=value),
            _("Give two letters, such as de or en"),
        ) from None


def _due(value: str, known: Known) -> date | str:
    """A day by whose end it is due; the last one of this week, whichever that is when it is asked."""
    word = value.casefold()
    if word in _LATE:
        return LATE
    return known.today + timedelta(days=6 - known.today.weekday()) if word in _WEEK else _day(value, known)


def _day(value: str, known: Known) -> date:
    day, _dot, rest = value.partition(".")
    month, _dot, year = rest.partition(".")
    try:
        if value.casefold() in _DAYS:
            return known.today + timedelta(days=_DAYS[value.casefold()])
        return date(int(year), int(month), int(day)) if rest else date.fromisoformat(value)
    except (ValueError, OverflowError):
        raise UsageError(_("“{text}” is no day").format(text=value), _("Write it like 2026-05-13")) from None


def _first(value: str, known: Known) -> date:
    """Whoever looks for a person may try this name, which mail programs give to the sender."""
    try:
        return _day(value, known)
    except UsageError as error:
        if value[:1].isdigit():
            raise
        raise UsageError(
            error.what,
            _("Write it like 2026-05-13; a person is found with {name}:").format(name=name_of(Filter.PERSON)),
        ) from None


_READERS: Mapping[Filter, Callable[[str, Known], Kind | Queue | ReplyState | date | str | None]] = {
    Filter.KIND: lambda value, known: Kind(_chosen(Filter.KIND, value, known)),
    Filter.LANGUAGE: _language,
    Filter.PERSON: lambda value, _known: value.lower().removeprefix("@") or None,
    Filter.ACCOUNT: lambda value, known: _chosen(Filter.ACCOUNT, value, known),
    Filter.DEPARTMENT: lambda value, known: _chosen(Filter.DEPARTMENT, value, known),
    Filter.QUEUE: lambda value, known: Queue(_chosen(Filter.QUEUE, value, known)),
    Filter.ASSIGNEE: _assignee,
    Filter.FIRST: _first,
    Filter.LAST: _day,
    Filter.DUE: _due,
    Filter.REPLY: lambda value, known: ReplyState(_chosen(Filter.REPLY, value, known)),
}


def language_words() -> Mapping[str, str]:
    """The languages in which most write to us, by their codes, in the reader's language."""
    return {
        "de": _("German"),
        "en": _("English"),
        "fr": _("French"),
        "it": _("Italian"),
        "es": _("Spanish"),
        "nl": _("Dutch"),
        "pl": _("Polish"),
        "tr": _("Turkish"),
        "uk": _("Ukrainian"),
        "ru": _("Russian"),
        "ar": _("Arabic"),
    }
