"""What the screens may ask about replies, proposals and drafts. A part of `tui.backend`."""

from datetime import date

from tickets.desk import copies, doubts, drafts, forwards, interim, replies, views
from tickets.desk.copies import Letter, Spread
from tickets.desk.replies import Preview, Queued
from tickets.desk.rows import Query, Row
from tui.backend.asking import Asking
from tui.deeds import Draft

_MOST_COPIES = 100_000


class Letters(Asking):
    """What one person writes."""

    def propose(self, ticket_id: int, text: str) -> None:
        """Propose an answer; what was typed for it is no draft any longer."""
        self._desk.do(forwards.propose, ticket_id, text=text)
        if self._desk.actor.department is not None:
            self._desk.do(drafts.keep, ticket_id, text="")

    # Replies.

    def preview(self, draft: Draft) -> Preview:
        """Who would read it, and how long it is."""
        return self._desk.see(
            replies.preview,
            draft.ticket_id,
            text=draft.text,
            visibility=draft.visibility,
            spoiler_text=draft.spoiler_text,
        )

    def queue(self, draft: Draft, *, yes_wider: bool) -> Queued:
        """Hand it to the bridge."""
        return self._desk.do(
            replies.queue,
            draft.ticket_id,
            text=draft.text,
            purpose=draft.purpose,
            promise=draft.promise,
            visibility=draft.visibility,
            spoiler_text=draft.spoiler_text,
            yes_wider=yes_wider,
            version=draft.version,
        )

    def queue_to_all(self, draft: Draft, *, ready: bool) -> Spread:
        """Hand to the bridge a reply for each person of the near copies.

        ready: the interim status that lies ready for each of them, rather than the text.
        """
        letter = Letter(
            text=None if ready else draft.text,
            purpose=draft.purpose,
            promise=draft.promise,
            visibility=draft.visibility,
            spoiler_text=draft.spoiler_text,
        )
        return self._desk.do(copies.reply_to_all, draft.ticket_id, letter, version=draft.version)

    def addressees(self, row: Row) -> int:
        """How many people wrote this ticket and the near copies behind its row."""
        query = Query(queue=row.queue, copies_of=row.id, limit=_MOST_COPIES)
        return len({each.person for each in self._desk.look(views.page, query).rows})

    def ready_interim(self, ticket_id: int, promise: date | None) -> tuple[str, date]:
        """The interim status that lies ready for this ticket, and the day that it promises."""
        ready = self._desk.see(interim.ready, ticket_id, promise=promise)
        return ready.text, ready.promise

    def keep_draft(self, ticket_id: int, text: str) -> None:
        """Keep what was typed; an empty text forgets it."""
        self._desk.do(drafts.keep, ticket_id, text=text)

    def withdraw(self, reply_id: int) -> None:
        """Call a reply back."""
        self._desk.do(replies.withdraw, reply_id)

    # An uncertain reply, after somebody has looked on Mastodon.

    def is_out(self, reply_id: int, address: str) -> None:
        """It is there, at this address of our server; "" where the person does not give it."""
        self._desk.do(doubts.is_out, reply_id, address=address)

    def send_again(self, reply_id: int) -> None:
        """It is not there, and shall be."""
        self._desk.do(doubts.send_again, reply_id)

    def give_up(self, reply_id: int) -> None:
        """It is not there; its text becomes a draft again."""
        self._desk.do(replies.give_up, reply_id)
