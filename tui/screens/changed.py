"""Before an answer goes out to a ticket that has changed: what has changed."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tickets.desk.meanwhile_rows import Meanwhile
from tickets.i18n import _
from tui.drawing import one_line
from tui.format import Clock
from tui.screens.dialogs import Confirm
from tui.widgets.difference import meanwhile_blocks
from tui.widgets.paper import Paper


class Changed(Confirm):
    """Shows the difference; Enter alone is no, as in every dialog."""

    AUTO_FOCUS = ""  # letters are answers, none of them scrolls
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll(8)", show=False),
        Binding("pageup", "scroll(-8)", show=False),
    ]

    def __init__(self, meanwhile: Meanwhile, clock: Clock) -> None:
        super().__init__(question_of(meanwhile), "", yes=_("send it"))
        self._meanwhile = meanwhile
        self._clock = clock

    def compose(self) -> ComposeResult:
        """The question, what has changed, and the keys."""
        with Vertical(classes="dialog dialog--tall"):
            yield Static(Content(self._question), classes="dialog--title")
            yield Paper(id="changed")
            hint = _("{key}: {yes} · any of n, Esc, Enter: no").format(key=_("y"), yes=self._yes)
            yield Static(Content(f"{hint} · ↑ ↓"), classes="dialog--hint")

    def on_mount(self) -> None:
        """From its beginning."""
        paper = self.query_one(Paper)
        paper.can_focus = False
        paper.show(meanwhile_blocks(self._meanwhile, self._clock))

    def action_scroll(self, lines: int) -> None:
        """Further down, or up."""
        self.query_one(Paper).scroll_relative(y=lines, animate=False)


def question_of(changed: Meanwhile) -> str:
    """What to ask before sending."""
    if who := answered_by(changed):
        return _("{login} has answered already. Send yours all the same?").format(login=who)
    if changed.by_citizen:
        return _("The citizen has written or changed something. Does your answer still fit?")
    return _("Others have changed the ticket. Send the answer all the same?")


def answered_by(changed: Meanwhile) -> str:
    """Whose reply has been handed over or published meanwhile; "" where none was."""
    return next((one_line(event.actor) for event in changed.events if event.what in _ANSWERS), "")


_ANSWERS = ("reply_queued", "part_published", "answered", "interim", "asked")
