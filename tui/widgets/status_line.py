"""How things stand, in one line: broken promises, replies that want a person, the bridge, who is on duty and here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tickets.i18n import _, ngettext
from tickets.rules.filter_values import Filter, name_of
from tui.action import Me
from tui.actions import key_of
from tui.drawing import Line, Span, Tone, joined, justify, one_line, width_of, wrap
from tui.format import Clock, number
from tui.widgets.duty import on_duty
from tui.widgets.lines import Lines

if TYPE_CHECKING:
    # What nobody has read from the store yet needs no import before the first picture.
    from tickets.desk.duty_rows import DutyView
    from tickets.desk.service_rows import ServiceView

_GAP = "   "
_FEWEST_CELLS = 20


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence on what was just done."""

    text: str
    tone: Tone = Tone.GOOD


class StatusLine(Lines):
    """One line; what was just done stands there for a few seconds instead, in further lines where it needs them."""

    NOTICE_SECONDS = 8.0

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._clock = clock
        self._service: ServiceView | None = None
        self._duty: DutyView | None = None
        self._me: Me | None = None
        self._notice: Notice | None = None
        self._trouble = ""
        self._marked = ""
        self._going_out = ("", "")

    def show_service(self, service: "ServiceView", duty: "DutyView") -> None:
        """How the service is, and who is on duty; the store answers."""
        self._service, self._duty, self._trouble = service, duty, ""
        self.refresh()

    def show_me(self, me: Me) -> None:
        """Who sits here."""
        self._me = me
        self.refresh()

    def show_trouble(self, sentence: str) -> None:
        """The store does not answer."""
        self._trouble = sentence
        self.refresh()

    def show_marks(self, rows: int, tickets: int) -> None:
        """So many rows are marked, which stand for so many tickets."""
        self._marked = _marked(rows, tickets) if rows else ""
        self.refresh()

    def show_going_out(self, sentence: str, brief: str) -> None:
        """A reply goes out shortly; `brief` stands at the edge while something else is said. "": none does."""
        if (sentence, brief) != self._going_out:
            self._going_out = (sentence, brief)
            self.refresh()

    def hush(self) -> None:
        """What was said last need not stand there any longer."""
        self._notice = None
        self.redraw()

    def say(self, text: str, tone: Tone = Tone.GOOD) -> None:
        """Say what was just done, for a few seconds."""
        notice = Notice(text, tone)
        self._notice = notice
        self.redraw()
        self.set_timer(self.NOTICE_SECONDS, lambda: self._forget(notice))

    def _forget(self, notice: Notice) -> None:
        if self._notice is notice:
            self._notice = None
            self.redraw()

    def lines(self, width: int) -> Sequence[Line]:
        """What matters most first; who is here only where there is room for all of it."""
        if self._notice is not None and not self._trouble:
            return self._noticed(self._notice, width)
        sentence, brief = self._going_out
        if sentence and (self._notice or self._trouble):
            return (
                justify(self._left(width - width_of((Span(brief),))), (Span(brief, Tone.ACCENT),), width),
            )
        left = self._left(width)
        who = self._who()
        fits = width_of(left) + width_of(who) + 2 <= width
        return (justify(left, who if fits else (), width),)

    def _noticed(self, notice: Notice, width: int) -> Sequence[Line]:
        """All of it, for what to do stands at its end; the marks before it, what goes out shortly at the edge."""
        marked: Line = (Span(self._marked, Tone.ACCENT), Span(_GAP)) if self._marked else ()
        brief: Line = (Span(self._going_out[1], Tone.ACCENT),) if self._going_out[0] else ()
        room = width - width_of(marked) - (width_of(brief) + 2 if brief else 0)
        first, *others = wrap(one_line(notice.text), max(_FEWEST_CELLS, room))
        head = (*marked, Span(first, notice.tone))
        if others:
            return (justify(head, brief, width), *((Span(each, notice.tone),) for each in others))
        who = self._who()
        fits = not brief and width_of(head) + width_of(who) + 2 <= width
        return (justify(head, who if fits else brief, width),)

    def _left(self, width: int) -> Line:
        """Marks stay in sight, whatever is said beside them: the next key is about them."""
        if not self._marked:
            return self._said(width)
        marked = (Span(self._marked, Tone.ACCENT), Span(_GAP))
        return (*marked, *self._said(width - width_of(marked)))

    def _said(self, width: int) -> Line:
        if self._trouble:
            return (Span("✗ " + self._trouble, Tone.BAD),)
        if self._going_out[0]:
            return (Span(self._going_out[0], Tone.ACCENT),)
        if self._service is None:
            return (Span(_("Opening the store …"), Tone.MUTED),)
        return self._standing(self._service, width)

    def _standing(self, service: "ServiceView", width: int) -> Line:
        """What is wrong comes first; that all is well, and who is on duty, as far as there is room."""
        alarms, trouble = [*_clocks(service), *_replies(service)], _accounts(service)
        bridge = trouble or _bridge(service)
        short, long = on_duty(self._duty, self._clock) if self._duty else (Span(""), Span(""))
        if service.bridge_running and trouble is None:
            led = [*_clocks(service), *_replies(service, lead=True)]
            ways = [[*led, bridge, long], [*led, long], [*led, bridge, short], [*led, short], led]
            ways += [[*alarms, short]]
        else:
            # Without bridge or account nothing arrives and nothing goes out: where room is short, that is said first.
            led = [*_clocks(service), *_replies(service, lead=True)]
            ways = [[*led, bridge, long], [*led, bridge, short], [*led, bridge], [*alarms, bridge]]
            ways += [[bridge, *alarms]]
        parts = next((way for way in ways if _fits(way, width)), ways[-1])
        while len(parts) > 1 and not _fits(parts, width):
            parts.pop()
        return joined(parts, _GAP)

    def _who(self) -> Line:
        if self._me is None:
            return ()
        return (Span(f"{self._me.login} · {role_word(self._me.role)}", Tone.MUTED),)


