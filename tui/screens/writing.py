"""What is written about a ticket: replies, proposals, notes."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual.message import Message

from tickets.desk.rows import Row, TicketView
from tickets.i18n import _
from tickets.rules.reply import Purpose, ReplyState
from tui.deeds import Deed, Effect, Sent
from tui.drawing import Block, Tone
from tui.messages import DraftKept, ShelfRead, TicketRead
from tui.screens.dialogs import Writer
from tui.screens.doubts import Doubts
from tui.screens.going_out import call_back
from tui.screens.picker import Picked
from tui.widgets.conversation import question

if TYPE_CHECKING:
    from tickets.desk.templating import ReadyText
    from tui.backend import Backend
    from tui.screens.acts import Acts


Store = Callable[["Backend", Row, str], Effect | None]
"""Keeps what was written about a ticket, in a thread."""

_MOST_LEFT = 3  # of those who get no reply are told


class Writing:
    """Opens the composer and the smaller sheets."""

    def __init__(self, acts: "Acts") -> None:
        self._acts = acts
        self._screen = acts.screen
        self._doubts = Doubts(acts)
        self._going_out = acts.going_out
        self.run: Mapping[str, Callable[[], None]] = {
            "reply": self._reply,
            "interim": self._interim,
            "template": self._template,
            "use_proposal": self._use_proposal,
            "withdraw": self._withdraw,
            "propose": self._propose,
            "note": self._note,
        }

    # Replies.

    def _reply(self) -> None:
        self._compose(self._acts.targets[0])

    def _interim(self) -> None:
        self._compose(self._acts.targets[0], purpose=Purpose.INTERIM)

    def _use_proposal(self) -> None:
        def use(view: TicketView) -> None:
            if view.proposals:
                self._compose(view.row, with_proposal=True)
            else:
                self._acts.refuse("use_proposal", _("No department has proposed an answer yet."))

        self._screen.reading.when_read(use)

    def _template(self) -> None:
        """A text that lies ready: chosen first, so that a digit and the key that sends are enough."""
        from tui.screens.ready_texts import TextPicker  # late, as the composer itself

        (row,) = self._acts.targets
        picker = TextPicker(whole=True)

        def picked(answer: Picked | None) -> None:
            if answer is not None:
                self._compose(row, ready=picker.texts[answer.key])

        self._screen.app.push_screen(picker, picked)
        self._screen.errands.ask(picker, "texts", lambda backend: ShelfRead(backend.ready_texts(row.id)))

    def _compose(
        self,
        row: Row,
        *,
        purpose: Purpose = Purpose.ANSWER,
        with_proposal: bool = False,
        ready: "ReadyText | None" = None,
    ) -> None:
        # Late: whoever only sorts needs no composer, and no key waits for it but those that open it.
        from tui.screens.composer import Composer

        screen = self._screen
        names = screen.me.departments if screen.me else {}
        composer = Composer(
            screen.errands,
            screen.clock,
            row,
            names=names,
            purpose=purpose,
            with_proposal=with_proposal,
            ready=ready,
        )

        def closed(handed_over: bool | None) -> None:
            screen.companions.write(None)
            sending = composer.sending
            if handed_over and sending.sent is not None:
                self._sent(sending.sent, composer.draft.purpose, sending.left)
            elif composer.options.own(composer.draft.text):
                screen.say(_("Kept as your draft."))
            screen.read()

        composer.tour = screen.tour.in_letter(purpose)
        screen.app.push_screen(composer, closed)
        screen.companions.write(row.id)

    def _sent(self, sent: Sent, purpose: Purpose, left: tuple[str, ...]) -> None:
        screen, row = self._screen, sent.row
        if purpose is Purpose.INTERIM and screen.row == row:
            screen.tickets.step_aside()  # its new date takes it down the list: who reads on stays up here
        self._acts.remember(
            Deed(rows=(row,), run=lambda _backend, _row: None, told=lambda _effect: "", undoable=True),
            (row.id,),
        )
        self._going_out.add(sent)
        screen.tour.did("interim" if purpose is Purpose.INTERIM else "reply")
        for sentence in left[:_MOST_LEFT]:
            screen.notify(sentence, severity="warning", timeout=12, markup=False)

    def _withdraw(self) -> None:
        """What was just sent, wherever the cursor is by now; else what the ticket in hand has on its way."""
        sent = self._going_out.newest()
        if sent is not None:
            # The cursor goes to its ticket at once: what is typed next is about it.
            self._screen.tickets.go_to(sent.row.id)
            self._acts.do(call_back(sent))
        elif self._screen.row is None:
            self._screen.say(_("No reply of yours is on its way."), Tone.WARN)
        else:
            self._screen.reading.when_read(self._withdraw_of)

    def _withdraw_of(self, view: TicketView) -> None:
        for reply in reversed(view.replies):
            if reply.state is ReplyState.PENDING:
                self._acts.do(call_back(Sent(view.row, (reply.id,), reply.next_attempt_at)))
                return
            if reply.state is ReplyState.UNCERTAIN:
                self._doubts.ask(view.row, reply)
                return
        words = _("Ticket {id} has no reply on its way. What is published cannot be called back.")
        self._screen.say(words.format(id=view.row.id), Tone.WARN)

    # For the house.

    def _note(self) -> None:
        acts = self._acts
        title = acts.told(
            _("A note on ticket {id}; nobody outside the house sees it"),
            _("A note on each of {count} tickets; nobody outside the house sees it"),
        )
        told = acts.tells(_("Note written."), _("Note written on {count} tickets."))
        self._write("note", title, lambda backend, row, text: backend.note(row, text), told, undoable=True)

    def _propose(self) -> None:
        (row,) = self._acts.targets
        writer = self._write(
            "proposal",
            _("Your proposal for an answer to ticket {id}").format(id=row.id),
            lambda backend, row, text: backend.propose(row.id, text),
            lambda _effect: _("Proposal handed in."),
        )
        if self._is_specialist:
            self._screen.errands.ask(writer, "question", lambda backend: TicketRead(backend.ticket(row.id)))

    @property
    def _is_specialist(self) -> bool:
        return self._screen.me is not None and self._screen.me.department is not None

    def _write(
        self,
        what: str,
        title: str,
        store: "Store",
        told: Callable[[Effect], str],
        *,
        undoable: bool = False,
    ) -> Writer:
        """Open a sheet. What is typed is kept here, a specialist's proposal in the store, until it is stored."""
        rows = self._acts.targets
        row = rows[0]
        key = (what, row.id)

        def keep(typed: str) -> None:
            if what == "proposal" and self._is_specialist:
                self._keep_in_store(row.id, typed)
            elif typed.strip():
                self._screen.unfinished[key] = typed
            else:
                self._screen.unfinished.pop(key, None)

        def done(typed: str | None) -> None:
            self._screen.companions.write(None)
            if typed is None:
                return
            self._acts.do(
                Deed(
                    rows=rows,
                    run=lambda backend, each: self._stored(backend, each, store, key, typed),
                    told=told,
                    undoable=undoable,
                )
            )

        writer = Writer(title, self._screen.unfinished.get(key, ""), keep, asked=self._asked(what, row))
        self._screen.app.push_screen(writer, done)
        if what == "proposal":
            self._screen.companions.write(row.id)
        return writer

    def _asked(self, what: str, row: Row) -> tuple[Block, ...]:
        """Whoever proposes an answer sees the question, if it has been read."""
        screen = self._screen
        view = screen.pane.view
        if what != "proposal" or view is None or view.row.id != row.id:
            return ()
        return tuple(question(view, screen.clock, screen.me.departments if screen.me else {}))

    def _stored(
        self, backend: "Backend", row: Row, store: "Store", key: tuple[str, int], text: str
    ) -> Effect | None:
        """In a thread. Only what is stored need not be kept any longer."""
        effect = store(backend, row, text)
        self._screen.unfinished.pop(key, None)
        return effect

    def _keep_in_store(self, ticket_id: int, text: str) -> None:
        def job(backend: "Backend") -> Message:
            backend.keep_draft(ticket_id, text)
            return DraftKept(ticket_id, text)

        self._screen.errands.send(self._screen, "deeds", job)
