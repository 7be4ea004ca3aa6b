"""The command line: commands, thin: read, call, print."""

import sys


def main() -> None:
    """The console script `tickets`."""
    from tickets.cli.running import run

    sys.exit(run(sys.argv[1:]))
