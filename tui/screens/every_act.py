"""What each action of the desk does, by the ids of the table. Imported late: the desk is drawn before anybody acts."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tui.screens.deciding import Deciding
from tui.screens.places import Places
from tui.screens.saved import SavedViews
from tui.screens.second_look import SecondLook
from tui.screens.steps import Steps
from tui.screens.writing import Writing

if TYPE_CHECKING:
    from tui.screens.acts import Acts


def every_act(acts: "Acts") -> Mapping[str, Callable[[], None]]:
    """For the actions of one desk screen."""
    return {
        **Steps(acts).run,
        **Places(acts).run,
        **Writing(acts).run,
        **Deciding(acts).run,
        **SecondLook(acts).run,
        **SavedViews(acts).run,
    }
