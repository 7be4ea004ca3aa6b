"""Mistakes in the environment and in the secrets folder, and values that nobody would write."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.settings import ACCOUNT, refused, secret
from tickets.config import Settings, load
from tickets.config.keys import KeyPath, is_container, leaves, names_at, toml_key, value_type, variable
from tickets.errors import SettingsError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


@pytest.mark.parametrize(
    ("environ", "key", "what", "remedy"),
    [
        ({"TICKETS_DATABSE__URL": "x"}, "", "no such key", "“TICKETS_DATABASE__URL”"),
        ({"TICKETS_DATABASE_URL": "x"}, "", "no such key", "“TICKETS_DATABASE__URL”"),
        ({"TICKETS_TIME_ZONE": "x"}, "", "no such key", "“TICKETS_TIMEZONE”"),
        ({"TICKETS_ACCOUNTS__0__SERVR": "x"}, "", "no such key", "“server”"),
        ({"TICKETS_ACCOUNTS__AMT__SERVER": "x"}, "", "no such key", "Remove it"),
        ({"TICKETS_FOO__BAR": "x"}, "", "no such key", "Possible here: timezone"),
        ({"TICKETS_ACCOUNTS": "x"}, "", "a list or a table", "JSON"),
        ({"TICKETS_SLA": "3"}, "", "a list or a table", "JSON"),
        ({"TICKETS_BRIDGE__LOG_LEVEL": "x"}, "bridge.log_level", "possible value", "debug"),
        ({"TICKETS_ACCOUNTS__0__SERVER": "x"}, "accounts[0].server", "no address", "https://"),
        (
            {"TICKETS_ACCOUNTS": '[{"name": "a", "server": "x"}]'},
            "accounts[0].server",
            "no address",
            "https://",
        ),
        ({"TICKETS_ACCOUNTS": '[{"name": "a"}]'}, "accounts[0].server", "missing", "Add it"),
        ({"TICKETS_SLA": '{"answer": "x"}'}, "sla.answer", "no term", "2d"),
    ],
)
def test_a_mistake_in_the_environment_names_the_variable(
    file: Path, environ: dict[str, str], key: str, what: str, remedy: str
) -> None:
    error = refused(file, ACCOUNT, environ)
    assert (error.file, error.key) == (next(iter(environ)), key)
    assert what in error.what
    assert remedy in error.remedy


def test_a_mistake_in_the_file_is_not_blamed_on_the_environment(file: Path) -> None:
    environ = {"TICKETS_CALENDARS": '{"ulm": {}}', "TICKETS_SLA__INTERIM": "1d"}
    assert refused(file, "[sla]\nanswer = 'x'", environ).file == str(file)
    assert refused(file, "[calendars.bonn]\nclosed = ['x']", environ).file == str(file)


def test_places_in_a_list_are_counted_without_gaps(file: Path) -> None:
    error = refused(file, ACCOUNT, {"TICKETS_ACCOUNTS__2__NAME": "b"})
    assert error.key == "accounts"
    assert "left out: it has 0, 2" in error.what


@pytest.mark.parametrize(
    ("name", "text", "mode", "what"),
    [
        ("sla__answer", "2d", 0o644, "Others can read the secret"),
        ("sla__answer", " \n", 0o600, "This file is empty"),
        ("sla__anwser", "2d", 0o600, "There is no such key"),
        ("database_url", "x", 0o600, "There is no such key"),
        ("accounts", "x", 0o600, "a list or a table"),
        ("sla__answer", "soon", 0o600, "“soon” is no term"),
    ],
)
def test_a_mistake_in_the_secrets_folder_names_the_file(
    file: Path, name: str, text: str, mode: int, what: str
) -> None:
    written = secret(file.parent / "secrets" / name, text, mode)
    error = refused(file, "")
    assert error.file == str(written)
    assert what in error.what


def test_a_secret_that_is_no_text_is_said_to_be_none(file: Path) -> None:
    secret(file.parent / "secrets" / "sla__answer", "").write_bytes(b"\xff")
    assert "is no text" in refused(file, "").what


# Whatever is written


NUMBERS = ("1", "-1", "1.5", "nan", "true", "2026-01-01", "09:00:00")
TEXTS = ("''", "'x'", '"\\u0000"', "'[1'", "'[1]'")
CONTAINERS = ("[]", "[[]]", "[1]", "['x']", "[{}]", "{}", "{ x = 1 }", "{ x = {} }", "{ 0 = {} }")


ROWS: dict[str, tuple[KeyPath, dict[str, str]]] = {
    "[[accounts]]": (("accounts", 0), {"name": "'amt'", "server": "'https://social.example.org'"}),
    "[[departments]]": (("departments", 0), {"key": "'netz'"}),
    "[[users]]": (("users", 0), {"login": "'kim'", "role": "'lead'"}),
    "[calendars.bonn]": (("calendars", "bonn"), {}),
}


def files_with(value: str) -> Iterator[str]:
    """Settings files, each with this value at another key, together at every key there is."""
    for path in leaves(Settings):
        yield f"{toml_key(path)} = {value}"
    for name in Settings.model_fields:
        yield f"{name} = {value}"
    for heading, (path, needed) in ROWS.items():
        for name in names_at(Settings, path):
            yield "\n".join([heading, *(f"{key} = {text}" for key, text in {**needed, name: value}.items())])


def line_said_of(file: Path, environ: dict[str, str]) -> str | None:
    """What is wrong with these settings, None where nothing is; any other end is an error of the test."""
    try:
        load(file, environ=environ)
    except SettingsError as error:
        return str(error)
    return None


@pytest.mark.parametrize("value", [*NUMBERS, *TEXTS, *CONTAINERS])
def test_no_value_of_any_key_ends_otherwise_than_in_one_line(file: Path, value: str) -> None:
    said = []
    for text in files_with(value):
        file.write_text(text, encoding="utf-8")
        said.append(line_said_of(file, {}))
    lines = [line for line in said if line is not None]
    assert len(lines) > 15
    assert all(line.isprintable() for line in lines)


NAMES = st.sampled_from([variable(path) for path in leaves(Settings)]) | st.from_regex(
    r"TICKETS_(ACCOUNTS|USERS|CALENDARS|SLA|DATABASE|X)(__(0|1|A|NAME|URL|HOURS|MON))*", fullmatch=True
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["0", "name", "x"]), inner, max_size=2)
    ),
    max_leaves=4,
).map(json.dumps)


@given(environ=st.dictionaries(NAMES, st.text(max_size=20) | JSON, max_size=4))
def test_no_environment_ends_otherwise_than_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, environ: dict[str, str]
) -> None:
    file = tmp_path_factory.getbasetemp() / "fuzzed.toml"
    file.write_text(ACCOUNT, encoding="utf-8")
    line = line_said_of(file, environ)
    assert line is None or line.isprintable()


def test_the_fuzzed_names_hold_values_and_containers() -> None:
    kinds = {is_container(value_type(Settings, path)) for path in leaves(Settings)}
    assert kinds == {True, False}
