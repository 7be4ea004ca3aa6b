"""What every command is given: the settings, the desk, and who acts; each only when it is asked for."""

import getpass
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from tickets.errors import SettingsError, UsageError
from tickets.i18n import _

if TYPE_CHECKING:
    # To import these takes longer than to print a help text.
    from tickets.config import Settings
    from tickets.desk.house import Desk
    from tickets.desk.people import Actor

USER_VARIABLE = "TICKETS_USER"


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Context:
    """One call of the program."""

    config: Path | None = None
    """What --config says."""
    debug: bool = False
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    now: Callable[[], datetime] = _utc_now

    @cached_property
    def settings(self) -> "Settings":
        """The settings. Raises SettingsError where there are none."""
        from tickets.config import load

        return load(self.config, environ=self.environ)

    @cached_property
    def settings_or_defaults(self) -> "Settings":
        """The settings; where nobody has written any yet, what holds then. Raises SettingsError."""
        from tickets.config import Settings, find

        try:
            find(self.config, environ=self.environ)
        except SettingsError:
            return Settings()
        return self.settings

    @property
    def actor(self) -> "Actor":
        """Who acts: TICKETS_USER, else who is logged in to the operating system."""
        from tickets.desk.people import actor

        return actor(self.settings, self.login)

    @property
    def login(self) -> str:
        """The login of whoever sits at the keyboard. Raises UsageError where nobody can tell."""
        named = self.environ.get(USER_VARIABLE, "").strip()
        if named:
            return named
        try:
            return getpass.getuser()
        except (OSError, KeyError, ImportError):
            raise UsageError(
                _("Nobody can tell who you are: this system has no name for this user"),
                _("Set {variable} to your login").format(variable=USER_VARIABLE),
            ) from None

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which people are told times."""
        return ZoneInfo(self.settings_or_defaults.timezone)

    @contextmanager
    def desk(self) -> "Iterator[Desk]":
        """A desk on the store, which knows what the settings say. Raises StoreError."""
        from tickets.desk import registry
        from tickets.desk.house import Desk

        with Desk.open(self.settings, self.actor, now=self.now) as desk:
            if not desk.see(registry.is_synced):
                desk.do(registry.sync)
            yield desk


pass_context = click.make_pass_decorator(Context)
