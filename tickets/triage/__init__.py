"""Reads what arrives: what kind of post it is, whether it may be ignored, and which department knows."""

from collections.abc import Iterable

from tickets.triage.classifier import Classifier, Reason, Verdict
from tickets.triage.routing import Department
from tickets.triage.rulebook import RuleClassifier

__all__ = ["Classifier", "Department", "Reason", "Verdict", "open_classifier"]


def open_classifier(departments: Iterable[Department]) -> Classifier:
    """The classifier in use, for these departments. Opening takes some 50 ms: do it once."""
    return RuleClassifier(departments)
