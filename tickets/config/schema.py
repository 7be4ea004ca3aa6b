"""What can be set, and what holds where nothing is set. The docstrings are the manual."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr
from pydantic_settings import NoDecode

from tickets.config import values
from tickets.rules.worktime import Term

Name = Annotated[str, AfterValidator(values.name)]
Login = Annotated[str, AfterValidator(values.login)]
Title = Annotated[str, AfterValidator(values.title)]
Mail = Annotated[str, AfterValidator(values.mail)]
Server = Annotated[str, AfterValidator(values.server)]
Zone = Annotated[str, AfterValidator(values.zone)]
StoreUrl = Annotated[SecretStr, AfterValidator(values.store)]
Promise = Annotated[Term, NoDecode, BeforeValidator(values.term)]
NoticeUrl = Annotated[SecretStr, AfterValidator(values.notice_url)]
TimeOfDay = Annotated[str, AfterValidator(values.time_of_day)]
Hours = Annotated[str, AfterValidator(values.hours)]
Texts = Annotated[tuple[str, ...], BeforeValidator(values.rows)]
Names = Annotated[tuple[Name, ...], BeforeValidator(values.rows), AfterValidator(values.each_once)]
Rows = BeforeValidator(values.rows)
Address = Annotated[str, AfterValidator(values.ip_address)]
ProxyAddress = Annotated[str, AfterValidator(values.proxy_address)]
PublicUrl = Annotated[str, AfterValidator(values.public_url)]
HeaderName = Annotated[str, AfterValidator(values.header_name)]
Weights = Annotated[dict[str, int], AfterValidator(values.weights)]

Seconds = Annotated[int, Field(ge=1, le=3600)]

# What people write by hand is checked to the last letter, and what was read stays as it was.
STRICT = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Role(StrEnum):
    """What somebody is here; what each may do is decided in `desk`."""

    MANAGER = "manager"
    SPECIALIST = "specialist"
    LEAD = "lead"
    ADMINISTRATOR = "administrator"


class Section(BaseModel):
    """A table of the settings."""

    model_config = STRICT


class DatabaseSettings(Section):
    """Where tickets are kept."""

    url: StoreUrl = SecretStr("sqlite:///tickets.db")
    """`sqlite:///FILE`, or `postgresql+psycopg://user:password@host/database` where one machine is too few.

    A secret, because it may hold a password: better in the secrets folder then.
    """


class AccountSettings(Section):
    """One of our Mastodon accounts."""

    name: Name
    """What we call it, here and on screen. Its history hangs on this name: do not change it later."""
    server: Server
    """`https://` and the name of its server. Plain http only to this machine."""
    token_file: Path | None = None
    """The file with its token, mode 0600; `secrets/NAME.token` where absent. `tickets login` writes it."""
    calendar: str | None = None
    """The calendar by which its deadlines are reckoned. May be absent where there are not several."""
    backfill_days: int = Field(default=7, ge=0, le=365)
    """On the first start, how many days back mentions are still taken in."""
    poll_seconds: Seconds | None = None
    """Between two looks at a server without a stream; what `[bridge]` says where absent."""


class WeekSettings(Section):
    """Hours of service, local time: "09:00-17:00", "09:00-12:00, 13:00-17:00". A day left out has none."""

    mon: Hours = ""
    """Monday."""
    tue: Hours = ""
    """Tuesday."""
    wed: Hours = ""
    """Wednesday."""
    thu: Hours = ""
    """Thursday."""
    fri: Hours = ""
    """Friday."""
    sat: Hours = ""
    """Saturday."""
    sun: Hours = ""
    """Sunday."""


class CalendarSettings(Section):
    """The working time of one office; by default Monday to Friday 9 to 5, but German public holidays."""

    country: str = "DE"
    """Whose public holidays are kept: two letters of ISO 3166, "" for none."""
    subdivision: str = ""
    """The state ("NW") or municipality ("Augsburg") whose holidays are kept too, as `holidays` names them."""
    categories: Texts = ()
    """Holidays kept beside the public ones, as `holidays` names them: "catholic"."""
    timezone: Zone | None = None
    """Where this office is; the `timezone` of the whole settings where absent."""
    hours: WeekSettings = WeekSettings(**dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00"))
    """When the office serves."""
    closed: Texts = ()
    """Days off of the house: "12-24" in every year, "2026-05-15" in one."""
    short: dict[str, Hours] = {}
    """Days with other hours than the weekday's, such as { "12-30" = "09:00-12:00" }. Opens no day off."""
    opened: dict[str, Hours] = {}
    """Days off with service by exception: { "2026-11-28" = "10:00-14:00" }; "" for that weekday's hours."""


class SlaSettings(Section):
    """What we promise. "2d" are working days, the day of arrival not counted; "16h" are hours of service."""

    answer: Promise = Term(days=2)
    """An answer, after a mention has reached our server."""
    interim: Promise = Term(days=2)
    """The next answer, after an interim status that names no date."""
    department: Promise = Term(days=1)
    """A department's proposal, after the question was forwarded."""
    warn_at: float = Field(default=0.75, gt=0, lt=1)
    """The share of the time to the deadline after which a ticket counts as at risk."""


