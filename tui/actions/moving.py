"""The actions by which a reader finds the way: from ticket to ticket, and in a text."""

from tickets.i18n import _
from tui.action import Action, Topic


def stepping() -> tuple[Action, ...]:
    """In the list, and in a text that has the focus."""
    rows = (
        ("down", "j,down", "j ↓", _("Down"), _("One ticket down; in the conversation, one line.")),
        ("up", "k,up", "k ↑", _("Up"), _("One ticket up; in the conversation, one line.")),
        ("page_down", "pagedown,ctrl+f", "", _("Page down"), _("A page down.")),
        ("page_up", "pageup,ctrl+b", "", _("Page up"), _("A page up.")),
        ("first", "g,home", "", _("Top"), _("To the beginning.")),
        ("last", "G,end", "", _("Bottom"), _("To the end.")),
        (
            "back",
            "escape",
            "",
            _("Back"),
            _("Back: from a text to the list, from what was found to the queue."),
        ),
    )
    return tuple(
        Action(id_, Topic.MOVE, keys, label, text, key=shown, ticket=False, typing=id_ == "back")
        for id_, keys, shown, label, text in rows
    )


def reading() -> tuple[Action, ...]:
    """What is done to the ticket under the cursor without changing it."""
    rows = (
        ("next", "right_square_bracket", "]", _("Next"), _("The next ticket, from wherever you read.")),
        ("previous", "left_square_bracket", "[", _("Previous"), _("The ticket before.")),
        ("open", "enter", "Enter", _("Read"), _("Read the conversation; {back} leads back to the list.")),
        (
            "scroll_down",
            "J,ctrl+down",
            "J",
            _("Scroll"),
            _("Scroll the conversation while the list keeps the cursor."),
        ),
        ("scroll_up", "K,ctrl+up", "K", _("Scroll up"), _("Scroll the conversation up.")),
        (
            "view",
            "v",
            "v",
            _("View"),
            _("Conversation, history, what we know of the person: the next of them."),
        ),
        (
            "mark",
            "space",
            _("Space"),
            _("Mark"),
            _("What you do next is done to all tickets that are marked."),
        ),
        (
            "copies",
            "x",
            "x",
            _("Near copies"),
            _("List all tickets that say nearly the same; in that list each is decided for itself."),
        ),
        (
            "person",
            "H",
            "H",
            _("All of this person"),
            _("List all tickets of the person who wrote this one, the newest first."),
        ),
        ("copy_link", "y", "y", _("Copy link"), _("Copy the address of the citizen's post.")),
    )
    return tuple(
        Action(id_, Topic.MOVE, keys, label, text, key=shown) for id_, keys, shown, label, text in rows
    )
