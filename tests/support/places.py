"""A town whose server leaves nothing behind, with its event stream or without."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import requests
from mastodon_mock.config import DatabaseConfig, MastodonMockConfig, StreamingConfig
from mastodon_mock.testing import MockServer

from tests.support.mastodon import DOMAIN, Town

_HEARTBEAT = 0.2
"""Seconds: somebody who has hung up is noticed at the next one, and the server ends after that."""


@contextmanager
def town_in(folder: Path, *, streaming: bool = True) -> Iterator[Town]:
    """A town for the time of a `with`; all its data is in `folder`."""
    folder.mkdir(exist_ok=True)
    config = MastodonMockConfig(
        domain=DOMAIN,
        media_storage_path=str(folder / "media"),
        database=DatabaseConfig(path=str(folder / "server.db")),
        streaming=StreamingConfig(enabled=streaming, heartbeat_seconds=_HEARTBEAT),
    )
    with MockServer(config=config, log_level="error") as server:
        yield Town(server)


@contextmanager
def answering(
    town: Town,
    path: str,
    code: int,
    body: object = None,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    times: int = 1,
) -> Iterator[None]:
    """The town's server answers so at this path, a few times, and does nothing of what it is asked."""
    rule = {
        "match": {"path": path, "methods": [method]},
        "effect": {"type": "status", "status": code, "body": body, "headers": dict(headers or {})},
        "count": times,
    }
    rules = f"{town.url}/api/v1/_mock/faults"
    made = requests.post(rules, json=rule, timeout=10).json()
    try:
        yield
    finally:
        requests.delete(f"{rules}/{made['id']}", timeout=10)
