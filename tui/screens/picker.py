"""Choosing from a list by typing: departments, people, times, kinds, and the palette of all that can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tickets.i18n import _
from tui.action import Choice
from tui.drawing import one_line
from tui.keys import Awaited, KeysUnwanted, WaitOver
from tui.messages import ChoicesRead, ErrandFailed

_DIALOG = 72 - 6
"""The cells of a line in a dialog; see `.dialog` in `app.tcss`."""
_SCROLL_BAR = 4
"""The cells that it takes, with the air before it."""
_HANG = "  "


@dataclass(frozen=True, slots=True)
class Picked:
    """What was chosen, and what was written beside it."""

    key: str
    note: str = ""


class Picker(ModalScreen[Picked | None]):
    """A title, a field that filters, the choices, and perhaps a field for a note. Dismissed with None: nothing."""

    AUTO_FOCUS = "#filter"
    FIELD: ClassVar[type[Input]] = Input
    """What narrows the list."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down,ctrl+n", "move(1)", show=False),
        Binding("up,ctrl+p", "move(-1)", show=False),
    ]

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice] | None,
        *,
        note: str = "",
        first: str = "",
        why: str = "",
    ) -> None:
        """choices: None where they are still being read: ChoicesRead brings them.

        note: what the second field asks for, "" for no such field.

        first: the key of the choice to put first; `why` says why it stands there, in a word.
        """
        super().__init__()
        self._title = title
        self._note = note
        self._first = first
        self._why = why
        self._choices = self._in_order(choices or ())
        self._reading = choices is None
        self._awaited = Awaited()
        if self._reading:
            self._awaited.expect()

    @property
    def busy(self) -> bool:
        """Until the choices are here, a key would choose nothing, or the wrong one."""
        return self._awaited.is_coming

    @property
    def stranded(self) -> bool:
        """The choices do not come."""
        return self._awaited.is_stranded

    def compose(self) -> ComposeResult:
        """A dialog in the middle."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog--title")
            yield self.FIELD(placeholder=_("Type to narrow the list"), id="filter", select_on_focus=False)
            yield OptionList(id="choices")
            if self._note:
                yield Input(placeholder=self._note, id="note")
            yield Static(Content(self._hint()), classes="dialog--hint")

    def _hint(self, *, nothing_fits: bool = False) -> str:
        if nothing_fits and not self._reading:
            if not self._choices:
                return _("There is nothing to choose from. Esc leaves.")
            example = one_line(self._choices[-1].label)
            return _("Nothing fits. Type a part of what is listed, such as “{example}”.").format(
                example=example
            )
        if self._note:
            return _("Enter chooses · Tab to the note · Esc leaves everything as it is")
        return _("Enter chooses · Esc leaves everything as it is")

    def on_mount(self) -> None:
        """Everything, to begin with."""
        self._list("")

    def on_choices_read(self, message: ChoicesRead) -> None:
        """Here they are."""
        self._choices, self._reading = self._in_order(message.choices), False
        self._list(self.query_one("#filter", Input).value)
        self._awaited.arrived()
        self.app.post_message(WaitOver())

    def on_keys_dropped(self) -> None:
        """They have not come in time."""
        words = _("The list does not come: the keys you pressed for it were dropped.")
        self.query_one(".dialog--hint", Static).update(Content(words))

    def on_errand_failed(self, message: ErrandFailed) -> None:
        """They cannot be read."""
        self._awaited.arrived()
        self.notify(str(message.error), severity="error", timeout=12, markup=False)
        self.dismiss(None)

    def _in_order(self, choices: Sequence[Choice]) -> list[Choice]:
        return sorted(choices, key=lambda choice: choice.key != self._first)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        if event.input.id == "filter":
            self._list(event.value)

    def on_input_submitted(self) -> None:
        """Enter in either field takes what is highlighted."""
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self._take(options.get_option_at_index(options.highlighted).id or "")
        else:
            self.app.post_message(KeysUnwanted())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter in the list, or a click."""
        self._take(event.option.id or "")

    def action_move(self, step: int) -> None:
        """Up and down in the list while the field keeps the focus."""
        # Later, because what was typed before may still be on its way to `on_input_changed`.
        self.call_later(self._move, step)

    def _move(self, step: int) -> None:
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_leave(self) -> None:
        """Nothing is chosen."""
        self.dismiss(None)

    def _list(self, typed: str) -> None:
        """What matches; first that whose label begins so."""
        start = typed.casefold().strip()
        found = [choice for choice in self._choices if _matches(choice, start.split())]
        if start:
            found.sort(key=lambda choice: not choice.label.casefold().startswith(start))
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(self._prompt(choice), id=choice.key) for choice in found])
        options.highlighted = 0 if found else None
        self.query_one(".dialog--hint", Static).update(Content(self._hint(nothing_fits=not found)))

    @property
    def room(self) -> int:
        """The cells that a choice has beside each other."""
        return min(_DIALOG, max(1, self.app.size.width - 8))

    def _prompt(self, choice: Choice) -> Content:
        """What it is called begins a line, and nothing else does: so a long list is read down its left side."""
        label, why = one_line(choice.label), self._why if choice.key == self._first else ""
        parts = (label, why, one_line(choice.detail))
        room = max(len(_HANG) + 1, self.room - _SCROLL_BAR)
        lines = wrap("  ".join(filter(None, parts)), room, subsequent_indent=_HANG)
        prompt = Content("\n".join(lines)).stylize("$muted", len(label))
        return prompt.stylize("$accent", len(label), len(label) + len(_HANG + why)) if why else prompt

    def _take(self, key: str) -> None:
        note = self.query_one("#note", Input).value.strip() if self._note else ""
        self.dismiss(Picked(key, note))


def _matches(choice: Choice, words: Sequence[str]) -> bool:
    text = f"{choice.key} {choice.label} {choice.detail} {choice.also}".casefold()
    return all(word in text for word in words)
