"""Notices handed over to real servers: a web hook and a mail server, on this machine."""

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession
from sqlalchemy.orm import Session

from tests.support.brute import ZONE
from tests.support.cli import Cli
from tests.support.raw_server import RawServer, answer, error, raw_server
from tests.support.settings import secret
from tests.support.store import SETTINGS, Clock, at_the_same_store, mention, receive
from tickets.bridge import Bridge
from tickets.config import Settings, load
from tickets.desk import dispatch, registry, views, watch
from tickets.desk.dispatch import Bundle
from tickets.desk.house import Act, Desk, House
from tickets.desk.people import BRIDGE
from tickets.errors import TicketsError
from tickets.notices.channel import Letter, Undelivered, open_way, send, without_secrets
from tickets.notices.courier import LEASE, Courier
from tickets.notices.weekly import due
from tickets.rules.duty import Week

TUESDAY = datetime(2026, 5, 26, 7, 0, tzinfo=UTC)
"""9 o'clock at the office, four days after the deadline of a mention of Wednesday."""
HOOK = "/hook"
TO_THE_LEAD = '[[notify]]\nto = "lead"\nurl = "json://127.0.0.1"\n'


@pytest.fixture
def hook() -> Iterator[RawServer]:
    """A service that takes notices."""
    with raw_server() as running:
        running.on(HOOK, answer({}))
        yield running


def hook_url(server: RawServer) -> str:
    return f"json://kim:geheim@{server.host}{HOOK}"


def settings_with(folder: Path, more: str) -> Settings:
    (folder / "config.toml").write_text(f"{SETTINGS}\n{more}", encoding="utf-8")
    return load(folder / "config.toml", environ={})


@pytest.fixture
def desk(tmp_path: Path, clock: Clock, hook: RawServer) -> Iterator[Desk]:
    """The bridge's desk on Tuesday morning, with three promises broken over the weekend."""
    secret(tmp_path / "secrets" / "lead.url", hook_url(hook))
    settings = settings_with(tmp_path, '[[notify]]\nto = "lead"\nurl_file = "secrets/lead.url"\n')
    with Desk.open(settings, BRIDGE, now=clock) as opened:
        opened.do(registry.sync)
        receive(opened, [mention("Eine Frage?", by=f"p{each}@example.social") for each in range(3)])
        clock.at = TUESDAY
        opened.do(watch.watch)
        yield opened


def posted(hook: RawServer) -> list[dict[str, Any]]:
    return [json.loads(request.body) for request in hook.asked(HOOK)]


def test_what_broke_together_is_one_message_and_goes_out_once(desk: Desk, hook: RawServer) -> None:
    courier = Courier(desk)
    assert [courier.run() for _each in range(3)] == ["", "", ""]
    (message,) = posted(hook)
    assert message["title"] == "3 promises are broken"
    assert [line.split(":")[0] for line in message["message"].splitlines()] == [
        "Ticket 1 (question)",
        "Ticket 2 (question)",
        "Ticket 3 (question)",
    ]
    assert message["attachments"] == []
    assert "example.social" not in json.dumps(message)
    (request,) = hook.asked(HOOK)
    assert request.headers["user-agent"] == "tickets"


def test_nobody_is_disturbed_outside_service_hours(desk: Desk, hook: RawServer, clock: Clock) -> None:
    clock.at = TUESDAY + timedelta(hours=12)
    assert Courier(desk).run() == ""
    assert posted(hook) == []
    clock.at = TUESDAY + timedelta(days=1)
    assert Courier(desk).run() == ""
    assert len(posted(hook)) == 1


def test_a_service_that_fails_is_tried_again_and_the_reason_is_seen(
    desk: Desk, hook: RawServer, clock: Clock
) -> None:
    hook.on(HOOK, error(503), answer({}))
    trouble = Courier(desk).run()
    assert trouble.startswith("lead: The notice was not taken: ")
    shown = desk.see(views.service).notices
    assert (shown.waiting, shown.failing) == (3, 3)
    assert "503" in shown.reason
    assert "geheim" not in shown.reason
    assert Courier(desk).run() == ""
    assert len(posted(hook)) == 1
    clock.forward(minutes=1)
    assert Courier(desk).run() == ""
    assert len(posted(hook)) == 2
    assert desk.see(views.service).notices.waiting == 0


def test_a_service_that_is_away_is_no_reason_to_fall_over(desk: Desk, hook: RawServer) -> None:
    hook.close()
    trouble = Courier(desk).run()
    assert "lead: " in trouble
    assert "geheim" not in trouble
    assert desk.see(views.service).notices.failing == 3


