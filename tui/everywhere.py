"""What holds on every screen: the key that shows help, and the one that leaves the desk."""

from typing import ClassVar, Protocol, runtime_checkable

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tickets.i18n import _
from tui.actions import guide_keys, keys_of
from tui.drawing import TonedApp
from tui.leaving import LeftBehind, leave
from tui.screens.desk import DeskScreen

_HELP = "help"


@runtime_checkable
class _Helpful(Protocol):
    """A screen with help of its own."""

    def action_help(self) -> None: ...


class EverywhereApp(TonedApp, inherit_bindings=False):
    """Knows the keys of every screen. The screen on top may have help of its own; of a dialog, its keys come first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", show=False, priority=True),
        Binding("ctrl+c", "how_to_leave", show=False, system=True),
    ]

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        """The keys of whoever sits here must be known by now (`tui.keymap`)."""
        super().__init__(ansi_color=ansi_color)
        for key in dict.fromkeys((*keys_of(_HELP), *guide_keys(_HELP))):
            # First where it is no letter: a field in which one writes keeps none of those for itself.
            self._bindings.bind(key, "show_help", show=False, priority=key in guide_keys(_HELP))
        self.left_behind: LeftBehind | None = None
        """What its writer left without waiting for the store; None where nobody left so."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A screen that has help of its own shows that."""
        if action == "show_help":
            return not self._helps_itself
        return super().check_action(action, parameters)

    @property
    def _helps_itself(self) -> bool:
        """Whether the key is an action of the screen on top; where somebody types, none is but those of the field."""
        if isinstance(self.screen, DeskScreen):
            return not self.screen.search_field.typing
        return isinstance(self.screen, _Helpful)

    def action_show_help(self) -> None:
        """All keys over whatever is open, which stays as it is."""
        from tui.screens.help import Help  # late, as every screen but the first
        from tui.screens.letter_layout import LetterLayout

        writing = isinstance(self.screen, LetterLayout)
        desk = next((screen for screen in self.screen_stack if isinstance(screen, DeskScreen)), None)
        hints = self.screen.query(".dialog--hint").results(Static)
        here = [hint.content.plain for hint in hints if isinstance(hint.content, Content)]
        self.push_screen(Help(desk.me if desk else None, here=" ".join(here), writing=writing))

    def action_leave(self) -> None:
        """Quit, when the last letters have reached their sheet; see `tui.leaving`."""
        self.call_after_refresh(leave, self)

    def action_how_to_leave(self) -> None:
        """Ctrl+C copies where something is selected; whoever wants to leave by it is told how."""
        self.notify(_("Ctrl+Q leaves the desk. What you typed is kept."), markup=False)

    def leave_behind(self, left: LeftBehind) -> None:
        """Quit at once, whatever becomes of this."""
        self.left_behind = left
        self.exit(message=_("The desk is closed. In a moment you read what became of your text."))
