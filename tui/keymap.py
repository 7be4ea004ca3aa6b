"""Each person's own keys: a TOML file that gives actions other keys than the table of actions does.

What is wrong in it is said in one line each, and the rest holds: nobody is locked out by a slip of the pen. Like the
language (`tickets.i18n`), the keys are those of the one person who sits at this process: `use` is called once, early.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from platformdirs import user_config_path

from tickets.errors import SettingsError, os_reason
from tickets.i18n import _
from tui.action import Action
from tui.keynames import key_name, key_word, writes

VARIABLE = "TICKETS_KEYS"
"""Names the file; the browser's desk sets it for whoever signed in."""

NEEDED = ("palette", "help", "quit")
"""Who loses the key to one of these would not find it again."""
GUIDES = ("palette", "help")
"""Of them, those that show the way: while somebody writes too, and nothing else has their keys there."""
FIXED = {"escape": "back", "ctrl+q": "", "ctrl+c": ""}
"""Keys that mean the same in every dialog, and to which action they lead; "" for one that is not in the table."""

_MOST_BYTES = 1_000_000
_TABLE = "keys"

Keys = tuple[str, ...]
"""The keys of one action, by Textual's names, the one to show first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keymap:
    """Which action has which keys, where that differs from the table of actions."""

    keys: Mapping[str, Keys] = field(default_factory=dict)
    """By the action's id; empty for an action that shall have none."""
    problems: tuple[SettingsError, ...] = ()
    """What is wrong in the file, each in one line."""
    file: Path | None = None
    """Where it would be read from, whether it is there or not."""


_current = Keymap()


def use(keymap: Keymap) -> None:
    """These keys from here on."""
    global _current  # noqa: PLW0603 - one process is one person's desk
    _current = keymap


def in_use() -> Keymap:
    """The keys of whoever sits here."""
    return _current


def keymap_file(environ: Mapping[str, str] = os.environ) -> Path:
    """Where this user's keys are, whether the file is there or not."""
    named = environ.get(VARIABLE, "").strip()
    return Path(named).expanduser() if named else user_config_path("tickets", appauthor=False) / "keys.toml"


def read_keymap(file: Path, *scopes: Sequence[Action]) -> Keymap:
    """What the file says. Never raises: where nothing can be read, the table's own keys hold.

    scopes: the actions of each place; in two places a key may do two things.
    """
    try:
        written = _table(file)
    except FileNotFoundError:
        return Keymap(file=file)
    except SettingsError as error:
        return Keymap(problems=(error,), file=file)
    problems: list[SettingsError] = []
    wished = dict(_wishes(file, written, [action for scope in scopes for action in scope], problems))
    keys: dict[str, Keys] = {}
    guides: dict[str, str] = {}
    for scope in scopes:
        dealing = _Dealing(file, scope, wished, problems, guides)
        keys |= dealing.deal()
        guides |= dealing.guides()
    return Keymap(keys=keys, problems=tuple(problems), file=file)


def _table(file: Path) -> Mapping[str, object]:
    """The table [keys]. Raises SettingsError, and FileNotFoundError where there is no file."""
    try:
        with file.open("rb") as opened:
            text = opened.read(_MOST_BYTES).decode("utf-8-sig")
        whole = tomllib.loads(text)
    except FileNotFoundError:
        raise
    except OSError as error:
        what = _("This file cannot be read: {reason}").format(reason=os_reason(error))
        raise SettingsError(str(file), "", what, _("Name a file that this user can read")) from None
    except UnicodeDecodeError:
        raise SettingsError(str(file), "", _("This file is no UTF-8 text"), _("Save it as UTF-8")) from None
    except ValueError as error:
        # tomllib ends its messages with the place: “(at line 3, column 7)”.
        place = str(error).rpartition("(at ")[2].rstrip(")")
        what = _("This is not valid TOML ({place})").format(place=place)
        raise SettingsError(str(file), "", what, _hint()) from None
    table = whole.get(_TABLE, {})
    strange = sorted(whole.keys() - {_TABLE})
    if strange or not isinstance(table, dict):
        what = _("Only the table [keys] belongs here")
        raise SettingsError(str(file), strange[0] if strange else _TABLE, what, _hint())
    return table


def _hint() -> str:
    return _("See `tickets keys --example`")


def _wishes(
    file: Path, written: Mapping[str, object], actions: Sequence[Action], problems: list[SettingsError]
) -> Iterator[tuple[str, Keys]]:
    """The keys that the file gives to actions there are, as far as there are such keys."""
    known = {action.id: action for action in actions}
    for name, value in written.items():
        if name not in known or known[name].like:
            problems.append(_unknown_action(file, name, known))
            continue
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not all(isinstance(each, str) for each in names):
            what = _("A key is a text, several are a list of texts")
            problems.append(SettingsError(str(file), name, what, _hint()))
            continue
        keys = {each: key_name(each) for each in names if each.strip()}
        usable = {each: key for each, key in keys.items() if key and not (known[name].typing and writes(key))}
        problems += [_useless_key(file, name, each, key) for each, key in keys.items() if each not in usable]
        if usable or not keys:
            yield name, tuple(dict.fromkeys(usable.values()))


