"""Everything that can be done at the desk: one table, which feeds keys, key bar, palette and help.

What is impossible for a ticket is shown greyed, and refused with a sentence that says why (`tui.action`).
"""

from tickets.i18n import _
from tickets.rules.states import Move, Queue, queue_word
from tui.action import Action, Topic


def actions() -> tuple[Action, ...]:
    """The table, in the language in use and in the order of the key bar."""
    return (*_answering(), *_deciding(), *_moving(), *_about_the_desk())


def _answering() -> tuple[Action, ...]:
    return (
        Action(
            id="reply",
            keys="r",
            shown="r",
            label=_("Reply"),
            help=_("Write an answer, an interim status or a question back."),
            topic=Topic.ANSWER,
            right="reply",
            bar=True,
        ),
        Action(
            id="use_proposal",
            keys="p",
            shown="p",
            label=_("Use proposal"),
            help=_("Answer with what the department proposed; you can still change it."),
            topic=Topic.ANSWER,
            right="reply",
        ),
        Action(
            id="withdraw",
            keys="w",
            shown="w",
            label=_("Withdraw"),
            help=_("Call back a reply that is not out yet, or say that an uncertain one is not out."),
            topic=Topic.ANSWER,
            right="reply",
        ),
        Action(
            id="propose",
            keys="P",
            shown="P",
            label=_("Propose"),
            help=_("Write the answer that a department proposes."),
            topic=Topic.ANSWER,
            right="propose",
            move=Move.PROPOSE,
        ),
    )


def _deciding() -> tuple[Action, ...]:
    return (
        Action(
            id="ignore",
            keys="i",
            shown="i",
            label=_("Ignore"),
            help=_("Put it out of the way without an answer. It stays, and can be rescued."),
            topic=Topic.DECIDE,
            right="ignore",
            move=Move.IGNORE,
            many=True,
            bar=True,
        ),
        Action(
            id="forward",
            keys="f",
            shown="f",
            label=_("Forward"),
            help=_("Ask a department for an answer."),
            topic=Topic.DECIDE,
            right="forward",
            move=Move.FORWARD,
            many=True,
            bar=True,
        ),
        Action(
            id="take",
            keys="a",
            shown="a",
            label=_("To me"),
            help=_("Assign it to yourself."),
            topic=Topic.DECIDE,
            right="triage",
            move=Move.TAKE,
            many=True,
            bar=True,
        ),
        Action(
            id="assign",
            keys="A",
            shown="A",
            label=_("Assign"),
            help=_("Assign it to somebody, or to nobody."),
            topic=Topic.DECIDE,
            right="triage",
            move=Move.TAKE,
            many=True,
        ),
        Action(
            id="close",
            keys="c",
            shown="c",
            label=_("Close"),
            help=_("End it without an answer."),
            topic=Topic.DECIDE,
            right="triage",
            move=Move.CLOSE,
            many=True,
            bar=True,
        ),
        Action(
            id="snooze",
            keys="z",
            shown="z",
            label=_("Put aside"),
            help=_("Put it aside until a time. The clock runs on."),
            topic=Topic.DECIDE,
            right="triage",
            move=Move.SNOOZE,
            many=True,
            bar=True,
        ),
        Action(
            id="note",
            keys="n",
            shown="n",
            label=_("Note"),
            help=_("Write a note into the history. Nobody outside the house sees it."),
            topic=Topic.DECIDE,
            right="note",
            bar=True,
        ),
        Action(
            id="label",
            keys="l",
            shown="l",
            label=_("Kind"),
            help=_("Correct what it is about: question, incident, criticism and so on."),
            topic=Topic.DECIDE,
            right="triage",
            many=True,
        ),
        Action(
            id="undo",
            keys="u",
            shown="u",
            label=_("Undo"),
            help=_("Rescue the ignored ticket; elsewhere, take back what you did last."),
            topic=Topic.DECIDE,
            ticket=False,
            bar=True,
        ),
    )


def _moving() -> tuple[Action, ...]:
    return (
        Action(
            id="next",
            keys="right_square_bracket",
            shown="]",
            label=_("Next"),
            help=_("The next ticket of the list; “[” is the one before."),
            topic=Topic.MOVE,
        ),
        Action(
            id="previous",
            keys="left_square_bracket",
            shown="[",
            label=_("Previous"),
            help=_("The ticket before."),
            topic=Topic.MOVE,
        ),
        Action(
            id="open",
            keys="enter",
            shown="Enter",
            label=_("Read"),
            help=_("Read the conversation; Escape leads back to the list."),
            topic=Topic.MOVE,
        ),
        Action(
            id="back",
            keys="escape",
            shown="Esc",
            label=_("Back"),
            help=_("Back: from the conversation to the list, from search results to the queue."),
            topic=Topic.MOVE,
            ticket=False,
        ),
        Action(
            id="scroll_down",
            keys="J,ctrl+down",
            shown="J",
            label=_("Scroll"),
            help=_("Scroll the conversation down while the list keeps the cursor; “K” scrolls up."),
            topic=Topic.MOVE,
        ),
        Action(
            id="scroll_up",
            keys="K,ctrl+up",
            shown="K",
            label=_("Scroll up"),
            help=_("Scroll the conversation up."),
            topic=Topic.MOVE,
        ),
        Action(
            id="view",
            keys="v",
            shown="v",
            label=_("View"),
            help=_("Change between conversation, history, and what we know of the person."),
            topic=Topic.MOVE,
        ),
        Action(
            id="mark",
            keys="space",
            shown=_("Space"),
            label=_("Mark"),
            help=_("Mark the ticket: what you do next is done to all that are marked."),
            topic=Topic.MOVE,
        ),
        Action(
            id="copy_link",
            keys="y",
            shown="y",
            label=_("Copy link"),
            help=_("Copy the address of the citizen's post."),
            topic=Topic.MOVE,
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
            "Ctrl+P",
            _("Commands"),
            _("Find anything that can be done by its name."),
            False,
        ),
        ("theme", "t", "t", _("Colours"), _("Light, dark, high contrast, or no colours at all."), False),
        ("refresh", "f5", "F5", _("Read again"), _("Read the list again; it also does so by itself."), False),
        ("quit", "q", "q", _("Quit"), _("Leave the desk. What you typed is kept."), False),
    )
    queues = (
        Action(
            id=f"queue_{queue.value}",
            keys=str(number),
            shown=str(number),
            label=word,
            help=_("Show the queue “{queue}”.").format(queue=word),
            topic=Topic.DESK,
            ticket=False,
        )
        for number, (queue, word) in enumerate(((each, queue_word(each)) for each in Queue), 1)
    )
    others = (
        Action(
            id=id_, keys=keys, shown=shown, label=label, help=text, topic=Topic.DESK, ticket=False, bar=bar
        )
        for id_, keys, shown, label, text, bar in rows
    )
    return (*queues, *others)
