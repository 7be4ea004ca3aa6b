"""Questions that take a long look first: each post of a thread, each of very many readers, what has changed."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tickets.i18n import _
from tui.drawing import Block, Span, Tone
from tui.format import number
from tui.screens.dialogs import Confirm
from tui.widgets.audience import audience_blocks
from tui.widgets.paper import Paper

if TYPE_CHECKING:
    from tickets.desk.replies import Preview


class LookFirst(Confirm):
    """Something to read, and then yes or no as in every dialog. Letters are answers: none of them scrolls."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll_page(1)", show=False),
        Binding("pageup", "scroll_page(-1)", show=False),
        Binding("home", "scroll_to_end(-1)", show=False),
        Binding("end", "scroll_to_end(1)", show=False),
    ]

    def __init__(self, question: str, blocks: Iterable[Block], *, yes: str) -> None:
        """yes: what the yes does, in a word or two."""
        super().__init__(question, "", yes=yes)
        self._blocks = tuple(blocks)

    def compose(self) -> ComposeResult:
        """The question, what to read, and the keys."""
        with Vertical(classes="dialog dialog--tall"):
            yield Static(Content(self._question), classes="dialog--title")
            yield Paper(id="look")
            yield Static(Content(_("{keys} · ↑ ↓ scroll").format(keys=self.keys)), classes="dialog--hint")

    def on_mount(self) -> None:
        """Write it, from its beginning."""
        self._paper.can_focus = False
        self._paper.show(self._blocks)

    @property
    def _paper(self) -> Paper:
        return self.query_one(Paper)

    def action_scroll(self, lines: int) -> None:
        """Further down, or up."""
        self._paper.scroll_relative(y=lines, animate=False)

    def action_scroll_page(self, step: int) -> None:
        """A page down or up."""
        self.action_scroll(step * max(1, self._paper.size.height - 1))

    def action_scroll_to_end(self, step: int) -> None:
        """To the end or the beginning."""
        if step > 0:
            self._paper.scroll_end(animate=False)
        else:
            self._paper.scroll_home(animate=False)


class ThreadLook(LookFirst):
    """Each post of the thread that a long reply would be."""

    def __init__(self, preview: "Preview") -> None:
        question = _("Too long for one post. Send it as a thread of {count}?")
        parts = preview.parts
        super().__init__(question.format(count=number(len(parts))), _posts(parts), yes=_("send it"))


class ReadersLook(LookFirst):
    """Each of the many who would read more than they were asked."""

    def __init__(self, preview: "Preview", question: str) -> None:
        super().__init__(question, _readers(preview), yes=_("send it"))


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
