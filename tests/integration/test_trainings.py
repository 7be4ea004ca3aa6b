"""What the store keeps of each attempt to learn, on both engines."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.store import Clock, at_the_same_store
from tickets.desk import training
from tickets.desk.house import Act, Desk
from tickets.desk.training import Finished, TrainingView
from tickets.errors import NotAllowed, NotFound
from tickets.storage.triage_models import Training, Trial


@pytest.fixture
def lead(desk: Desk) -> Desk:
    return at_the_same_store(desk, "lea")


def keep(desk: Desk, raw: bytes = b"weights", *, base: str = "b", refused: bool = False) -> TrainingView:
    return desk.do(training.keep, Finished(base, 3, {"until": 7}, raw, refused))


def test_what_was_adopted_last_is_in_use(lead: Desk) -> None:
    keep(lead, b"one")
    kept = keep(lead, b"two")
    assert (kept.version, kept.state, kept.actor, kept.examples) == ("b+2", Trial.ADOPTED, "lea", 3)
    weights = lead.see(training.in_use, "b")
    assert weights is not None
    assert (weights.version, weights.raw) == ("b+2", b"two")
    assert lead.see(training.version_in_use, "b") == "b+2"


def test_what_was_refused_is_written_down_and_not_used(lead: Desk) -> None:
    keep(lead)
    refused = keep(lead, refused=True)
    assert lead.see(training.latest) == refused
    assert refused.state is Trial.REFUSED
    assert lead.see(training.version_in_use, "b") == "b+1"


def test_what_was_made_for_another_model_is_not_used(lead: Desk) -> None:
    keep(lead, base="old")
    assert lead.see(training.in_use, "b") is None
    assert lead.see(training.version_in_use, "b") is None


def test_a_rollback_goes_back_one_by_one_and_tells_who_and_when(lead: Desk, clock: Clock) -> None:
    keep(lead)
    keep(lead)
    done = lead.do(training.roll_back, "b")
    assert (done.gone, done.version) == ("b+2", "b+1")
    latest = lead.see(training.latest)
    assert latest is not None
    assert latest.state is Trial.ROLLED_BACK
    assert latest.card == {"until": 7, "rolled_back": {"by": "lea", "at": clock.at.isoformat()}}
    assert lead.do(training.roll_back, "b").version == "b"
    with pytest.raises(NotFound, match="nothing to go back from"):
        lead.do(training.roll_back, "b")


def test_both_are_for_leads(desk: Desk) -> None:
    for forbidden in (lambda: keep(desk), lambda: desk.do(training.roll_back, "b")):
        with pytest.raises(NotAllowed, match="train triage"):
            forbidden()
    assert desk.see(training.latest) is None


def test_only_the_last_weights_are_kept_and_each_attempts_card(lead: Desk) -> None:
    for _night in range(13):
        keep(lead)
    keep(lead, refused=True)

    def kept(session: Session, _act: Act) -> list[bool]:
        return [bool(raw) for raw in session.scalars(select(Training.weights).order_by(Training.id))]

    assert lead.see(kept) == [False] * 3 + [True] * 10 + [False]
    assert lead.see(training.version_in_use, "b") == "b+13"
