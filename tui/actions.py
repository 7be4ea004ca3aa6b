"""Everything that can be done at the desk: one table, which feeds keys, key bar, palette and help.

What is impossible for a ticket is shown greyed, and refused with a sentence that says why (`tui.action`).
"""

from tickets.i18n import _
from tickets.rules.states import Move, Queue, queue_word
from tui.action import Action, Topic
from tui.ways import looking_again, reading, stepping


def actions() -> tuple[Action, ...]:
    """The table, in the language in use and in the order of the key bar."""
    return (
        *_answering(),
        *_ending(),
        *_handing_on(),
        *_waiting(),
        *_remarking(),
        *looking_again(),
        *stepping(),
        *reading(),
        *_about_the_desk(),
    )


def _answering() -> tuple[Action, ...]:
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
            _("Say that it takes longer, and until when: the text lies ready, Ctrl+S sends it."),
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
            _("Call back a reply that is not out yet, or say what became of an uncertain one."),
            right="reply",
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


def _ending() -> tuple[Action, ...]:
    return (
        Action(
            "ignore",
            Topic.DECIDE,
            "i",
            _("Ignore"),
            _("Put it out of the way without an answer. It stays, and can be rescued."),
            right="ignore",
            move=Move.IGNORE,
            many=True,
            bar=True,
        ),
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


def _about_the_desk() -> tuple[Action, ...]:
    rows = (
        (
            "search",
            "slash",
            "/",
            _("Search"),
            _("Search all tickets, by words, by person or by number."),
            True,
        ),
        ("help", "question_mark,f1", "?", _("Help"), _("All keys, with what they do."), True),
        (
            "palette",
            "ctrl+p",
            _("Ctrl+P"),
            _("Commands"),
            _("Find anything that can be done by its name."),
            False,
        ),
        ("theme", "t", "t", _("Colours"), _("Light, dark, high contrast, or no colours at all."), False),
        (
            "language",
            "",
            _("Ctrl+P"),
            _("Language"),
            _("German or English, for you alone, from the next start on; in the list of commands."),
            False,
        ),
        ("refresh", "f5", "F5", _("Read again"), _("Read the list again; it also does so by itself."), False),
        ("quit", "q", "q", _("Quit"), _("Leave the desk. What you typed is kept."), False),
    )
    help_ = _("Show the queue “{queue}”.")
    words = ((queue, queue_word(queue)) for queue in Queue)
    queues = (
        Action(f"queue_{queue}", Topic.DESK, f"{key}", word, help_.format(queue=word), ticket=False)
        for key, (queue, word) in enumerate(words, 1)
    )
    hand_over = Action(
        "hand_over",
        Topic.DESK,
        "h",
        _("Hand-over"),
        _("What was handed over at the change of duty: read it, go to its tickets, acknowledge it."),
        right="read all tickets",
        ticket=False,
    )
    others = (
        Action(id=id_, keys=keys, key=shown, label=label, help=text, topic=Topic.DESK, ticket=False, bar=bar)
        for id_, keys, shown, label, text, bar in rows
    )
    return (*queues, hand_over, *others)
