"""The hand-over: what whoever begins a week of duty takes over. Read, leafed through, and acknowledged by one key."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from tickets.desk.duty_rows import AbsenceView, Briefing, HandOverView
from tickets.desk.duty_words import handed_over, since_then
from tickets.i18n import _
from tui.actions import key_of
from tui.drawing import Block, Span, Tone, joined, one_line
from tui.errands import Errands
from tui.format import Clock
from tui.messages import BriefingRead, HandOverTaken
from tui.screens.aside import Aside
from tui.widgets.brief import brief_entries
from tui.widgets.key_bar import Hint, KeyBar, hint_of
from tui.widgets.pick_list import PickList
from tui.widgets.sentences import Sentences

if TYPE_CHECKING:
    from tui.backend import Backend

_LANE = "deeds"


class HandOver(Aside[int | None]):
    """One brief. Dismissed with the ticket to go to, or None."""

    AUTO_FOCUS = "#brief"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "acknowledge", show=False, id="take"),
        Binding("h", "leave", show=False, id="hand_over"),
    ]

    def __init__(self, errands: Errands, clock: Clock, *, at: int | None = None) -> None:
        """at: the ticket to begin with."""
        super().__init__(errands, clock)
        self._at = at
        self._briefing: Briefing | None = None

    @property
    def in_hand(self) -> PickList:
        """Its tickets."""
        return self.query_one("#brief", PickList)

    def compose(self) -> ComposeResult:
        """Whose, how much, who is away; the tickets; the keys."""
        yield Sentences(id="brief-head")
        yield PickList(id="brief")
        yield Sentences(id="trouble")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Fetch it."""
        self._show_keys()
        self.action_read()

    def action_read(self) -> None:
        """Perhaps somebody else has acknowledged it."""
        self._errands.ask(self, "briefing", lambda backend: BriefingRead(backend.briefing()))

    def on_briefing_read(self, message: BriefingRead) -> None:
        """Show it."""
        self._briefing = message.briefing
        head, clock = self.query_one("#brief-head", Sentences), self._clock
        if message.briefing is None:
            head.show(_none_yet())
        else:
            brief = message.briefing.brief
            head.show(_head(message.briefing, clock))
            self.in_hand.show(lambda width: brief_entries(brief, clock, width), at=self._at)
            self._at = None
        self._show_keys()
        self.arrived()

    def _show_keys(self) -> None:
        briefing = self._briefing
        hints = [Hint("Esc", _("Back"), "escape")]
        if briefing is not None and briefing.brief.lines:
            hints.insert(0, hint_of("open", _("Open ticket")))
        if briefing is not None and briefing.waits:
            hints.insert(0, hint_of("take", _("Acknowledge"), suggested=True))
        self.query_one(KeyBar).show(hints)

    # Keys.

    def action_open(self) -> None:
        """To the ticket under the cursor."""
        if isinstance(self.in_hand.key, int):
            self.dismiss(self.in_hand.key)

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
        self.say_trouble("")
        self.action_read()


def _head(briefing: Briefing, clock: Clock) -> Iterator[Block]:
    brief = briefing.brief
    yield Block(spans=(Span(_title(brief, clock), Tone.STRONG),))
    figures = handed_over(brief, clock.moment(brief.made_at))
    yield Block(spans=joined([Span(figures), _away(briefing.absences, clock)], "   "))
    yield Block(spans=(Span(since_then(brief.changes(clock.now()))),))
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
