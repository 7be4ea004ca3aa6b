"""What is written about a ticket: replies, proposals, notes."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual.message import Message

from tickets.desk.rows import ReplyView, Row, TicketView
from tickets.i18n import _
from tickets.rules.reply import Purpose, ReplyState
from tui.deeds import Deed, Effect
from tui.drawing import Tone
from tui.format import number
from tui.messages import DraftKept, TicketRead
from tui.screens.composer import Composer
from tui.screens.dialogs import Writer
from tui.screens.doubts import Doubts

if TYPE_CHECKING:
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
        self.run: Mapping[str, Callable[[], None]] = {
            "reply": self._reply,
            "interim": self._interim,
            "use_proposal": self._use_proposal,
            "withdraw": self._withdraw,
            "propose": self._propose,
            "note": self._note,
        }

    @property
    def _view(self) -> TicketView | None:
        """The ticket in hand, if it has been read already."""
        view, row = self._screen.pane.view, self._screen.row
        if view is None or row is None or view.row.id != row.id:
            self._screen.say(_("The ticket is still being read. Press the key again."), Tone.WARN)
            return None
        return view

    # Replies.

    def _reply(self) -> None:
        self._compose(self._acts.targets[0])

    def _interim(self) -> None:
        self._compose(self._acts.targets[0], purpose=Purpose.INTERIM)

    def _use_proposal(self) -> None:
        row, view = self._acts.targets[0], self._screen.pane.view
        if view is not None and view.row.id == row.id and not view.proposals:
            self._screen.say(_("No department has proposed an answer yet."), Tone.WARN)
        else:
            self._compose(row, with_proposal=True)

    def _compose(self, row: Row, *, purpose: Purpose = Purpose.ANSWER, with_proposal: bool = False) -> None:
        screen = self._screen
        names = screen.me.departments if screen.me else {}
        composer = Composer(
            screen.errands, screen.clock, row, names=names, purpose=purpose, with_proposal=with_proposal
        )

        def closed(sent: bool | None) -> None:
            if sent:
                self._sent(row, composer)
            elif composer.options.own(composer.draft.text):
                screen.say(_("Kept as your draft."))
            screen.read()

        screen.app.push_screen(composer, closed)

    def _sent(self, row: Row, composer: Composer) -> None:
        screen, count = self._screen, composer.replies
        if composer.draft.purpose is Purpose.INTERIM and screen.row == row:
            screen.tickets.step_aside()  # its new date takes it down the list: who reads on stays up here
        one = _("The reply is handed to the bridge. w calls it back until it is published.")
        many = _("{count} replies are handed to the bridge. u calls them back until they are published.")
        told = one if count == 1 else many.format(count=number(count))
        self._acts.remember(
            Deed(rows=(row,), run=lambda _backend, _row: None, told=lambda _effect: told, undoable=True),
            (row.id,),
        )
        screen.say(told)
        for sentence in composer.left[:_MOST_LEFT]:
            screen.notify(sentence, severity="warning", timeout=12, markup=False)

    def _withdraw(self) -> None:
        view = self._view
        if view is None:
            return
        for reply in reversed(view.replies):
            if reply.state is ReplyState.PENDING:
                self._take_back(view.row, reply)
                return
            if reply.state is ReplyState.UNCERTAIN:
                self._doubts.ask(view.row, reply)
                return
        self._screen.say(_("No reply of this ticket is on its way."), Tone.WARN)

    def _take_back(self, row: Row, reply: ReplyView) -> None:
        self._acts.do(
            Deed(
                rows=(row,),
                run=lambda backend, _row: backend.withdraw(reply.id),
                told=lambda _effect: _("The reply is called back; its text is your draft again."),
            )
        )

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

        writer = Writer(title, self._screen.unfinished.get(key, ""), keep)
        self._screen.app.push_screen(writer, done)
        return writer

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
