"""The figures of a report once more, apart from it: plain loops over the rows of the store.

Nothing of the program is used here: not its clocks, its calendars or its words for what happened. Slow, and easy
to follow by hand.
"""

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from tests.support.office_hours import DAY, ZERO, ZONE, midnight, worked

__all__ = (
    "DAY",
    "ZONE",
    "Case",
    "Owed",
    "Row",
    "figures",
    "median",
    "midnight",
    "ninetieth",
    "read",
    "spent",
    "worked",
)

PEOPLE_DO = (
    "assigned",
    "labelled",
    "noted",
    "forwarded",
    "proposed",
    "recalled",
    "snoozed",
    "waiting",
    "ignored",
    "closed",
    "reopened",
    "rescued",
    "reply_queued",
    "reply_withdrawn",
)


@dataclass
class Row:
    """One event."""

    id: int
    at: datetime
    actor: str
    what: str
    since: datetime | None
    due_at: datetime | None
    detail: dict[str, str]

    @property
    def real(self) -> datetime:
        return self.since or self.at


@dataclass(eq=False)
class Owed:
    """One promise."""

    start: datetime
    due: datetime
    row: Row
    kind: str
    end: datetime | None = None
    met: bool = False
    department: str = ""

    def broken(self, now: datetime) -> bool:
        return self.due < (now if self.end is None else self.end)


@dataclass(eq=False)
class Case:
    """Promises to a citizen, each renewing the one before; `end` is the event that ended them."""

    ticket: int
    account: str
    kind: str
    rows: list[Row]
    posts: dict[str, datetime]
    """By remote id: when they were written."""
    owed: list[Owed] = field(default_factory=list)
    end: str = ""

    @property
    def start(self) -> datetime:
        return self.owed[0].start

    @property
    def ended(self) -> datetime | None:
        end = self.owed[-1].end
        return None if end is None else max(end, self.start)

    @property
    def asked(self) -> bool:
        return self.owed[0].row.what == "arrived"

    @property
    def transit(self) -> timedelta:
        """How long the question was on its way to our server."""
        if not self.asked:
            return ZERO
        return max(ZERO, self.start - self.posts[self.owed[0].row.detail["message"]])

    @property
    def department(self) -> str | None:
        """The last one that had the ticket at any time of the case."""
        found = None
        effective = _effective(self.rows)
        first = self.rows.index(self.owed[0].row)
        for place in range(first, len(self.rows)):
            if self.owed[-1].end is None or effective[place] <= self.owed[-1].end:
                found = _with_department(self.rows[: place + 1]) or found
        return found


def read(path: Path) -> tuple[list[Case], list[tuple[str, Owed]]]:
    """All cases of a store, and what departments owed, each with its account."""
    store = sqlite3.connect(path)
    tickets = store.execute(
        "SELECT t.id, a.name, t.kind FROM tickets t JOIN accounts a ON a.id = t.account_id ORDER BY t.id"
    ).fetchall()
    posts: dict[str, dict[str, datetime]] = {}
    for account, post, written in store.execute(
        "SELECT a.name, m.remote_id, m.created_at FROM messages m JOIN accounts a ON a.id = m.account_id"
    ):
        posts.setdefault(account, {})[post] = _t(written)
    cases: list[Case] = []
    terms: list[tuple[str, Owed]] = []
    for ticket, account, kind in tickets:
        found = store.execute(
            "SELECT id, at, actor, what, since, due_at, detail FROM events WHERE ticket_id = ?", (ticket,)
        )
        rows = [Row(i, _t(a), who, w, _o(s), _o(d), json.loads(j)) for i, a, who, w, s, d, j in found]
        rows.sort(key=lambda row: (row.at, row.id))
        cases += _cases(ticket, account, kind, rows, posts[account])
        terms += [(account, each) for each in _terms(rows)]
    store.close()
    return cases, terms