def _unknown_action(file: Path, name: str, known: Mapping[str, Action]) -> SettingsError:
    if name in known:
        what = _("This action has no key of its own: it follows “{other}”").format(other=known[name].like)
        return SettingsError(str(file), name, what, _("Leave it out"))
    near = get_close_matches(name, known, 1)
    remedy = _("Perhaps you meant “{name}”").format(name=near[0]) if near else _hint()
    return SettingsError(str(file), name, _("There is no such action"), remedy)


def _useless_key(file: Path, name: str, written: str, key: str | None) -> SettingsError:
    if key is not None:
        what = _("“{key}” writes or moves while somebody writes a text").format(key=written)
        return SettingsError(str(file), name, what, _("Choose one such as “F6” or “Ctrl+X”"))
    what = _("There is no key “{key}”").format(key=written)
    return SettingsError(str(file), name, what, _("Write it as in “x”, “X”, “?”, “F6”, “Ctrl+X” or “Space”"))


class _Dealing:
    """Deals out the keys of one place: to what is needed first, then as the file says, then as the table does."""

    def __init__(
        self,
        file: Path,
        actions: Sequence[Action],
        wished: Mapping[str, Keys],
        problems: list[SettingsError],
        guides: Mapping[str, str],
    ) -> None:
        """guides: the keys of `GUIDES`, where those are in the table of another place."""
        self._file = file
        self._fixed = {**FIXED, **guides}
        self._actions = {action.id: action for action in actions if not action.like}
        self._wished = {name: keys for name, keys in wished.items() if name in self._actions}
        self._problems = problems
        self._needed = {each: usual_keys(self._actions[each]) for each in NEEDED if each in self._actions}
        self._owners = self._fixed | {key: name for name, keys in self._needed.items() for key in keys}
        self._dealt: dict[str, Keys] = {}

    def deal(self) -> dict[str, Keys]:
        """The keys of each action that has others than in the table."""
        for name, usual in self._needed.items():
            self._deal_needed(name, usual)
        self._owners = self._fixed | {key: name for name in self._needed for key in self._dealt[name]}
        for name, keys in self._wished.items():
            if name not in self._dealt:
                self._deal_wished(name, keys)
        for name in [each for each in self._actions if each not in self._dealt]:
            self._deal_usual(name)
        return {name: keys for name, keys in self._dealt.items() if keys != usual_keys(self._actions[name])}

    def guides(self) -> dict[str, str]:
        """What shows the way, by its keys that write nothing; after `deal`."""
        return {
            key: name
            for name in GUIDES
            if name in self._needed
            for key in while_writing(self._dealt[name], usual_keys(self._actions[name]))
        }

    def _deal_needed(self, name: str, usual: Keys) -> None:
        kept = self._free(name, self._wished.get(name, usual))
        if not kept:
            what = _("Without this key nobody finds the way: {key} stays").format(key=key_word(usual[0]))
            self._tell(name, what, _("Give it a key that nothing else has"))
        self._give(name, kept or usual)

    def _deal_wished(self, name: str, keys: Keys) -> None:
        kept = self._free(name, keys)
        if name == "back" and "escape" not in kept:
            kept = (*kept, "escape")
        if kept or not keys:
            self._give(name, kept)

    def _deal_usual(self, name: str) -> None:
        """What the file says nothing of keeps what nobody else was given."""
        usual = usual_keys(self._actions[name])
        kept = tuple(key for key in usual if self._owners.get(key, name) == name)
        self._give(name, kept)
        if usual and not kept and name not in self._wished:
            what = _("“{key}” is the key of “{other}” now, and this action has none").format(
                key=key_word(usual[0]), other=self._owners[usual[0]]
            )
            self._tell(name, what, _("Give it another key, or [] for none"))

    def _free(self, name: str, keys: Keys) -> Keys:
        """Those of the keys that nobody has yet; a word on each of the others."""
        for key in keys:
            owner = self._owners.get(key, name)
            if owner == name:
                continue
            if owner:
                what = _("“{key}” is the key of “{other}” already").format(key=key_word(key), other=owner)
            else:
                what = _("“{key}” leaves the desk or copies, everywhere").format(key=key_word(key))
            self._tell(name, what, _("Choose another key for one of them"))
        return tuple(key for key in keys if self._owners.get(key, name) == name)

    def _give(self, name: str, keys: Keys) -> None:
        self._dealt[name] = keys
        self._owners |= dict.fromkeys(keys, name)

    def _tell(self, name: str, what: str, remedy: str) -> None:
        self._problems.append(SettingsError(str(self._file), name, what, remedy))


def while_writing(keys: Keys, usual: Keys) -> Keys:
    """Those that write nothing; of the usual ones where all of them do."""
    return tuple(key for key in keys if not writes(key)) or tuple(key for key in usual if not writes(key))


def usual_keys(action: Action) -> Keys:
    """The keys that the table gives it."""
    return tuple(key_name(key) or key for key in action.keys.split(",") if key)
