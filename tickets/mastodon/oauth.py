"""Signing in to an account: a token by OAuth's code flow (RFC 6749, 4.1), with the fewest scopes that serve.

The paths are Mastodon's own (Mastodon documentation, methods/oauth and methods/apps); Pleroma, Akkoma and
GoToSocial have the same. Nothing here prints or logs a secret.
"""

import base64
import hashlib
import re
import secrets
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

import requests

from tickets.errors import Gone, Refused, ServerError, Temporary, Unauthorized, Unknown
from tickets.i18n import _
from tickets.mastodon.door import Door
from tickets.mastodon.entity import Malformed, Raw, mapping, text

NEEDED = ("read:notifications", "read:statuses", "write:statuses")
"""What the work takes (Mastodon documentation, `OAuth` of each method).

read:notifications: mentions, what the account's policy filtered, the policy, and half of the user stream.
read:statuses: a post as it is now, the thread around it, and the other half of the user stream.
write:statuses: our replies and planned posts.
"""

WHO = ("profile", "read:accounts")
"""Either tells who we are and how many follow us; `profile` nothing of others (Mastodon 4.3 and later)."""

_APPLICATION = "tickets"
_SHOW_THE_CODE = "urn:ietf:wg:oauth:2.0:oob"
"""The server shows the code to the person, who carries it to the terminal: no port of ours is opened."""
_SECRET = re.compile(r"[!-~]+")
_TIMEOUT = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A sign-in that waits for its code."""

    url: str
    """Where a person signs in and is shown the code."""
    client_id: str
    client_secret: str = field(repr=False)
    verifier: str = field(repr=False)
    """The proof that whoever brings the code asked for it (RFC 7636); empty where the server knows none."""
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Granted:
    """A token, and what it may do."""

    token: str = field(repr=False)
    scopes: tuple[str, ...]


def wanted(offered: Collection[str]) -> tuple[str, ...]:
    """The scopes to ask for, of those a server offers; servers that do not say offer none by name."""
    return (WHO[0] if WHO[0] in offered else WHO[1], *NEEDED)


def missing(granted: Collection[str]) -> tuple[str, ...]:
    """The scopes that the work takes and a token lacks; `read` holds all `read:…`, `write` all `write:…`."""
    lacking = tuple(scope for scope in NEEDED if not _covers(granted, scope))
    return lacking if any(_covers(granted, scope) for scope in WHO) else (WHO[1], *lacking)


def surplus(granted: Collection[str]) -> tuple[str, ...]:
    """The scopes that a token has and no work takes."""
    return tuple(sorted(set(granted) - {*NEEDED, *WHO}))


def begin(account: str, server: str, *, language: str, timeout: float = _TIMEOUT) -> Begun:
    """Make this program known to the server, and ask for a code. Raises ServerError.

    account: its name in the settings. language: of the server's page. timeout: seconds.
    """
    with _Stranger(account, server, timeout) as door:
        metadata = _metadata(door)
        scopes = wanted(_words(metadata.get("scopes_supported")))
        verifier = secrets.token_urlsafe(64) if "S256" in _methods(metadata) else ""
        application = door.tell(
            "/api/v1/apps",
            client_name=_APPLICATION,
            redirect_uris=_SHOW_THE_CODE,
            scopes=" ".join(scopes),
        )
        client_id = door.secret(application, "client_id")
        client_secret = door.secret(application, "client_secret")
        return Begun(
            url=_page(door.base, client_id, scopes, verifier, language),
            client_id=client_id,
            client_secret=client_secret,
            verifier=verifier,
            scopes=scopes,
        )


def finish(account: str, server: str, begun: Begun, code: str, *, timeout: float = _TIMEOUT) -> Granted:
    """Change the code for a token. Raises Refused where the code does not hold or the token would not do."""
    with _Stranger(account, server, timeout) as door:
        try:
            answer = door.tell(
                "/oauth/token",
                grant_type="authorization_code",
                code=code,
                client_id=begun.client_id,
                client_secret=begun.client_secret,
                redirect_uri=_SHOW_THE_CODE,
                scope=" ".join(begun.scopes),
                **({"code_verifier": begun.verifier} if begun.verifier else {}),
            )
        except (Refused, Gone):
            raise Refused(
                _("“{account}”: {server} does not accept the code").format(account=account, server=door.host),
                _(
                    "Ask for a new one with `tickets login {account}`: a code holds once, for some minutes"
                ).format(account=account),
            ) from None
        granted = Granted(door.secret(answer, "access_token"), _words(answer.get("scope")) or begun.scopes)
    if lacking := missing(granted.scopes):
        raise Refused(
            _("“{account}”: the token may not do what it takes: {scopes}").format(
                account=account, scopes=", ".join(lacking)
            ),
            _("Sign in again, and allow all that is asked for"),
        )
    return granted


class _Stranger(Door):
    """The door as somebody comes to it who has no token yet."""

    def __init__(self, account: str, server: str, timeout: float) -> None:
        # The token that is never sent: nothing in an answer can be mistaken for it.
        super().__init__(account, server, secrets.token_urlsafe(), timeout)
        self.auth = _nobody

    def tell(self, path: str, **values: str) -> Raw:
        """Post a form, and read the answer's JSON. Raises ServerError."""
        try:
            return mapping(self.post(self.base + path, data=values).json(), "answer")
        except Unknown:
            # Nothing was posted for all to see: an application or a code too many does no harm.
            raise self._unanswered() from None
        except Unauthorized:
            raise self._unwanted() from None
        except (Malformed, ValueError, RecursionError):
            raise self.unreadable() from None

    def secret(self, raw: Raw, key: str) -> str:
        """A word that nobody else shall know."""
        value = text(raw, key)
        if not _SECRET.fullmatch(value):
            raise self.unreadable()
        return value

    def _unanswered(self) -> ServerError:
        what = _("“{account}”: {server} is out of order, or broke off")
        return Temporary(what.format(account=self.account, server=self.host), _("Sign in again later"))

    def _unwanted(self) -> ServerError:
        """The error for a 401, which is about no token here: there is none yet."""
        what = _("“{account}”: {server} lets no application in")
        return Refused(what.format(account=self.account, server=self.host), _("Ask its administrators"))


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """No authorization, so that a line of `~/.netrc` for this host is not taken for one."""
    return request


