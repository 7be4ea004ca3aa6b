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
from tui.action import Me, Topic
from tui.actions import actions, composer_actions
from tui.actions.places import as_called
from tui.drawing import Block, Span, Tone, fit
from tui.keymap import in_use
from tui.widgets.paper import Paper


class Help(ModalScreen[None]):
    """The table of actions, to read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "help", show=False),
        Binding("question_mark,f1", "help", show=False, id="help"),
    ]

    def __init__(self, me: Me | None = None, *, here: str = "", writing: bool = False) -> None:
        """me: who reads it, and is told what they may do; None: everything.

        here: the keys of the dialog below, as it says them. writing: somebody writes a reply.
        """
        super().__init__()
        self._me = me
        self._below = here
        self._writing = writing

    def compose(self) -> ComposeResult:
        """A tall dialog."""
        with Vertical(classes="dialog dialog--tall"):
            yield Static(Content(_("What the keys do")), classes="dialog--title")
            yield Paper(id="help")
            yield Static(Content(_("Esc closes this")), classes="dialog--hint")

    def on_mount(self) -> None:
        """Write it."""
        self.query_one(Paper).show(help_blocks(self._me, here=self._below, writing=self._writing))

    def action_help(self) -> None:
        """Back to work."""
        self.dismiss()


def help_blocks(me: Me | None = None, *, here: str = "", writing: bool = False) -> Iterator[Block]:
    """The keys that hold here; every action with its key and its sentence, by topic; and the keys of the composer.

    me: whose keys; None: all there are. here: those of a dialog. writing: those of the composer hold here.
    """
    if here:
        yield from (_heading(_("In this dialog")), Block(spans=(Span(here, Tone.MUTED),), indent=2), Block())
    if writing:
        yield from (*_composer_blocks(), Block())
    yield from _desk_blocks(me)
    if not writing and (me is None or "reply" in me.rights):
        yield from _composer_blocks()
    if (file := in_use().file) is not None:
        own = _("Keys of your own stand in {file}; “tickets keys --example” writes it.").format(file=file)
        yield Block()
        yield Block(spans=(Span(own, Tone.MUTED),))


def _desk_blocks(me: Me | None) -> Iterator[Block]:
    mine = (action for action in actions() if me is None or not action.right or action.right in me.rights)
    table = [as_called(action, me) for action in mine]
    keys = max(cell_len(action.shown) for action in table)
    labels = max(cell_len(action.label) for action in table)
    for topic in Topic:
        yield _heading(topic_word(topic))
        for action in (each for each in table if each.topic is topic):
            spans = (
                Span(fit(action.shown, keys), Tone.KEY),
                Span("  " + fit(action.label, labels)),
                Span(f"  {action.help}", Tone.MUTED),
            )
            yield Block(spans=spans, indent=2, hang=keys + labels + 4)
        yield Block()


def _heading(text: str) -> Block:
    return Block(spans=(Span(text, Tone.STRONG),))


def _composer_blocks() -> Iterator[Block]:
    yield _heading(_("While you write a reply"))
    yield from _keys(composer_keys())


def _keys(rows: Sequence[tuple[str, str]]) -> Iterator[Block]:
    width = max(cell_len(keys) for keys, _text in rows)
    for keys, text in rows:
        spans = (Span(fit(keys, width), Tone.KEY), Span(f"  {text}", Tone.MUTED))
        yield Block(spans=spans, indent=2, hang=width + 2)


def composer_keys() -> tuple[tuple[str, str], ...]:
    """The keys of the composer."""
    return (
        *((action.shown, action.help) for action in composer_actions()),
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
