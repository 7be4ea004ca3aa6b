"""The play without a server: who says what, when, and how they take our answers."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from random import Random

import pytest

from tickets.demo.acts import Boost, Delete, Edit, Favourite, Post
from tickets.demo.citizens import BY_USERNAME, CITIZENS, OFFICE
from tickets.demo.play import Play
from tickets.demo.retorts import Mood, retort
from tickets.demo.script import read_script
from tickets.demo.stage import OwnPost
from tickets.errors import Gone
from tickets.rules.audience import Visibility
from tickets.rules.states import Kind

NAMES = {"hours": "a1", "tip": "a2", "warning": "a3"}
SCRIPT = read_script()
POSTS = [
    *(waiting.post for waiting in SCRIPT.waiting),
    *(cue.act for cue in SCRIPT.opening if isinstance(cue.act, Post)),
    *SCRIPT.chatter,
]


@dataclass
class Recorder:
    """Hands that write down what they would do."""

    now: float = 0.0
    done: list[tuple[float, str, str]] = field(default_factory=list)
    written: dict[str, tuple[Post, str | None]] = field(default_factory=dict)
    ours: list[OwnPost] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)

    def write(self, post: Post, *, answers: str | None = None, quotes: str | None = None) -> str:
        remote_id = str(len(self.written))
        self.written[remote_id] = (post, answers)
        self.done.append((self.now, "write", f"{post.person}: {post.text}"))
        return remote_id

    def edit(self, person: str, remote_id: str, text: str) -> None:
        self.done.append((self.now, "edit", f"{person} {remote_id}"))

    def delete(self, person: str, remote_id: str) -> None:
        self.done.append((self.now, "delete", f"{person} {remote_id}"))

    def boost(self, person: str, remote_id: str) -> None:
        self.done.append((self.now, "boost", f"{person} {remote_id}"))

    def favourite(self, person: str, remote_id: str) -> None:
        if remote_id in self.gone:
            raise Gone("deleted")
        self.done.append((self.now, "favourite", f"{person} {remote_id}"))

    def own_posts(self, after: str | None = None) -> list[OwnPost]:
        ids = [own.remote_id for own in self.ours]
        return self.ours[ids.index(after) + 1 if after in ids else 0 :]

    def answer(self, remote_id: str, visibility: Visibility = Visibility.PUBLIC) -> str:
        own = OwnPost(
            remote_id=f"r{len(self.ours)}",
            text="Das prüfen wir.",
            visibility=visibility,
            in_reply_to_id=remote_id,
            recipients=(),
            created_at=datetime(2026, 3, 2, tzinfo=UTC),
        )
        self.ours.append(own)
        return own.remote_id

    def to(self, reply: str) -> list[Post]:
        return [post for post, answers in self.written.values() if answers == reply]


def start(hands: Recorder, *, seed: int = 1, waiting: dict[str, Post] | None = None) -> Play:
    return Play(SCRIPT, hands, names=NAMES, waiting=waiting or {}, seed=seed, look_seconds=1.0)


def run(play: Play, hands: Recorder, *, until: float) -> None:
    while hands.now + play.rest(hands.now) <= until:
        hands.now += play.rest(hands.now)
        play.go_on(hands.now)


def played(seed: int, until: float) -> Recorder:
    hands = Recorder()
    run(start(hands, seed=seed), hands, until=until)
    return hands


def reactions(post: Post, *, seed: int = 1, answers: int = 1) -> list[list[Post]]:
    """What the author of a post says to each of our answers in turn."""
    hands = Recorder()
    play = start(hands, seed=seed, waiting={"w": post})
    said, remote_id = [], "w"
    for turn in range(answers):
        reply = hands.answer(remote_id)
        run(play, hands, until=(turn + 1) * 20.0)
        said.append(hands.to(reply))
        if not said[-1]:
            break
        remote_id = next(key for key, (_, answered) in hands.written.items() if answered == reply)
    return said


def test_the_same_seed_gives_the_same_play() -> None:
    assert played(3, 600.0).done == played(3, 600.0).done


def test_another_seed_gives_another_play() -> None:
    assert [act for _, _, act in played(3, 600.0).done] != [act for _, _, act in played(4, 600.0).done]


@pytest.mark.parametrize("seed", range(5))
def test_within_twelve_seconds_at_least_22_posts_reach_us(seed: int) -> None:
    early = [
        text for at, act, text in played(seed, 12.0).done if act == "write" and f"@{OFFICE.username}" in text
    ]

    assert len(early) >= 22


def test_after_the_opening_somebody_speaks_every_20_to_40_seconds() -> None:
    times = [at for at, act, _ in played(1, 1000.0).done if act == "write" and at > SCRIPT.opening[-1].at + 1]

    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert len(gaps) > 20
    assert all(20 <= gap <= 40 for gap in gaps)


def test_nobody_repeats_anything_before_everybody_has_spoken() -> None:
    texts = [post.text for post, _ in played(1, 90.0 + 41.0 * len(SCRIPT.chatter)).written.values()]

    opening = [cue for cue in SCRIPT.opening if isinstance(cue.act, Post)]
    round_one = texts[len(opening) : len(opening) + len(SCRIPT.chatter)]
    assert sorted(round_one) == sorted(post.text for post in SCRIPT.chatter)


def test_the_script_has_at_least_60_posts_for_later_and_a_bit_of_everything() -> None:
    assert len(SCRIPT.chatter) >= 60
    assert {post.kind for post in SCRIPT.chatter} == set(Kind)
    assert {BY_USERNAME[post.person].language for post in POSTS} == {"de", "en", "nl", None}
    assert {type(cue.act) for cue in SCRIPT.opening} == {Post, Edit, Delete, Boost, Favourite}
    assert {post.person for post in POSTS} == {citizen.username for citizen in CITIZENS}


def test_no_text_comes_twice() -> None:
    assert [text for text, count in Counter(post.text for post in POSTS).items() if count > 1] == []


@pytest.mark.parametrize("post", POSTS, ids=lambda post: post.text[:30])
def test_a_text_is_one_that_the_server_takes_as_it_is(post: Post) -> None:
    assert len(post.text) <= 500
    assert post.text.count("*") <= 1
    assert post.answers or f"@{OFFICE.username}" in post.text


def test_acts_name_only_what_happened_before() -> None:
    known = set(NAMES)
    for cue in SCRIPT.opening:
        act = cue.act
        needed = {act.answers, act.quotes} - {""} if isinstance(act, Post) else {act.name}
        assert needed <= known
        if isinstance(act, Post):
            known.add(act.name)


def test_the_opening_is_written_in_the_order_of_time() -> None:
    times = [cue.at for cue in SCRIPT.opening]

    assert times == sorted(times)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.SPAM])
@pytest.mark.parametrize("seed", range(8))
def test_a_first_answer_is_always_answered(kind: Kind, seed: int) -> None:
    (said,) = reactions(Post(person="anna_b", text="@lds Hm", kind=kind), seed=seed)

    (post,) = said
    assert post.person == "anna_b"


@pytest.mark.parametrize("seed", range(8))
def test_nobody_answers_for_ever(seed: int) -> None:
    said = reactions(Post(person="anna_b", text="@lds Hm", kind=Kind.QUESTION), seed=seed, answers=5)

    assert said[-1] == []
    assert len(said) <= 3


@pytest.mark.parametrize(
    "post",
    [
        Post(person="coin_koenig", text="@lds 340%", kind=Kind.SPAM),
        Post(person="statusbot", text="@lds STÖRUNG", kind=Kind.INCIDENT),
    ],
    ids=("spam", "bot"),
)
def test_those_who_sell_and_bots_do_not_answer(post: Post) -> None:
    said = reactions(post)

    assert said == [[]]


def test_an_answer_that_we_deleted_meanwhile_is_passed_over() -> None:
    hands = Recorder()
    play = start(hands, waiting={"w": Post(person="lisa_lehrt", text="@lds Toll!", kind=Kind.PRAISE)})
    reply = hands.answer("w")
    hands.gone.add(reply)
    run(play, hands, until=20.0)

    assert hands.to(reply) == []
    assert len(hands.written) > 22


@pytest.mark.parametrize("visibility", Visibility)
def test_a_retort_is_as_visible_as_our_answer_and_forgets_our_handle_only_in_public(
    visibility: Visibility,
) -> None:
    asked = Post(person="anna_b", text="@lds Hm", kind=Kind.QUESTION)
    said = [retort(asked, Mood.CONTENT, "de", visibility, Random(seed)) for seed in range(40)]

    public = visibility in {Visibility.PUBLIC, Visibility.UNLISTED}
    bare = [post for post in said if not post.text.startswith(f"@{OFFICE.username} ")]
    assert {post.visibility for post in said} == {visibility}
    assert bool(bare) is public


@pytest.mark.parametrize("language", ["de", "en", "nl", None])
@pytest.mark.parametrize("mood", Mood)
def test_everybody_has_words_for_every_mood(mood: Mood, language: str | None) -> None:
    asked = Post(person="anna_b", text="@lds Hm", kind=Kind.QUESTION)

    assert retort(asked, mood, language, Visibility.DIRECT, Random(1)).text
