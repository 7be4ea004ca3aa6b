"""The desk in a real browser: signed in, read, answered; and who is turned away."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.support import browser
from tests.support.chromium import ELSEWHERE, Chromium, Page, chromium
from tests.support.pty import real_terminal
from tests.support.settings import secret
from tests.support.store import make_desk, make_settings, mention, receive
from tests.support.waiting import until
from tests.support.web import PASSWORD, free_port, quick_hash
from tickets.desk import forwards, outbox, ticket_view, views
from tickets.desk.house import Desk, utc_now
from tickets.desk.rows import Query
from tickets.web.passwords import FILE

ENTER, TAB, CTRL_S, CTRL_Q = "\r", "\t", "\x13", "\x11"

# One worker has the browser and the server; the others need not wait for several.
pytestmark = pytest.mark.xdist_group("web desk")


class Server:
    """`tickets web` as an administrator starts it."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self._log = log

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")

    @property
    def desks(self) -> list[int]:
        """The processes that it has started and that run."""
        task = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(child) for child in task.read_text().split()] if task.exists() else []


def environ(folder: Path) -> dict[str, str]:
    """That of somebody who has set nothing up, and who is not the one who signs in."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "TICKETS_LANGUAGE": "en",
        "TICKETS_USER": "lea",
    }


def command(folder: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "tickets", "--config", str(folder / "config.toml"), "web", *more]


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    port = free_port()
    make_settings(folder, more=f"[web]\nport = {port}\n")
    secret(folder / "secrets" / FILE, json.dumps(dict.fromkeys(("kim", "sam"), quick_hash())))
    log = folder / "web.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            command(folder), stdout=stream, stderr=stream, env=environ(folder), cwd=folder
        )
    server = Server(process, port, log)
    try:
        until(lambda: "the desk is offered at" in server.log, seconds=60, what="the server")
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


@pytest.fixture(scope="module")
def found() -> str:
    path = browser.find()
    if path is None and os.environ.get("CI"):
        pytest.fail("there is no Chromium here: .ci/run installs one")
    return path or pytest.skip("there is no Chromium here")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("web")


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[Desk]:
    """A question for everybody, and one that the department of sam was asked."""
    with make_desk(folder) as opened:
        real_time = Desk(opened.database, opened.house, opened.actor, utc_now)
        receive(real_time, mention("Wann öffnet das Bürgerbüro?", at=utc_now(), remote_id="1"))
        receive(
            real_time,
            mention("Wer prüft unser Zertifikat?", at=utc_now(), remote_id="2", by="otto@example.social"),
        )
        (asked,) = [row.id for row in real_time.see(views.page, Query()).rows if "Zertifikat" in row.excerpt]
        real_time.do(forwards.forward, asked, to="zertifizierung", note="")
        yield real_time


@pytest.fixture(scope="module")
def server(desk: Desk, folder: Path) -> Iterator[Server]:
    with served(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def visitors(found: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with chromium(found, tmp_path_factory.mktemp("browser")) as opened:
        yield opened


@pytest.fixture
def page(visitors: Chromium) -> Iterator[Page]:
    opened = visitors.page()
    yield opened
    opened.close()


def sign_in(page: Page, server: Server, login: str = "kim") -> None:
    page.open(server.url)
    page.until("document.activeElement.id === 'login'")
    page.type(f"{login}{TAB}{PASSWORD}{ENTER}")
    page.await_terminal(*(("Inbox", "Reply") if login == "kim" else ("Open questions", "Propose")))
    page.until("document.activeElement.tagName === 'TEXTAREA'")


def is_blank(png: bytes) -> bool:
    """Whether there is hardly anything on it."""
    counted = browser.colours(png)
    (_ground, most), *others = counted.most_common()
    return len(others) < 20 or most > 0.99 * counted.total()


def test_a_ticket_is_answered_by_keyboard_and_nobody_else_is_asked_for_anything(
    found: str, server: Server, desk: Desk, tmp_path: Path
) -> None:
    with chromium(found, tmp_path) as own:
        page = own.page()
        sign_in(page, server)
        page.await_terminal("Bürgerbüro", "Departments 1")
        page.type(ENTER + "r")
        page.await_terminal("anna@example.social", "public")
        page.type("Mittwochs um neun.")
        page.await_terminal("Mittwochs um neun.")
        assert not is_blank(page.screenshot())
        page.type(CTRL_S)
        (outgoing,) = until(lambda: desk.see(outbox.due, "amt"), what="the queued reply")
        assert outgoing.text == "@anna@example.social Mittwochs um neun."
        assert {reply.author for reply in desk.see(ticket_view.show, 1).replies} == {"kim"}
        assert not [text for text in page.complaints if "WebGL" not in text]
        page.type(CTRL_Q)
        page.until("document.body.classList.contains('-closed')")
        assert "The desk is closed." in page.text
    asked = browser.asked_for(own.log)
    assert any(url.startswith(f"ws://127.0.0.1:{server.port}/ws") for url in asked)
    assert [url for url in asked if f"//127.0.0.1:{server.port}/" not in url] == []


def test_without_a_session_there_is_only_the_form(page: Page, server: Server) -> None:
    page.open(server.url)
    assert page.run("location.pathname") == "/sign-in"
    assert page.run("document.scripts.length") == 0
    assert page.complaints == []
    assert not is_blank(page.screenshot())


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (380, True)])
def test_the_form_and_the_desk_fit_their_window(
    visitors: Chromium, server: Server, width: int, dark: bool
) -> None:
    page = visitors.page(width=width, height=720, dark=dark)
    page.open(server.url)
    within = "document.documentElement.scrollWidth <= innerWidth"
    assert page.run(within)
    sign_in(page, server)
    assert page.run(within)
    screen = "document.querySelector('.xterm-screen').getBoundingClientRect()"
    assert page.until(f"{screen}.bottom <= innerHeight && {screen}.right <= innerWidth")
    assert page.run(f"Math.abs({screen}.top - document.querySelector('header').offsetHeight) < 1")
    assert not is_blank(page.screenshot())
    page.close()


def test_a_foreign_name_for_this_machine_leads_nowhere(page: Page, server: Server) -> None:
    page.open(f"http://{ELSEWHERE}:{server.port}/")
    assert page.status == 403
    assert page.text.count("\n") <= 1


class _Foreign(BaseHTTPRequestHandler):
    """A page of another server on this machine, to which browsers bring cookies as if it were ours."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>foreign</title>")

    def log_message(self, *_told: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def foreign() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Foreign) as other:
        thread = Thread(target=other.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{other.server_port}/"
        other.shutdown()
        thread.join(30)


def test_a_foreign_page_opens_no_desk_with_our_session(page: Page, server: Server, foreign: str) -> None:
    sign_in(page, server)
    open_ = len(server.desks)
    opened = f"""new Promise(done => {{
        const socket = new WebSocket("ws://127.0.0.1:{server.port}/ws");
        socket.onopen = () => done("opened");
        socket.onerror = () => done("refused");
    }})"""
    assert page.run(opened.replace("/ws", "/ws?width=80&height=24")) == "opened"
    page.open(foreign)
    assert page.run(opened) == "refused"
    assert "this was sent from a page of another site" in server.log
    assert len(server.desks) <= open_ + 1
    page.open(server.url)
    assert page.run("location.pathname") == "/"  # still signed in


def test_a_foreign_page_cannot_send_our_form(page: Page, server: Server, foreign: str) -> None:
    page.open(foreign)
    page.run(f"""(() => {{
        const form = document.body.appendChild(document.createElement("form"));
        Object.assign(form, {{method: "post", action: "{server.url}/sign-in"}}).submit();
    }})()""")
    page.until("document.body.innerText.includes('not allowed')")
    assert page.status == 403


def test_a_header_from_a_stranger_names_nobody(page: Page, server: Server) -> None:
    page.call("Network.setExtraHTTPHeaders", headers={"X-Remote-User": "lea", "X-Tickets-Proxy": "x" * 40})
    page.open(server.url)
    assert page.run("location.pathname") == "/sign-in"


def test_a_specialist_sees_what_the_department_was_asked_and_nothing_else(page: Page, server: Server) -> None:
    sign_in(page, server, "sam")
    text = page.await_terminal("Zertifikat", "sam")
    assert "Bürgerbüro" not in text
    for keys in ("1", "4", "r"):
        page.type(keys)
    page.type("2" + ENTER)
    assert "Bürgerbüro" not in page.await_terminal("Zertifikat")


def test_no_desk_outlives_a_server_that_is_killed(visitors: Chromium, desk: Desk, tmp_path: Path) -> None:
    make_desk(tmp_path).close()
    with served(tmp_path) as own:
        page = visitors.page()
        sign_in(page, own)
        (child,) = own.desks
        own.process.kill()
        own.process.wait(30)
        until(lambda: not Path(f"/proc/{child}").exists(), seconds=60, what=f"the end of process {child}")
        page.until("document.body.classList.contains('-closed')")
        page.close()


def test_the_server_ends_its_desks_and_then_itself(visitors: Chromium, tmp_path: Path) -> None:
    make_desk(tmp_path).close()
    with served(tmp_path) as own:
        page = visitors.page()
        sign_in(page, own)
        (child,) = own.desks
        own.process.send_signal(signal.SIGTERM)
        assert own.process.wait(60) == 0
        assert not Path(f"/proc/{child}").exists()
        assert "Traceback" not in own.log
        page.close()


def test_a_password_is_set_by_typing_it_twice(tmp_path: Path) -> None:
    make_settings(tmp_path, more=f"[web]\nport = {free_port()}\n")
    asked = command(tmp_path, "--set-password", "KIM")
    with real_terminal(asked, columns=100, lines=24, environ=environ(tmp_path)) as opened:
        opened.await_text("New password of kim")
        opened.type(f"{PASSWORD}\r")
        opened.await_text("Once more")
        opened.type(f"{PASSWORD}\r")
        opened.await_text("The password of kim is set")
        assert PASSWORD not in opened.text
        assert opened.process.wait(30) == 0
    assert [*json.loads((tmp_path / "secrets" / FILE).read_text())] == ["kim"]
