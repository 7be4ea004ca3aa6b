"""The question as it changes while somebody writes, and what has to be seen before the answer goes out."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from tickets.desk.meanwhile_rows import Meanwhile
from tickets.desk.rows import TicketView
from tickets.i18n import _
from tui.deeds import Draft
from tui.drawing import Block, one_line
from tui.messages import TicketRead
from tui.messages_of_others import ChangedMeanwhile
from tui.screens.changed import Changed, answered_by
from tui.widgets.conversation import question
from tui.widgets.difference import meanwhile_blocks
from tui.widgets.paper import Paper
from tui.widgets.proposal import ProposalPaper

if TYPE_CHECKING:
    from tui.backend import Backend
    from tui.screens.composer import Composer


class Question:
    """What one composer's reply answers."""

    def __init__(self, composer: "Composer") -> None:
        self._composer = composer
        self.view: TicketView | None = None
        """As it was read last; None until it was."""
        self._began = 0
        """The last event before the writer began."""
        self._shown = 0
        """The last one that is told above the text."""
        self._asked = 0
        """The last one that the writer was asked about before sending, whatever they said."""
        self._wish: Callable[[], None] | None = None
        """What somebody wanted to do here before it was read."""

    def read(self) -> None:
        """Ask the store for it: it may have changed."""
        composer, ticket_id = self._composer, self._composer.draft.ticket_id
        began = None if self.view is None else self._began

        def job(backend: "Backend") -> Message:
            since = None if began is None else backend.meanwhile(ticket_id, began)
            return TicketRead(backend.ticket(ticket_id), since)

        if self.view is None:
            # After what was just done to the ticket: a reply that is being called back becomes its draft.
            composer.errands.send(composer, "deeds", job)
        else:
            composer.errands.ask(composer, "question", job)

    def take(self, message: TicketRead) -> None:
        """Show it, with all that has changed since the writer began."""
        before, view, composer = self.view, message.view, self._composer
        self.view = view
        self._paper.take(view, composer.clock, composer.names)
        composer.set_class(self.is_proposed, "-proposed")
        if before is None:
            self._began = self._shown = view.seen
            self._show(view, None, stay=False)
            composer.begin(view)
            if self._wish is not None:
                self._wish()
            return
        changed = message.meanwhile
        new = changed is not None and _is_after(self._shown, changed)
        self._show(view, changed, stay=not new)
        if changed is not None and new:
            self._shown = changed.seen
            if _is_after(max(self._asked, composer.draft.seen or 0), changed):  # else a dialog was faster
                self._warn(changed)
        self.compare()

    def _show(self, view: TicketView, changed: Meanwhile | None, *, stay: bool) -> None:
        composer = self._composer
        beside = composer.has_class("-wide")
        blocks = question(view, composer.clock, composer.names, proposed_beside=beside)
        if changed is not None and changed.anything:
            blocks = _before(blocks, meanwhile_blocks(changed, composer.clock))
        composer.query_one("#question", Paper).show(blocks, stay=stay)

    def _warn(self, changed: Meanwhile) -> None:
        """Say below the text that there is something to read above it."""
        if who := answered_by(changed):
            words = _("{login} has answered meanwhile: read above before you send.")
            self._composer.warn(words.format(login=who))
        elif changed.by_citizen:
            self._composer.warn(
                _("The conversation has changed while you were writing: read it again above.")
            )
        else:
            words = _("{login} has changed the ticket while you were writing: read above.")
            self._composer.warn(words.format(login=one_line(changed.events[-1].actor)))

    # The proposal beside it.

    @property
    def _paper(self) -> ProposalPaper:
        return self._composer.query_one(ProposalPaper)

    @property
    def is_proposed(self) -> bool:
        """Whether a department has proposed an answer."""
        return self._paper.proposal is not None

    @property
    def turns(self) -> bool:
        """Whether there is something to turn to: where there is room, both are in sight."""
        return self.is_proposed and self._composer.has_class("-narrow")

    def compare(self) -> None:
        """The proposal as the text stands now."""
        self._paper.compare(self._composer.errands, self._composer.draft.text)

    def turn(self) -> None:
        """Where there is little room: from the question to the proposal, and back."""
        if self._is_unread(self.turn):
            return
        if self.is_proposed:
            self._composer.toggle_class("-beside")
            self._composer.show_keys()
        else:
            self._composer.warn(_("No department has proposed an answer yet."))

    def scroll(self, direction: int) -> None:
        """What stands above or beside the sheet, while somebody writes on: half of what is in sight."""
        if self._is_unread(partial(self.scroll, direction)):
            return
        paper = self._paper if self._composer.is_beside else self._composer.query_one("#question", Paper)
        paper.scroll_relative(y=direction * max(1, paper.size.height // 2), animate=False)

    def _is_unread(self, wish: Callable[[], None]) -> bool:
        """Whether this has to wait until the question is here; keys wait with it."""
        if self.view is None:
            self._wish = wish
            self._composer.fetch()
        return self.view is None

    # Before the answer goes out.

    def ask(self, changed: Meanwhile) -> None:
        """Show what has changed, before each try to send, until the writer says yes to it."""
        composer = self._composer
        self._asked = changed.seen

        def agreed() -> None:
            composer.draft = replace(composer.draft, seen=changed.seen)

        composer.sending.ask_changed(Changed(changed, composer.clock), agreed)


def look_first(backend: "Backend", draft: Draft) -> Draft | ChangedMeanwhile:
    """In a thread: the reply to the ticket as it is now, or what its writer has to see before that.

    Whatever happens after this look makes the reply a Conflict.
    """
    if draft.seen is None:
        return draft
    changed = backend.meanwhile(draft.ticket_id, draft.seen)
    if changed.anything:
        return ChangedMeanwhile(changed)
    return replace(draft, version=changed.version, seen=changed.seen)


def _is_after(seen: int, changed: Meanwhile) -> bool:
    """Whether others have done something since this event."""
    return any(event.id > seen for event in changed.events)


def _before(blocks: Iterator[Block], further: Iterator[Block]) -> Iterator[Block]:
    """All of these; a reader who opens the paper starts at the further ones."""
    for block in blocks:
        yield replace(block, anchor=False) if block.anchor else block
    yield from further
