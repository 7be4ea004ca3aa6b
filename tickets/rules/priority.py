"""What comes first, and why.

A ticket has points, for what it is about and how it came; a point counts like an hour nearer to the deadline.
So the time left is itself a linear part of the priority; and because it runs out as fast for every ticket,
the order of two never changes as time passes. `rank` is therefore a number without "now" in it: it is stored
once and indexed, and a list of a million tickets is in order without reckoning.

How many followers somebody has plays no part: an authority owes everybody the same answer. How many say the same
does: it is a matter of many.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from tickets.i18n import _, ngettext
from tickets.rules.states import Kind, Zone


@dataclass(frozen=True, slots=True)
class Part:
    """One reason for a ticket's place, and what it counts in hours."""

    name: str
    points: int


DEFAULTS: Mapping[str, int] = MappingProxyType(
    {
        # Two days: somebody's systems are at risk now. It passes whatever else arrived with it.
        Kind.INCIDENT.value: 48,
        # A working day: a serious question comes first, constructive criticism right behind it.
        Kind.QUESTION.value: 8,
        Kind.CRITICISM.value: 6,
        Kind.OTHER.value: 0,
        # Nobody waits for an answer to praise.
        Kind.PRAISE.value: -12,
        # Triage did not dare to ignore it: behind what is surely serious, and still in the list.
        Kind.HOSTILE.value: -24,
        Kind.SPAM.value: -48,
        Zone.SUGGEST.value: -12,
        Zone.IGNORE.value: -24,
        Zone.NORMAL.value: 0,
        # Half a working day: who writes directly has something that is not for everybody.
        "direct": 4,
        # They wrote again and have no answer yet.
        "repeat": 8,
        # For each doubling of those who say nearly the same: what moves many comes before what moves one.
        "copies": 2,
        # Last, but never ignored: the bot of another authority may report an incident.
        "bot": -48,
    }
)
"""Points of each part, in hours; kinds and zones by their values."""

TIME_LEFT = "time_left"
"""The part that no setting weighs: the hours that are left, as points below 0."""

_MOST_DOUBLINGS = 6
"""A campaign of 64 counts like one of 10,000: the size must not push the matters of single people out of sight."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_HOUR = timedelta(hours=1)
_SECONDS_PER_POINT = 3600
_NO_CLOCK = 2**40
"""Later than any deadline, by some thirty thousand years."""


def parts(
    *,
    kind: Kind,
    zone: Zone,
    direct: bool,
    bot: bool,
    repeat: bool,
    alike: int = 1,
    weights: Mapping[str, int] = DEFAULTS,
) -> tuple[Part, ...]:
    """The reasons that count for a ticket; those worth no points are left out.

    zone: NORMAL once a person has rescued the ticket. repeat: the person wrote again before we answered.
    alike: how many tickets say nearly the same, this one among them.
    weights: points by name as in `DEFAULTS`; what is missing keeps its default.
    """
    times = {
        kind.value: 1,
        zone.value: 1,
        "direct": direct,
        "repeat": repeat,
        "copies": doublings(alike),
        "bot": bot,
    }
    counted = (Part(name, weights.get(name, DEFAULTS[name]) * count) for name, count in times.items())
    return tuple(part for part in counted if part.points)


def doublings(alike: int) -> int:
    """How often one has to be doubled to be so many, as far as it counts."""
    return min(max(alike, 1).bit_length() - 1, _MOST_DOUBLINGS)


def time_left(due_at: datetime, now: datetime) -> Part:
    """What the clock adds to the sum: -1 for each hour that is left, 1 for each that has passed since."""
    return Part(TIME_LEFT, -round((due_at - now) / _HOUR))


def points(parts: tuple[Part, ...]) -> int:
    """The sum, in hours: positive is nearer to the deadline."""
    return sum(part.points for part in parts)


def rank(due_at: datetime | None, points: int, *, ended_at: datetime) -> int:
    """The place of a ticket in a list, ascending.

    Where a clock runs: the due time in unix seconds, less an hour for each point. Where none does (`due_at`
    None): behind all of those, what ended last first, whatever its points.
    """
    if due_at is None:
        return _NO_CLOCK - _unix_seconds(ended_at)
    return _unix_seconds(due_at) - points * _SECONDS_PER_POINT


def explain(parts: tuple[Part, ...]) -> str:
    """The parts as sentences for a person: each says what was seen and what it does to the place.

    Where the time left is among other parts, the last sentence is the sum.
    """
    if not parts:
        return _("Only the time left counts.")
    sentences = [_sentence(part) for part in parts]
    if len(parts) > 1 and any(part.name == TIME_LEFT for part in parts):
        sentences.append(_("Together: as if {due}.").format(due=_due(-points(parts))))
    return " ".join(sentences)


def _due(hours: int) -> str:
    """So many hours before the deadline; after it where below 0."""
    if hours < 0:
        late = ngettext("overdue by {hours} hour", "overdue by {hours} hours", -hours)
        return late.format(hours=-hours)
    return ngettext("due in {hours} hour", "due in {hours} hours", hours).format(hours=hours)


def _sentence(part: Part) -> str:
    hours = abs(part.points)
    if part.name == TIME_LEFT:
        return _("It is {due}.").format(due=_due(-part.points))
    if part.points > 0:
        effect = ngettext(
            "{reason}: comes first as if due {hours} hour earlier.",
            "{reason}: comes first as if due {hours} hours earlier.",
            hours,
        )
    else:
        effect = ngettext(
            "{reason}: comes later as if due {hours} hour later.",
            "{reason}: comes later as if due {hours} hours later.",
            hours,
        )
    return effect.format(reason=_reason(part.name), hours=hours)


def _reason(name: str) -> str:
    return {
        Kind.INCIDENT.value: _("It reports an incident"),
        Kind.QUESTION.value: _("It asks a question"),
        Kind.CRITICISM.value: _("It criticises"),
        Kind.OTHER.value: _("It is something else"),
        Kind.PRAISE.value: _("It praises"),
        Kind.HOSTILE.value: _("It is hostile"),
        Kind.SPAM.value: _("It is spam"),
        Zone.SUGGEST.value: _("It may be hostile"),
        Zone.IGNORE.value: _("It is almost certainly hostile"),
        Zone.NORMAL.value: _("It is not hostile"),
        "direct": _("It came as a direct message"),
        "repeat": _("The person wrote again and waits for an answer"),
        "copies": _("Others say nearly the same"),
        "bot": _("A bot wrote it"),
    }[name]


def _unix_seconds(moment: datetime) -> int:
    """Whole seconds since 1970; raises TypeError for a time without a zone."""
    return (moment - _EPOCH) // _SECOND
