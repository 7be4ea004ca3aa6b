"""Every mistake in the settings file ends as one line: where, what, and what to do."""

from pathlib import Path

import pytest

from tests.support.settings import ACCOUNT, loaded, refused
from tickets.config import load
from tickets.errors import SettingsError

CALENDAR = "[calendars.bonn]\n"
DEPARTMENT = '[[departments]]\nkey = "netz"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


@pytest.mark.parametrize(
    ("text", "key", "what", "remedy"),
    [
        ("langauge = 'de'", "langauge", "There is no such key", "Perhaps you meant “language”"),
        ("[nonsense]", "nonsense", "There is no such key", "Possible here: timezone, language"),
        ("language = 'fr'", "language", "not a possible value", "Write one of: de, en"),
        (
            "timezone = 'Europe/Berln'",
            "timezone",
            "“Europe/Berln” does not exist",
            "Perhaps you meant “Europe/Berlin”",
        ),
        (
            "timezone = 'Europe/Bonn'",
            "timezone",
            "“Europe/Bonn” does not exist",
            "Perhaps you meant one of these: Europe/London, Europe/Lisbon",
        ),
        ("timezone = 'berlin'", "timezone", "“berlin” does not exist", "Perhaps you meant “Europe/Berlin”"),
        (
            "timezone = 'Bonn'",
            "timezone",
            "“Bonn” does not exist",
            "Write its IANA name, such as Europe/Berlin",
        ),
        ("timezone = '../x'", "timezone", "does not exist", "such as Europe/Berlin"),
        ("timezone = 1", "timezone", "This must be text", "in quotes"),
        ("database = 'x'", "database", "This must be a table", "square brackets"),
        ("[[database]]\nurl = 'x'", "database", "This must be a table", "square brackets"),
        ("[database]\nurl = 'mysql://x'", "database.url", "no address of a database", "sqlite:///tickets.db"),
        (
            "[database]\nurl = 'postgresql://x/y'",
            "database.url",
            "no address of a database",
            "postgresql+psycopg",
        ),
        ("[database]\nurl = 'sqlite://x.db'", "database.url", "three slashes", "sqlite:///tickets.db"),
        ("[accounts]\nname = 'a'", "accounts", "must be a list of tables", "[[…]]"),
        ("accounts = ['a']", "accounts[0]", "This must be a table", "square brackets"),
        ("[[accounts]]\nname = 'a'", "accounts[0].server", "This key is missing", "config.example.toml"),
        (ACCOUNT + "sever = 'x'", "accounts[0].sever", "no such key", "“server”"),
        (ACCOUNT + ACCOUNT, "accounts[1].name", "the same as accounts[0].name", "a name of its own"),
        (ACCOUNT + "calendar = 'bon'\n" + CALENDAR, "accounts[0].calendar", "no calendar “bon”", "“bonn”"),
        (ACCOUNT + "calendar = 'bonn'", "accounts[0].calendar", "no calendar “bonn”", "Remove it"),
        (ACCOUNT + CALENDAR + "[calendars.ulm]", "accounts[0].calendar", "several calendars", "bonn, ulm"),
        (ACCOUNT + "backfill_days = -1", "accounts[0].backfill_days", "too small", "Write 0 or more"),
        (ACCOUNT + "backfill_days = 366", "accounts[0].backfill_days", "too large", "Write 365 or less"),
        (ACCOUNT + "backfill_days = 'x'", "accounts[0].backfill_days", "a whole number", "without quotes"),
        (ACCOUNT + "backfill_days = 1.5", "accounts[0].backfill_days", "a whole number", "without quotes"),
        ("[calendars.Bonn]", "calendars.Bonn", "“Bonn” cannot be a name", "lower-case letters"),
        (
            CALENDAR + "closed = ['13-45']",
            "calendars.bonn.closed",
            "“13-45” does not exist",
            "12-24 for every year",
        ),
        (CALENDAR + "closed = ['02-30']", "calendars.bonn.closed", "“02-30” does not exist", "12-24"),
        (CALENDAR + "closed = '12-24'", "calendars.bonn.closed", "must be a list", "square brackets"),
        (CALENDAR + "closed = [2026-05-15]", "calendars.bonn.closed[0]", "must be text", "in quotes"),
        (CALENDAR + "closed = ['12-24', '12-24']", "calendars.bonn.closed", "named twice", "Keep it once"),
        (CALENDAR + "short = { 12-24 = '' }", "calendars.bonn.short", "without hours", "09:00-12:00"),
        (
            CALENDAR + "short = { 12-24 = 'x' }",
            "calendars.bonn.short.12-24",
            "“x” are no hours",
            "09:00-17:00",
        ),
        (CALENDAR + "opened = { 24-12 = '' }", "calendars.bonn.opened", "“24-12” does not exist", "12-24"),
        (
            CALENDAR + "hours = { mon = '09:00-13:00, 12:00-17:00' }",
            "calendars.bonn.hours.mon",
            "The hours 09:00-13:00 and 12:00-17:00 overlap",
            "Join them",
        ),
        (
            CALENDAR + "hours = { mon = '17:00-09:00' }",
            "calendars.bonn.hours.mon",
            "end before",
            "09:00-17:00",
        ),
        (
            CALENDAR + "hours = { mon = '9 to 5' }",
            "calendars.bonn.hours.mon",
            "no hours of a day",
            "09:00-17:00",
        ),
        (CALENDAR + "hours = { monday = '' }", "calendars.bonn.hours.monday", "no such key", "“mon”"),
        (CALENDAR + "hours = {}", "calendars.bonn", "no working day", "mon = 09:00-17:00"),
        (
            CALENDAR + "timezone = 'Berlin'",
            "calendars.bonn.timezone",
            "“Berlin” does not exist",
            "Europe/Berlin",
        ),
        (
            CALENDAR + "country = ''\nsubdivision = 'NW'",
            "calendars.bonn.subdivision",
            "no country",
            "such as DE",
        ),
        ("[sla]\nanswer = '2 weeks'", "sla.answer", "“2 weeks” is no term", "as 2d"),
        ("[sla]\nanswer = 2", "sla.answer", "“2” is no term", "as 2d"),
        ("[sla]\nwarn_at = 1", "sla.warn_at", "too large", "less than 1"),
        ("[sla]\nwarn_at = 0", "sla.warn_at", "too small", "more than 0"),
        ("[sla]\nwarn_at = nan", "sla.warn_at", "", ""),
        ("[sla]\nwarn_at = 'soon'", "sla.warn_at", "must be a number", "without quotes"),
        (DEPARTMENT + DEPARTMENT, "departments[1].key", "the same as departments[0].key", "of its own"),
        (DEPARTMENT + "mail = 'x'", "departments[0].mail", "“x” is no mail address", "referat@example.org"),
        (
            DEPARTMENT + 'mail = "a@b.c\\nBcc: d@e.f"',
            "departments[0].mail",
            "is no mail address",
            "bare address",
        ),
        (DEPARTMENT + 'name = "a\\nb"', "departments[0].name", "one line of text", "one line"),
        (DEPARTMENT + "keywords = 'a'", "departments[0].keywords", "must be a list", "square brackets"),
        (DEPARTMENT + "keywords = [1]", "departments[0].keywords[0]", "must be text", "in quotes"),
        ("[[users]]\nrole = 'lead'", "users[0].login", "This key is missing", "Add it"),
        (
            "[[users]]\nlogin = 'kim'\nrole = 'boss'",
            "users[0].role",
            "not a possible value",
            "manager, specialist",
        ),
        ("[[users]]\nlogin = 'k m'\nrole = 'lead'", "users[0].login", "“k m” cannot be a login", "no blanks"),
        (
            "[[users]]\nlogin = 'Bridge'\nrole = 'lead'",
            "users[0].login",
            "the service itself",
            "another login",
        ),
        (
            "[[users]]\nlogin = 'kim'\nrole = 'lead'\n[[users]]\nlogin = 'KIM'\nrole = 'lead'",
            "users[1].login",
            "the same as users[0].login",
            "of its own",
        ),
        (
            "[[users]]\nlogin = 'kim'\nrole = 'specialist'",
            "users[0].department",
            "The specialist “kim” has no department",
            "Describe the department",
        ),
        (
            DEPARTMENT + "[[users]]\nlogin = 'kim'\nrole = 'specialist'",
            "users[0].department",
            "The specialist “kim” has no department",
            "netz",
        ),
        (
            DEPARTMENT + "[[users]]\nlogin = 'kim'\nrole = 'specialist'\ndepartment = 'nets'",
            "users[0].department",
            "There is no department “nets”",
            "“netz”",
        ),
        (
            DEPARTMENT + "[[users]]\nlogin = 'kim'\nrole = 'lead'\ndepartment = 'netz'",
            "users[0].department",
            "Only a specialist has a department",
            "Remove it",
        ),
        ("[priority]\nquestoin = 1", "priority.questoin", "“questoin”", "“question”"),
        ("[priority]\nquestion = 'a'", "priority.question", "a whole number", "without quotes"),
        (
            '[replies]\ntemplate_order = ["thanks", "thanks"]',
            "replies.template_order",
            "“thanks” stands there twice",
            "Leave one of them out",
        ),
        ("[replies]\ndelay_seconds = -1", "replies.delay_seconds", "too small", "Write 0 or more"),
        ("[bridge]\npoll_seconds = 0", "bridge.poll_seconds", "too small", "Write 1 or more"),
        (
            "[bridge]\nlog_level = 'trace'",
            "bridge.log_level",
            "possible value",
            "debug, info, warning, error",
        ),
        ('"a\\nb" = 1', '"a\\nb"', "There is no such key", "Possible here"),
    ],
)
def test_a_mistake_in_the_file_names_key_fault_and_remedy(
    file: Path, text: str, key: str, what: str, remedy: str
) -> None:
    error = refused(file, text)
    assert (error.file, error.key) == (str(file), key)
    assert what in error.what
    assert remedy in error.remedy


