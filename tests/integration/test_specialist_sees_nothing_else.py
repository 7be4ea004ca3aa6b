"""A specialist sees what the own department was asked, and nothing else: in the terminal and by every command."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import click
import pytest
from sqlalchemy import text

from tests.support.cli import Cli
from tests.support.store import WEDNESDAY, Clock, at_the_same_store, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, flat, terminal
from tickets.cli.group import tickets
from tickets.desk import (
    forwards,
    handling,
    handover,
    presence,
    replies,
    roster,
    saved_views,
    settlement,
    ticket_view,
    views,
    watch,
)
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE
from tickets.desk.rows import Query, Row
from tickets.desk.view_rows import SavedViewRow
from tickets.errors import TicketsError
from tickets.rules.duty import Week
from tickets.rules.states import Kind, Queue
from tui.backend import Backend
from tui.deeds import Draft

ANNA = "anna@example.social"
BERTA = "berta@example.social"
OURS = "Gilt mein Zertifikat nach ISO 27001 auch für das neue Rechenzentrum in Bonn?"
SECRETS = ("Bertas", "Geheimnis", "berta@")
"""What foreign tickets, their notes, replies, proposals and drafts have in them, and who wrote them."""

FOREIGN = 900_000
"""Tickets from here on are not the specialist's."""
_FOREIGN_NUMBER = re.compile(r"\b90000\d\b")


@dataclass(frozen=True)
class World:
    """A store with one question for Sam, and others that are none of Sam's business."""

    desk: Desk
    own: Row
    foreign: Row
    reply: int
    """A foreign one."""

    @property
    def sam(self) -> Backend:
        return Backend(at_the_same_store(self.desk, "sam"))


@pytest.fixture
def world(tmp_path: Path, clock: Clock) -> Iterator[World]:
    """Of Anna two tickets, one of them forwarded to Sam's department; of Berta near copies, and more."""
    with make_desk(tmp_path, clock=clock) as kim:
        receive(kim, mention(OURS, by=ANNA, remote_id="1"))
        with kim.database.write() as session:
            session.execute(text("UPDATE sqlite_sequence SET seq = 900000 WHERE name = 'tickets'"))
        receive(kim, mention(OURS, by=BERTA, remote_id="2"))
        receive(kim, mention("Bertas Geheimnis: mein Passwort?", by=BERTA, remote_id="3"))
        receive(kim, mention("Noch ein Geheimnis?", by=ANNA, remote_id="4", account="presse"))
        reply = _busy(kim, clock)
        yield World(kim, _row(kim, 1), _row(kim, FOREIGN + 2), reply)


def _busy(kim: Desk, clock: Clock) -> int:
    """Everybody does something with the foreign tickets; the number of a reply that waits."""
    bridge, lea = at_the_same_store(kim, BRIDGE.login), at_the_same_store(kim, "lea")
    kim.do(forwards.forward, 1, to="zertifizierung", note="Bitte prüfen")
    kim.do(forwards.forward, FOREIGN + 2, to="buerger", note="Geheimnis der Notiz")
    kim.do(forwards.propose, FOREIGN + 2, text="Geheimnis des Vorschlags")
    kim.do(handling.note, FOREIGN + 3, text="Geheimnis des Vermerks")
    kim.do(saved_views.save, "Bertas", f"person:{BERTA}", for_all=True)
    kim.do(presence.beat, FOREIGN + 2, writing=True)
    lea.do(roster.set_week, Week(2026, 21), login="kim")
    bridge.do(handover.make_due)
    failed = kim.do(replies.queue, FOREIGN + 3, text="Geheimnis der Antwort")
    bridge.do(settlement.fail, failed.reply_id, reason="Geheimnis des Grundes")
    pending = kim.do(replies.queue, FOREIGN + 2, text="Geheimnis der Antwort")
    clock.forward(days=8)
    bridge.do(watch.watch)
    return pending.reply_id


def _row(desk: Desk, ticket: int) -> Row:
    row = desk.see(views.one, ticket)
    assert row is not None
    return row


def told_nothing(shown: str) -> None:
    """Fails where a foreign text, a foreign handle or a foreign ticket's number shows."""
    assert not [secret for secret in SECRETS if secret in shown], shown
    assert not _FOREIGN_NUMBER.findall(shown), shown


