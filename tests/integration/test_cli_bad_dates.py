"""Calendars, times and promises that make no sense: one line that says what, and how to mend it."""

from pathlib import Path

import pytest

from tests.support.cli import Cli, Outcome
from tests.support.store import Clock, make_desk, mention, receive

BONN = '[calendars.bonn]\ncountry = "DE"\nsubdivision = "NW"\n'
ARRIVED = "2026-05-13T10:00"


@pytest.fixture(autouse=True)
def _nobody_has_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """At an office with one question of Wednesday, 20 May 2026."""
    with make_desk(tmp_path) as desk:
        receive(desk, mention())
    return Cli(tmp_path, Clock())


def refused(outcome: Outcome, *, code: int = 2) -> str:
    """The one line on stderr; nothing on stdout."""
    assert (outcome.code, outcome.out) == (code, "")
    return outcome.error


@pytest.mark.parametrize(
    ("calendar", "what", "remedy"),
    [
        (
            f"{BONN}hours = {{ }}",
            "calendars.bonn: The calendar “bonn” has no working day",
            "Give hours to a weekday",
        ),
        (
            BONN.replace("NW", "XX"),
            "calendars.bonn.subdivision: ",
            "Write one of",
        ),
        (
            BONN.replace("DE", "XX"),
            "calendars.bonn.country: ",
            "",
        ),
        (
            f'{BONN}hours = {{ mon = "09:00-13:00, 12:00-17:00" }}',
            "calendars.bonn.hours.mon: The hours 09:00-13:00 and 12:00-17:00 overlap",
            "Join them",
        ),
        (
            f'{BONN}hours = {{ mon = "17:00-09:00" }}',
            "calendars.bonn.hours.mon: The hours 17:00-09:00 end before they start",
            "hours past midnight belong to the next day",
        ),
        (
            f'{BONN}closed = ["2026-02-30"]',
            "calendars.bonn.closed: The day “2026-02-30” does not exist",
            "Write 12-24 for every year, or 2026-12-24 for one",
        ),
        (
            f'{BONN}short = {{ "13-01" = "09:00-12:00" }}',
            "calendars.bonn.short: The day “13-01” does not exist",
            "Write 12-24",
        ),
        (
            f'{BONN}closed = ["12-24"]\nshort = {{ "12-24" = "09:00-12:00" }}',
            "The day 12-24 is named twice",
            "Keep it once",
        ),
        (
            f'{BONN}opened = {{ "2026-05-23" = "" }}',
            "calendars.bonn.opened: The opened day 2026-05-23 is on a weekday without hours",
            "Give it hours",
        ),
        (
            f'{BONN}timezone = "Europe/Bonn"',
            "calendars.bonn.timezone: The time zone “Europe/Bonn” does not exist",
            "Perhaps you meant",
        ),
        (
            f'{BONN}categories = ["katholisch"]',
            "calendars.bonn.categories: ",
            "catholic",
        ),
    ],
)
def test_a_calendar_that_cannot_be_is_refused_by_its_key(
    tmp_path: Path, calendar: str, what: str, remedy: str
) -> None:
    (tmp_path / "config.toml").write_text(calendar, encoding="utf-8")
    line = refused(Cli(tmp_path, Clock())("due", ARRIVED, "--calendar", "bonn", "--json"))
    assert what in line
    assert remedy in line


@pytest.mark.parametrize("asked", [True, False])
def test_status_names_a_calendar_that_cannot_be_and_tells_the_rest(tmp_path: Path, asked: bool) -> None:
    with make_desk(tmp_path) as desk:
        if asked:
            receive(desk, mention())
    cli = Cli(tmp_path, Clock())
    assert (cli("status").code, cli("status").err) == (0, "")
    settings = tmp_path / "config.toml"
    settings.write_text(settings.read_text("utf-8").replace('"NW"', '"XX"'), "utf-8")
    said = cli("due", ARRIVED).error
    assert "calendars.bonn.subdivision: No holidays are known for “XX” in DE. Write one of BB" in said
    told = cli("status")
    assert (told.code, told.error) == (2, said)
    assert f"Inbox: {int(asked)}" in told.out
    machine = cli("status", "--json")
    assert (machine.code, machine.error) == (2, said)
    assert (machine.json["counts"]["inbox"], machine.json["to_reckon"]) == (int(asked), None)


