"""The actions by which a citizen gets an answer."""

from tickets.i18n import _
from tickets.rules.states import Move
from tui.action import Action, Topic


def answering() -> tuple[Action, ...]:
    """In the order of the key bar."""
    return (
        Action(
            "reply",
            Topic.ANSWER,
            "r",
            _("Reply"),
            _("Write an answer, an interim status or a question back."),
            right="reply",
            bar=True,
        ),
        Action(
            "interim",
            Topic.ANSWER,
            "s",
            _("Interim status"),
            _("Say that it takes longer, and until when: the text lies ready, {send} sends it."),
            right="reply",
        ),
        Action(
            "template",
            Topic.ANSWER,
            "m",
            _("Template"),
            _("Answer with a text that lies ready: a digit takes it, {send} sends it."),
            right="reply",
        ),
        Action(
            "use_proposal",
            Topic.ANSWER,
            "p",
            _("Use proposal"),
            _("Answer with what the department proposed; you can still change it."),
            right="reply",
        ),
        Action(
            "withdraw",
            Topic.ANSWER,
            "w",
            _("Withdraw"),
            _(
                "Call back what you sent last, or this ticket's reply; or say what became of an uncertain one."
            ),
            right="reply",
            ticket=False,
        ),
        Action(
            "propose",
            Topic.ANSWER,
            "P",
            _("Propose"),
            _("Write the answer that a department proposes."),
            right="propose",
            move=Move.PROPOSE,
        ),
    )
