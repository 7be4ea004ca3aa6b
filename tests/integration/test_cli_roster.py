"""`tickets roster`: the weeks, the acts, the files, the hand-over."""

from pathlib import Path

import pytest
from icalendar import Calendar

from tests.support.cli import Cli, Outcome
from tests.support.roster import MONDAY_MORNING
from tests.support.store import Clock, intake_of, make_settings, mention
from tickets.desk import handover
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE

MORE = "\n".join(f'[[users]]\nlogin = "{login}"\nrole = "manager"' for login in ("mia", "noa"))
TABLE = "week,login,deputy,note\n2026-W21,kim,mia,\n2026-W22,mia,noa,Pfingsten\n2026-W23,noa,,\n"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cli(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Lea, who leads, calls; kim, mia and noa are managers, sam is a specialist."""
    make_settings(tmp_path, more=MORE)
    monkeypatch.setenv("LANGUAGE", "en")
    return Cli(tmp_path, clock, login="lea")


@pytest.fixture
def bridge(tmp_path: Path, cli: Cli, clock: Clock) -> Desk:
    """The service at the same store."""
    cli("list")
    return Desk.open(make_settings(tmp_path, more=MORE), BRIDGE, now=clock)


def done(outcome: Outcome) -> Outcome:
    assert outcome.code == 0, outcome.err
    return outcome


def lines(outcome: Outcome) -> list[list[str]]:
    """The table, cell by cell, without its head."""
    return [line.split("\t") for line in done(outcome).out.splitlines()[1:]]


def logins(cli: Cli, weeks: int = 3) -> list[tuple[str | None, str | None]]:
    shown = done(cli("roster", "--weeks", str(weeks), "--json")).json
    return [(week["login"], week["deputy"]) for week in shown]


def test_an_empty_roster_is_one_hole_and_says_how_to_fill_it(cli: Cli) -> None:
    outcome = cli("roster", "--weeks", "3")
    assert lines(outcome) == [
        ["2026-W21", "2026-05-18 – 2026-05-24", "nobody", "–", "this week"],
        ["2026-W22", "2026-05-25 – 2026-05-31", "nobody", "–", "–"],
        ["2026-W23", "2026-06-01 – 2026-06-07", "nobody", "–", "–"],
    ]
    assert outcome.err == (
        "The weeks from 2026-W21 to 2026-W23 have nobody. Fill them with: "
        "tickets roster fill --from 2026-W21 --weeks 3 --people LOGIN,LOGIN\n"
    )


def test_a_rota_fills_it_and_json_tells_all_of_a_week(cli: Cli) -> None:
    outcome = done(cli("roster", "fill", "--weeks", "3", "--people", "kim, mia,me", "--json"))
    assert outcome.err == "3 weeks were filled.\n"
    assert outcome.json[0] == {
        "week": "2026-W21",
        "first_day": "2026-05-18",
        "last_day": "2026-05-24",
        "login": "kim",
        "deputy": "mia",
        "note": "",
        "absences": [],
        "uncovered": [],
        "current": True,
    }
    assert logins(cli, 4) == [("kim", "mia"), ("mia", "lea"), ("lea", "kim"), (None, None)]
    assert done(cli("roster", "--from", "2026-W23", "--weeks", "2")).err == (
        "2026-W24 has nobody. Name somebody with: tickets roster set 2026-W24 LOGIN\n"
    )


def test_a_coming_absence_is_told_whoever_is_on_duty(cli: Cli) -> None:
    done(cli("roster", "absent", "mia", "24.12.2026", "2027-01-03", "--note", "Urlaub"))
    shown = done(cli("roster")).out
    assert shown.endswith("\nComing absences\nmia is away from 2026-12-24 to 2027-01-03 (Urlaub)\n")


def test_a_table_with_german_columns_can_be_read(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_text("Woche;Von;Bis;Kennung;Vertretung;Bemerkung\n2026-W21;18.05.;24.05.;kim;mia;Messe\n")
    done(cli("roster", "import", str(file)))
    assert logins(cli, 1) == [("kim", "mia")]


def test_a_week_is_set_swapped_and_cleared(cli: Cli) -> None:
    done(cli("roster", "set", "2026-W22", "kim", "--deputy", "mia", "--note", "nur  vormittags"))
    done(cli("roster", "set", "2026-w23", "noa"))
    assert lines(cli("roster", "swap", "2026-W23", "2026-W22", login="kim")) == [
        ["2026-W22", "2026-05-25 – 2026-05-31", "noa", "mia", "nur vormittags"],
        ["2026-W23", "2026-06-01 – 2026-06-07", "kim", "–", "–"],
    ]
    done(cli("roster", "clear", "2026-W22"))
    assert logins(cli) == [(None, None), (None, None), ("kim", None)]
    told = done(cli("roster", "history", "--json")).json
    assert [(each["actor"], each["what"], each["subject"]) for each in told] == [
        ("lea", "cleared", "2026-W22"),
        ("kim", "swapped", "2026-W23"),
        ("kim", "swapped", "2026-W22"),
        ("lea", "set", "2026-W23"),
        ("lea", "set", "2026-W22"),
    ]
    assert lines(cli("roster", "history", "--limit", "1")) == [
        ["2026-05-20 10:00", "lea", "cleared", "2026-W22", "noa, mia, nur vormittags", "–"]
    ]


def test_who_is_away_is_shown_and_a_day_without_anybody_is_said(cli: Cli) -> None:
    done(cli("roster", "set", "2026-W21", "kim"))
    outcome = done(cli("roster", "absent", "me", "2026-05-21", "2026-05-22", "--note", "krank", login="kim"))
    assert outcome.out == "kim is away from 2026-05-21 to 2026-05-22 (krank)\n"
    assert outcome.err == "kim is on duty in 2026-W21, and nobody acts on some days. Name a deputy.\n"
    shown = cli("roster", "--weeks", "1")
    assert lines(shown)[0][4] == (
        "this week; kim is away from 2026-05-21 to 2026-05-22 (krank); nobody acts on 2026-05-21, 2026-05-22"
    )
    assert "tickets roster set 2026-W21 kim --deputy LOGIN" in shown.err
    back = done(cli("roster", "absent", "kim", "2026-05-22", "2026-05-31", "--remove", "--json"))
    assert back.json == []
    (left,) = cli("roster", "--weeks", "1", "--json").json[0]["absences"]
    assert left == {"login": "kim", "first_day": "2026-05-21", "last_day": "2026-05-21", "note": "krank"}


def test_taking_this_week_over_says_how_many_tickets_come_with_it(cli: Cli, bridge: Desk) -> None:
    with bridge:
        intake_of(bridge).take([mention(), mention()])
        assert done(cli("roster", "set", "2026-W21", "kim")).err == "2 tickets have changed hands with it.\n"
    assert {row["assignee"] for row in cli("list", "--json").json} == {"kim"}


@pytest.mark.parametrize(
    ("argv", "login", "code", "words"),
    [
        (["set", "2026-W54", "kim"], "lea", 2, "There is no week 2026-W54: the year 2026 has 53 weeks"),
        (["set", "KW21", "kim"], "lea", 2, "“KW21” is no week. Write it like 2026-W21"),
        (["set", "2026-W21", "kin"], "lea", 2, "There is no user “kin”. Perhaps you meant “kim”"),
        (["set", "2026-W21", "sam"], "lea", 2, "sam is a specialist"),
        (["set", "2026-W21", "kim", "--deputy", "KIM"], "lea", 2, "deputy of themselves"),
        (["set", "2026-W21", " "], "lea", 2, "The login is empty"),
        (["set", "2026-W21", "kim"], "kim", 1, "it needs the right to change the roster. Ask the team lead"),
        (["clear", "2026-W21"], "lea", 1, "Nobody has 2026-W21. There is nothing to clear"),
        (["swap", "2026-W21", "2026-W22"], "kim", 1, "Nobody has 2026-W21"),
        (["absent", "kim", "2026-05-22", "2026-05-21"], "lea", 2, "before it begins on 2026-05-22"),
        (["absent", "kim", "2026-02-30", "2026-03-01"], "lea", 2, "2026-02-30"),
        (["absent", "mia", "2026-05-21", "2026-05-21"], "kim", 1, "Ask the team lead"),
        (["absent", "kim", "2026-05-21", "2026-05-21", "--remove"], "lea", 1, "kim is not away"),
        (["fill", "--weeks", "3", "--people", ","], "lea", 2, "The rota has nobody"),
        (["fill", "--weeks", "3", "--people", "kim,kim"], "lea", 2, "kim stands twice in the rota"),
        (["fill", "--weeks", "0", "--people", "kim"], "lea", 2, "--weeks"),
        (["export", "--format", "xls"], "lea", 2, "xls"),
        (["export", "--format", "csv", "--from", "x"], "lea", 2, "“x” is no week"),
        (
            ["export", "--format", "csv", "--output", "no/where.csv"],
            "lea",
            1,
            "no/where.csv cannot be written",
        ),
        (["import", "nowhere.csv"], "lea", 2, "nowhere.csv cannot be read"),
        (["handover", "--acknowledge"], "kim", 1, "There is no hand-over of 2026-W21"),
        (["handover"], "sam", 1, "read all tickets"),
        (["frobnicate"], "lea", 2, "There is no command “frobnicate”"),
        (["--json", "history"], "lea", 2, "Options go after the command"),
        ([], "sam", 1, "read all tickets"),
    ],
)
def test_what_cannot_be_done_is_one_line_that_says_what_to_do(
    cli: Cli, argv: list[str], login: str, code: int, words: str
) -> None:
    outcome = cli("roster", *argv, login=login)
    assert (outcome.code, outcome.out) == (code, "")
    assert words in outcome.error
    assert done(cli("roster", "history", "--json")).json == []


# Files.


def test_a_roster_goes_out_and_comes_in_again_in_either_form(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "first.csv").write_text(TABLE, encoding="utf-8-sig")
    done(cli("roster", "import", str(tmp_path / "first.csv")))
    before = logins(cli)
    assert before == [("kim", "mia"), ("mia", "noa"), ("noa", None)]
    for form, name in (
        ("csv", "out.csv"),
        ("ical", "out.ics"),
        ("ical", "ical-by-its-content"),
        ("csv", "table"),
    ):
        target = tmp_path / name
        written = done(cli("roster", "export", "--format", form, "--output", str(target)))
        assert (written.out, written.err) == ("", f"3 weeks written to {target}.\n")
        for week in ("2026-W21", "2026-W22", "2026-W23"):
            done(cli("roster", "clear", week))
        told = done(cli("roster", "import", str(target), "--json")).json
        assert [week["note"] for week in told] == ["", "Pfingsten", ""]
        assert logins(cli) == before


def test_an_export_goes_to_standard_output_and_may_be_a_part(cli: Cli) -> None:
    done(cli("roster", "import", "-", stdin=TABLE))
    part = done(cli("roster", "export", "--format", "csv", "--from", "2026-W22", "--to", "2026-W22"))
    assert part.out.splitlines()[1:] == ["2026-W22,2026-05-25,2026-05-31,mia,noa,Pfingsten"]
    (first, *_rest) = Calendar.from_ical(done(cli("roster", "export", "--format", "ical")).out).walk("VEVENT")
    assert (str(first["SUMMARY"]), first.decoded("DTSTART").isoformat()) == ("kim (mia)", "2026-05-18")
    told = done(cli("roster", "export", "--format", "json")).json
    assert [week["login"] for week in told] == ["kim", "mia", "noa"]


def test_an_empty_roster_is_exported_as_such(cli: Cli) -> None:
    assert (
        done(cli("roster", "export", "--format", "csv")).out
        == "week,first_day,last_day,login,deputy,note\r\n"
    )


def test_each_mistake_of_a_file_is_a_line_and_nothing_is_changed(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(
        "week,login\n2026-W21,kim\n2026-W54,mia\n2026-W21,mia\n2026-W22,nobody\n2026-W24,noa\n",
        encoding="utf-8",
    )
    outcome = cli("roster", "import", str(file), "--json")
    assert (outcome.code, outcome.out) == (1, "")
    assert [line.partition(", ")[2] for line in outcome.err.splitlines()] == [
        "line 3: There is no week 2026-W54: the year 2026 has 53 weeks. "
        "Write one from 01 to 53, such as 2026-W53.",
        "line 4: 2026-W21 stands here for mia, and in line 2 for kim. Keep one of the two.",
        "line 5: There is no user “nobody”. Possible here: kim, lea, mia, noa.",
    ]
    assert logins(cli) == [(None, None)] * 3


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        (
            "hole.csv",
            "week,login\n2026-W21,kim\n2026-W23,mia\n",
            "line 3: 2026-W22 has nobody. Add who is on",
        ),
        (
            "two.csv",
            'week,login\n2026-W21,"kim, mia"\n',
            "line 2: 2026-W21 has several people, kim, mia. Keep one",
        ),
        ("open.csv", 'week,login\n2026-W21,"kim\n', "line 2: This line is no CSV"),
        ("empty.csv", "", "line 1: There is no week in this file"),
        (
            "cut.ics",
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:kim\r\n",
            "line 3: The calendar does not end",
        ),
        ("table.ics", TABLE, "line 1: No calendar begins here"),
        ("none.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "line 1: There is no week in this file"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_in_one_line(
    cli: Cli, tmp_path: Path, name: str, content: str, words: str
) -> None:
    (tmp_path / name).write_bytes(content.encode())
    outcome = cli("roster", "import", str(tmp_path / name))
    assert (outcome.code, outcome.out) == (1, "")
    assert f"{name}, {words}" in outcome.error


def test_a_file_in_another_encoding_or_of_another_kind_is_refused(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_bytes("week,login,note\n2026-W21,kim,Büro\n".encode("latin-1"))
    latin = cli("roster", "import", str(tmp_path / "latin.csv"))
    assert latin.code == 2
    assert latin.error.endswith("latin.csv, line 2: this is no UTF-8. Save it as UTF-8.")
    assert cli("roster", "import", "/dev/zero").error.endswith(
        "is too large for a roster. Name another file."
    )
    assert cli("roster", "import", str(tmp_path)).code == 2


def test_a_file_full_of_mistakes_is_not_told_line_by_line(cli: Cli) -> None:
    outcome = cli("roster", "import", "-", stdin="week,login\n" + "x,kim\n" * 1000)
    assert len(outcome.err.splitlines()) == 21
    assert outcome.err.splitlines()[-1].endswith("… and 980 mistakes more")


# The change of duty.


@pytest.fixture
def handed_over(cli: Cli, bridge: Desk, clock: Clock) -> Cli:
    """Monday morning: kim has handed a ticket over to mia."""
    with bridge:
        clock.at = MONDAY_MORNING.replace(day=15)
        done(cli("roster", "set", "2026-W20", "kim"))
        done(cli("roster", "set", "2026-W21", "mia"))
        intake_of(bridge).take([mention("Eine Frage? [b]\x1b[31m", at=clock.at)])
        clock.at = MONDAY_MORNING
        assert bridge.do(handover.make_due) == 1
    return cli


def test_a_brief_is_printed_and_acknowledged(handed_over: Cli) -> None:
    shown = done(handed_over("roster", "handover")).out.splitlines()
    assert shown[:4] == [
        "W21: mia takes over from kim",
        "As of 2026-05-18 09:00: 1 ticket, 1 due this week",
        "Since then: no change",
        "Nobody has acknowledged it yet.",
    ]
    assert shown[-1].split("\t")[:5] == ["1", "2026-05-19 17:00", "this week", "mia", "anna@example.social"]
    taken = done(handed_over("roster", "handover", "--acknowledge", login="mia"))
    assert "mia acknowledged it: 2026-05-18 09:00" in taken.out.splitlines()
    again = done(handed_over("roster", "handover", "--acknowledge", "--week", "2026-W21", login="mia"))
    assert again.err == "It was acknowledged before.\n"
    assert "hand-over acknowledged" in handed_over("show", "1").out


def test_a_brief_in_json_has_every_ticket_with_its_date(handed_over: Cli) -> None:
    told = done(handed_over("roster", "handover", "--json")).json
    (ticket,) = told.pop("tickets")
    assert told == {
        "week": "2026-W21",
        "outgoing": "kim",
        "incoming": "mia",
        "made_at": "2026-05-18T07:00:00Z",
        "acknowledged_at": None,
        "acknowledged_by": None,
    }
    assert (ticket["ticket"], ticket["section"], ticket["due_at"]) == (1, "open", "2026-05-19T15:00:00Z")
    assert (ticket["former"], ticket["assignee"]) == ("kim", "mia")


def test_a_brief_that_is_read_later_says_what_has_changed_since(handed_over: Cli, clock: Clock) -> None:
    clock.forward(hours=1)
    done(handed_over("close", "1"))
    shown = done(handed_over("roster", "handover")).out.splitlines()
    assert shown[1:3] == ["As of 2026-05-18 09:00: 1 ticket, 1 due this week", "Since then: 1 done"]
    assert shown[-1].split("\t")[2] == "closed"
    (ticket,) = done(handed_over("roster", "handover", "--json")).json["tickets"]
    assert (ticket["state_now"], ticket["due_now"]) == ("closed", None)
    assert ticket["due_at"] == "2026-05-19T15:00:00Z"


def test_nobody_acknowledges_for_another(handed_over: Cli) -> None:
    outcome = handed_over("roster", "handover", "--acknowledge", login="kim")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.error.endswith("The hand-over of 2026-W21 is not yours to acknowledge, kim. Ask mia.")


def test_a_week_without_a_brief_has_none(cli: Cli) -> None:
    assert done(cli("roster", "handover", "--json")).json is None
    empty = done(cli("roster", "handover")).err
    assert empty.startswith("There is no hand-over of 2026-W21.\nNobody has that week.")
    done(cli("roster", "set", "2026-W21", "kim"))
    planned = done(cli("roster", "handover")).err
    assert planned.endswith("The bridge makes it once, in the hours of service of that week.\n")
