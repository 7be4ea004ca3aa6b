"""Questions before a reply goes out that take a long look: each post of a thread, each of very many readers."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tickets.i18n import _
from tui.drawing import Block, Span, Tone
from tui.format import number
from tui.widgets.audience import audience_blocks
from tui.widgets.paper import Paper

if TYPE_CHECKING:
    from tickets.desk.replies import Preview


class LookFirst(ModalScreen[bool]):
    """Something to read, and yes only by its own key: Enter alone, pressed out of habit, is no."""

    AUTO_FOCUS = "#look"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", show=False),
        Binding("n,escape,enter", "answer(False)", show=False),
    ]

    def __init__(self, title: str, blocks: Iterable[Block]) -> None:
        super().__init__()
        self._title = title
        self._blocks = tuple(blocks)
        self._bindings.bind(_("y"), "answer(True)", show=False)

    def compose(self) -> ComposeResult:
        """The question, what to read, and the keys."""
        with Vertical(classes="dialog dialog--tall"):
            yield Static(Content(self._title), classes="dialog--title")
            yield Paper(id="look")
            hint = _("{key}: send it · n, Esc, Enter: no · j and k scroll").format(key=_("y"))
            yield Static(Content(hint), classes="dialog--hint")

    def on_mount(self) -> None:
        """Write it."""
        self.query_one(Paper).show(self._blocks)

    def action_answer(self, answer: bool) -> None:
        """The answer."""
        self.dismiss(answer)


class ThreadLook(LookFirst):
    """Each post of the thread that a long reply would be."""

    def __init__(self, preview: "Preview") -> None:
        title = _("Too long for one post. Send it as a thread of {count}?")
        super().__init__(title.format(count=number(len(preview.parts))), _posts(preview.parts))


class ReadersLook(LookFirst):
    """Each of the many who would read more than they were asked."""

    def __init__(self, preview: "Preview", question: str) -> None:
        super().__init__(question, _readers(preview))


def _posts(parts: tuple[str, ...]) -> Iterator[Block]:
    for place, part in enumerate(parts, start=1):
        heading = _("Post {number} of {count}").format(number=number(place), count=number(len(parts)))
        yield Block(spans=(Span(heading, Tone.STRONG),))
        yield Block(spans=(Span(part),), bar=Tone.OURS)
        yield Block()


def _readers(preview: "Preview") -> Iterator[Block]:
    yield from audience_blocks(preview)
    yield Block()
    for handle in preview.audience.readers:
        yield Block(spans=(Span(f"@{handle}"),), indent=2)
