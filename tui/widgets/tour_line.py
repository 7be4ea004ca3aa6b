"""The tour's own place on screen: below the work, above the status, there only while it is under way."""

from tickets.i18n import _
from tui.drawing import Block, Line, Span, Tone, cut
from tui.widgets.lines import Lines
from tui.widgets.sentences import Sentences

_NO_BREAK = "\N{NO-BREAK SPACE}"


class TourLine(Sentences):
    """A step: its key, what it does, and how to leave."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.display = False

    def offer(self, key: str, steps: int) -> None:
        """It may begin."""
        words = _("Your first time here? A tour of {count} steps shows how it goes.").format(count=steps)
        self._say(_("Tour"), key, words, _("Esc: not now"))

    def show_step(self, number: int, steps: int, key: str, sentence: str, onward: str) -> None:
        """This step. onward: the key that goes on without it; "" where that is the one to press."""
        leave = _("{key}: next · Esc: end").format(key=onward) if onward else _("Esc: end")
        self._say(_place(number, steps), key, sentence, leave)

    def end(self) -> None:
        """Nothing more to say."""
        self.display = False
        self.show(())

    def _say(self, title: str, key: str, sentence: str, leave: str) -> None:
        self.display = True
        step = _step(title, key, sentence)
        self.show([Block(spans=(*step, Span(f"  {leave.replace(' ', _NO_BREAK)}", Tone.MUTED)), hang=2)])


class TourInLetter(Lines):
    """What the tour asks for where a letter is written: one line, for the room there is its writer's."""

    def __init__(self, number: int, steps: int, key: str, sentence: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._step = _step(_place(number, steps), key, sentence)

    def lines(self, width: int) -> tuple[Line, ...]:
        """What to press stands first, so that it is never cut."""
        return (cut(self._step, width),)


def _place(number: int, steps: int) -> str:
    return f"{_('Tour')} {number}/{steps}"


def _step(title: str, key: str, sentence: str) -> Line:
    return (Span(f"▸ {title}  ", Tone.ACCENT), Span(key, Tone.KEY), Span(f"  {sentence}"))
