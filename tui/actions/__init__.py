"""Everything that can be done at the desk: one table, which feeds keys, key bar, palette and help.

What is impossible for a ticket is shown greyed, and refused with a sentence that says why (`tui.action`).
"""

from tui.action import Action
from tui.actions.answering import answering
from tui.actions.deciding import deciding
from tui.actions.moving import reading, stepping
from tui.actions.places import about_the_desk


def actions() -> tuple[Action, ...]:
    """The table, in the language in use and in the order of the key bar."""
    return (*answering(), *deciding(), *stepping(), *reading(), *about_the_desk())
