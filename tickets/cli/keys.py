"""`keys`: what can be done at the desk and by which key, and the file in which each person gives it other keys."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from tickets.cli import options, output
from tickets.cli.context import Context, pass_context
from tickets.cli.running import WRONG_USAGE
from tickets.errors import TicketsError, UsageError, os_reason
from tickets.i18n import _
from tui.action import Action
from tui.actions import actions, composer_actions, usual_actions
from tui.actions.composing import composing
from tui.keymap import GUIDES, Keymap, keymap_file, read_keymap, use, usual_keys
from tui.keynames import key_word

DESK, COMPOSER = "desk", "composer"
"""Where a key holds: at the desk, or while a reply is written."""


@click.command(
    help=_("List what can be done at the desk, its keys, and the file in which you give it keys of your own.")
)
@click.option("--check", is_flag=True, help=_("Check your file; mistakes end it with code 2."))
@click.option("--example", is_flag=True, help=_("Write the file, with everything in it as a comment."))
@options.json_option
@pass_context
def keys(context: Context, *, check: bool, example: bool, as_json: bool) -> None:
    """The table of the terminal desk, with the keys of whoever calls."""
    if check and example:
        raise UsageError(_("--check and --example do not go together"), _("Leave one of them out"))
    file = keymap_file(context.environ)
    if example:
        _write(file)
    keymap = read_keymap(file, usual_actions(), composing())
    use(keymap)
    if as_json:
        output.print_json(_document(keymap))
    elif example:
        output.say(_("Written to {file}. Take away the # before what you change.").format(file=file))
    elif not check:
        _print_table(keymap)
    _judge(keymap, check=check, as_json=as_json)


def _judge(keymap: Keymap, *, check: bool, as_json: bool) -> None:
    for problem in () if as_json else keymap.problems:
        output.tell(str(problem))
    if check and keymap.problems:
        click.get_current_context().exit(WRONG_USAGE)
    if check and not as_json:
        output.say(_("No mistakes in {file}.").format(file=keymap.file))


def _rows() -> Iterator[tuple[str, Action]]:
    yield from ((DESK, action) for action in actions())
    # Help and the list of commands have one line: there they do what they do at the desk, by the same keys.
    yield from ((COMPOSER, action) for action in composer_actions() if action.id not in GUIDES)


def _document(keymap: Keymap) -> dict[str, object]:
    rows = [
        {
            "id": action.id,
            "place": place,
            "keys": [key_word(key) for key in usual_keys(action)],
            "label": action.label,
            "what": action.help,
        }
        for place, action in _rows()
    ]
    problems = [str(problem) for problem in keymap.problems]
    return {"file": str(keymap.file), "problems": problems, "actions": rows}


def _print_table(keymap: Keymap) -> None:
    rows = [(action.id, _words(action) or f"({action.shown})", action.help) for _place, action in _rows()]
    output.print_table([_("action"), _("key"), _("what it does")], rows)
    there = keymap.file is not None and keymap.file.exists()
    said = _("Your keys: {file}") if there else _("Your keys would be in {file}; `--example` writes it.")
    output.tell(said.format(file=keymap.file))


def _words(action: Action) -> str:
    return " ".join(map(key_word, usual_keys(action)))


def _write(file: Path) -> None:
    """A new file; what somebody has written is never written over."""
    if file.exists():
        raise UsageError(
            _("{file} is there already").format(file=file), _("Change it, or move it away first")
        )
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as opened:
            opened.write("\n".join(_example()) + "\n")
    except OSError as error:
        what = _("{file} cannot be written: {reason}").format(file=file, reason=os_reason(error))
        raise TicketsError(what, _("Name another file in TICKETS_KEYS")) from None


def _example() -> Iterator[str]:
    yield "# " + _("Your own keys for the terminal desk. Take away the # before what you change;")
    yield "# " + _("what you leave out stays as it is, and [] leaves an action without a key.")
    yield "# " + _("Keys: “x”, “X”, “?”, “F6”, “Ctrl+X”, “Space”, “PgDn” and so on, in German as well.")
    yield "# " + _("Check it with: tickets keys --check")
    yield "\n[keys]"
    yield from _lines(usual_actions())
    yield "\n# " + _("While you write a reply")
    yield from _lines(composing())


def _lines(table: Sequence[Action]) -> Iterator[str]:
    for action in table:
        if not action.like:
            written = ", ".join(f'"{_toml(key)}"' for key in usual_keys(action))
            yield f"# {action.id} = [{written}]  # {action.label}"


def _toml(key: str) -> str:
    r"""A basic string may hold no bare `"` and `\` (TOML 1.0)."""
    return key_word(key).replace("\\", "\\\\").replace('"', '\\"')
