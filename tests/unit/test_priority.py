"""What comes first is one number that needs no clock, and every part of it can be explained."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import entities
from tickets import i18n
from tickets.desk.arrivals import Via
from tickets.mastodon.mention import from_notification
from tickets.rules.priority import DEFAULTS, Part, explain, parts, points, rank, time_left
from tickets.rules.states import Kind, Zone

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

moments = st.integers(0, 20 * 365 * 86_400).map(lambda seconds: NOON + timedelta(seconds=seconds))
some_points = st.integers(-200, 200)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = i18n.language()
    i18n.use("en")
    yield
    i18n.use(before)


def of(
    kind: Kind = Kind.OTHER,
    zone: Zone = Zone.NORMAL,
    *,
    direct: bool = False,
    bot: bool = False,
    repeat: bool = False,
) -> tuple[Part, ...]:
    return parts(kind=kind, zone=zone, direct=direct, bot=bot, repeat=repeat)


class TestParts:
    def test_kinds_come_in_the_order_of_how_much_they_want_an_answer(self) -> None:
        order = sorted(Kind, key=lambda kind: -points(of(kind)))
        assert order == [
            Kind.INCIDENT,
            Kind.QUESTION,
            Kind.CRITICISM,
            Kind.OTHER,
            Kind.PRAISE,
            Kind.HOSTILE,
            Kind.SPAM,
        ]

    def test_what_counts_nothing_is_no_reason(self) -> None:
        assert of(Kind.OTHER) == ()
        assert points(()) == 0

    def test_every_reason_is_named_with_its_points(self) -> None:
        assert of(Kind.QUESTION, Zone.SUGGEST, direct=True, bot=True, repeat=True) == (
            Part("question", 8),
            Part("suggest", -12),
            Part("direct", 4),
            Part("repeat", 8),
            Part("bot", -48),
        )
        assert points(of(Kind.QUESTION, Zone.SUGGEST, direct=True, bot=True, repeat=True)) == -40

    def test_a_post_that_may_be_hostile_comes_after_one_that_is_not(self) -> None:
        assert points(of(zone=Zone.IGNORE)) < points(of(zone=Zone.SUGGEST)) < points(of(zone=Zone.NORMAL))

    def test_a_bot_that_reports_an_incident_is_not_behind_ordinary_posts(self) -> None:
        assert points(of(Kind.INCIDENT, bot=True)) == points(of(Kind.OTHER))

    def test_an_office_weighs_in_its_own_way_and_what_it_leaves_out_keeps_its_default(self) -> None:
        own = parts(
            kind=Kind.PRAISE,
            zone=Zone.NORMAL,
            direct=True,
            bot=False,
            repeat=True,
            weights={"praise": 3, "direct": 0},
        )
        assert own == (Part("praise", 3), Part("repeat", DEFAULTS["repeat"]))

    @pytest.mark.parametrize(
        ("alike", "hours"), [(0, 0), (1, 0), (2, 2), (3, 2), (4, 4), (63, 10), (64, 12), (10_000, 12)]
    )
    def test_each_doubling_of_those_who_say_the_same_counts_up_to_a_limit(
        self, alike: int, hours: int
    ) -> None:
        counted = parts(kind=Kind.OTHER, zone=Zone.NORMAL, direct=False, bot=False, repeat=False, alike=alike)
        assert counted == ((Part("copies", hours),) if hours else ())

    def test_how_many_say_the_same_does_not_pass_an_incident(self) -> None:
        many = parts(kind=Kind.QUESTION, zone=Zone.NORMAL, direct=True, bot=False, repeat=True, alike=10**6)
        assert points(many) < points(of(Kind.INCIDENT))

    def test_how_many_follow_somebody_plays_no_part(self) -> None:
        posts = [
            entities.status(account=entities.account(followers_count=count)) for count in (0, 10_000_000)
        ]
        few, many = (
            from_notification(entities.notification(status=post), entities.VIEW, via=Via.STREAM)
            for post in posts
        )
        assert few == many
        assert few is not None
        assert not [name for name in DEFAULTS if "follow" in name]

    @given(st.sampled_from(Kind), st.sampled_from(Zone), st.booleans(), st.booleans(), st.booleans())
    def test_the_points_are_the_sum_of_what_is_explained(
        self, kind: Kind, zone: Zone, direct: bool, bot: bool, repeat: bool
    ) -> None:
        reasons = of(kind, zone, direct=direct, bot=bot, repeat=repeat)
        assert points(reasons) == sum(part.points for part in reasons)
        assert all(part.points for part in reasons)
        assert len(explain(reasons)) > 10


class TestRank:
    def test_it_is_the_due_time_less_an_hour_for_each_point(self) -> None:
        due = datetime(1970, 1, 2, tzinfo=UTC)
        assert rank(due, 0, ended_at=NOON) == 86_400
        assert rank(due, 2, ended_at=NOON) == 86_400 - 7_200
        assert rank(due, -2, ended_at=NOON) == 86_400 + 7_200

    @given(
        moments, some_points, moments, some_points, moments, st.timedeltas(timedelta(), timedelta(days=900))
    )
    def test_the_order_of_two_tickets_never_changes_as_time_passes(
        self, due: datetime, own: int, other_due: datetime, other: int, now: datetime, later: timedelta
    ) -> None:
        def urgency(due_at: datetime, points: int, at: datetime) -> timedelta:
            return due_at - at - timedelta(hours=points)

        stored = rank(due, own, ended_at=NOON) < rank(other_due, other, ended_at=NOON)
        for at in (now, now + later):
            assert (urgency(due, own, at) < urgency(other_due, other, at)) == stored

    @given(moments, st.integers(0, 200), st.integers(1, 200))
    def test_points_are_hours(self, due: datetime, some: int, more: int) -> None:
        nearer = rank(due - timedelta(hours=more), some, ended_at=NOON)
        assert rank(due, some + more, ended_at=NOON) == nearer

    @given(moments, moments, some_points, some_points)
    def test_without_a_clock_what_ended_last_comes_first_whatever_its_points(
        self, one: datetime, other: datetime, some: int, more: int
    ) -> None:
        first = rank(None, some, ended_at=one) < rank(None, more, ended_at=other)
        assert first == (one > other)

    @given(moments, moments, st.integers(-200, 200))
    def test_what_has_no_clock_stands_behind_all_that_has_one(
        self, due: datetime, ended: datetime, some: int
    ) -> None:
        assert rank(due, some, ended_at=NOON) < rank(None, some, ended_at=ended)

    def test_the_zone_in_which_a_time_is_told_plays_no_part(self) -> None:
        told_in_berlin = NOON.astimezone(timezone(timedelta(hours=1)))
        assert rank(told_in_berlin, 5, ended_at=NOON) == rank(NOON, 5, ended_at=NOON)

    def test_a_time_without_a_zone_is_refused(self) -> None:
        with pytest.raises(TypeError):
            rank(NOON.replace(tzinfo=None), 0, ended_at=NOON)

    @given(moments)
    def test_an_incident_passes_everything_that_arrived_with_it(self, due: datetime) -> None:
        incident = rank(due, points(of(Kind.INCIDENT)), ended_at=NOON)
        for kind, zone, direct, repeat in itertools.product(Kind, Zone, (True, False), (True, False)):
            if kind is not Kind.INCIDENT:
                assert incident < rank(
                    due, points(of(kind, zone, direct=direct, repeat=repeat)), ended_at=NOON
                )


class TestExplain:
    def test_each_reason_is_a_sentence(self) -> None:
        assert explain((Part("question", 8), Part("bot", -48), Part("direct", 1))) == (
            "It asks a question: comes first as if due 8 hours earlier. "
            "A bot wrote it: comes later as if due 48 hours later. "
            "It came as a direct message: comes first as if due 1 hour earlier."
        )

    def test_the_time_left_makes_it_a_sum(self) -> None:
        due = NOON + timedelta(hours=14, minutes=20)
        told = (Part("question", 8), Part("bot", -48), time_left(due, NOON))
        assert explain(told) == (
            "It asks a question: comes first as if due 8 hours earlier. "
            "A bot wrote it: comes later as if due 48 hours later. "
            "It is due in 14 hours. Together: as if due in 54 hours."
        )
        assert explain((time_left(NOON - timedelta(hours=1), NOON),)) == "It is overdue by 1 hour."

    @given(moments, moments, moments, some_points, some_points)
    def test_the_sum_with_the_time_left_is_the_order_of_the_list(
        self, one: datetime, other: datetime, now: datetime, own: int, theirs: int
    ) -> None:
        sums = [
            points((Part("x", given_), time_left(due, now))) for due, given_ in ((one, own), (other, theirs))
        ]
        ranks = [rank(one, own, ended_at=NOON), rank(other, theirs, ended_at=NOON)]
        # Hours are rounded for the eye, half an hour each.
        if abs(ranks[0] - ranks[1]) > 3600:
            assert (sums[0] > sums[1]) == (ranks[0] < ranks[1])

    def test_without_reasons_only_the_time_left_counts(self) -> None:
        assert explain(()) == "Only the time left counts."

    @pytest.mark.parametrize("name", sorted(DEFAULTS))
    def test_every_weight_has_words(self, name: str) -> None:
        assert explain((Part(name, 5),)).endswith(": comes first as if due 5 hours earlier.")
