"""How this house is set up, to be read at the desk: no secret in it, and for a specialist only what is theirs."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import make_url, select
from sqlalchemy.orm import Session

from tickets.config import Role, Settings, UserSettings
from tickets.desk import duty, templating, views
from tickets.desk.house import Act
from tickets.desk.people import Right, right_word
from tickets.desk.service_rows import ServiceView
from tickets.desk.setup_rows import (
    AccountSetup,
    DayOff,
    DepartmentSetup,
    OfficeSetup,
    PersonSetup,
    PlacesSetup,
    PromiseSetup,
    RepliesSetup,
    SetupView,
    TextSetup,
)
from tickets.i18n import _, language
from tickets.rules.calendar import Calendar, Standing
from tickets.rules.hours import written
from tickets.storage.bridge_models import Cursor
from tickets.storage.models import Account

_AHEAD_DAYS = 180
_MOST_DAYS_OFF = 4


def overview(session: Session, act: Act) -> SetupView:
    """What whoever asks may know of it. A specialist: themselves, the hours, the terms and the own department."""
    settings, sees_all = act.house.settings, act.actor.may(Right.READ_ALL)
    service = views.service(session, act)
    return SetupView(
        me=_me(act),
        listed=settings.user(act.actor.login) is not None,
        rights=tuple(right_word(right) for right in Right if act.actor.may(right)),
        offices=tuple(_offices(settings, act)),
        promise=_promise(act),
        replies=_replies(settings) if sees_all else None,
        departments=tuple(_departments(settings, None if sees_all else act.actor.department)),
        bridge_running=service.bridge_running,
        bridge_seen_at=service.bridge_seen_at,
        of_demo=service.of_demo,
        accounts=tuple(_accounts(session, settings, service)) if sees_all else (),
        texts=tuple(_texts(settings)) if sees_all else (),
        people=tuple(_person(settings, user) for user in settings.users) if sees_all else (),
        duty=duty.current(session, act) if sees_all else None,
        places=_places(settings) if sees_all else None,
    )


def _me(act: Act) -> PersonSetup:
    actor, settings = act.actor, act.house.settings
    user = settings.user(actor.login)
    if user is not None:
        return _person(settings, user)
    return PersonSetup(login=actor.login, name=actor.login, role=actor.role.value, department="")


def _person(settings: Settings, user: UserSettings) -> PersonSetup:
    names = {each.key: each.name for each in settings.departments}
    department = names.get(user.department or "", "") if user.role is Role.SPECIALIST else ""
    return PersonSetup(login=user.login, name=user.name, role=user.role.value, department=department)


def _offices(settings: Settings, act: Act) -> Iterator[OfficeSetup]:
    """Each calendar by which some account is reckoned; without accounts the usual one."""
    accounts: dict[str, list[str]] = {}
    calendars: dict[str, Calendar] = {}
    for account in settings.accounts:
        calendar = settings.calendar_of(account.name)
        calendars[calendar.name] = calendar
        accounts.setdefault(calendar.name, []).append(account.name)
    if not calendars:
        usual = settings.calendar()
        calendars[usual.name] = usual
    for name, calendar in calendars.items():
        yield OfficeSetup(
            name=name,
            zone=calendar.zone,
            accounts=tuple(accounts.get(name, ())),
            hours=tuple(map(written, calendar.hours)),
            region=", ".join(part for part in (calendar.country, calendar.subdivision) if part),
            days_off=tuple(_days_off(calendar, calendar.date_of(act.now))),
        )


def _days_off(calendar: Calendar, today: date) -> Iterator[DayOff]:
    found = 0
    for ahead in range(_AHEAD_DAYS):
        day = today + timedelta(days=ahead)
        standing = calendar.on(day).standing
        if standing in (Standing.HOLIDAY, Standing.CLOSED) and calendar.hours[day.weekday()]:
            holiday = calendar.holiday(day, language()) if standing is Standing.HOLIDAY else None
            yield DayOff(day, holiday or _("closed by the house"))
            found += 1
        if found == _MOST_DAYS_OFF:
            return


def _promise(act: Act) -> PromiseSetup:
    house = act.house
    return PromiseSetup(
        answer=str(house.answer),
        interim=str(house.interim),
        department=str(house.department),
        warn_at=house.warn_at,
    )


def _replies(settings: Settings) -> RepliesSetup:
    return RepliesSetup(settings.replies.delay_seconds, settings.replies.secure_channel)


def _departments(settings: Settings, only: str | None) -> Iterator[DepartmentSetup]:
    for each in settings.departments:
        if only is None or each.key == only:
            yield DepartmentSetup(key=each.key, name=each.name, mail=each.mail, description=each.description)


def _accounts(session: Session, settings: Settings, service: ServiceView) -> Iterator[AccountSetup]:
    workers = {worker.name: worker for worker in service.workers}
    stored = {
        name: (handle, moved_at)
        for name, handle, moved_at in session.execute(
            select(Account.name, Account.handle, Cursor.moved_at).outerjoin(Cursor)
        )
    }
    for account in settings.accounts:
        worker = workers.get(f"listener:{account.name}")
        handle, moved_at = stored.get(account.name, ("", None))
        yield AccountSetup(
            name=account.name,
            server=account.server,
            handle=handle,
            stream=worker.state if worker else "",
            detail=worker.detail if worker else "",
            since=worker.since if worker else None,
            caught_up_at=moved_at,
        )


def _texts(settings: Settings) -> Iterator[TextSetup]:
    for view in templating.listed(settings):
        yield TextSetup(
            number=view.number,
            name=view.name,
            language=view.language,
            title=view.title,
            own=view.own,
            problem=view.problem,
        )


def _places(settings: Settings) -> PlacesSetup:
    # Options of an address may hold a password too (libpq's `password=`).
    store = make_url(settings.database_url).set(query={}).render_as_string(hide_password=True)
    return PlacesSetup(
        settings=str(settings.file or ""),
        store=store,
        secrets=str(settings.secrets),
        templates=str(settings.templates),
    )
