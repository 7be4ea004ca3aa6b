"""Which stored post a new one is a near copy of: found by keys, verified by words, the same on both engines.

However many copies of a text there are, each new one is compared with a handful: for each of its keys the newest
post that has it. Keys of what is as good as word for word what somebody wrote before are not stored: they lead to
the same posts.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Select, bindparam, column, delete, func, select
from sqlalchemy.orm import Session

from tickets.desk.house import Act
from tickets.storage.models import Message, table
from tickets.storage.rows import Layout
from tickets.storage.triage_models import NearKey
from tickets.triage.similar import Signature, signature

VERY_NEAR = 0.9
"""Posts that resemble each other so much differ in a name or in a word that somebody dropped."""

_CHUNK = 500
_K = table(NearKey)
_M = table(Message)


@dataclass(frozen=True, slots=True)
class Post:
    """A new post that opened a ticket, as it is compared."""

    ticket_id: int
    signature: Signature


@dataclass(frozen=True, slots=True)
class Match:
    """The earlier post that a new one is a near copy of."""

    ticket_id: int
    resemblance: float
    """The share of pairs of words that both have in common, 0 to 1."""


@dataclass(slots=True)
class _Known:
    """What a batch is compared with: stored posts by their ids, and its own earlier ones."""

    stored: dict[int, Post]
    newest: Mapping[int, int]
    """The newest stored message that has this key."""
    fresh: dict[int, Post] = field(default_factory=dict)
    """The latest post of this batch that has this key."""

    def add(self, post: Post) -> None:
        """From here on later ones are compared with it."""
        self.fresh.update(dict.fromkeys(post.signature.keys, post))

    def match(self, new: Signature) -> Match | None:
        """The post that it resembles most among those that say nearly the same."""
        near = [
            Match(post.ticket_id, new.resemblance(post.signature))
            for post in self._candidates(new)
            if new.is_near(post.signature)
        ]
        return max(near, key=lambda match: (match.resemblance, match.ticket_id), default=None)

    def _candidates(self, new: Signature) -> Iterable[Post]:
        found = [self.fresh[key] for key in new.keys if key in self.fresh]
        found += [self.stored[self.newest[key]] for key in new.keys if self.newest.get(key) in self.stored]
        return {post.ticket_id: post for post in found}.values()


def find(session: Session, posts: Sequence[Post]) -> dict[int, Match]:
    """By ticket, what these new posts are near copies of; keys of those that others may be copies of are stored.

    posts: each the only message of its ticket so far, in the order in which they were written.
    """
    newest = _newest(session, {key for post in posts for key in post.signature.keys})
    known = _Known(_stored(session, set(newest.values())), newest)
    matches: dict[int, Match] = {}
    kept: list[Post] = []
    for post in posts:
        match = known.match(post.signature)
        if match is not None:
            matches[post.ticket_id] = match
        if match is None or match.resemblance < VERY_NEAR:
            known.add(post)
            kept.append(post)
    keep(session, kept)
    return matches


def _newest(session: Session, keys: Iterable[int]) -> dict[int, int]:
    """The newest message of each key that is stored."""
    dialect = session.get_bind().dialect.name
    wanted = list(keys)
    values = json.dumps(wanted) if dialect == "sqlite" else wanted
    return dict(session.execute(_newest_of(dialect), {"keys": values}).all())


@cache
def _newest_of(dialect: str) -> Select[*tuple[Any, ...]]:
    """One seek for each key, in one statement: the keys come as one value."""
    if dialect == "sqlite":
        wanted = func.json_each(bindparam("keys")).table_valued(column("value", BigInteger))
    else:
        listed = bindparam("keys", type_=ARRAY(BigInteger))
        wanted = func.unnest(listed).table_valued(column("value", BigInteger)).render_derived()
    message = (
        select(_K.c.message_id)
        .where(_K.c.key == wanted.c.value)
        .order_by(_K.c.message_id.desc())
        .limit(1)
        .scalar_subquery()
        .label("message")
    )
    found = select(wanted.c.value.label("key"), message).subquery()
    return select(found.c.key, found.c.message).where(found.c.message.is_not(None))


def _stored(session: Session, messages: Iterable[int]) -> dict[int, Post]:
    """These messages, as they read today."""
    found = {}
    for chunk in _chunks(sorted(messages)):
        statement = select(_M.c.id, _M.c.ticket_id, _M.c.text).where(_M.c.id.in_(chunk))
        for message, ticket, text in session.execute(statement).all():
            signed = signature(text)
            if signed is not None:
                found[message] = Post(ticket, signed)
    return found


def keep(session: Session, posts: Sequence[Post]) -> None:
    """Store the keys of these posts; each is the only message of its ticket so far."""
    signatures = {post.ticket_id: post.signature for post in posts}
    layout = Layout(_K, session.get_bind().dialect, late=("key", "message_id"))
    rows: list[tuple[int, int]] = []
    for chunk in _chunks(list(signatures)):
        statement = select(_M.c.id, _M.c.ticket_id).where(_M.c.ticket_id.in_(chunk))
        for message, ticket in session.execute(statement).all():
            rows += [(key, message) for key in set(signatures[ticket].keys)]
    # In the order of the table: that spares the database half of its way to each.
    layout.insert(session, sorted(rows))


def _chunks(values: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def prune(session: Session, act: Act) -> int:
    """Forget the keys of posts with which new ones are not compared any longer; of how many posts, a few hundred.

    Call it again while it returns more than nothing.
    """
    oldest = act.now - timedelta(days=act.house.settings.triage.copies_days)
    statement = (
        select(_K.c.message_id, _M.c.stored_at)
        .join_from(_K, _M, _M.c.id == _K.c.message_id, isouter=True)
        .distinct()
        .order_by(_K.c.message_id)
        .limit(_CHUNK)
    )
    # A message that was erased leaves its keys behind.
    old = [message for message, at in session.execute(statement) if at is None or at <= oldest]
    if old:
        session.execute(delete(_K).where(_K.c.message_id.in_(old)))
    return len(old)