def _fits(parts: Sequence[Span], width: int) -> bool:
    return width_of(joined(parts, _GAP)) <= width


def _marked(rows: int, tickets: int) -> str:
    if rows == tickets:
        return "✓ " + _("{count} marked").format(count=number(rows))
    return "✓ " + _("{count} marked, {tickets} tickets").format(count=number(rows), tickets=number(tickets))


def _clocks(service: "ServiceView") -> list[Span]:
    broken, risky = service.breached, service.at_risk
    return [
        Span("✗ " + _("{count} late").format(count=number(broken)), Tone.BAD) if broken else Span(""),
        Span("⚠ " + _("{count} at risk").format(count=number(risky)), Tone.WARN) if risky else Span(""),
    ]


def _replies(service: "ServiceView", *, lead: bool = False) -> list[Span]:
    """lead: say how to get there."""
    failed, uncertain, pending = (
        service.replies_failed,
        service.replies_uncertain,
        service.replies_pending,
    )
    return [
        Span(
            ngettext("{count} reply failed", "{count} replies failed", failed).format(count=failed)
            + (_way_to(_("failed")) if lead else ""),
            Tone.BAD,
        )
        if failed
        else Span(""),
        Span(
            ngettext("{count} reply uncertain", "{count} replies uncertain", uncertain).format(
                count=uncertain
            )
            + (_way_to(_("uncertain")) if lead else ""),
            Tone.WARN,
        )
        if uncertain
        else Span(""),
        Span(_("{count} on the way").format(count=pending), Tone.MUTED) if pending else Span(""),
    ]


def _way_to(value: str) -> str:
    """What to type in order to see them: the filter, after the key that opens the search."""
    return f" ({key_of('search')} {name_of(Filter.REPLY)}:{value})"


def _bridge(service: "ServiceView") -> Span:
    if service.bridge_running:
        return Span("● " + _("The bridge is running"), Tone.MUTED)
    if service.of_demo:
        return Span("✗ " + _("This demo is over: start a new one with “tickets demo”"), Tone.BAD)
    return Span("✗ " + _("The bridge is not running: start it with “tickets bridge”"), Tone.BAD)


def _accounts(service: "ServiceView") -> Span | None:
    """The account that the bridge cannot reach, the one that needs a person first; None where all is well."""
    if not service.bridge_running:
        return None
    states = {
        worker.state: worker.name.partition(":")[2]
        for worker in reversed(service.workers)
        if worker.name.startswith("listener:")
    }
    if "unauthorized" in states:
        said = _("{account} is not signed in: run “tickets login {account}”")
        return Span("✗ " + said.format(account=one_line(states["unauthorized"])), Tone.BAD)
    if "down" in states:
        said = _("No connection for {account}; it is tried again by itself")
        return Span("⚠ " + said.format(account=one_line(states["down"])), Tone.WARN)
    return None


def role_word(role: str) -> str:
    """What somebody is here, by the settings' value, in the reader's language."""
    words = {
        "manager": _("community manager"),
        "specialist": _("specialist"),
        "lead": _("team lead"),
        "administrator": _("administrator"),
    }
    return words.get(role, role)
