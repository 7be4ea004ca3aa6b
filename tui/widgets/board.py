"""The parts of the team lead's board: what is late and why, who has what, the figures of the weeks, duty."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from rich.cells import cell_len

from tickets.desk.board_rows import Board, BoardTicket, Broken, HandOverState, Trend, TrendWeek
from tickets.desk.board_words import week_word, why_word
from tickets.desk.duty_rows import AbsenceView, WeekView
from tickets.i18n import _, ngettext
from tui.drawing import Line, Span, Tone, fit, joined, one_line
from tui.format import Clock, duration, number
from tui.widgets.pick_list import Entry

_NUMBER = 7
_TIME = 16
_NAME = 14
_GUTTER = "  "
_BLANK = Entry(((),))

Cell = Span | str


def heading(title: str, count: int | None = None) -> Entry:
    """What the next lines are about, and how many there are."""
    more = (Span(f"  {number(count)}", Tone.MUTED),) if count is not None else ()
    return Entry(((Span(title, Tone.STRONG), *more),))


def said(text: str, tone: Tone = Tone.MUTED) -> Entry:
    """A sentence."""
    return Entry(((Span(text, tone),),))


def table(columns: Sequence[str], rows: Sequence[Sequence[Cell]], width: int) -> Iterator[Entry]:
    """Aligned columns, the first to the left and the others to the right; the first gives way where it is tight."""
    cells = [[cell if isinstance(cell, Span) else Span(cell) for cell in row] for row in rows]
    heads = [Span(column, Tone.MUTED) for column in columns]
    wide = [max(cell_len(row[place].text) for row in (heads, *cells)) for place in range(len(columns))]
    gutter = next((each for each in (_GUTTER, " ") if sum(wide) + len(each) * len(wide[1:]) <= width), " ")
    first = max(4, min(wide[0], width - sum(wide[1:]) - len(gutter) * len(wide[1:])))
    for row in (heads, *cells):
        begin = Span(fit(row[0].text, first), row[0].tone)
        others = zip(row[1:], wide[1:], strict=True)
        yield Entry(((begin, *(Span(gutter + _right(cell.text, size), cell.tone) for cell, size in others)),))


def _right(text: str, size: int) -> str:
    return " " * max(0, size - cell_len(text)) + text


# What is urgent.


def urgent(board: Board, trend: Trend | None, clock: Clock, names: Mapping[str, str]) -> Iterator[Entry]:
    """What is late, what is near, and what was late a short while ago: two lines each. names: of departments."""
    late, near = board.breached, board.at_risk
    yield heading(_("Too late"), late.total)
    if not late.total:
        yield said("✓ " + _("No promise is broken now."), Tone.GOOD)
    yield from (_ticket(each, Span("✗", Tone.BAD), clock, names) for each in late.tickets)
    yield from _left_out(late.total - len(late.tickets))
    yield _BLANK
    yield heading(_("At risk"), near.total)
    if not near.total:
        yield said(_("No deadline is near."))
    yield from (_ticket(each, Span("⚠", Tone.WARN), clock, names) for each in near.tickets)
    yield from _left_out(near.total - len(near.tickets))
    if trend is not None and trend.broken:
        yield _BLANK
        yield heading(_("Broken this week or last week, and made good since"), len(trend.broken))
        yield from (_broken(each, clock) for each in trend.broken)


def _left_out(count: int) -> Iterator[Entry]:
    if count > 0:
        words = ngettext("… and {count} more", "… and {count} more", count)
        yield said(words.format(count=number(count)))


def _ticket(ticket: BoardTicket, sign: Span, clock: Clock, names: Mapping[str, str]) -> Entry:
    department = names.get(ticket.department, ticket.department) if ticket.department else None
    when = f"{sign.text} {clock.left(ticket.due_at)}"
    first = (
        Span(fit(f"#{ticket.id}", _NUMBER), Tone.KEY),
        Span(fit(when, _TIME), sign.tone),
        Span(_GUTTER),
        _holder(ticket.assignee, _NAME),
        Span(_GUTTER + one_line(ticket.person), Tone.MUTED),
    )
    why = one_line(why_word(ticket.why, department))
    second = (Span(" " * _NUMBER + why, Tone.WARN), Span(" · " + one_line(ticket.excerpt), Tone.MUTED))
    return Entry((first, second), ticket.id)


def _holder(login: str | None, width: int) -> Span:
    if login is None:
        return Span(fit(_("nobody"), width), Tone.WARN)
    return Span(fit(login, width))


def _broken(broken: Broken, clock: Clock) -> Entry:
    late = _("{time} late").format(time=duration(broken.ended_at - broken.due_at, coarse=True))
    first = (
        Span(fit(f"#{broken.ticket}", _NUMBER), Tone.KEY),
        Span(fit(f"· {late}", _TIME), Tone.MUTED),
        Span(_GUTTER),
        _holder(broken.assignee, _NAME),
        Span(_GUTTER + one_line(broken.person), Tone.MUTED),
    )
    due = _("was due {time}").format(time=clock.moment(broken.due_at))
    second = Span(f"{' ' * _NUMBER}{due} · {one_line(broken.excerpt)}", Tone.MUTED)
    return Entry((first, (second,)), broken.ticket)


# Who has what.


def loads(board: Board, clock: Clock, width: int) -> Iterator[Entry]:
    """People, then departments."""
    yield heading(_("Who has what"))
    columns = ("", _("Open"), _("Waiting"), _("At risk"), _("Too late"), _("Oldest"))
    people = [
        (
            _person(each.login, has_any=bool(each.open or each.waiting), on_duty=each.on_duty),
            number(each.open),
            number(each.waiting),
            _alarm(each.at_risk, "⚠", Tone.WARN),
            _alarm(each.breached, "✗", Tone.BAD),
            _age(each.oldest, clock),
        )
        for each in board.people
    ]
    yield from table(columns, people, width)
    yield _BLANK
    yield from _departments(board, clock, width)


def _departments(board: Board, clock: Clock, width: int) -> Iterator[Entry]:
    yield heading(_("Departments"))
    columns = ("", _("Open"), _("Overdue"), _("Proposals"), _("Oldest"))
    departments = [
        (
            one_line(each.name),
            number(each.open),
            _alarm(each.overdue, "✗", Tone.BAD),
            _alarm(each.proposed, "▸", Tone.ACCENT),
            _age(each.oldest, clock),
        )
        for each in board.departments
    ]
    yield from table(columns, departments, width)


def _person(login: str | None, *, has_any: bool, on_duty: bool) -> Span:
    if login is None:
        return Span(_("nobody"), Tone.WARN if has_any else Tone.MUTED)
    if on_duty:
        return Span(_("{login}, on duty").format(login=one_line(login)), Tone.STRONG)
    return Span(one_line(login))


def _alarm(count: int, sign: str, tone: Tone) -> Span:
    return Span(f"{sign} {number(count)}", tone) if count else Span("0", Tone.MUTED)


def _age(moment: datetime | None, clock: Clock) -> str:
    return "–" if moment is None else duration(clock.now() - moment, coarse=True)


# The weeks, as figures.


def figures(trend: Trend, width: int) -> Iterator[Entry]:
    """What the charts show, and what was broken: for those who do not see charts."""
    yield heading(_("The last weeks"))
    columns = ("", _("Received"), _("Answered"), _("Kept"), _("Broken"), _("In percent"))
    yield from table(columns, [_week(each) for each in reversed(trend.weeks)], width)


def _week(week: TrendWeek) -> tuple[Cell, ...]:
    name = week_word(week.week)
    share = week.kept_percent
    return (
        Span(name if week.is_over else _("{week}, so far").format(week=name), Tone.STRONG),
        number(week.received),
        number(week.answered),
        number(week.kept),
        _alarm(week.breached, "✗", Tone.BAD),
        "–" if share is None else _("{number} %").format(number=share),
    )


# Duty.


def duty(board: Board, clock: Clock) -> Iterator[Entry]:
    """The change of duty, then the weeks to come."""
    yield heading(_("Hand-over"))
    yield _hand_over(board.hand_over, clock)
    yield _BLANK
    yield heading(_("Roster"))
    if not board.roster:
        yield said(_("No roster is kept."))
    for week in board.roster:
        yield Entry(tuple(_roster_week(week, clock)))


def _hand_over(state: HandOverState | None, clock: Clock) -> Entry:
    if state is None:
        return said(_("Nothing was handed over yet."))
    week = week_word(state.week)
    if state.acknowledged_at and state.acknowledged_by:
        words = _("{login} acknowledged it: {time}").format(
            login=one_line(state.acknowledged_by), time=clock.moment(state.acknowledged_at)
        )
        return said(f"✓ {week}: {words}", Tone.GOOD)
    waits = _("Nobody has acknowledged it yet.")
    made = _("made {time} for {login}").format(
        time=clock.moment(state.made_at), login=one_line(state.incoming)
    )
    return Entry(
        (
            (Span(f"⚠ {week}: {waits}", Tone.WARN),),
            (Span(f"  {made}", Tone.MUTED),),
        )
    )


def _away(absence: AbsenceView, clock: Clock) -> str:
    login, first = one_line(absence.login), clock.day(absence.first_day)
    if absence.first_day == absence.last_day:
        return _("{login} is away on {day}").format(login=login, day=first)
    last = clock.day(absence.last_day)
    return _("{login} is away from {first} to {last}").format(login=login, first=first, last=last)


def _roster_week(week: WeekView, clock: Clock) -> Iterable[Line]:
    name = fit(week_word(week.week), 6)
    days = f"{clock.day(week.week.first_day)} – {clock.day(week.week.last_day)}"
    whose: Span = (
        Span("⚠ " + _("nobody"), Tone.WARN)
        if week.login is None
        else Span(one_line(week.login), Tone.STRONG if week.is_current else Tone.PLAIN)
    )
    deputy = _("deputy {login}").format(login=one_line(week.deputy)) if week.deputy else ""
    now = _("this week") if week.is_current else ""
    yield (Span(name, Tone.KEY), *joined([whose, deputy, days, now]))
    for absence in week.absences:
        yield (Span(f"      · {_away(absence, clock)}", Tone.MUTED),)
    if week.login and week.uncovered:
        gone = ", ".join(clock.day(each) for each in week.uncovered)
        yield (Span("      ⚠ " + _("nobody acts on {days}").format(days=gone), Tone.WARN),)
