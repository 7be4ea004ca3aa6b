"""One account's hands on the local server: the few requests that a citizen's app would send.

Mastodon.py is for the house; citizens get by with the standard library, which asks no proxy and no `.netrc`.
"""

import json
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from tickets.errors import ServerError, Temporary
from tickets.i18n import _

Raw = Mapping[str, object]
"""An entity of the API, as the server sent it."""

_TIMEOUT_SECONDS = 10.0


class Client:
    """Requests in one account's name. A connection for each, so that any thread may use it."""

    def __init__(self, host: str, port: int, token: str) -> None:
        self._host = host
        self._port = port
        self._token = token

    def entity(self, method: str, path: str, fields: Mapping[str, object] | None = None) -> Raw:
        """What the server answers, an entity. Raises ServerError."""
        answer = self._request(method, path, fields)
        if not isinstance(answer, Mapping):
            raise _refused(method, path, "?")
        return answer

    def entities(self, path: str, **query: str | int | None) -> list[Raw]:
        """What the server answers to a GET, a list of entities. Raises ServerError."""
        given = {name: value for name, value in query.items() if value is not None}
        answer = self._request("GET", f"{path}?{urlencode(given)}")
        if not isinstance(answer, list):
            raise _refused("GET", path, "?")
        return answer

    def _request(self, method: str, path: str, fields: Mapping[str, object] | None = None) -> object:
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        connection = HTTPConnection(self._host, self._port, timeout=_TIMEOUT_SECONDS)
        try:
            connection.request(method, path, None if fields is None else json.dumps(fields), headers)
            response = connection.getresponse()
            body = response.read()
        except (OSError, HTTPException):
            raise Temporary(_("The demo's server does not answer"), _("Start the demo again")) from None
        finally:
            connection.close()
        if response.status >= 400:
            raise _refused(method, path, str(response.status))
        return json.loads(body)


def _refused(method: str, path: str, status: str) -> ServerError:
    return ServerError(
        _("The demo's server refused {method} {path} ({status})").format(
            method=method, path=path, status=status
        ),
        _("Start the demo again"),
    )
