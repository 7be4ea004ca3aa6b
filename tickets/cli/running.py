"""One call of the program: its language, its errors in one line each, its exit code."""

import io
import os
import sys
from collections.abc import Callable, Sequence

import click

from tickets.cli import language
from tickets.cli.context import Context
from tickets.errors import TicketsError
from tickets.i18n import _

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
"""The exit codes; the last is the shell's for a program ended by Ctrl-C (128 + SIGINT)."""


def run(argv: Sequence[str], context: Context | None = None) -> int:
    """Run the command that these arguments name; returns the exit code. Never raises, never a traceback.

    context: what the commands are given; tests bring their own clock.
    """
    context = context or Context()
    _write_anything()
    language.speak(language.choose(argv, context.environ))
    code = _guarded(lambda: _invoke(argv, context), context)
    # What is still in the buffer may meet a closed pipe too.
    return _guarded(lambda: _flush(code), context)


def _write_anything() -> None:
    """A terminal that lacks a character shows a question mark; it does not end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _invoke(argv: Sequence[str], context: Context) -> int:
    from tickets.cli.group import tickets

    code = tickets.main(list(argv), prog_name="tickets", standalone_mode=False, obj=context)
    return code if isinstance(code, int) else DONE


def _flush(code: int) -> int:
    sys.stdout.flush()
    return code


def _guarded(step: Callable[[], int], context: Context) -> int:
    try:
        return step()
    except BrokenPipeError:
        # Whoever read has gone; the interpreter must not complain when it closes its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.format_message(), err=True)
        return WRONG_USAGE
    except SystemExit as end:
        # Shell completion ends the program itself.
        return end.code if isinstance(end.code, int) else FAILED
    except (KeyboardInterrupt, click.Abort) as end:
        return _stopped(end)
    except Exception as error:
        if context.debug:
            import traceback

            traceback.print_exception(error)
        message, code = _explained(error)
        complain(message)
        return code


def _stopped(end: BaseException) -> int:
    # click tells of both ends alike, and says what it was only in passing.
    if not isinstance(end.__cause__ or end.__context__, EOFError):
        return INTERRUPTED
    complain(_("An answer was wanted, and the input has ended."))
    return FAILED


def _explained(error: Exception) -> tuple[str, int]:
    """What to say of an error, and the exit code."""
    match error:
        case TicketsError():
            return str(error), error.exit_code
        case click.UsageError():
            return _usage(error), WRONG_USAGE
        case click.ClickException():
            return error.format_message(), error.exit_code
        case _:
            what = _("Something unforeseen happened: {kind}").format(kind=type(error).__name__)
            remedy = _("To see where, run it again with: tickets --debug")
            return str(TicketsError(what, remedy)), FAILED


def _usage(error: click.UsageError) -> str:
    path = error.ctx.command_path if error.ctx else "tickets"
    hint = _("More: {command} --help").format(command=path)
    message = error.format_message()
    # click ends some of its messages with a question, and some with nothing.
    return f"{message} {hint}" if message.endswith((".", "?", "?)")) else f"{message}. {hint}"


def complain(message: str) -> None:
    """One line on stderr, whatever the message holds."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in message).split())
    click.echo(f"tickets: {line}", err=True)