class DepartmentSettings(Section):
    """A specialist department that proposes answers."""

    key: Name
    """What we call it at the keyboard. The history hangs on this key: do not change it later."""
    name: Title = Field(default_factory=lambda given: given["key"])
    """What people read; the key where absent."""
    mail: Mail = ""
    """Where its questions go by mail; it has only the terminal where absent."""
    description: str = ""
    """What it knows, in a sentence or two. Questions are routed by it."""
    keywords: Texts = ()
    """Words and phrases that point to it."""
    examples: Texts = ()
    """Questions it has answered before, one text each. They teach the routing."""


class UserSettings(Section):
    """Somebody whose rights are named; who is not listed acts as a community manager.

    While nobody is listed, everybody may do everything.
    """

    login: Login
    """The login under which they act; every event of a ticket's history names it."""
    name: Title = Field(default_factory=lambda given: given["login"])
    """What people read; the login where absent."""
    role: Role
    """manager, specialist, lead or administrator."""
    department: str | None = None
    """The key of a specialist's department; nobody else has one."""


class PhraseSettings(Section):
    """A rule of the house for what cannot wait until triage has learnt it."""

    text: Title
    """The words, in whatever case they are written. They count where they stand as whole words."""
    effect: Literal["allow", "block"]
    """"allow": whatever else stands there, the post is never ignored; "block": it is, unless it may not be."""
    by: Title
    """Who wrote this rule."""
    why: Title
    """Why it is there."""


class TriageSettings(Section):
    """How posts are sorted, and what triage may decide by itself."""

    ignore: bool = True
    """Whether what is surely hostile is put into the ignored tickets at once; else that is only suggested."""
    phrases: Annotated[tuple[PhraseSettings, ...], Rows] = ()
    """Rules of the house."""
    copies_days: int = Field(default=30, ge=0, le=365)
    """For how many days a post is compared with later ones, to find near copies; 0: not at all."""
    second_look: int = Field(default=10, ge=0, le=1000)
    """How many automatically ignored tickets are drawn each week for a person's eyes; 0: none."""
    learn_at: TimeOfDay = "03:00"
    """The local time from which on the bridge learns from the day's corrections."""
    learn: bool = True
    """Whether the bridge learns by itself; else only `tickets train` does."""
    classifier: str = ""
    """Another classifier, by the name of its entry point in the group "tickets.classifiers"; "" for ours."""
    time_limit_ms: int = Field(default=500, ge=1, le=60_000)
    """How long that other classifier may take for a post before ours answers in its place."""


class RepliesSettings(Section):
    """How replies go out."""

    delay_seconds: int = Field(default=10, ge=0, le=3600)
    """How long a queued reply waits before it is published, so that it can still be called back."""
    templates: Path = Path("templates")
    """The folder with texts of your own, such as interim.de.txt; those not there are the program's."""
    template_order: Names = ()
    """The names of texts in the order of their digits at the desk; the program's and your others follow."""
    secure_channel: str = ""
    """Where citizens may send what is confidential; the template "secure" names it. "" where there is nothing."""


class NotifySettings(Section):
    """Somebody whom the bridge tells of broken promises and incidents, in service hours."""

    to: Login
    """Whom it reaches: "lead", "duty" (whoever is on duty), or the login of a person."""
    name: Login = Field(default_factory=lambda given: given["to"])
    """What we call this way to them; what `to` says where absent. No two are called the same."""
    url: NoticeUrl | None = None
    """Where it goes, as `apprise` knows it: mailto://…, matrix://…, json://…. A secret: it may hold a password."""
    url_file: Path | None = None
    """The file that holds this address instead, mode 0600."""


class ReportsSettings(Section):
    """The figures that the bridge sends to the team lead by itself."""

    weekly: bool = False
    """Whether the figures of the week before are sent every week."""
    day: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] = "mon"
    """The day from which on they are sent."""
    time: TimeOfDay = "08:00"
    """The local time from which on they are sent; never outside service hours."""


class WebSettings(Section):
    """The desk in a browser: `tickets web`."""

    address: Address = "127.0.0.1"
    """The IP address at which it listens; another than this machine's own only behind a named proxy."""
    port: int = Field(default=8765, ge=1, le=65535)
    """The port at which it listens."""
    proxy: ProxyAddress = ""
    """The IP address from which a reverse proxy asks. Where it is named, nobody else is answered."""
    public_url: PublicUrl = ""
    """`https://` and the name under which that proxy offers the desk; "" without a proxy."""
    login_header: HeaderName = ""
    """The header in which that proxy names who has signed in with it; "" where people sign in with us."""
    idle_minutes: int = Field(default=60, ge=1, le=1440)
    """After so long without a key a session ends."""
    session_hours: int = Field(default=10, ge=1, le=24)
    """After so long a session ends in any case."""
    sessions_per_person: int = Field(default=3, ge=1, le=100)
    """How many sessions, and how many open desks, one person has; the oldest ends where there are more."""
    sessions: int = Field(default=30, ge=1, le=1000)
    """How many there are in all. Each open desk is a process of its own."""


class BridgeSettings(Section):
    """The service that listens, fills gaps, publishes and watches the clocks."""

    catchup_seconds: Seconds = 180
    """Between two looks for what the stream did not bring."""
    poll_seconds: Seconds = 30
    """Between two looks at a server that has no stream."""
    stream_timeout_seconds: Seconds = 60
    """After this much silence a stream counts as broken: Mastodon sends a sign of life more often."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """The least that is logged."""
