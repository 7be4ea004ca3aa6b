"""Writing a reply: the question above, who will read it always in sight, and nothing typed is ever lost."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from tickets.desk.rows import Row, TicketView
from tickets.errors import Conflict
from tickets.i18n import _
from tickets.rules.reply import Purpose
from tui.actions import composer_actions
from tui.deeds import Draft, in_envelope
from tui.drawing import safe
from tui.errands import Errands
from tui.format import Clock
from tui.keys import WaitOver
from tui.messages import (
    AddresseesRead,
    DraftKept,
    ErrandFailed,
    InterimRead,
    PreviewRead,
    ReplyQueued,
    SecondYesNeeded,
    SecureTextRead,
    ThreadYesNeeded,
    TicketRead,
)
from tui.messages_of_others import ChangedMeanwhile
from tui.screens.dialogs import KEEP_SECONDS
from tui.screens.keeping import Keeping
from tui.screens.letter_layout import LetterLayout
from tui.screens.letter_options import LetterOptions, letter_hints
from tui.screens.question import Question
from tui.screens.ready_texts import ReadyTexts, each_their_own, other_language
from tui.screens.sending import Sending
from tui.screens.tongue import Tongue
from tui.widgets.audience import audience_blocks, needs_second_yes
from tui.widgets.key_bar import KeyBar
from tui.widgets.letter_line import LetterLine
from tui.widgets.sentences import Sentences

if TYPE_CHECKING:
    from tickets.desk.replies import Preview
    from tickets.desk.templating import ReadyText


_FEW_READERS = 2
"""Where more are named, the sheet takes room from the question: one still has to see what one writes."""


class Composer(LetterLayout):
    """A reply to one ticket. Dismissed with True when it is on its way, with False when it stays a draft."""

    AUTO_FOCUS = "#text"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),  # all others come from the table of actions
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
        ready: "ReadyText | None" = None,
    ) -> None:
        """names: of the departments by their keys. purpose: an interim status begins with the one that lies ready.

        with_proposal: begin with what a department proposed last. ready: begin with this text.
        """
        super().__init__(clock, row)
        self.errands = errands
        self.names = names
        self._with_proposal = with_proposal
        self.draft = Draft(ticket_id=row.id, text="", purpose=purpose, version=row.version)
        """The reply as it stands."""
        self.question = Question(self)
        self.texts = ReadyTexts(self, ready)
        self.options = LetterOptions(self)
        self._keeping = Keeping(self)
        self.sending = Sending(self)
        self._tongue = Tongue(self)
        self._fetching = purpose is Purpose.INTERIM or with_proposal or ready is not None
        """A text that lies ready is on its way."""
        self.preview: Preview | None = None
        for action in composer_actions():
            if action.keys:
                # With priority: the field in which one writes has uses of its own for F6 and F7.
                does = f"option('{action.id}')"
                self._bindings.bind(action.keys, does, action.label, show=False, priority=True)

    @property
    def busy(self) -> bool:
        """A reply is being handed over, a ready one fetched, or a draft kept: keys wait until that is done."""
        return self.sending.under_way or self._fetching or self._keeping.leaving

    def show_keys(self) -> None:
        """What can be done now."""
        self.query_one(KeyBar).show(letter_hints(self))

    @property
    def sheet(self) -> TextArea:
        """Where the text stands."""
        return self.query_one(TextArea)

    @property
    def lane(self) -> str:
        """Drafts and the reply itself share it: a draft must not be kept after its reply has gone."""
        return f"reply {self.draft.ticket_id}"

    def on_mount(self) -> None:
        """Ready to write, before the question has been read."""
        self.show_keys()
        self.question.read()
        if self.row.copies:
            row = self.row
            self.errands.ask(self, "addressees", lambda backend: AddresseesRead(backend.addressees(row)))
        self.set_interval(KEEP_SECONDS, self._keeping.keep)

    def begin(self, view: TicketView) -> None:
        """The ticket is here: what was typed before comes first, then what lies ready, then what is typed already."""
        self._keeping.begin(view)
        sheet, begun, ready = self.sheet, safe(view.draft), self._lying_ready(view)
        asked = self.draft.purpose
        if begun:
            self.draft = in_envelope(self.draft, view.envelope)
            self.options.go_on_with(begun, view.envelope)
        parts = (begun, "" if ready in begun else ready, sheet.text)
        sheet.text = "\n\n".join(part for part in parts if part)
        sheet.move_cursor(sheet.document.end)
        self.change(replace(self.draft, text=sheet.text, version=view.row.version, seen=view.seen))
        if asked is Purpose.INTERIM and self.options.offer_interim():
            return
        if asked is Purpose.INTERIM or (begun and ready and begun != ready):
            self._warn_of_begun(in_its_place=asked is Purpose.INTERIM)
        elif ready:
            self.texts.begin()
        if self._fetching:
            self.fetched()

    def _lying_ready(self, view: TicketView) -> str:
        """What the sheet is to begin with, besides what was typed before."""
        if self.texts.first is not None:
            return safe(self.texts.first.text)
        return safe(view.proposals[-1].text) if self._with_proposal and view.proposals else ""

    def _warn_of_begun(self, *, in_its_place: bool) -> None:
        """Nobody shall send what they have begun and forgotten, believing to send what lies ready.

        in_its_place: it stands there instead of what lies ready, not above it.
        """
        if in_its_place:
            self.warn(
                _("You have begun a text of your own: the one that lies ready is not put in its place.")
            )
        else:
            self.warn(_("You have begun a text of your own: it stands above the one that lies ready."))
        self.sending.hesitate()

    # The draft as it changes.

    def on_text_area_changed(self) -> None:
        """Every letter may change who reads it."""
        self.look_at_sheet()

    def look_at_sheet(self) -> None:
        """What stands there now: the word that it has changed may still be on its way."""
        text = self.sheet.text
        if text != self.draft.text:
            self.forget_refusal()
            self.sending.looked_at()
            if self.row.copies and self.draft.template and self.options.own(text):
                self.warn(_("Your own wording goes to each person as it stands."))
            self.change(replace(self.draft, text=text))

    def change(self, draft: Draft) -> None:
        """The reply is another now: say so, and ask who would read it."""
        self.draft = draft = replace(draft, template=self.options.lies_ready(draft))
        self.query_one(LetterLine).show_draft(draft)
        self.show_keys()
        self.errands.ask(self, "preview", lambda backend: PreviewRead(backend.preview(draft)))
        self.question.compare()
        self._tongue.look()

    def on_interim_read(self, message: InterimRead) -> None:
        """An interim status lies ready."""
        sheet = self.sheet
        text = self.options.take_interim(message, sheet.text)
        if text != sheet.text:
            sheet.text = text
            sheet.move_cursor(sheet.document.end)
            tongue = self.draft.language or other_language(message.language, self.row.language)
            self.change(replace(self.draft, text=text, promise=message.promise, language=tongue))
            if self.row.copies:
                self.warn(each_their_own())
        self.fetched()

    def on_secure_text_read(self, message: SecureTextRead) -> None:
        """The way to a secure channel."""
        self.texts.take_secure(message)

    def on_preview_read(self, message: PreviewRead) -> None:
        """Say who would read it."""
        self.preview = message.preview
        self.query_one("#audience", Sentences).show(audience_blocks(message.preview))
        self.query_one(LetterLine).show_preview(message.preview)
        self.show_keys()
        self.query_one("#sheet").set_class(needs_second_yes(message.preview), "-wider")
        self.query_one("#letter").set_class(len(message.preview.audience.readers) > _FEW_READERS, "-crowded")

    def on_draft_kept(self, message: DraftKept) -> None:
        """It is in the store."""
        self.store_answers()
        self.query_one(LetterLine).show_kept()
        self._keeping.kept(message)

    # Sending.

    def send(self) -> None:
        """Hand it to the bridge, unless something has to be asked first."""
        if not self.busy:
            self.sending.send()

    def fetch(self) -> None:
        """A ready text is on its way: keys wait for it."""
        self._fetching = True

    def fetched(self) -> None:
        """It is there, or will not come: keys may come."""
        self._fetching = False
        self.app.post_message(WaitOver())

    def on_second_yes_needed(self, message: SecondYesNeeded) -> None:
        """More people would read it than the question."""
        self.sending.ask_wider(message.preview)

    def on_thread_yes_needed(self, message: ThreadYesNeeded) -> None:
        """It takes several posts."""
        self.sending.ask_thread(message.preview)

    def on_reply_queued(self, message: ReplyQueued) -> None:
        """It is on its way."""
        self.sending.handed_over(message)

    def on_errand_failed(self, message: ErrandFailed) -> None:
        """Say what went wrong; the text stays."""
        self.show_trouble(message.error)
        if isinstance(message.error, Conflict):
            self.question.read()
        if message.lane == self.lane:
            self._keeping.failed()
            self.sending.done()
        if message.lane in ("interim", "texts") or self.question.view is None:
            self.fetched()
        if message.lane in ("question", "deeds"):
            self.set_timer(KEEP_SECONDS, self.question.read)

    # The question as it changes.

    def on_store_changed(self) -> None:
        """Somebody has changed something: perhaps this ticket."""
        self.question.read()

    def on_ticket_read(self, message: TicketRead) -> None:
        """The question as it stands now."""
        self.store_answers()
        self.question.take(message)

    def on_changed_meanwhile(self, message: ChangedMeanwhile) -> None:
        """Others were at the ticket: the writer must see what they did."""
        self.question.ask(message.meanwhile)

    # What else a reply has, and leaving.

    def action_option(self, name: str) -> None:
        """A key of the table, or what was chosen from the list of them."""
        self.options.run[name]()

    def action_leave(self) -> None:
        """Back to the list, as soon as the text is kept as a draft."""
        self.leave(lambda: self.dismiss(False))

    def leave(self, then: Callable[[], object]) -> None:
        """Keep the text as a draft, then do this; nothing where a reply is being handed over."""
        if self.busy:
            self.hurry()
        else:
            self._keeping.leave(then)

    def hurry(self) -> None:
        """The key that leaves the desk once more, after it was said that it has to wait."""
        if self.busy and self.says_waiting:
            self._keeping.leave_behind()
