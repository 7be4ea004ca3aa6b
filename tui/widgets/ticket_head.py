"""The head of a ticket: what it is, how long there is left, whose it is, and the obvious next step."""

from collections.abc import Mapping, Sequence
from math import ceil

from textual.timer import Timer

from tickets.desk.presence_rows import Company
from tickets.desk.rows import Row, TicketView
from tickets.i18n import _, ngettext
from tickets.rules.audience import Visibility, visibility_word
from tickets.rules.reply import ReplyState
from tickets.rules.states import Kind, State, kind_word, state_word
from tui.actions import key_of
from tui.drawing import Line, Span, Tone, cut, joined, justify, one_line, width_of
from tui.format import Clock, Urgency, number, visibility_symbol
from tui.widgets.company import company_line
from tui.widgets.lines import Lines


class TicketHead(Lines):
    """Two lines; further ones where a department is asked or others are at it, for a suggestion and near copies."""

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._clock = clock
        self._view: TicketView | None = None
        self._everybody: Company = {}
        self._timer: Timer | None = None
        self.names: Mapping[str, str] = {}
        """The departments' names by their keys."""
        self.rights: frozenset[str] | None = None
        """Of whoever sits here; None until that is known."""

    def show(self, view: TicketView | None) -> None:
        """Tell of this ticket; None: of none."""
        self._view = view
        self._count_down()
        self.redraw()

    def _count_down(self) -> None:
        """Every second, as long as a reply waits to go out."""
        waits = self._view is not None and _seconds_left(self._view, self._clock) > 0
        if waits and self._timer is None:
            self._timer = self.set_interval(1.0, self._tick)
        elif not waits and self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _tick(self) -> None:
        self._count_down()
        self.redraw()

    def show_company(self, everybody: Company) -> None:
        """Who else is at which ticket."""
        if everybody != self._everybody:
            self._everybody = everybody
            self.redraw()

    def lines(self, width: int) -> Sequence[Line]:
        """Who, what, when; then the suggestion."""
        if self._view is None:
            return ()
        row, what = self._view.row, self._what(self._view)
        head = [
            justify(what, self._when(self._view, width - width_of(what) - 2), width),
            justify(self._who(self._view), _whose(row), width),
        ]
        if owed := _owed(self._view, self._clock):
            name = one_line(self.names.get(row.department or "", row.department or ""))
            head.append(justify((Span(f"→ {name}", Tone.MUTED),), (Span(owed, Tone.MUTED),), width))
        present = company_line(self._everybody.get(row.id, ()))
        step = suggestion_of(self._view, self._clock, self.names, self.rights)
        further = (present, step, _about_copies(self._view))
        return [*head, *(cut(line, width) for line in further if line)]

    @staticmethod
    def _what(view: TicketView) -> Line:
        row = view.row
        direct = row.visibility is Visibility.DIRECT
        reach = f"{visibility_symbol(row.visibility)} {visibility_word(row.visibility)}"
        return joined(
            [
                Span(f"#{row.id} {kind_word(row.kind)}", Tone.STRONG),
                state_word(row.state),
                Span(reach, Tone.STRONG if direct else Tone.MUTED),
            ]
        )

    def _when(self, view: TicketView, room: int) -> Line:
        """How long there is left, and until when, unless that would cut what stands to the left of it."""
        row = view.row
        left = self._clock.time_left(row)
        if row.due_at is None or _owed(view, self._clock):
            return (left,)
        if row.breached and row.due_at >= self._clock.now():
            # A new promise runs; that an earlier one was broken stays in sight.
            missed = Span("  ✗ " + _("a deadline was missed"), Tone.BAD)
            return (left, missed)
        due = Span("  " + _("due {time}").format(time=self._clock.moment(row.due_at)), Tone.MUTED)
        return (left, due) if width_of((left, due)) <= room else (left,)

    @staticmethod
    def _who(view: TicketView) -> Line:
        person = view.person
        name = one_line(person.display_name)
        bot = Span("  " + _("a bot"), Tone.WARN) if person.bot else Span("")
        return (Span(f"@{one_line(person.handle)}"), Span(f"  {name}", Tone.MUTED), bot)


def _owed(view: TicketView, clock: Clock) -> str:
    """Where a department owes something first, by when, and by when we owe an answer; else ""."""
    owed = [cycle.due_at for cycle in view.clock if cycle.is_running]
    if len(owed) < 2 or not view.row.of_department:
        return ""
    return _("by {first} · answer by {last}").format(
        first=clock.moment(min(owed)), last=clock.moment(max(owed))
    )


