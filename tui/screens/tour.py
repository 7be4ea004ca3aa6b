"""A short tour of the desk: a few steps, each a sentence and one key to press in the real desk, never over the work.

It is offered only to whoever tries the program out; everybody else begins it by its key.
"""

from typing import TYPE_CHECKING

from tickets.i18n import _
from tickets.rules.reply import Purpose
from tui.actions import actions, key_of
from tui.widgets.tour_line import TourInLetter, TourLine

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen


_AT_ONCE = ("down", "open")
_AWAY = ("hand_over", "help")


def steps() -> tuple[tuple[str, str], ...]:
    """The action of each step, and what to say of it."""
    return (
        ("down", _("What is most urgent stands on top. Go to the next ticket.")),
        ("open", _("Read its conversation; Esc leads back to the list.")),
        ("interim", _("Say that it takes longer: the words lie ready, {send} sends them.")),
        ("forward", _("Ask a department: choose one, and Enter forwards the question.")),
        ("ignore", _("Put what needs no answer out of the way; nothing is deleted.")),
        ("undo", _("Take back what you did last.")),
        ("hand_over", _("Read what the week before handed over to you; Esc leads back.")),
        ("help", _("See all keys; {palette} finds everything by its name.")),
    )


class Tour:
    """The tour of one desk: offered, under way, or put off."""

    def __init__(self, screen: "DeskScreen", *, offered: bool = False) -> None:
        self._screen = screen
        self._offered = offered
        self._at = 0
        self._running = False
        self._away = ""
        """The action that has led elsewhere, until the reader comes back."""

    def opened(self) -> None:
        """There is a desk now, and somebody at it."""
        if self._offered:
            self._line.offer(key_of("tour"), len(self._steps()))

    def go_on(self) -> None:
        """Begin, take it up again where it was left, or go on without having done the step."""
        if self._running:
            self._at += 1
        self._running, self._offered = True, False
        self._show()

    def began(self, action_id: str) -> None:
        """A key was pressed: some are done with that, what leads elsewhere on the way back, and others by `did`."""
        self._away = action_id if action_id in _AWAY else ""
        if action_id in _AT_ONCE:
            self.did(action_id)

    def came_back(self) -> None:
        """Nothing lies over the desk any longer."""
        away, self._away = self._away, ""
        if away:
            self.did(away)

    def did(self, action_id: str) -> None:
        """Something was done: perhaps what this step asked for."""
        if self._running and self._steps()[self._at][0] == action_id:
            self._at += 1
            self._show()

    def in_letter(self, purpose: Purpose) -> TourInLetter | None:
        """What to say where a letter for this purpose is written; None where no tour is under way."""
        if not self._running:
            return None
        todo = self._steps()
        if todo[self._at][0] == "interim" and purpose is Purpose.INTERIM:
            key, said = key_of("send"), _("sends what lies ready; Esc leads back without sending.")
        else:
            key, said = "Esc", _("leads back to the tour; what you type is kept.")
        return TourInLetter(self._at + 1, len(todo), key, said, id="tour")

    def ends_by(self, action_id: str) -> bool:
        """Whether this was the Esc that ends it, or puts it off: one with nothing else to lead back from."""
        if action_id != "back" or not (self._running or self._offered) or not self._screen.at_rest:
            return False
        if self._running:
            self._screen.say(
                _("The tour is over for now. {key} takes it up again.").format(key=key_of("tour"))
            )
        self._running = self._offered = False
        self._line.end()
        return True

    @property
    def _line(self) -> TourLine:
        return self._screen.query_one(TourLine)

    def _steps(self) -> tuple[tuple[str, str], ...]:
        """Those that this person may take."""
        rights = self._screen.me.rights if self._screen.me else frozenset()
        possible = {action.id for action in actions() if not action.right or action.right in rights}
        return tuple(step for step in steps() if step[0] in possible)

    def _show(self) -> None:
        todo = self._steps()
        if self._at >= len(todo):
            self._at, self._running = 0, False
            self._line.end()
            self._screen.say(_("That was the tour. {key} begins it again.").format(key=key_of("tour")))
            return
        action_id, sentence = todo[self._at]
        said = sentence.format(send=key_of("send"), palette=key_of("palette"))
        self._line.show_step(self._at + 1, len(todo), key_of(action_id), said, key_of("tour"))
