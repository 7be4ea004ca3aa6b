"""One account's door to its server: typed answers in, `tickets.errors` out.

Mastodon.py posts and opens the stream. Reads are plain JSON over the same HTTP session: typing a page of 40
notifications takes Mastodon.py 144 ms where JSON takes 0.6, it knows no `include_filtered`, and `mention.py`
types what we need anyway.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from typing import Self, TypeVar
from urllib.parse import quote

from mastodon import Mastodon
from mastodon.errors import MastodonError

from tickets.desk.arrivals import Change, Mention, Via
from tickets.desk.house import utc_now
from tickets.errors import Gone, Refused, ServerError, Unauthorized
from tickets.i18n import _
from tickets.mastodon import events, mention, server
from tickets.mastodon.answer import entities, readable
from tickets.mastodon.door import TROUBLES, Door
from tickets.mastodon.entity import Malformed, mapping, opaque
from tickets.mastodon.line import Line, NoEventStream, Reader
from tickets.mastodon.mention import OwnPost, Post, Viewpoint
from tickets.mastodon.server import Context, FilteredRequest, Instance, Me, NotificationPage, Policy
from tickets.rules.audience import Visibility

T = TypeVar("T")

_WHO = "/api/v1/accounts/verify_credentials"
_MOST_REQUEST_PAGES = 25


class Client:
    """One account at its server. For one thread, but `hang_up` is for any.

    name: of the account in the settings. server: its address. timeout: seconds for a connection, and for each
    piece of an answer. Every method raises those subclasses of `ServerError` that fit, and nothing else.
    """

    def __init__(
        self,
        name: str,
        server: str,
        token: str,
        timeout: float = 20.0,
        *,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self.name = name
        self._token = token
        self._timeout = timeout
        self._now = now
        self._door = Door(name, server, token, timeout)
        self._line = Line()
        self._domain: str | None = None
        self._view: Viewpoint | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._door.close()

    @property
    def has_room(self) -> bool:
        """Whether the server allows us more requests than we must keep for what matters most."""
        return self._door.has_room

    # Who and what

    def verify(self) -> Me:
        """Our account. Raises Unauthorized where the token does not hold."""
        domain = self._local_domain()
        return self._read(_WHO, lambda body: server.me(mapping(body, "account"), domain))

    def instance(self) -> Instance:
        """What the server can do; servers before Mastodon 4.0 know only version 1 of the question."""

        def typed(body: object) -> Instance:
            return server.instance(mapping(body, "instance"), self._door.host)

        try:
            found = self._read("/api/v2/instance", typed)
        except (Gone, Refused):
            found = self._read("/api/v1/instance", typed)
        self._domain = found.domain
        return found

    def server_time(self) -> datetime | None:
        """The server's clock, in whole seconds; None where it does not say."""
        # Asked where nothing between us may answer from a cache.
        return self._door.ask(_WHO).server_time()

    def policy(self) -> Policy | None:
        """What becomes of notifications before we see them; None where the server has no such policy."""
        for version in ("v2", "v1"):
            path = f"/api/{version}/notifications/policy"
            with suppress(Gone, Refused):
                return self._read(path, lambda body: server.policy(mapping(body, "policy")))
        return None

    def granted_scopes(self) -> frozenset[str] | None:
        """What the token may do; None where it cannot be known.

        Where the server tells nothing of the token itself, what it tells of the application that it was made
        for: the token may do that at most.
        """
        for path, key in (("/oauth/token/info", "scope"), ("/api/v1/apps/verify_credentials", "scopes")):
            with suppress(Gone, Refused, Unauthorized):
                said = self._read(path, lambda body: mapping(body, "token")).get(key)
                if scopes := server.scopes(said):
                    return scopes
        return None

    # What arrived

    def page(
        self,
        after: str | None = None,
        before: str | None = None,
        limit: int = 40,
        account_remote_id: str | None = None,
        include_filtered: bool = True,
    ) -> NotificationPage:
        """Notifications about posts: those next after an id, or next before one, or the newest.

        account_remote_id: only those by this account; they count as found among the filtered requests.
        include_filtered: also those that the account's policy holds back (Mastodon 4.3 and later).
        """
        params = {
            "types[]": mention.TYPES,
            "min_id": after,
            "max_id": before,
            "limit": str(limit),
            "account_id": account_remote_id,
            "include_filtered": "true" if include_filtered else None,
        }
        answer = self._door.ask("/api/v1/notifications", params)
        via = Via.REQUEST if account_remote_id else Via.CATCHUP
        return server.notification_page(answer, self._viewpoint(), via)

    def newest_notification_id(self) -> str | None:
        """The id of the latest notification of any kind; None where there never was one."""
        raws = self._door.ask("/api/v1/notifications", {"limit": "1"}).entities()
        return opaque(raws[0].get("id")) if raws else None

    def requests(self) -> list[FilteredRequest]:
        """Whose notifications the account's policy holds back; empty where the server has no such thing."""
        found: list[FilteredRequest] = []
        before: str | None = None
        for _page in range(_MOST_REQUEST_PAGES):
            try:
                answer = self._door.ask("/api/v1/notifications/requests", {"max_id": before, "limit": "80"})
            except (Gone, Refused):
                break
            found += readable(answer.entities(), server.filtered_request)[0]
            older = answer.cursor("next", "max_id")
            if older is None or older == before or not answer.entities():
                break
            before = older
        return found

    def status(self, remote_id: str) -> Mention:
        """A citizen's post as it is now.

        Raises Gone where it is deleted or hidden from us, Refused where it is our own.
        """
        view = self._viewpoint()
        found = self._read(_status_path(remote_id), lambda body: mention.mention(body, view, via=Via.CATCHUP))
        if found is None:
            raise Refused(_("“{account}”: the post {id} is our own").format(account=self.name, id=remote_id))
        return found

    def context(self, remote_id: str) -> Context:
        """The thread around a post; posts that nobody can read are left out."""
        view = self._viewpoint()

        def posts(body: object) -> tuple[Post, ...]:
            found = readable(entities(body), lambda raw: mention.post(raw, view))[0]
            return tuple(post for post in found if post is not None)

        def typed(body: object) -> Context:
            thread = mapping(body, "context")
            return Context(posts(thread.get("ancestors")), posts(thread.get("descendants")))

        return self._read(f"{_status_path(remote_id)}/context", typed)

    def own_posts(self, limit: int) -> list[str]:
        """Remote ids of our account's latest posts, newest first, wherever they were written; no boosts."""
        params = {"limit": str(limit), "exclude_reblogs": "true"}
        path = f"/api/v1/accounts/{quote(self._viewpoint().remote_id, safe='')}/statuses"
        answer = self._door.ask(path, params)
        return [found.remote_id for found in readable(answer.entities(), mention.own_post)[0]]

    # What goes out, and what comes by itself

    def post(
        self,
        text: str,
        *,
        in_reply_to_id: str | None,
        visibility: Visibility,
        spoiler_text: str = "",
        sensitive: bool = False,
        language: str | None = None,
        idempotency_key: str,
    ) -> OwnPost:
        """Post, once. Raises Unknown where nobody can say whether it is out; after other errors it is not."""
        mastodon = self._mastodon()
        try:
            raw = mastodon.status_post(
                text,
                in_reply_to_id=in_reply_to_id,
                visibility=visibility.value,
                spoiler_text=spoiler_text or None,
                sensitive=sensitive,
                language=language,
                idempotency_key=idempotency_key,
            )
            return mention.own_post(raw)
        except MastodonError as error:
            # Mastodon.py wraps what the door raised; whatever else it finds wrong, the server had said 200.
            told = error.__context__
            raise (told if isinstance(told, ServerError) else self._door.unreadable(writes=True)) from None
        except Malformed:
            raise self._door.unreadable(writes=True) from None

    def stream(
        self,
        on_change: Callable[[Change], None],
        *,
        on_open: Callable[[], None] = lambda: None,
        on_broken: Callable[[str], None] = lambda _what: None,
        timeout: float = 60.0,
    ) -> None:
        """Listen, and block. Returns when the server ends the stream cleanly, or after `hang_up`.

        on_open: the stream stands; now is the time to catch up. on_broken: an event of this kind could not be
        read. timeout: seconds of silence after which the connection is lost; Mastodon's heart beats every 15.
        Raises Temporary where it breaks off, Gone or Refused where the server has no such stream.
        """
        view = self._viewpoint()

        def read(chunks: Iterable[bytes]) -> None:
            on_open()
            for change in events.changes(chunks, view, self._now, on_broken):
                on_change(change)

        try:
            self._mastodon().stream_user(Reader(self._line, read), timeout=timeout)
        except (*TROUBLES, MastodonError, Malformed) as error:
            if not self._line.is_cut:
                raise self._lost(error) from None

    def hang_up(self) -> None:
        """End the stream, now and for good; from any thread."""
        self._line.cut()

    def _mastodon(self) -> Mastodon:
        """Mastodon.py, fresh: it never asks again where the stream is, even if it could not be told."""
        return Mastodon(
            access_token=self._token,
            api_base_url=self._door.base,
            session=self._door,
            request_timeout=self._timeout,
            ratelimit_method="throw",
            user_agent=str(self._door.headers["User-Agent"]),
        )

    def _read(self, path: str, typed: Callable[[object], T]) -> T:
        try:
            return typed(self._door.ask(path).body)
        except Malformed:
            raise self._door.unreadable() from None

    def _lost(self, error: Exception) -> ServerError:
        if isinstance(error, NoEventStream):
            return self._door.streamless()
        if isinstance(error, MastodonError | Malformed):
            return self._door.unreadable()
        return self._door.trouble(error)

    def _local_domain(self) -> str:
        """What local handles end in: as the server says, else its host name."""
        if self._domain is None:
            try:
                self._domain = self.instance().domain
            except (Gone, Refused):
                self._domain = self._door.host
        return self._domain

    def _viewpoint(self) -> Viewpoint:
        if self._view is None:
            me = self.verify()
            self._view = Viewpoint(account=self.name, remote_id=me.remote_id, domain=self._local_domain())
        return self._view


def _status_path(remote_id: str) -> str:
    return f"/api/v1/statuses/{quote(remote_id, safe='')}"
