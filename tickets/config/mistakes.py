"""From what pydantic finds wrong to one line for a person: what is wrong at which key, and what to do."""

import re
from pathlib import Path

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tickets.config.keys import KeyPath, choice, names_at, toml_key
from tickets.errors import SettingsError
from tickets.i18n import _
from tickets.rules.worktime import Misconfigured

_SHOWN = 60


class Mistake(ValueError):
    """A value of the settings is wrong.

    what, remedy: as in TicketsError. path: where, counted from what was validated; () is that itself.
    """

    def __init__(self, what: str, remedy: str, path: KeyPath = ()) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.path = path


def refusal(file: Path | str, mistake: Mistake) -> SettingsError:
    """The mistake as a person meets it: in one line, whatever the names hold that were written by hand."""
    parts = (str(file), toml_key(mistake.path), mistake.what, mistake.remedy)
    return SettingsError(*(_one_line(part) for part in parts))


def shown(value: object) -> str:
    """A value as it may stand in a message: in one line, printable, and short."""
    text = _one_line(str(value))
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def mistakes(error: ValidationError, model: type[BaseModel]) -> list[Mistake]:
    """What to mend, in the order of mending; paths counted from `model`.

    An unknown key comes before all others, because a misspelt key is missed under its right name as well.
    """
    found = error.errors(include_url=False, include_input=False)
    found.sort(key=lambda each: each["type"] != "extra_forbidden")
    return [_mistake(each, model) for each in found]


def _mistake(details: ErrorDetails, model: type[BaseModel]) -> Mistake:
    path: KeyPath = tuple(step for step in details["loc"] if step != "[key]")
    context = details.get("ctx", {})
    match context.get("error"):
        case Mistake(what=what, remedy=remedy, path=below):
            return Mistake(what, remedy, (*path, *below))
        case Misconfigured(what=what, remedy=remedy):
            return Mistake(what, remedy, path)
    if details["type"] == "extra_forbidden":
        return Mistake(_("There is no such key"), choice(str(path[-1]), names_at(model, path[:-1])), path)
    if expected := context.get("expected"):
        possible = ", ".join(re.findall(r"'([^']*)'", str(expected)))
        return Mistake(
            _("This is not a possible value"), _("Write one of: {names}").format(names=possible), path
        )
    return Mistake(*_in_words(details["type"], {name: str(value) for name, value in context.items()}), path)


def _in_words(kind: str, limits: dict[str, str]) -> tuple[str, str]:  # noqa: PLR0911 - one way out a case
    """What is wrong and what to do, for a kind of error from pydantic-core's list of them."""
    match kind:
        case "missing":
            return _("This key is missing"), _("Add it; config.example.toml explains every key")
        case "string_type" | "path_type":
            return _("This must be text"), _("Write it in quotes")
        case "int_type" | "int_parsing" | "int_from_float" | "int_parsing_size":
            return _("This must be a whole number"), _("Write it in digits, without quotes")
        case "float_type" | "float_parsing" | "finite_number":
            return _("This must be a number"), _("Write it in digits with a point, without quotes")
        case "tuple_type":
            return _("This must be a list"), _("Write it in square brackets, with commas between")
        case "model_type" | "dict_type":
            return _("This must be a table"), _("Write its keys under a heading in square brackets")
        case "greater_than_equal":
            return _("This number is too small"), _("Write {limit} or more").format(limit=limits["ge"])
        case "less_than_equal":
            return _("This number is too large"), _("Write {limit} or less").format(limit=limits["le"])
        case "greater_than":
            return _("This number is too small"), _("Write more than {limit}").format(limit=limits["gt"])
        case "less_than":
            return _("This number is too large"), _("Write less than {limit}").format(limit=limits["lt"])
        case _:
            return _("This value does not fit"), _("Compare it with config.example.toml")


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
