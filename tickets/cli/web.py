"""`web`: the desk in a browser, and the passwords of those who work there."""

import logging
import sys

import click

from tickets.cli import output
from tickets.cli.context import Context, pass_context
from tickets.config import Settings
from tickets.errors import TicketsError, UsageError
from tickets.i18n import _

_EXTRA = frozenset({"aiohttp", "aiohttp_jinja2", "argon2", "jinja2", "textual_serve"})
_DESK = (sys.executable, "-P", "-m", "tickets.cli.web_desk")
"""The program of one desk. `-P`: the folder it is started in holds none of its modules."""


@click.command(
    help=_(
        "Offer the desk in a browser, until stopped.\n\n"
        "It listens at this machine alone, or behind a reverse proxy that the settings name under [web]. Whoever "
        "works there signs in: set their passwords first."
    )
)
@click.option(
    "--set-password",
    "login",
    metavar=_("LOGIN"),
    help=_("Ask for a new password of this person, twice, and end."),
)
@pass_context
def web(context: Context, *, login: str | None) -> None:
    """The extra is looked for before anything is asked."""
    settings = context.settings
    try:
        from tickets.web.serving import address, serve
    except ModuleNotFoundError as error:
        raise _explained(error) from None
    if login is not None:
        _set_password(settings, login)
        return
    _log_to_stderr(settings)
    output.tell(_("The desk is at {address}; Ctrl-C ends it.").format(address=address(settings)))
    serve(settings, _DESK)


def _explained(error: ModuleNotFoundError) -> Exception:
    if (error.name or "").partition(".")[0] not in _EXTRA:
        return error
    return TicketsError(
        _("The desk in a browser needs packages that are not installed"),
        _("Run: {command}").format(command="pip install 'mastodon-tickets[web]'"),
    )


def _set_password(settings: Settings, login: str) -> None:
    from tickets.web.passwords import Passwords
    from tickets.web.people import admitted

    person = admitted(settings, login)
    if person is None:
        raise UsageError(
            _("{login} may not work in a browser").format(login=login),
            _("List them under [[users]] first"),
        )
    if not sys.stdin.isatty():
        raise UsageError(
            _("A password is typed at a terminal, and this is not one"),
            _("Call this command in a terminal"),
        )
    password = click.prompt(
        _("New password of {login}").format(login=person),
        hide_input=True,
        confirmation_prompt=_("Once more"),
        err=True,
    )
    passwords = Passwords(settings.secrets)
    passwords.set(person, password)
    output.tell(
        _("The password of {login} is set; its hash is in {file}.").format(login=person, file=passwords.file)
    )


def _log_to_stderr(settings: Settings) -> None:
    logging.basicConfig(
        stream=sys.stderr,
        level=settings.bridge.log_level.upper(),
        format="%(asctime)s %(levelname)-7s %(message)s",
        force=True,
    )
    # What these tell may hold what a browser has sent.
    for chatty in ("aiohttp", "asyncio", "textual-serve"):
        logging.getLogger(chatty).setLevel(logging.CRITICAL)
