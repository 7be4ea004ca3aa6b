"""What is done to the roster: each act, then the weeks as they are now."""

import click

from tickets.cli import options, output
from tickets.cli.context import Context, pass_context
from tickets.cli.roster_told import absence_words, print_changes, print_weeks
from tickets.desk import absences, roster, roster_history
from tickets.desk.house import Desk
from tickets.errors import UsageError
from tickets.i18n import _, ngettext
from tickets.rules.dates import day_word
from tickets.rules.duty import Week

_MOST_WEEKS = 530
"""Ten years."""
_YEAR = 53
"""So many weeks ahead absences are told of; of those who are not on duty too, because plans hang on them."""


def show(context: Context, first: str | None, count: int, *, as_json: bool) -> None:
    """Print so many weeks, from this one or another."""
    with context.desk() as desk:
        start = _first(desk, first)
        views = desk.see(roster.weeks, start, count)
        gone = desk.see(absences.absences, start.first_day, start.later(_YEAR).last_day)
    print_weeks(views, json=as_json)
    if gone and not as_json:
        output.heading(_("Coming absences"))
        for absence in gone:
            output.say(absence_words(absence))


def _first(desk: Desk, written: str | None) -> Week:
    """The week that was asked for, else this one at the office."""
    return Week.parse(written) if written else roster.this_week(desk.act())


def _note(text: str) -> str:
    from tickets.desk.roster_import import note

    return note(options.read_text(text))


@click.command("set", help=_("Put LOGIN on duty in a week, whoever had it. “me” is you."))
@click.argument("week", metavar=_("WEEK"))
@click.argument("login", metavar=_("LOGIN"))
@click.option("--deputy", metavar=_("LOGIN"), help=_("Who acts on days on which the other is away."))
@click.option("--note", metavar=_("TEXT"), default="", help=_("A remark, for the house."))
@options.json_option
@pass_context
def set_(context: Context, *, week: str, login: str, deputy: str | None, note: str, as_json: bool) -> None:
    """One week."""
    wanted = Week.parse(week)
    who, second = _login(context, login), _login(context, deputy) if deputy else None
    with context.desk() as desk:
        passed = desk.do(roster.set_week, wanted, login=who, deputy=second, note=_note(note))
        views = desk.see(roster.weeks, wanted, 1)
    print_weeks(views, json=as_json)
    _tell_passed(passed)


@click.command(help=_("Leave a week without anybody. Tickets stay with whom they are."))
@click.argument("week", metavar=_("WEEK"))
@options.json_option
@pass_context
def clear(context: Context, *, week: str, as_json: bool) -> None:
    """One week."""
    wanted = Week.parse(week)
    with context.desk() as desk:
        desk.do(roster.clear_week, wanted)
        views = desk.see(roster.weeks, wanted, 1)
    print_weeks(views, json=as_json)


@click.command(
    help=_(
        "Let two people exchange their weeks.\n\n"
        "A community manager may do so with an own week, as long as neither has begun."
    )
)
@click.argument("one", metavar=_("WEEK"))
@click.argument("other", metavar=_("WEEK"))
@options.json_option
@pass_context
def swap(context: Context, *, one: str, other: str, as_json: bool) -> None:
    """Two weeks."""
    first, second = sorted((Week.parse(one), Week.parse(other)))
    with context.desk() as desk:
        passed = desk.do(roster.swap, first, second)
        views = (*desk.see(roster.weeks, first, 1), *desk.see(roster.weeks, second, 1))
    print_weeks(views, json=as_json)
    _tell_passed(passed)


@click.command(
    help=_(
        "Fill the holes of the next weeks by a fair rota.\n\n"
        "In turn, in the order of the names; who is away in a week is left out, and comes first on return. "
        "Whoever is next is deputy. Weeks that somebody has stay as they are."
    )
)
@click.option(
    "--weeks",
    "count",
    type=options.called(click.IntRange(1, _MOST_WEEKS), _("whole number")),
    metavar=_("N"),
    required=True,
    help=_("So many weeks."),
)
@click.option("--people", metavar=_("LOGINS"), required=True, help=_("Who takes turns: kim,lea,mia."))
@click.option("--from", "first", metavar=_("WEEK"), help=_("From this week on; else from this one."))
@options.json_option
@pass_context
def fill(context: Context, *, count: int, people: str, first: str | None, as_json: bool) -> None:
    """Many weeks."""
    names = [_login(context, name.strip()) for name in people.split(",") if name.strip()]
    with context.desk() as desk:
        start = _first(desk, first)
        filled = desk.do(roster.fill, first=start, count=count, people=names)
        views = desk.see(roster.weeks, start, count)
    print_weeks(views, json=as_json)
    output.tell(
        ngettext("{count} week was filled.", "{count} weeks were filled.", len(filled)).format(
            count=len(filled)
        )
    )


@click.command(help=_("Say that LOGIN is away on these days, both included. “me” is you."))
@click.argument("login", metavar=_("LOGIN"))
@click.argument("first", metavar=_("FROM"))
@click.argument("last", metavar=_("TO"))
@click.option("--note", metavar=_("TEXT"), default="", help=_("A remark, for the house."))
@click.option("--remove", is_flag=True, help=_("No: they are there on these days after all."))
@options.json_option
@pass_context
def absent(
    context: Context, *, login: str, first: str, last: str, note: str, remove: bool, as_json: bool
) -> None:
    """One person."""
    who, begins, ends = _login(context, login), options.day(first), options.day(last)
    with context.desk() as desk:
        if remove:
            desk.do(absences.back, who, begins, ends)
        else:
            desk.do(absences.away, who, begins, ends, note=_note(note))
        found = [
            each
            for each in desk.see(absences.absences, begins, ends)
            if each.login.casefold() == who.casefold()
        ]
        touched = desk.see(roster.taken, Week.of(begins), Week.of(ends))
    if as_json:
        output.print_json(found)
    elif found:
        for each in found:
            output.say(absence_words(each))
    else:
        output.say(
            _("{login} is there from {first} to {last}").format(
                login=who, first=day_word(begins), last=day_word(ends)
            )
        )
    for view in touched:
        _tell_uncovered(view.login, who, str(view.week), uncovered=bool(view.uncovered))


def _tell_uncovered(login: str | None, who: str, week: str, *, uncovered: bool) -> None:
    if uncovered and login and login.casefold() == who.casefold():
        output.tell(
            _("{login} is on duty in {week}, and nobody acts on some days. Name a deputy.").format(
                login=login, week=week
            )
        )


@click.command(help=_("Print who changed what in the roster and in absences, newest first."))
@click.option(
    "--limit",
    type=options.called(click.IntRange(1, 100_000), _("whole number")),
    metavar=_("N"),
    default=50,
    show_default=True,
    help=_("At most so many."),
)
@options.json_option
@pass_context
def history(context: Context, *, limit: int, as_json: bool) -> None:
    """The latest changes."""
    with context.desk() as desk:
        found = desk.see(roster_history.changes, limit=limit)
    if as_json:
        output.print_json(found)
    elif found:
        print_changes(found, context.zone)
    else:
        output.tell(_("Nobody has changed the roster yet."))


def _login(context: Context, written: str) -> str:
    if not written.strip():
        raise UsageError(_("The login is empty"), _("Write who it is, or “me”"))
    return context.login if written == "me" else written


def _tell_passed(count: int) -> None:
    if count:
        output.tell(
            ngettext(
                "{count} ticket has changed hands with it.",
                "{count} tickets have changed hands with it.",
                count,
            ).format(count=count)
        )
