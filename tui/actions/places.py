"""The actions that lead elsewhere: to a queue, to another screen, out of the desk."""

from dataclasses import replace

from tickets.i18n import _
from tickets.rules.states import Queue, queue_word
from tui.action import Action, Me, Topic


def about_the_desk() -> tuple[Action, ...]:
    """In the order of the help."""
    return (*_queues(), *_screens(), *_finding_out(), *_as_one_likes(), *_coming_and_going())


def queue_name(queue: Queue, *, is_specialist: bool) -> str:
    """What whoever reads it calls the queue.

    A specialist's tickets are in the inbox once the department has proposed an answer: there it waits for whoever
    answers the citizen.
    """
    if is_specialist and queue is Queue.DEPARTMENTS:
        return _("Open questions")
    if is_specialist and queue is Queue.INBOX:
        return _("Proposed")
    return queue_word(queue)


def as_called(action: Action, me: Me | None) -> Action:
    """The action, with the name of its queue as this person knows it."""
    queues = {f"queue_{queue}": queue for queue in Queue}
    if me is None or me.department is None or action.id not in queues:
        return action
    name = queue_name(queues[action.id], is_specialist=True)
    return replace(action, label=name, help=_to_queue(name))


def _to_queue(name: str) -> str:
    return _("Show the queue “{queue}”.").format(queue=name)


def _queues() -> tuple[Action, ...]:
    words = ((queue, queue_word(queue)) for queue in Queue)
    return tuple(
        Action(f"queue_{queue}", Topic.DESK, f"{key}", word, _to_queue(word), ticket=False)
        for key, (queue, word) in enumerate(words, 1)
    )


def _screens() -> tuple[Action, ...]:
    all_tickets = "read all tickets"
    rows = (
        (
            "hand_over",
            "h",
            _("Hand-over"),
            _("What was handed over at the change of duty: read it, go to its tickets, acknowledge it."),
            all_tickets,
        ),
        (
            "board",
            "L",
            _("Board"),
            _(
                "For the team lead: what is late or at risk and why, who has what, the last weeks, the roster."
            ),
            all_tickets,
        ),
        (
            "departments",
            "d",
            _("Departments"),
            _("What each department was asked, since when, and which proposals wait."),
            "",
        ),
    )
    return tuple(
        Action(id_, Topic.DESK, keys, label, text, right=right, ticket=False)
        for id_, keys, label, text, right in rows
    )


def _finding_out() -> tuple[Action, ...]:
    search = _("Search all tickets as you type: by words, by number, by filters such as kind: or person:.")
    rows = (
        ("search", "slash", _("Search"), search, True),
        ("help", "question_mark,f1", _("Help"), _("All keys, with what they do."), True),
        (
            "settings",
            "comma",
            _("Settings"),
            _("Who you are, hours, terms, accounts, departments, texts, and where all of it lies."),
            False,
        ),
    )
    palette = Action(
        "palette",
        Topic.DESK,
        "ctrl+p",
        _("Commands"),
        _("Find anything that can be done by its name."),
        ticket=False,
        typing=True,
    )
    return (
        *(
            Action(id_, Topic.DESK, keys, label, text, ticket=False, bar=bar)
            for id_, keys, label, text, bar in rows
        ),
        palette,
    )


def _as_one_likes() -> tuple[Action, ...]:
    """Those without a key are in the list of commands."""
    return _plain(
        ("theme", "t", _("Colours"), _("Light, dark, high contrast, or no colours at all.")),
        (
            "language",
            "",
            _("Language"),
            _("German or English, for you alone, from the next start on; in the list of commands."),
        ),
        (
            "animation",
            "",
            _("Movement"),
            _("Let texts glide when they scroll, or let the screen stand still; in the list of commands."),
        ),
    )


def _coming_and_going() -> tuple[Action, ...]:
    return _plain(
        ("refresh", "f5", _("Read again"), _("Read the list again; it also does so by itself.")),
        ("tour", "T", _("Tour"), _("A few steps through the desk, one key each; {back} ends it.")),
        ("quit", "q", _("Quit"), _("Leave the desk. What you typed is kept.")),
    )


def _plain(*rows: tuple[str, str, str, str]) -> tuple[Action, ...]:
    return tuple(Action(id_, Topic.DESK, keys, label, text, ticket=False) for id_, keys, label, text in rows)
