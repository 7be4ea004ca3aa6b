"""Writing a reply: the question above, who will read it always in sight, and nothing typed is ever lost."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import TextArea

from tickets.desk.rows import TicketView
from tickets.errors import Conflict, TicketsError
from tickets.i18n import _
from tickets.rules.audience import Visibility, default_visibility, visibility_word
from tui.action import Choice
from tui.deeds import Draft, changed
from tui.drawing import Block, Span, Tone, one_line
from tui.errands import Errands
from tui.format import Clock
from tui.messages import (
    ChoicesRead,
    DraftKept,
    ErrandFailed,
    PreviewRead,
    ReplyQueued,
    SecondYesNeeded,
    TicketRead,
)
from tui.screens.dialogs import KEEP_SECONDS, AskLine, Confirm
from tui.screens.picker import Picked, Picker
from tui.widgets.audience import audience_blocks, needs_second_yes, visibility_means
from tui.widgets.conversation import conversation, purpose_word
from tui.widgets.key_bar import Hint, KeyBar
from tui.widgets.letter_line import LetterHead, LetterLine
from tui.widgets.paper import Paper
from tui.widgets.sentences import Sentences

if TYPE_CHECKING:
    from tui.backend import Backend


class Composer(Screen[bool]):
    """A reply to one ticket. Dismissed with True when it is on its way, with False when it stays a draft."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,ctrl+enter", "send", show=False, priority=True),
        Binding("f2", "purpose", show=False),
        Binding("f3", "reach", show=False),
        Binding("f4", "warning", show=False),
        Binding("f5", "promise", show=False),
        Binding("escape", "leave", show=False),
    ]

    def __init__(self, errands: Errands, clock: Clock, view: TicketView, text: str) -> None:
        """text: what to begin with."""
        super().__init__()
        self._errands = errands
        self._clock = clock
        self._view = view
        self._draft = Draft(ticket_id=view.row.id, text=text, version=view.row.version)
        self._kept = view.draft
        self._keeping = False
        self._sending = False
        self._contested = False
        self._after_keeping: Callable[[], object] | None = None

    @property
    def draft(self) -> Draft:
        """The reply as it stands."""
        return self._draft

    @property
    def _lane(self) -> str:
        # Drafts and the reply itself share a lane: a draft must not be kept after its reply has gone.
        return f"reply {self._draft.ticket_id}"

    def compose(self) -> ComposeResult:
        """The question, then the letter."""
        yield LetterHead(self._clock, self._view.row, id="letter-head")
        with Container(id="letter"):
            yield Paper(id="question")
            with Vertical(id="sheet"):
                yield Sentences(id="audience")
                yield TextArea(self._draft.text, soft_wrap=True, tab_behavior="focus", id="text")
                yield LetterLine(self._clock, id="letter-line")
                yield Sentences(id="trouble")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Ready to write."""
        self.query_one("#question", Paper).show(self._question())
        self.query_one(KeyBar).show(_hints())
        sheet = self.query_one(TextArea)
        sheet.move_cursor(sheet.document.end)
        sheet.focus()
        self._changed(self._draft)
        self.set_interval(KEEP_SECONDS, self.keep)

    def _question(self) -> Iterator[Block]:
        # What is being typed stands in the sheet already.
        yield from conversation(replace(self._view, draft=""), self._clock)

    # The draft as it changes.

    def on_text_area_changed(self) -> None:
        """Every letter may change who reads it."""
        text = self.query_one(TextArea).text
        if text != self._draft.text:
            self._changed(replace(self._draft, text=text))

    def _changed(self, draft: Draft) -> None:
        self._draft = draft
        self.query_one(LetterLine).show_draft(draft)
        self._errands.ask(self, "preview", lambda backend: PreviewRead(backend.preview(draft)))

    def on_preview_read(self, message: PreviewRead) -> None:
        """Say who would read it."""
        self.query_one("#audience", Sentences).show(audience_blocks(message.preview))
        self.query_one(LetterLine).show_preview(message.preview)
        self.query_one("#sheet").set_class(needs_second_yes(message.preview), "-wider")

    def keep(self) -> None:
        """Keep what was typed since the last time."""
        text, ticket_id = self._draft.text, self._draft.ticket_id
        if text == self._kept or self._keeping or self._sending:
            return
        self._keeping = True

        def job(backend: "Backend") -> Message:
            backend.keep_draft(ticket_id, text)
            return DraftKept(ticket_id, text)

        # While this screen is there it is told; when it goes, the draft is kept all the same.
        self._errands.send(self, self._lane, job)

    def on_draft_kept(self, message: DraftKept) -> None:
        """It is in the store."""
        self._keeping = False
        self._kept = message.text
        self.query_one(LetterLine).show_kept()
        then, self._after_keeping = self._after_keeping, None
        if then is not None:
            self.leave(then)  # once more: somebody may have typed on meanwhile

    # Sending.

    def action_send(self) -> None:
        """Hand it to the bridge, unless it needs a second yes."""
        self._send(yes=False)

    def _send(self, *, yes: bool) -> None:
        if self._sending:
            return
        self._sending = True
        draft = self._draft

        def job(backend: "Backend") -> Message:
            preview = backend.preview(draft)
            if needs_second_yes(preview) and not yes:
                return SecondYesNeeded(preview)
            queued = backend.queue(draft, yes_wider=yes)
            return ReplyQueued(queued.reply_id, queued.preview)

        self._errands.send(self, self._lane, job)

    def on_second_yes_needed(self, message: SecondYesNeeded) -> None:
        """Ask in a dialog of its own, where Enter is no."""
        self._sending = False
        sentences = [block.spans[-1].text for block in audience_blocks(message.preview)]
        dialog = Confirm(
            _("More people would read this than the question. Send it all the same?"),
            "\n".join(sentences),
            yes=_("send it"),
        )
        self.app.push_screen(dialog, lambda yes: self._send(yes=True) if yes else None)

    def on_reply_queued(self) -> None:
        """It is on its way."""
        self.dismiss(True)

    def on_errand_failed(self, message: ErrandFailed) -> None:
        """Say what went wrong; the text stays."""
        if message.lane == self._lane:
            self._sending = self._keeping = False
        self._show_trouble(message.error)
        if isinstance(message.error, Conflict):
            self._contested = True
            self._read_again()
        then, self._after_keeping = self._after_keeping, None
        if then is not None:
            self._ask_to_leave(then)

    def _show_trouble(self, error: TicketsError) -> None:
        self.query_one("#trouble", Sentences).show(
            [Block(spans=(Span("✗ ", Tone.BAD), Span(str(error), Tone.BAD)))]
        )

    # The question as it changes.

    def on_store_changed(self) -> None:
        """Somebody has changed something: perhaps this ticket."""
        self._read_again()

    def _read_again(self) -> None:
        ticket_id = self._draft.ticket_id
        self._errands.ask(self, "question", lambda backend: TicketRead(backend.ticket(ticket_id)))

    def on_ticket_read(self, message: TicketRead) -> None:
        """Show it. A change that touches no post is taken as read; any other makes sending fail once."""
        before, self._view = self._view, message.view
        same = before.messages == message.view.messages
        self.query_one("#question", Paper).show(self._question(), stay=same)
        if self._contested or (same and self._draft.version == before.row.version):
            self._draft = replace(self._draft, version=message.view.row.version)
        if self._contested:
            self._warn(
                _("Somebody has changed the ticket: read it again above. Ctrl+S then sends all the same.")
            )
        elif not same:
            self._warn(_("The conversation has changed while you were writing: read it again above."))
        self._contested = False

    def _warn(self, sentence: str) -> None:
        self.query_one("#trouble", Sentences).show([Block(spans=(Span(f"⚠ {sentence}", Tone.WARN),))])

    # What else a reply has.

    def action_purpose(self) -> None:
        """What the reply is to the promise."""
        told = {
            "answer": _("keeps the promise; the ticket is done"),
            "interim": _("says that it takes longer, and until when"),
            "ask": _("asks the citizen something; the clock stops until they write"),
        }
        choices = [Choice(key, purpose_word(key), detail) for key, detail in told.items()]
        self._pick(_("What is this reply?"), choices, self._draft.purpose, "purpose")

    def action_reach(self) -> None:
        """Who may read it."""
        choices = [Choice(each.value, visibility_word(each), visibility_means(each)) for each in Visibility]
        now = self._draft.visibility or default_visibility(self._view.row.visibility)
        self._pick(_("Who may read it?"), choices, now.value, "visibility")

    def action_promise(self) -> None:
        """The day that an interim status promises."""
        if self._draft.purpose != "interim":
            self._show_trouble(
                TicketsError(_("Only an interim status promises a day"), _("Press F2 to make it one"))
            )
            return
        account, clock = self._view.row.account, self._clock

        def job(backend: "Backend") -> Message:
            days = backend.working_days(account)
            return ChoicesRead(
                "promise",
                tuple(Choice(f"{day}", clock.day(day), clock.time(end)) for day, _start, end in days),
            )

        self._errands.ask(self, "choices", job)

    def on_choices_read(self, message: ChoicesRead) -> None:
        """The days there are to promise."""
        self._pick(_("Until the end of service of which day?"), message.choices, "", "promise")

    def _pick(self, title: str, choices: "list[Choice] | tuple[Choice, ...]", now: str, what: str) -> None:
        def picked(answer: Picked | None) -> None:
            if answer is not None:
                self._changed(changed(self._draft, what, answer.key))

        self.app.push_screen(Picker(title, choices, first=now, why=_("now")), picked)

    def action_warning(self) -> None:
        """The content warning."""
        asked = self._view.messages[-1].spoiler_text if self._view.messages else ""
        now = asked if self._draft.spoiler_text is None else self._draft.spoiler_text
        dialog = AskLine(_("Content warning of the reply"), hint=_("Empty: none"), text=one_line(now))
        self.app.push_screen(dialog, self._warned)

    def _warned(self, text: str | None) -> None:
        if text is not None:
            self._changed(replace(self._draft, spoiler_text=text))

    def action_leave(self) -> None:
        """Back to the list, as soon as the text is kept as a draft."""
        self.leave(lambda: self.dismiss(False))

    def leave(self, then: Callable[[], object]) -> None:
        """Keep the text as a draft, then do this; nothing where a reply is being handed over."""
        if self._sending:
            return
        if self._draft.text == self._kept:
            then()
            return
        self._after_keeping = then
        self.keep()

    def _ask_to_leave(self, then: Callable[[], object]) -> None:
        dialog = Confirm(
            _("Your draft could not be kept. Leave without it?"),
            _("What you typed would be lost."),
            yes=_("leave without it"),
        )
        self.app.push_screen(dialog, lambda yes: _done(then()) if yes else None)


def _done(_result: object) -> None:
    """For callbacks whose result nobody needs."""


def _hints() -> tuple[Hint, ...]:
    return (
        Hint("Ctrl+S", _("Send"), "ctrl+s", suggested=True),
        Hint("F2", _("Purpose"), "f2"),
        Hint("F3", _("Audience"), "f3"),
        Hint("F4", _("Warning"), "f4"),
        Hint("F5", _("Promise"), "f5"),
        Hint("Esc", _("Keep as draft"), "escape"),
    )
