"""What the screens may ask about duty and hand-over. A part of `tui.backend`."""

from tickets.desk import duty, handover
from tickets.desk.duty_rows import Briefing, DutyView
from tickets.rules.duty import Week
from tui.backend.asking import Asking


class Duty(Asking):
    """Who is on duty, and what was handed over."""

    def duty(self) -> DutyView:
        """Who is on duty, and whether a hand-over waits for this person."""
        return self._desk.see(duty.current)

    def briefing(self) -> Briefing | None:
        """The hand-over that waits for this person, else the latest; None where none was made yet."""
        return self._desk.see(duty.briefing)

    def acknowledge(self, week: Week) -> bool:
        """This person takes over; False where that was done before."""
        return self._desk.do(handover.acknowledge, week)
