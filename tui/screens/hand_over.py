"""The hand-over: what whoever begins a week of duty takes over. Read, leafed through, and acknowledged by one key."""

from collections.abc import Iterator
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from tickets.desk.duty_rows import AbsenceView, Briefing, HandOverView
from tickets.i18n import _
from tui.actions import key_of
from tui.drawing import Block, Span, Tone, joined, one_line
from tui.errands import Errands
from tui.format import Clock
from tui.keys import ScreenReady
from tui.messages import BriefingRead, ErrandFailed, HandOverTaken
from tui.widgets.brief_list import BriefList
from tui.widgets.duty import handed_over
from tui.widgets.key_bar import Hint, KeyBar, hint_of
from tui.widgets.sentences import Sentences

if TYPE_CHECKING:
    from tui.backend import Backend

_LANE = "deeds"

_PATIENCE_SECONDS = 2.0


class HandOver(Screen[int | None]):
    """One brief. Dismissed with the ticket to go to, or None."""

    AUTO_FOCUS = "#brief"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1)", show=False, id="down"),
        Binding("k,up", "step(-1)", show=False, id="up"),
        Binding("pagedown,ctrl+f", "page(1)", show=False, id="page_down"),
        Binding("pageup,ctrl+b", "page(-1)", show=False, id="page_up"),
        Binding("g,home", "ends(-1)", show=False, id="first"),
        Binding("G,end", "ends(1)", show=False, id="last"),
        Binding("enter", "open", show=False, id="open"),
        Binding("a", "acknowledge", show=False, id="take"),
        Binding("escape,q", "leave", show=False),
        Binding("h", "leave", show=False, id="hand_over"),
    ]

    def __init__(self, errands: Errands, clock: Clock, *, at: int | None = None) -> None:
        """at: the ticket to begin with."""
        super().__init__()
        self._errands = errands
        self._clock = clock
        self._at = at
        self._briefing: Briefing | None = None
        self._answered = False
        self._opened_at = monotonic()

    @property
    def busy(self) -> bool:
        """Nothing stands here yet: keys wait for it. Not for ever, should the store not answer."""
        return not self._answered and monotonic() - self._opened_at < _PATIENCE_SECONDS

    def _let_keys_in(self) -> None:
        self._answered = True
        self.app.post_message(ScreenReady(self))

    def compose(self) -> ComposeResult:
        """Whose, how much, who is away; the tickets; the keys."""
        yield Sentences(id="brief-head")
        yield BriefList(self._clock, id="brief")
        yield Sentences(id="trouble")
        yield KeyBar(id="keys")

    def on_screen_resume(self) -> None:
        """Nothing lies over it any longer, and keys are its own."""
        self.call_after_refresh(self.app.post_message, ScreenReady(self))

    def on_mount(self) -> None:
        """Fetch it."""
        self._show_keys()
        self._read()

    def on_store_changed(self) -> None:
        """Perhaps somebody else has acknowledged it."""
        self._read()

    def _read(self) -> None:
        self._errands.ask(self, "briefing", lambda backend: BriefingRead(backend.briefing()))

    def on_briefing_read(self, message: BriefingRead) -> None:
        """Show it."""
        self._briefing = message.briefing
        self._show_keys()
        head = self.query_one("#brief-head", Sentences)
        if message.briefing is None:
            head.show(_none_yet())
        else:
            head.show(_head(message.briefing, self._clock))
            self.query_one(BriefList).show(message.briefing.brief, at=self._at)
            self._at = None
        self._let_keys_in()

    def on_errand_failed(self, message: ErrandFailed) -> None:
        """Say what went wrong; what is on screen stays."""
        trouble = Block(spans=(Span(f"✗ {message.error}", Tone.BAD),))
        self.query_one("#trouble", Sentences).show([trouble])
        self._let_keys_in()

    def _show_keys(self) -> None:
        briefing = self._briefing
        hints = [Hint("Esc", _("Back"), "escape")]
        if briefing is not None and briefing.brief.lines:
            hints.insert(0, hint_of("open", _("Open ticket")))
        if briefing is not None and briefing.waits:
            hints.insert(0, hint_of("take", _("Acknowledge"), suggested=True))
        self.query_one(KeyBar).show(hints)

    # Keys.

    def action_step(self, step: int) -> None:
        """A ticket down or up."""
        self.query_one(BriefList).step(step)

    def action_page(self, step: int) -> None:
        """A page down or up."""
        self.query_one(BriefList).page(step)

    def action_ends(self, step: int) -> None:
        """To the first or the last ticket."""
        self.query_one(BriefList).ends(step)

    def action_open(self) -> None:
        """To the ticket under the cursor."""
        ticket = self.query_one(BriefList).ticket
        if ticket is not None:
            self.dismiss(ticket)

    def on_brief_list_opened(self) -> None:
        """Clicked twice."""
        self.action_open()

    def action_acknowledge(self) -> None:
        """Take over; whoever may not is told so."""
        if self._briefing is None:
            return
        week = self._briefing.brief.week

        def job(backend: "Backend") -> Message:
            backend.acknowledge(week)
            return HandOverTaken()

        self._errands.send(self, _LANE, job)

    def on_hand_over_taken(self) -> None:
        """It stands in the history of every ticket now."""
        self.query_one("#trouble", Sentences).show([])
        self._read()

    def action_leave(self) -> None:
        """Back to the desk."""
        self.dismiss(None)

    def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        """A hint was clicked: as if its key were pressed."""
        self.app.simulate_key(message.hint.run)


