"""`tickets init`: a first settings file, explained, by a few questions."""

import json
import shlex
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from tickets import i18n
from tickets.cli import options
from tickets.cli.context import Context, pass_context
from tickets.cli.output import print_json, tell
from tickets.config import values
from tickets.config.mistakes import Mistake, shown
from tickets.config.overlay import FILE_VARIABLE
from tickets.config.secrets import FOLDER, write_secret
from tickets.errors import TicketsError, UsageError, os_reason
from tickets.i18n import _
from tickets.rules.region import Region
from tickets.rules.worktime import Misconfigured

FILE = "config.toml"
ACCOUNT = "amt"
"""What the first account is called where nobody says otherwise."""

_COUNTRY = "DE"
_WIDTH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What somebody who starts has to say."""

    server: str
    account: str
    subdivision: str
    """A German state or municipality, "" for the holidays of the whole country."""


@click.command(help=_("Write a first settings file by asking what it must hold."))
@click.option("--server", metavar="URL", help=_("The server of the Mastodon account."))
@click.option("--account", metavar=_("NAME"), help=_("What the account is called here."))
@click.option("--state", metavar=_("STATE"), help=_("The German state whose holidays are kept, such as NW."))
@click.option(
    "--path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=_("FILE"),
    help=_("Where to write; else --config, else TICKETS_CONFIG, else ./config.toml."),
)
@click.option("--yes", is_flag=True, help=_("Ask nothing. Never replaces a file."))
@options.json_option
@pass_context
def init(
    context: Context,
    *,
    server: str | None,
    account: str | None,
    state: str | None,
    path: Path | None,
    yes: bool,
    as_json: bool,
) -> None:
    """Write a settings file and an empty secrets folder. Raises UsageError, TicketsError."""
    file = _place(path, context)
    _may_write(file, ask=not yes)
    answers = Answers(
        server=_answer(
            server,
            _server,
            _("Server of the Mastodon account, such as social.example.org"),
            "--server",
            ask=not yes,
        ),
        account=_answer(
            account,
            values.name,
            _("What to call the account here, in short"),
            "--account",
            ACCOUNT,
            ask=not yes,
        ),
        subdivision=_answer(
            state,
            _state,
            _("State whose holidays are kept (NW, BY, …; empty: none)"),
            "--state",
            "",
            ask=not yes,
        ),
    )
    _write(file, settings_text(answers))
    if as_json:
        print_json({"file": str(file), "account": answers.account, "server": answers.server})
    tell(_("The settings are in {file}.").format(file=file))
    tell(_("Next, sign in: {command}").format(command=_next_command(file, answers.account)))


def settings_text(answers: Answers) -> str:
    """A settings file with these answers, explained in the language in use."""
    return "\n".join(line for paragraph in _paragraphs(answers) for line in (*paragraph, ""))


def _paragraphs(answers: Answers) -> Iterator[list[str]]:
    yield _comment(
        _("Settings of tickets."),
        _("The environment goes before this file: TICKETS_SLA__ANSWER=16h for “answer” under “sla”."),
        _("Relative paths count from the folder of this file."),
    )
    yield ['timezone = "Europe/Berlin"', f"language = {_quoted(i18n.language())}"]
    yield [
        "[database]",
        *_comment(
            _("Where tickets are kept. PostgreSQL: postgresql+psycopg://user@host/database."),
            _("With a password in it, the address belongs in the file secrets/database__url."),
        ),
        'url = "sqlite:///tickets.db"',
    ]
    yield [
        "[[accounts]]",
        *_comment(_("A table like this one for each Mastodon account. Its history hangs on the name.")),
        f"name = {_quoted(answers.account)}",
        f"server = {_quoted(answers.server)}",
        *_comment(_("Written by “tickets login”; nobody else may read it.")),
        f"token_file = {_quoted(f'{FOLDER}/{answers.account}.token')}",
        'calendar = "office"',
        *_comment(_("How many days back mentions are taken in on the first start.")),
        "backfill_days = 7",
    ]
    yield from _calendar(answers)
    yield from _people()


def _calendar(answers: Answers) -> Iterator[list[str]]:
    yield [
        "[calendars.office]",
        *_comment(_("Whose public holidays are kept: a country, and a state or municipality in it.")),
        f"country = {_quoted(_COUNTRY)}",
        f"subdivision = {_quoted(answers.subdivision)}",
        *_comment(_("Days off of the house, in every year (12-24) or in one (2026-05-15).")),
        'closed = ["12-24", "12-31"]',
    ]
    yield [
        "[calendars.office.hours]",
        *_comment(_("Hours of service; a day that is left out has none.")),
        *(f'{day} = "09:00-17:00"' for day in ("mon", "tue", "wed", "thu", "fri")),
    ]
    yield [
        "[sla]",
        *_comment(
            _(
                "What is promised: “2d” are working days, the day of arrival not counted;"
                " “16h” are hours of service."
            )
        ),
        'answer = "2d"',
        *_comment(_("After an interim status that names no date.")),
        'interim = "2d"',
        *_comment(_("For a department to propose an answer.")),
        'department = "1d"',
    ]


def _people() -> Iterator[list[str]]:
    yield _comment(
        _("Departments that propose answers. Take the # away from the lines below, and describe yours."),
        "",
        "[[departments]]",
        'key = "presse"',
        'name = "Pressestelle"',
        'mail = "presse@example.org"',
        'keywords = ["Interview", "Pressemitteilung"]',
    )
    yield _comment(
        _("People whose rights are named; everybody else acts as a community manager."),
        _("Roles: manager, specialist (with a department), lead, administrator."),
        "",
        "[[users]]",
        'login = "kim"',
        'role = "lead"',
    )


def _comment(*paragraphs: str) -> list[str]:
    lines = [line for text in paragraphs for line in textwrap.wrap(text, _WIDTH) or [""]]
    return [f"# {line}".rstrip() for line in lines]


def _quoted(text: str) -> str:
    """A basic string of TOML; JSON's escapes are all among TOML's."""
    return json.dumps(text, ensure_ascii=False)


def _place(path: Path | None, context: Context) -> Path:
    named = path or context.config or context.environ.get(FILE_VARIABLE) or FILE
    return Path(named).expanduser().absolute()


def _next_command(file: Path, account: str) -> str:
    """How to sign in; the file is named unless it lies where it is looked for first."""
    if file == Path(FILE).absolute():
        return f"tickets login {account}"
    return f"tickets --config {shlex.quote(str(file))} login {account}"


def _may_write(file: Path, *, ask: bool) -> None:
    if not file.exists():
        return
    question = _("There are settings in {file}. Replace them?").format(file=file)
    if not (ask and options.confirmed(question)):
        raise TicketsError(
            _("{file} exists, and was left as it is").format(file=file), _("Name another file with --path")
        )


def _answer(
    given: str | None,
    check: Callable[[str], str],
    question: str,
    option: str,
    usual: str | None = None,
    *,
    ask: bool,
) -> str:
    """What the option says, else what a person answers, else what is usual; checked. Raises UsageError."""
    if given is None and ask:
        return str(click.prompt(question, default=usual, value_proc=_asking_again(check), err=True))
    text = usual if given is None else given
    if text is None:
        raise UsageError(
            _("Without questions, {option} must be given").format(option=option),
            _("Write {option} and its value").format(option=option),
        )
    try:
        return check(text)
    except (Mistake, Misconfigured) as error:
        raise UsageError(f"{option}: {error.what}", error.remedy) from None


def _asking_again(check: Callable[[str], str]) -> Callable[[str], str]:
    def checked(text: str) -> str:
        try:
            return check(text)
        except (Mistake, Misconfigured) as error:
            raise click.UsageError(f"{error.what}. {error.remedy}.") from None

    return checked


def _server(text: str) -> str:
    if "://" in text:
        return values.server(text)
    host = text.strip()
    if "." not in host.partition("/")[0] and host:
        # Whoever means a machine of the own network writes https:// before it.
        raise Mistake(
            _("“{name}” is no name of a server").format(name=shown(host)),
            _("Write it whole, such as social.example.org"),
        )
    return values.server(f"https://{host}")


def _state(text: str) -> str:
    if text:
        Region(_COUNTRY, text)
    return text


def _write(file: Path, text: str) -> None:
    try:
        write_secret(file, text)
        (file.parent / FOLDER).mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise TicketsError(
            _("{file} cannot be written: {reason}").format(file=file, reason=os_reason(error)),
            _("Name another place with --path"),
        ) from None
