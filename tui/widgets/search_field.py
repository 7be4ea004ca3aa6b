"""The field for a search, with a line that says what can be typed: there only while somebody types into it."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from tickets.i18n import _
from tickets.rules.filters import Offers
from tui.drawing import Line, Span, Tone, cut, one_line
from tui.widgets.key_bar import Hint
from tui.widgets.lines import Lines


class SearchField(Vertical):
    """Two lines at the bottom: the field, and what can follow."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority, so that each is done before the next key is looked at: that one is meant for the list.
        Binding("tab", "complete", show=False, priority=True),
        Binding("enter,down", "screen.enter_list", show=False, priority=True),
    ]

    class Typed(Message):
        """The text has changed."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.display = False

    def compose(self) -> ComposeResult:
        """The field above its line."""
        yield Input(placeholder=_("Words, a person, or a ticket's number"), select_on_focus=False)
        yield SearchHint()

    @property
    def _input(self) -> Input:
        return self.query_one(Input)

    @property
    def _hint(self) -> "SearchHint":
        return self.query_one(SearchHint)

    @property
    def text(self) -> str:
        """What stands there."""
        return self._input.value

    @property
    def typing(self) -> bool:
        """Whether letters go into it."""
        return self._input.has_focus

    def open(self, text: str) -> None:
        """Type here, after this text."""
        self.display = True
        self._input.value = text
        self._input.cursor_position = len(text)
        self._input.focus()

    def close(self) -> None:
        """It goes away, with what was typed; the focus goes where its owner puts it."""
        self.display = False
        self._input.value = ""

    def offer(self, offers: Offers) -> None:
        """This may follow what was typed."""
        self._hint.show(offers)

    def refuse(self, sentence: str) -> None:
        """What was typed cannot be understood, for this reason."""
        self._hint.refuse(sentence)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell of it."""
        event.stop()
        self.post_message(self.Typed())

    def action_complete(self) -> None:
        """Take the first of what may follow."""
        taken = self._hint.offers.first
        if taken is not None:
            self._input.value = taken
            self._input.cursor_position = len(taken)


def search_hints() -> tuple[Hint, ...]:
    """The keys that are none of the text while somebody types."""
    return (
        Hint("Enter", _("To the list"), "enter", suggested=True),
        Hint("Tab", _("Complete"), "tab"),
        Hint("Esc", _("Back"), "escape"),
    )


class SearchHint(Lines):
    """What may follow, the first of which Tab takes; or why what stands there cannot be."""

    def __init__(self) -> None:
        super().__init__()
        self.offers = Offers()
        self._refused = ""

    def show(self, offers: Offers) -> None:
        """Offer these."""
        self.offers, self._refused = offers, ""
        self.refresh()

    def refuse(self, sentence: str) -> None:
        """Say this."""
        self._refused = one_line(sentence)
        self.refresh()

    def lines(self, width: int) -> Sequence[Line]:
        """One line."""
        return (cut(self._said(), width),)

    def _said(self) -> Line:
        if self._refused:
            return (Span("✗ " + self._refused, Tone.BAD),)
        if not self.offers.words:
            return (Span(_("Enter goes into the list · Esc leaves everything as it was"), Tone.MUTED),)
        first, *others = (one_line(word) for word in self.offers.words)
        return (
            Span(_("Tab") + " ", Tone.KEY),
            Span(first, Tone.ACCENT),
            *(Span("  " + other, Tone.MUTED) for other in others),
        )
