"""The settings as a whole: sections, what must fit together, and what the rest of the house asks for."""

from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import PrivateAttr, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from tickets.config.calendars import DEFAULT, build_calendar, check_calendars
from tickets.config.checks import (
    check_accounts,
    check_departments,
    check_notify,
    check_reports,
    check_users,
    check_web,
)
from tickets.config.keys import choice
from tickets.config.mistakes import Mistake, refusal
from tickets.config.schema import (
    AccountSettings,
    BridgeSettings,
    CalendarSettings,
    DatabaseSettings,
    DepartmentSettings,
    NotifySettings,
    RepliesSettings,
    ReportsSettings,
    Rows,
    SlaSettings,
    TriageSettings,
    UserSettings,
    WebSettings,
    Weights,
    Zone,
)
from tickets.config.secrets import FOLDER, Origin, find_token, read_address
from tickets.config.values import resolved_store
from tickets.errors import NotFound
from tickets.i18n import _
from tickets.rules.priority import DEFAULTS
from tickets.rules.worktime import Calendar


class Settings(BaseSettings):
    """All that can be set. Made in code, it reads neither file nor environment: `load` does."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        case_sensitive=True,
    )

    timezone: Zone = "Europe/Berlin"
    """Where the offices are, by IANA name; a calendar may say otherwise."""
    language: Literal["de", "en"] = "de"
    """What the screens, reports and mails speak."""
    database: DatabaseSettings = DatabaseSettings()
    """Where tickets are kept."""
    accounts: Annotated[tuple[AccountSettings, ...], Rows] = ()
    """Our Mastodon accounts."""
    calendars: dict[str, CalendarSettings] = {}
    """The working time of each office, by a name of your own."""
    sla: SlaSettings = SlaSettings()
    """What we promise."""
    departments: Annotated[tuple[DepartmentSettings, ...], Rows] = ()
    """The specialist departments that propose answers."""
    users: Annotated[tuple[UserSettings, ...], Rows] = ()
    """The people whose rights are named."""
    priority: Weights = dict(DEFAULTS)
    """How many hours earlier each kind and circumstance makes a ticket look due; later where below 0."""
    triage: TriageSettings = TriageSettings()
    """How posts are sorted, and what triage may decide by itself."""
    replies: RepliesSettings = RepliesSettings()
    """How replies go out."""
    notify: Annotated[tuple[NotifySettings, ...], Rows] = ()
    """Whom the bridge tells of broken promises and incidents."""
    reports: ReportsSettings = ReportsSettings()
    """The figures that the bridge sends to the team lead by itself."""
    bridge: BridgeSettings = BridgeSettings()
    """The service that listens, fills gaps, publishes and watches the clocks."""

    web: WebSettings = WebSettings()
    """The desk in a browser."""

    _origin: Origin = PrivateAttr(default_factory=Origin)
    _calendars: dict[str, Calendar] = PrivateAttr(default_factory=dict)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - names and order are pydantic-settings'
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Nothing but what the caller gives."""
        return (init_settings,)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        check_calendars(self.calendars, self.timezone)
        check_accounts(self.accounts, self.calendars)
        check_departments(self.departments)
        check_users(self.users, self.departments)
        check_notify(self.notify, self.users)
        check_reports(self.reports, self.notify, self.users)
        check_web(self.web, self.users)
        return self

    def read_from(self, origin: Origin) -> Self:
        """The same settings, knowing where they came from."""
        copy = self.model_copy()
        copy._origin = origin
        return copy

    @property
    def file(self) -> Path | None:
        """The settings file, absolute; None for settings made in code."""
        return self._origin.file

    @property
    def folder(self) -> Path:
        """Where relative paths count from: the settings file's folder, absolute."""
        return self._origin.folder

    @property
    def secrets(self) -> Path:
        """The folder with what only this user may read, absolute, whether it exists or not."""
        return self.folder / FOLDER

    @property
    def database_url(self) -> str:
        """The address of the store, the path of a SQLite file made absolute. It may hold a password."""
        return resolved_store(self.database.url.get_secret_value(), self.folder)

    def account(self, name: str) -> AccountSettings:
        """The account of this name. Raises NotFound."""
        return self.accounts[self._place(name)]

    def user(self, login: str) -> UserSettings | None:
        """The user of this login, in whatever case it is written; None where nobody has it."""
        return next((user for user in self.users if user.login.casefold() == login.casefold()), None)

    def department(self, key: str) -> DepartmentSettings:
        """The department of this key. Raises NotFound."""
        for department in self.departments:
            if department.key == key:
                return department
        raise NotFound(
            _("There is no department “{name}” in the settings").format(name=key),
            choice(key, (department.key for department in self.departments)),
        )

    def poll_seconds(self, account: str) -> int:
        """Between two looks at this account's server where it has no stream. Raises NotFound."""
        return self.account(account).poll_seconds or self.bridge.poll_seconds

    def calendar(self, name: str | None = None) -> Calendar:
        """The calendar of this name; without a name the only one, else that of the first account.

        Where no calendar is set: Monday to Friday 9 to 5, but German public holidays. The first call imports
        `holidays`. Raises NotFound, and SettingsError for holidays that nobody knows.
        """
        wanted = name or self._usual_calendar()
        if wanted not in self._calendars:
            self._calendars[wanted] = self._built(wanted)
        return self._calendars[wanted]

    @property
    def office_zone(self) -> ZoneInfo:
        """Where the days of `calendar()` begin and end; to know that, no holidays are read."""
        office = self.calendars.get(self._usual_calendar(), CalendarSettings())
        return ZoneInfo(office.timezone or self.timezone)

    def calendar_of(self, account: str) -> Calendar:
        """The calendar by which the deadlines of this account are reckoned. Raises as `calendar`."""
        return self.calendar(self.account(account).calendar)

    def token_file(self, account: str) -> Path:
        """The file with this account's token, absolute, whether it exists or not. Raises NotFound."""
        written = self.account(account).token_file or Path(FOLDER, f"{account}.token")
        return self.folder / written.expanduser()

    def token(self, account: str) -> str:
        """The access token of this account.

        From TICKETS_TOKEN_NAME (upper case, - as _), else systemd's credential NAME.token, else its file.
        Raises NotFound, and SettingsError where there is none, or others can read it.
        """
        try:
            return find_token(account, self.token_file(account), self._origin)
        except Mistake as mistake:
            path = ("accounts", self._place(account), "token_file")
            raise refusal(self._named_file, Mistake(mistake.what, mistake.remedy, path)) from None

    def notify_url(self, name: str) -> str:
        """The address behind this entry of [[notify]]; it may hold a password.

        Raises NotFound, and SettingsError where its file cannot be read, or others can read it.
        """
        place, entry = self._notified(name)
        try:
            return entry.url.get_secret_value() if entry.url else read_address(self._notify_file(entry))
        except Mistake as mistake:
            path = ("notify", place, "url_file")
            raise refusal(self._named_file, Mistake(mistake.what, mistake.remedy, path)) from None

    @property
    def templates(self) -> Path:
        """The folder with the house's own templates, absolute, whether it exists or not."""
        return self.folder / self.replies.templates.expanduser()

    def _notified(self, name: str) -> tuple[int, NotifySettings]:
        for place, entry in enumerate(self.notify):
            if entry.name == name:
                return place, entry
        raise NotFound(
            _("Nobody is called “{name}” under [[notify]] in the settings").format(name=name),
            choice(name, (entry.name for entry in self.notify)),
        )

    def _notify_file(self, entry: NotifySettings) -> Path:
        return self.folder / (entry.url_file or Path()).expanduser()

    def _place(self, account: str) -> int:
        names = [each.name for each in self.accounts]
        if account not in names:
            raise NotFound(
                _("There is no account “{name}” in the settings").format(name=account), choice(account, names)
            )
        return names.index(account)

    def _usual_calendar(self) -> str:
        of_account = next((account.calendar for account in self.accounts if account.calendar), None)
        return of_account or next(iter(self.calendars), DEFAULT)

    def _built(self, name: str) -> Calendar:
        settings = self.calendars.get(name)
        if settings is None and not (name == DEFAULT and not self.calendars):
            raise NotFound(
                _("There is no calendar “{name}” in the settings").format(name=name),
                choice(name, self.calendars),
            )
        try:
            return build_calendar(name, settings or CalendarSettings(), self.timezone)
        except Mistake as mistake:
            raise refusal(self._named_file, mistake) from None

    @property
    def _named_file(self) -> str:
        return str(self.file or _("settings"))
