"""A person's own keys: read from a file that may be wrong in every way, without ever locking anybody out."""

import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import _character_to_key

from tui.actions import actions, composer_actions, key_of, keys_of, usual_actions
from tui.actions.composing import composing
from tui.keymap import NEEDED, Keymap, keymap_file, read_keymap, use, usual_keys
from tui.keynames import key_name, key_word

ACTIONS = {action.id: action for action in (*usual_actions(), *composing())}


@pytest.fixture(autouse=True)
def usual_keys_afterwards() -> Iterator[None]:
    yield
    use(Keymap())


def read(tmp_path: Path, text: str | bytes) -> Keymap:
    file = tmp_path / "keys.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_keymap(file, usual_actions(), composing())


def complaints(keymap: Keymap) -> list[str]:
    """Which action, and what is wrong, each without the file's name."""
    return [problem.what.removeprefix(f"{problem.file}: ") for problem in keymap.problems]


@pytest.mark.parametrize("character", string.ascii_letters + string.digits + string.punctuation + "äöüßÄ§")
def test_every_sign_of_a_keyboard_is_called_as_textual_calls_it(character: str) -> None:
    assert key_name(character) == _character_to_key(character)
    assert key_word(key_name(character) or "") == character


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Strg+S", "ctrl+s"),
        ("ctrl+s", "ctrl+s"),
        ("Control + X", "ctrl+x"),
        ("Umschalt+g", "G"),
        ("Strg+Umschalt+Pfeil links", "ctrl+shift+left"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("Leertaste", "space"),
        ("Eingabe", "enter"),
        ("Pos1", "home"),
        ("Bild ab", "pagedown"),
        ("page_down", "pagedown"),
        ("F12", "f12"),
        ("question_mark", "question_mark"),
        ("+", "plus"),
        ("Strg++", "ctrl+plus"),
        ("↓", "down"),
    ],
)
def test_keys_are_understood_in_german_in_english_and_as_textual_writes_them(written: str, key: str) -> None:
    assert key_name(written) == key


@pytest.mark.parametrize("written", ["", " ", "Foo", "F0", "F25", "Hyper+x", "shift+5", "xy", "+x", "\x1b"])
def test_what_is_no_key_is_refused(written: str) -> None:
    assert key_name(written) is None


def test_what_people_read_they_may_write() -> None:
    for action in ACTIONS.values():
        for key in usual_keys(action):
            assert key_name(key_word(key)) == key


def test_without_a_file_the_table_holds(tmp_path: Path) -> None:
    keymap = read_keymap(tmp_path / "none.toml", usual_actions(), composing())
    assert not keymap.keys
    assert not keymap.problems


def test_a_key_and_a_list_of_keys_take_the_place_of_the_usual_ones(tmp_path: Path) -> None:
    use(read(tmp_path, '[keys]\nreply = "Strg+R"\ndown = ["ö", "Pfeil runter"]\nnote = "Ä"\n'))
    assert keys_of("reply") == ("ctrl+r",)
    assert keys_of("down") == ("ö", "down")
    assert key_of("reply") == "Ctrl+R"
    table = {action.id: action for action in actions()}
    assert table["down"].keys == "ö,down"
    assert table["down"].shown == "ö"
    assert table["close"].shown == "c"


def test_an_action_without_a_key_is_reached_by_the_list_of_commands(tmp_path: Path) -> None:
    keymap = read(tmp_path, '[keys]\nclose = []\npalette = "F18"\n')
    use(keymap)
    assert not keymap.problems
    assert {action.id: action.keys for action in actions()}["close"] == ""
    assert key_of("close") == "F18"
    assert {action.id: action.shown for action in actions()}["language"] == "F18"


def test_the_answers_of_the_second_look_follow_the_keys_they_share(tmp_path: Path) -> None:
    use(read(tmp_path, '[keys]\nignore = "Ö"\n'))
    assert {action.id: action.shown for action in actions()}["rightly"] == "Ö"


