"""What opens over the desk to be gone through: board, departments, hand-over. Its keys, its way to the store."""

from abc import abstractmethod
from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from tickets.i18n import _
from tui.drawing import Block, Span, Tone, one_line
from tui.errands import Errands
from tui.format import Clock
from tui.keys import Awaited, ScreenReady, WaitOver
from tui.messages import ErrandFailed, StoreLost
from tui.widgets.key_bar import KeyBar
from tui.widgets.pick_list import PickList
from tui.widgets.sentences import Sentences

Result = TypeVar("Result")


class Aside(Screen[Result]):
    """A screen with lists to choose from, a line for troubles (`#trouble`) and a key bar.

    Keys wait until what is to be read stands there (`tui.keys`).
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1)", show=False, id="down"),
        Binding("k,up", "step(-1)", show=False, id="up"),
        Binding("pagedown,ctrl+f", "page(1)", show=False, id="page_down"),
        Binding("pageup,ctrl+b", "page(-1)", show=False, id="page_up"),
        Binding("g,home", "ends(-1)", show=False, id="first"),
        Binding("G,end", "ends(1)", show=False, id="last"),
        Binding("enter", "open", show=False, id="open"),
        Binding("f5", "read", show=False, id="refresh"),
        Binding("escape,q", "leave", show=False),
    ]

    def __init__(self, errands: Errands, clock: Clock) -> None:
        super().__init__()
        self._errands = errands
        self._clock = clock
        self._awaited = Awaited()
        self._awaited.expect()

    @property
    @abstractmethod
    def in_hand(self) -> PickList:
        """The list that the keys go through."""

    @abstractmethod
    def action_read(self) -> None:
        """Read again what is on screen."""

    @abstractmethod
    def action_open(self) -> None:
        """What is under the cursor was chosen."""

    # Keys wait for what is read.

    @property
    def busy(self) -> bool:
        """What keys are meant for is on its way."""
        return self._awaited.is_coming

    @property
    def stranded(self) -> bool:
        """It does not come: keys that wait for it are dropped."""
        return self._awaited.is_stranded

    def expect(self) -> None:
        """Keys are meant for something else from here on, which is on its way."""
        self._awaited.expect()

    def arrived(self) -> None:
        """It stands here, or will not come."""
        self._awaited.arrived()
        self.app.post_message(WaitOver())

    def on_screen_resume(self) -> None:
        """Nothing lies over it any longer, and keys are its own."""
        self.call_after_refresh(self.app.post_message, ScreenReady(self))

    def on_keys_dropped(self) -> None:
        """Say so."""
        self.say_trouble(_("The list does not come: the keys you pressed for it were dropped."))

    # The store.

    def on_store_changed(self) -> None:
        """Somebody has changed something; the reader stays where they are."""
        self.action_read()

    def on_store_lost(self, message: StoreLost) -> None:
        """What is on screen stays."""
        self.say_trouble(str(message.error))

    def on_errand_failed(self, message: ErrandFailed) -> None:
        """Say what went wrong; what is on screen stays."""
        self.say_trouble(str(message.error))
        self.arrived()

    def say_trouble(self, trouble: str) -> None:
        """Above the keys; "" where there is none any longer."""
        said = [Block(spans=(Span(f"✗ {one_line(trouble)}", Tone.BAD),))] if trouble else []
        self.query_one("#trouble", Sentences).show(said)

    # Keys.

    def action_step(self, step: int) -> None:
        """A line down or up."""
        self.in_hand.step(step)

    def action_page(self, step: int) -> None:
        """A page down or up."""
        self.in_hand.page(step)

    def action_ends(self, step: int) -> None:
        """To the end or the beginning."""
        self.in_hand.ends(step)

    def on_pick_list_opened(self) -> None:
        """Clicked twice."""
        self.action_open()

    def action_leave(self) -> None:
        """Back to the desk."""
        self.dismiss(None)

    def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        """A hint was clicked: as if its key were pressed."""
        self.app.simulate_key(message.hint.run)
