"""Writing a reply: the question above, who will read it always in sight, and nothing typed is ever lost."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from tickets.desk.rows import Row, TicketView
from tickets.errors import Conflict
from tickets.i18n import _
from tickets.rules.reply import Purpose
from tui.deeds import Draft
from tui.drawing import safe
from tui.errands import Errands
from tui.format import Clock
from tui.keys import ScreenReady
from tui.messages import (
    AddresseesRead,
    DraftKept,
    ErrandFailed,
    InterimRead,
    PreviewRead,
    ReplyQueued,
    SecondYesNeeded,
    TicketRead,
)
from tui.screens.dialogs import KEEP_SECONDS, Confirm
from tui.screens.keeping import Keeping
from tui.screens.letter_layout import LetterLayout
from tui.screens.letter_options import LetterOptions, letter_hints
from tui.screens.sending import to_all, to_one
from tui.widgets.audience import audience_blocks, needs_second_yes
from tui.widgets.conversation import question
from tui.widgets.key_bar import KeyBar
from tui.widgets.letter_line import LetterLine
from tui.widgets.paper import Paper
from tui.widgets.sentences import Sentences

if TYPE_CHECKING:
    from tickets.desk.replies import Preview
    from tui.backend import Backend


class Composer(LetterLayout):
    """A reply to one ticket. Dismissed with True when it is on its way, with False when it stays a draft."""

    AUTO_FOCUS = "#text"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,ctrl+enter", "send", show=False),
        Binding("f2", "option('purpose')", show=False),
        Binding("f3", "option('reach')", show=False),
        Binding("f4", "option('warning')", show=False),
        Binding("f5", "option('promise')", show=False),
        Binding("escape", "leave", show=False),
    ]

    def __init__(
        self,
        errands: Errands,
        clock: Clock,
        row: Row,
        *,
        names: Mapping[str, str],
        purpose: Purpose = Purpose.ANSWER,
        with_proposal: bool = False,
    ) -> None:
        """names: of the departments by their keys. purpose: an interim status begins with the one that lies ready.

        with_proposal: begin with what a department proposed last.
        """
        super().__init__(clock, row)
        self.errands = errands
        self.names = names
        self._view: TicketView | None = None
        self._with_proposal = with_proposal
        self._draft = Draft(ticket_id=row.id, text="", purpose=purpose, version=row.version)
        self.options = LetterOptions(self)
        self._keeping = Keeping(self)
        self._sending = False
        self._fetching = purpose is Purpose.INTERIM
        """The text that lies ready is on its way."""
        self._contested = False
        self.preview: Preview | None = None
        self.replies = 0
        """How many are on their way."""
        self.left: tuple[str, ...] = ()
        """Why some of the near copies get none, as sentences."""

    @property
    def draft(self) -> Draft:
        """The reply as it stands."""
        return self._draft

    @property
    def busy(self) -> bool:
        """A reply is being handed over, or a ready one fetched: keys wait until that is done."""
        return self._sending or self._fetching

    @property
    def lane(self) -> str:
        """Drafts and the reply itself share it: a draft must not be kept after its reply has gone."""
        return f"reply {self._draft.ticket_id}"

    def on_screen_resume(self) -> None:
        """Nothing lies over it any longer, and keys are its own."""
        self.call_after_refresh(self.app.post_message, ScreenReady(self))

    def on_mount(self) -> None:
        """Ready to write, before the question has been read."""
        self.query_one(KeyBar).show(letter_hints(self._draft))
        self._read_again()
        if self.row.copies:
            row = self.row
            self.errands.ask(self, "addressees", lambda backend: AddresseesRead(backend.addressees(row)))
        self.set_interval(KEEP_SECONDS, self._keeping.keep)

    def _begin(self, view: TicketView) -> None:
        """The ticket is here: what was typed before comes first, then the proposal, then what is typed already."""
        self._view = view
        self._keeping.begin(view.draft)
        sheet, begun = self.query_one(TextArea), safe(view.draft)
        proposed = safe(view.proposals[-1].text) if self._with_proposal and view.proposals else ""
        parts = (begun, "" if proposed in begun else proposed, sheet.text)
        sheet.text = "\n\n".join(part for part in parts if part)
        sheet.move_cursor(sheet.document.end)
        self.query_one("#question", Paper).show(question(view, self.clock, self.names))
        self.change(replace(self._draft, text=sheet.text, version=view.row.version))
        if self._draft.purpose is Purpose.INTERIM and not self.options.offer_interim():
            self.warn(
                _("You have begun a text of your own: the one that lies ready is not put in its place.")
            )
            self._fetched()

    # The draft as it changes.

    def on_text_area_changed(self) -> None:
        """Every letter may change who reads it."""
        self.look_at_sheet()

    def look_at_sheet(self) -> None:
        """What stands there now: the word that it has changed may still be on its way."""
        text = self.query_one(TextArea).text
        if text != self._draft.text:
            self.change(replace(self._draft, text=text))

    def change(self, draft: Draft) -> None:
        """The reply is another now: say so, and ask who would read it."""
        self._draft = draft
        self.query_one(LetterLine).show_draft(draft)
        self.query_one(KeyBar).show(letter_hints(draft))
        self.errands.ask(self, "preview", lambda backend: PreviewRead(backend.preview(draft)))

    def on_interim_read(self, message: InterimRead) -> None:
        """An interim status lies ready."""
        sheet = self.query_one(TextArea)
        text = self.options.take_interim(message, sheet.text)
        if text != sheet.text:
            sheet.text = text
            sheet.move_cursor(sheet.document.end)
            self.change(replace(self._draft, text=text, promise=message.promise))
        self._fetched()

    def on_preview_read(self, message: PreviewRead) -> None:
        """Say who would read it."""
        self.preview = message.preview
        self.query_one("#audience", Sentences).show(audience_blocks(message.preview))
        self.query_one(LetterLine).show_preview(message.preview)
        self.query_one("#sheet").set_class(needs_second_yes(message.preview), "-wider")

    def on_draft_kept(self, message: DraftKept) -> None:
        """It is in the store."""
        self.query_one(LetterLine).show_kept()
        self._keeping.kept(message.text)

    # Sending.

    def action_send(self) -> None:
        """Hand it to the bridge, unless it needs a second yes."""
        self._send(yes=False)

    def _send(self, *, yes: bool) -> None:
        if self.busy:
            return
        self.look_at_sheet()
        self._sending = True
        draft = self._draft
        # Of an interim status that nobody has changed, everybody gets the one that lies ready for them.
        ready = bool(draft.text.strip()) and not self.options.own(draft.text)

        def job(backend: "Backend") -> Message:
            return to_all(backend, draft, ready=ready) if self.row.copies else to_one(backend, draft, yes=yes)

        self.errands.send(self, self.lane, job)

    def _free(self) -> None:
        """It is decided: keys may come again."""
        self._sending = False
        self.app.post_message(ScreenReady(self))

    def _fetched(self) -> None:
        """What lies ready is there, or will not come: keys may come."""
        self._fetching = False
        self.app.post_message(ScreenReady(self))

    def on_second_yes_needed(self, message: SecondYesNeeded) -> None:
        """Ask in a dialog of its own, where Enter is no."""
        sentences = [block.spans[-1].text for block in audience_blocks(message.preview)]
        dialog = Confirm(
            _("More people would read this than the question. Send it all the same?"),
            "\n".join(sentences),
            yes=_("send it"),
        )
        self.app.push_screen(dialog, lambda yes: self._send(yes=True) if yes else None)
        self._free()

    def on_reply_queued(self, message: ReplyQueued) -> None:
        """It is on its way."""
        self.replies, self.left = message.replies, message.left
        self.dismiss(True)
        self._free()

    def on_errand_failed(self, message: ErrandFailed) -> None:
        """Say what went wrong; the text stays."""
        self.show_trouble(message.error)
        if isinstance(message.error, Conflict):
            self._contested = True
            self._read_again()
        if message.lane == self.lane:
            self._keeping.failed()
            self._free()
        if message.lane == "interim" or self._view is None:
            self._fetched()

    # The question as it changes.

    def on_store_changed(self) -> None:
        """Somebody has changed something: perhaps this ticket."""
        self._read_again()

    def _read_again(self) -> None:
        ticket_id = self._draft.ticket_id
        self.errands.ask(self, "question", lambda backend: TicketRead(backend.ticket(ticket_id)))

    def on_ticket_read(self, message: TicketRead) -> None:
        """Show it. A change that touches no post is taken as read; any other makes sending fail once."""
        before, self._view = self._view, message.view
        if before is None:
            self._begin(message.view)
            return
        same = before.messages == message.view.messages
        self.query_one("#question", Paper).show(question(message.view, self.clock, self.names), stay=same)
        if self._contested or (same and self._draft.version == before.row.version):
            self._draft = replace(self._draft, version=message.view.row.version)
        if self._contested:
            self.warn(
                _("Somebody has changed the ticket: read it again above. Ctrl+S then sends all the same.")
            )
        elif not same:
            self.warn(_("The conversation has changed while you were writing: read it again above."))
        self._contested = False

    # What else a reply has, and leaving.

    def action_option(self, name: str) -> None:
        """Purpose, audience, warning, promise."""
        self.options.run[name]()

    def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        """A hint was clicked: as if its key were pressed."""
        self.app.simulate_key(message.hint.run)

    def action_leave(self) -> None:
        """Back to the list, as soon as the text is kept as a draft."""
        self.leave(lambda: self.dismiss(False))

    def leave(self, then: Callable[[], object]) -> None:
        """Keep the text as a draft, then do this; nothing where a reply is being handed over."""
        if not self.busy:
            self._keeping.leave(then)
