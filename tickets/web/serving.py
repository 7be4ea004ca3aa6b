"""`tickets web` at work: what must be there before it listens, and how it ends."""

import asyncio
import errno
import logging
import signal
import time
from collections.abc import Callable, Sequence

from aiohttp import web

from tickets.config import Settings
from tickets.errors import TicketsError, os_reason
from tickets.i18n import _
from tickets.web.entrance import entrance
from tickets.web.passwords import Passwords, warm_up
from tickets.web.people import admitted
from tickets.web.server import DeskServer

log = logging.getLogger(__name__)

_END_SECONDS = 20.0


def serve(settings: Settings, command: Sequence[str], now: Callable[[], float] = time.monotonic) -> None:
    """Serve desks until SIGTERM or Ctrl-C. No desk outlives it.

    Raises SettingsError, and TicketsError where nobody could sign in or the port is taken.
    """
    rules = entrance(settings)
    if not rules.login_header:
        _require_somebody(settings)
        warm_up()
    asyncio.run(_serve(settings, DeskServer(settings, rules, command, now)))


def address(settings: Settings) -> str:
    """What people type into their browser."""
    host = f"[{settings.web.address}]" if ":" in settings.web.address else settings.web.address
    return settings.web.public_url or f"http://{host}:{settings.web.port}"


def _require_somebody(settings: Settings) -> None:
    if not any(admitted(settings, login) for login in Passwords(settings.secrets).logins()):
        raise TicketsError(
            _("Nobody could sign in: no password is set for anybody who may work here"),
            _("Set one with: tickets web --set-password LOGIN"),
        )


async def _serve(settings: Settings, server: DeskServer) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    # No access log: the log says who signed in, not what they looked at.
    runner = web.AppRunner(await server._make_app(), access_log=None, shutdown_timeout=_END_SECONDS)
    await runner.setup()
    try:
        await _listen(web.TCPSite(runner, settings.web.address, settings.web.port), settings)
        log.info("the desk is offered at %s", address(settings))
        await stop.wait()
    finally:
        await runner.cleanup()


async def _listen(site: web.TCPSite, settings: Settings) -> None:
    try:
        await site.start()
    except OSError as error:
        where = f"{settings.web.address}:{settings.web.port}"
        if error.errno == errno.EADDRINUSE:
            raise TicketsError(
                _("{where} is in use by another program").format(where=where),
                _("End that one, or choose another `port` under [web]"),
            ) from None
        raise TicketsError(
            _("Nothing can be offered at {where}: {reason}").format(where=where, reason=os_reason(error)),
            _("Look at `address` and `port` under [web]"),
        ) from None
