"""What the citizens do, and when: an opening, then talk for ever, and in between answers to our answers.

The play knows neither threads nor clocks: it is told the time, in seconds since it began, and says when it
wants to be called next. The same seed gives the same play, as far as nobody answers.
"""

import contextlib
import heapq
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol

from tickets.demo import retorts
from tickets.demo.acts import Act, Boost, Delete, Edit, Favourite, Post
from tickets.demo.citizens import BY_USERNAME
from tickets.demo.retorts import Mood
from tickets.demo.script import Script
from tickets.demo.stage import OwnPost
from tickets.errors import Gone
from tickets.rules.states import Kind

_JITTER_SECONDS = 0.15
_BETWEEN_SECONDS = (20.0, 40.0)
_THINKING_SECONDS = (3.0, 8.0)
_ENOUGH_ANSWERS = 2
"""After so many answers nobody says anything more."""


class Hands(Protocol):
    """What the play needs of the stage."""

    def write(self, post: Post, *, answers: str | None = None, quotes: str | None = None) -> str: ...
    def edit(self, person: str, remote_id: str, text: str) -> None: ...
    def delete(self, person: str, remote_id: str) -> None: ...
    def boost(self, person: str, remote_id: str) -> None: ...
    def favourite(self, person: str, remote_id: str) -> None: ...
    def own_posts(self, after: str | None = None) -> list[OwnPost]: ...


@dataclass(frozen=True, slots=True)
class _Asked:
    """A post that stands, and how often its author was answered before."""

    post: Post
    remote_id: str
    answers: int


@dataclass(frozen=True, slots=True)
class _React:
    """Somebody has read our answer."""

    asked: _Asked
    reply: OwnPost


@dataclass(frozen=True, slots=True)
class _Chat:
    """Whoever comes next says something."""


@dataclass(frozen=True, slots=True)
class _Look:
    """Citizens look whether we have answered."""


_Cue = Act | _React | _Chat | _Look


class Play:
    """The play, from its opening on."""

    def __init__(
        self,
        script: Script,
        hands: Hands,
        *,
        names: Mapping[str, str],
        waiting: Mapping[str, Post],
        seed: int,
        look_seconds: float,
    ) -> None:
        """names: remote ids of our announcements, by the names under which the script knows them.

        waiting: posts from before the play, by their remote ids. look_seconds: between two looks for our answers.
        """
        self._hands = hands
        self._names = dict(names)
        self._look_seconds = look_seconds
        self._seen: str | None = None
        self._random = Random(seed)
        self._asked = {remote_id: _Asked(post, remote_id, 0) for remote_id, post in waiting.items()}
        self._pool = self._shuffled(script.chatter)
        self._order = itertools.count()
        self._cues: list[tuple[float, int, _Cue]] = []
        for cue in script.opening:
            self._plan(cue.at + self._random.uniform(0, _JITTER_SECONDS), cue.act)
        self._plan(script.opening[-1].at + self._random.uniform(*_BETWEEN_SECONDS), _Chat())
        self._plan(look_seconds, _Look())

    def rest(self, now: float) -> float:
        """Seconds until it wants to be called again; 0 where it is late."""
        return max(0.0, self._cues[0][0] - now)

    def go_on(self, now: float) -> None:
        """Do the next thing, if it is due. Raises ServerError."""
        if self._cues[0][0] <= now:
            self._perform(heapq.heappop(self._cues)[2], now)

    def _plan(self, at: float, cue: _Cue) -> None:
        heapq.heappush(self._cues, (at, next(self._order), cue))

    def _perform(self, cue: _Cue, now: float) -> None:
        match cue:
            case Post():
                self._write(cue)
            case Edit(name, text):
                asked = self._named(name)
                self._hands.edit(asked.post.person, asked.remote_id, text)
            case Delete(name):
                asked = self._named(name)
                self._hands.delete(asked.post.person, asked.remote_id)
                del self._asked[asked.remote_id]
            case Boost(person, name):
                self._hands.boost(person, self._names[name])
            case Favourite(person, name):
                self._hands.favourite(person, self._names[name])
            case _React(asked, reply):
                # Somebody of ours may have deleted the answer meanwhile; then there is nothing to say to it.
                with contextlib.suppress(Gone):
                    self._react(asked, reply)
            case _Chat():
                self._plan(now + self._random.uniform(*_BETWEEN_SECONDS), cue)
                self._write(next(self._pool))
            case _Look():
                self._plan(now + self._look_seconds, cue)
                self._look(now)

    def _named(self, name: str) -> _Asked:
        return self._asked[self._names[name]]

    def _write(self, post: Post) -> None:
        answered, quoted = self._names.get(post.answers), self._names.get(post.quotes)
        self._post(post, answers=answered, quotes=quoted, answered=0)

    def _post(self, post: Post, *, answers: str | None, quotes: str | None = None, answered: int) -> None:
        remote_id = self._hands.write(post, answers=answers, quotes=quotes)
        self._asked[remote_id] = _Asked(post, remote_id, answered)
        if post.name:
            self._names[post.name] = remote_id

    def _look(self, now: float) -> None:
        for reply in self._hands.own_posts(self._seen):
            self._seen = reply.remote_id
            asked = self._asked.get(reply.in_reply_to_id or "")
            if asked is not None:
                self._plan(now + self._random.uniform(*_THINKING_SECONDS), _React(asked, reply))

    def _react(self, asked: _Asked, reply: OwnPost) -> None:
        mood = self._mood(asked)
        if mood is None:
            return
        if mood is Mood.CONTENT:
            self._hands.favourite(asked.post.person, reply.remote_id)
        language = BY_USERNAME[asked.post.person].language
        post = retorts.retort(asked.post, mood, language, reply.visibility, self._random)
        self._post(post, answers=reply.remote_id, answered=asked.answers + 1)

    def _mood(self, asked: _Asked) -> Mood | None:
        """How somebody takes our answer; None where they say nothing. The first answer is always taken up."""
        silent = asked.post.kind is Kind.SPAM or BY_USERNAME[asked.post.person].bot
        if silent or asked.answers >= _ENOUGH_ANSWERS or (asked.answers and self._random.random() < 0.5):
            return None
        return retorts.mood(asked.post.kind, self._random)

    def _shuffled(self, posts: Sequence[Post]) -> Iterator[Post]:
        while True:
            yield from self._random.sample(posts, len(posts))