def test_the_store_of_these_tests_has_what_must_not_be_seen(world: World) -> None:
    kim = Backend(world.desk)
    shown = repr((kim.page(Query()), kim.ticket(FOREIGN + 2), kim.ticket(FOREIGN + 3), kim.saved_views()))
    assert all(secret in shown for secret in SECRETS)
    assert kim.ticket(1).near_copies is not None
    assert kim.ticket(1).person.tickets == 2
    assert world.sam.ticket(1).row.id == 1


# What the terminal asks.

_DRAFT = Draft(ticket_id=FOREIGN + 2, text="Hallo")

READ: dict[str, Callable[[Backend, World], object]] = {
    "me": lambda sam, _world: sam.me(),
    "page": lambda sam, _world: [sam.page(query) for query in _queries()],
    "service": lambda sam, _world: sam.service(),
    "ticket": lambda sam, _world: sam.ticket(1),
    "version": lambda sam, _world: sam.version(FOREIGN + 2),
    "departments": lambda sam, _world: sam.departments(),
    "colleagues": lambda sam, _world: sam.colleagues(),
    "working_days": lambda sam, _world: list(sam.working_days("amt")),
    "duty": lambda sam, _world: sam.duty(),
    "addressees": lambda sam, world: sam.addressees(world.own),
    "ready_interim": lambda sam, _world: sam.ready_interim(1, None),
    "ready_texts": lambda sam, _world: sam.ready_texts(1),
    "languages": lambda sam, _world: sam.languages(1),
    "mismarked": lambda sam, _world: sam.mismarked("Vielen Dank", "en"),
    "be_at": lambda sam, _world: sam.be_at(1),
    "company": lambda sam, _world: sam.company(),
    "meanwhile": lambda sam, _world: sam.meanwhile(1, 0),
    "department_loads": lambda sam, _world: sam.department_loads(),
    "questions": lambda sam, _world: sam.questions("zertifizierung"),
    "setup": lambda sam, _world: sam.setup(),
    "saved_views": lambda sam, _world: sam.saved_views(),
    "counted": lambda sam, _world: [*sam.counted((_view("geheimnis"),)).values()],
    "has_view": lambda sam, _world: sam.has_view("Bertas", for_all=True),
    "keep_view": lambda sam, _world: sam.keep_view("Meine", "berta", for_all=False, again=False),
    "keep_draft": lambda sam, _world: sam.keep_draft(1, "Entwurf"),
    "propose": lambda sam, _world: sam.propose(1, "Ja, es gilt."),
}
"""What a specialist may ask, about the own ticket or about nothing in particular."""

REFUSED: dict[str, Callable[[Backend, World], object]] = {
    "ticket": lambda sam, _world: sam.ticket(FOREIGN + 2),
    "ignore": lambda sam, world: sam.ignore(world.foreign),
    "rescue": lambda sam, world: sam.rescue(world.foreign),
    "close_ticket": lambda sam, world: sam.close_ticket(world.foreign, ""),
    "reopen": lambda sam, world: sam.reopen(world.foreign),
    "assign": lambda sam, world: sam.assign(world.foreign, "sam"),
    "snooze": lambda sam, world: sam.snooze(world.foreign, world.desk.now() + timedelta(days=1)),
    "wait": lambda sam, world: sam.wait(world.foreign),
    "note": lambda sam, world: sam.note(world.foreign, "Vermerk"),
    "label": lambda sam, world: sam.label(world.foreign, Kind.PRAISE),
    "forward": lambda sam, world: sam.forward(world.foreign, "zertifizierung", ""),
    "recall": lambda sam, world: sam.recall(world.foreign),
    "undo": lambda sam, _world: sam.undo(FOREIGN + 2),
    "second_look": lambda sam, _world: sam.second_look(),
    "rightly_ignored": lambda sam, world: sam.rightly_ignored(world.foreign),
    "wrongly_ignored": lambda sam, world: sam.wrongly_ignored(world.foreign),
    "briefing": lambda sam, _world: sam.briefing(),
    "acknowledge": lambda sam, _world: sam.acknowledge(Week(2026, 21)),
    "propose": lambda sam, _world: sam.propose(FOREIGN + 2, "Vorschlag"),
    "preview": lambda sam, _world: sam.preview(_DRAFT),
    "queue": lambda sam, _world: sam.queue(_DRAFT, yes_wider=False, thread=False),
    "queue_to_all": lambda sam, _world: sam.queue_to_all(_DRAFT),
    "ready_interim": lambda sam, _world: sam.ready_interim(FOREIGN + 2, date(2026, 6, 1)),
    "ready_texts": lambda sam, _world: sam.ready_texts(FOREIGN + 2),
    "secure_text": lambda sam, _world: sam.secure_text(FOREIGN + 2, None),
    "languages": lambda sam, _world: sam.languages(FOREIGN + 2),
    "keep_draft": lambda sam, _world: sam.keep_draft(FOREIGN + 2, "Entwurf"),
    "withdraw": lambda sam, world: sam.withdraw(world.reply),
    "is_out": lambda sam, world: sam.is_out(world.reply, ""),
    "send_again": lambda sam, world: sam.send_again(world.reply),
    "give_up": lambda sam, world: sam.give_up(world.reply),
    "meanwhile": lambda sam, _world: sam.meanwhile(FOREIGN + 2, 0),
    "board": lambda sam, _world: sam.board(),
    "trend": lambda sam, _world: sam.trend(),
    "questions": lambda sam, _world: sam.questions("buerger"),
    "delete_view": lambda sam, _world: sam.delete_view(_view("x")),
}
"""What they may not: about foreign tickets, or about the house as a whole."""

