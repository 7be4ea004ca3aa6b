"""Enquiries as a report tells of them: with what was asked of whom, and where the time went.

What an enquiry is, and what is counted of it, is in `desk.enquiry`: the board counts the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from tickets.desk import enquiry as desk_enquiry
from tickets.desk.enquiry import End, Owed
from tickets.desk.histories import Happened, History
from tickets.reports.spent import Course
from tickets.rules.delay import federation
from tickets.rules.sla import Clocks, Cycle, Promise
from tickets.rules.states import Kind
from tickets.storage.models import What


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry(Owed):
    """One enquiry, with what a report tells of it."""

    ticket_id: int
    account_id: int
    kind: Kind
    department: str | None
    """Key of the last department that was asked about it; None where none was."""
    transit: timedelta
    """From the question's writing to its receipt by our server: federation, which no promise counts."""
    course: Course

    @property
    def real_time(self) -> timedelta | None:
        """From the question to its answer; None where there is no answer, or no question."""
        if not self.asked or self.end is not End.ANSWERED or self.ended_at is None:
            return None
        return self.ended_at - self.started_at


@dataclass(frozen=True, slots=True)
class Asked:
    """A department was asked; `cycle` is its own promise."""

    department: str
    cycle: Cycle


def enquiries(events: History, clocks: Clocks) -> list[Enquiry]:
    """The enquiries of one ticket, in the order in which they began."""
    found = desk_enquiry.owed(events, clocks)
    course = Course(events, frozenset(int(each.promises[0].ref) for each in found))
    return [_enquiry(events, each, course) for each in found]


def asked(events: History, clocks: Clocks) -> Iterator[Asked]:
    """Every time that a department was asked about this ticket."""
    keys = {str(event.id): _key(event) for event in events if event.what is What.FORWARDED}
    for cycle in clocks.cycles:
        if cycle.promise is Promise.DEPARTMENT:
            yield Asked(keys[cycle.ref], cycle)


def _key(event: Happened) -> str:
    return str((event.detail or {}).get("to", ""))


def _enquiry(events: History, owed: Owed, course: Course) -> Enquiry:
    began = desk_enquiry.began(events, owed.promises[0])
    return Enquiry(
        promises=owed.promises,
        end=owed.end,
        asked=owed.asked,
        ticket_id=began.ticket_id,
        account_id=began.account_id,
        kind=began.kind,
        department=course.department(owed.promises[0], owed.promises[-1].ended_at),
        transit=federation(began.written_at or owed.started_at, owed.started_at),
        course=course,
    )
