"""What the screens may ask for the team lead's board and about the departments. A part of `tui.backend`."""

from datetime import timedelta
from typing import TYPE_CHECKING

from tickets.desk.house import Desk
from tui.backend.asking import Asking

if TYPE_CHECKING:
    # Not before somebody opens the board: most sit at the desk without it.
    from tickets.desk.board_rows import Board, DepartmentLoad, Trend
    from tickets.desk.department_rows import Questions

_FRESH = timedelta(minutes=1)
"""For so long the weeks are not counted anew: in a large store that takes a second."""


class Boards(Asking):
    """How things stand, for those who look after all of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._trend: Trend | None = None

    def board(self) -> "Board":
        """Now. Raises NotAllowed."""
        from tickets.desk import board

        return self._desk.see(board.board)

    def trend(self) -> "Trend":
        """The last weeks, as they were at most a minute ago. Raises NotAllowed."""
        from tickets.desk import trend

        kept = self._trend
        if kept is None or not timedelta() <= self._desk.now() - kept.made_at < _FRESH:
            kept = self._trend = self._desk.see(trend.trend)
        return kept

    def department_loads(self) -> "tuple[DepartmentLoad, ...]":
        """The departments, a specialist's own one only."""
        from tickets.desk import departments_board

        return self._desk.see(departments_board.loads)

    def questions(self, key: str) -> "Questions":
        """What this department was asked. Raises NotAllowed."""
        from tickets.desk import departments_board

        return self._desk.see(departments_board.questions, key)
