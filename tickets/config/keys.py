"""How the keys of the settings are written, and which there are.

`accounts[0].server` in the file is TICKETS_ACCOUNTS__0__SERVER in the environment, and a file
`accounts__0__server` in the secrets folder.
"""

import json
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from types import NoneType, UnionType
from typing import Union, get_args, get_origin

from pydantic import BaseModel

from tickets.i18n import _

KeyPath = tuple[str | int, ...]
"""From the whole settings down to one value: names of keys, and places in a list counted from 0."""

PREFIX = "TICKETS_"
DELIMITER = "__"

_A_SLIP = 0.9
"""How like a word is, from 0 to 1, to what was surely meant."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def toml_key(path: KeyPath) -> str:
    """The key as a reader of the TOML file would say it, always in one line: `accounts[0].server`."""
    written = ""
    for step in path:
        if isinstance(step, int):
            written += f"[{step}]"
        else:
            name = step if _BARE.fullmatch(step) else json.dumps(step)
            written += f".{name}" if written else name
    return written


def flat_name(path: KeyPath) -> str:
    """The key as the name of a secrets file: `accounts__0__server`."""
    return DELIMITER.join(map(str, path)).lower()


def variable(path: KeyPath) -> str:
    """The key as an environment variable: `TICKETS_ACCOUNTS__0__SERVER`."""
    return PREFIX + flat_name(path).upper()


def key_path(flat: str) -> KeyPath:
    """The key behind a flat name."""
    return tuple(int(part) if part.isdecimal() else part for part in flat.split(DELIMITER))


def value_type(model: type[BaseModel], path: KeyPath) -> object | None:
    """The type of the value at this key, None where the settings know no such key."""
    kind: object | None = model
    for step in path:
        kind = _below(kind, step)
    return kind


def is_container(kind: object) -> bool:
    """Whether a value of this type holds others: a table or a list."""
    return _as_model(kind) is not None or get_origin(kind) in {tuple, dict}


def is_list(kind: object) -> bool:
    """Whether a value of this type is a list."""
    return get_origin(kind) is tuple


def names_at(model: type[BaseModel], path: KeyPath) -> tuple[str, ...]:
    """The keys that the table at `path` may have; none where it is no table, or one with names of its own."""
    table = _as_model(value_type(model, path))
    return tuple(table.model_fields) if table else ()


def leaves(model: type[BaseModel], path: KeyPath = ()) -> Iterator[KeyPath]:
    """Every key that holds a value rather than a fixed table, in the schema's order."""
    for name, field in model.model_fields.items():
        if table := _as_model(field.annotation):
            yield from leaves(table, (*path, name))
        else:
            yield (*path, name)


def nearest(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str | None:
    """The known word that was probably meant; `likeness` runs from 0 (any) to 1 (the same)."""
    found = get_close_matches(word, list(known), n=1, cutoff=likeness)
    return found[0] if found else None


def nearest_few(word: str, known: Iterable[str]) -> list[str]:
    """The known words of which one was probably meant, the nearest first: none to three, one where it is a slip."""
    words = list(known)
    slip = nearest(word, words, likeness=_A_SLIP)
    return [slip] if slip else get_close_matches(word, words, n=3, cutoff=0.65)


def meant(names: Iterable[str]) -> str:
    """That one of these was probably meant, as a clause; "" where there are none."""
    found = tuple(dict.fromkeys(names))
    if len(found) == 1:
        return _("Perhaps you meant “{name}”").format(name=found[0])
    return _("Perhaps you meant one of these: {names}").format(names=", ".join(found)) if found else ""


def choice(word: str, known: Iterable[str]) -> str:
    """What to do about a word that is not known: take the one probably meant, or one of those there are."""
    words = tuple(known)
    if likely := nearest(word, words):
        return meant([likely])
    if words:
        return _("Possible here: {names}").format(names=", ".join(words))
    return _("Remove it")


def _below(kind: object, step: str | int) -> object | None:
    """The type of what a value of type `kind` holds under `step`."""
    if table := _as_model(kind):
        field = table.model_fields.get(str(step))
        return _present(field.annotation) if field else None
    match get_origin(kind), get_args(kind):
        case origin, (item, _ellipsis) if origin is tuple and isinstance(step, int) and _as_model(item):
            return _present(item)
        case origin, (_name, value) if origin is dict:
            return _present(value)
    return None


def _present(kind: object) -> object:
    """The type without its None."""
    if get_origin(kind) in {Union, UnionType}:
        return next(part for part in get_args(kind) if part is not NoneType)
    return kind


def _as_model(kind: object) -> type[BaseModel] | None:
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None
