"""Finding and reading the settings: the TOML file, over it the secrets folder, over that the environment."""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_settings import EnvSettingsSource

from tickets.config.keys import DELIMITER, is_list, value_type
from tickets.config.mistakes import Mistake, first_mistake, refusal
from tickets.config.overlay import FILE_VARIABLE, Flat, read_environment, read_folder, written_in
from tickets.config.secrets import FOLDER, Origin
from tickets.config.settings import Settings
from tickets.i18n import _

FILE = "config.toml"
APPLICATION = "tickets"
"""Name of our folder among the user's configuration folders."""

Table = dict[str, Any]
"""A table of a TOML file."""

_PLACE = re.compile(r"(?P<reason>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)", re.DOTALL)


def load(path: Path | None = None, *, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings: from `path`, else from where `find` looks.

    Raises SettingsError for the first mistake, in one line.
    """
    file = find(path, environ=environ)
    folder = file.parent / FOLDER
    base, secrets, variables = _read_toml(file), read_folder(folder), read_environment(environ)
    merged = _over(_by_name(variables), _over(_by_name(secrets), _by_place(base)))
    try:
        return Settings(**merged).read_from(Origin.of(file, environ))
    except ValidationError as error:
        mistake = first_mistake(error, Settings)
    origin = written_in(mistake.path, file=file, folder=folder, secrets=secrets, variables=variables)
    raise refusal(origin, mistake)


def find(path: Path | None = None, *, environ: Mapping[str, str] = os.environ) -> Path:
    """The settings file, absolute: `path`, else TICKETS_CONFIG, else ./config.toml, else `user_file`.

    Raises SettingsError where there is none.
    """
    named = path or (Path(environ[FILE_VARIABLE]) if environ.get(FILE_VARIABLE) else None)
    if named:
        return named.expanduser().absolute()
    for file in (Path(FILE), user_file()):
        if file.exists():
            return file.absolute()
    raise refusal(FILE, Mistake(_("There are no settings yet"), _("Run `tickets init`")))


def user_file() -> Path:
    """The settings file in the user's configuration folder, whether it exists or not."""
    from platformdirs import user_config_path

    return user_config_path(APPLICATION, appauthor=False) / FILE


def _read_toml(file: Path) -> Table:
    try:
        # Some editors put a byte order mark first, which TOML does not know.
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        mistake = _unreadable(error)
    raise refusal(file, mistake)


def _unreadable(error: OSError | ValueError) -> Mistake:
    match error:
        case FileNotFoundError():
            return Mistake(_("There is no such file"), _("Look at the path, or run `tickets init`"))
        case OSError(strerror=reason):
            return Mistake(
                _("This file cannot be read: {reason}").format(reason=reason),
                _("Name a file that this user can read"),
            )
        case UnicodeDecodeError():
            return Mistake(_("This file is no UTF-8 text"), _("Save it as UTF-8"))
    place = _PLACE.fullmatch(str(error))
    what = _("Line {line}, column {column} is not valid TOML: {reason}")
    return Mistake(
        what.format(**place.groupdict())
        if place
        else _("This is not valid TOML: {reason}").format(reason=error),
        _("Write one key on a line, text in quotes, lists in square brackets"),
    )


def _by_name(values: Flat) -> Table:
    """Tables from flat names."""
    source = EnvSettingsSource(Settings, case_sensitive=True, env_nested_delimiter=DELIMITER)
    # Only what was checked: by itself the source looks at the environment of the process.
    source.env_vars = values
    return source()


def _by_place(table: Table) -> Table:
    """The same with lists as {"0": …, "1": …}, so that a layer can change one key of one table in them."""
    return {
        name: {str(place): row for place, row in enumerate(value)}
        if isinstance(value, list) and is_list(value_type(Settings, (name,)))
        else value
        for name, value in table.items()
    }


def _over(above: Table, below: Table) -> Table:
    """Both, table by table; where both have a value, the one from above."""
    merged = dict(below)
    for name, value in above.items():
        under = below.get(name)
        merged[name] = _over(value, under) if isinstance(value, dict) and isinstance(under, dict) else value
    return merged
