"""The group of all commands. Each is imported when it is called: a help text must not wait for a database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import click

from tickets import __version__
from tickets.cli.context import Context, pass_context
from tickets.i18n import _


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command is, and what the list of all commands says of it."""

    module: str
    attribute: str
    summary: str

    def load(self) -> click.Command:
        """The command itself."""
        command = getattr(import_module(f"tickets.cli.{self.module}"), self.attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{self.module}.{self.attribute} is no command")
        command.options_metavar = _("[OPTIONS]")
        return command


class CommandGroup(click.Group):
    """Finds the commands in a table rather than by importing them."""

    def __init__(self, *args: object, sections: Mapping[str, Mapping[str, Place]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.sections = sections
        self._places = {name: place for section in sections.values() for name, place in section.items()}

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(self._places)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = self._places.get(cmd_name)
        return place.load() if place else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self._places and not args[0].startswith("-"):
            raise click.UsageError(_no_such_command(args[0], self._places), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, places in self.sections.items():
            with formatter.section(title):
                formatter.write_dl([(name, place.summary) for name, place in places.items()])


def _no_such_command(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    what = _("There is no command “{name}”").format(name=name)
    meant = get_close_matches(name, known, n=1)
    if not meant:
        return what
    hint = _("Perhaps you meant “{name}”").format(name=meant[0])
    return f"{what}. {hint}"


def _sections() -> dict[str, dict[str, Place]]:
    return {
        _("Work"): {
            "tui": Place("terminal", "tui", _("the desk in the terminal")),
            "web": Place("web", "web", _("the desk in a browser")),
            "keys": Place("keys", "keys", _("the keys of the desk, and how to have your own")),
            "list": Place("listing", "list_", _("tickets, the most urgent first")),
            "views": Place("views", "views", _("searches kept under a name")),
            "show": Place("listing", "show", _("all there is to know of one ticket")),
            "reply": Place("replying", "reply", _("answer, ask back, or promise a date")),
            "templates": Place("templates", "templates", _("texts that lie ready for answers")),
            "withdraw": Place("replying", "withdraw", _("call a reply back that is not out yet")),
            "settle": Place("replying", "settle", _("say what became of an uncertain reply")),
            "forward": Place("acting", "forward", _("ask a department")),
            "recall": Place("acting", "recall", _("take a question back from a department")),
            "propose": Place("acting", "propose", _("propose an answer")),
        },
        _("Sorting"): {
            "assign": Place("acting", "assign", _("give a ticket to somebody")),
            "label": Place("acting", "label", _("correct what a ticket is about")),
            "note": Place("acting", "note", _("write a note for the house")),
            "snooze": Place("acting", "snooze", _("put a ticket aside for a while")),
            "wait": Place("acting", "wait", _("wait for the citizen")),
            "close": Place("acting", "close", _("end a ticket without an answer")),
            "reopen": Place("acting", "reopen", _("take an ended ticket up again")),
            "ignore": Place("acting", "ignore", _("put a ticket out of the way")),
            "rescue": Place("acting", "rescue", _("bring an ignored ticket back")),
            "undo": Place("acting", "undo", _("undo what you did last to a ticket")),
            "second-look": Place(
                "second_look", "second_look_", _("look again at what was ignored by itself")
            ),
        },
        _("Duty"): {
            "roster": Place("roster", "roster", _("who is on duty, and what is handed over")),
        },
        _("Reckoning"): {
            "due": Place("reckoning", "due", _("when an answer is due, and why")),
            "classify": Place("classifying", "classify", _("what triage makes of texts")),
        },
        _("Figures"): {
            "board": Place("board", "board", _("what is late, who has what, how it came to this")),
            "report": Place("report", "report", _("what came, what was answered, what was too late")),
        },
        _("Service"): {
            "init": Place("init", "init", _("write the first settings")),
            "login": Place("login", "login", _("sign in to an account on Mastodon")),
            "doctor": Place("doctor", "doctor", _("say what is wrong, and what to do")),
            "backup": Place("keeping", "backup", _("write the store into one file")),
            "restore": Place("keeping", "restore", _("bring the store back from a backup")),
            "migrate": Place("service", "migrate", _("bring the store to this version")),
            "train": Place("train", "train", _("let triage learn from your corrections")),
            "reckon": Place("reckon", "reckon", _("open deadlines anew, by other settings")),
            "bridge": Place("bridge", "bridge", _("listen, publish, watch the clocks")),
            "status": Place("service", "status", _("how the service is")),
            "demo": Place("demo", "demo", _("try everything on this machine")),
        },
    }


@click.group(
    cls=CommandGroup,
    options_metavar=_("[OPTIONS]"),
    subcommand_metavar=_("COMMAND [ARGUMENTS]"),
    sections=_sections(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=_(
        "Mentions on Mastodon become tickets, and answers go out in time.\n\n"
        "Exit codes: 0 done, 1 it did not work, 2 wrong usage or settings."
    ),
)
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar=_("FILE"),
    help=_("The settings; else TICKETS_CONFIG, ./config.toml, or those in your configuration folder."),
)
@click.option("--debug", is_flag=True, help=_("Show where an error comes from."))
@click.version_option(__version__, prog_name="tickets", message="%(prog)s %(version)s")
@pass_context
def tickets(context: Context, *, config: Path | None, debug: bool) -> None:
    """The program itself; what it does is in the commands."""
    context.config, context.debug = config, debug
