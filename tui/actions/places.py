"""The actions that lead elsewhere: to a queue, to another screen, out of the desk."""

from tickets.i18n import _
from tickets.rules.states import Queue, queue_word
from tui.action import Action, Topic


def about_the_desk() -> tuple[Action, ...]:
    """In the order of the help."""
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
