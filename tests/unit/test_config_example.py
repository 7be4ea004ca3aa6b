"""The example file is the manual: every key is there, explained, with its default."""

import ast
import inspect
import tomllib
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from tickets.config import Role, Settings, load
from tickets.rules.priority import DEFAULTS

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def fields(model: type[BaseModel], table: dict[str, Any], at: str = "") -> Iterator[tuple[str, bool]]:
    """Every key of the schema at any depth, and whether the table has it; rows of a list taken together."""
    for name, field in model.model_fields.items():
        yield at + name, name in table
        value = table.get(name, {})
        for kind in (field.annotation, *get_args(field.annotation)):
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                rows = list(value) if isinstance(value, list) else [value]
                if get_origin(field.annotation) is dict:
                    rows = list(value.values())
                yield from fields(kind, {key: row[key] for row in rows for key in row}, f"{at}{name}.")


def documented(model: type[BaseModel]) -> Iterator[str]:
    """The keys of one table that a docstring follows in the source."""
    [written] = ast.parse(inspect.getsource(model)).body
    assert isinstance(written, ast.ClassDef)
    for key, text in pairwise(written.body):
        match key, text:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str())):
                yield name


def test_the_example_has_every_key_there_is() -> None:
    table = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    found = dict(fields(Settings, table))
    assert len(found) > 50
    assert [key for key, present in found.items() if not present] == []
    assert set(table["priority"]) == set(DEFAULTS)


def test_the_example_explains_every_key_on_the_line_above() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    weekdays_and_weights = {"tue", "wed", "thu", "fri", "sat", "sun", "mon", *DEFAULTS}
    explained, keys = set(), set()
    for above, line in zip(["", *lines], lines, strict=False):
        if " = " in line and not line.startswith("#"):
            key = line.split(" = ")[0]
            keys.add(key)
            if above.startswith("# "):
                explained.add(key)
    assert {"server", "subdivision", "warn_at"} <= keys
    assert keys - explained <= weekdays_and_weights


def test_the_example_loads_and_shows_the_defaults() -> None:
    example, defaults = load(EXAMPLE, environ={}), Settings()
    for section in ("timezone", "language", "database", "sla", "priority", "replies", "bridge"):
        assert getattr(example, section) == getattr(defaults, section)
    assert not example.calendar_of("amt").is_working(date(2026, 12, 24))
    assert [user.role for user in example.users] == [Role.MANAGER, Role.SPECIALIST]


def test_every_key_has_a_description() -> None:
    def models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
        yield model
        for field in model.model_fields.values():
            for kind in (field.annotation, *get_args(field.annotation)):
                if isinstance(kind, type) and issubclass(kind, BaseModel):
                    yield from models(kind)

    every = {model.__name__: set(model.model_fields) for model in models(Settings)}
    described = {model.__name__: set(documented(model)) for model in models(Settings)}
    assert sum(map(len, every.values())) > 40
    assert described == every
