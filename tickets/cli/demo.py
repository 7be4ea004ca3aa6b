"""`demo`: a local Mastodon server with citizens who write, the bridge, and the desk."""

import sys
from pathlib import Path

import click

from tickets.cli import options, output
from tickets.errors import UsageError
from tickets.i18n import _

_SECONDS = 30.0


@click.command(
    help=_(
        "Try everything on this machine: a local Mastodon server with citizens who write, the bridge and the "
        "desk. Nothing is left behind, unless you name a folder, and nothing leaves this machine."
    )
)
@click.option("--headless", is_flag=True, help=_("Without the desk: answer some, then say what happened."))
@click.option(
    "--seconds",
    type=options.called(click.FloatRange(1, 3600), _("number")),
    metavar=_("NUMBER"),
    default=_SECONDS,
    show_default=True,
    help=_("How long the citizens write, with --headless."),
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar=_("FOLDER"),
    help=_("Keep settings and tickets in this new folder: for other commands, and for afterwards."),
)
@options.json_option
def demo(*, headless: bool, seconds: float, folder: Path | None, as_json: bool) -> None:
    """Only the command line brings the world and the screens together."""
    if folder is not None:
        from tickets.demo.folder import require_new

        require_new(folder)
    if headless or as_json:
        _headless(seconds, folder, as_json=as_json)
        _tell_how_to_go_on(folder)
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(_("The desk needs a terminal, and this is not one"), _("Add --headless"))
    _with_desk(folder)
    _tell_how_to_go_on(folder)


def _tell_how_to_go_on(folder: Path | None) -> None:
    if folder is not None:
        from tickets.demo.folder import SETTINGS, to_look

        output.tell(_("To look at it: {command}").format(command=to_look(folder / SETTINGS)))


def _headless(seconds: float, folder: Path | None, *, as_json: bool) -> None:
    from tickets.demo.headless import run

    output.tell(_("The citizens write for {seconds:g} seconds …").format(seconds=seconds))
    figures = run(seconds, folder)
    if as_json:
        output.print_json(figures)
        return
    output.say(
        _("{received} posts received, {tickets} tickets, {published} answers published, {lost} lost.").format(
            received=figures.received,
            tickets=figures.tickets,
            published=figures.replies_published,
            lost=figures.lost,
        )
    )


def _with_desk(folder: Path | None) -> None:
    output.tell(_("Starting the local server …"))
    from tickets.demo.folder import CLERK
    from tickets.demo.town import await_bridge, town
    from tickets.desk.people import actor
    from tui.opening import run

    with town(folder, prologue=True) as running:
        await_bridge(running.settings)
        settings = running.settings
        run(CLERK, lambda: settings, lambda: actor(settings, CLERK), offer_tour=True)
