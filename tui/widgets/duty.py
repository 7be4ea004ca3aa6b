"""Who is on duty, in a few words; and the line that says that a hand-over waits."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tickets.i18n import _
from tui.actions import key_of
from tui.drawing import Line, Span, Tone, cut, one_line
from tui.format import Clock
from tui.widgets.lines import Lines

if TYPE_CHECKING:
    # What nobody has read from the store yet needs no import before the first picture.
    from tickets.desk.duty_rows import DutyView, HandOverView


def on_duty(duty: "DutyView", clock: Clock) -> tuple[Span, Span]:
    """Who acts today, and with it who is next and from when; the shorter one for where there is little room.

    Both say nothing where no roster is kept.
    """
    if not duty.is_kept:
        return Span(""), Span("")
    now, tone = _now(duty)
    following = _following(duty, clock)
    return Span(now, tone), Span(f"{now}, {following}" if following else now, tone)


def _now(duty: "DutyView") -> tuple[str, Tone]:
    if duty.login is None:
        return "⚠ " + _("Nobody is on duty this week"), Tone.WARN
    login = one_line(duty.login)
    if duty.acting is None:
        return "⚠ " + _("Nobody is on duty today: {login} is away").format(login=login), Tone.WARN
    if duty.acting != duty.login:
        acting = one_line(duty.acting)
        return _("On duty: {acting} for {login}").format(acting=acting, login=login), Tone.MUTED
    return _("On duty: {login}").format(login=login), Tone.MUTED


def _following(duty: "DutyView", clock: Clock) -> str:
    if duty.changes_on is None:
        return ""
    day = clock.day(duty.changes_on)
    if duty.next_login is None:
        return _("from {day} nobody").format(day=day)
    return _("from {day} {login}").format(day=day, login=one_line(duty.next_login))


class WaitingLine(Lines):
    """One line in the colours of the cursor's opposite: there only while a hand-over waits for whoever sits here."""

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._clock = clock
        self._brief: HandOverView | None = None
        self.display = False

    def show(self, brief: "HandOverView | None") -> None:
        """This one waits; None: nothing does."""
        self._brief = brief
        self.display = brief is not None
        self.refresh()

    def lines(self, width: int) -> Sequence[Line]:
        """What to press stands first, so that it is never cut."""
        if self._brief is None:
            return ()
        # Late: there is seldom one, and never in the first picture.
        from tickets.desk.duty_words import handed_over, how_many

        waits, made_at = f"▸ {_waits(self._brief)}", self._clock.moment(self._brief.made_at)
        said = f"{waits} {handed_over(self._brief, made_at)}."
        if cell_len(said) > width:
            # What is due is told only with the time of which that is true.
            said = f"{waits} {how_many(self._brief)}."
        return (cut((Span(said, Tone.STRONG),), width),)


def _waits(brief: "HandOverView") -> str:
    if brief.outgoing and brief.outgoing != brief.incoming:
        said = _("Press {key}: a hand-over from {login} waits for you.")
        return said.format(key=key_of("hand_over"), login=one_line(brief.outgoing))
    return _("Press {key}: a hand-over waits for you.").format(key=key_of("hand_over"))
