"""What a further message of the same person makes of a ticket: its kind and its zone.

A matter is as urgent as the most urgent thing said of it. So a further message may raise the kind and never lowers it,
as long as the matter is open; what a person called it stays. Once it has ended, what comes is looked at anew, but an
incident stays one: who writes again about a data leak still writes about a data leak.
"""

from collections.abc import Mapping

from tickets.rules import priority
from tickets.rules.states import Kind, Zone

_NUISANCE = (Kind.HOSTILE, Kind.SPAM)


def kind_after(
    kind: Kind, further: Kind, *, ended: bool, labelled: bool, weights: Mapping[str, int] = priority.DEFAULTS
) -> Kind:
    """The ticket's kind when a message of the kind `further` has joined it.

    ended: it was done or ignored, so that nothing of it is open. labelled: a person chose its kind.
    weights: points by kind, as for `priority.parts`.
    """
    if kind is Kind.INCIDENT or (labelled and not ended):
        return kind
    if further is Kind.INCIDENT or (ended and further in _NUISANCE):
        return further
    return further if _points(further, weights) > _points(kind, weights) else kind


def zone_after(kind: Kind, zone: Zone, further: Zone, *, ended: bool) -> Zone:
    """The ticket's zone when a message of the zone `further` has joined it; `kind` is that after it.

    Hostile words behind an open question do not hide it, and nothing hides an incident.
    """
    if further is Zone.NORMAL or kind is Kind.INCIDENT:
        return Zone.NORMAL
    return further if ended else zone


def _points(kind: Kind, weights: Mapping[str, int]) -> int:
    return weights.get(kind.value, priority.DEFAULTS[kind.value])
