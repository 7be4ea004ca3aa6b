"""What every classifier answers, whatever is inside it: rules today, a trained model tomorrow.

A verdict is advice with its reasons. What becomes of a ticket is decided in `desk`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from tickets.rules.states import Kind, Zone


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that was found, and what it speaks for or against."""

    name: str
    """A stable key, such as "question_mark"; `tickets.triage.words` puts it into words. "span": words of the post
    that the trained model weighs."""
    detail: str
    """What was found: words of the post, folded and at most 60 characters each, or a keyword of the settings;
    no control characters. "" where the name says it all."""
    weight: float
    """In log-odds; positive speaks for the head, negative against it."""
    head: str
    """A Kind, "zone" (what kept a post out of the suggestions), or "department:KEY"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What triage makes of one post."""

    kind: Kind
    scores: Mapping[str, float]
    """Every kind and how much speaks for it, 0 to 1. The heads are independent: they need not add up to 1."""
    zone: Zone
    department: str | None
    """Key of the department that knows; None where none does, or where two know equally well."""
    candidates: tuple[tuple[str, float], ...]
    """Departments that may know, best first, with 0 to 1."""
    reasons: tuple[Reason, ...]
    """What was found, by head, the heaviest first."""
    version: str
    """Which classifier said so; stored with the ticket, so that a later one can be compared."""
    language: str | None
    """The language the post was read in; None where it is none that the classifier knows."""
    sure_of_language: bool = False
    """Whether the post's words leave no doubt of it."""
    thresholds: Mapping[str, float] = field(default_factory=dict)
    """From which hostile score on a post may be ignored ("ignore") or suggested for it ("suggest"), unless something
    speaks for reading it; empty where the classifier reckons no such score."""


class Classifier(Protocol):
    """Reads a post. Pure, thread-safe, and it raises on no text whatever."""

    @property
    def version(self) -> str:
        """Which classifier this is, such as "rules-1"."""
        ...

    def classify(self, text: str, *, language: str | None, direct: bool = False) -> Verdict:
        """The verdict on one post.

        text: plain text, without markup.
        language: what the post says of itself (ISO 639-1 or BCP 47), or None.
        direct: whether it was written to us alone.
        """
        ...