_NOTHING_TO_READ = {"close", "watch"}


def _queries() -> Iterator[Query]:
    yield Query()
    yield from (Query(queue=queue) for queue in Queue)
    yield Query(search="geheimnis")
    yield Query(search="berta")
    yield Query(search=f"#{FOREIGN + 2}")
    yield Query(search="Zertifikat Rechenzentrum")
    yield Query(person=BERTA)
    yield Query(person=ANNA)
    yield Query(copies_of=1)
    yield Query(copies_of=FOREIGN + 1)
    yield Query(breached=True)
    yield Query(department="buerger")
    yield Query(assignee="kim")


def _view(query: str) -> SavedViewRow:
    return SavedViewRow(name="Bertas", query=query, for_all=True, author="kim", created_at=WEDNESDAY)


def test_everything_that_the_terminal_may_ask_is_looked_at_here() -> None:
    asked = {name for name, _member in inspect.getmembers(Backend, inspect.isfunction) if name[0] != "_"}
    assert asked == READ.keys() | REFUSED.keys() | _NOTHING_TO_READ, "say here what a specialist is told"


def test_what_a_specialist_is_told_has_nothing_foreign_in_it(world: World) -> None:
    for name, ask in READ.items():
        told_nothing(f"{name}: {ask(world.sam, world)!r}")


def test_what_is_foreign_is_refused(world: World) -> None:
    for name, ask in REFUSED.items():
        with pytest.raises(TicketsError) as refused:
            pytest.fail(f"{name} said {ask(world.sam, world)!r}")
        assert not [secret for secret in SECRETS if secret in str(refused.value)], name


def test_counts_are_of_the_own_department(world: World) -> None:
    service = world.sam.service()
    assert {queue: count for queue, count in service.counts.items() if count} == {Queue.DEPARTMENTS: 1}
    assert (service.breached, service.at_risk) == (1, 0)
    assert (service.replies_pending, service.replies_failed, service.replies_uncertain) == (0, 0, 0)
    assert Backend(world.desk).service().breached > 1


def test_of_a_citizen_a_specialist_knows_the_own_tickets_only(world: World) -> None:
    view = world.sam.ticket(1)
    assert view.person.tickets == 1
    assert view.near_copies is None
    assert view.row.copies == 0


def test_a_question_that_stands_behind_a_foreign_near_copy_is_listed(world: World) -> None:
    with world.desk.database.write() as session:
        session.execute(text("UPDATE tickets SET folded = 1 WHERE id = 1"))
    assert [row.id for row in world.sam.page(Query(queue=Queue.DEPARTMENTS)).rows] == [1]