def test_one_address_that_cannot_be_used_keeps_no_other_waiting(
    desk: Desk, hook: RawServer, clock: Clock, tmp_path: Path
) -> None:
    more = (
        '[[notify]]\nto = "lead"\nurl_file = "secrets/missing.url"\n'
        f'[[notify]]\nto = "lea"\nurl = "{hook_url(hook)}"\n'
    )
    both = replace(desk, house=House.of(settings_with(tmp_path, more)))
    receive(both, mention("Noch eine?", at=TUESDAY - timedelta(days=6)))
    both.do(watch.watch)
    trouble = Courier(both).run()
    assert "missing.url" in trouble
    assert [message["title"] for message in posted(hook)] == ["Ticket 4: a promise is broken"]


# Mail


class Postbox:
    """Takes every mail."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, _server: SMTP, _session: SmtpSession, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, int]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


def test_a_notice_goes_by_mail_as_plain_text(postbox: tuple[Postbox, int]) -> None:
    box, port = postbox
    url = f"mailto://127.0.0.1:{port}?from=tickets@amt.example&to=lea@amt.example&mode=insecure"
    send(url, Letter("2 Zusagen gebrochen", "Ticket 1 (Frage)\n<b>Ticket 2</b> & {date} [x]"))
    (mail,) = box.mails
    assert mail["Subject"] == "2 Zusagen gebrochen"
    assert mail["To"] == "lea@amt.example"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().strip().splitlines() == ["Ticket 1 (Frage)", "<b>Ticket 2</b> & {date} [x]"]


def test_a_page_goes_along_as_a_file(postbox: tuple[Postbox, int], tmp_path: Path) -> None:
    box, port = postbox
    page = tmp_path / "2026-W21.html"
    page.write_text("<!doctype html><title>Größen</title>", encoding="utf-8")
    url = f"mailto://127.0.0.1:{port}?from=tickets@amt.example&to=lea@amt.example&mode=insecure"
    send(url, Letter("Bericht", "Zahlen", page))
    (mail,) = box.mails
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "2026-W21.html"
    content = attached.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert content == page.read_bytes()


# Addresses


@pytest.mark.parametrize("url", ["nonsense://geheim", "mailto://geheim@", "json://"])
def test_an_address_that_nobody_understands_is_said_to_be_one(url: str) -> None:
    with pytest.raises(Undelivered) as refused:
        open_way(url)
    assert "geheim" not in str(refused.value)
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("error=500 from 127.0.0.1", "error=500 from 127.0.0.1"),
        ("kim:pass%20wort refused", "… refused"),
        ("no user kim with pass wort", "no user … with …"),
        ("no room Qx81zz", "no room …"),
        ("token=abc123 bad", "token=… bad"),
    ],
)
def test_what_a_service_says_shows_nothing_of_its_address_but_the_host(said: str, shown: str) -> None:
    url = "json://kim:pass%20wort@127.0.0.1:8080/Qx81zz?token=abc123"
    assert without_secrets(said, url) == shown


# The figures of the week


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 5, 25, 5, 59, tzinfo=UTC), None),
        (datetime(2026, 5, 25, 6, 0, tzinfo=UTC), "2026-W21"),
        (datetime(2026, 5, 31, 21, 59, tzinfo=UTC), "2026-W21"),
        (datetime(2026, 5, 31, 22, 0, tzinfo=UTC), None),
        (datetime(2027, 1, 4, 9, 0, tzinfo=UTC), "2026-W53"),
    ],
)
def test_the_figures_of_a_week_are_due_from_the_day_and_time_after_it(
    tmp_path: Path, now: datetime, expected: str | None
) -> None:
    settings = settings_with(tmp_path, f"{TO_THE_LEAD}[reports]\nweekly = true\n")
    assert due(now, settings) == (Week.parse(expected) if expected else None)
    assert due(now, settings_with(tmp_path, "[reports]\nweekly = false\n")) is None


def figures(_session: Session, _act: Act, week: Week) -> tuple[str, str, str]:
    return f"Report {week}", "All well.", f"<!doctype html><title>{week}</title>"


def with_figures(desk: Desk) -> Desk:
    """The same desk at a house that wants figures every week."""
    reports = desk.house.settings.reports.model_copy(update={"weekly": True})
    return replace(desk, house=House.of(desk.house.settings.model_copy(update={"reports": reports})))


def test_the_figures_go_out_once_a_week_with_their_page(desk: Desk, hook: RawServer, clock: Clock) -> None:
    courier = Courier(with_figures(desk), figures)
    assert [courier.run() for _each in range(3)] == ["", "", ""]
    breaches, report = posted(hook)
    assert breaches["title"] == "3 promises are broken"
    assert (report["title"], report["message"]) == ("Report 2026-W21", "All well.")
    assert [each["filename"] for each in report["attachments"]] == ["2026-W21.html"]
    clock.forward(days=7)
    assert courier.run() == ""
    assert posted(hook)[-1]["title"] == "Report 2026-W22"


def test_figures_that_cannot_be_made_are_said_and_breaches_go_out(
    desk: Desk, hook: RawServer, clock: Clock
) -> None:
    tried = []

    def broken(session: Session, act: Act, week: Week) -> tuple[str, str, str]:
        tried.append(week)
        if len(tried) == 1:
            raise ZeroDivisionError("words of a citizen")
        return figures(session, act, week)

    courier = Courier(with_figures(desk), broken)
    assert [courier.run() for _each in range(3)] == [
        "Something went wrong that nobody foresaw (ZeroDivisionError)."
    ] * 3
    assert [message["title"] for message in posted(hook)] == ["3 promises are broken"]
    assert len(tried) == 1
    clock.forward(hours=1)
    assert courier.run() == ""
    assert posted(hook)[-1]["title"] == "Report 2026-W21"


def test_a_courier_that_dies_after_sending_repeats_that_message_once_and_no_other(
    desk: Desk, hook: RawServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between sending and writing it down nobody can know better: twice is better than never."""

    def killed(_session: Session, _act: Act, _bundle: Bundle) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(dispatch, "sent", killed)
        with pytest.raises(KeyboardInterrupt):
            Courier(desk).run()
    assert len(posted(hook)) == 1
    assert Courier(desk).run() == ""
    assert len(posted(hook)) == 1, "its lease runs"
    clock.forward(seconds=LEASE.total_seconds())
    for _round in range(3):
        assert Courier(desk).run() == ""
        clock.forward(hours=1)
    first, again = posted(hook)
    assert first == again


