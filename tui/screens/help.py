"""All keys, by what they are for."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tickets.i18n import _
from tui.action import Topic
from tui.actions import actions
from tui.drawing import Block, Span, Tone, fit
from tui.widgets.paper import Paper


class Help(ModalScreen[None]):
    """The table of actions, to read."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,question_mark,f1", "leave", show=False)]

    def compose(self) -> ComposeResult:
        """A tall dialog."""
        with Vertical(classes="dialog dialog--tall"):
            yield Static(Content(_("What the keys do")), classes="dialog--title")
            yield Paper(id="help")
            yield Static(Content(_("Esc closes this")), classes="dialog--hint")

    def on_mount(self) -> None:
        """Write it."""
        self.query_one(Paper).show(help_blocks())

    def action_leave(self) -> None:
        """Back to work."""
        self.dismiss()


def help_blocks() -> Iterator[Block]:
    """Every action with its key and its sentence, by topic; then the keys of the lists and of the composer."""
    table = actions()
    keys = max(cell_len(action.shown) for action in table)
    labels = max(cell_len(action.label) for action in table)
    for topic in Topic:
        yield Block(spans=(Span(topic_word(topic), Tone.STRONG),))
        for action in (each for each in table if each.topic is topic):
            spans = (
                Span(fit(action.shown, keys), Tone.KEY),
                Span("  " + fit(action.label, labels)),
                Span(f"  {action.help}", Tone.MUTED),
            )
            yield Block(spans=spans, indent=2, hang=keys + labels + 4)
        yield Block()
    yield Block(spans=(Span(_("While you write a reply"), Tone.STRONG),))
    yield from _keys(composer_keys())


def _keys(rows: Sequence[tuple[str, str]]) -> Iterator[Block]:
    width = max(cell_len(keys) for keys, _text in rows)
    for keys, text in rows:
        spans = (Span(fit(keys, width), Tone.KEY), Span(f"  {text}", Tone.MUTED))
        yield Block(spans=spans, indent=2, hang=width + 2)


def composer_keys() -> tuple[tuple[str, str], ...]:
    """The keys of the composer."""
    return (
        (_("Ctrl+S"), _("hand the reply to the bridge, which publishes it")),
        ("F2", _("answer, interim status or question back")),
        ("F3", _("who may read it")),
        ("F4", _("content warning")),
        ("F5", _("the day that an interim status promises")),
        ("Esc", _("back; what you typed is kept as your draft")),
    )


def topic_word(topic: Topic) -> str:
    """The heading in the reader's language."""
    return {
        Topic.ANSWER: _("Answering"),
        Topic.DECIDE: _("Deciding"),
        Topic.MOVE: _("Finding your way"),
        Topic.DESK: _("The desk"),
    }[topic]
