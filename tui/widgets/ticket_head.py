"""The head of a ticket: what it is, how long there is left, whose it is, and the obvious next step."""

from collections.abc import Mapping, Sequence

from tickets.desk.rows import Row, TicketView
from tickets.i18n import _
from tickets.rules.audience import Visibility, visibility_word
from tickets.rules.states import State, kind_word, state_word
from tui.drawing import Line, Span, Tone, cut, joined, justify, one_line
from tui.format import Clock, visibility_symbol
from tui.widgets.lines import Lines


class TicketHead(Lines):
    """Two lines, and a third where there is something to suggest."""

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._clock = clock
        self._view: TicketView | None = None
        self.names: Mapping[str, str] = {}
        """The departments' names by their keys."""

    def show(self, view: TicketView | None) -> None:
        """Tell of this ticket; None: of none."""
        self._view = view
        self.redraw()

    def lines(self, width: int) -> Sequence[Line]:
        """Who, what, when; then the suggestion."""
        if self._view is None:
            return ()
        row = self._view.row
        head = [
            justify(self._what(self._view), self._when(row), width),
            justify(self._who(self._view), _whose(row), width),
        ]
        suggestion = suggestion_of(self._view, self._clock, self.names)
        return (*head, cut(suggestion, width)) if suggestion else head

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

    def _when(self, row: Row) -> Line:
        if row.due_at is None:
            return (self._clock.time_left(row),)
        due = _("due {time}").format(time=self._clock.moment(row.due_at))
        return (self._clock.time_left(row), Span(f"  {due}", Tone.MUTED))

    @staticmethod
    def _who(view: TicketView) -> Line:
        person = view.person
        name = one_line(person.display_name)
        bot = Span("  " + _("a bot"), Tone.WARN) if person.bot else Span("")
        return (Span(f"@{one_line(person.handle)}"), Span(f"  {name}", Tone.MUTED), bot)


def _whose(row: Row) -> Line:
    """With whom it is, and which of our accounts was addressed."""
    if row.assignee:
        return joined([_("with {login}").format(login=one_line(row.assignee)), row.account])
    return joined([_("nobody's yet"), row.account])


def suggestion_of(view: TicketView, clock: Clock, names: Mapping[str, str]) -> Line:
    """The obvious next step with its key; nothing where there is none. names: of the departments by their keys."""
    return _about_replies(view) or _about_state(view, clock) or _about_triage(view.row, names)


def _about_replies(view: TicketView) -> Line:
    states = {reply.state for reply in view.replies}
    if "uncertain" in states:
        return _step("w", _("A reply may be out: look at Mastodon, then say if it is not."))
    if "pending" in states:
        return _step("w", _("A reply is on its way; it can still be called back."))
    return ()


def _about_state(view: TicketView, clock: Clock) -> Line:
    state = view.row.state
    if state is State.PROPOSED:
        return _step("p", _("A department has proposed an answer: use it."))
    if state is State.IGNORED:
        return _step("u", _("Ignored. If that was wrong, rescue it."))
    if state is State.SNOOZED and view.snoozed_until:
        return _step("", _("Put aside until {time}.").format(time=clock.moment(view.snoozed_until)))
    return _step("r", _("You have begun a reply: go on.")) if view.draft else ()


def _about_triage(row: Row, names: Mapping[str, str]) -> Line:
    if row.suggestion == "ignore":
        return _step("i", _("Looks hostile: ignore it?"))
    if row.suggestion == "forward" and row.department:
        department = one_line(names.get(row.department, row.department))
        return _step("f", _("“{department}” may know: ask them?").format(department=department))
    return ()


def _step(key: str, sentence: str) -> Line:
    return (Span(f"{key} " if key else "", Tone.KEY), Span(sentence, Tone.ACCENT))
