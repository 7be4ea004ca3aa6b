"""How a letter is laid out: the question, who will read the answer, the sheet, and what is wrong with it."""

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.screen import Screen

from tickets.desk.rows import Row
from tickets.errors import StoreError, TicketsError
from tickets.i18n import _
from tui.drawing import Block, Span, Tone
from tui.format import Clock
from tui.keynames import key_word
from tui.keys import LEAVE, ScreenReady
from tui.messages import AddresseesRead, LanguageRead
from tui.messages_of_others import CompanyRead
from tui.screens.tongue import tongue_blocks
from tui.widgets.audience import addressees_blocks
from tui.widgets.company import company_blocks
from tui.widgets.key_bar import KeyBar
from tui.widgets.letter_line import LetterHead, LetterLine
from tui.widgets.paper import Paper
from tui.widgets.proposal import ProposalPaper
from tui.widgets.sentences import Sentences
from tui.widgets.sheet import Sheet
from tui.widgets.tour_line import TourInLetter


class LetterLayout(Screen[bool]):
    """The parts of a letter to one row, by name."""

    def __init__(self, clock: Clock, row: Row) -> None:
        super().__init__()
        self.clock = clock
        self.row = row
        self.tour: TourInLetter | None = None
        """What the tour asks for here; None where none is under way."""
        self._store_is_away = False
        """Whether that is what stands below the text."""
        self._is_refused = False
        """Whether something that is wrong with the text stands there."""
        self.says_waiting = False
        """The same of what nobody gets away from here for."""

    def compose(self) -> ComposeResult:
        """The question, then the letter."""
        yield LetterHead(self.clock, self.row, id="letter-head")
        with Container(id="letter", classes="-to-many" if self.row.copies else ""):
            with Vertical(id="asked"):
                yield Paper(id="question")
                yield ProposalPaper(id="proposal")
            with Vertical(id="sheet"):
                yield Sentences(id="company")
                yield Sentences(id="addressees")
                yield Sentences(id="audience")
                yield Sheet(soft_wrap=True, tab_behavior="focus", id="text")
                yield LetterLine(self.clock, id="letter-line")
                yield Sentences(id="tongue")
                yield Sentences(id="trouble")
        if self.tour is not None:
            yield self.tour
        yield KeyBar(id="keys")

    @property
    def is_beside(self) -> bool:
        """Whether the proposal stands in the question's place."""
        return self.has_class("-beside")

    def on_screen_resume(self) -> None:
        """Nothing lies over it any longer, and keys are its own."""
        self.call_after_refresh(self.app.post_message, ScreenReady(self))

    def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        """A hint was clicked: as if its key were pressed."""
        self.app.simulate_key(message.hint.run)

    def on_company_read(self, message: CompanyRead) -> None:
        """Say who else writes to this ticket, or reads it."""
        present = message.everybody.get(self.row.id, ())
        self.query_one("#company", Sentences).show(company_blocks(present))

    def on_addressees_read(self, message: AddresseesRead) -> None:
        """Say how many people this is for: nobody shall answer many, believing to answer one."""
        self.query_one("#addressees", Sentences).show(addressees_blocks(self.row, message.people))

    def on_language_read(self, message: LanguageRead) -> None:
        """Say whether it is marked as another language than it is in."""
        self.query_one("#tongue", Sentences).show(tongue_blocks(message))

    def show_trouble(self, error: TicketsError) -> None:
        """Say it below the text."""
        self._store_is_away, self.says_waiting = isinstance(error, StoreError), False
        self._is_refused = not self._store_is_away
        self.query_one("#trouble", Sentences).show(
            [Block(spans=(Span("✗ ", Tone.BAD), Span(str(error), Tone.BAD)))]
        )

    def warn(self, sentence: str) -> None:
        """Say below the text what the writer should look at."""
        self._store_is_away = self._is_refused = self.says_waiting = False
        self.query_one("#trouble", Sentences).show([Block(spans=(Span(f"⚠ {sentence}", Tone.WARN),))])

    def say_waiting(self) -> None:
        """Say below the text why nobody gets away from here yet."""
        if not self.says_waiting:
            words = _("Waiting for the store, which has not got your text yet. {key} leaves without waiting.")
            self.warn(words.format(key=key_word(LEAVE)))
            self.says_waiting = True

    def forget_refusal(self) -> None:
        """The text is another now: what was wrong with the one before is over."""
        if self._is_refused:
            self._is_refused = False
            self.query_one("#trouble", Sentences).show([])

    def store_answers(self) -> None:
        """That it did not is over."""
        if self._store_is_away:
            self._store_is_away = False
            self.query_one("#trouble", Sentences).show([])
