"""The German catalogue says everything, says it in German, and is what the program speaks."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog, Message

from tickets import i18n
from tools import translate

_HOUSE = Path(i18n.__file__).parents[1]
_ROOMS = ("tickets", "tui")
_WORDS = {"_": 1, "ngettext": 2, "pgettext": 2}
"""What takes words, and how many of its arguments they are."""

_PLACEHOLDER = re.compile(r"\{([a-z_.]*)(?:![a-z])?(?::[^{}]*)?\}")
_FAMILIAR = re.compile(r"\b(du|dich|dir|deine?[mnrs]?|euch|euer|eure[mnrs]?)\b", re.IGNORECASE)
_ENGLISH = re.compile(
    r"\b(Accounts?|Assignee|Audience|Bridge|Calendar|Citizens?|Community-Manager|Deadlines?|Departments?|Desk|"
    r"Drafts?|Events?|History|Inbox|Login|Mentions?|Notes?|Password|Posts?|Proposals?|Queues?|Reply|Replies|"
    r"Roster|Settings|Snooze|Stream|Threads?|Timelines?|Triage|Updates?|Users?|Workers?|"
    r"and|are|is|not|of|the|this|with)\b"
)
_METAVARS = re.compile(r"\b(ARGS|BOOLEAN|COMMAND|DATETIME|DIRECTORY|FILENAME|FLOAT|INTEGER|OPTIONS|RANGE)\b")
_ABBREVIATED = re.compile(r"\b(Min|Nr|Std)\.$")
_LITERAL = re.compile(r"--[a-z-]+|\bX-[A-Za-z-]+")
"""What is the same in every language."""
_SAME = frozenset(
    {
        "Alt",
        "CODE",
        "Code",
        "Median",
        "NAME",
        "Name",
        "Person",
        "TEXT",
        "Tab",
        "Text",
        "Ticket",
        "Tickets",
        "{count} min",
        "{minutes} min",
    }
)
"""English words that are German ones too."""


@pytest.fixture(scope="module")
def german() -> Catalog:
    return translate.translated()


def pairs(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Every English text that is translated, with its German one; of a plural, singular and plural apart."""
    for message in translate.messages(catalogue):
        if isinstance(message.id, str) and isinstance(message.string, str):
            texts = [(message.id, message.string)]
        else:
            texts = list(zip(message.id, message.string or (), strict=False))
        yield from (text for text in texts if text[1])


def keys(catalogue: Catalog) -> set[tuple[object, str | None]]:
    return {(message.id, message.context) for message in translate.messages(catalogue)}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call that takes words, with its place; words inside f-strings among them."""
    for file in (file for room in _ROOMS for file in sorted((_HOUSE / room).rglob("*.py"))):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _WORDS:
                yield f"{file.relative_to(_HOUSE)}:{node.lineno}", node


def _words_of(call: ast.Call) -> list[ast.expr]:
    return call.args[: _WORDS[call.func.id]] if isinstance(call.func, ast.Name) else []


def test_words_are_literals() -> None:
    """gettext finds nothing else; and "" is the catalogue's own header."""
    found = list(calls())
    assert len(found) > 500
    assert [
        place
        for place, call in found
        for word in _words_of(call)
        if not (isinstance(word, ast.Constant) and isinstance(word.value, str) and word.value)
    ] == []


def test_no_word_hides_from_the_catalogue() -> None:
    """Inside an f-string Babel finds words only from Python 3.12 on."""
    known = {word for message in translate.messages(translate.extracted()) for word in _forms(message)}
    assert len(known) > 500
    assert [
        f"{place}: {word.value!r}"
        for place, call in calls()
        for word in _words_of(call)
        if isinstance(word, ast.Constant) and word.value not in known
    ] == []


def _forms(message: Message) -> tuple[str, ...]:
    context = (message.context,) if message.context else ()
    return (*context, message.id) if isinstance(message.id, str) else (*context, *message.id)


def test_the_catalogue_has_the_words_of_the_source_and_no_others(german: Catalog) -> None:
    source = keys(translate.extracted())
    remedy = "run: uv run python -m tools.translate"
    assert source - keys(german) == set(), remedy
    assert keys(german) - source == set(), remedy


def test_everything_is_translated(german: Catalog) -> None:
    assert [message.id for message in translate.unfinished(german)] == []


