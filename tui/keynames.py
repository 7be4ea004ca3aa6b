"""Keys by name: as people write them, in English or German, as Textual calls them, and as people read them."""

import string
import unicodedata
from collections.abc import Mapping
from functools import cache

from textual.keys import KEY_NAME_REPLACEMENTS

from tickets.i18n import _

_MODIFIERS = {
    "ctrl": "ctrl",
    "control": "ctrl",
    "strg": "ctrl",
    "steuerung": "ctrl",
    "alt": "alt",
    "shift": "shift",
    "umschalt": "shift",
    "umsch": "shift",
}
_NAMES = {
    "space": ("space", "leertaste", "leerzeichen"),
    "enter": ("enter", "return", "eingabe", "eingabetaste"),
    "escape": ("escape", "esc"),
    "tab": ("tab", "tabulator"),
    "backspace": ("backspace", "rücktaste"),
    "delete": ("delete", "del", "entf", "entfernen"),
    "insert": ("insert", "ins", "einfg", "einfügen"),
    "home": ("home", "pos1"),
    "end": ("end", "ende"),
    "pageup": ("pageup", "pgup", "bildauf", "bild↑"),
    "pagedown": ("pagedown", "pgdn", "pgdown", "bildab", "bild↓"),
    "up": ("up", "↑", "hoch", "pfeilhoch", "pfeilauf"),
    "down": ("down", "↓", "runter", "pfeilrunter", "pfeilab"),
    "left": ("left", "←", "links", "pfeillinks"),
    "right": ("right", "→", "rechts", "pfeilrechts"),
    **{f"f{number}": (f"f{number}",) for number in range(1, 25)},
}
"""Textual's names, each with what people write for it."""


def key_name(written: str) -> str | None:
    """What Textual calls the key that somebody wrote, such as `Strg+S` or `?`; None where there is no such key."""
    *modifiers, base = _parts(written.strip())
    known = {_MODIFIERS.get(modifier.strip().casefold()) for modifier in modifiers}
    key = _base(base.strip())
    if key is None or None in known:
        return None
    if len(key) == 1 and known:
        if known == {"shift"}:
            # A terminal sends the capital itself; which sign lies above a digit depends on the keyboard.
            return key.upper() if key.isalpha() else None
        key = key.lower()
    return "+".join([*sorted(modifier for modifier in known if modifier), key])


def _parts(written: str) -> list[str]:
    """Split at each plus sign, but not at the key of that name."""
    if written.endswith("+"):
        return [*filter(None, written[:-1].removesuffix("+").split("+")), "+"]
    return written.split("+")


def _base(written: str) -> str | None:
    """The key without modifiers."""
    if len(written) == 1 and written.isprintable() and written != " " and written not in "↑↓←→":
        return _name_of(written)
    name = written.casefold()
    if name in _signs():
        return name
    return _by_name().get(name.replace(" ", "").replace("-", "").replace("_", ""))


def _name_of(character: str) -> str:
    """As Textual calls the key of a character."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_") or character
    return KEY_NAME_REPLACEMENTS.get(name, name)


@cache
def _signs() -> Mapping[str, str]:
    """The characters of a keyboard that Textual calls by name: `slash` is "/"."""
    return {_name_of(character): character for character in f"{string.punctuation}§°´€"}


def writes(key: str) -> bool:
    """Whether this key writes or moves where somebody writes a text. key: one of Textual's names."""
    return not (key == "escape" or key.startswith(("ctrl+", "alt+")) or (key[0] == "f" and key[1:].isdigit()))


@cache
def _by_name() -> Mapping[str, str]:
    return {written: key for key, names in _NAMES.items() for written in names}


def key_word(key: str) -> str:
    """The key as people read it: `Ctrl+S`, `?`, `Space`. key: one of Textual's names, "" for none."""
    *modifiers, base = key.split("+")
    words = {"ctrl": _("Ctrl"), "shift": _("Shift"), "alt": _("Alt")}
    name = _word(base)
    if modifiers and len(name) == 1:
        name = name.upper()
    return "+".join([*(words.get(modifier, modifier) for modifier in modifiers), name])


def _word(base: str) -> str:
    words = {
        "space": _("Space"),
        "enter": "Enter",
        "escape": "Esc",
        "tab": "Tab",
        "backspace": _("Backspace"),
        "delete": _("Del"),
        "insert": _("Ins"),
        "home": _("Home"),
        "end": _("End"),
        "pageup": _("PgUp"),
        "pagedown": _("PgDn"),
        "up": "↑",
        "down": "↓",
        "left": "←",
        "right": "→",
    }
    if base in words:
        return words[base]
    return _signs().get(base, base.upper() if base in _NAMES else base)
