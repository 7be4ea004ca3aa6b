"""What must fit together across the settings. Each function raises Mistake, its path from the very top."""

from collections.abc import Iterable, Mapping

from tickets.config.keys import KeyPath, choice, toml_key
from tickets.config.mistakes import Mistake, shown
from tickets.config.schema import (
    AccountSettings,
    CalendarSettings,
    DepartmentSettings,
    NotifySettings,
    ReportsSettings,
    Role,
    UserSettings,
    WebSettings,
)
from tickets.config.secrets import token_variable
from tickets.config.values import is_this_machine
from tickets.i18n import _

_BRIDGE = "bridge"
_LEAD = "lead"
_AUDIENCES = (_LEAD, "duty")
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


def check_reports(
    reports: ReportsSettings, notify: Iterable[NotifySettings], users: Iterable[UserSettings]
) -> None:
    """Figures that are sent every week go to somebody: to the team lead, by name or as such."""
    leads = {_LEAD, *(user.login.casefold() for user in users if user.role is Role.LEAD)}
    if reports.weekly and not any(entry.to.casefold() in leads for entry in notify):
        raise Mistake(
            _("There is nobody to whom the figures of the week would go"),
            _('Add an entry under [[notify]] with: to = "lead"'),
            ("reports", "weekly"),
        )


def check_web(web: WebSettings, users: Iterable[UserSettings]) -> None:
    """The desk in a browser is for this machine, or for one proxy that is named in full."""
    told = {"proxy": web.proxy, "public_url": web.public_url}
    missing = [key for key, value in told.items() if not value]
    if len(missing) == 1:
        raise Mistake(
            _("A reverse proxy needs both: the address from which it asks, and the one that people open"),
            _("Write `{key}`, or remove the other").format(key=missing[0]),
            ("web", missing[0]),
        )
    for key, needs_proxy in (
        ("address", not is_this_machine(web.address)),
        ("login_header", bool(web.login_header)),
    ):
        if needs_proxy and not web.proxy:
            raise Mistake(
                _("Without a reverse proxy that is named, anybody on the network could be anybody"),
                _("Name it with `proxy` and `public_url`, or remove this"),
                ("web", key),
            )
    if web.login_header and not tuple(users):
        raise Mistake(
            _("Everybody whom the proxy lets through would be allowed everything"),
            _("List under [[users]] who may work here, and as what"),
            ("web", "login_header"),
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