def test_sentences_of_the_help_name_the_keys_that_hold(tmp_path: Path) -> None:
    use(read(tmp_path, '[keys]\nsend = "F12"\n'))
    assert "F12 sends it" in {action.id: action.help for action in actions()}["interim"]
    assert composer_actions()[0].shown == "F12"


def test_a_key_given_to_another_action_is_missed_where_it_was_the_only_one(tmp_path: Path) -> None:
    keymap = read(tmp_path, '[keys]\nignore = "x"\n')
    assert keymap.keys == {"ignore": ("x",), "copies": ()}
    assert complaints(keymap) == ["copies: “x” is the key of “ignore” now, and this action has none"]
    assert not read(tmp_path, '[keys]\nignore = "x"\ncopies = []\n').problems
    assert not read(tmp_path, '[keys]\nignore = "x"\ncopies = "i"\n').problems
    assert not read(tmp_path, '[keys]\nignore = "Pos1"\n').problems


def test_of_two_actions_on_one_key_the_first_keeps_it(tmp_path: Path) -> None:
    keymap = read(tmp_path, '[keys]\nreply = "F19"\nnote = ["F19", "Ä"]\n')
    assert keymap.keys == {"reply": ("f19",), "note": ("Ä",)}
    assert complaints(keymap) == ["note: “F19” is the key of “reply” already"]


def test_the_same_key_may_do_another_thing_while_a_reply_is_written(tmp_path: Path) -> None:
    assert not read(tmp_path, '[keys]\nreply = "F19"\nsend = "F19"\n').problems


@pytest.mark.parametrize("action", ["send", "palette", "back"])
@pytest.mark.parametrize("key", ["x", "G", "?", "Leertaste", "Eingabe", "Bild ab"])
def test_where_somebody_may_be_writing_a_letter_is_a_letter(tmp_path: Path, key: str, action: str) -> None:
    keymap = read(tmp_path, f'[keys]\n{action} = "{key}"\n')
    assert not keymap.keys
    assert complaints(keymap) == [f"{action}: “{key}” writes or moves while somebody writes a text"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[keys]\nrepli = "F18"', "repli: There is no such action"),
        ('[keys]\nreply = "Foo"', "reply: There is no key “Foo”"),
        ("[keys]\nreply = 7", "reply: A key is a text, several are a list of texts"),
        ("[keys]\nreply = [7]", "reply: A key is a text, several are a list of texts"),
        ('[keys]\nreply = "Strg+Q"', "reply: “Ctrl+Q” leaves the desk or copies, everywhere"),
        ('[keys]\nreply = "Esc"', "reply: “Esc” is the key of “back” already"),
        ('[keys]\nreply = "?"', "reply: “?” is the key of “help” already"),
        ('[keys]\nrightly = "F18"', "rightly: This action has no key of its own: it follows “ignore”"),
        ('[bindings]\nreply = "m"', "bindings: Only the table [keys] belongs here"),
        ('keys = "m"', "keys: Only the table [keys] belongs here"),
    ],
)
def test_each_mistake_is_told_in_one_line_and_the_usual_key_stays(
    tmp_path: Path, text: str, told: str
) -> None:
    keymap = read(tmp_path, text)
    assert complaints(keymap) == [told]
    assert str(tmp_path) in str(keymap.problems[0])
    assert "\n" not in str(keymap.problems[0])
    assert keymap.problems[0].remedy
    use(keymap)
    assert keys_of("reply") == ("r",)


def test_a_mistake_leaves_the_rest_of_the_file_in_force(tmp_path: Path) -> None:
    keymap = read(tmp_path, '[keys]\nrepli = "F18"\nnote = "Ä"\nclose = ["Foo", "Ü"]\n')
    assert keymap.keys == {"note": ("Ä",), "close": ("Ü",)}
    assert len(keymap.problems) == 2


