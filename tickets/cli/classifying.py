"""`classify`: what triage makes of texts; JSON lines in, JSON lines out."""

import json
import sys

import click

from tickets.cli import output
from tickets.cli.context import Context, pass_context
from tickets.cli.running import FAILED, complain
from tickets.i18n import _
from tickets.triage import Classifier, Verdict, open_classifier


class _NoPost(ValueError):
    """A line of the input is no post; its words say why."""


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
    classifier = open_classifier(context.settings_or_defaults.departments)
    failed = False
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        try:
            verdict = _verdict(classifier, line)
        except _NoPost as error:
            complain(_("line {number}: {reason}").format(number=number, reason=error))
            failed = True
        else:
            output.print_json(_told(verdict), indent=None)
    if failed:
        ctx.exit(FAILED)


def _verdict(classifier: Classifier, line: bytes) -> Verdict:
    try:
        post = json.loads(line)
    except UnicodeDecodeError:
        raise _NoPost(_("this is no UTF-8")) from None
    except (ValueError, RecursionError):
        raise _NoPost(_("this is no JSON")) from None
    if not isinstance(post, dict) or not isinstance(post.get("text"), str):
        raise _NoPost(_("this is no object with a “text”"))
    language, direct = post.get("language"), post.get("direct", False)
    if not isinstance(language, str | None) or not isinstance(direct, bool):
        raise _NoPost(_("“language” must be a text or null, “direct” true or false"))
    return classifier.classify(post["text"], language=language, direct=direct)


def _told(verdict: Verdict) -> dict[str, object]:
    """What the contract promises of a verdict."""
    return {
        "kind": verdict.kind,
        "scores": verdict.scores,
        "zone": verdict.zone,
        "department": verdict.department,
        "reasons": verdict.reasons,
    }
