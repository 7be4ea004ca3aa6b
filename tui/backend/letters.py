"""What the screens may ask about replies, proposals and drafts. A part of `tui.backend`."""

from datetime import date

from tickets.desk import copies, doubts, drafts, forwards, interim, languages, replies, templating, views
from tickets.desk.calling_back import Withdrawn
from tickets.desk.copies import Letter, Spread
from tickets.desk.languages import LanguageView
from tickets.desk.replies import Preview, Queued
from tickets.desk.rows import Envelope, Query, Row
from tickets.desk.templating import ReadyText, Shelf
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
            language=draft.language,
        )

    def queue(self, draft: Draft, *, yes_wider: bool, thread: bool) -> Queued:
        """Hand it to the bridge."""
        return self._desk.do(
            replies.queue,
            draft.ticket_id,
            text=draft.text,
            purpose=draft.purpose,
            promise=draft.promise,
            visibility=draft.visibility,
            spoiler_text=draft.spoiler_text,
            language=draft.language,
            yes_wider=yes_wider,
            thread=thread,
            template=draft.template,
            version=draft.version,
        )

    def queue_to_all(self, draft: Draft) -> Spread:
        """Hand to the bridge a reply for each person of the near copies.

        What lies ready each of them gets in a language of theirs, rather than the text.
        """
        ready = draft.template
        letter = Letter(
            text=None if ready else draft.text,
            template=ready,
            purpose=draft.purpose,
            promise=draft.promise,
            visibility=draft.visibility,
            spoiler_text=draft.spoiler_text,
            language=None if ready else draft.language,
        )
        return self._desk.do(copies.reply_to_all, draft.ticket_id, letter, version=draft.version)

    def addressees(self, row: Row) -> int:
        """How many people wrote this ticket and the near copies behind its row."""
        query = Query(queue=row.queue, copies_of=row.id, limit=_MOST_COPIES)
        return len({each.person for each in self._desk.look(views.page, query).rows})

    # Texts that lie ready.

    def ready_interim(self, ticket_id: int, promise: date | None) -> tuple[str, date, str]:
        """The interim status that lies ready for this ticket, the day that it promises, and its language."""
        ready = self._desk.see(interim.ready, ticket_id, promise=promise)
        return ready.text, ready.promise, ready.language

    def ready_texts(
        self, ticket_id: int, *, language: str | None = None, promise: date | None = None
    ) -> Shelf:
        """The templates, filled in for this ticket."""
        return self._desk.see(templating.ready, ticket_id, language=language, promise=promise)

    def secure_text(self, ticket_id: int, language: str | None) -> ReadyText:
        """The text that leads to a secure channel."""
        return self._desk.see(templating.one, ticket_id, name=templating.SECURE, language=language)

    def languages(self, ticket_id: int) -> tuple[LanguageView, ...]:
        """Those in which one may answer, the citizen's first."""
        return self._desk.see(languages.offered, ticket_id)

    def mismarked(self, text: str, language: str) -> tuple[LanguageView, LanguageView] | None:
        """The language that a text is surely in, and that which it says, where it is another."""
        return languages.mismarked(text, language)

    # Drafts, and replies that are called back.

    def keep_draft(
        self, ticket_id: int, text: str, envelope: Envelope | None = None, *, quiet: bool = False
    ) -> None:
        """Keep what was typed; an empty text forgets it. quiet: no desk need read anything again."""
        keep = self._desk.whisper if quiet else self._desk.do
        keep(drafts.keep, ticket_id, text=text, envelope=envelope or Envelope())

    def withdraw(self, reply_id: int) -> Withdrawn:
        """Call a reply back; of a thread, what is not out yet."""
        return self._desk.do(replies.withdraw, reply_id)

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
