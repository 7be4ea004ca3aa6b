"""An office with a citizen's question and an answer to it, up to the door of the server."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.mastodon import Person, Town
from tests.support.raw_server import PATIENCE, Request
from tests.support.relay import Relay
from tests.support.store import Clock, at_the_same_store
from tickets.desk import replies, ticket_view
from tickets.desk.arrivals import Mention
from tickets.desk.house import Act, Desk
from tickets.desk.intake import Intake
from tickets.desk.outbox import LEASE
from tickets.desk.rows import ReplyView, TicketView
from tickets.mastodon.carrier import learn
from tickets.mastodon.catchup import CatchUp
from tickets.mastodon.client import Client
from tickets.mastodon.mention import OwnPost
from tickets.mastodon.publisher import Publisher
from tickets.rules.audience import Visibility
from tickets.rules.reply import Purpose
from tickets.storage.answer_models import Reply
from tickets.storage.models import Message
from tickets.triage import Classifier

P = ParamSpec("P")
T = TypeVar("T")

POSTS = "/api/v1/statuses"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Deadly(Desk):
    """A desk at which the process dies, once: right before this act, or right after it."""

    before: Callable[..., object] | None = None
    after: Callable[..., object] | None = None

    def do(
        self, function: Callable[Concatenate[Session, Act, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        if function is self.before:
            raise KeyboardInterrupt
        done = super().do(function, *args, **kwargs)
        if function is self.after:
            raise KeyboardInterrupt
        return done


class Waylaid(Client):
    """A client to whom something happens, once, before it looks at the citizen's post again."""

    def __init__(self, server: str, token: str, meanwhile: Callable[[], object]) -> None:
        super().__init__("amt", server, token, PATIENCE)
        self._happenings = [meanwhile]

    def status(self, remote_id: str) -> Mention:
        while self._happenings:
            self._happenings.pop()()
        return super().status(remote_id)


@dataclass
class Office:
    """Kim at the desk, the bridge behind, the way to the server, and Anna who asked something."""

    kim: Desk
    bridge: Desk
    clock: Clock
    way: Relay
    amt: Person
    anna: Person
    intake: Intake
    _clients: list[Client] = field(default_factory=list)

    def asked(
        self,
        text: str = "Wann ist das Amt offen?",
        *,
        visibility: Visibility = Visibility.PUBLIC,
        spoiler_text: str = "",
        sensitive: bool = False,
        language: str | None = "de",
    ) -> str:
        """Anna asks, and we hear of it; the remote id of her post."""
        with self.anna.client() as client:
            post = client.post(
                f"@{self.amt.name} {text}",
                in_reply_to_id=None,
                visibility=visibility,
                spoiler_text=spoiler_text,
                sensitive=sensitive,
                language=language,
                idempotency_key=f"anna-{next(_numbers)}",
            )
        self.catch_up()
        return post.remote_id

    def catch_up(self) -> None:
        """Let come in what was written."""
        with self.amt.client() as client:
            CatchUp(client, self.intake, now=self.clock).run()

    def answer(
        self, asked: str, text: str = "Von neun bis fünf.", *, purpose: Purpose = Purpose.ANSWER
    ) -> int:
        """Kim answers that post; the reply's id."""
        return self.kim.do(replies.queue, self._ticket_id(asked), text=text, purpose=purpose).reply_id

    def publisher(
        self, *, desk: Desk | None = None, client: Client | None = None, idempotent: bool = True
    ) -> Publisher:
        """One that comes fresh to its work, as after a start of the bridge."""
        return Publisher(client or self.client(), desk or self.bridge, self.intake, "amt", idempotent)

    def client(self, *, patience: float = PATIENCE) -> Client:
        """Our door to the server. `patience`: seconds it waits for an answer."""
        return self._kept(Client("amt", self.way.url, self.amt.token, patience))

    def waylaid(self, meanwhile: Callable[[], object]) -> Publisher:
        """A publisher to whom this happens between claiming a reply and posting it."""
        return self.publisher(client=self._kept(Waylaid(self.way.url, self.amt.token, meanwhile)))

    def close(self) -> None:
        """Let go of the server."""
        for client in self._clients:
            client.close()

    def _kept(self, client: Client) -> Client:
        self._clients.append(client)
        return client

    def deadly(
        self, *, before: Callable[..., object] | None = None, after: Callable[..., object] | None = None
    ) -> Publisher:
        """A publisher whose process dies at this point."""
        bridge = self.bridge
        return self.publisher(
            desk=Deadly(bridge.database, bridge.house, bridge.actor, bridge.now, before, after)
        )

    def later(self) -> None:
        """Until a reply is looked at again, whatever became of the last attempt."""
        self.clock.at = max(self.clock.forward(seconds=LEASE.total_seconds()), self._next_attempt_at())

    def published(self, asked: str) -> list[OwnPost]:
        """Our posts under that one, as the server has them."""
        with self.amt.client() as client:
            return [post for post in client.context(asked).descendants if isinstance(post, OwnPost)]

    def posted(self) -> list[Request]:
        """What was handed to the server, whatever it made of it."""
        return self.way.asked("POST", POSTS)

    def keys(self) -> list[str]:
        """The idempotency keys of all that was handed over."""
        return [request.headers["idempotency-key"] for request in self.posted()]

    def show(self, asked: str) -> TicketView:
        """The ticket of that post."""
        return self.kim.see(ticket_view.show, self._ticket_id(asked))

    def reply(self, asked: str) -> ReplyView:
        """The latest reply to that post."""
        return max(self.show(asked).replies, key=lambda reply: reply.id)

    def _ticket_id(self, asked: str) -> int:
        with self.bridge.database.read() as session:
            return session.scalars(select(Message.ticket_id).where(Message.remote_id == asked)).one()

    def _next_attempt_at(self) -> datetime:
        with self.bridge.database.read() as session:
            return max(session.scalars(select(Reply.next_attempt_at)))


@contextmanager
def office(desk: Desk, clock: Clock, way: Relay, town: Town, classifier: Classifier) -> Iterator[Office]:
    """An office at this desk, with an account and a citizen of its own."""
    bridge = at_the_same_store(desk, "bridge")
    intake = Intake(bridge.database, bridge.house, classifier, clock)
    opened = Office(desk, bridge, clock, way, town.person("amt"), town.person("anna"), intake)
    try:
        learn(opened.client(), opened.bridge)
        yield opened
    finally:
        opened.close()