def test_the_history_names_no_foreign_ticket(world: World) -> None:
    with world.desk.database.write() as session:
        session.execute(
            text(
                "INSERT INTO events (ticket_id, at, actor, what, detail) SELECT 1, at, actor, 'closed', "
                """'{"answered": 900002}' FROM events WHERE ticket_id = 1 LIMIT 1"""
            )
        )
    assert "900002" in repr(world.desk.see(ticket_view.show, 1).events)
    told_nothing(repr(world.sam.ticket(1)))
    told_nothing(repr(world.sam.meanwhile(1, 0)))


# What commands print.

_NAMED: dict[str, list[list[str]]] = {
    "list": [[], ["--search", "geheimnis"], ["--person", BERTA], ["--breached"], ["--copies-of", "1"]],
    "show": [["1"], [f"{FOREIGN + 2}"]],
    "views": [[]],
    "templates": [[], ["1"]],
    "roster": [[], ["history"], ["handover"], ["export"]],
    "board": [[]],
    "report": [["--from", "2026-05-01"]],
    "second-look": [[]],
    "status": [[]],
    "keys": [[]],
    "due": [["2026-05-20T10:00"]],
    "classify": [[]],
    "doctor": [["--offline"]],
    "reckon": [[]],
    "train": [[]],
    "reply": [[f"{FOREIGN + 2}", "--text", "Hallo"]],
    "withdraw": [["1"]],
    "settle": [["1", "--not-out"]],
    **{
        act: [[f"{FOREIGN + 2}"]]
        for act in ("recall", "wait", "close", "reopen", "ignore", "rescue", "undo", "snooze")
    },
    "forward": [[f"{FOREIGN + 2}", "--to", "zertifizierung"]],
    "propose": [[f"{FOREIGN + 2}", "--text", "Vorschlag"]],
    "assign": [[f"{FOREIGN + 2}", "--to", "sam"]],
    "label": [[f"{FOREIGN + 2}", "--kind", "praise"]],
    "note": [[f"{FOREIGN + 2}", "--text", "Vermerk"]],
}
_OPENS_OR_KEEPS = {"tui", "web", "init", "login", "backup", "restore", "migrate", "bridge", "demo"}
"""These print no tickets: they open a desk, which is looked at above, or deal with files and services as a whole."""


def test_every_command_is_looked_at_here() -> None:
    commands = set(tickets.list_commands(click.Context(tickets)))
    assert commands == _NAMED.keys() | _OPENS_OR_KEEPS, "say here what a specialist is told"


@pytest.mark.parametrize("as_json", [False, True], ids=["table", "json"])
def test_what_commands_print_has_nothing_foreign_in_it(
    world: World, tmp_path: Path, clock: Clock, as_json: bool
) -> None:
    cli = Cli(tmp_path, clock, login="sam")
    called = [(command, arguments) for command, several in _NAMED.items() for arguments in several]
    for command, arguments in called:
        outcome = cli(command, *arguments, *(["--json"] if as_json else []))
        shown = outcome.out + outcome.err
        typed = " ".join(arguments)
        for each in (BERTA, "geheimnis", f"{FOREIGN + 2}"):
            if each in typed:  # what they typed may be said back
                shown = shown.replace(each, "")
        told_nothing(shown)
        if command == "show":
            assert (outcome.code == 0) is (arguments == ["1"])


# What the screens show.


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
async def test_no_screen_shows_anything_foreign(world: World, size: tuple[int, int]) -> None:
    async with terminal(at_the_same_store(world.desk, "sam"), size=size) as at:
        assert at.listed == [1]
        for keys in (
            ("enter",),
            ("v",),
            ("v",),
            ("escape", "x"),
            ("escape", "1"),
            ("3",),
            ("4",),
            ("5",),
            ("2", "d"),
            ("escape", "L"),
            ("escape", "h"),
            ("escape", "question_mark"),
            ("escape", "ctrl+p"),
        ):
            await at.press(*keys)
            told_nothing(at.text)
        await at.press("escape", "slash")
        await at.type("geheimnis\n")
        assert at.listed == []


async def test_the_departments_screen_is_that_of_the_own_one(world: World) -> None:
    async with terminal(at_the_same_store(world.desk, "sam"), size=LARGE) as at:
        await at.press("d")
        assert "Open questions 1" in flat(at)
        assert "Bürgerservice" not in at.text
        await at.press("enter")
        assert at.shown.row.id == 1
