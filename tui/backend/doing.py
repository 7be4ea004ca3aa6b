"""What the screens may ask to be done to tickets without a word to the citizen. A part of `tui.backend`."""

from collections.abc import Callable
from datetime import datetime

from tickets.desk import copies, forwards, handling, second_look, undoing
from tickets.desk.rows import Page, Row
from tickets.i18n import _
from tickets.rules.states import Kind
from tui.backend.asking import Asking
from tui.deeds import Effect


class Doing(Asking):
    """Acts of one person at one desk."""

    # What can be done: to the ticket as it was seen, and to the near copies behind its row. Each may raise Conflict
    # and the like; then nothing is done.

    def ignore(self, row: Row) -> Effect:
        """Put it out of the way."""
        return self._change(row, handling.ignore)

    def rescue(self, row: Row) -> Effect:
        """Bring an ignored ticket back."""
        return self._change(row, handling.rescue)

    def close_ticket(self, row: Row, reason: str) -> Effect:
        """End it without an answer."""
        return self._change(row, handling.close, reason=reason)

    def reopen(self, row: Row) -> Effect:
        """Take an ended ticket up again."""
        return self._change(row, handling.reopen)

    def assign(self, row: Row, to: str | None) -> Effect:
        """Give it to somebody, or to nobody."""
        return self._change(row, handling.assign, to=to)

    def snooze(self, row: Row, until: datetime) -> Effect:
        """Put it aside."""
        return self._change(row, handling.snooze, until=until)

    def wait(self, row: Row) -> Effect:
        """Wait for the citizen."""
        return self._change(row, handling.wait)

    def note(self, row: Row, text: str) -> Effect:
        """Write a note into its history."""
        if not row.copies:
            self._desk.do(handling.note, row.id, text=text)
            return Effect()
        return Effect(tickets=len(self._desk.do(copies.for_all, row.id, handling.note, text=text)))

    def label(self, row: Row, kind: Kind) -> Effect:
        """Correct its kind."""
        return self._change(row, handling.label, kind=kind)

    def forward(self, row: Row, to: str, note: str) -> Effect:
        """Ask a department."""
        return self._change(row, forwards.forward, to=to, note=note)

    def recall(self, row: Row) -> Effect:
        """Take it back from a department."""
        return self._change(row, forwards.recall)

    def undo(self, ticket_id: int) -> Effect:
        """Take back what this person did last to the ticket, and to others in the same act."""
        done = self._desk.do(undoing.undo, ticket_id)
        left = tuple(
            _("Ticket {id} stays as it is: {reason}").format(id=other, reason=reason)
            for other, reason in done.left.items()
        )
        return Effect(tickets=len(done.tickets), left=left, what=done.what)

    def _change(self, row: Row, deed: Callable[..., object], **more: object) -> Effect:
        """To the ticket as it was seen; where its row stands for near copies, to all of them or to none."""
        if not row.copies:
            self._desk.do(deed, row.id, version=row.version, **more)
            return Effect()
        done = self._desk.do(
            copies.for_all,
            row.id,
            lambda session, act, each: deed(
                session, act, each, version=row.version if each == row.id else None, **more
            ),
        )
        return Effect(tickets=len(done))

    # The second look.

    def second_look(self) -> Page:
        """What was drawn and nobody has looked at, the longest waiting first. Raises NotAllowed."""
        return Page(tuple(look.ticket for look in self._desk.see(second_look.waiting)), more=False)

    def rightly_ignored(self, row: Row) -> None:
        """A person agrees."""
        self._desk.do(second_look.confirm, row.id, version=row.version)

    def wrongly_ignored(self, row: Row) -> None:
        """A person does not: it is rescued."""
        self._desk.do(second_look.wrong, row.id, version=row.version)
