"""What to know of the citizen, and why the ticket stands where it stands: as blocks to read."""

from collections.abc import Iterator

from tickets.desk.rows import PersonView, ReasonView, TicketView
from tickets.i18n import _, ngettext
from tickets.rules.priority import Part, explain
from tickets.rules.states import kind_word
from tui.drawing import Block, Span, Tone, joined, one_line
from tui.format import Clock

_MOST_REASONS = 6


def person_and_reasons(view: TicketView, clock: Clock) -> Iterator[Block]:
    """Who it is, then the reasons: of the place in the list, of the kind, of the department."""
    yield from _person(view.person, clock)
    yield Block()
    yield from _ranked(view)
    yield from _triaged(view)


def _person(person: PersonView, clock: Clock) -> Iterator[Block]:
    name = Span(one_line(person.display_name) or person.handle, Tone.STRONG)
    yield Block(spans=(name, Span(f"  @{one_line(person.handle)}", Tone.MUTED)))
    known = clock.day(person.known_since) if person.known_since else ""
    yield Block(
        spans=joined(
            [
                Span(_("a bot"), Tone.WARN) if person.bot else "",
                _("on Mastodon since {day}").format(day=known) if known else "",
                _("first wrote to us {day}").format(day=clock.day(person.first_seen_at)),
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
    yield Block(
        spans=(
            Span(_("Why here")),
            Span("  " + _("priority {points}").format(points=f"{view.row.priority:+d}"), Tone.MUTED),
        )
    )
    if not parts:
        yield Block(spans=(Span(explain(()), Tone.MUTED),), indent=2)
    for part in parts:
        sentence = explain((Part(part.name, round(part.weight)),))
        yield Block(
            spans=(Span(f"{part.weight:+4.0f}  ", Tone.ACCENT), Span(sentence, Tone.MUTED)), indent=2, hang=6
        )


def _triaged(view: TicketView) -> Iterator[Block]:
    """What triage found, for the kind and the department that the ticket has now."""
    heads = [(view.row.kind.value, _("Why “{what}”").format(what=kind_word(view.row.kind)))]
    if view.row.department:
        heads.append(
            (f"department:{view.row.department}", _("Why “{what}”").format(what=view.row.department))
        )
    for head, title in heads:
        reasons = [reason for reason in view.reasons if reason.about == head]
        if reasons:
            yield Block()
            yield Block(spans=(Span(title),))
        for reason in sorted(reasons, key=lambda each: -abs(each.weight))[:_MOST_REASONS]:
            yield Block(spans=_reason(reason), indent=2)


def _reason(reason: ReasonView) -> tuple[Span, ...]:
    sign = "+" if reason.weight > 0 else "−"
    name = one_line(reason.name.replace("_", " "))
    found = f"  “{one_line(reason.detail)}”" if reason.detail else ""
    return (Span(f"{sign}  ", Tone.ACCENT), Span(name, Tone.MUTED), Span(found))
