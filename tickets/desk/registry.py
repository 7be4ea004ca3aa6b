"""What the settings and the servers tell of accounts and departments, kept where tickets can point at it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk.house import Act
from tickets.errors import NotFound
from tickets.i18n import _
from tickets.storage.models import Account, Department


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What a server says of one of our accounts and of itself."""

    remote_id: str
    handle: str
    """Full and lower case: `amt@social.example.org`."""
    followers: int | None
    character_limit: int
    url_length: int
    idempotent: bool
    """Whether it keeps Idempotency-Key."""


def sync(session: Session, act: Act) -> None:
    """Bring accounts and departments to what the settings say; what left them stays for the history."""
    settings = act.house.settings
    accounts = {row.name: row for row in session.scalars(select(Account))}
    for wanted in settings.accounts:
        row = accounts.get(wanted.name) or Account(name=wanted.name)
        row.server = wanted.server
        session.add(row)
    departments = {row.key: row for row in session.scalars(select(Department))}
    for described in settings.departments:
        department = departments.pop(described.key, None) or Department(key=described.key, name="")
        department.name, department.mail, department.active = described.name, described.mail, True
        session.add(department)
    for gone in departments.values():
        gone.active = False


def is_synced(session: Session, act: Act) -> bool:
    """Whether the store already knows all that the settings say, so that nothing need be written."""
    settings = act.house.settings
    accounts = {(row.name, row.server) for row in session.scalars(select(Account))}
    departments = {(row.key, row.name, row.mail) for row in session.scalars(select(Department)) if row.active}
    return {(a.name, a.server) for a in settings.accounts} <= accounts and departments == {
        (d.key, d.name, d.mail) for d in settings.departments
    }


def learn(session: Session, _act: Act, account: str, learned: Learned) -> None:
    """Keep what the server told us of this account."""
    row = session.scalar(select(Account).where(Account.name == account))
    if row is None:
        raise NotFound(_("There is no account “{name}”").format(name=account), _("Add it to the settings"))
    row.remote_id, row.handle, row.followers = learned.remote_id, learned.handle, learned.followers
    row.character_limit, row.url_length = learned.character_limit, learned.url_length
    row.idempotent = learned.idempotent


def account_ids(session: Session) -> Mapping[str, int]:
    """The accounts' ids by their names."""
    return {name: key for name, key in session.execute(select(Account.name, Account.id)) if key}


def department_ids(session: Session) -> Mapping[str, int]:
    """The active departments' ids by their keys."""
    rows = session.execute(select(Department.key, Department.id).where(Department.active))
    return {key: number for key, number in rows if number}


def department(session: Session, key: str) -> Department:
    """The active department with this key, or else this name. Raises NotFound, naming those there are."""
    row = session.scalar(select(Department).where(Department.key == key, Department.active))
    if row is None:
        named = key.strip().casefold()
        active = session.scalars(select(Department).where(Department.active).order_by(Department.id))
        row = next((each for each in active if named in (each.name.casefold(), each.key.casefold())), None)
    if row is None:
        known = ", ".join(sorted(department_ids(session))) or _("none")
        raise NotFound(
            _("There is no department “{key}”").format(key=key),
            _("The settings name these: {known}").format(known=known),
        )
    return row
