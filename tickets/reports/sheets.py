"""The tables of a report, as text: the screen, the page and the mail lay out the same ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from tickets.desk.words import promise_word
from tickets.i18n import _
from tickets.reports import summary, words
from tickets.reports.figures import Figures, Group, Report, Standing, WeekGroup
from tickets.reports.sampling import SecondLooks
from tickets.reports.spent import Stage
from tickets.rules.dates import time_word
from tickets.rules.states import Kind, kind_word


class Tone(StrEnum):
    """How a cell wants to be seen; it says nothing that its words do not say."""

    PLAIN = "plain"
    BAD = "bad"
    RISK = "risk"


class Form(StrEnum):
    """What stands in a column: numbers stand to the right, times are never broken, long texts want room."""

    TEXT = "text"
    NUMBER = "number"
    TIME = "time"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name, and what stands in it."""

    name: str
    form: Form = Form.TEXT


@dataclass(frozen=True, slots=True)
class Cell:
    """One value, in words."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: the first column names the row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    has_sum: bool = False
    """The last row is one."""

    def shortened(self, count: int) -> "Sheet":
        """Its first rows."""
        return Sheet(self.caption, self.columns, self.rows[:count])


def pressing(report: Report) -> Sheet:
    """What is too late or at risk now."""
    tones = {Standing.OVERDUE: Tone.BAD, Standing.AT_RISK: Tone.RISK}
    rows = [
        (
            f"#{each.ticket_id}",
            Cell(words.standing_word(each.standing), tones[each.standing]),
            time_word(each.due_at, report.period.zone),
            promise_word(each.promise),
            words.stage_word(each.stage),
            each.account,
            words.department_word(report, each.department),
            kind_word(each.kind),
        )
        for each in report.pressing
    ]
    columns = (
        *_texts(_("Ticket"), _("Standing")),
        Column(_("Due"), Form.TIME),
        *_texts(_("Promised"), _("Waits"), _("Account"), _("Department"), _("Kind")),
    )
    return _sheet(_("Too late or at risk now, the most urgent first"), columns, rows)


def balance(report: Report) -> Sheet:
    """From what was open at the beginning to what was open at the end."""
    rows = [(name, words.signed(count)) for name, count in summary.balance(report.total)]
    columns = (Column(_("Enquiries")), Column(_("Count"), Form.NUMBER))
    return _sheet(_("Open enquiries: what came, what went"), columns, rows, has_sum=True)


def trend(report: Report) -> Sheet:
    """The figures of each week."""
    return _figures(_("By week and who was on duty, as in the trend"), _("Week"), _weeks(report.trend))


def spent(report: Report) -> Sheet:
    """Where the time of all broken promises went."""
    whole = sum(report.spent.values(), timedelta())
    rows = [
        (words.stage_word(stage), words.hours(report.spent[stage]), words.share(report.spent[stage], whole))
        for stage in by_length(report)
    ]
    rows.append((_("Together"), words.hours(whole), words.share(whole, whole)))
    columns = (Column(_("Waited for")), *_numbers(_("Working time"), _("Share")))
    return _sheet(_("Working time of all broken promises"), columns, rows, has_sum=True)


def by_length(report: Report) -> list[Stage]:
    """The stages, the one that took longest first."""
    return sorted(Stage, key=lambda stage: -report.spent[stage])


def breaches(report: Report) -> Sheet:
    """Each broken promise, and where its time went."""
    zone = report.period.zone
    rows = [
        (
            f"#{breach.ticket_id}",
            breach.account,
            words.department_word(report, breach.department),
            kind_word(breach.kind),
            promise_word(breach.promise),
            time_word(breach.due_at, zone),
            words.NOTHING if breach.ended_at is None else time_word(breach.ended_at, zone),
            words.ending_word(breach.ending),
            words.real(breach.late),
            "; ".join(filter(None, (words.parts_words(breach), words.transit_words(breach)))),
        )
        for breach in report.breaches
    ]
    columns = (
        *_texts(_("Ticket"), _("Account"), _("Department"), _("Kind"), _("Promised")),
        Column(_("Due"), Form.TIME),
        Column(_("Ended"), Form.TIME),
        Column(_("How it ended")),
        Column(_("Too late by"), Form.NUMBER),
        Column(_("Where the working time went"), Form.LONG),
    )
    return _sheet(_("Each broken promise"), columns, rows)


def groups(report: Report) -> Iterator[Sheet]:
    """The figures by account, department and kind, and by week where the trend has other weeks."""
    accounts = [(group.key or "", group.figures) for group in report.accounts]
    kinds = [(kind_word(Kind(group.key or "")), group.figures) for group in report.kinds]
    yield _summed(report, _("By account"), _("Account"), accounts)
    yield _summed(report, _("By department"), _("Department"), _departments(report, report.departments))
    yield _summed(report, _("By kind"), _("Kind"), kinds)
    if not all(week in report.trend for week in report.weeks):
        yield _summed(
            report, _("By week and who was on duty, in the period"), _("Week"), _weeks(report.weeks)
        )


def times(report: Report) -> Sheet:
    """How long the first answer took, all groups in one table: in hours of service, and by the clock on the wall."""
    rows = [
        (
            name,
            str(figures.working_time.count if figures.working_time else 0),
            words.working(figures.working_time, "median"),
            words.working(figures.working_time, "ninetieth"),
            words.elapsed(figures.real_time, "median"),
            words.elapsed(figures.real_time, "ninetieth"),
        )
        for name, figures in _all_groups(report)
    ]
    columns = (
        Column(_("Group")),
        *_numbers(
            _("Answers"),
            _("Median, working time"),
            _("9 of 10 within, working time"),
            _("Median, real time"),
            _("9 of 10 within, real time"),
        ),
    )
    return _sheet(_("Time to the first answer, in working time and in real time"), columns, rows)


def _all_groups(report: Report) -> Iterator[tuple[str, Figures]]:
    yield _("Together"), report.total
    for group in report.accounts:
        yield _("Account {name}").format(name=group.key), group.figures
    yield from _departments(report, report.departments)
    for group in report.kinds:
        yield _("Kind: {kind}").format(kind=kind_word(Kind(group.key or ""))), group.figures
    yield from _weeks(report.weeks)


def _departments(report: Report, groups: Sequence[Group]) -> list[tuple[str, Figures]]:
    return [(words.department_word(report, group.key), group.figures) for group in groups]


def _weeks(groups: Sequence[WeekGroup]) -> list[tuple[str, Figures]]:
    return [(words.week_on_duty(group), group.figures) for group in groups]


def terms(report: Report) -> Sheet:
    """How the departments kept theirs."""
    rows = [
        (
            words.department_word(report, term.key),
            str(term.asked),
            str(term.kept),
            str(term.breached),
            words.working(term.working_time, "median"),
            words.working(term.working_time, "ninetieth"),
        )
        for term in report.terms
    ]
    columns = (
        Column(_("Department")),
        *_numbers(_("Asked"), _("In time"), _("Too late"), _("Median"), _("9 of 10 within")),
    )
    return _sheet(_("How the departments kept the terms that we gave them, in working time"), columns, rows)


def second_look(looks: SecondLooks) -> Sheet:
    """How often the bridge was wrong to ignore, as far as people have looked at what was drawn."""
    rows = [
        (_("Drawn"), str(looks.drawn)),
        (_("Looked at"), str(looks.seen)),
        (_("Wrongly ignored"), str(looks.wrong)),
        (_("Share of those looked at"), words.fraction(looks.share)),
        (_("Share of all that was ignored, 95 % interval"), words.interval(looks.interval)),
    ]
    columns = (Column(_("Second look")), Column(_("Count"), Form.NUMBER))
    return _sheet(_("Ignored by the bridge, drawn by lot for a second look"), columns, rows)


def _summed(report: Report, caption: str, name: str, rows: Sequence[tuple[str, Figures]]) -> Sheet:
    return _figures(caption, name, [*rows, (_("Together"), report.total)], has_sum=True)


def _figures(caption: str, name: str, rows: Sequence[tuple[str, Figures]], *, has_sum: bool = False) -> Sheet:
    columns = words.columns()
    cells = [(first, *(column.read(figures) for column in columns)) for first, figures in rows]
    heads = (Column(name), *_numbers(*(column.name for column in columns)))
    return _sheet(caption, heads, cells, has_sum=has_sum)


def _texts(*names: str) -> Iterator[Column]:
    return (Column(name) for name in names)


def _numbers(*names: str) -> Iterator[Column]:
    return (Column(name, Form.NUMBER) for name in names)


def _sheet(
    caption: str,
    columns: Iterator[Column] | Sequence[Column],
    rows: Sequence[Sequence[str | Cell]],
    *,
    has_sum: bool = False,
) -> Sheet:
    cells = tuple(tuple(Cell(each) if isinstance(each, str) else each for each in row) for row in rows)
    return Sheet(caption, tuple(columns), cells, has_sum)
