"""`bridge`: the service in the foreground, as systemd and people in a terminal want it."""

import logging
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from tickets.cli import options, output
from tickets.cli.context import Context, pass_context
from tickets.errors import TicketsError
from tickets.i18n import _

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


@click.command(help=_("Listen to Mastodon, publish what is queued, watch the clocks, until stopped."))
@click.option("--once", is_flag=True, help=_("Catch up, publish what is pending, watch the clocks, and end."))
@options.json_option
@pass_context
def bridge(context: Context, *, once: bool, as_json: bool) -> None:
    """Importing what speaks with servers takes a while: only here."""
    from tickets.bridge import Bridge
    from tickets.reports.weekly import weekly

    settings = context.settings
    _log_to_stderr(settings.bridge.log_level)
    with Bridge(settings, now=context.now, weekly=weekly) as service:
        if not once:
            service.run(_stop_signal())
            return
        with _progress() as progress:
            visits = service.once(progress)
    if as_json:
        output.print_json({"accounts": visits})
    for visit in visits:
        if not as_json:
            told = _("{account}: {received} received, {published} published")
            output.say(told.format(account=visit.account, received=visit.received, published=visit.published))
    failed = [visit for visit in visits if visit.trouble]
    if failed:
        raise TicketsError(
            " ".join(output.of_account(visit.account, visit.trouble) for visit in failed).rstrip(".")
        )


def _log_to_stderr(level: str) -> None:
    logging.basicConfig(
        stream=sys.stderr, level=level.upper(), format="%(asctime)s %(levelname)-7s %(message)s", force=True
    )
    # These two would tell addresses with remote ids in them, and nothing that helps.
    for chatty in ("urllib3", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _stop_signal() -> threading.Event:
    """Set by the first SIGTERM or Ctrl-C; a second Ctrl-C ends the process as usual."""
    stop = threading.Event()

    def handle(number: int, _frame: object) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    signal.signal(signal.SIGTERM, handle)
    signal.signal(signal.SIGINT, handle)
    return stop


class _Bars:
    """One line for each account, counting what is found."""

    def __init__(self, bars: "Progress") -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, account: str, new: int) -> None:
        if account not in self._tasks:
            self._tasks[account] = self._bars.add_task(account, total=None)
        self._bars.update(self._tasks[account], completed=new)


@contextmanager
def _progress() -> Iterator[_Bars]:
    """A bar on stderr while a long catch-up runs; nothing where nobody looks."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn(_("{task.completed} posts"), markup=False),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        yield _Bars(bars)
