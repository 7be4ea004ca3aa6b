"""`settle`, and how commands write times: what people read in their own notation, programs in one for all."""

from pathlib import Path

import pytest

from tests.support.cli import Cli
from tests.support.store import Clock, at_the_same_store, make_desk
from tests.support.terminal import asked
from tickets.desk import outbox, replies
from tickets.desk.people import BRIDGE


@pytest.fixture
def cli(tmp_path: Path, clock: Clock) -> Cli:
    """One ticket, and one reply to it of which nobody can say whether it is out."""
    with make_desk(tmp_path, clock=clock) as desk:
        queued = desk.do(replies.queue, asked(desk), text="So geht das.")
        at_the_same_store(desk, BRIDGE.login).do(outbox.uncertain, queued.reply_id, reason="no answer")
    return Cli(tmp_path, clock)


@pytest.mark.parametrize(
    ("options", "state"),
    [
        (("--out",), "sent"),
        (("--out", "--post", "https://social.example.org/@amt/4711"), "sent"),
        (("--again",), "pending"),
        (("--not-out",), "withdrawn"),
    ],
)
def test_somebody_says_what_became_of_a_reply(cli: Cli, options: tuple[str, ...], state: str) -> None:
    assert cli("settle", "1", *options, "--json").json == {"reply": 1, "state": state}
    assert [reply["state"] for reply in cli("show", "1", "--json").json["replies"]] == [state]


def test_it_is_told_in_words(cli: Cli) -> None:
    assert cli("settle", "1", "--again").out == "Reply 1: waiting to be published.\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "Give --out, --again or --not-out"),
        (("--out", "--again"), "Give --out, --again or --not-out"),
        (("--again", "--post", "https://social.example.org/@amt/4711"), "Add --out"),
    ],
)
def test_one_thing_must_be_said(cli: Cli, options: tuple[str, ...], said: str) -> None:
    refused = cli("settle", "1", *options)
    assert refused.code == 2
    assert said in refused.error


# Times.


@pytest.mark.parametrize(
    ("language", "due"), [("en", "2026-05-22 15:00"), ("de", "22.05.2026, 15:00")], ids=["en", "de"]
)
def test_people_read_times_as_their_language_writes_them(cli: Cli, language: str, due: str) -> None:
    cli.environ["TICKETS_LANGUAGE"] = language
    assert f"\t{due}\t" in cli("list").out
    assert due in cli("show", "1").out
    assert cli("due", "2026-05-20T10:00").out == f"{due}\n"
    assert cli("list", "--json").json[0]["due_at"] == "2026-05-22T13:00:00Z"


@pytest.mark.parametrize(("language", "day"), [("en", "2026-05-20"), ("de", "20.05.2026")], ids=["en", "de"])
def test_and_days(cli: Cli, language: str, day: str) -> None:
    cli.environ["TICKETS_LANGUAGE"] = language
    explained = cli("due", "2026-05-20T10:00", "--explain").out.splitlines()
    assert explained[2].startswith(f"{day}\t")


def test_every_column_of_a_list_in_a_pipe_has_a_name(cli: Cli) -> None:
    head, *rows = (line.split("\t") for line in cli("list").out.splitlines())
    assert all(head)
    assert len(set(head)) == len(head)
    assert {len(row) for row in rows} == {len(head)}


def test_the_reasons_are_the_same_for_programs_of_all_languages(cli: Cli) -> None:
    told = []
    for language in ("en", "de"):
        cli.environ["TICKETS_LANGUAGE"] = language
        told.append(cli("show", "1", "--json").json["reasons"])
    assert told[0] == told[1] != []
