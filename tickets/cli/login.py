"""`login`: a person signs in to one of our accounts, and the token is kept where only we can read it."""

import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import click

from tickets import i18n
from tickets.cli import options, output
from tickets.cli.context import Context, pass_context
from tickets.config import AccountSettings, Settings, token_variable, write_secret
from tickets.errors import TicketsError, UsageError, os_reason
from tickets.i18n import _
from tickets.mastodon import oauth
from tickets.mastodon.client import Client
from tickets.mastodon.oauth import Begun


@click.command(
    help=_(
        "Sign in to ACCOUNT of the settings.\n\n"
        "You open an address, sign in there, and bring back the code that the server shows: type it, or call "
        "the command again with --code."
    )
)
@click.argument("account", metavar=_("ACCOUNT"))
@click.option("--code", metavar=_("CODE"), help=_("The code that the server has shown; - reads it."))
@click.option("--no-browser", is_flag=True, help=_("Only print the address, open no browser."))
@options.json_option
@pass_context
def login(context: Context, *, account: str, code: str | None, no_browser: bool, as_json: bool) -> None:
    """The token is stored only when the server has told whose it is."""
    settings = context.settings
    chosen = settings.account(account)
    pending = _Pending(settings.token_file(account))
    if code is None:
        begun = oauth.begin(account, chosen.server, language=i18n.language())
        pending.keep(begun)
        _show(begun.url, browser=not no_browser)
        if not sys.stdin.isatty():
            _say_how_to_go_on(account, begun.url, as_json=as_json)
            return
        code = click.prompt(_("Code"), err=True)
    begun = pending.found(account)
    granted = oauth.finish(account, chosen.server, begun, options.read_text(code))
    _store(settings, chosen, granted, as_json=as_json)
    pending.forget()
    if context.environ.get(token_variable(account)):
        output.tell(
            _("Mind that {variable} is set: it is used instead of the file.").format(
                variable=token_variable(account)
            )
        )


def _show(url: str, *, browser: bool) -> None:
    output.tell(_("Open this address, sign in with the account, and bring back the code:"))
    output.tell(url)
    # A text browser would take over the terminal, so only where there is a screen with windows.
    if browser and (
        sys.platform in {"darwin", "win32"} or {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys()
    ):
        click.launch(url)


def _say_how_to_go_on(account: str, url: str, *, as_json: bool) -> None:
    """Nobody is there to be asked for the code."""
    output.tell(_("Then call: tickets login {account} --code CODE").format(account=account))
    if as_json:
        output.print_json({"account": account, "url": url})


def _store(settings: Settings, account: AccountSettings, granted: oauth.Granted, *, as_json: bool) -> None:
    with Client(account.name, account.server, granted.token) as client:
        me = client.verify()
    file = settings.token_file(account.name)
    try:
        write_secret(file, f"{granted.token}\n")
    except OSError as error:
        raise _unwritable(file, error) from None
    if as_json:
        output.print_json(
            {"account": account.name, "handle": me.handle, "scopes": granted.scopes, "token_file": str(file)}
        )
    else:
        output.say(_("“{account}” is signed in as @{handle}.").format(account=account.name, handle=me.handle))
        output.say(_("The token is in {file}; only you can read it.").format(file=file))


def _unwritable(file: Path, error: OSError) -> TicketsError:
    return TicketsError(
        _("The secret cannot be written to {file}: {reason}").format(file=file, reason=os_reason(error)),
        _("Let this user write there, then sign in again"),
    )


class _Pending:
    """What a sign-in needs to remember until its code comes, beside the token and as secret."""

    def __init__(self, token_file: Path) -> None:
        self._file = token_file.with_name(f"{token_file.name}.pending")

    def keep(self, begun: Begun) -> None:
        """Remember it, in the place of an older one."""
        try:
            write_secret(self._file, json.dumps(asdict(begun)))
        except OSError as error:
            raise _unwritable(self._file, error) from None

    def found(self, account: str) -> Begun:
        """What was begun. Raises UsageError where nothing was."""
        try:
            told = json.loads(self._file.read_text(encoding="utf-8"))
            return Begun(**{**told, "scopes": tuple(told["scopes"])})
        except (OSError, ValueError, TypeError, KeyError):
            raise UsageError(
                _("There is no code to be brought for “{account}”: nobody has asked for one").format(
                    account=account
                ),
                _("Call `tickets login {account}` first").format(account=account),
            ) from None

    def forget(self) -> None:
        """It has served."""
        with suppress(OSError):
            self._file.unlink()
