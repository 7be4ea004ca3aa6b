"""A short tour of the desk: a few steps, each a sentence and one key to press in the real desk, never over the work.

It is offered only to whoever tries the program out; everybody else begins it by its key. A step that acts on a ticket
is for one that it fits: the tour leads there first, and nobody learns to ignore by a serious question.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tickets.desk.rows import Row
from tickets.i18n import _
from tickets.rules.reply import Purpose
from tickets.rules.states import Kind, Queue
from tui.actions import actions, key_of
from tui.widgets.tour_line import TourInLetter, TourLine

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen

Fits = Callable[[Row], bool]

_AT_ONCE = ("down", "open")
_AWAY = ("hand_over", "help")
_SERIOUS = (Kind.QUESTION, Kind.INCIDENT, Kind.CRITICISM)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to try."""

    action: str
    sentence: str
    why: str = ""
    """Why it is tried on a ticket that fits, as a clause."""
    fits: tuple[Fits, ...] = ()
    """Which tickets it is for, the best first; none where any will do, or it is about no ticket."""


def steps() -> tuple[Step, ...]:
    """In their order."""
    return (
        Step("down", _("What is most urgent stands on top. Go to the next ticket.")),
        Step("open", _("Read its conversation; Esc leads back to the list.")),
        Step(
            "interim",
            _("Say that it takes longer: the words lie ready, {send} sends them."),
            _("somebody waits for an answer"),
            (_waits,),
        ),
        Step(
            "forward",
            _("Ask a department: choose one, and Enter forwards the question."),
            _("a department may know the answer"),
            (lambda row: _waits(row) and row.suggestion == "forward", _waits),
        ),
        Step(
            "ignore",
            _("Put what needs no answer out of the way; nothing is deleted."),
            _("it needs no answer"),
            (lambda row: _needs_no_answer(row) and not row.copies, _needs_no_answer),
        ),
        Step("undo", _("Take back what you did last.")),
        Step("hand_over", _("Read what the week before handed over to you; Esc leads back.")),
        Step("help", _("See all keys; {palette} finds everything by its name.")),
    )


def _waits(row: Row) -> bool:
    """Somebody asks in earnest, and one answer is for them alone."""
    return row.due_at is not None and row.kind in _SERIOUS and row.suggestion != "ignore" and not row.copies


def _needs_no_answer(row: Row) -> bool:
    return row.suggestion == "ignore" or row.kind in (Kind.HOSTILE, Kind.SPAM)


class Tour:
    """The tour of one desk: offered, under way, or put off."""

    def __init__(self, screen: "DeskScreen", *, offered: bool = False) -> None:
        self._screen = screen
        self._offered = offered
        self._at = 0
        self._running = False
        self._away = ""
        """The action that has led elsewhere, until the reader comes back."""
        self._fitting: tuple[int, ...] = ()
        """The tickets in sight that this step is for, from the top of the list."""
        self._hit = True
        """Whether its key met one of them, when it was pressed last."""

    def opened(self) -> None:
        """There is a desk now, and somebody at it."""
        if self._offered:
            self._line.offer(key_of("tour"), len(self._steps()))

    def go_on(self) -> None:
        """Begin, take it up again, lead to the ticket that this step is for, or go on without having done it."""
        if not self._running:
            self._running, self._offered = True, False
        elif not self._lead():
            self._at += 1
        if not self._is_over:
            self._look()
            self._lead()
        self._show()

    def began(self, action_id: str, targets: Sequence[Row]) -> None:
        """A key was pressed: some are done with that, what leads elsewhere on the way back, and others by `did`."""
        self._away = action_id if action_id in _AWAY else ""
        if self._running and self._step.action == action_id:
            self._hit = not self._step.fits or any(row.id in self._fitting for row in targets)
        if action_id in _AT_ONCE:
            self.did(action_id)

    def came_back(self) -> None:
        """Nothing lies over the desk any longer."""
        away, self._away = self._away, ""
        if away:
            self.did(away)

    def did(self, action_id: str) -> None:
        """Something was done: perhaps what this step asked for, to a ticket that it is for."""
        if self._running and self._step.action == action_id and self._hit:
            self._at += 1
            self._show()

    def looked(self) -> None:
        """Another list, or another ticket under the cursor."""
        if self._running and self._step.fits:
            self._show()

    def in_letter(self, purpose: Purpose) -> TourInLetter | None:
        """What to say where a letter for this purpose is written; None where no tour is under way."""
        if not self._running:
            return None
        if self._step.action == "interim" and purpose is Purpose.INTERIM and self._is_there:
            key, said = key_of("send"), _("sends what lies ready; Esc leads back without sending.")
        else:
            key, said = "Esc", _("leads back to the tour; what you type is kept.")
        return TourInLetter(self._at + 1, len(self._steps()), key, said, id="tour")

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

    # Where it is.

    @property
    def _line(self) -> TourLine:
        return self._screen.query_one(TourLine)

    def _steps(self) -> tuple[Step, ...]:
        """Those that this person may take."""
        rights = self._screen.me.rights if self._screen.me else frozenset()
        possible = {action.id for action in actions() if not action.right or action.right in rights}
        return tuple(step for step in steps() if step.action in possible)

    @property
    def _step(self) -> Step:
        return self._steps()[self._at]

    @property
    def _is_over(self) -> bool:
        return self._at >= len(self._steps())

    @property
    def _in_inbox(self) -> bool:
        return self._screen.queue is Queue.INBOX and not self._screen.is_aside

    @property
    def _is_there(self) -> bool:
        """Whether the key of this step may be pressed: the cursor is where it should be."""
        row = self._screen.row
        return not self._step.fits or (row is not None and row.id in self._fitting)

    def _look(self) -> None:
        """Which tickets of the inbox this step is for: those that fit best, of as many as are loaded."""
        rows = self._screen.tickets.rows if self._in_inbox else ()
        found = (tuple(row.id for row in rows if fits(row)) for fits in self._step.fits)
        self._fitting = next(filter(None, found), ())

    def _lead(self) -> bool:
        """Go where this step can be done; False where the cursor is there, or there is no such ticket."""
        if self._is_there:
            return False
        if not self._in_inbox:
            self._screen.show_queue(Queue.INBOX)
            return True
        if self._fitting:
            self._screen.leave_reading()
            self._screen.tickets.go_to(self._fitting[0])
        return bool(self._fitting)

    # What it says.

    def _show(self) -> None:
        if self._is_over:
            self._at, self._running = 0, False
            self._line.end()
            self._screen.say(_("That was the tour. {key} begins it again.").format(key=key_of("tour")))
            return
        self._look()
        key, said = self._said()
        onward = key_of("tour")
        self._line.show_step(self._at + 1, len(self._steps()), key, said, "" if key == onward else onward)

    def _said(self) -> tuple[str, str]:
        """The key to press, and what it is pressed for."""
        step, onward = self._step, key_of("tour")
        if self._is_there:
            said = step.sentence.format(send=key_of("send"), palette=key_of("palette"))
            return key_of(step.action), said
        if not self._in_inbox:
            return onward, _("Go to the inbox: the next step is about a ticket there.")
        if self._fitting:
            words = _("Go to ticket {id} for the next step: {why}.")
            return onward, words.format(id=self._fitting[0], why=step.why)
        label = next(action.label for action in actions() if action.id == step.action)
        words = _("Go on: just now there is no ticket here to try “{action}” on ({key}).")
        return onward, words.format(action=label, key=key_of(step.action))