def _head(briefing: Briefing, clock: Clock) -> Iterator[Block]:
    brief = briefing.brief
    made = Span(_("made {time}").format(time=clock.moment(brief.made_at)), Tone.MUTED)
    yield Block(spans=(Span(_title(brief, clock), Tone.STRONG),), right=(made,))
    yield Block(spans=joined([Span(handed_over(brief)), _away(briefing.absences, clock)], "   "))
    yield Block(spans=(_taken(briefing, clock),))


def _title(brief: HandOverView, clock: Clock) -> str:
    begins = clock.day(brief.week.first_day)
    if brief.outgoing and brief.outgoing != brief.incoming:
        return _("Hand-over of {day}: {incoming} takes over from {outgoing}").format(
            day=begins, incoming=one_line(brief.incoming), outgoing=one_line(brief.outgoing)
        )
    return _("Hand-over of {day}: {incoming} is on duty").format(
        day=begins, incoming=one_line(brief.incoming)
    )


def _away(absences: tuple[AbsenceView, ...], clock: Clock) -> str:
    if not absences:
        return _("Nobody is away this week.")
    return _("Away: {people}").format(people=", ".join(_absence(each, clock) for each in absences))


def _absence(absence: AbsenceView, clock: Clock) -> str:
    login, first, last = one_line(absence.login), clock.day(absence.first_day), clock.day(absence.last_day)
    days = first if first == last else f"{first} – {last}"
    note = f", {one_line(absence.note)}" if absence.note else ""
    return f"{login} ({days}{note})"


def _taken(briefing: Briefing, clock: Clock) -> Span:
    brief = briefing.brief
    if brief.acknowledged_at and brief.acknowledged_by:
        words = _("{login} acknowledged it: {time}").format(
            login=one_line(brief.acknowledged_by), time=clock.moment(brief.acknowledged_at)
        )
        return Span("✓ " + words, Tone.GOOD)
    if briefing.waits:
        said = _("It waits for you: {key} acknowledges that you take over.").format(key=key_of("take"))
        return Span(f"▸ {said}", Tone.ACCENT)
    return Span("⚠ " + _("Nobody has acknowledged it yet."), Tone.WARN)


def _none_yet() -> Iterator[Block]:
    said = _(
        "Nothing was handed over yet. The brief is made when service begins in a week that somebody has."
    )
    yield Block(spans=(Span(said, Tone.MUTED),))
