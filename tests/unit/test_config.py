"""The settings: where they are found, what lies over what, and what the rest of the house is told."""

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from tests.support.settings import ACCOUNT, loaded, secret
from tickets.config import (
    AccountSettings,
    CalendarSettings,
    DatabaseSettings,
    Role,
    Settings,
    find,
    load,
    token_variable,
    user_file,
)
from tickets.errors import NotFound, SettingsError
from tickets.rules.priority import DEFAULTS
from tickets.rules.worktime import Calendar, Term, parse_spans

ROOT = Path(__file__).parents[2]
TWO_CALENDARS = ACCOUNT + 'calendar = "bonn"\n[calendars.berlin]\n[calendars.bonn]\nsubdivision = "NW"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


# Where the file is looked for


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder and a home without settings."""
    for name, folder in {"HOME": "home", "XDG_CONFIG_HOME": "home/.config", "PWD": "work"}.items():
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        monkeypatch.setenv(name, str(tmp_path / folder))
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path


def test_the_argument_goes_before_the_variable_before_the_folder_before_the_user(nowhere: Path) -> None:
    user, here = user_file(), nowhere / "work" / "config.toml"
    user.parent.mkdir(parents=True)
    user.write_text("", encoding="utf-8")
    assert find(environ={}) == user
    here.write_text("", encoding="utf-8")
    assert find(environ={}) == here
    assert find(environ={"TICKETS_CONFIG": ""}) == here
    assert find(environ={"TICKETS_CONFIG": "other.toml"}) == nowhere / "work" / "other.toml"
    assert find(Path("arg.toml"), environ={"TICKETS_CONFIG": "other.toml"}) == nowhere / "work" / "arg.toml"


def test_without_any_file_one_is_told_to_run_init(nowhere: Path) -> None:
    with pytest.raises(SettingsError, match="There are no settings yet") as error:
        load(environ={})
    assert error.value.remedy == "Run `tickets init`"


def test_a_named_file_must_exist(nowhere: Path) -> None:
    with pytest.raises(SettingsError, match=r"work/gone\.toml: There is no such file"):
        load(environ={"TICKETS_CONFIG": "gone.toml"})


# What lies over what


def test_the_environment_lies_over_the_secrets_folder_over_the_file(file: Path) -> None:
    secret(file.parent / "secrets" / "sla__answer", "3d\n")
    secret(file.parent / "secrets" / "sla__interim", "4d")
    settings = loaded(
        file, '[sla]\nanswer = "2d"\ninterim = "2d"\ndepartment = "5d"', {"TICKETS_SLA__ANSWER": "16h"}
    )
    assert settings.sla.answer == Term.parse("16h")
    assert settings.sla.interim == Term(days=4)
    assert settings.sla.department == Term(days=5)


def test_the_environment_reaches_one_key_of_one_table_in_a_list(file: Path) -> None:
    second = ACCOUNT.replace("amt", "presse")
    settings = loaded(file, ACCOUNT + second, {"TICKETS_ACCOUNTS__1__SERVER": "https://presse.example.org"})
    assert [account.server for account in settings.accounts] == [
        "https://social.example.org",
        "https://presse.example.org",
    ]
    assert [account.name for account in settings.accounts] == ["amt", "presse"]


def test_the_environment_can_add_to_a_list_and_replace_it(file: Path) -> None:
    added = {"TICKETS_ACCOUNTS__1__NAME": "b", "TICKETS_ACCOUNTS__1__SERVER": "https://b.example"}
    assert [account.name for account in loaded(file, environ=added).accounts] == ["amt", "b"]
    replaced = {"TICKETS_ACCOUNTS": '[{"name": "c", "server": "https://c.example"}]'}
    assert [account.name for account in loaded(file, environ=replaced).accounts] == ["c"]


def test_lists_and_tables_come_from_the_environment_as_json(file: Path) -> None:
    settings = loaded(
        file,
        '[[departments]]\nkey = "a"\nkeywords = ["old"]\n[calendars.bonn]\nhours = { mon = "09:00-10:00" }',
        {
            "TICKETS_DEPARTMENTS__0__KEYWORDS": '["one", "two"]',
            "TICKETS_CALENDARS__BONN__CLOSED": '["12-24"]',
            "TICKETS_CALENDARS__BONN__SHORT": '{"12-23": "09:00-09:30"}',
            "TICKETS_CALENDARS__BONN__HOURS": '{"tue": "09:00-11:00"}',
            "TICKETS_PRIORITY__QUESTION": "9",
        },
    )
    assert settings.departments[0].keywords == ("one", "two")
    bonn = settings.calendars["bonn"]
    assert (bonn.closed, bonn.short) == (("12-24",), {"12-23": "09:00-09:30"})
    assert (bonn.hours.mon, bonn.hours.tue, bonn.hours.wed) == ("09:00-10:00", "09:00-11:00", "")
    assert settings.priority["question"] == 9


@pytest.mark.parametrize(
    "environ",
    [
        {"TICKETS_LANGUAGE": ""},
        {"TICKETS_USER": "kim"},
        {"TICKETS_TOKEN_AMT": "x", "LANGUAGE": "fr", "DATABASE__URL": "x"},
    ],
)
def test_what_is_no_key_in_the_environment_changes_nothing(file: Path, environ: dict[str, str]) -> None:
    assert loaded(file, environ=environ).model_dump() == loaded(file).model_dump()


def test_only_the_given_environment_counts(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TICKETS_LANGUAGE", "en")
    monkeypatch.setenv("LANGUAGE", "en")
    assert loaded(file).language == "de"
    assert Settings().language == "de"


def test_other_files_in_the_secrets_folder_are_left_alone(file: Path) -> None:
    for name in ("amt.token", ".gitkeep", "README", "server.pem"):
        secret(file.parent / "secrets" / name, "x", mode=0o644)
    (file.parent / "secrets" / "old").mkdir()
    assert loaded(file) == loaded(file, environ={})


def test_a_byte_order_mark_is_no_mistake(file: Path) -> None:
    assert loaded(file, "\ufefflanguage = 'en'").language == "en"


# What the house is told


def test_relative_paths_count_from_the_folder_of_the_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    settings = loaded(file, ACCOUNT + 'token_file = "keys/a.token"\n[database]\nurl = "sqlite:///data/t.db"')
    assert settings.file == file
    assert settings.folder == file.parent
    assert settings.database_url == f"sqlite:///{file.parent}/data/t.db"
    assert settings.token_file("amt") == file.parent / "keys" / "a.token"
    assert loaded(file).token_file("amt") == file.parent / "secrets" / "amt.token"


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////var/lib/tickets.db",
        "sqlite:///:memory:",
        "postgresql+psycopg://kim:pw@db.example/tickets?a=b",
    ],
)
def test_absolute_addresses_of_the_store_stay_as_they_are(file: Path, url: str) -> None:
    assert loaded(file, f'[database]\nurl = "{url}"').database_url == url


def test_options_of_a_sqlite_address_are_kept(file: Path) -> None:
    url = loaded(file, '[database]\nurl = "sqlite:///t.db?timeout=3"').database_url
    assert url == f"sqlite:///{file.parent}/t.db?timeout=3"


def test_without_a_calendar_service_is_nine_to_five_on_weekdays_but_german_holidays(file: Path) -> None:
    calendar = loaded(file).calendar_of("amt")
    day = parse_spans("09:00-17:00")
    assert calendar.hours == (day, day, day, day, day, (), ())
    assert (calendar.country, calendar.subdivision, calendar.zone) == ("DE", None, "Europe/Berlin")


def test_a_calendar_is_the_one_of_its_account(file: Path) -> None:
    settings = loaded(file, TWO_CALENDARS)
    assert settings.calendar_of("amt").name == "bonn"
    assert settings.calendar_of("amt").subdivision == "NW"
    assert settings.calendar("berlin").name == "berlin"
    assert settings.calendar() == settings.calendar("bonn")
    assert loaded(file, ACCOUNT + "[calendars.berlin]").calendar_of("amt").name == "berlin"


def test_a_calendar_is_built_once(file: Path) -> None:
    settings = loaded(file, TWO_CALENDARS)
    assert settings.calendar("bonn") is settings.calendar_of("amt")


def test_a_calendar_says_all_that_its_table_says(file: Path) -> None:
    table = """
        [calendars.bonn]
        country = ""
        timezone = "Europe/Lisbon"
        closed = ["12-24"]
        short = { "12-23" = "09:00-12:00" }
        opened = { "2026-11-28" = "10:00-14:00", "05-01" = "" }
        hours = { mon = "09:00-12:00, 13:00-17:00" }
    """
    assert loaded(file, table).calendar("bonn") == Calendar(
        name="bonn",
        zone="Europe/Lisbon",
        hours=(parse_spans("09:00-12:00, 13:00-17:00"), (), (), (), (), (), ()),
        closed=("12-24",),
        short=(("12-23", parse_spans("09:00-12:00")),),
        opened=(("2026-11-28", parse_spans("10:00-14:00")), ("05-01", None)),
    )


def test_names_are_looked_up_and_unknown_ones_said_to_be(file: Path) -> None:
    settings = loaded(
        file, ACCOUNT + '[[departments]]\nkey = "netz"\n[[users]]\nlogin = "Kim"\nrole = "lead"'
    )
    assert settings.account("amt").server == "https://social.example.org"
    assert (settings.department("netz").name, settings.department("netz").mail) == ("netz", "")
    kim = settings.user("kim")
    assert kim is not None
    assert (kim.login, kim.name, kim.role) == ("Kim", "Kim", Role.LEAD)
    assert settings.user("robin") is None
    for look_up in (settings.account, settings.department, settings.calendar, settings.token):
        with pytest.raises(NotFound, match="“nets”"):
            look_up("nets")


def test_an_account_may_be_polled_at_its_own_pace(file: Path) -> None:
    second = ACCOUNT.replace("amt", "presse") + "poll_seconds = 90\n"
    settings = loaded(file, ACCOUNT + second + "[bridge]\npoll_seconds = 20")
    assert (settings.poll_seconds("amt"), settings.poll_seconds("presse")) == (20, 90)


def test_weights_that_are_not_set_keep_their_default(file: Path) -> None:
    settings = loaded(file, "[priority]\nquestion = 100\nbot = -1")
    assert dict(settings.priority) == {**DEFAULTS, "question": 100, "bot": -1}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://Social.Example.org/", "https://social.example.org"),
        ("https://social.example.org:8443", "https://social.example.org:8443"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("http://127.8.9.1", "http://127.8.9.1"),
        ("http://[::1]:3000", "http://[::1]:3000"),
    ],
)
def test_the_address_of_a_server_is_written_in_one_way(file: Path, written: str, read: str) -> None:
    assert loaded(file, f'[[accounts]]\nname = "a"\nserver = "{written}"').accounts[0].server == read


# Made in code


def test_settings_made_in_code_need_no_file() -> None:
    account = AccountSettings(name="amt", server="http://127.0.0.1:3000", calendar="bonn")
    database = DatabaseSettings(url=SecretStr("sqlite:///:memory:"))
    settings = Settings(accounts=(account,), calendars={"bonn": CalendarSettings()}, database=database)
    assert settings.file is None
    assert settings.folder == Path.cwd()
    assert settings.calendar_of("amt").name == "bonn"
    assert token_variable("amt") == "TICKETS_TOKEN_AMT"


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().language = "en"


def test_reading_settings_imports_nothing_slow() -> None:
    heavy = {"holidays", "sqlalchemy", "sqlmodel", "mastodon", "requests", "textual", "numpy", "rich"}
    program = f"import sys; from tickets.config import load; print({heavy!r} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT, timeout=60
    )
    assert done.stdout.strip() == "set()"
