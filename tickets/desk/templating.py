"""Texts that lie ready for answers: which there are, whether they can be used, and one filled in for a ticket."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from tickets.config import Settings
from tickets.desk import history, wording
from tickets.desk.house import Act
from tickets.desk.interim import asked, promised_until
from tickets.desk.wording import Template
from tickets.errors import SettingsError, UsageError
from tickets.i18n import _
from tickets.rules.calendar import Calendar
from tickets.storage.models import Account, Person, Ticket

SECURE = "secure"
"""The template that leads to a secure channel."""

_FILE = re.compile(r"(?P<name>[a-z0-9][a-z0-9_-]*)\.(?P<language>[A-Za-z0-9-]+)\.txt")
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateView:
    """A text that lies ready."""

    name: str
    language: str
    title: str
    file: str
    own: bool
    """Whether it is the house's own."""
    problem: str = ""
    """Why it cannot be used, in one line; "" where it can."""


def listed(settings: Settings) -> tuple[TemplateView, ...]:
    """All texts there are, in all languages, those that cannot be used too; the house's own before the program's."""
    found = {**_files(wording.BUILT_IN), **_files(settings.templates)}
    return tuple(_view(name, language, file) for (name, language), file in sorted(found.items()))


def _files(folder: Path) -> dict[tuple[str, str], Path]:
    if not folder.is_dir():
        return {}
    matches = ((_FILE.fullmatch(file.name), file) for file in folder.iterdir())
    return {(match["name"], match["language"].lower()): file for match, file in matches if match}


def _view(name: str, language: str, file: Path) -> TemplateView:
    own = file.parent != wording.BUILT_IN
    try:
        template = wording.read(file, language)
    except SettingsError as error:
        return TemplateView(
            name=name, language=language, title="", file=str(file), own=own, problem=str(error)
        )
    title = template.title or name
    return TemplateView(name=name, language=language, title=title, file=str(file), own=own)


def offered(session: Session, act: Act, ticket_id: int) -> tuple[TemplateView, ...]:
    """One text of each name, in the citizen's language where there is one; those that cannot be used are left out."""
    ticket = history.load(session, act, ticket_id)
    return tuple(_offers(act, ticket))


def _offers(act: Act, ticket: Ticket) -> Iterator[TemplateView]:
    for name in sorted({view.name for view in listed(act.house.settings)}):
        try:
            template = _find(act, ticket, name)
        except SettingsError:
            continue
        if "channel" in template.placeholders and not act.house.settings.replies.secure_channel:
            continue
        yield TemplateView(
            name=name,
            language=template.language,
            title=template.title or name,
            file=str(template.file),
            own=template.file.parent != wording.BUILT_IN,
        )


def text(session: Session, act: Act, ticket_id: int, *, name: str, promise: date | None = None) -> str:
    """The text of this name for this ticket; nothing is stored.

    promise: the day that `{date}` names; None takes the term of the settings. Raises NotFound, NotAllowed, UsageError,
    SettingsError for a template that cannot be used.
    """
    ticket = history.load(session, act, ticket_id)
    if not _FILE.fullmatch(f"{name}.en.txt"):
        raise _no_such(act, name)
    try:
        template = _find(act, ticket, name)
    except SettingsError:
        if name in {view.name for view in listed(act.house.settings)}:
            raise
        raise _no_such(act, name) from None
    if "channel" in template.placeholders and not act.house.settings.replies.secure_channel:
        raise UsageError(_("The settings name no secure channel"), _("Set “replies.secure_channel”"))
    filled = template.fill(_values(session, act, ticket, template, promise))
    if not filled:
        raise UsageError(_("Of the text “{name}” nothing is left for this ticket").format(name=name))
    return filled


def _find(act: Act, ticket: Ticket, name: str) -> Template:
    settings = act.house.settings
    return wording.find(name, wanted=ticket.language, house=settings.language, folder=settings.templates)


def _no_such(act: Act, name: str) -> UsageError:
    known = sorted({view.name for view in listed(act.house.settings)})
    return UsageError(
        _("There is no template “{name}”").format(name=name),
        _("There are these: {known}").format(known=", ".join(known)),
    )


def _values(
    session: Session, act: Act, ticket: Ticket, template: Template, promise: date | None
) -> dict[str, str | None]:
    person = session.get_one(Person, ticket.person_id)
    account = session.get_one(Account, ticket.account_id)
    calendar = act.house.calendar(account.name)
    day = promise or calendar.date_of(promised_until(act, None, calendar) - _INSTANT)
    due = _due(session, ticket, calendar)
    return {
        "person": wording.name_for(person.display_name, person.handle),
        "date": wording.written_date(day, template.language),
        "due": wording.written_date(due, template.language) if due else None,
        "department": asked(session, ticket),
        "account": account.handle.partition("@")[0] or account.name,
        "channel": act.house.settings.replies.secure_channel or None,
    }


def _due(session: Session, ticket: Ticket, calendar: Calendar) -> date | None:
    """The day by which we owe an answer; None where we owe none. Service may end at midnight, the next day already."""
    owed = history.clocks(history.events_of(session, ticket)).answer
    return calendar.date_of(owed.due_at - _INSTANT) if owed else None
