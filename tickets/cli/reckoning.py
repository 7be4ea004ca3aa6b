"""`due`: when an answer is due, and why."""

from zoneinfo import ZoneInfo

import click

from tickets import i18n
from tickets.cli import options, output
from tickets.cli.context import Context, pass_context
from tickets.config import Settings
from tickets.errors import NotFound, UsageError
from tickets.i18n import _
from tickets.rules.dates import day_word, time_word
from tickets.rules.worktime import Calendar, Explanation, Misconfigured, Term, explain


@click.command(
    help=_(
        "Say when an answer is due to what arrived at TIME, such as 2026-05-13T10:00.\n\n"
        "TIME is local at the office where it names no zone."
    )
)
@click.argument("time", metavar=_("TIME"))
@click.option("--calendar", metavar=_("NAME"), help=_("The working time of which office."))
@click.option("--term", metavar=_("TERM"), help=_("2d are working days, 16h hours of service."))
@click.option("--explain", "explained", is_flag=True, help=_("Say what each day did for it."))
@options.json_option
@pass_context
def due(
    context: Context, *, time: str, calendar: str | None, term: str | None, explained: bool, as_json: bool
) -> None:
    """The deadline of something that arrived at this time."""
    settings = context.settings_or_defaults
    office = _office(settings, calendar)
    arrived = options.instant(time, ZoneInfo(office.zone))
    explanation = explain(arrived, _term(settings, term), office, language=i18n.language())
    if as_json:
        output.print_json(explanation)
    else:
        _print(explanation, office, explained=explained)


def _office(settings: Settings, name: str | None) -> Calendar:
    try:
        return settings.calendar(name)
    except NotFound as error:
        raise UsageError(error.what, error.remedy) from None


def _term(settings: Settings, text: str | None) -> Term:
    if text is None:
        return settings.sla.answer
    try:
        return Term.parse(text)
    except Misconfigured as error:
        raise UsageError(error.what, error.remedy) from None


def _print(explanation: Explanation, office: Calendar, *, explained: bool) -> None:
    output.say(time_word(explanation.due_at, ZoneInfo(office.zone)))
    if not explained:
        return
    rows = [
        (day_word(step.date), _("counted") if step.counted else _("not counted"), step.reason)
        for step in explanation.steps
    ]
    output.print_table((_("Day"), _("Counts"), _("Why")), rows)
