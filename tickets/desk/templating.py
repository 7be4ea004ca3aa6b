"""Texts that lie ready for answers: which there are, whether they can be used, and one filled in for a ticket."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from tickets.config import Settings
from tickets.desk import history, wording
from tickets.desk.house import Act
from tickets.desk.interim import asked, promised_until
from tickets.desk.wording import Template, Use
from tickets.errors import SettingsError, UsageError
from tickets.i18n import _
from tickets.rules.calendar import Calendar
from tickets.storage.models import Account, Person, Ticket

SECURE = "secure"
"""The template that leads to a secure channel."""

INTERIM = "interim"
"""The template of the interim status, which `interim.ready` fills in."""

_SALUTATION = re.compile(r"\A\s*[^\n]*\{person\}[^\n]*\n\s*\n")
"""A first paragraph of one line that calls the person by name."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyText:
    """A text that lies ready, with the facts of one ticket."""

    name: str
    title: str
    language: str
    """Of the text: a tag of BCP 47."""
    text: str
    """"" where nothing of it is left for this ticket."""
    body: str
    """Without the salutation, for whoever has written one already."""
    promise: date | None
    """The day that it promises; None where it promises none."""
    is_ending: bool = False
    """It is put under an answer, and is none by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What lies ready for one ticket."""

    texts: tuple[ReadyText, ...]
    problems: tuple[str, ...]
    """Why others cannot be used, and how to mend them: a line each, with its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What texts may name of one ticket."""

    person: str
    day: date
    due: date | None
    department: str | None
    account: str
    channel: str

    def values(self, language: str) -> dict[str, str | None]:
        """As they are written in this language."""
        return {
            "person": self.person,
            "date": wording.written_date(self.day, language),
            "due": wording.written_date(self.due, language) if self.due else None,
            "department": self.department,
            "account": self.account,
            "channel": self.channel or None,
        }


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


def ready(
    session: Session,
    act: Act,
    ticket_id: int,
    *,
    language: str | None = None,
    promise: date | None = None,
) -> Shelf:
    """One text of each name, filled in for this ticket, in an order that is the same for every ticket.

    language: to prefer, by its tag; None takes the citizen's. promise: see `one`. The interim status is not among
    them: `interim.ready` has it. Raises NotFound, NotAllowed.
    """
    ticket = history.load(session, act, ticket_id)
    facts = _facts(session, act, ticket, promise)
    texts: list[ReadyText] = []
    problems: list[str] = []
    for name in sorted({view.name for view in listed(act.house.settings)} - {INTERIM}):
        try:
            template = _find(act, name, language or ticket.language)
        except SettingsError as error:
            if error.file != str(act.house.settings.templates):  # which has none in a language that would do
                problems.append(str(error))
            continue
        if "channel" not in template.placeholders or facts.channel:
            texts.append(_filled(template, name, facts))
    return Shelf(texts=tuple(texts), problems=tuple(problems))


def _filled(template: Template, name: str, facts: _Facts) -> ReadyText:
    values = facts.values(template.language)
    return ReadyText(
        name=name,
        title=template.title or name,
        language=template.language,
        text=template.fill(values),
        body=replace(template, text=_SALUTATION.sub("", template.text)).fill(values),
        promise=facts.day if "date" in template.placeholders else None,
        is_ending=template.use is Use.ENDING,
    )


def one(
    session: Session,
    act: Act,
    ticket_id: int,
    *,
    name: str,
    language: str | None = None,
    promise: date | None = None,
) -> ReadyText:
    """The text of this name for this ticket; nothing is stored.

    language: to prefer, by its tag; None takes the citizen's. promise: the day that `{date}` names; None takes the
    term of the settings. Raises NotFound, NotAllowed, UsageError, SettingsError for a template that cannot be used.
    """
    ticket = history.load(session, act, ticket_id)
    if not _FILE.fullmatch(f"{name}.en.txt"):
        raise _no_such(act, name)
    try:
        template = _find(act, name, language or ticket.language)
    except SettingsError:
        if name in {view.name for view in listed(act.house.settings)}:
            raise
        raise _no_such(act, name) from None
    if "channel" in template.placeholders and not act.house.settings.replies.secure_channel:
        raise UsageError(_("The settings name no secure channel"), _("Set “replies.secure_channel”"))
    filled = _filled(template, name, _facts(session, act, ticket, promise))
    if not filled.text:
        raise UsageError(_("Of the text “{name}” nothing is left for this ticket").format(name=name))
    return filled


def _find(act: Act, name: str, language: str | None) -> Template:
    settings = act.house.settings
    return wording.find(name, wanted=language, house=settings.language, folder=settings.templates)


def _no_such(act: Act, name: str) -> UsageError:
    known = sorted({view.name for view in listed(act.house.settings)})
    return UsageError(
        _("There is no template “{name}”").format(name=name),
        _("There are these: {known}").format(known=", ".join(known)),
    )


def _facts(session: Session, act: Act, ticket: Ticket, promise: date | None) -> _Facts:
    person = session.get_one(Person, ticket.person_id)
    account = session.get_one(Account, ticket.account_id)
    calendar = act.house.calendar(account.name)
    return _Facts(
        person=wording.name_for(person.display_name, person.handle),
        day=promise or calendar.date_of(promised_until(act, None, calendar) - _INSTANT),
        due=_due(session, ticket, calendar),
        department=asked(session, ticket),
        account=account.handle.partition("@")[0] or account.name,
        channel=act.house.settings.replies.secure_channel,
    )


def _due(session: Session, ticket: Ticket, calendar: Calendar) -> date | None:
    """The day by which we owe an answer; None where we owe none. Service may end at midnight, the next day already."""
    owed = history.clocks(history.events_of(session, ticket)).answer
    return calendar.date_of(owed.due_at - _INSTANT) if owed else None
