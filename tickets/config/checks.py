"""What must fit together across the settings. Each function raises Mistake, its path from the very top."""

from collections.abc import Iterable, Mapping

from tickets.config.keys import KeyPath, choice, toml_key
from tickets.config.mistakes import Mistake, shown
from tickets.config.schema import (
    AccountSettings,
    CalendarSettings,
    DepartmentSettings,
    NotifySettings,
    Role,
    UserSettings,
)
from tickets.config.secrets import token_variable
from tickets.i18n import _

_BRIDGE = "bridge"
_AUDIENCES = ("lead", "duty")
"""Whom notices can go to besides a person: the team lead, and whoever is on duty."""


def check_accounts(accounts: Iterable[AccountSettings], calendars: Mapping[str, CalendarSettings]) -> None:
    """Names differ, also as parts of a variable's name, and the calendars they name exist."""
    listed = tuple(accounts)
    _no_doubles("accounts", "name", (token_variable(account.name) for account in listed))
    for place, account in enumerate(listed):
        path: KeyPath = ("accounts", place, "calendar")
        if account.calendar is None and len(calendars) > 1:
            raise Mistake(
                _("There are several calendars, and this account names none"),
                choice("", calendars),
                path,
            )
        if account.calendar is not None and account.calendar not in calendars:
            raise _unknown(_("There is no calendar “{name}”"), account.calendar, calendars, path)


def check_departments(departments: Iterable[DepartmentSettings]) -> None:
    """Keys differ."""
    _no_doubles("departments", "key", (department.key for department in departments))


def check_users(users: Iterable[UserSettings], departments: Iterable[DepartmentSettings]) -> None:
    """Logins differ, specialists have a department that exists, and others have none."""
    listed, keys = tuple(users), tuple(department.key for department in departments)
    _no_doubles("users", "login", (user.login.casefold() for user in listed))
    for place, user in enumerate(listed):
        _check_department(user, keys, ("users", place, "department"))
        if user.login.casefold() == _BRIDGE:
            raise Mistake(
                _("The login “{login}” stands for the service itself").format(login=user.login),
                _("Give this person another login"),
                ("users", place, "login"),
            )


def check_notify(notify: Iterable[NotifySettings], users: Iterable[UserSettings]) -> None:
    """Names differ, each entry has one address, and goes to somebody there is."""
    listed, logins = tuple(notify), {user.login.casefold(): user.login for user in users}
    _no_doubles("notify", "name", (entry.name.casefold() for entry in listed))
    for place, entry in enumerate(listed):
        if entry.to not in _AUDIENCES and logins and entry.to.casefold() not in logins:
            known = (*_AUDIENCES, *logins.values())
            raise _unknown(_("There is no user “{name}”"), entry.to, known, ("notify", place, "to"))
        if (entry.url is None) == (entry.url_file is None):
            raise Mistake(
                _("The address is missing") if entry.url is None else _("There are two addresses"),
                _("Write either `url` or `url_file`"),
                ("notify", place, "url"),
            )


def _check_department(user: UserSettings, keys: tuple[str, ...], path: KeyPath) -> None:
    if user.role is Role.SPECIALIST and user.department is None:
        raise Mistake(
            _("The specialist “{login}” has no department").format(login=user.login),
            choice("", keys) if keys else _("Describe the department under [[departments]] first"),
            path,
        )
    if user.role is not Role.SPECIALIST and user.department is not None:
        raise Mistake(
            _("Only a specialist has a department"), _("Remove it, or set the role to specialist"), path
        )
    if user.department is not None and user.department not in keys:
        raise _unknown(_("There is no department “{name}”"), user.department, keys, path)


def _unknown(what: str, name: str, known: Iterable[str], path: KeyPath) -> Mistake:
    return Mistake(what.format(name=shown(name)), choice(name, known), path)


def _no_doubles(table: str, key: str, names: Iterable[str]) -> None:
    first: dict[str, int] = {}
    for place, name in enumerate(names):
        if name in first:
            raise Mistake(
                _("This is the same as {key}").format(key=toml_key((table, first[name], key))),
                _("Give each a name of its own"),
                (table, place, key),
            )
        first[name] = place
