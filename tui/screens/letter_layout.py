"""How a letter is laid out: the question, who will read the answer, the sheet, and what is wrong with it."""

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.screen import Screen
from textual.widgets import TextArea

from tickets.desk.rows import Row
from tickets.errors import TicketsError
from tui.drawing import Block, Span, Tone
from tui.format import Clock
from tui.messages import AddresseesRead
from tui.widgets.audience import addressees_blocks
from tui.widgets.key_bar import KeyBar
from tui.widgets.letter_line import LetterHead, LetterLine
from tui.widgets.paper import Paper
from tui.widgets.sentences import Sentences


class LetterLayout(Screen[bool]):
    """The parts of a letter to one row, by name."""

    def __init__(self, clock: Clock, row: Row) -> None:
        super().__init__()
        self.clock = clock
        self.row = row

    def compose(self) -> ComposeResult:
        """The question, then the letter."""
        yield LetterHead(self.clock, self.row, id="letter-head")
        with Container(id="letter", classes="-to-many" if self.row.copies else ""):
            yield Paper(id="question")
            with Vertical(id="sheet"):
                yield Sentences(id="addressees")
                yield Sentences(id="audience")
                yield TextArea(soft_wrap=True, tab_behavior="focus", id="text")
                yield LetterLine(self.clock, id="letter-line")
                yield Sentences(id="trouble")
        yield KeyBar(id="keys")

    def on_addressees_read(self, message: AddresseesRead) -> None:
        """Say how many people this is for: nobody shall answer many, believing to answer one."""
        self.query_one("#addressees", Sentences).show(addressees_blocks(self.row, message.people))

    def show_trouble(self, error: TicketsError) -> None:
        """Say it below the text."""
        self.query_one("#trouble", Sentences).show(
            [Block(spans=(Span("✗ ", Tone.BAD), Span(str(error), Tone.BAD)))]
        )

    def warn(self, sentence: str) -> None:
        """Say below the text what the writer should look at."""
        self.query_one("#trouble", Sentences).show([Block(spans=(Span(f"⚠ {sentence}", Tone.WARN),))])
