"""The settings: a TOML file, over it the secrets folder, over that the environment."""

from tickets.config.demo import is_demo, mark_as_demo
from tickets.config.loading import find, load, user_file
from tickets.config.schema import (
    AccountSettings,
    BridgeSettings,
    CalendarSettings,
    DatabaseSettings,
    DepartmentSettings,
    NotifySettings,
    RepliesSettings,
    ReportsSettings,
    Role,
    SlaSettings,
    UserSettings,
    WebSettings,
    WeekSettings,
)
from tickets.config.secrets import Origin, token_variable, write_secret
from tickets.config.settings import Settings

__all__ = (
    "AccountSettings",
    "BridgeSettings",
    "CalendarSettings",
    "DatabaseSettings",
    "DepartmentSettings",
    "NotifySettings",
    "Origin",
    "RepliesSettings",
    "ReportsSettings",
    "Role",
    "Settings",
    "SlaSettings",
    "UserSettings",
    "WebSettings",
    "WeekSettings",
    "find",
    "is_demo",
    "load",
    "mark_as_demo",
    "token_variable",
    "user_file",
    "write_secret",
)
