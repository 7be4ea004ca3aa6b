"""Desks on real stores, and citizens' posts to fill them with."""

import itertools
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from tickets.config import DepartmentSettings, Settings, load
from tickets.desk import registry
from tickets.desk.arrivals import Author, Change, Edit, Mention, Via
from tickets.desk.house import Desk, House
from tickets.desk.intake import Intake
from tickets.desk.people import BRIDGE, Actor, actor
from tickets.desk.registry import Learned
from tickets.rules.audience import Visibility
from tickets.storage.database import make_private, open_database, sqlite_file
from tickets.triage import Classifier, open_classifier

WEDNESDAY = datetime(2026, 5, 20, 8, 0, tzinfo=UTC)
"""A plain working day: 10 o'clock in Bonn, the Wednesday before Whitsun."""

BONN_HOURS = """
mon = "09:00-17:00"
tue = "09:00-17:00"
wed = "09:00-17:00"
thu = "09:00-17:00"
fri = "09:00-15:00"
"""
"""Service on Fridays ends at three."""

PEOPLE = """
[[users]]
login = "kim"
role = "manager"

[[users]]
login = "sam"
role = "specialist"
department = "zertifizierung"

[[users]]
login = "lea"
role = "lead"
"""
"""Kim manages, Sam knows about certificates, Lea leads."""

SETTINGS = f"""
timezone = "Europe/Berlin"
language = "en"

[replies]
delay_seconds = 0

[[accounts]]
name = "amt"
server = "https://social.example.org"
calendar = "bonn"

[[accounts]]
name = "presse"
server = "https://social.example.org"
calendar = "bonn"

[calendars.bonn]
country = "DE"
subdivision = "NW"

[calendars.bonn.hours]{BONN_HOURS}
[[departments]]
key = "zertifizierung"
name = "Referat Zertifizierung"
description = "Zertifizierung von Produkten und Managementsystemen."
keywords = ["Zertifikat", "Common Criteria", "ISO 27001"]

[[departments]]
key = "buerger"
name = "Referat Bürgerservice"
description = "Beratung von Bürgerinnen und Bürgern."
keywords = ["Passwort", "Phishing"]
{PEOPLE}"""

_numbers = itertools.count(1000)


class Clock:
    """A clock that stands until somebody moves it."""

    def __init__(self, at: datetime = WEDNESDAY) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **step: float) -> datetime:
        """Move it on, by `timedelta`'s words; the new time."""
        self.at += timedelta(**step)
        return self.at


def make_settings(folder: Path, *, url: str = "sqlite:///tickets.db", more: str = "") -> Settings:
    """Settings as an authority would write them, in a file of this folder."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "config.toml"
    file.write_text(f'{SETTINGS}\n[database]\nurl = "{url}"\n{more}', encoding="utf-8")
    return load(file, environ={})


def make_desk(
    folder: Path, *, url: str = "sqlite:///tickets.db", login: str = "kim", clock: Clock | None = None
) -> Desk:
    """A desk on a new store that knows the settings' accounts and departments, and what their server told."""
    settings = make_settings(folder, url=url)
    _lay_out(sqlite_file(settings.database_url))
    desk = Desk.open(settings, actor(settings, login), now=clock or Clock())
    desk.do(registry.sync)
    for account in ("amt", "presse"):
        desk.do(registry.learn, account, learned(account))
    return desk


def _lay_out(file: Path | None) -> None:
    """Put a new store with our tables there, copied from one that was migrated once, as PostgreSQL copies its own."""
    if file is not None and not file.exists():
        make_private(file)
        file.write_bytes(_migrated())


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tickets.db"
        open_database(f"sqlite:///{file}").close()
        return file.read_bytes()


def learned(account: str) -> Learned:
    """What the server told of one of our accounts."""
    return Learned(
        remote_id=f"id-{account}",
        handle=f"{account}@social.example.org",
        followers=1234,
        character_limit=500,
        url_length=23,
        idempotent=True,
    )


def at_the_same_store(desk: Desk, login: str) -> Desk:
    """Another person's desk on the same store."""
    person: Actor = BRIDGE if login == BRIDGE.login else actor(desk.house.settings, login)
    return Desk(desk.database, desk.house, person, desk.now)


def with_replies(desk: Desk, **changed: object) -> Desk:
    """The same desk under other settings of replies."""
    settings = desk.house.settings
    replies = settings.replies.model_copy(update=changed)
    house = House.of(settings.model_copy(update={"replies": replies}))
    return Desk(desk.database, house, desk.actor, desk.now)


def intake_of(desk: Desk) -> Intake:
    """The door through which posts come into this desk's store."""
    classifier = _classifier(desk.house.settings.departments)
    return Intake(desk.database, desk.house, classifier, desk.now)


@cache
def _classifier(departments: tuple[DepartmentSettings, ...]) -> Classifier:
    """Its words are read once for all tests: it keeps nothing of what it judges."""
    return open_classifier(departments)


def receive(desk: Desk, *batch: Change | Iterable[Change]) -> None:
    """Let these posts come in, together."""
    flat = [
        change
        for item in batch
        for change in ([item] if isinstance(item, Mention) or not isinstance(item, Iterable) else item)
    ]
    intake_of(desk).take(flat)


def author(handle: str = "anna@example.social", *, bot: bool = False, display_name: str = "Anna") -> Author:
    """Somebody who writes to us."""
    url = f"https://{handle.partition('@')[2]}/@{handle.partition('@')[0]}"
    return Author(handle=handle, display_name=display_name, url=url, bot=bot, known_since=None)


def mention(
    text: str = "Wie lange dauert die Bearbeitung meines Antrags?",
    *,
    by: Author | str = "anna@example.social",
    at: datetime = WEDNESDAY,
    remote_id: str | None = None,
    account: str = "amt",
    visibility: Visibility = Visibility.PUBLIC,
    language: str | None = "de",
    in_reply_to_id: str | None = None,
    ancestors: tuple[str, ...] = (),
    spoiler_text: str = "",
    sensitive: bool = False,
    edited_at: datetime | None = None,
    via: Via = Via.STREAM,
) -> Mention:
    """A post to one of our accounts."""
    return Mention(
        account=account,
        remote_id=remote_id or str(next(_numbers)),
        author=author(by) if isinstance(by, str) else by,
        text=text,
        spoiler_text=spoiler_text,
        visibility=visibility,
        language=language,
        sensitive=sensitive,
        url=None,
        created_at=at,
        received_at=at,
        edited_at=edited_at,
        in_reply_to_id=in_reply_to_id,
        ancestors=ancestors,
        mentions=(f"{account}@social.example.org",),
        attachments=(),
        quotes=None,
        via=via,
    )


def edited(text: str, at: datetime) -> Edit:
    """The citizen has made this of their post 1."""
    return Edit(
        account="amt",
        remote_id="1",
        text=text,
        spoiler_text="",
        language="de",
        sensitive=False,
        edited_at=at,
        attachments=(),
        mentions=(),
    )