# The bridge


@pytest.fixture
def weekly_office(tmp_path: Path, postbox: tuple[Postbox, int]) -> Cli:
    """An office that wants its figures by mail every week; Monday, 25 May 2026 is Whit Monday."""
    address = f"mailto://127.0.0.1:{postbox[1]}?from=tickets@amt.example&to=lea@amt.example&mode=insecure"
    more = f'[[notify]]\nto = "lead"\nurl = "{address}"\n[reports]\nweekly = true\n'
    settings = settings_with(tmp_path, more)
    clock = Clock()
    with Desk.open(settings, BRIDGE, now=clock) as desk:
        desk.do(registry.sync)
        receive(desk, [mention("Eine Frage?", by=f"p{each}@example.social") for each in range(3)])
    return Cli(tmp_path, clock)


def test_the_bridge_mails_the_figures_once_a_week_in_service_hours(
    weekly_office: Cli, postbox: tuple[Postbox, int]
) -> None:
    box, _port = postbox
    seen = []
    for at in (
        "2026-05-25T10:00",
        "2026-05-26T08:59",
        "2026-05-26T09:00",
        "2026-05-26T11:00",
        "2026-05-29T10:00",
    ):
        weekly_office.clock = Clock(datetime.fromisoformat(at).replace(tzinfo=ZONE))
        weekly_office("bridge", "--once")
        seen.append(sum("Report" in mail["Subject"] for mail in box.mails))
    assert seen == [0, 0, 1, 1, 1]
    (mail,) = [mail for mail in box.mails if "Report" in mail["Subject"]]
    assert (mail["To"], mail["Subject"]) == (
        "lea@amt.example",
        "Report Week 21/2026: 0 % of the promises kept",
    )
    text = mail.get_body(("plain",))
    assert text is not None
    assert "3 enquiries were received, 0 were answered." in text.get_content()
    (page,) = mail.iter_attachments()
    assert page.get_filename() == "2026-W21.html"
    content = page.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert content.decode().startswith("<!DOCTYPE html>")
    assert "example.social" not in text.get_content() + content.decode()


def test_the_bridge_tells_of_what_it_sees_break(desk: Desk, hook: RawServer) -> None:
    late = at_the_same_store(desk, "kim")
    stop = threading.Event()
    with Bridge(desk.house.settings, now=desk.now) as bridge:
        running = threading.Thread(target=bridge.run, args=(stop,))
        running.start()
        try:
            hook.wait_for(HOOK)
            receive(late, mention("Und die?", at=TUESDAY - timedelta(days=7)))
            # Seen at the next pulse, or at the start where the clock is asked later.
            late.do(watch.watch)
            hook.wait_for(HOOK, 2)
        finally:
            stop.set()
            running.join(30)
    assert not running.is_alive()
    titles = [message["title"] for message in posted(hook)]
    assert titles == ["3 promises are broken", "Ticket 4: a promise is broken"]
    workers = {worker.name: worker.state for worker in late.see(views.service).workers}
    assert workers["notices"] == "ready"


def test_one_round_of_the_bridge_tells_too(desk: Desk, hook: RawServer) -> None:
    with Bridge(desk.house.settings, now=desk.now) as bridge:
        visits = bridge.once()
    assert all(visit.trouble for visit in visits), "nobody has signed in"
    assert len(posted(hook)) == 1


def test_what_could_not_be_told_is_no_error_of_the_bridge(desk: Desk, hook: RawServer) -> None:
    hook.on(HOOK, error(500))
    with Bridge(desk.house.settings, now=desk.now) as bridge:
        bridge.once()
    assert desk.see(views.service).notices.failing == 3


def test_errors_of_the_way_are_errors_a_person_can_meet() -> None:
    assert issubclass(Undelivered, TicketsError)
