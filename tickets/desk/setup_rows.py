"""What the settings come to, for whoever asks: frozen values, without tokens and passwords. Nothing slow to import."""

from dataclasses import dataclass
from datetime import date, datetime

from tickets.desk.duty_rows import DutyView


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSetup:
    """Somebody who works here."""

    login: str
    name: str
    role: str
    """A value of `config.Role`."""
    department: str
    """The name of a specialist's department; "" for everybody else."""


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day on which an office that usually serves does not."""

    day: date
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSetup:
    """The working time of one office."""

    name: str
    zone: str
    accounts: tuple[str, ...]
    hours: tuple[str, ...]
    """Seven, Monday first: `09:00-17:00`; "" is no service."""
    region: str
    """Whose holidays are kept: `DE, NW`; "" for none."""
    days_off: tuple[DayOff, ...]
    """The next ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseSetup:
    """The terms, as the settings write them: `2d` are working days, `16h` hours of service."""

    answer: str
    interim: str
    department: str
    warn_at: float
    """The share of the time after which a ticket is at risk."""


@dataclass(frozen=True, slots=True)
class RepliesSetup:
    """What holds for what we send."""

    delay_seconds: int
    """So long a reply can be called back."""
    secure_channel: str
    """Where citizens may send what is confidential; "" for nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSetup:
    """One of our accounts, and how it is by the bridge's last word."""

    name: str
    server: str
    handle: str
    """"" until the server was asked once."""
    stream: str
    """A state of the listener (`mastodon.listener.StreamState`); "" where the bridge never said."""
    detail: str
    since: datetime | None
    caught_up_at: datetime | None
    """When notifications were last brought in; None: never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentSetup:
    """A department that can be asked."""

    key: str
    name: str
    mail: str
    """"" where it has only the terminal."""
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSetup:
    """A text that lies ready."""

    number: int | None
    """The digit that takes it; None for the interim status."""
    name: str
    language: str
    title: str
    own: bool
    """Whether it is the house's own."""
    problem: str
    """Why it cannot be used; "" where it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesSetup:
    """Where things lie on this machine."""

    settings: str
    """"" for settings made in code."""
    store: str
    """Its address, without password and options."""
    secrets: str
    templates: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupView:
    """All that whoever asks may know of how this house is set up; what is not theirs to see is empty or None."""

    me: PersonSetup
    listed: bool
    """Whether the settings name this person; where they name nobody, everybody may do everything."""
    rights: tuple[str, ...]
    """What this person may do, in words."""
    offices: tuple[OfficeSetup, ...]
    promise: PromiseSetup
    replies: RepliesSetup | None
    departments: tuple[DepartmentSetup, ...]
    bridge_running: bool
    bridge_seen_at: datetime | None
    of_demo: bool
    """See `service_rows.ServiceView`."""
    accounts: tuple[AccountSetup, ...]
    texts: tuple[TextSetup, ...]
    people: tuple[PersonSetup, ...]
    duty: DutyView | None
    places: PlacesSetup | None
