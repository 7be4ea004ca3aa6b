"""The only way out to a server: one account's HTTP, for our own requests and for Mastodon.py's.

What must hold is held here, once: the token goes to no other place than the one it is for, and whatever goes
wrong becomes one of `tickets.errors` while the whole answer is at hand: Mastodon.py shows neither the headers
of a 429 nor the status of a refused stream. Errors name account and server, never the token, never what a
citizen wrote.
"""

import ssl
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from http.client import HTTPException
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.exceptions import TimeoutError as SilenceError

from tickets import __version__
from tickets.errors import Gone, Refused, ServerError, Temporary, Unauthorized, Unknown
from tickets.i18n import _
from tickets.mastodon.answer import Answer, remaining, retry_after
from tickets.rules.text import clean_line

TROUBLES = (OSError, HTTPError, HTTPException)
"""What requests, urllib3 and http.client raise when a connection fails; requests' own are OSErrors."""

_RESERVE = 100
"""Requests: a third of what Mastodon allows in five minutes."""

_NOTHING_DONE = (
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
"""The server did nothing with the request, and says so."""


class _Token(AuthBase):
    """The account's token. As `auth`, so that a line of `~/.netrc` for this host does not take its place."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Door(requests.Session):
    """One account's HTTP session: gives answers with status 2xx, raises `ServerError` for all else.

    server: its address. timeout: seconds to wait for a connection, and for each piece of an answer.
    """

    def __init__(self, account: str, server: str, token: str, timeout: float) -> None:
        super().__init__()
        self.account = account
        self.base = server.rstrip("/")
        self.host = urlsplit(server).netloc.lower()
        self.auth = _Token(token)
        self.headers["User-Agent"] = f"mastodon-tickets/{__version__}"
        self._allowance: int | None = None
        self._token = token
        self._timeout = timeout

    @property
    def has_room(self) -> bool:
        """Whether the server allows us more requests than we must keep for what matters most."""
        return self._allowance is None or self._allowance > _RESERVE

    def ask(self, path: str, params: Mapping[str, str | Sequence[str] | None] | None = None) -> Answer:
        """What the server's API answers at this path; parameters that are None are left out."""
        response = self.get(self.base + path, params=dict(params or {}))
        try:
            return Answer(response.json(), response)
        except (ValueError, RecursionError):
            raise self.unreadable() from None

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """The answer to a prepared request. Never follows a redirect: it would take the token along."""
        self._forbid_eavesdropping(request)
        kwargs["allow_redirects"] = False
        kwargs["timeout"] = kwargs.get("timeout") or self._timeout
        try:
            response = super().send(request, **kwargs)
        except TROUBLES as error:
            raise self.trouble(error, writes=_writes(request)) from None
        self._allowance = remaining(response.headers)
        if response.status_code // 100 != 2:
            with response:
                raise self._judge(response, writes=_writes(request))
        # Mastodon.py gives up on a reset time that it cannot read, even when the post is out.
        response.headers.pop("X-RateLimit-Reset", None)
        return response

    def trouble(self, error: BaseException, *, writes: bool = False) -> ServerError:
        """What a failed connection means. `writes`: the request changes something, if it arrived."""
        if writes and _may_have_arrived(error):
            return self._unknown(_("“{account}”: {server} broke off before it said whether it took the post"))
        if _is_distrust(error):
            return Temporary(
                self._told(_("“{account}”: the certificate of {server} cannot be trusted")),
                _("Check the server's certificate and the clock of this machine"),
            )
        if _is_silence(error):
            what = _("“{account}”: {server} does not answer")
        else:
            what = _("“{account}”: {server} cannot be reached")
        return Temporary(self._told(what), _("Check the network and the address of the server"))

    def unreadable(self, *, writes: bool = False) -> ServerError:
        """The error for an answer that says 200 and makes no sense."""
        if writes:
            return self._unknown(_("“{account}”: {server} took the post, but its answer cannot be read"))
        return Temporary(
            self._told(_("“{account}”: the answer of {server} cannot be read")),
            _("Check that `server` in the settings is a Mastodon server"),
        )

    def streamless(self) -> Refused:
        """The error for a server that answers, but streams no events."""
        return Refused(self._told(_("“{account}”: {server} streams no events")))

    def _told(self, words: str, **more: object) -> str:
        return words.format(account=self.account, server=self.host, **more)

    def _unknown(self, words: str, **more: object) -> Unknown:
        return Unknown(self._told(words, **more), _("Look whether the post is there before it is sent again"))

    def _forbid_eavesdropping(self, request: requests.PreparedRequest) -> None:
        url = urlsplit(request.url or "")
        if url.scheme != "https" and not _is_this_machine(url.hostname or ""):
            host = clean_line(url.netloc, 200)
            raise Refused(
                self._told(_("“{account}”: the token is not sent to {host} without encryption"), host=host),
                _("Enter an address with https:// under `server` in the settings"),
            )

    def _judge(self, response: requests.Response, *, writes: bool) -> ServerError:
        """What an answer other than 2xx means."""
        status = response.status_code
        if status // 100 == 3:
            return self._redirected(response)
        if status in (404, 410) or (status == 501 and not writes):
            what = _("“{account}”: {server} does not have this, or hides it from us (HTTP {status})")
            return Gone(self._told(what, status=status))
        if status in _NOTHING_DONE or (status >= 500 and not writes):
            what = _("“{account}”: {server} is overloaded or out of order (HTTP {status})")
            pause = retry_after(response.headers)
            return Temporary(
                self._told(what, status=status), _("It may work again in a while"), retry_after=pause
            )
        if status >= 500:
            # A gateway gave up, or the server stumbled on the way: the post may be out.
            what = _("“{account}”: {server} failed without saying whether it took the post (HTTP {status})")
            return self._unknown(what, status=status)
        return self._refused(status, self._said(response))

    def _refused(self, status: int, said: str) -> ServerError:
        if status == HTTPStatus.UNAUTHORIZED or (status in (403, 422) and _is_about_the_token(said)):
            what = _("“{account}”: {server} does not accept the token: {said}")
            remedy = self._told(_("Sign in again: tickets login {account}"))
            return Unauthorized(self._told(what, said=said), remedy)
        what = _("“{account}”: {server} refuses (HTTP {status}) and says: “{said}”")
        return Refused(self._told(what, status=status, said=said))

    def _redirected(self, response: requests.Response) -> Refused:
        host = clean_line(urlsplit(response.headers.get("Location", "")).netloc, 200) or self.host
        return Refused(
            self._told(_("“{account}”: {server} sends us on to {host}"), host=host),
            _("Enter the right address under `server` in the settings"),
        )

    def _said(self, response: requests.Response) -> str:
        """The server's own words: its API's short `error`, never a page, never the token."""
        try:
            body: object = response.json()
        except (*TROUBLES, ValueError, RecursionError):
            body = None
        said = body.get("error") if isinstance(body, Mapping) else None
        words = said if isinstance(said, str) else response.reason or ""
        return clean_line(words.replace(self._token, "…"), 200)


def _writes(request: requests.PreparedRequest) -> bool:
    return request.method not in ("GET", "HEAD")


def _may_have_arrived(error: BaseException) -> bool:
    """Whether the server may have got the request: always, unless there was no connection at all."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    unsent = isinstance(error, requests.ConnectTimeout) or isinstance(reason, NewConnectionError)
    return not unsent and not _is_distrust(error)


def _is_distrust(error: BaseException | None) -> bool:
    """Whether the server's certificate was the reason: then nothing was sent."""
    for _depth in range(10):
        if error is None or isinstance(error, ssl.SSLCertVerificationError):
            return error is not None
        error = error.__cause__ or error.__context__
    return False


def _is_silence(error: BaseException) -> bool:
    """Whether nothing came for too long; requests calls a silence within an answer a ConnectionError."""
    return any(
        isinstance(one, requests.Timeout | SilenceError | TimeoutError) for one in (error, *error.args)
    )


def _is_about_the_token(said: str) -> bool:
    # 403: a scope is missing, or an administrator disabled the login; 422: an application's own token.
    return any(word in said.lower() for word in ("scope", "your login", "authenticated user"))


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