def _metadata(door: Door) -> Raw:
    """What the server says of its OAuth (RFC 8414; Mastodon 4.3 and later); empty where it says nothing."""
    with suppress(Refused, Gone, Unauthorized, Temporary):
        found = door.ask("/.well-known/oauth-authorization-server").body
        return found if isinstance(found, Mapping) else {}
    return {}


def _methods(metadata: Raw) -> tuple[str, ...]:
    return _words(metadata.get("code_challenge_methods_supported"))


def _words(said: object) -> tuple[str, ...]:
    """A list of words, or words with blanks between."""
    words = said.split() if isinstance(said, str) else said if isinstance(said, list) else []
    return tuple(word for word in words if isinstance(word, str))


def challenge(verifier: str) -> str:
    """What proves later that the verifier was known from the start (RFC 7636, 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _page(base: str, client_id: str, scopes: tuple[str, ...], verifier: str, language: str) -> str:
    """The server's page. It asks who signs in even where somebody is: readers have accounts of their own."""
    query = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": _SHOW_THE_CODE,
        "scope": " ".join(scopes),
        "force_login": "true",
        "lang": language,
    }
    if verifier:
        query |= {"code_challenge": challenge(verifier), "code_challenge_method": "S256"}
    return f"{base}/oauth/authorize?{urlencode(query)}"


def _covers(granted: Collection[str], scope: str) -> bool:
    return scope in granted or scope.partition(":")[0] in granted
