"""Small questions: yes or no, and a text to write."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import widgets
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tickets.i18n import _
from tui.actions import key_of
from tui.drawing import Block, safe
from tui.messages import TicketRead
from tui.widgets.paper import Paper

KEEP_SECONDS = 2.0
"""How much typing may be lost if the machine dies."""


class Confirm(ModalScreen[bool]):
    """Yes only by its own key: Enter alone, pressed out of habit, is no."""

    def __init__(self, question: str, detail: str, *, yes: str) -> None:
        """yes: what the yes does, in a word or two."""
        super().__init__()
        self._question = question
        self._detail = detail
        self._yes = yes
        self._bindings.bind("y", "answer(True)", show=False)
        self._bindings.bind(_("y"), "answer(True)", show=False)
        self._bindings.bind("n,escape,enter", "answer(False)", show=False)

    def compose(self) -> ComposeResult:
        """The question, what it means, and the two keys."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="dialog--title")
            yield Static(Content(self._detail), classes="dialog--text")
            yield Static(Content(self.keys), classes="dialog--hint")

    @property
    def keys(self) -> str:
        """The two answers, with their keys."""
        return _("{key}: {yes} · any of n, Esc, Enter: no").format(key=_("y"), yes=self._yes)

    def action_answer(self, answer: bool) -> None:
        """The answer."""
        self.dismiss(answer)


class AskLine(ModalScreen[str | None]):
    """One line to write, which may stay empty. Dismissed with None: leave everything as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, question: str, *, hint: str, text: str = "") -> None:
        super().__init__()
        self._question = question
        self._hint = hint
        self._text = text

    def compose(self) -> ComposeResult:
        """The question and the field."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="dialog--title")
            yield Input(self._text, placeholder=self._hint)
            yield Static(Content(_("Enter does it · Esc leaves everything as it is")), classes="dialog--hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Done."""
        self.dismiss(event.value.strip())

    def action_leave(self) -> None:
        """Not done."""
        self.dismiss(None)


class Writer(ModalScreen[str | None]):
    """A longer text, for the house: a note, a proposal. What was typed is kept, however the dialog closes."""

    AUTO_FOCUS = "TextArea"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,ctrl+enter", "done", show=False, id="send"),
        Binding("escape", "leave", show=False),
    ]

    def __init__(
        self, title: str, text: str, keep: Callable[[str], None], *, asked: Iterable[Block] = ()
    ) -> None:
        """text: what was typed before. keep: takes what is typed now, every few seconds and at the end.

        asked: what it is an answer to; it stays in sight, above the sheet.
        """
        super().__init__()
        self._asked = tuple(asked)
        self._title = title
        self._kept = text
        self._keep = keep

    def compose(self) -> ComposeResult:
        """The title, perhaps the question, and the sheet."""
        hint = _("{key} hands it in · Esc leaves; what you typed is kept")
        with Vertical(classes="dialog dialog--wide" + (" dialog--asked" if self._asked else "")):
            yield Static(Content(self._title), classes="dialog--title")
            if self._asked:
                yield Paper(id="asked-before")
                hint = _("{key} hands it in · Tab to the question · Esc leaves; what you typed is kept")
            # Imported only now: most desks close without this dialog.
            yield widgets.TextArea(self._kept, soft_wrap=True, tab_behavior="focus")
            yield Static(Content(hint.format(key=key_of("send"))), classes="dialog--hint")

    def on_mount(self) -> None:
        """Write on at the end."""
        if self._asked:
            self.query_one(Paper).show(self._asked)
        sheet = self.query_one(widgets.TextArea)
        sheet.move_cursor(sheet.document.end)
        self.set_interval(KEEP_SECONDS, self.keep_text)

    def on_ticket_read(self, message: TicketRead) -> None:
        """What was typed at an earlier time, and kept in the store, comes first."""
        sheet, begun = self.query_one(widgets.TextArea), safe(message.view.draft)
        if begun and begun not in sheet.text:
            sheet.text = "\n\n".join(part for part in (begun, sheet.text) if part)
            sheet.move_cursor(sheet.document.end)

    def keep_text(self) -> None:
        """Keep what was typed since the last time."""
        text = self.query_one(widgets.TextArea).text
        if text != self._kept:
            self._kept = text
            self._keep(text)

    def action_done(self) -> None:
        """Hand it in; it stays kept until it is stored."""
        self.keep_text()
        self.dismiss(self._kept)

    def action_leave(self) -> None:
        """Not now."""
        self.keep_text()
        self.dismiss(None)
