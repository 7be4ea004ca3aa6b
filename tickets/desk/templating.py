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

_OURS = ("asked", "thanks", "where", "wrong", SECURE, "closing")
"""The program's other texts: before a team's own, which may come without moving them; what is seldom wanted last."""

_SALUTATION = re.compile(r"\A\s*[^\n]*\{person\}[^\n]*\n\s*\n")
"""A first paragraph of one line that calls the person by name."""
_FILE = re.compile(r"(?P<name>[a-z0-9][a-z0-9_-]*)\.(?P<language>[A-Za-z0-9-]+)\.txt")
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateView:
    """A text that lies ready."""

    number: int | None
    """The digit that takes it, everywhere and always; from 10 on none does. None: it has a key of its own."""
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

    number: int
    """See `numbers`."""
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


@dataclass(frozen=True, slots=True)
class Gap:
    """A number whose text cannot be had here. No other text moves up."""

    number: int
    title: str
    why: str
    """A clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What lies ready for one ticket."""

    texts: tuple[ReadyText, ...]
    gaps: tuple[Gap, ...]
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


def numbers(settings: Settings) -> dict[str, int]:
    """The number of each text, by its name: the same for every ticket, in every language, on every way to it.

    First those of `replies.template_order`, also one that is not there: it leaves a gap. Then the program's, then all
    others by name.
    """
    order = dict.fromkeys([*settings.replies.template_order, *_OURS, *_names(settings)])
    order.pop(INTERIM, None)
    return {name: number for number, name in enumerate(order, start=1)}


def listed(settings: Settings) -> tuple[TemplateView, ...]:
    """All texts there are, by number, in all languages, those that cannot be used too.

    The house's own stands for the program's of the same name. The interim status comes last. Of one that the settings
    give a number, and that is not there, there is a view without language and file.
    """
    found, place = _all_files(settings), numbers(settings)
    there = {name for name, _language in found}
    views = [_view(place.get(name), name, language, file) for (name, language), file in found.items()]
    views += [_missing(number, name) for name, number in place.items() if name not in there]
    return tuple(sorted(views, key=lambda view: (view.number or len(place) + 1, view.language)))


def _names(settings: Settings) -> list[str]:
    """Of the texts that are there, sorted."""
    return sorted({name for name, _language in _all_files(settings)})


def _all_files(settings: Settings) -> dict[tuple[str, str], Path]:
    """By name and language."""
    return {**_files(wording.BUILT_IN), **_files(settings.templates)}


def _files(folder: Path) -> dict[tuple[str, str], Path]:
    if not folder.is_dir():
        return {}
    matches = ((_FILE.fullmatch(file.name), file) for file in folder.iterdir())
    return {(match["name"], match["language"].lower()): file for match, file in matches if match}


def _view(number: int | None, name: str, language: str, file: Path) -> TemplateView:
    title, problem = "", ""
    try:
        title = wording.read(file, language).title or name
    except SettingsError as error:
        problem = str(error)
    return TemplateView(
        number=number,
        name=name,
        language=language,
        title=title,
        file=str(file),
        own=file.parent != wording.BUILT_IN,
        problem=problem,
    )


def _missing(number: int, name: str) -> TemplateView:
    problem = _("“replies.template_order” names it, and there is no text of this name.")
    return TemplateView(number=number, name=name, language="", title="", file="", own=True, problem=problem)


def ready(
    session: Session,
    act: Act,
    ticket_id: int,
    *,
    language: str | None = None,
    promise: date | None = None,
) -> Shelf:
    """One text of each name, filled in for this ticket, by number.

    language: to prefer, by its tag; None takes the citizen's. It chooses the wording of a text, never its number.
    promise: see `one`. The interim status is not among them: `interim.ready` has it. Raises NotFound, NotAllowed.
    """
    ticket = history.load(session, act, ticket_id)
    facts = _facts(session, act, ticket, promise)
    texts: list[ReadyText] = []
    gaps: list[Gap] = []
    problems: list[str] = []
    for name, number in numbers(act.house.settings).items():
        try:
            template = _find(act, name, language or ticket.language)
        except SettingsError as error:
            if is_there := error.file != str(act.house.settings.templates):
                problems.append(str(error))
            gaps.append(Gap(number, name, _("it has a mistake") if is_there else _nowhere(act, name)))
            continue
        if "channel" not in template.placeholders or facts.channel:
            texts.append(_filled(template, number, name, facts))
        else:
            gaps.append(Gap(number, template.title or name, _("the settings name no secure channel")))
    return Shelf(texts=tuple(texts), gaps=tuple(gaps), problems=tuple(problems))


def _nowhere(act: Act, name: str) -> str:
    """Why a text is not found."""
    if name in _names(act.house.settings):
        return _("it is there in other languages only")
    return _("there is no text of this name")


def _filled(template: Template, number: int, name: str, facts: _Facts) -> ReadyText:
    values = facts.values(template.language)
    return ReadyText(
        number=number,
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
        if name in _names(act.house.settings):
            raise
        raise _no_such(act, name) from None
    if "channel" in template.placeholders and not act.house.settings.replies.secure_channel:
        raise UsageError(_("The settings name no secure channel"), _("Set “replies.secure_channel”"))
    number = numbers(act.house.settings).get(name, 0)
    filled = _filled(template, number, name, _facts(session, act, ticket, promise))
    if not filled.text:
        raise UsageError(_("Of the text “{name}” nothing is left for this ticket").format(name=name))
    return filled


def _find(act: Act, name: str, language: str | None) -> Template:
    settings = act.house.settings
    return wording.find(name, wanted=language, house=settings.language, folder=settings.templates)


def _no_such(act: Act, name: str) -> UsageError:
    known = _names(act.house.settings)
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
