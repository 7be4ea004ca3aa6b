"""`tickets init` asks a few questions and writes settings that load."""

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tickets import i18n
from tickets.cli.context import Context
from tickets.cli.init import Answers, init, settings_text
from tickets.config import Settings, load
from tickets.errors import TicketsError, UsageError
from tickets.rules.worktime import Term


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, typed: str = "", context: Context | None = None) -> Result:
    return CliRunner().invoke(init, arguments, input=typed, obj=context or Context(environ={}))


def done(*arguments: str, typed: str = "", context: Context | None = None) -> Result:
    result = run(*arguments, typed=typed, context=context)
    assert result.exception is None, result.output
    return result


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_the_answers_become_settings_that_load(folder: Path) -> None:
    result = done(typed="social.example.org\npresse\nNW\n")
    settings = load(environ={})
    account = settings.account("presse")
    assert account.server == "https://social.example.org"
    assert settings.token_file("presse") == folder / "secrets" / "presse.token"
    assert settings.database_url == f"sqlite:///{folder}/tickets.db"
    assert settings.sla.answer == Term(days=2)
    calendar = settings.calendar_of("presse")
    assert (calendar.subdivision, calendar.closed) == ("NW", ("12-24", "12-31"))
    assert "Next, sign in: tickets login presse" in result.stderr


def test_only_the_owner_can_read_what_was_written(folder: Path) -> None:
    done("--yes", "--server", "https://social.example.org")
    assert mode(folder / "config.toml") == 0o600
    assert mode(folder / "secrets") == 0o700


def test_usual_answers_need_only_the_return_key() -> None:
    done(typed="social.example.org\n\n\n")
    settings = load(environ={})
    assert [account.name for account in settings.accounts] == ["amt"]
    assert settings.calendar().subdivision is None


def test_a_wrong_answer_is_explained_and_asked_for_again() -> None:
    result = done(typed="http://social.example.org\nsocial.example.org\nMein Amt\namt\nNRW\nNW\n")
    assert "Plain http to another machine" in result.stderr
    assert "“Mein Amt” cannot be a name" in result.stderr
    assert "No holidays are known for “NRW”" in result.stderr
    assert load(environ={}).account("amt").server == "https://social.example.org"


def test_options_are_not_asked_for() -> None:
    result = done("--server", "https://a.example", "--account", "a", "--state", "BY")
    assert "Server of the Mastodon account" not in result.output
    assert load(environ={}).calendar_of("a").subdivision == "BY"


def test_without_questions_the_server_must_be_given(folder: Path) -> None:
    result = run("--yes")
    assert isinstance(result.exception, UsageError)
    assert "--server must be given" in result.exception.what
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("option", "value", "what"),
    [
        ("--server", "http://a.example", "--server: Plain http"),
        ("--account", "Ä", "--account: “Ä” cannot be a name"),
        ("--state", "XX", "--state: No holidays are known for “XX”"),
    ],
)
def test_a_wrong_option_writes_nothing(folder: Path, option: str, value: str, what: str) -> None:
    result = run("--yes", "--server", "https://a.example", option, value)
    assert isinstance(result.exception, UsageError)
    assert what in result.exception.what
    assert list(folder.iterdir()) == []


def test_settings_are_not_replaced_unasked(folder: Path) -> None:
    file = folder / "config.toml"
    file.write_text("language = 'en'", encoding="utf-8")
    for arguments, typed in ((("--yes", "--server", "https://a.example"), ""), ((), "n\n"), ((), "\n")):
        result = run(*arguments, typed=typed)
        assert isinstance(result.exception, TicketsError)
        assert "was left as it is" in result.exception.what
        assert file.read_text(encoding="utf-8") == "language = 'en'"


def test_settings_are_replaced_when_a_person_says_so(folder: Path) -> None:
    file = folder / "config.toml"
    file.write_text("language = 'en'", encoding="utf-8")
    file.chmod(0o644)
    done(typed="y\nsocial.example.org\n\n\n")
    assert load(environ={}).account("amt").server == "https://social.example.org"
    assert mode(file) == 0o600


def test_the_file_goes_where_it_is_wanted(folder: Path) -> None:
    server = ("--yes", "--server", "https://a.example")
    named, configured, variable = folder / "new" / "a.toml", folder / "b.toml", folder / "c.toml"
    context = Context(config=configured, environ={"TICKETS_CONFIG": str(variable)})
    result = done(*server, "--path", str(named), context=context)
    assert f"tickets --config {named} login amt" in result.stderr
    done(*server, context=context)
    done(*server, context=Context(environ={"TICKETS_CONFIG": str(variable)}))
    assert [load(file, environ={}).file for file in (named, configured, variable)] == [
        named,
        configured,
        variable,
    ]
    assert mode(named.parent) == 0o700


def test_a_place_that_cannot_be_written_is_one_line(folder: Path) -> None:
    (folder / "taken").write_text("", encoding="utf-8")
    result = run("--yes", "--server", "https://a.example", "--path", "taken/config.toml")
    assert isinstance(result.exception, TicketsError)
    assert "cannot be written" in result.exception.what


def test_as_json_stdout_is_one_document(folder: Path) -> None:
    result = done("--json", typed="social.example.org\n\n\n")
    assert json.loads(result.stdout) == {
        "file": str(folder / "config.toml"),
        "account": "amt",
        "server": "https://social.example.org",
    }


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_settings_speak_the_language_in_use(language: str) -> None:
    i18n.use(language)
    text = settings_text(Answers(server="https://a.example", account="a", subdivision=""))
    assert tomllib.loads(text)["language"] == language
    assert Settings.model_validate(tomllib.loads(text)).language == language


def test_the_examples_in_the_file_load_when_the_signs_before_them_go(folder: Path) -> None:
    done("--yes", "--server", "https://a.example")
    file = folder / "config.toml"
    text = file.read_text(encoding="utf-8")
    start = text.index("# [[departments]]")
    examples = [line for line in text[start:].splitlines() if line.startswith("# [[") or " = " in line]
    file.write_text(text[:start] + "\n".join(line.removeprefix("# ") for line in examples), encoding="utf-8")
    settings = load(file, environ={})
    assert [department.key for department in settings.departments] == ["presse"]
    assert [user.login for user in settings.users] == ["kim"]
