"""The departments: what each was asked, since when, and what waits for us. A specialist has the own one here."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from tickets.desk.board_rows import DepartmentLoad
from tickets.desk.department_rows import Questions
from tickets.i18n import _
from tui.board_messages import DepartmentsRead, QuestionsRead
from tui.errands import Errands
from tui.format import Clock
from tui.screens.aside import Aside
from tui.widgets.departments import departments, questions
from tui.widgets.key_bar import Hint, KeyBar, hint_of
from tui.widgets.pick_list import Key, PickList
from tui.widgets.sentences import Sentences

_TIMES_SECONDS = 30.0


class DepartmentsScreen(Aside[tuple[str, int] | None]):
    """Dismissed with the department and the ticket to go to, or None."""

    AUTO_FOCUS = "#departments"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,shift+tab", "turn", show=False, priority=True),
        Binding("right", "into", show=False),
        Binding("left", "back", show=False),
        Binding("escape", "out", show=False),
        Binding("d", "leave", show=False, id="departments"),
    ]

    def __init__(self, errands: Errands, clock: Clock, *, at: tuple[str, int] | None = None) -> None:
        """at: the department and the ticket to begin with."""
        super().__init__(errands, clock)
        self._department: Key | None = at[0] if at else None
        self._at = at
        self._shown: str | None = None
        """The department whose questions are on screen."""
        self._only_one = False
        self._title = ""
        """The name of the department, where it is the only one."""

    def compose(self) -> ComposeResult:
        """The departments; the questions of the one under the cursor; what went wrong; the keys."""
        with Container(id="departments-body"):
            yield PickList(id="departments")
            yield PickList(id="questions")
        yield Sentences(id="trouble")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Fetch it; the times go on by themselves."""
        if self._at is not None:
            self._questions.focus()
        self._show_keys()
        self.action_read()
        self.set_interval(_TIMES_SECONDS, self.action_read)

    @property
    def _departments(self) -> PickList:
        return self.query_one("#departments", PickList)

    @property
    def _questions(self) -> PickList:
        return self.query_one("#questions", PickList)

    @property
    def in_hand(self) -> PickList:
        """The departments, or the questions of one."""
        return self._questions if self._questions.has_focus else self._departments

    # Reading from the store.

    def action_read(self) -> None:
        """Read again what is on screen."""
        self._errands.ask(self, "departments", lambda backend: DepartmentsRead(backend.department_loads()))
        self._read_questions()

    def _read_questions(self) -> None:
        key = self._department
        if isinstance(key, str):
            if self._shown != key:
                self.expect()
            self._errands.ask(self, "questions", lambda backend: QuestionsRead(backend.questions(key)))

    def on_departments_read(self, message: DepartmentsRead) -> None:
        """Show them; where there is one only, its questions alone."""
        loads = message.loads
        self.say_trouble("")
        self._departments.show(lambda _width: departments(loads, self._clock), at=self._department)
        self._show_one_alone(loads)
        self._show_keys()
        if not loads:
            self.arrived()

    def _show_one_alone(self, loads: tuple[DepartmentLoad, ...]) -> None:
        self._only_one = len(loads) == 1
        self._title = loads[0].name if self._only_one else ""
        self._departments.display = not self._only_one
        self.set_class(self._only_one, "-one-part")
        if self._only_one:
            self._questions.focus()

    def on_pick_list_moved(self, message: PickList.Moved) -> None:
        """Another department is under the cursor, or another question."""
        if isinstance(message.key, str) and self._shown != message.key:
            self._department = message.key
            self._read_questions()
        self._show_keys()

    def on_questions_read(self, message: QuestionsRead) -> None:
        """Show them, unless the reader has gone on to another department."""
        found = message.questions
        if self._department not in (None, found.department):
            return
        at = self._at[1] if self._at and self._at[0] == found.department else None
        self._at = None
        self._write(found, at)
        self._show_keys()
        self.arrived()

    def _write(self, found: Questions, at: int | None) -> None:
        is_new = self._shown != found.department
        self._shown = found.department
        self._questions.show(lambda _width: questions(found, self._clock, self._title), at=at)
        if is_new and at is None:
            self._questions.ends(-1)

    # Keys.

    def _show_keys(self) -> None:
        hints = [Hint("Esc", _("Back"), "escape")]
        if self.in_hand is self._questions:
            if self._questions.key is not None:
                hints.insert(0, hint_of("open", _("Open ticket"), suggested=True))
        elif self._departments.key is not None:
            hints.insert(0, hint_of("open", _("Its questions"), suggested=True))
        self.query_one(KeyBar).show(hints)

    def on_descendant_focus(self) -> None:
        """The other list is in hand."""
        self._show_keys()

    def action_turn(self) -> None:
        """To the other list."""
        if self.in_hand is self._questions:
            self.action_back()
        else:
            self.action_into()

    def action_into(self) -> None:
        """To the questions."""
        self._questions.focus()

    def action_back(self) -> None:
        """To the departments, where there are several."""
        if not self._only_one:
            self._departments.focus()

    def action_open(self) -> None:
        """To the questions of this department, or to this ticket."""
        if self.in_hand is self._departments:
            self.action_into()
        elif isinstance(self._questions.key, int) and self._shown is not None:
            self.dismiss((self._shown, self._questions.key))

    def action_out(self) -> None:
        """One step back: to the departments, then to the desk."""
        if self.in_hand is self._questions and not self._only_one:
            self.action_back()
        else:
            self.action_leave()
