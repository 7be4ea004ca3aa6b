"""What a search was narrowed to, in words rather than as it was typed: “incident · in English · from @x · “fax””."""

from collections.abc import Iterator, Mapping
from datetime import date

from tickets.i18n import _
from tickets.rules.dates import day_word
from tickets.rules.filter_values import LATE, NOBODY, language_words
from tickets.rules.filters import Filters
from tickets.rules.reply import trouble_word
from tickets.rules.states import kind_word, queue_word


def described(filters: Filters, departments: Mapping[str, str]) -> str:
    """The parts, in the order of a sentence; "" where it is narrowed to nothing. departments: names by keys."""
    return " · ".join((*_what(filters, departments), *_when(filters), *_words(filters)))


def _what(filters: Filters, departments: Mapping[str, str]) -> Iterator[str]:
    if filters.queue is not None:
        yield queue_word(filters.queue)
    if filters.kind is not None:
        yield kind_word(filters.kind)
    if filters.language is not None:
        word = language_words().get(filters.language)
        yield (
            _("in {language}").format(language=word)
            if word
            else _("language “{code}”").format(code=filters.language)
        )
    if filters.account is not None:
        yield _("to {account}").format(account=filters.account)
    if filters.department is not None:
        yield departments.get(filters.department, filters.department)
    if filters.person is not None:
        yield _("from @{person}…").format(person=filters.person)
    if filters.reply is not None:
        yield trouble_word(filters.reply)
    if filters.assignee is not None:
        nobody = _("assigned to nobody")
        yield nobody if filters.assignee == NOBODY else _("with {login}").format(login=filters.assignee)


def _when(filters: Filters) -> Iterator[str]:
    if filters.first is not None and filters.first == filters.last:
        yield _("received on {day}").format(day=day_word(filters.first))
    else:
        if filters.first is not None:
            yield _("received since {day}").format(day=day_word(filters.first))
        if filters.last is not None:
            yield _("received until {day}").format(day=day_word(filters.last))
    if filters.due == LATE:
        yield _("overdue now")
    elif isinstance(filters.due, date):
        yield _("due by {day}").format(day=day_word(filters.due))


def _words(filters: Filters) -> Iterator[str]:
    if filters.words:
        yield _("“{text}”").format(text=filters.words)
