"""Hours of a day and of a week, as people write them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

from tickets.i18n import _

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Keys of a week's hours in the settings, Monday first."""

MIDNIGHT = time(0)

_SPAN = re.compile(r"([0-9]{1,2}):([0-9]{2})\s*[-–]\s*([0-9]{1,2}):([0-9]{2})")


class Misconfigured(ValueError):
    """A value from the settings makes no sense: `what` is wrong, and the `remedy`, without a full stop."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}. {remedy}.")
        self.what = what
        self.remedy = remedy


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of service on one day, in local time; an end of 00:00 is the end of that day.

    Raises Misconfigured where it ends before it starts.
    """

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.end <= self.start and self.end != MIDNIGHT:
            raise Misconfigured(
                _("The hours {span} end before they start").format(span=self),
                _("Write them as 09:00-17:00; hours past midnight belong to the next day"),
            )

    def __str__(self) -> str:
        end = "24:00" if self.end == MIDNIGHT else f"{self.end:%H:%M}"
        return f"{self.start:%H:%M}-{end}"


Spans = tuple[Span, ...]
"""The hours of one day, in order, never overlapping; () is no service."""


def parse_spans(text: str) -> Spans:
    """The hours of one day, as "09:00-12:00, 13:00-17:00"; "24:00" ends the day, "" is no service.

    Raises Misconfigured.
    """
    if not text.strip():
        return ()
    spans = tuple(sorted(_parse_span(part.strip()) for part in text.split(",")))
    check_order(spans)
    return spans


def parse_hours(week: Mapping[str, str]) -> tuple[Spans, ...]:
    """The hours of a week, as {"mon": "09:00-17:00", ...}; a weekday that is not named has no service.

    Raises Misconfigured.
    """
    for weekday in week:
        if weekday not in WEEKDAYS:
            raise Misconfigured(
                _("“{weekday}” is no weekday").format(weekday=weekday),
                _("Write one of {weekdays}").format(weekdays=", ".join(WEEKDAYS)),
            )
    return tuple(parse_spans(week.get(weekday, "")) for weekday in WEEKDAYS)


def written(spans: Spans) -> str:
    """What `parse_spans` reads."""
    return ", ".join(map(str, spans))


def check_order(spans: Spans) -> None:
    """Raises Misconfigured where hours of one day overlap or are out of order."""
    for earlier, later in pairwise(spans):
        if earlier.end == MIDNIGHT or later.start < earlier.end:
            raise Misconfigured(
                _("The hours {first} and {second} overlap").format(first=earlier, second=later),
                _("Join them, or let the second start when the first has ended"),
            )


def _parse_span(text: str) -> Span:
    match = _SPAN.fullmatch(text)
    try:
        if match is None:
            raise ValueError(text)
        start_hour, start_minute, end_hour, end_minute = map(int, match.groups())
        end = MIDNIGHT if (end_hour, end_minute) == (24, 0) else time(end_hour, end_minute)
        start = time(start_hour, start_minute)
    except ValueError:
        raise Misconfigured(
            _("“{text}” are no hours of a day").format(text=text),
            _("Write them as 09:00-17:00, several with a comma between"),
        ) from None
    return Span(start, end)
