"""What is written about a ticket: replies, proposals, notes."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual.message import Message

from tickets.desk.rows import ReplyView, Row, TicketView
from tickets.i18n import _
from tui.deeds import Deed
from tui.drawing import Tone
from tui.messages import DraftKept, TicketRead
from tui.screens.composer import Composer
from tui.screens.dialogs import Confirm, Writer

if TYPE_CHECKING:
    from tui.backend import Backend
    from tui.screens.acts import Acts


class Writing:
    """Opens the composer and the smaller sheets."""

    def __init__(self, acts: "Acts") -> None:
        self._acts = acts
        self._screen = acts.screen
        self.run: Mapping[str, Callable[[], None]] = {
            "reply": self._reply,
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
        self._compose(self._acts.targets[0], with_proposal=False)

    def _use_proposal(self) -> None:
        row, view = self._acts.targets[0], self._screen.pane.view
        if view is not None and view.row.id == row.id and not view.proposals:
            self._screen.say(_("No department has proposed an answer yet."), Tone.WARN)
        else:
            self._compose(row, with_proposal=True)

    def _compose(self, row: Row, *, with_proposal: bool) -> None:
        screen = self._screen
        composer = Composer(screen.errands, screen.clock, row, with_proposal=with_proposal)

        def closed(sent: bool | None) -> None:
            if sent:
                screen.say(_("The reply is handed to the bridge. w calls it back until it is published."))
            elif composer.draft.text.strip():
                screen.say(_("Kept as your draft."))
            screen.read()

        screen.app.push_screen(composer, closed)

    def _withdraw(self) -> None:
        view = self._view
        if view is None:
            return
        for reply in reversed(view.replies):
            if reply.state == "pending":
                self._take_back(view.row, reply, uncertain=False)
                return
            if reply.state == "uncertain":
                self._ask_about(view.row, reply)
                return
        self._screen.say(_("No reply of this ticket is on its way."), Tone.WARN)

    def _ask_about(self, row: Row, reply: ReplyView) -> None:
        dialog = Confirm(
            _("Have you looked on Mastodon, and the reply is not there?"),
            _("If it is there and you say it is not, it may be sent a second time."),
            yes=_("it is not there"),
        )
        self._screen.app.push_screen(
            dialog, lambda yes: self._take_back(row, reply, uncertain=True) if yes else None
        )

    def _take_back(self, row: Row, reply: ReplyView, *, uncertain: bool) -> None:
        self._acts.do(
            Deed(
                rows=(row,),
                run=lambda backend, _row: backend.withdraw(reply.id, uncertain=uncertain),
                told=_("The reply is called back; its text is your draft again."),
            )
        )

    # For the house.

    def _note(self) -> None:
        (row,) = self._acts.targets
        self._write(
            row,
            "note",
            _("A note on ticket {id}; nobody outside the house sees it").format(id=row.id),
            lambda backend, text: backend.note(row.id, text),
            _("Note written."),
        )

    def _propose(self) -> None:
        (row,) = self._acts.targets
        writer = self._write(
            row,
            "proposal",
            _("Your proposal for an answer to ticket {id}").format(id=row.id),
            lambda backend, text: backend.propose(row.id, text),
            _("Proposal handed in."),
        )
        if self._is_specialist:
            self._screen.errands.ask(writer, "question", lambda backend: TicketRead(backend.ticket(row.id)))

    @property
    def _is_specialist(self) -> bool:
        return self._screen.me is not None and self._screen.me.department is not None

    def _write(
        self,
        row: Row,
        what: str,
        title: str,
        store: "Callable[[Backend, str], None]",
        told: str,
    ) -> Writer:
        """Open a sheet. What is typed is kept here, a specialist's proposal in the store, until it is stored."""
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
                    rows=(row,), run=lambda backend, _row: self._stored(backend, store, key, typed), told=told
                )
            )

        writer = Writer(title, self._screen.unfinished.get(key, ""), keep)
        self._screen.app.push_screen(writer, done)
        return writer

    def _stored(
        self, backend: "Backend", store: "Callable[[Backend, str], None]", key: tuple[str, int], text: str
    ) -> None:
        """In a thread. Only what is stored need not be kept any longer."""
        store(backend, text)
        self._screen.unfinished.pop(key, None)

    def _keep_in_store(self, ticket_id: int, text: str) -> None:
        def job(backend: "Backend") -> Message:
            backend.keep_draft(ticket_id, text)
            return DraftKept(ticket_id, text)

        self._screen.errands.send(self._screen, "deeds", job)
