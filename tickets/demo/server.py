"""The local Mastodon server, a process of its own: `python -m tickets.demo.server FOLDER`.

It reads one line from standard input, the access tokens by username (JSON), and writes one line to standard
output, its port. It lives as long as its standard input is open, and so no longer than whoever started it,
however that ended; then it takes FOLDER, where all its data is, with it.
"""

import json
import os
import shutil
import socket
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from mastodon_mock.app import create_app
from mastodon_mock.config import (
    DatabaseConfig,
    MastodonMockConfig,
    SeedAccount,
    SeedConfig,
    SeedFollow,
    StreamingConfig,
)
from mastodon_mock.content_format import render_status_html
from mastodon_mock.db.models import Account, Notification, Status
from mastodon_mock.routers import statuses
from mastodon_mock.services import attach_mentions_and_tags
from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.demo.acts import Post
from tickets.demo.citizens import BY_USERNAME, CITIZENS, DOMAIN, FOLLOWERS, OFFICE, RESIDENTS, Citizen
from tickets.demo.process import HOST
from tickets.demo.script import read_script
from tickets.rules.audience import length

_HEARTBEAT_SECONDS = 1.0
"""A client that closes a silent stream waits for the next sign of life: let it not wait long."""


class _Config(MastodonMockConfig):
    """Handles and links say DOMAIN; the stream, which clients connect to, says where the server really is."""

    port: int

    @property
    def streaming_url(self) -> str:
        return f"ws://{HOST}:{self.port}"


class _Announcing(uvicorn.Server):
    """Says its port as soon as it takes requests."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listening in sockets or ():
            sys.stdout.write(f"{listening.getsockname()[1]}\n")
        sys.stdout.flush()


def main(folder: Path) -> None:
    """Serve until standard input closes."""
    tokens: Mapping[str, str] = json.loads(sys.stdin.readline() or "{}")
    with socket.create_server((HOST, 0)) as listening:
        app = _app(folder, listening.getsockname()[1], tokens)
        server = _Announcing(
            uvicorn.Config(app, log_config=None, log_level="error", access_log=False, ws="none")
        )
        threading.Thread(target=_end_with_input, args=(server,), daemon=True).start()
        server.run(sockets=[listening])
    shutil.rmtree(folder, ignore_errors=True)
    # Requests still under way hold their threads, and there is nothing left to tidy up.
    os._exit(0)


def _end_with_input(server: uvicorn.Server) -> None:
    while sys.stdin.readline():
        pass
    # Streams never end by themselves, and nobody is left to listen: do not wait for them.
    server.force_exit = server.should_exit = True


def _app(folder: Path, port: int, tokens: Mapping[str, str]) -> FastAPI:
    _count_as_mastodon()
    app = create_app(
        _Config(
            domain=DOMAIN,
            port=port,
            title="Musterland Social",
            description="Ein Server zum Ausprobieren. Niemand hier ist echt.",
            media_storage_path=str(folder / "media"),
            database=DatabaseConfig(path=str(folder / "server.db")),
            streaming=StreamingConfig(heartbeat_seconds=_HEARTBEAT_SECONDS),
            seed=_seed(tokens),
        )
    )
    with app.state.session_factory.begin() as session:
        accounts = {account.username: account for account in session.scalars(select(Account))}
        for citizen in RESIDENTS:
            accounts[citizen.username].created_at = datetime.combine(citizen.since, time(12), UTC)
        for waiting in read_script().waiting:
            written_at = datetime.now(UTC) - timedelta(hours=waiting.hours_ago)
            _backdate(session, waiting.post, accounts, written_at)
    return app


def _count_as_mastodon() -> None:
    """Take what Mastodon would take: mastodon_mock counts every character, of addresses and handles too."""
    refused = statuses._validate_status_params

    def refused_as_counted(params: dict[str, Any]) -> JSONResponse | None:
        text = str(params.get("status") or "")
        counted = length(text, str(params.get("spoiler_text") or ""))
        return refused({**params, "status": "x" * counted})

    statuses._validate_status_params = refused_as_counted


def _backdate(session: Session, post: Post, accounts: Mapping[str, Account], at: datetime) -> None:
    """Store a post that reached us in the past, which no client can write."""
    author, office = accounts[post.person], accounts[OFFICE.username]
    status = Status(
        account_id=author.id,
        text=post.text,
        content=render_status_html(post.text),
        visibility=post.visibility.value,
        language=BY_USERNAME[post.person].language,
        created_at=at,
        edit_history=[],
    )
    session.add(status)
    session.flush()
    attach_mentions_and_tags(session, status.id, author.id, post.text)
    session.add(
        Notification(
            account_id=office.id,
            from_account_id=author.id,
            type="mention",
            status_id=status.id,
            created_at=at,
        )
    )
    session.flush()


def _seed(tokens: Mapping[str, str]) -> SeedConfig:
    followed = [SeedFollow(follower=OFFICE.username, following=c.username) for c in CITIZENS if c.followed]
    followers = [SeedFollow(follower=username, following=OFFICE.username) for username in FOLLOWERS]
    return SeedConfig(
        accounts=[_account(citizen, tokens.get(citizen.username)) for citizen in RESIDENTS],
        follows=followed + followers,
    )


def _account(citizen: Citizen, token: str | None) -> SeedAccount:
    return SeedAccount(
        username=citizen.username,
        domain=citizen.domain,
        display_name=citizen.display_name,
        note=citizen.note,
        bot=citizen.bot,
        access_token=token,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