@pytest.mark.parametrize(
    ("time", "what", "remedy"),
    [
        (
            "2026-03-29T02:30",
            "2026-03-29 02:30 does not exist in Europe/Berlin, where the clocks are set forward then",
            "Write an earlier or a later time: 2026-03-29T01:30 or 2026-03-29T03:30",
        ),
        (
            "2026-10-25T02:30",
            "2026-10-25 02:30 comes twice in Europe/Berlin, where the clocks are set back then",
            "Say which one: 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00",
        ),
        ("2026-02-30T10:00", "The day 2026-02-30 does not exist", "Name one from 2026-02-01 to 2026-02-28"),
        ("2028-02-30", "The day 2028-02-30 does not exist", "Name one from 2028-02-01 to 2028-02-29"),
        ("2026-04-00", "The day 2026-04-00 does not exist", "Name one from 2026-04-01 to 2026-04-30"),
        ("2026-13-01T10:00", "The day 2026-13-01 does not exist", "Write it like 2026-05-13"),
        ("0000-01-01", "The day 0000-01-01 does not exist", "Write it like 2026-05-13"),
        ("2026-05-13T25:00", "“2026-05-13T25:00” is no time", "Write it like 2026-05-13T10:00"),
        ("heute", "“heute” is no time", "Write it like 2026-05-13T10:00"),
    ],
)
def test_a_time_that_is_none_or_two_is_refused(cli: Cli, time: str, what: str, remedy: str) -> None:
    for argv in (["due", time, "--json"], ["snooze", "1", "--until", time]):
        line = refused(cli(*argv))
        assert what in line
        assert remedy in line


@pytest.mark.parametrize(
    "time",
    [
        "2026-03-29T01:59",
        "2026-03-29T03:00",
        "2026-10-25T01:59",
        "2026-10-25T03:00",
        "2026-10-25T02:30+02:00",
        "2026-10-25T02:30+01:00",
        "2026-03-29T02:30+01:00",
    ],
)
def test_a_time_beside_the_change_of_clocks_or_with_its_zone_is_taken_at_its_word(
    cli: Cli, time: str
) -> None:
    assert cli("due", time, "--json").code == 0


@pytest.mark.parametrize("text", [[], ["--text", "Das dauert noch."]])
@pytest.mark.parametrize(
    ("day", "what", "remedy"),
    [
        ("2026-05-19", "2026-05-19 is over", "Promise a day to come"),
        ("2026-05-25", "2026-05-25 is not a working day", "Promise a day on which somebody can answer"),
        ("2026-05-24", "2026-05-24 is not a working day", "Promise a day on which somebody can answer"),
        ("2026-02-30", "The day 2026-02-30 does not exist", "Name one from 2026-02-01 to 2026-02-28"),
        ("bald", "“bald” is no day", "Write it like 2026-05-13"),
    ],
)
def test_only_a_working_day_to_come_can_be_promised(
    cli: Cli, text: list[str], day: str, what: str, remedy: str
) -> None:
    line = refused(cli("reply", "1", "--interim", "--promise", day, *text))
    assert refused(cli("reply", "1", "--interim", "--promise", day, *text, "--dry-run")) == line
    assert what in line
    assert remedy in line
    assert cli("show", "1", "--json").json["replies"] == []


def test_the_same_day_can_be_promised_until_service_ends(cli: Cli, tmp_path: Path) -> None:
    clock = Clock()
    late = Cli(tmp_path, clock)
    clock.forward(hours=8)  # 18 o'clock
    assert "is over" in refused(late("reply", "1", "--interim", "--promise", "2026-05-20"))
    assert cli("reply", "1", "--interim", "--promise", "2026-05-20").code == 0


def test_a_template_with_a_mistake_is_named_with_its_file(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "interim.de.txt").write_text("Bis {datum}.", encoding="utf-8")
    line = refused(cli("reply", "1", "--interim"))
    assert str(folder / "interim.de.txt") in line
    assert "There is no placeholder “{datum}”" in line
    assert "{person}, {date}, {due}, {department}" in line


# In German


@pytest.fixture
def german(cli: Cli) -> Cli:
    cli.environ["TICKETS_LANGUAGE"] = "de"
    return cli


