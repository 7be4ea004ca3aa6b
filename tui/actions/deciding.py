"""The actions that change tickets without a word to the citizen."""

from tickets.i18n import _
from tickets.rules.states import Move
from tui.action import Action, Topic


def deciding() -> tuple[Action, ...]:
    """In the order of the key bar."""
    return (_ignoring(), *_handing_on(), *_ending(), *_waiting(), *_remarking(), *_looking_again())


def _ignoring() -> Action:
    return Action(
        "ignore",
        Topic.DECIDE,
        "i",
        _("Ignore"),
        _("Put it out of the way without an answer. It stays, and can be rescued."),
        right="ignore",
        move=Move.IGNORE,
        many=True,
        bar=True,
    )


def _ending() -> tuple[Action, ...]:
    return (
        Action(
            "close",
            Topic.DECIDE,
            "c",
            _("Close"),
            _("End it without an answer."),
            right="triage",
            move=Move.CLOSE,
            many=True,
            bar=True,
        ),
        Action(
            "reopen",
            Topic.DECIDE,
            "o",
            _("Reopen"),
            _("Take an ended ticket up again, with a new clock from now."),
            right="triage",
            move=Move.REOPEN,
            many=True,
            bar_if_possible=True,
        ),
    )


def _handing_on() -> tuple[Action, ...]:
    return (
        Action(
            "forward",
            Topic.DECIDE,
            "f",
            _("Forward"),
            _("Ask a department for an answer."),
            right="forward",
            move=Move.FORWARD,
            many=True,
            bar=True,
        ),
        Action(
            "take",
            Topic.DECIDE,
            "a",
            _("To me"),
            _("Assign it to yourself."),
            right="triage",
            move=Move.TAKE,
            many=True,
            bar=True,
        ),
        Action(
            "assign",
            Topic.DECIDE,
            "A",
            _("Assign"),
            _("Assign it to somebody, or to nobody."),
            right="triage",
            move=Move.TAKE,
            many=True,
        ),
        Action(
            "recall",
            Topic.DECIDE,
            "R",
            _("Take back"),
            _("Take the question back from the department, unanswered."),
            right="forward",
            move=Move.RECALL,
            many=True,
            bar_if_possible=True,
        ),
    )


def _waiting() -> tuple[Action, ...]:
    return (
        Action(
            "snooze",
            Topic.DECIDE,
            "z",
            _("Put aside"),
            _("Put it aside until a time. The clock runs on."),
            right="triage",
            move=Move.SNOOZE,
            many=True,
            bar=True,
        ),
        Action(
            "wait",
            Topic.DECIDE,
            "W",
            _("Wait"),
            _("Wait for the citizen: the clock stops until they write again."),
            right="triage",
            move=Move.WAIT,
            many=True,
        ),
    )


def _remarking() -> tuple[Action, ...]:
    return (
        Action(
            "note",
            Topic.DECIDE,
            "n",
            _("Note"),
            _("Write a note into the history. Nobody outside the house sees it."),
            right="note",
            many=True,
            bar=True,
        ),
        Action(
            "label",
            Topic.DECIDE,
            "l",
            _("Kind"),
            _("Correct what it is about: question, incident, criticism and so on."),
            right="triage",
            many=True,
        ),
        Action(
            "undo",
            Topic.DECIDE,
            "u",
            _("Undo"),
            _("Rescue the ignored ticket; elsewhere, take back what you did last here, then to this ticket."),
            ticket=False,
            bar=True,
        ),
    )


def _looking_again() -> tuple[Action, ...]:
    """Going through what the bridge ignored, with the two answers."""
    return (
        Action(
            "second_look",
            Topic.DECIDE,
            "e",
            _("Second look"),
            _("Go through the ignored tickets that were drawn for a person's eyes."),
            right="ignore",
            ticket=False,
        ),
        Action(
            "rightly",
            Topic.DECIDE,
            "",
            _("Rightly ignored"),
            _("In the second look: it was rightly ignored, and the next one comes."),
            like="ignore",
            right="ignore",
            many=True,
            bar_if_possible=True,
        ),
        Action(
            "wrongly",
            Topic.DECIDE,
            "",
            _("Bring back"),
            _("In the second look: it was wrongly ignored, and is rescued with its original clock."),
            like="undo",
            right="ignore",
            many=True,
            bar_if_possible=True,
        ),
    )
