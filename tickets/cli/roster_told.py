"""Weeks of the roster, as commands tell them."""

from collections.abc import Iterable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from tickets.cli import output
from tickets.cli.tables import whole
from tickets.desk.duty_rows import AbsenceView, RosterChangeView, WeekView
from tickets.desk.roster_history import change_word
from tickets.i18n import _
from tickets.rules.dates import day_word, time_word
from tickets.rules.duty import Week

_DAYS = ("first_day", "last_day")
"""What is a day among the facts of the roster's history."""


def as_json(view: WeekView) -> dict[str, object]:
    """A week in JSON."""
    return {
        "week": str(view.week),
        "first_day": view.week.first_day,
        "last_day": view.week.last_day,
        "login": view.login,
        "deputy": view.deputy,
        "note": view.note,
        "absences": view.absences,
        "uncovered": view.uncovered,
        "current": view.is_current,
    }


def print_weeks(views: Sequence[WeekView], *, json: bool) -> None:
    """The weeks as a table, or as a list of objects; what is wrong with them goes to stderr."""
    if json:
        output.print_json([as_json(view) for view in views])
    else:
        columns = (whole(_("Week")), whole(_("Days")), _("On duty"), _("Deputy"), _("Remarks"))
        output.print_table(columns, [_cells(view) for view in views])
    _tell_holes([view for view in views if view.login is None])
    for view in views:
        if view.login and view.uncovered:
            output.tell(
                _(
                    "In {week} nobody acts on {days}. Name a deputy with: "
                    "tickets roster set {week} {login} --deputy LOGIN"
                ).format(week=view.week, days=_days(view.uncovered), login=view.login)
            )


def _tell_holes(views: Sequence[WeekView]) -> None:
    """Weeks without anybody, those side by side in one line."""
    first = last = None
    for week in [*(view.week for view in views), None]:
        if last is not None and week == last.next:
            last = week
            continue
        if first is not None and last is not None:
            output.tell(_hole(first, last))
        first = last = week


def _hole(first: Week, last: Week) -> str:
    if first == last:
        return _("{week} has nobody. Name somebody with: tickets roster set {week} LOGIN").format(week=first)
    return _(
        "The weeks from {first} to {last} have nobody. Fill them with: "
        "tickets roster fill --from {first} --weeks {count} --people LOGIN,LOGIN"
    ).format(first=first, last=last, count=first.distance(last) + 1)


def print_changes(changes: Sequence[RosterChangeView], zone: ZoneInfo) -> None:
    """The roster's history as a table, newest first."""
    columns = (whole(_("Time")), _("Who"), _("What"), _("Whose or when"), _("Before"), _("After"))
    output.print_table(
        columns,
        [
            (
                time_word(change.at, zone),
                change.actor,
                change_word(change.what),
                change.subject,
                _facts(change.before),
                _facts(change.after),
            )
            for change in changes
        ],
    )


def _cells(view: WeekView) -> list[output.Cell]:
    days = f"{day_word(view.week.first_day)} – {day_word(view.week.last_day)}"
    login: output.Cell = view.login or output.styled(_("nobody"), "bold red")
    return [str(view.week), days, login, view.deputy or "–", "; ".join(_remarks(view)) or "–"]


def _remarks(view: WeekView) -> Iterable[str]:
    if view.is_current:
        yield _("this week")
    if view.note:
        yield view.note
    for absence in view.absences:
        yield absence_words(absence)
    if view.login and view.uncovered:
        yield _("nobody acts on {days}").format(days=_days(view.uncovered))


def absence_words(absence: AbsenceView) -> str:
    """An absence in a line."""
    words = _("{login} is away from {first} to {last}").format(
        login=absence.login, first=day_word(absence.first_day), last=day_word(absence.last_day)
    )
    return f"{words} ({absence.note})" if absence.note else words


def _days(days: Iterable[date]) -> str:
    return ", ".join(day_word(day) for day in days)


def _facts(facts: dict[str, str | None] | None) -> str:
    if not facts:
        return "–"
    return ", ".join(
        day_word(date.fromisoformat(value)) if name in _DAYS else value
        for name, value in facts.items()
        if value
    )
