"""A Mastodon server on this machine (mastodon_mock, over a real socket), and citizens who write to us."""

import itertools
from dataclasses import dataclass

import requests
from mastodon_mock.testing import MockServer

from tickets.mastodon.client import Client

DOMAIN = "mock.local"
"""What handles end in there."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account there, our own office among them."""

    url: str
    name: str
    remote_id: str
    token: str

    @property
    def handle(self) -> str:
        """Full: `anna1@mock.local`."""
        return f"{self.name}@{DOMAIN}"

    def write(
        self,
        text: str,
        *,
        visibility: str = "public",
        answering: str | None = None,
        quoting: str | None = None,
        language: str | None = None,
    ) -> str:
        """Post; the remote id."""
        form = {
            "status": text,
            "visibility": visibility,
            "in_reply_to_id": answering,
            "quoted_status_id": quoting,
            "language": language,
        }
        return str(self._call("POST", "/api/v1/statuses", form)["id"])

    def edit(self, remote_id: str, text: str) -> None:
        """Change one's own post."""
        self._call("PUT", f"/api/v1/statuses/{remote_id}", {"status": text})

    def delete(self, remote_id: str) -> None:
        """Delete one's own post."""
        self._call("DELETE", f"/api/v1/statuses/{remote_id}")

    def boost(self, remote_id: str) -> None:
        """Boost somebody's post."""
        self._call("POST", f"/api/v1/statuses/{remote_id}/reblog")

    def favourite(self, remote_id: str) -> None:
        """Favourite somebody's post."""
        self._call("POST", f"/api/v1/statuses/{remote_id}/favourite")

    def follow(self, other: "Person") -> None:
        """Follow somebody."""
        self._call("POST", f"/api/v1/accounts/{other.remote_id}/follow")

    def set_policy(self, **handling: str) -> None:
        """What becomes of notifications, as `for_private_mentions="filter"`."""
        self._call("PATCH", "/api/v2/notifications/policy", dict(handling))

    def client(self, name: str = "amt", *, timeout: float = 5.0) -> Client:
        """Our program's door to this account."""
        return Client(name, self.url, self.token, timeout)

    def _call(self, method: str, path: str, form: dict[str, str | None] | None = None) -> dict[str, object]:
        bearer = {"Authorization": f"Bearer {self.token}"}
        response = requests.request(method, self.url + path, data=form, headers=bearer, timeout=10)
        assert response.ok, f"{method} {path}: {response.status_code} {response.text}"
        found: dict[str, object] = response.json()
        return found


class Town:
    """The server, and people who move there: each test brings its own, so that tests share a server."""

    def __init__(self, server: MockServer) -> None:
        self.server = server
        self._numbers = itertools.count(1)

    @property
    def url(self) -> str:
        """The server's address."""
        return str(self.server.base_url)

    def person(self, name: str) -> Person:
        """Somebody new, whose name begins so."""
        username = f"{name}{next(self._numbers)}"
        response = requests.post(f"{self.url}/api/v1/_mock/dev_user", json={"username": username}, timeout=10)
        assert response.ok, response.text
        said = response.json()
        return Person(self.url, username, said["id"], said["access_token"])
