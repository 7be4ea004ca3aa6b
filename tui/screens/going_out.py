"""What this person has just sent: counted down until it goes out, and called back by one key until then."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from tickets.errors import NotFound, TicketsError
from tickets.i18n import _, ngettext
from tickets.rules.reply import OPEN, ReplyState
from tui.actions import key_of
from tui.deeds import Deed, Effect, Sent
from tui.drawing import Tone, fit, one_line
from tui.format import number

if TYPE_CHECKING:
    from tui.backend import Backend
    from tui.screens.desk import DeskScreen

_TICK_SECONDS = 1.0
_GRACE = timedelta(seconds=8)
"""For so long after it went out the key means it still: who is a moment too late means no other reply."""
_MOST_UNTOLD = 5
"""Of so many that did not get out at once is told what became of them."""
_NAME = 24
"""Cells that a name takes at most in a sentence of the status line."""


class OutRead(Message):
    """What became of replies that the bridge has; None where one is not there any longer."""

    def __init__(self, going_out: "GoingOut", states: Sequence[tuple[Sent, ReplyState | None]]) -> None:
        super().__init__()
        self.going_out = going_out
        self.states = states


class GoingOut:
    """The answers that one desk has sent, newest last."""

    def __init__(self, screen: "DeskScreen") -> None:
        self._screen = screen
        self._waiting: list[Sent] = []
        self._out: list[Sent] = []
        """With the bridge since a moment ago."""
        self._untold: list[Sent] = []
        """With the bridge for longer; nobody was told yet what became of them."""
        self._timer: Timer | None = None

    def add(self, sent: Sent) -> None:
        """The bridge was handed this."""
        self._waiting.append(sent)
        if self._timer is None:
            self._timer = self._screen.set_interval(_TICK_SECONDS, self._tick)
        self._screen.status.hush()  # what was said before would hide how long there is left
        self._tick()

    def newest(self) -> Sent | None:
        """What was sent last, and may still be called back; it is forgotten here."""
        self._tick()
        last = self._waiting or self._out
        found = last.pop() if last else None
        self._show()
        return found

    def _tick(self) -> None:
        """Time has passed."""
        now = self._screen.clock.now()
        over = [each for each in self._waiting if each.goes_at <= now]
        self._waiting = [each for each in self._waiting if each.goes_at > now]
        out = [*self._out, *over]
        self._out = [each for each in out if each.goes_at + _GRACE > now]
        late = [each for each in _to_one(out) if each.goes_at + _GRACE <= now]
        self._untold = [*self._untold, *late][-_MOST_UNTOLD:]
        if over:
            self._screen.say(_handed_over(over[-1]))
        self._look()
        self._show()
        if not self._waiting and not self._out and self._timer is not None:
            self._timer.stop()
            self._timer = None

    def look_again(self) -> None:
        """Something has changed in the store: perhaps what the bridge did not get out at once is out by now."""
        if self._untold:
            self._ask((*self._untold, *_to_one(self._out)[-1:]))

    def _look(self) -> None:
        """Ask what became of the last that went out to one person."""
        if last := _to_one(self._out)[-1:]:
            self._ask((*self._untold, *last))

    def _ask(self, about: Sequence[Sent]) -> None:
        self._screen.errands.ask(
            self._screen,
            "out",
            lambda backend: OutRead(self, [(sent, _state(backend, sent)) for sent in about]),
        )

    def take(self, message: OutRead) -> None:
        """Say once what became of each; then its key does not mean it any longer."""
        for sent, state in message.states:
            if state in OPEN or sent not in (*self._untold, *self._out):
                continue
            self._untold = [each for each in self._untold if each != sent]
            self._out = [each for each in self._out if each != sent]
            self._tell(sent, state)

    def _tell(self, sent: Sent, state: ReplyState | None) -> None:
        match state:
            case ReplyState.SENT:
                self._screen.say(_worded(_("#{id}: reply to {person} is published."), sent))
            case ReplyState.FAILED:
                words = _("#{id}: reply to {person} failed; its text is your draft again.")
                self._screen.say(_worded(words, sent), Tone.BAD)
            case ReplyState.UNCERTAIN:
                words = _("#{id}: reply to {person} may be out, or not. Look at the ticket.")
                self._screen.say(_worded(words, sent), Tone.WARN)

    def _show(self) -> None:
        """The newest of them, in seconds."""
        if not self._waiting:
            self._screen.status.show_going_out("", "")
            return
        last = self._waiting[-1]
        seconds = ceil((last.goes_at - self._screen.clock.now()).total_seconds())
        self._screen.status.show_going_out(_counted(last, seconds), _in_brief(seconds))


def _to_one(sent: Iterable[Sent]) -> list[Sent]:
    return [each for each in sent if len(each.reply_ids) == 1]


def _state(backend: "Backend", sent: Sent) -> ReplyState | None:
    try:
        replies = backend.ticket(sent.row.id).replies
    except NotFound:
        return None
    return next((reply.state for reply in replies if reply.id in sent.reply_ids), None)


def _counted(sent: Sent, seconds: int) -> str:
    count = len(sent.reply_ids)
    words = ngettext(
        "#{id}: reply to {person} goes out in {seconds} s · {key} calls it back",
        "#{id}: {count} replies go out in {seconds} s · {key} calls them back",
        count,
    )
    return "↑ " + _worded(words, sent, seconds=number(seconds))


def _handed_over(sent: Sent) -> str:
    words = ngettext(
        "#{id}: reply to {person} is handed to the bridge · {key} calls it back until it is out",
        "#{id}: {count} replies are handed to the bridge · {key} calls them back until they are out",
        len(sent.reply_ids),
    )
    return _worded(words, sent)


def _in_brief(seconds: int) -> str:
    return _("↑ {seconds} s · {key}").format(seconds=number(seconds), key=key_of("withdraw"))


def _worded(words: str, sent: Sent, **more: str) -> str:
    count = number(len(sent.reply_ids))
    return words.format(id=sent.row.id, person=person_of(sent), count=count, key=key_of("withdraw"), **more)


def person_of(sent: Sent) -> str:
    """To whom it goes, in brief: without their server."""
    name = "@" + one_line(sent.row.person).partition("@")[0]
    return fit(name, _NAME).rstrip()


def call_back(sent: Sent) -> Deed:
    """Take it back, whichever ticket is under the cursor by now: its text is a draft again."""
    return Deed(
        rows=(sent.row,),
        run=lambda backend, _row: withdrawn(backend, sent.reply_ids),
        told=lambda effect: _called_back(sent, effect),
    )


def _called_back(sent: Sent, effect: Effect) -> str:
    words = ngettext(
        "#{id}: the reply to {person} is called back; its text is your draft again.",
        "#{id}: {count} replies are called back; their texts are drafts again.",
        effect.tickets,
    )
    return words.format(id=sent.row.id, person=person_of(sent), count=number(effect.tickets))


def withdrawn(backend: "Backend", reply_ids: tuple[int, ...]) -> Effect:
    """Call these replies back, in a thread; raises TicketsError where that works for none of them."""
    out, left = 0, list[TicketsError]()
    for reply_id in reply_ids:
        try:
            out += backend.withdraw(reply_id).out
        except TicketsError as error:
            left.append(error)
    if len(left) == len(reply_ids):
        raise left[0]
    said = [str(error) for error in left]
    if out:
        words = ngettext(
            "{count} post of the thread is out or on its way: it can only be deleted on Mastodon.",
            "{count} posts of the thread are out or on their way: they can only be deleted on Mastodon.",
            out,
        )
        said.append(words.format(count=number(out)))
    return Effect(tickets=len(reply_ids) - len(left), left=tuple(said))
