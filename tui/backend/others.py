"""What the screens may ask about others: who is where, and what they did meanwhile. A part of `tui.backend`."""

from dataclasses import replace

from tickets.desk import meanwhile, presence
from tickets.desk.house import Desk
from tickets.desk.meanwhile_rows import Meanwhile
from tickets.desk.presence_rows import Company
from tickets.errors import NotAllowed, NotFound
from tui.backend.asking import Asking


class Others(Asking):
    """Where this person is, and what everybody else does. `be_at` belongs into one lane of errands."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._at: int | None = None

    def be_at(self, ticket_id: int | None, *, writing: bool = False) -> Company:
        """Tell others that this person has the ticket open, or still has; None: nothing any longer.

        Who else is where.
        """
        before, self._at = self._at, None
        if before is not None and before != ticket_id:
            self._desk.whisper(presence.leave, before)
        if ticket_id is not None:
            try:
                self._desk.whisper(presence.beat, ticket_id, writing=writing)
                self._at = ticket_id
            except (NotFound, NotAllowed):
                pass  # it is gone, or no longer theirs to see: the list says so soon enough
        return self.company()

    def company(self) -> Company:
        """Who else is at which ticket."""
        return self._desk.see(presence.everywhere)

    def meanwhile(self, ticket_id: int, seen: int) -> Meanwhile:
        """What others did to the ticket since this event, the citizen among them. Raises NotFound, NotAllowed."""
        changed = self._desk.see(meanwhile.since, ticket_id, seen)
        return replace(changed, events=changed.by_others(self._desk.actor.login))
