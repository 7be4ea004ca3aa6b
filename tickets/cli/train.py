"""`train`: triage learns from the corrections of this team, or goes back to what it knew before."""

from collections.abc import Mapping

import click

from tickets.cli import options, output
from tickets.cli.context import Context, pass_context
from tickets.cli.running import FAILED
from tickets.desk import training
from tickets.desk.learner import Learner
from tickets.desk.training import TrainingView
from tickets.errors import ModelError
from tickets.i18n import _, ngettext
from tickets.storage.triage_models import Trial
from tickets.triage.current import Current


@click.command(
    help=_(
        "Let triage learn from what people labelled, ignored, rescued, forwarded and answered.\n\n"
        "What it learnt is used only if it does no worse on posts that come with the program. The bridge does this "
        "by itself at night. For team leads and administrators."
    )
)
@click.option("--rollback", is_flag=True, help=_("Go back to what was used before."))
@options.json_option
@click.pass_context
@pass_context
def train(context: Context, ctx: click.Context, *, rollback: bool, as_json: bool) -> None:
    """A running bridge takes what is in use then within seconds."""
    current = Current(context.settings.departments)
    if current.shipped is None:
        raise ModelError(current.trouble)
    with context.desk() as desk:
        if rollback:
            _tell_rollback(desk.do(training.roll_back, current.shipped.version), as_json=as_json)
            return
        kept = Learner(desk, current).learn()
    if as_json:
        output.print_json({**output.fields(kept), "in_use": current.version})
    else:
        _tell(kept, current.version)
    if kept.state is Trial.REFUSED:
        ctx.exit(FAILED)


def _tell_rollback(done: training.RolledBack, *, as_json: bool) -> None:
    if as_json:
        output.print_json(done)
    else:
        output.say(
            _("{gone} is given up, {version} is in use again.").format(gone=done.gone, version=done.version)
        )


def _tell(kept: TrainingView, in_use: str) -> None:
    learnt = ngettext("Learnt from {count} text.", "Learnt from {count} texts.", kept.examples)
    output.say(learnt.format(count=kept.examples))
    _print_scores(kept.card)
    if kept.state is Trial.REFUSED:
        told = _(
            "{version} is refused: it does worse on the posts that come with the program. {in_use} stays in use."
        )
        output.say(told.format(version=kept.version, in_use=in_use), "bold red")
    else:
        output.say(_("{version} is in use.").format(version=kept.version))


def _print_scores(card: Mapping[str, object]) -> None:
    """The new model beside those it was compared with."""
    scores = card.get("scores")
    if not isinstance(scores, Mapping):
        return
    names = {
        "learnt": _("learnt now"),
        "in_use": _("in use until now"),
        "shipped": _("came with the program"),
    }
    rows = [
        (names.get(str(name), str(name)), f"{score['loss']:.3f}", str(score["ignored"]))
        for name, score in scores.items()
    ]
    output.print_table((_("Model"), _("Loss"), _("Legitimate posts it would ignore")), rows)
