"""Finding and reading the settings: the TOML file, over it the secrets folder, over that the environment."""

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_settings import EnvSettingsSource

from tickets.config.keys import DELIMITER, KeyPath, is_list, toml_key, value_type
from tickets.config.mistakes import Mistake, mistakes, refusal, shown
from tickets.config.overlay import FILE_VARIABLE, Flat, read_environment, read_folder, written_in
from tickets.config.secrets import FOLDER, Origin
from tickets.config.settings import Settings
from tickets.errors import os_reason
from tickets.i18n import _

FILE = "config.toml"
APPLICATION = "tickets"
"""Name of our folder among the user's configuration folders."""

_MOST_KEYS = 5
_NAMES = ("login", "name", "key")
"""By which people know the rows of a list."""

Table = dict[str, Any]
"""A table of a TOML file."""

_PLACE = re.compile(r"(?P<reason>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)", re.DOTALL)


def load(path: Path | None = None, *, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings: from `path`, else from where `find` looks.

    Raises SettingsError for the first mistake, in one line that says where the others are.
    """
    file = find(path, environ=environ)
    folder = file.parent / FOLDER
    base, secrets, variables = _read_toml(file), read_folder(folder), read_environment(environ)
    merged = _over(_by_name(variables), _over(_by_name(secrets), _by_place(base)))
    try:
        return Settings(**merged).read_from(Origin.of(file, environ))
    except ValidationError as error:
        mistake, *others = mistakes(error, Settings)
    mistake = _told_whole(mistake, others, merged)
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


def _told_whole(mistake: Mistake, others: Sequence[Mistake], merged: Table) -> Mistake:
    """The mistake with the name of the row it is in, which nobody finds by counting, and where the others are."""
    name = _row_name(mistake.path, merged)
    what = f"{shown(name)}: {mistake.what}" if name else mistake.what
    keys = [key for key in dict.fromkeys(toml_key(other.path) for other in others) if key]
    if not keys:
        return Mistake(what, mistake.remedy, mistake.path)
    told = ", ".join([*keys[:_MOST_KEYS], *(["…"] if len(keys) > _MOST_KEYS else [])])
    also = _("Wrong too: {keys}").format(keys=told)
    return Mistake(what, f"{mistake.remedy}. {also}" if mistake.remedy else also, mistake.path)


def _row_name(path: KeyPath, merged: Table) -> str | None:
    """What the row of a list is called in which this key stands; None where that name is what is wrong."""
    if len(path) < 3 or not isinstance(path[1], int):
        return None
    rows = merged.get(str(path[0]))
    row = rows.get(str(path[1])) if isinstance(rows, dict) else None
    if not isinstance(row, dict):
        return None
    names = [row[key] for key in _NAMES if key in row and key != path[2] and isinstance(row[key], str)]
    return names[0] if names else None


def _read_toml(file: Path) -> Table:
    text = ""
    try:
        # Some editors put a byte order mark first, which TOML does not know.
        text = file.read_text(encoding="utf-8-sig")
        return tomllib.loads(text)
    except (OSError, ValueError) as error:
        mistake = _unreadable(error, text)
    raise refusal(file, mistake)


def _unreadable(error: OSError | ValueError, text: str) -> Mistake:
    match error:
        case FileNotFoundError():
            return Mistake(_("There is no such file"), _("Look at the path, or run `tickets init`"))
        case OSError():
            return Mistake(
                _("This file cannot be read: {reason}").format(reason=os_reason(error)),
                _("Name a file that this user can read"),
            )
        case UnicodeDecodeError():
            return Mistake(_("This file is no UTF-8 text"), _("Save it as UTF-8"))
    return _no_toml(str(error), text)


def _no_toml(said: str, text: str) -> Mistake:
    """What `tomllib` said, in our own words, and at which line."""
    place = _PLACE.fullmatch(said)
    lines = text.rstrip().splitlines()
    number = int(place["line"]) if place else len(lines)
    key = lines[number - 1].partition("=")[0].strip() if 0 < number <= len(lines) else ""
    if said.startswith(("Cannot overwrite", "Cannot declare", "Cannot mutate")):
        return Mistake(
            _("Line {line} is not valid TOML: {key} is there already").format(line=number, key=shown(key)),
            _("Keep one of the two"),
        )
    reason = _reasons().get(said.partition(" (at")[0], _("this cannot be read"))
    what = (
        _("Line {line}, column {column} is not valid TOML: {reason}").format(
            line=number, column=place["column"], reason=reason
        )
        if place
        else _("This is not valid TOML: {reason} by the end of the file").format(reason=reason)
    )
    return Mistake(what, _("Write one key on a line, text in quotes, lists in square brackets"))


def _reasons() -> Mapping[str, str]:
    """The words of `tomllib` that are met most."""
    return {
        "Invalid value": _("there is no value here that TOML knows"),
        "Expected '=' after a key in a key/value pair": _("there is no = after the key"),
        "Expected ']' at the end of a table declaration": _("a square bracket is missing"),
        "Expected newline or end of document after a statement": _("the line goes on after the value"),
        "Invalid statement": _("there is no key here"),
        "Unclosed array": _("a square bracket is missing"),
        "Unterminated string": _("a quotation mark is missing"),
        "Illegal character '\\n'": _("a quotation mark is missing"),
    }


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