@pytest.mark.parametrize("content", [b"[keys", b"\xff\xfe", b"[keys]\nreply = \x00"])
def test_a_file_that_cannot_be_read_is_told_and_the_table_holds(tmp_path: Path, content: bytes) -> None:
    keymap = read(tmp_path, content)
    assert len(keymap.problems) == 1
    assert not keymap.keys


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert len(read_keymap(tmp_path, usual_actions()).problems) == 1


@pytest.mark.parametrize("needed", NEEDED)
def test_what_is_needed_keeps_a_key(tmp_path: Path, needed: str) -> None:
    for value in ("[]", '"Strg+Q"', '"Esc"'):
        keymap = read(tmp_path, f"[keys]\n{needed} = {value}\n")
        use(keymap)
        assert keys_of(needed) == usual_keys(ACTIONS[needed])
        assert keymap.problems


def test_what_is_needed_may_move_and_leave_its_key_to_others(tmp_path: Path) -> None:
    keymap = read(tmp_path, '[keys]\nquit = "Ü"\nwithdraw = "q"\n')
    assert keymap.keys == {"quit": ("Ü",), "withdraw": ("q",)}
    assert not keymap.problems


def test_escape_always_leads_back(tmp_path: Path) -> None:
    assert read(tmp_path, '[keys]\nback = "F18"\n').keys == {"back": ("f18", "escape")}
    assert not read(tmp_path, '[keys]\nback = "Esc"\n').problems


names = st.sampled_from([*ACTIONS, "nonsense"])
some_keys = st.sampled_from([*"abhiqrx?/1G", "Esc", "Strg+P", "Strg+Q", "F1", "F2", "Eingabe", "Foo", ""])


@given(st.dictionaries(names, st.lists(some_keys, max_size=3), max_size=12))
def test_whatever_the_file_says_no_key_does_two_things_and_nobody_is_locked_out(
    tmp_path_factory: pytest.TempPathFactory, wished: dict[str, list[str]]
) -> None:
    lines = (f"{name} = [{', '.join(repr(key) for key in keys)}]" for name, keys in wished.items())
    use(read(tmp_path_factory.mktemp("keys"), "\n".join(["[keys]", *lines])))
    for table in (usual_actions(), composing()):
        dealt = [key for action in table for key in keys_of(action.id)]
        assert len(dealt) == len(set(dealt))
    assert all(keys_of(needed) for needed in NEEDED)
    assert "escape" in keys_of("back")


def test_the_file_is_the_one_that_is_named_else_in_the_configuration_folder(tmp_path: Path) -> None:
    assert keymap_file({"TICKETS_KEYS": f"{tmp_path}/mine.toml"}) == tmp_path / "mine.toml"
    assert keymap_file({}).parts[-2:] == ("tickets", "keys.toml")


# What shows the way while a reply is written.


def writing() -> dict[str, str]:
    return {action.id: action.keys for action in composer_actions()}


def test_help_and_the_list_of_commands_have_their_keys_while_a_reply_is_written() -> None:
    assert (writing()["help"], writing()["palette"]) == ("f1", "ctrl+p")


@pytest.mark.parametrize(
    ("mine", "key"), [('"F12"', "f12"), ('["?", "Strg+H"]', "ctrl+h"), ('"Ü"', "f1"), ('["Ü", "F1"]', "f1")]
)
def test_there_they_follow_the_file_as_far_as_a_letter_is_a_letter(
    tmp_path: Path, mine: str, key: str
) -> None:
    use(read(tmp_path, f"[keys]\nhelp = {mine}\n"))
    assert writing()["help"] == key


def test_nothing_else_has_their_keys_there(tmp_path: Path) -> None:
    keymap = read(tmp_path, '[keys]\nsend = ["F1", "F18"]\ntongue = "Strg+P"\n')
    assert complaints(keymap) == [
        "send: “F1” is the key of “help” already",
        "tongue: “Ctrl+P” is the key of “palette” already",
    ]
    use(keymap)
    assert (writing()["send"], writing()["tongue"], writing()["help"]) == ("f18", "f7", "f1")
