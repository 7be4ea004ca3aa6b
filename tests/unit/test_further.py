"""What a further message makes of a ticket."""

from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.further import kind_after, zone_after
from tickets.rules.priority import DEFAULTS
from tickets.rules.states import Kind, Zone

kinds, zones = st.sampled_from(Kind), st.sampled_from(Zone)


@given(kinds, st.booleans(), st.booleans())
def test_an_incident_stays_an_incident_whatever_comes(further: Kind, ended: bool, labelled: bool) -> None:
    assert kind_after(Kind.INCIDENT, further, ended=ended, labelled=labelled) is Kind.INCIDENT


@given(kinds, kinds, st.booleans())
def test_a_message_never_makes_an_open_matter_less_urgent(kind: Kind, further: Kind, labelled: bool) -> None:
    after = kind_after(kind, further, ended=False, labelled=labelled)
    assert DEFAULTS[after.value] >= DEFAULTS[kind.value]
    assert after in (kind, further)


@given(kinds, kinds)
def test_what_a_person_called_an_open_matter_stays(kind: Kind, further: Kind) -> None:
    assert kind_after(kind, further, ended=False, labelled=True) is kind


@given(kinds, st.booleans())
def test_a_reported_incident_raises_what_nobody_labelled(kind: Kind, ended: bool) -> None:
    assert kind_after(kind, Kind.INCIDENT, ended=ended, labelled=False) is Kind.INCIDENT


@given(kinds.filter(lambda kind: kind is not Kind.INCIDENT), st.booleans())
def test_polemics_after_the_end_are_polemics(kind: Kind, labelled: bool) -> None:
    assert kind_after(kind, Kind.HOSTILE, ended=True, labelled=labelled) is Kind.HOSTILE


def test_criticism_of_an_answer_leaves_a_question_a_question() -> None:
    assert kind_after(Kind.QUESTION, Kind.CRITICISM, ended=True, labelled=False) is Kind.QUESTION
    assert kind_after(Kind.PRAISE, Kind.QUESTION, ended=True, labelled=True) is Kind.QUESTION


def test_the_weights_of_the_house_say_what_is_more_urgent() -> None:
    after = kind_after(Kind.QUESTION, Kind.CRITICISM, ended=False, labelled=False, weights={"criticism": 9})
    assert after is Kind.CRITICISM


@given(kinds, zones)
def test_hostile_words_hide_no_open_question(kind: Kind, further: Zone) -> None:
    assert zone_after(kind, Zone.NORMAL, further, ended=False) is Zone.NORMAL


@given(kinds, zones, st.booleans())
def test_what_is_surely_serious_is_shown(kind: Kind, zone: Zone, ended: bool) -> None:
    assert zone_after(kind, zone, Zone.NORMAL, ended=ended) is Zone.NORMAL


@given(zones, zones, st.booleans())
def test_nothing_hides_an_incident(zone: Zone, further: Zone, ended: bool) -> None:
    assert zone_after(Kind.INCIDENT, zone, further, ended=ended) is Zone.NORMAL
