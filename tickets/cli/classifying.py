"""`classify`: what triage makes of texts; JSON lines in, JSON lines out."""

import json
import sys

import click

from tickets.cli import output
from tickets.cli.context import Context, pass_context
from tickets.cli.running import FAILED, complain
from tickets.errors import TicketsError
from tickets.i18n import _
from tickets.triage import Classifier, Verdict
from tickets.triage.current import Current

_LOADING = 60.0
"""Seconds that another classifier has to load: whoever asks for a verdict waits for it."""


@click.command(
    help=_(
        "Say what triage makes of posts.\n\n"
        "Reads one JSON object a line from standard input and prints one a line. For example: "
        '{"text": "How do I ...?", "language": "en"}'
    )
)
@click.option("--json", "_as_json", is_flag=True, hidden=True, help=_("It prints nothing but JSON anyway."))
@click.pass_context
@pass_context
def classify(context: Context, ctx: click.Context, *, _as_json: bool) -> None:
    """Each verdict is out before the next line is read."""
    classifier = _classifier(context)
    failed = False
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        try:
            verdict = _verdict(classifier, line)
        except TicketsError as error:
            complain(_("line {number}: {reason}").format(number=number, reason=error))
            failed = True
        else:
            output.print_json(_told(verdict), indent=None)
    if failed:
        ctx.exit(FAILED)


def _classifier(context: Context) -> Classifier:
    """What the bridge would use; where nothing is set up yet, what came with the program."""
    settings = context.settings_or_defaults
    current = Current(settings.departments)
    if settings.file is None:
        if current.trouble:
            complain(current.trouble)
        return current
    # Slow to import, and of no use where there are no settings.
    from tickets.desk.triage import foreign_of, take_in_use

    trouble = take_in_use(settings, current) or current.trouble
    foreign, missing = foreign_of(settings, current)
    if foreign is not None and not foreign.ready(_LOADING):
        missing = foreign.trouble
    for each in filter(None, (trouble, missing)):
        complain(each)
    return foreign or current


def _verdict(classifier: Classifier, line: bytes) -> Verdict:
    try:
        post = json.loads(line)
    except UnicodeDecodeError:
        raise TicketsError(_("this is no UTF-8"), _("Send it as UTF-8")) from None
    except (ValueError, RecursionError):
        raise TicketsError(_("this is no JSON"), _example()) from None
    if not isinstance(post, dict) or not isinstance(post.get("text"), str):
        raise TicketsError(_("this is no object with a “text”"), _example())
    language, direct = post.get("language"), post.get("direct", False)
    if not isinstance(language, str | None) or not isinstance(direct, bool):
        raise TicketsError(_("“language” must be a text or null, “direct” true or false"), _example())
    return classifier.classify(post["text"], language=language, direct=direct)


def _example() -> str:
    return _("Write one object a line, such as {example}").format(example='{"text": "…", "language": "de"}')


def _told(verdict: Verdict) -> dict[str, object]:
    """What the contract promises of a verdict, and what explains its zone."""
    return {
        "kind": verdict.kind,
        "scores": verdict.scores,
        "zone": verdict.zone,
        "department": verdict.department,
        "reasons": verdict.reasons,
        "thresholds": verdict.thresholds,
        "version": verdict.version,
        "language": verdict.language,
    }
