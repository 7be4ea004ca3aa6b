"""One account's hands on the local server: the few requests that a citizen's app would send.

Mastodon.py is for the house; citizens get by with the standard library, which asks no proxy and no `.netrc`.
"""

import json
from collections.abc import Mapping
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode

from tickets.errors import Gone, ServerError, Temporary
from tickets.i18n import _

Raw = dict[str, Any]
"""An entity of the API, as the server sent it."""

_TIMEOUT_SECONDS = 10.0


class Client:
    """Requests in one account's name. A connection for each, so that any thread may use it."""

    def __init__(self, host: str, port: int, token: str) -> None:
        self._host = host
        self._port = port
        self._token = token

    def entity(self, method: str, path: str, fields: Mapping[str, object] | None = None) -> Raw:
        """What the server answers, an entity. Raises ServerError, Gone where there is no such thing."""
        answer = self._request(method, path, fields)
        if not isinstance(answer, dict):
            raise _refused(method, path, HTTPStatus.OK)
        return answer

    def entities(self, path: str, query: Mapping[str, str | int]) -> list[Raw]:
        """What the server answers to a GET, a list of entities. Raises ServerError."""
        answer = self._request("GET", f"{path}?{urlencode(query)}")
        if not isinstance(answer, list):
            raise _refused("GET", path, HTTPStatus.OK)
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
        if response.status >= HTTPStatus.BAD_REQUEST:
            raise _refused(method, path, response.status)
        return json.loads(body)


def _refused(method: str, path: str, status: int) -> ServerError:
    error = Gone if status == HTTPStatus.NOT_FOUND else ServerError
    return error(
        _("The demo's server refused {method} {path} ({status})").format(
            method=method, path=path, status=status
        ),
        _("Start the demo again"),
    )
