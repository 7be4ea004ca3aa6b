"""The desk in a process of its own, for one window of a browser: `tickets web` starts it, and nobody else.

Who acts is what TICKETS_USER says, which that command has set to whoever signed in. What goes wrong is told by the exit
code alone: standard output belongs to the screen, and nobody hears standard error.
"""

import sys

from tickets.cli import language
from tickets.cli.context import Context
from tickets.errors import TicketsError


def main() -> int:
    """Open the desk until it is left; the exit code."""
    context = Context()
    language.speak(language.choose((), context.environ))
    try:
        from tui.opening import run

        run(context.login, lambda: context.settings, lambda: context.actor)
    except TicketsError as error:
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