def _t(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _o(text: str | None) -> datetime | None:
    return None if text is None else _t(text)


def _cases(ticket: int, account: str, kind: str, rows: list[Row], posts: dict[str, datetime]) -> list[Case]:
    cases: list[Case] = []
    case: Case | None = None  # whose last promise is owed
    shelved: Case | None = None  # ignored, and may be rescued

    def stop(row: Row) -> None:
        nonlocal case, shelved
        if case is not None:
            met = row.what in ("answered", "asked", "interim")
            case.owed[-1].end, case.owed[-1].met, case.end = row.real, met, row.what
        case = shelved = None

    for row in rows:
        if row.what in ("arrived", "reopened") and row.due_at:
            if case is None:
                case, shelved = Case(ticket, account, kind, rows, posts), None
                case.owed.append(Owed(row.real, row.due_at, row, "answer"))
                cases.append(case)
            elif case.owed[-1].kind == "answer" and row.real < case.owed[-1].start:
                last = case.owed[-1]
                last.start, last.due, last.row = row.real, min(last.due, row.due_at), row
        elif row.what == "interim" and row.due_at:
            renewed = case
            stop(row)
            if renewed is None:
                renewed = Case(ticket, account, kind, rows, posts)
                cases.append(renewed)
            renewed.owed.append(Owed(row.real, row.due_at, row, "interim"))
            renewed.end = ""
            case = renewed
        elif row.what in ("answered", "asked", "waiting", "closed"):
            stop(row)
        elif row.what == "ignored":
            kept = case or shelved
            stop(row)
            shelved = kept
        elif row.what == "rescued" and shelved is not None:
            shelved.owed[-1].end, shelved.end = None, ""
            case, shelved = shelved, None
        elif row.what == "reckoned" and row.due_at and case is not None and row.real <= case.owed[-1].due:
            case.owed[-1].due = row.due_at
    return cases


def _terms(rows: list[Row]) -> list[Owed]:
    """What departments owed: until they proposed, or were not wanted any longer."""
    terms: list[Owed] = []
    for row in rows:
        ends = row.what in ("forwarded", "proposed", "recalled", "answered", "closed", "ignored")
        if ends and terms and terms[-1].end is None:
            terms[-1].end, terms[-1].met = row.real, row.what == "proposed"
        if row.what == "forwarded" and row.due_at:
            terms.append(Owed(row.real, row.due_at, row, "department", department=row.detail["to"]))
    return terms


def median(times: Sequence[timedelta]) -> timedelta | None:
    """The middle one, or the mean of the two in the middle."""
    if not times:
        return None
    below = [one for one in times if sum(other < one for other in times) * 2 <= len(times) - 1]
    above = [one for one in times if sum(other > one for other in times) * 2 <= len(times) - 1]
    return (max(below) + min(above)) / 2


def ninetieth(times: Sequence[timedelta]) -> timedelta | None:
    """The shortest of these times that nine of ten do not exceed."""
    enough = [one for one in times if 10 * sum(other <= one for other in times) >= 9 * len(times)]
    return min(enough, default=None)


def figures(
    cases: list[Case],
    first: date,
    last: date,
    now: datetime,
    keep: Callable[[Case], bool] = lambda _case: True,
) -> dict[str, object]:
    """What happened on these days, by the names of `tickets.reports.figures.Figures`."""
    start, end = midnight(first), midnight(last + DAY)
    mine = [case for case in cases if keep(case)]

    def inside(moment: datetime | None) -> bool:
        return moment is not None and start <= moment < end

    def ended(*whats: str) -> int:
        return sum(case.end in whats and inside(case.ended) for case in mine)

    promises = [owed for case in mine for owed in case.owed]
    answered = [
        case for case in mine if case.asked and case.end in ("answered", "asked") and inside(case.ended)
    ]
    times = [worked(case.account, case.start, case.ended or now) for case in answered]
    real = [(case.ended or now) - case.start for case in answered]
    late = [case.transit for case in mine if inside(case.start) and case.transit > timedelta(minutes=10)]
    return {
        "open_before": sum(c.start < start and (c.ended is None or c.ended >= start) for c in mine),
        "received": sum(case.asked and inside(case.start) for case in mine),
        "reopened": sum(not case.asked and inside(case.start) for case in mine),
        "answered": ended("answered", "asked"),
        "ignored": ended("ignored"),
        "closed": ended("closed"),
        "waiting": ended("waiting"),
        "open_after": sum(c.start < end and (c.ended is None or c.ended >= end) for c in mine),
        "interim": sum(owed.kind == "interim" and inside(owed.start) for owed in promises),
        "kept": sum(owed.met and not owed.broken(now) and inside(owed.end) for owed in promises),
        "breached": sum(owed.broken(now) and inside(owed.due) for owed in promises),
        "working_time": (len(times), median(times), ninetieth(times)),
        "real_time": (len(real), median(real), ninetieth(real)),
        "transit_time": (len(late), median(late), ninetieth(late)),
    }


def spent(case: Case, owed: Owed, now: datetime) -> dict[str, timedelta]:
    """Where the working time of a promise went: between every two events, asked anew."""
    until = owed.end or now
    rows, effective = case.rows, _effective(case.rows)
    place = rows.index(owed.row)
    cuts = [owed.start, *effective[place:], until]
    found = owed.start
    if owed.row.what == "arrived":
        post = owed.row.detail["message"]
        found = min(
            row.at for row in rows if row.what in ("arrived", "joined") and row.detail["message"] == post
        )
        cuts.append(found)
    cuts = sorted({cut for cut in cuts if owed.start <= cut <= until})
    parts: dict[str, timedelta] = {}
    for begun, ended in pairwise(cuts):
        known = [row for row, at in zip(rows, effective, strict=True) if at <= begun]
        if owed.row not in known and owed.row.what != "arrived":
            known = rows[: place + 1]
        if owed.row not in known:
            late = found - owed.start > timedelta(minutes=15)
            name = "outage" if late and begun < found else "unread"
        else:
            name = _stage(known, case)
        parts[name] = parts.get(name, ZERO) + worked(case.account, begun, ended)
    return {name: time for name, time in parts.items() if time}


def _effective(rows: list[Row]) -> list[datetime]:
    """When each event took effect: what was published counts from when it was out."""
    times: list[datetime] = []
    for row in rows:
        at = row.real if row.what in ("answered", "interim", "asked") else row.at
        times.append(max([at, *times]))
    return times


def _last(known: list[Row], *whats: str) -> Row | None:
    return next((row for row in reversed(known) if row.what in whats), None)


def _with_department(known: list[Row]) -> str | None:
    ends = ["proposed", "recalled", "answered", "asked", "waiting", "ignored", "closed"]
    last = _last(known, "forwarded", *ends)
    return last.detail["to"] if last is not None and last.what == "forwarded" else None


def _stage(known: list[Row], case: Case) -> str:
    reply = _last(known, "reply_queued", "reply_withdrawn", "reply_failed", "answered", "interim", "asked")
    if reply is not None and reply.what == "reply_queued":
        return "publishing"
    if _with_department(known):
        return "department"
    rests = ["snoozed", "waiting", "ignored", "closed"]
    moved = _last(known, *rests, "arrived", "forwarded", "answered", "asked", "woken", "rescued", "reopened")
    if moved is not None and moved.what in rests:
        return "aside"
    since = known.index(case.owed[0].row) if case.asked else 0
    acted = any(row.what in PEOPLE_DO and row.actor != "bridge" for row in known[since:])
    return "writing" if acted else "unread"