def _whose(row: Row) -> Line:
    """With whom it is, and which of our accounts was addressed."""
    if row.assignee:
        return joined([_("with {login}").format(login=one_line(row.assignee)), row.account])
    return joined([_("nobody's yet"), row.account])


def suggestion_of(
    view: TicketView, clock: Clock, names: Mapping[str, str], rights: frozenset[str] | None = None
) -> Line:
    """The obvious next step with its key; nothing where there is none. names: of the departments by their keys.

    rights: of the reader, to whom nothing is suggested that would be refused; None: of a community manager.
    """
    if rights is not None and "reply" not in rights:
        return _about_proposing(view) if "propose" in rights else ()
    return (
        _about_replies(view, clock)
        or _about_state(view, clock)
        or _about_hostility(view.row)
        or _about_time(view.row, clock)
        or _about_department(view.row, names)
    )


def _about_copies(view: TicketView) -> Line:
    """How many say the same: what its key shows, and that what is done with other keys is done to all of them."""
    behind, copies = view.row.copies, view.near_copies
    if behind:
        words = _("shows the {count} near copies one by one; what you do is done to all.")
        return _step("copies", words.format(count=number(1 + behind)))
    if copies is None:
        return ()
    words = ngettext(
        "shows {count} other ticket that says nearly the same.",
        "shows {count} other tickets that say nearly the same.",
        copies.total,
    )
    return _step("copies", words.format(count=number(copies.total)))


def _seconds_left(view: TicketView, clock: Clock) -> int:
    """Until the reply goes out that waits for the first time; 0 where none does, or it is with the bridge."""
    waiting = (each for each in view.replies if each.state is ReplyState.PENDING and not each.attempts)
    first = next(waiting, None)
    return max(0, ceil((first.next_attempt_at - clock.now()).total_seconds())) if first else 0


def _about_replies(view: TicketView, clock: Clock) -> Line:
    states = {reply.state for reply in view.replies}
    if ReplyState.UNCERTAIN in states:
        return _step("withdraw", _("A reply may be out: look at Mastodon, then say what you found."))
    if seconds := _seconds_left(view, clock):
        words = _("A reply goes out in {seconds} s; until then it can be called back.")
        return _step("withdraw", words.format(seconds=number(seconds)))
    if ReplyState.PENDING in states:
        return _step("withdraw", _("A reply is on its way; it can still be called back."))
    return ()


def _about_state(view: TicketView, clock: Clock) -> Line:
    state = view.row.state
    if state is State.PROPOSED:
        return _step("use_proposal", _("A department has proposed an answer: use it."))
    if state is State.IGNORED:
        return _step("undo", _("Ignored. If that was wrong, rescue it."))
    if state is State.SNOOZED and view.snoozed_until:
        return _step("", _("Put aside until {time}.").format(time=clock.moment(view.snoozed_until)))
    return _step("reply", _("You have begun a reply: go on.")) if view.draft else ()


def _about_proposing(view: TicketView) -> Line:
    """A specialist proposes, and answers nobody."""
    if view.row.state not in (State.FORWARDED, State.PROPOSED):
        return ()
    if view.draft:
        return _step("propose", _("You have begun a proposal: go on."))
    if view.row.state is State.PROPOSED:
        return _step("propose", _("Your department has proposed an answer; you can propose another."))
    return _step("propose", _("Your department is asked: propose an answer."))


def _about_hostility(row: Row) -> Line:
    if row.suggestion != "ignore":
        return ()
    if row.kind is Kind.SPAM:
        return _step("ignore", _("Ignoring is only suggested: it looks like advertising."))
    return _step("ignore", _("Ignoring is only suggested: it looks hostile."))


def _about_time(row: Row, clock: Clock) -> Line:
    """Before a promise breaks, or when it has, the citizen is told: the words lie ready."""
    match clock.urgency(row):
        case Urgency.AT_RISK:
            return _step("interim", _("At risk: an interim status lies ready."))
        case Urgency.BREACHED:
            return _step("interim", _("Too late: an interim status lies ready."))
    return ()


def _about_department(row: Row, names: Mapping[str, str]) -> Line:
    if row.suggestion == "forward" and row.department:
        department = one_line(names.get(row.department, row.department))
        return _step("forward", _("“{department}” may know: ask them?").format(department=department))
    return ()


def _step(action_id: str, sentence: str) -> Line:
    """action_id: what to do; "" where there is nothing to press."""
    key = f"{key_of(action_id)} " if action_id else ""
    return (Span(key, Tone.KEY), Span(sentence, Tone.ACCENT))
