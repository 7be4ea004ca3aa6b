"""The actions by which a search is kept under a name, and found again."""

from tickets.i18n import _
from tui.action import Action, Topic


def keeping_views() -> tuple[Action, ...]:
    """In the order of the help."""
    return (
        Action(
            "views",
            Topic.DESK,
            "b",
            _("Views"),
            _("The searches that are kept under a name: yours, and everybody's."),
            ticket=False,
        ),
        Action(
            "keep_view",
            Topic.DESK,
            "B",
            _("Keep the view"),
            _("Keep what you searched for under a name, for yourself or for everybody."),
            ticket=False,
        ),
        Action(
            "delete_view",
            Topic.DESK,
            "",
            _("Delete a view"),
            _("Forget a search that is kept under a name; in the list of commands."),
            ticket=False,
        ),
    )
