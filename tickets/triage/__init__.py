"""Reads what arrives: what kind of post it is, whether it may be ignored, and which department knows."""

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tickets.triage.classifier import Classifier, Reason, Verdict

if TYPE_CHECKING:
    # Most of what knows a verdict routes nothing.
    from tickets.triage.routing import Department

__all__ = ["Classifier", "Reason", "Verdict", "open_classifier"]

log = logging.getLogger(__name__)


def open_classifier(departments: "Iterable[Department]") -> Classifier:
    """The classifier that comes with the program, for these departments. Opening takes some 100 ms: do it once.

    Where its trained model cannot be loaded, it is the rules alone, and the log says so.
    """
    # Here, since it brings numpy: most of what knows a verdict judges nothing.
    from tickets.triage.current import Current

    current = Current(departments)
    if current.trouble:
        log.warning("the trained model is not used: %s", current.trouble)
    return current