def test_both_files_are_as_the_tool_writes_them(german: Catalog) -> None:
    assert translate.as_text(german) == translate.PO.read_bytes()
    assert translate.compiled(german) == translate.MO.read_bytes()


def test_no_file_tells_when_or_by_which_version_it_was_made() -> None:
    for file in (translate.PO, translate.MO):
        assert not re.search(rb"(POT-Creation|PO-Revision)-Date|Generated-By|\.py:\d", file.read_bytes())


def test_the_program_speaks_the_catalogue() -> None:
    i18n.use("de")
    assert i18n._("Inbox") == "Eingang"
    counted = [
        i18n.ngettext("{count} reply failed", "{count} replies failed", count).format(count=count)
        for count in (0, 1, 2)
    ]
    assert counted == ["0 Antworten fehlgeschlagen", "1 Antwort fehlgeschlagen", "2 Antworten fehlgeschlagen"]


def test_placeholders_are_the_same(german: Catalog) -> None:
    assert [
        (english, text)
        for english, text in pairs(german)
        if set(_PLACEHOLDER.findall(english)) != set(_PLACEHOLDER.findall(text))
    ] == []


def test_people_are_addressed_formally(german: Catalog) -> None:
    assert _FAMILIAR.search("Wähle dein Konto")
    assert not _FAMILIAR.search("Europe/Berlin")
    assert [text for _english, text in pairs(german) if _FAMILIAR.search(text)] == []


def test_no_english_is_left_over(german: Catalog) -> None:
    assert [text for _english, text in pairs(german) if _ENGLISH.search(_LITERAL.sub("", text))] == []
    assert {text for english, text in pairs(german) if text == english} <= _SAME | _punctuation(german)


def _punctuation(german: Catalog) -> set[str]:
    """Texts without a word of their own: only names, numbers and signs."""
    return {text for _english, text in pairs(german) if not re.search(r"[^\W\d_]{2}", _bare(text))}


def _bare(text: str) -> str:
    return re.sub(r"\btickets?\b", "", _PLACEHOLDER.sub("", text), flags=re.IGNORECASE)


def test_quotation_marks_are_german_and_in_pairs(german: Catalog) -> None:
    for _english, text in pairs(german):
        assert not set(text) & set("”»«`"), text
        assert re.sub("[^„“]", "", text) == "„“" * text.count("„"), text


def test_blanks_and_stops_are_where_the_source_has_them(german: Catalog) -> None:
    """Sentences are put together from clauses: a stop too many would be seen."""
    for english, text in pairs(german):
        assert text == text.strip(), text
        assert text.endswith("…") == english.endswith("…"), text
        assert _ABBREVIATED.search(text) or text.endswith(".") == english.endswith("."), text


def test_short_labels_stay_short(german: Catalog) -> None:
    """They stand in columns and on the key bar."""
    labels = [(english, text) for english, text in pairs(german) if re.fullmatch(r"[^{}.?]{1,12}", english)]
    assert len(labels) > 100
    assert [text for _english, text in labels if len(text) > 16] == []


_HELP = """
import click
from tickets.cli import language
language.speak("de")
from tickets.cli.group import tickets
top = click.Context(tickets, info_name="tickets")
print(tickets.get_help(top))
for name in tickets.list_commands(top):
    command = tickets.get_command(top, name)
    print(command.get_help(click.Context(command, info_name=name, parent=top)))
"""


def test_help_is_german_to_the_last_word() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _HELP], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.count("Aufruf: tickets ") > 20
    assert not [line for line in done.stdout.splitlines() if _METAVARS.search(line)]


@pytest.mark.parametrize(
    ("string", "flags", "is_finished"),
    [
        ("", [], False),
        ("Vermerk", ["fuzzy"], False),
        (("ein Vermerk", ""), [], False),
        ("Vermerk", [], True),
        (("ein Vermerk", "Vermerke"), [], True),
    ],
)
def test_what_is_left_to_translate_is_told(
    string: str | tuple[str, str], flags: list[str], is_finished: bool
) -> None:
    catalogue = Catalog(locale="de")
    catalogue.add("note" if isinstance(string, str) else ("a note", "notes"), string, flags=flags)
    assert (not list(translate.unfinished(catalogue))) is is_finished
