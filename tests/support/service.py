"""An installation as an administrator makes it: settings, tokens, a store, and the program in processes of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from sqlalchemy import select, update

import tickets
from tests.support.cli import Outcome
from tests.support.settings import secret
from tests.support.waiting import until
from tickets.config import load
from tickets.desk import ticket_view, views
from tickets.desk.house import Desk, utc_now
from tickets.desk.people import actor
from tickets.desk.rows import Query, TicketView
from tickets.desk.service_rows import WorkerView
from tickets.storage.answer_models import Reply
from tickets.storage.models import Direction, Message

_PROGRAM = (sys.executable, "-m", "tickets")
_CODE = str(Path(tickets.__file__).parent.parent)
_START_SECONDS = 40.0
_END_SECONDS = 15.0

_SETTINGS = """
timezone = "Europe/Berlin"
language = "en"

[replies]
delay_seconds = 0

[database]
url = "sqlite:///tickets.db"

[bridge]
catchup_seconds = 1
poll_seconds = 1

[calendars.bonn]
country = "DE"
subdivision = "NW"

[[users]]
login = "kim"
role = "manager"
"""

_ACCOUNT = """
[[accounts]]
name = "{name}"
server = "{server}"
calendar = "bonn"
"""


class Bridge:
    """The service at work."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self._process = process
        self._log = log

    @property
    def lines(self) -> list[str]:
        """What it has logged so far, without the times."""
        text = self._log.read_text(encoding="utf-8", errors="replace")
        # Date, time, level, message.
        return [line.split(maxsplit=2)[-1] for line in text.splitlines()]

    def wait_for(self, *words: str) -> None:
        """Until one line of its log has all these words."""
        until(
            lambda: any(all(word in line for word in words) for line in self.lines),
            seconds=_START_SECONDS,
            what=f"a line with {words}",
        )

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send it this signal; its exit code."""
        self._process.send_signal(how)
        return self._process.wait(_END_SECONDS)


class Installation:
    """What an administrator has set up in `folder`. Close it, or use it as a context manager."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if "desk" in self.__dict__:
            self.desk.close()

    def set_up(self, servers: Mapping[str, str], tokens: Mapping[str, str]) -> None:
        """Write the settings: accounts by name, each at its server's address, with its token in its file."""
        accounts = (_ACCOUNT.format(name=name, server=server) for name, server in servers.items())
        (self.folder / "config.toml").write_text(_SETTINGS + "".join(accounts), encoding="utf-8")
        for name, token in tokens.items():
            secret(self.folder / "secrets" / f"{name}.token", token)

    def __call__(self, *argv: str) -> Outcome:
        """Call the program, and wait for it."""
        done = subprocess.run(
            [*_PROGRAM, *argv],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_START_SECONDS,
            check=False,
            env=self._environ(),
            cwd=self.folder,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    def ask(self, *argv: str) -> Any:
        """The document that the program prints; fails where it fails."""
        outcome = self(*argv, "--json")
        assert outcome.code == 0, outcome.err
        return outcome.json

    @cached_property
    def desk(self) -> Desk:
        """Kim's desk at the same store, in this process. The store must be there already."""
        settings = load(self.folder / "config.toml", environ={})
        return Desk.open(settings, actor(settings, "kim"))

    def worker(self, name: str) -> WorkerView | None:
        """How a worker of the bridge says it is; None where nobody has heard of it."""
        workers = self.desk.see(views.service).workers
        return next((worker for worker in workers if worker.name == name), None)

    def is_worker(self, name: str, state: str) -> bool:
        """Whether the worker says that it is so."""
        worker = self.worker(name)
        return worker is not None and worker.state == state

    def tickets(self) -> list[TicketView]:
        """All tickets with all there is to know of them, in the order in which they were opened."""
        rows = self.desk.see(views.page, Query(limit=1000)).rows
        return [self.desk.see(ticket_view.show, number) for number in sorted(row.id for row in rows)]

    @contextmanager
    def bridge(self) -> Iterator[Bridge]:
        """The service, from its start until it ends or the block does."""
        log = self.folder / "bridge.log"
        with log.open("wb") as stream:
            process = subprocess.Popen(
                [*_PROGRAM, "bridge"], stdout=stream, stderr=stream, env=self._environ(), cwd=self.folder
            )
        try:
            yield Bridge(process, log)
        finally:
            process.kill()
            process.wait(_END_SECONDS)

    def received(self) -> list[str]:
        """The remote ids of all that came in, in the order in which it was stored."""
        incoming = select(Message.remote_id).where(Message.direction == Direction.IN).order_by(Message.id)
        with self.desk.database.read() as session:
            return list(session.scalars(incoming))

    def let_leases_pass(self) -> None:
        """As if so much time had gone by as a reply is left alone that a dead publisher had claimed."""
        with self.desk.database.write() as session:
            session.execute(update(Reply).values(next_attempt_at=utc_now()))

    def _environ(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": _CODE,
            "PYTHONWARNINGS": "error",
            "TICKETS_USER": "kim",
        }
