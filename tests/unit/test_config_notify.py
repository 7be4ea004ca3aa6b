"""Whom the bridge tells, and when it sends figures: what can be set, and what is said of mistakes."""

from pathlib import Path

import pytest

from tests.support.settings import loaded, refused, secret
from tickets.errors import NotFound, SettingsError

LEA = '[[users]]\nlogin = "lea"\nrole = "lead"\n'
HIDDEN = "mailto://post:geheim@example.org"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def entry(to: str = "lead", address: str = f'url = "{HIDDEN}"', more: str = "") -> str:
    return f'[[notify]]\nto = "{to}"\n{address}\n{more}\n'


def test_an_address_stands_in_the_settings_or_in_a_file_that_nobody_else_reads(file: Path) -> None:
    secret(file.parent / "secrets" / "lea.url", f"{HIDDEN}\n")
    settings = loaded(file, entry() + entry("duty", 'url_file = "secrets/lea.url"'))
    assert [each.name for each in settings.notify] == ["lead", "duty"]
    assert settings.notify_url("lead") == settings.notify_url("duty") == HIDDEN
    assert "geheim" not in repr(settings)


def test_an_address_may_come_from_the_environment_or_the_secrets_folder(file: Path) -> None:
    bare = '[[notify]]\nto = "lead"\n'
    settings = loaded(file, bare, {"TICKETS_NOTIFY__0__URL": HIDDEN})
    assert settings.notify_url("lead") == HIDDEN
    secret(file.parent / "secrets" / "notify__0__url", HIDDEN)
    assert loaded(file, bare).notify_url("lead") == HIDDEN


@pytest.mark.parametrize(
    ("text", "key", "what"),
    [
        (entry(address=""), "notify[0].url", "The address is missing"),
        (entry(address='url = "geheim"'), "notify[0].url", "This is no address to which notices could go"),
        (entry(address='url = "://geheim"'), "notify[0].url", "This is no address"),
        (entry(address='url = "mailto://"'), "notify[0].url", "This is no address"),
        (entry(more='url_file = "geheim"'), "notify[0].url", "There are two addresses"),
        (entry() + entry(), "notify[1].name", "This is the same as notify[0].name"),
        (entry(more='name = "a b"'), "notify[0].name", "cannot be a login"),
        (LEA + entry("leda"), "notify[0].to", "There is no user “leda”"),
    ],
)
def test_a_mistake_is_named_and_no_address_shown(file: Path, text: str, key: str, what: str) -> None:
    error = refused(file, text)
    assert error.key == key
    assert what in error.what
    assert "geheim" not in str(error)


def test_without_listed_people_any_login_can_be_told(file: Path) -> None:
    assert loaded(file, entry("robin")).notify[0].to == "robin"
    assert loaded(file, LEA + entry("LEA")).notify[0].name == "LEA"


def test_an_address_that_others_can_read_is_refused(file: Path) -> None:
    secret(file.parent / "secrets" / "lea.url", HIDDEN, mode=0o644)
    settings = loaded(file, entry(address='url_file = "secrets/lea.url"'))
    with pytest.raises(SettingsError, match="Others can read") as error:
        settings.notify_url("lead")
    assert error.value.key == "notify[0].url_file"
    assert "geheim" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "what"), [(None, "cannot be read"), ("", "no address"), ("x", "no address")]
)
def test_a_file_without_an_address_is_said_to_be_one(file: Path, text: str | None, what: str) -> None:
    if text is not None:
        secret(file.parent / "secrets" / "lea.url", text)
    settings = loaded(file, entry(address='url_file = "secrets/lea.url"'))
    with pytest.raises(SettingsError, match=what):
        settings.notify_url("lead")


def test_a_name_that_nobody_has_is_answered_with_those_there_are(file: Path) -> None:
    with pytest.raises(NotFound, match="lead"):
        loaded(file, entry()).notify_url("leed")


def test_figures_are_sent_only_where_somebody_wants_them(file: Path) -> None:
    assert not loaded(file, "").reports.weekly
    reports = loaded(file, f'{entry()}[reports]\nweekly = true\nday = "fri"\ntime = "08:30"\n').reports
    assert (reports.weekly, reports.day, reports.time) == (True, "fri", "08:30")


@pytest.mark.parametrize("notify", ["", entry("duty"), LEA.replace('"lead"', '"manager"') + entry("lea")])
def test_figures_that_would_go_to_nobody_are_a_mistake(file: Path, notify: str) -> None:
    error = refused(file, f"{notify}[reports]\nweekly = true\n")
    assert error.key == "reports.weekly"
    assert 'to = "lead"' in error.remedy


def test_figures_go_to_whoever_is_a_team_lead_by_name_too(file: Path) -> None:
    assert loaded(file, f"{LEA}{entry('LEA')}[reports]\nweekly = true\n").reports.weekly


@pytest.mark.parametrize(
    ("text", "key", "remedy"),
    [
        ('[reports]\ntime = "morgens"', "reports.time", "Write it like 08:00"),
        ('[reports]\ntime = "25:00"', "reports.time", "Write it like 08:00"),
        ('[reports]\nday = "montag"', "reports.day", "mon, tue"),
    ],
)
def test_a_time_that_is_none_is_refused(file: Path, text: str, key: str, remedy: str) -> None:
    error = refused(file, text)
    assert error.key == key
    assert remedy in error.remedy


def test_templates_lie_beside_the_settings(file: Path) -> None:
    assert loaded(file, "").templates == file.parent / "templates"
    assert loaded(file, '[replies]\ntemplates = "/srv/texts"').templates == Path("/srv/texts")
