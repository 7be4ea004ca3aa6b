"""What the board and the departments screen are told: as `tui.messages`, for those who look after all of it."""

from textual.message import Message

from tickets.desk.board_rows import Board, DepartmentLoad, Trend
from tickets.desk.department_rows import Questions


class BoardRead(Message, bubble=False):
    """How things stand."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self.board = board


class TrendRead(Message, bubble=False):
    """The last weeks."""

    def __init__(self, trend: Trend) -> None:
        super().__init__()
        self.trend = trend


class DepartmentsRead(Message, bubble=False):
    """What the departments have."""

    def __init__(self, loads: tuple[DepartmentLoad, ...]) -> None:
        super().__init__()
        self.loads = loads


class QuestionsRead(Message, bubble=False):
    """What one department was asked."""

    def __init__(self, questions: Questions) -> None:
        super().__init__()
        self.questions = questions