@pytest.mark.parametrize(
    ("server", "what", "remedy"),
    [
        ("http://social.example.org", "Plain http to another machine", "Write https://social.example.org"),
        ("http://localhost.example.org", "Plain http", "https://localhost.example.org"),
        ("http://128.0.0.1:80", "Plain http", "https://128.0.0.1:80"),
        ("http://127.0.0.1@example.org", "more than the address", "https://example.org"),
        ("Social.example.org", "no address of a server", "Write https://social.example.org"),
        ("ftp://social.example.org", "no address of a server", "https://social.example.org"),
        ("https://", "no address of a server", "https://social.example.org"),
        ("https://a b", "no address of a server", ""),
        ("https://[::1", "no address of a server", ""),
        ("https://x.example:port", "no address of a server", ""),
        ("https://x.example/@amt", "more than the address", "Write only https://x.example"),
        ("https://x.example?a=b", "more than the address", "Write only https://x.example"),
        ("https://kim:pw@x.example", "more than the address", "Write only https://x.example"),
    ],
)
def test_the_address_of_a_server_is_bare_and_safe(file: Path, server: str, what: str, remedy: str) -> None:
    error = refused(file, f'[[accounts]]\nname = "amt"\nserver = "{server}"')
    assert error.key == "accounts[0].server"
    assert what in error.what
    assert remedy in error.remedy
    assert "pw" not in str(error)


