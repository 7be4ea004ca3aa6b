"""Handing a reply to the bridge: to one person, or to each of those who wrote nearly the same."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.message import Message
from textual.screen import ModalScreen

from tickets.desk.rows import Row
from tickets.errors import TicketsError
from tickets.i18n import _
from tui.actions import key_of
from tui.deeds import Draft, Sent
from tui.keys import WaitOver
from tui.messages import ReplyQueued, SecondYesNeeded, ThreadYesNeeded
from tui.screens.dialogs import Confirm
from tui.screens.look_first import ReadersLook, ThreadLook
from tui.screens.question import look_first
from tui.widgets.audience import audience_blocks, needs_second_yes

if TYPE_CHECKING:
    from tickets.desk.replies import Preview
    from tui.backend import Backend
    from tui.screens.composer import Composer


@dataclass(frozen=True, slots=True)
class Yes:
    """What the writer was asked, and said yes to."""

    wider: bool = False
    """More people would read it than the question."""
    thread: bool = False
    """It goes out as several posts."""


_NOTHING_ASKED = Yes()
_MOST_NAMED = 5  # by the sentences of `rules.audience`: of more, all are named before they are written to


class Sending:
    """One composer's reply on its way to the bridge."""

    def __init__(self, composer: "Composer") -> None:
        self._composer = composer
        self._yes = _NOTHING_ASKED
        self._unseen = False
        self.under_way = False
        """It is being handed over."""
        self.is_handed_over = False
        """The bridge has it, as the thread knows that did it."""
        self.sent: Sent | None = None
        """What the bridge was handed."""
        self.left: tuple[str, ...] = ()
        """Why some of the near copies get none, as sentences."""

    def hesitate(self) -> None:
        """There stands more in the sheet than the writer asked for: the next wish to send may come too early."""
        self._unseen = True

    def looked_at(self) -> None:
        """The writer has changed something: they know what stands there."""
        self._unseen = False

    def send(self, yes: Yes = _NOTHING_ASKED) -> None:
        """Hand it over, unless something has to be asked first."""
        composer = self._composer
        composer.look_at_sheet()
        if self._unseen:
            self._unseen = False
            words = _("Nothing was sent: a text that you had begun would go out. {key} once more sends it.")
            composer.warn(words.format(key=key_of("send")))
            return
        self._yes, self.under_way = yes, True
        draft, row = composer.draft, composer.row
        greeting = composer.options.greeting

        def job(backend: "Backend") -> Message:
            now = look_first(backend, draft)
            if isinstance(now, Message):
                return now
            done = (
                to_all(backend, row, now, greeting=greeting) if row.copies else to_one(backend, row, now, yes)
            )
            self.is_handed_over = isinstance(done, ReplyQueued)
            return done

        composer.errands.send(composer, composer.lane, job)

    def done(self) -> None:
        """It is decided: keys may come again."""
        self.under_way = False
        self._composer.app.post_message(WaitOver())

    def ask_wider(self, preview: "Preview") -> None:
        """In a dialog of its own, where Enter is no."""
        question = _("More people would read this than the question. Send it all the same?")
        sentences = [block.spans[-1].text for block in audience_blocks(preview)]
        dialog: ModalScreen[bool] = Confirm(question, "\n".join(sentences), yes=_("send it"))
        if len(preview.audience.readers) > _MOST_NAMED:
            dialog = ReadersLook(preview, question)
        self._ask(dialog, replace(self._yes, wider=True))

    def ask_thread(self, preview: "Preview") -> None:
        """Show each of the posts, where Enter is no."""
        self._ask(ThreadLook(preview), replace(self._yes, thread=True))

    def ask_changed(self, dialog: ModalScreen[bool], agreed: Callable[[], None]) -> None:
        """Others have changed the ticket: to what was asked before, the yes still holds.

        agreed: called on a yes, before the reply is sent.
        """
        self._ask(dialog, self._yes, agreed)

    def _ask(self, dialog: ModalScreen[bool], yes: Yes, agreed: Callable[[], None] | None = None) -> None:
        """A no leaves all as it was: the next wish to send is asked the same again."""

        def answered(answer: bool | None) -> None:
            if not answer:
                return
            if agreed is not None:
                agreed()
            self.send(yes)

        self._composer.app.push_screen(dialog, answered)
        self.done()

    def handed_over(self, message: ReplyQueued) -> None:
        """It is on its way."""
        self.sent, self.left = message.sent, message.left
        self._composer.dismiss(True)
        self.done()


def to_one(backend: "Backend", row: Row, draft: Draft, yes: Yes) -> Message:
    """The reply to this ticket, unless something has to be asked first that `yes` does not answer."""
    preview = backend.preview(draft)
    if needs_second_yes(preview) and not yes.wider:
        return SecondYesNeeded(preview)
    if len(preview.parts) > 1 and not yes.thread:
        return ThreadYesNeeded(preview)
    queued = backend.queue(draft, yes_wider=yes.wider, thread=yes.thread)
    return ReplyQueued(Sent(row, (queued.reply_id,), queued.goes_at))


def to_all(backend: "Backend", row: Row, draft: Draft, *, greeting: str) -> Message:
    """One reply for each person of the near copies; what is for all of them is never made wider.

    A text that lies ready everybody gets with their own facts; one that somebody wrote or changed must not greet them
    all by the name of one: `greeting`.
    """
    preview = backend.preview(draft)
    if greeting and not draft.template and greeting in draft.text:
        raise TicketsError(
            _("Your text greets one person by name, and goes to several as it stands"),
            _("Greet them without a name"),
        )
    if needs_second_yes(preview):
        raise TicketsError(
            _("An answer to near copies goes to no more people than each of their posts"),
            _(
                "Choose a narrower audience ({reach}), name nobody else, or answer one by one (Esc, then {copies})"
            ).format(reach=key_of("reach"), copies=key_of("copies")),
        )
    if preview.left < 0 or len(preview.parts) > 1:
        raise TicketsError(
            _("An answer to near copies is one post for each person, and this text is too long for one"),
            _("Shorten it, or answer one by one (Esc, then {copies})").format(copies=key_of("copies")),
        )
    spread = backend.queue_to_all(draft)
    queued = spread.queued.values()
    sent = Sent(row, tuple(each.reply_id for each in queued), max(each.goes_at for each in queued))
    return ReplyQueued(sent, tuple(spread.left.values()))
