"""What is laid over the settings file: values by flat names, from the secrets folder and the environment."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from tickets.config.keys import (
    DELIMITER,
    PREFIX,
    KeyPath,
    choice,
    flat_name,
    is_container,
    key_path,
    leaves,
    names_at,
    nearest,
    value_type,
    variable,
)
from tickets.config.mistakes import Mistake, refusal
from tickets.config.secrets import TOKEN_PREFIX, read_secret
from tickets.config.settings import Settings
from tickets.errors import os_reason
from tickets.i18n import _

FILE_VARIABLE = PREFIX + "CONFIG"

Flat = Mapping[str, str]
"""Values by flat names: `accounts__0__server`."""

# As near as a forgotten underscore or a slip of one letter, and no nearer: other programs have variables too.
_A_SLIP = 0.85


def read_folder(folder: Path) -> Flat:
    """What the files of the secrets folder say. Names with a dot are not for us: tokens, certificates.

    Raises SettingsError.
    """
    try:
        files = sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        what = _("This folder cannot be read: {reason}").format(reason=os_reason(error))
        raise refusal(folder, Mistake(what, _("Let this user read it, and nobody else"))) from None
    found: dict[str, str] = {}
    for file in files:
        name = file.name.lower()
        try:
            if "." not in name and file.is_file() and _is_ours(name, str):
                found[name] = _filled(read_secret(file))
                _check_form(name, found[name])
        except Mistake as mistake:
            raise refusal(file, mistake) from None
    return found


def read_environment(environ: Mapping[str, str]) -> Flat:
    """What the variables TICKETS_… say; an empty one says nothing. Raises SettingsError."""
    found: dict[str, str] = {}
    for name, value in environ.items():
        ours = name.startswith(PREFIX) and name != FILE_VARIABLE and not name.startswith(TOKEN_PREFIX)
        if not (ours and value):
            continue
        flat = name.removeprefix(PREFIX).lower()
        try:
            if _is_ours(flat, _as_variable):
                _check_form(flat, value)
                found[flat] = value
        except Mistake as mistake:
            raise refusal(name, mistake) from None
    return found


def written_in(path: KeyPath, *, file: Path, folder: Path, secrets: Flat, variables: Flat) -> str:
    """Where the value at this key was written: a variable, a secrets file, or the settings file."""
    for length in range(len(path), 0, -1):
        key, rest = path[:length], path[length:]
        flat = flat_name(key)
        if flat in variables and _holds(variables[flat], rest):
            return variable(key)
        if flat in secrets and _holds(secrets[flat], rest):
            return str(folder / flat)
    return str(file)


def _as_variable(flat: str) -> str:
    return PREFIX + flat.upper()


def _is_ours(flat: str, spelled: Callable[[str], str]) -> bool:
    """Whether this is the name of a key. Raises Mistake where it is none and looks like one."""
    path = key_path(flat)
    if value_type(Settings, path) is not None:
        return True
    if meant := nearest(flat, _values(), likeness=_A_SLIP):
        raise Mistake(_("There is no such key"), choice(spelled(meant), [spelled(meant)]))
    if DELIMITER not in flat:
        return False
    known = next(
        length for length in range(len(path), -1, -1) if value_type(Settings, path[:length]) is not None
    )
    raise Mistake(_("There is no such key"), choice(str(path[known]), names_at(Settings, path[:known])))


def _values() -> list[str]:
    """The flat names of all keys that are no lists."""
    return [flat_name(path) for path in leaves(Settings) if not is_container(value_type(Settings, path))]


def _filled(text: str) -> str:
    if text:
        return text
    raise Mistake(_("This file is empty"), _("Write the value into it, or remove it"))


def _check_form(flat: str, text: str) -> None:
    """Raises Mistake where a list or table is not written as JSON."""
    if not is_container(value_type(Settings, key_path(flat))):
        return
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if not isinstance(value, list | dict):
        raise Mistake(_("This must be a list or a table"), _("Write it as JSON: […] or {…}"))


def _holds(text: str, rest: KeyPath) -> bool:
    """Whether JSON text has a table or list in which the last step of `rest` would be."""
    if not rest:
        return True
    try:
        value = json.loads(text)
        for step in rest[:-1]:
            value = value[step]
    except (ValueError, LookupError, TypeError):
        return False
    return isinstance(value, list | dict)