@pytest.mark.parametrize(
    ("calendar", "said"),
    [
        (
            f"{BONN}hours = {{ }}",
            "calendars.bonn: Der Kalender „bonn“ hat keinen Arbeitstag. Geben Sie einem Wochentag eine Dienstzeit",
        ),
        (
            BONN.replace("NW", "XX"),
            "calendars.bonn.subdivision: Für „XX“ in DE sind keine Feiertage bekannt. Schreiben Sie eines von diesen:",
        ),
        (
            f'{BONN}hours = {{ mon = "09:00-13:00, 12:00-17:00" }}',
            "calendars.bonn.hours.mon: Die Dienstzeiten 09:00-13:00 und 12:00-17:00 überschneiden sich. Fassen Sie",
        ),
        (
            f'{BONN}closed = ["2026-02-30"]',
            "calendars.bonn.closed: Den Tag „2026-02-30“ gibt es nicht. Schreiben Sie 12-24 für jedes Jahr",
        ),
    ],
)
def test_calendars_that_cannot_be_are_refused_in_german(tmp_path: Path, calendar: str, said: str) -> None:
    (tmp_path / "config.toml").write_text(calendar, encoding="utf-8")
    german = Cli(tmp_path, Clock(), environ={"TICKETS_LANGUAGE": "de"})
    assert said in refused(german("due", ARRIVED, "--calendar", "bonn"))


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (
            ["due", "2026-03-29T02:30"],
            "29.03.2026, 02:30 gibt es in Europe/Berlin nicht, weil die Uhren dann vorgestellt werden. Schreiben Sie",
        ),
        (
            ["due", "2026-10-25T02:30"],
            "25.10.2026, 02:30 gibt es in Europe/Berlin zweimal, weil die Uhren dann zurückgestellt werden. Geben Sie",
        ),
        (["due", "2026-02-30T10:00"], "Den Tag 2026-02-30 gibt es nicht. "),
        (
            ["reply", "1", "--interim", "--promise", "2026-05-19"],
            "19.05.2026 ist vorbei. Sagen Sie einen künftigen",
        ),
        (
            ["reply", "1", "--interim", "--promise", "2026-05-25"],
            "25.05.2026 ist kein Arbeitstag. Sagen Sie einen",
        ),
        (
            ["report", "--from", "2026-06-01"],
            "Der Zeitraum beginnt am 01.06.2026",
        ),
        (
            ["report", "--from", "2026-05-10", "--to", "2026-05-04"],
            "10.05.2026 bis 04.05.2026",
        ),
        (
            ["roster", "absent", "kim", "2026-05-10", "2026-05-04"],
            "würde am 04.05.2026 enden, bevor sie am 10.05.2026 beginnt",
        ),
        (
            ["roster", "--from", "2026-W54"],
            "Eine Woche 2026-W54 gibt es nicht: Das Jahr 2026 hat 53 Wochen. ",
        ),
    ],
)
def test_times_and_promises_that_cannot_be_are_refused_in_german(
    german: Cli, argv: list[str], said: str
) -> None:
    assert said in refused(german(*argv))


def test_a_hole_and_two_people_in_a_roster_are_a_line_each_in_german(german: Cli, tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_text("week,login\n2026-W21,kim\n2026-W21,lea\n2026-W24,kim\n", encoding="utf-8")
    two = refused(german("roster", "import", str(file), login="lea"), code=1)
    assert "Zeile 3: 2026-W21 steht hier für lea und in Zeile 2 für kim. Behalten Sie eine von beiden." in two
    file.write_text("week,login\n2026-W21,kim\n2026-W24,kim\n", encoding="utf-8")
    hole = refused(german("roster", "import", str(file), login="lea"), code=1)
    assert "Zeile 3: Die Wochen von 2026-W22 bis 2026-W23 sind nicht besetzt. Ergänzen Sie" in hole
    shown = german("roster", "--weeks", "4").error
    assert (
        "Die Wochen von 2026-W21 bis 2026-W24 sind unbesetzt. Besetzen Sie sie mit: tickets roster fill"
        in shown
    )


def test_each_day_on_the_way_to_a_deadline_is_told_in_german(german: Cli) -> None:
    _due, head, *days = german("due", ARRIVED, "--explain").out.splitlines()
    assert head == "Tag\tZählung\tGrund"
    assert [day.split("\t")[1:] for day in days] == [
        ["zählt nicht", "Tag des Eingangs"],
        ["zählt nicht", "Feiertag: Christi Himmelfahrt"],
        ["zählt", "Arbeitstag 1 von 2"],
        ["zählt nicht", "Wochenende"],
        ["zählt nicht", "Wochenende"],
        ["zählt", "Arbeitstag 2 von 2"],
    ]
