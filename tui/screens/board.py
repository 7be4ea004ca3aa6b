"""The team lead's board: what is late and why, who has what, how it came to this, who is on duty."""

from time import monotonic
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.widget import Widget

from tickets.desk.board_rows import Board, Trend
from tickets.i18n import _
from tui.action import Me
from tui.board_messages import BoardRead, TrendRead
from tui.drawing import Block, Span, Tone
from tui.errands import Errands
from tui.format import Clock, number
from tui.keys import ScreenReady
from tui.messages import ErrandFailed, StoreLost
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
_PATIENCE_SECONDS = 2.0
_PARTS = ("urgent", "loads", "trend", "duty")


class BoardScreen(Screen[int | None]):
    """Dismissed with the ticket to go to, or None."""

    AUTO_FOCUS = "#urgent"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1)", show=False, id="down"),
        Binding("k,up", "step(-1)", show=False, id="up"),
        Binding("pagedown,ctrl+f", "page(1)", show=False, id="page_down"),
        Binding("pageup,ctrl+b", "page(-1)", show=False, id="page_up"),
        Binding("g,home", "ends(-1)", show=False, id="first"),
        Binding("G,end", "ends(1)", show=False, id="last"),
        Binding("tab,right", "turn(1)", show=False, priority=True),
        Binding("shift+tab,left", "turn(-1)", show=False, priority=True),
        *(Binding(f"{place}", f"part({place - 1})", show=False) for place in range(1, len(_PARTS) + 1)),
        Binding("v", "figures", show=False, id="view"),
        Binding("enter", "open", show=False, id="open"),
        Binding("question_mark,f1", "help", show=False, id="help"),
        Binding("f5", "read", show=False, id="refresh"),
        Binding("escape,q", "leave", show=False),
        Binding("L", "leave", show=False, id="board"),
    ]

    def __init__(self, errands: Errands, clock: Clock, me: Me | None, *, at: int | None = None) -> None:
        """at: the ticket to begin with."""
        super().__init__()
        self._errands = errands
        self._clock = clock
        self._me = me
        self._names = me.departments if me else {}
        self._at = at
        self._board: Board | None = None
        self._trend: Trend | None = None
        self._here = 0
        self._opened_at = monotonic()
        self._failed = False

    @property
    def busy(self) -> bool:
        """Nothing stands here yet: keys wait for it. Not for ever, should the store not answer."""
        return self._board is None and not self._failed and monotonic() - self._opened_at < _PATIENCE_SECONDS

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

    def on_screen_resume(self) -> None:
        """Nothing lies over it any longer, and keys are its own."""
        self.call_after_refresh(self.app.post_message, ScreenReady(self))

    def on_mount(self) -> None:
        """Fetch it; the times go on by themselves."""
        self._show_place()
        self.action_read()
        self.set_interval(_TIMES_SECONDS, self.action_read)

    def on_store_changed(self) -> None:
        """Somebody has changed something; the reader stays where they are."""
        self.action_read()

    def on_store_lost(self, message: StoreLost) -> None:
        """What is on screen stays."""
        self._say(str(message.error))

    def action_read(self) -> None:
        """Read all of it again. The weeks take longer, and come when they are counted."""
        self._errands.ask(self, "board", lambda backend: BoardRead(backend.board()))
        self._errands.ask(self, "trend", lambda backend: TrendRead(backend.trend()))

    def on_board_read(self, message: BoardRead) -> None:
        """Show how things stand."""
        self._board = board = message.board
        self.query_one("#trouble", Sentences).show([])
        clock = self._clock
        self.query_one("#loads", PickList).show(lambda width: parts.loads(board, clock, width))
        self.query_one("#duty", PickList).show(lambda _width: parts.duty(board, clock))
        self._show_urgent()
        self.app.post_message(ScreenReady(self))

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

    def on_errand_failed(self, message: ErrandFailed) -> None:
        """Say what went wrong; what is on screen stays."""
        self._failed = True
        self._say(str(message.error))
        self.app.post_message(ScreenReady(self))

    def _say(self, trouble: str) -> None:
        self.query_one("#trouble", Sentences).show([Block(spans=(Span(f"✗ {trouble}", Tone.BAD),))])

    # Where the reader is.

    @property
    def _lists(self) -> tuple[PickList, ...]:
        """By which the parts are read, in their order."""
        return tuple(
            self.query_one(TrendView).list if name == "trend" else self.query_one(f"#{name}", PickList)
            for name in _PARTS
        )

    @property
    def _list(self) -> PickList:
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
        if self._list.key is not None:
            hints.insert(0, hint_of("open", _("Open ticket"), suggested=True))
        self.query_one(KeyBar).show(hints)

    def action_part(self, place: int) -> None:
        """To this part."""
        self._here = place
        self._show_place()
        self._list.focus()

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

    def action_step(self, step: int) -> None:
        """A ticket or a line down or up."""
        self._list.step(step)

    def action_page(self, step: int) -> None:
        """A page down or up."""
        self._list.page(step)

    def action_ends(self, step: int) -> None:
        """To the end or the beginning."""
        self._list.ends(step)

    def action_figures(self) -> None:
        """The weeks as figures, or as charts again."""
        self.query_one(TrendView).turn()
        self.action_part(_PARTS.index("trend"))

    def action_open(self) -> None:
        """To the ticket under the cursor."""
        key = self._list.key
        if isinstance(key, int):
            self.dismiss(key)

    def on_pick_list_opened(self) -> None:
        """Clicked twice."""
        self.action_open()

    def action_help(self) -> None:
        """All keys, with what they do."""
        from tui.screens.help import Help  # late, as every screen but the first

        self.app.push_screen(Help(self._me))

    def action_leave(self) -> None:
        """Back to the desk."""
        self.dismiss(None)

    def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        """A hint was clicked: as if its key were pressed."""
        self.app.simulate_key(message.hint.run)
