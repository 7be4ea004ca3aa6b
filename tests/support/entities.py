"""Entities as Mastodon 4.5 sends them, in JSON; a test names only what it is about."""

from collections.abc import Mapping

from tests.support.raw_server import RawServer, answer
from tickets.mastodon.mention import Viewpoint

OUR_ID = "100"
DOMAIN = "social.example.org"
VIEW = Viewpoint(account="amt", remote_id=OUR_ID, domain=DOMAIN)

Entity = dict[str, object]


def account(name: str = "anna@example.social", **more: object) -> Entity:
    """An account; its id is made of its name."""
    username = name.partition("@")[0]
    return {
        "id": OUR_ID if name == "amt" else f"7{sum(name.encode())}",
        "username": username,
        "acct": name,
        "display_name": username.title(),
        "locked": False,
        "bot": False,
        "created_at": "2022-11-04T00:00:00.000Z",
        "note": "",
        "url": f"https://{name.partition('@')[2] or DOMAIN}/@{username}",
        "followers_count": 12,
        **more,
    }


def status(remote_id: object = "5001", *, by: str = "anna@example.social", **more: object) -> Entity:
    """A post, public, that mentions us."""
    return {
        "id": remote_id,
        "created_at": "2026-05-20T08:00:00.000Z",
        "edited_at": None,
        "in_reply_to_id": None,
        "in_reply_to_account_id": None,
        "sensitive": False,
        "spoiler_text": "",
        "visibility": "public",
        "language": "de",
        "uri": f"https://example.social/statuses/{remote_id}",
        "url": f"https://example.social/@anna/{remote_id}",
        "content": "<p>Wann ist das Amt offen?</p>",
        "reblog": None,
        "account": account(by),
        "media_attachments": [],
        "mentions": [named("amt")],
        "tags": [],
        "emojis": [],
        "card": None,
        "poll": None,
        **more,
    }


def named(name: str) -> Entity:
    """An account as the list of mentions has it."""
    return {"id": account(name)["id"], "username": name.partition("@")[0], "acct": name, "url": ""}


def notification(remote_id: object = "9001", kind: str = "mention", **more: object) -> Entity:
    """A notification, of a mention where nothing else is said."""
    post = more.pop("status", None) or status()
    assert isinstance(post, Mapping)
    return {
        "id": remote_id,
        "type": kind,
        "created_at": "2026-05-20T08:00:05.000Z",
        "account": post.get("account"),
        "status": post,
        **more,
    }


def instance(server: RawServer, **more: object) -> Entity:
    """What a Mastodon says of itself, version 2."""
    return {
        "domain": DOMAIN,
        "version": "4.5.2",
        "source_url": "https://github.com/mastodon/mastodon",
        "configuration": {
            "urls": {"streaming": server.url.replace("http", "ws", 1)},
            "statuses": {"max_characters": 500, "characters_reserved_per_url": 23},
        },
        "api_versions": {"mastodon": 7},
        **more,
    }


def settle(server: RawServer) -> None:
    """Let the raw server answer what every client asks first: who we are, and what it can do."""
    server.on("/api/v1/accounts/verify_credentials", answer(account("amt", display_name="Das Amt")))
    server.on("/api/v2/instance", answer(instance(server)))
    server.on("/api/v1/instance", answer({"urls": {"streaming_api": server.url}, "version": "4.5.2"}))
