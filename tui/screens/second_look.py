"""A second look: what was drawn of the ignored tickets, one after the other, rightly ignored or not."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tickets.i18n import _

if TYPE_CHECKING:
    from tui.screens.acts import Acts


class SecondLook:
    """The two answers. Each ticket answered leaves the list, and the next one is under the cursor."""

    def __init__(self, acts: "Acts") -> None:
        self._acts = acts
        self.run: Mapping[str, Callable[[], None]] = {
            "second_look": acts.screen.show_second_look,
            "rightly": self._rightly,
            "wrongly": self._wrongly,
        }

    def _rightly(self) -> None:
        acts = self._acts
        told = acts.tells(_("Ticket {id} was rightly ignored."), _("{count} tickets were rightly ignored."))
        acts.to_each(lambda backend, row: backend.rightly_ignored(row), told, undoable=False)

    def _wrongly(self) -> None:
        acts = self._acts
        told = acts.tells(
            _("Ticket {id} was wrongly ignored and is back, with its original clock."),
            _("{count} tickets were wrongly ignored and are back, with their original clocks."),
        )
        acts.to_each(lambda backend, row: backend.wrongly_ignored(row), told)


def in_second_look(name: str) -> str:
    """What the keys of “ignore” and “undo” do there: they mean the same, and say that somebody has looked."""
    return {"ignore": "rightly", "undo": "wrongly"}.get(name, name)