def test_names_that_would_share_a_token_variable_are_the_same(file: Path) -> None:
    other = ACCOUNT.replace('"amt"', '"a-b"') + ACCOUNT.replace('"amt"', '"a_b"')
    assert refused(file, other).key == "accounts[1].name"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("language = 'de'\nurl = x", "Line 2, column 7 is not valid TOML"),
        ("language", "is not valid TOML"),
        ("language = 'de'\nlanguage = 'en'", "Line 2 is not valid TOML: language is there already"),
        ("accounts = [", "is not valid TOML"),
    ],
)
def test_bad_toml_names_the_line(file: Path, text: str, what: str) -> None:
    assert what in refused(file, text).what


def test_a_file_that_is_no_text_is_said_to_be_none(file: Path) -> None:
    file.write_bytes(b"language = '\xff'")
    with pytest.raises(SettingsError, match="no UTF-8 text"):
        load(file, environ={})


def test_a_folder_in_place_of_the_file_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read: it is a folder"):
        load(tmp_path, environ={})


@pytest.mark.parametrize(
    ("table", "key", "remedy"),
    [
        ("subdivision = 'XX'", "calendars.bonn.subdivision", "NW"),
        ("country = 'XX'", "calendars.bonn.country", "ISO 3166"),
        ("country = 'de'", "calendars.bonn.country", "ISO 3166"),
        ("categories = ['carnival']", "calendars.bonn.categories", "catholic"),
    ],
)
def test_holidays_that_nobody_knows_are_refused(file: Path, table: str, key: str, remedy: str) -> None:
    settings = loaded(file, CALENDAR + table)
    with pytest.raises(SettingsError, match=r"holidays|days off") as error:
        settings.calendar("bonn")
    assert (error.value.file, error.value.key) == (str(file), key)
    assert remedy in error.value.remedy


def test_all_mistakes_are_found_at_once_and_people_by_their_names(file: Path) -> None:
    text = "[sla]\nanswer = 'zwei'\n[[users]]\nlogin = 'kim'\nrole = 'lead'\n[[users]]\nlogin = 'wil'\nrole = 'chef'"
    error = refused(file, text)
    assert error.key == "sla.answer"
    assert error.remedy.endswith(". Wrong too: users[1].role")
    alone = refused(file, text.replace("zwei", "2d"))
    assert (alone.key, alone.what.startswith("wil: ")) == ("users[1].role", False)
    assert "users[1].role: wil: This is not a possible value" in str(alone)
