"""The team lead's board: what is late and why, who has what, how it came to this, who is on duty."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widget import Widget

from tickets.desk.board_rows import Board, Trend
from tickets.i18n import _
from tui.action import Me
from tui.board_messages import BoardRead, TrendRead
from tui.drawing import Span, Tone
from tui.errands import Errands
from tui.format import Clock, number
from tui.screens.aside import Aside
from tui.widgets import board as parts
from tui.widgets.board_tabs import BoardTabs
from tui.widgets.key_bar import Hint, KeyBar, hint_of
from tui.widgets.pick_list import PickList
from tui.widgets.sentences import Sentences
from tui.widgets.trend_view import TrendView

_WIDE = 110
"""From so many columns on, all parts stand side by side (see `-wide` in `app.tcss`)."""
_HIGH = 30
"""Where there are fewer lines than these, they do not."""
_TIMES_SECONDS = 30.0
_PARTS = ("urgent", "loads", "trend", "duty")


class BoardScreen(Aside[int | None]):
    """Dismissed with the ticket to go to, or None."""

    AUTO_FOCUS = "#urgent"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,right", "turn(1)", show=False, priority=True),
        Binding("shift+tab,left", "turn(-1)", show=False, priority=True),
        *(Binding(f"{place}", f"part({place - 1})", show=False) for place in range(1, len(_PARTS) + 1)),
        Binding("v", "figures", show=False, id="view"),
        Binding("question_mark,f1", "help", show=False, id="help"),
        Binding("L", "leave", show=False, id="board"),
    ]

    def __init__(self, errands: Errands, clock: Clock, me: Me | None, *, at: int | None = None) -> None:
        """at: the ticket to begin with."""
        super().__init__(errands, clock)
        self._me = me
        self._names = me.departments if me else {}
        self._at = at
        self._board: Board | None = None
        self._trend: Trend | None = None
        self._here = 0

    def compose(self) -> ComposeResult:
        """Where the reader is; the parts; what went wrong; the keys."""
        yield BoardTabs(id="board-tabs")
        with Container(id="board-body"):
            with Container(id="board-left"):
                yield PickList(id="urgent")
                yield PickList(id="duty")
            with Container(id="board-right"):
                yield PickList(id="loads")
                yield TrendView(id="trend")
        yield Sentences(id="trouble")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Fetch it; the times go on by themselves."""
        self._show_place()
        self.action_read()
        self.set_interval(_TIMES_SECONDS, self.action_read)

    def action_read(self) -> None:
        """Read all of it again. The weeks take longer, and come when they are counted."""
        self._errands.ask(self, "board", lambda backend: BoardRead(backend.board()))
        self._errands.ask(self, "trend", lambda backend: TrendRead(backend.trend()))

    def on_board_read(self, message: BoardRead) -> None:
        """Show how things stand."""
        self._board = board = message.board
        self.say_trouble("")
        clock = self._clock
        self.query_one("#loads", PickList).show(lambda width: parts.loads(board, clock, width))
        self.query_one("#duty", PickList).show(lambda _width: parts.duty(board, clock))
        self._show_urgent()
        self.arrived()

    async def on_trend_read(self, message: TrendRead) -> None:
        """Show how it came to this."""
        self._trend = message.trend
        await self.query_one(TrendView).show(message.trend)
        self._show_urgent()

    def _show_urgent(self) -> None:
        board, trend, clock, names = self._board, self._trend, self._clock, self._names
        if board is None:
            return
        urgent = self.query_one("#urgent", PickList)
        urgent.show(lambda _width: parts.urgent(board, trend, clock, names), at=self._at)
        if urgent.key == self._at:
            self._at = None
        self._show_place()

    # Where the reader is.

    @property
    def _lists(self) -> tuple[PickList, ...]:
        """By which the parts are read, in their order."""
        return tuple(
            self.query_one(TrendView).list if name == "trend" else self.query_one(f"#{name}", PickList)
            for name in _PARTS
        )

    @property
    def in_hand(self) -> PickList:
        """That of the part in which the reader is."""
        return self._lists[self._here]

    def _show_place(self) -> None:
        late, near = (
            (self._board.breached.total, self._board.at_risk.total) if self._board is not None else (0, 0)
        )
        tabs = (
            Span(" ".join((_("Urgent"), number(late + near))), Tone.BAD if late else Tone.PLAIN),
            Span(_("Who has what")),
            Span(_("Weeks")),
            Span(_("Duty")),
        )
        self.query_one(BoardTabs).show(tabs, self._here)
        self._arrange()
        self._show_keys()

    def _arrange(self) -> None:
        """Where there is no room for all parts, the one that the reader is in."""
        all_ = self.size.width >= _WIDE and self.size.height >= _HIGH
        self.set_class(not all_, "-one-part")
        shown: set[Widget] = set()
        for place, name in enumerate(_PARTS):
            part = self.query_one(f"#{name}")
            part.display = all_ or place == self._here
            if part.display and part.parent is not None:
                shown.add(part.parent)  # type: ignore[arg-type]
        for half in self.query("#board-left, #board-right"):
            half.display = half in shown

    def on_resize(self) -> None:
        """Other sizes, the same place."""
        self._arrange()

    def _show_keys(self) -> None:
        hints = [Hint("Tab", _("Next part"), "tab"), Hint("Esc", _("Back"), "escape")]
        weeks = self.query_one(TrendView)
        hints.append(hint_of("help", _("Help")))
        if not weeks.is_small:
            is_here = _PARTS[self._here] == "trend"
            label = _("Charts") if weeks.as_figures and is_here else _("Figures")
            hints.insert(0 if is_here else 1, hint_of("view", label))
        if self.in_hand.key is not None:
            hints.insert(0, hint_of("open", _("Open ticket"), suggested=True))
        self.query_one(KeyBar).show(hints)

    def action_part(self, place: int) -> None:
        """To this part."""
        self._here = place
        self._show_place()
        self.in_hand.focus()

    def action_turn(self, step: int) -> None:
        """To the next part, or to the one before."""
        self.action_part((self._here + step) % len(_PARTS))

    def on_board_tabs_chosen(self, message: BoardTabs.Chosen) -> None:
        """Clicked."""
        self.action_part(message.place)

    def on_descendant_focus(self) -> None:
        """A part was clicked into."""
        for place, each in enumerate(self._lists):
            if each.has_focus and place != self._here:
                self._here = place
                self._show_place()

    # Keys.

    def action_figures(self) -> None:
        """The weeks as figures, or as charts again."""
        self.query_one(TrendView).turn()
        self.action_part(_PARTS.index("trend"))

    def action_open(self) -> None:
        """To the ticket under the cursor."""
        key = self.in_hand.key
        if isinstance(key, int):
            self.dismiss(key)

    def action_help(self) -> None:
        """All keys, with what they do."""
        from tui.screens.help import Help  # late, as every screen but the first

        self.app.push_screen(Help(self._me))
