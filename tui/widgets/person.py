"""What to know of the citizen, and why the ticket stands where it stands: as blocks to read."""

from collections.abc import Iterable, Iterator, Mapping

from tickets.desk.rows import ReasonView, TicketView
from tickets.i18n import _, ngettext
from tickets.rules.numbers import weight
from tickets.rules.priority import explain
from tickets.rules.states import Kind, kind_word
from tui.drawing import Block, Line, Span, Tone, joined, one_line
from tui.format import Clock, bar
from tui.widgets.ignoring import by_the_bridge, ignoring

_MOST_REASONS = 5  # on either side
_BAR = 5  # cells
_LIGHTEST = 0.05  # what is less would be shown as nothing
_SPAN = "span"
"""The name of a reason that is a piece of the text itself."""


def person_and_reasons(view: TicketView, clock: Clock, names: Mapping[str, str]) -> Iterator[Block]:
    """Who it is, then the reasons: of being ignored, of the place in the list, of the kind, of the department.

    names: of the departments by their keys.
    """
    yield from _person(view, clock)
    yield Block()
    yield from ignoring(view, clock)
    yield from _ranked(view)
    yield from _triaged(view, names)


def _person(view: TicketView, clock: Clock) -> Iterator[Block]:
    person = view.person
    # The post may be older than the day on which we found it.
    first = min(
        [person.first_seen_at, *(post.created_at for post in view.messages if post.direction == "in")]
    )
    name = Span(one_line(person.display_name) or person.handle, Tone.STRONG)
    yield Block(spans=(name, Span(f"  @{one_line(person.handle)}", Tone.MUTED)))
    known = clock.day(person.known_since) if person.known_since else ""
    yield Block(
        spans=joined(
            [
                Span(_("a bot"), Tone.WARN) if person.bot else "",
                _("on Mastodon since {day}").format(day=known) if known else "",
                _("first wrote to us {day}").format(day=clock.day(first)),
            ]
        )
    )
    yield Block(
        spans=joined(
            [
                ngettext("{count} ticket", "{count} tickets", person.tickets).format(count=person.tickets),
                _("{count} answered").format(count=person.answered) if person.answered else "",
                _("{count} ignored").format(count=person.ignored) if person.ignored else "",
            ]
        )
    )


def _ranked(view: TicketView) -> Iterator[Block]:
    parts = [reason for reason in view.reasons if reason.about == "priority"]
    # With the time that is left, as in the lines below: what is stored is without.
    total = round(sum(part.weight for part in parts))
    yield Block(
        spans=(
            Span(_("Why here")),
            Span("  " + _("priority {points}").format(points=f"{total:+d}"), Tone.MUTED),
        )
    )
    if not parts:
        yield Block(spans=(Span(explain(()), Tone.MUTED),), indent=2)
    for part in parts:
        yield Block(
            spans=(Span(f"{part.weight:+4.0f}  ", Tone.ACCENT), Span(part.words, Tone.MUTED)),
            indent=2,
            hang=6,
        )


def _triaged(view: TicketView, names: Mapping[str, str]) -> Iterator[Block]:
    """What triage found, for the kind and the department that the ticket has now; and what counted besides the text."""
    kinds = [view.row.kind]
    if by_the_bridge(view) is not None:
        kinds += [kind for kind in (Kind.HOSTILE, Kind.SPAM) if kind is not view.row.kind]
    heads = [(kind.value, kind_word(kind)) for kind in kinds]
    heads.append(("zone", _("ignore")))
    if view.row.department:
        key = view.row.department
        heads.append((f"department:{key}", one_line(names.get(key, key))))
    for head, what in heads:
        reasons = [reason for reason in view.reasons if reason.about == head]
        if reasons:
            yield Block()
            yield Block(spans=(Span(_("Why “{what}”").format(what=what)),))
            yield from _for_and_against(reasons)


def _for_and_against(reasons: Iterable[ReasonView]) -> Iterator[Block]:
    """The weightiest on both sides; bars are as long as their weights, the weightiest of all fills its own."""
    ranked = sorted(reasons, key=lambda each: -abs(each.weight))
    most = abs(ranked[0].weight)
    sides = (
        (_("speaks for it"), [each for each in ranked if each.weight >= _LIGHTEST], Tone.GOOD),
        (_("speaks against it"), [each for each in ranked if each.weight <= -_LIGHTEST], Tone.WARN),
    )
    for title, side, tone in sides:
        if side:
            yield Block(spans=(Span(title, Tone.MUTED),), indent=2)
        for reason in side[:_MOST_REASONS]:
            yield Block(spans=_reason(reason, most, tone), indent=4, hang=_BAR + 8)


def _reason(reason: ReasonView, most: float, tone: Tone) -> Line:
    said = one_line(reason.words)
    quote = _("“{text}”").format(text=one_line(reason.detail)) if reason.detail else ""
    if reason.name == _SPAN and quote:
        said = ""  # the words themselves are the reason
    return (
        Span(f"{bar(abs(reason.weight) / most, _BAR)} ", tone),
        Span(f"{weight(reason.weight):>5} ", Tone.MUTED),
        Span(f" {said}" if said else "", Tone.MUTED),
        Span(f" {quote}" if quote else ""),
    )
