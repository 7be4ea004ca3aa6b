"""What arrives is typed once, at the edge, whatever server it comes from."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.entities import DOMAIN, VIEW, Entity, account, named, notification, status
from tickets.desk.arrivals import Attachment, Change, Deletion, Edit, Mention, Via
from tickets.mastodon.entity import Malformed, opaque
from tickets.mastodon.mention import (
    OwnPost,
    deletion,
    edit,
    from_notification,
    handle,
    mention,
    own_post,
    post,
)
from tickets.rules.audience import Visibility

WRITTEN = datetime(2026, 5, 20, 8, 0, tzinfo=UTC)


def typed(raw: object, via: Via = Via.STREAM) -> Change | None:
    return from_notification(raw, VIEW, via=via)


def mentioned(**more: object) -> Mention:
    found = mention(status(**more), VIEW, via=Via.CATCHUP)  # type: ignore[arg-type]
    assert found is not None
    return found


def without(raw: Entity, key: str) -> Entity:
    return {name: value for name, value in raw.items() if name != key}


def test_a_mention_is_typed_with_all_it_says() -> None:
    raw = status(
        "112",
        edited_at="2026-05-20T08:30:00.000Z",
        in_reply_to_id="111",
        sensitive=True,
        spoiler_text="Achtung",
        visibility="unlisted",
        content='<p><a href="https://x.example/@amt" class="mention">@<span>amt</span></a> Guten Tag</p>',
        mentions=[named("amt"), named("Bert@Other.example")],
        media_attachments=[
            {
                "id": "1",
                "type": "image",
                "description": "Ein Formular",
                "url": "https://files.example.org/1.png",
            }
        ],
    )
    found = typed(notification(status=raw))
    assert isinstance(found, Mention)
    assert found.account == "amt"
    assert found.remote_id == "112"
    assert found.text == "@amt Guten Tag"
    assert found.spoiler_text == "Achtung"
    assert found.visibility is Visibility.UNLISTED
    assert found.language == "de"
    assert found.sensitive
    assert found.url == "https://example.social/@anna/112"
    assert found.created_at == WRITTEN
    assert found.edited_at == WRITTEN + timedelta(minutes=30)
    assert found.in_reply_to_id == "111"
    assert found.mentions == (f"amt@{DOMAIN}", "bert@other.example")
    assert found.attachments == (Attachment("image", "Ein Formular", "https://files.example.org/1.png"),)
    assert found.via is Via.STREAM
    assert found.author.handle == "anna@example.social"
    assert found.author.display_name == "Anna"
    assert found.author.url == "https://example.social/@anna"
    assert not found.author.bot
    assert found.author.known_since == datetime(2022, 11, 4, tzinfo=UTC)


def test_the_promise_counts_from_the_notification_not_from_the_authors_clock() -> None:
    raw = notification(created_at="2026-05-20T14:00:00Z", status=status(created_at="2026-05-20T08:00:00Z"))
    found = typed(raw)
    assert isinstance(found, Mention)
    assert found.received_at == WRITTEN + timedelta(hours=6)
    assert found.created_at == WRITTEN


def test_without_a_notification_it_was_received_when_it_was_written() -> None:
    assert mentioned().received_at == WRITTEN


@pytest.mark.parametrize(
    "kind", ["favourite", "reblog", "follow", "poll", "status", "admin.report", "new_thing"]
)
def test_other_notifications_are_about_no_ticket(kind: str) -> None:
    assert typed(notification(kind=kind)) is None


def test_our_own_posts_are_no_mentions() -> None:
    assert typed(notification(status=status(by="amt"))) is None


def test_boosts_are_no_mentions() -> None:
    assert typed(notification(status=status(reblog=status("4000")))) is None


def test_a_notification_whose_post_is_deleted_tells_of_nothing() -> None:
    assert typed({**notification(), "status": None}) is None


def test_a_filtered_notification_is_known_as_one() -> None:
    found = typed(notification(filtered=True), Via.CATCHUP)
    assert isinstance(found, Mention)
    assert found.via is Via.REQUEST


@pytest.mark.parametrize(
    ("quote", "quoted"),
    [
        ({"state": "accepted", "quoted_status": {"id": "77"}}, "77"),
        ({"state": "accepted", "quoted_status_id": "77"}, "77"),
        ({"state": "revoked", "quoted_status": None}, None),
        ({"id": "77", "content": "<p>Akkoma</p>"}, "77"),
        (None, None),
    ],
)
def test_a_quote_names_the_quoted_post(quote: Entity | None, quoted: str | None) -> None:
    found = typed(notification(kind="quote", status=status(quote=quote, mentions=[])))
    assert isinstance(found, Mention)
    assert found.quotes == quoted


def test_an_edited_mention_of_gotosocial_is_a_whole_mention() -> None:
    found = typed(notification(kind="update", status=status(edited_at="2026-05-20T09:00:00Z")))
    assert isinstance(found, Mention)
    assert found.edited_at == WRITTEN + timedelta(hours=1)


def test_an_edited_post_that_does_not_name_us_is_an_edit() -> None:
    raw = status(edited_at="2026-05-20T09:00:00Z", mentions=[], content="<p>Neu</p>")
    found = typed(notification(kind="update", status=raw))
    assert found == Edit(
        account="amt",
        remote_id="5001",
        text="Neu",
        spoiler_text="",
        language="de",
        sensitive=False,
        edited_at=WRITTEN + timedelta(hours=1),
        attachments=(),
        mentions=(),
    )


def test_an_update_without_a_time_of_the_edit_changes_nothing() -> None:
    assert edit(status(edited_at=None), VIEW) is None


def test_an_edit_of_our_own_post_is_none() -> None:
    assert edit(status(by="amt", edited_at="2026-05-20T09:00:00Z"), VIEW) is None


@pytest.mark.parametrize(
    ("said", "means"), [("limited", Visibility.DIRECT), ("", Visibility.DIRECT), (None, Visibility.DIRECT)]
)
def test_an_unknown_visibility_is_taken_for_the_narrowest(said: object, means: Visibility) -> None:
    assert mentioned(visibility=said).visibility is means


@pytest.mark.parametrize(
    ("said", "full"),
    [
        ({"acct": "Anna"}, f"anna@{DOMAIN}"),
        ({"acct": "Anna@Example.Social"}, "anna@example.social"),
        ({"acct": "@anna@example.social"}, "anna@example.social"),
        ({"username": "anna"}, f"anna@{DOMAIN}"),
        ({"acct": "an\x1b[31mna"}, f"an[31mna@{DOMAIN}"),
        ({}, ""),
        ({"acct": 5}, ""),
    ],
)
def test_handles_are_full_and_lower_case(said: Entity, full: str) -> None:
    assert handle(said, DOMAIN) == full


@pytest.mark.parametrize("remote_id", ["01HZX3ULIDGOTOSOCIAL00000", "112", 112])
def test_ids_are_opaque_texts(remote_id: object) -> None:
    found = mentioned(remote_id=remote_id)
    assert found.remote_id == str(remote_id)
    assert type(found.remote_id) is str


@pytest.mark.parametrize("remote_id", [None, "", True, 1.5, [], "a b", "a\nb", "x" * 200])
def test_what_is_no_id_is_none(remote_id: object) -> None:
    assert opaque(remote_id) is None


@pytest.mark.parametrize(
    "said",
    [
        "2026-05-20T08:00:00.000Z",
        "2026-05-20T10:00:00+02:00",
        "2026-05-20T08:00:00",
        datetime(2026, 5, 20, 8, 0, tzinfo=UTC),
        datetime(2026, 5, 20, 10, 0, tzinfo=timezone(timedelta(hours=2))),
    ],
)
def test_times_are_aware_utc_however_they_come(said: object) -> None:
    found = mentioned(created_at=said)
    assert found.created_at == WRITTEN
    assert found.created_at.tzinfo is UTC


@pytest.mark.parametrize("said", ["yesterday", "", None, 17, "0001-01-01T00:00:00+14:00"])
def test_a_broken_date_is_mended_by_that_of_the_notification(said: object) -> None:
    found = typed(notification(status=status(created_at=said)))
    assert isinstance(found, Mention)
    assert found.created_at == found.received_at == WRITTEN + timedelta(seconds=5)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (status(None), "status.id"),
        (without(status(), "account"), "status.account"),
        (status(created_at="yesterday"), "status.created_at"),
        ([], "status"),
        ("<html>", "status"),
    ],
)
def test_what_nobody_can_mend_is_malformed(raw: object, reason: str) -> None:
    with pytest.raises(Malformed) as error:
        mention(raw, VIEW, via=Via.STREAM)
    assert error.value.reason == reason


def test_what_is_missing_is_empty() -> None:
    bare = {"id": "1", "created_at": "2026-05-20T08:00:00Z", "account": {"acct": "anna"}}
    found = mention(bare, VIEW, via=Via.STREAM)
    assert found is not None
    assert (found.text, found.spoiler_text, found.language, found.url) == ("", "", None, None)
    assert (found.mentions, found.attachments, found.quotes) == ((), (), None)
    assert (found.author.display_name, found.author.url, found.author.known_since) == ("anna", "", None)


def test_names_are_safe_for_a_terminal() -> None:
    raw = status(account=account(display_name="\x1b]0;x\x07An\u202ena\n[red]"), spoiler_text="a\x1b[2Jb\nc")
    found = mention(raw, VIEW, via=Via.STREAM)
    assert found is not None
    assert found.author.display_name.isprintable()
    assert "\x1b" not in found.spoiler_text
    assert "\n" not in found.spoiler_text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://[", "", None])
def test_addresses_lead_only_to_the_web(url: object) -> None:
    assert mentioned(url=url).url is None


def test_a_huge_post_is_cut() -> None:
    text = mentioned(content="<p>" + "wort " * 200_000).text
    assert len(text) < 150_000
    assert text.endswith("[…]")


def test_a_remote_attachment_is_known_by_its_remote_address() -> None:
    raw = {"type": "video", "url": None, "remote_url": "https://example.social/film.mp4", "description": None}
    assert mentioned(media_attachments=[raw, "garbage"]).attachments == (
        Attachment("video", "", "https://example.social/film.mp4"),
    )


@pytest.mark.parametrize("said", ["112", '"112"', " 112\n", 112])
def test_a_deletion_is_a_bare_id(said: object) -> None:
    assert deletion(said, VIEW, noticed_at=WRITTEN) == Deletion(
        account="amt", remote_id="112", noticed_at=WRITTEN
    )


def test_a_deletion_without_an_id_is_malformed() -> None:
    with pytest.raises(Malformed):
        deletion("", VIEW, noticed_at=WRITTEN)


def test_a_thread_holds_our_posts_and_those_of_others() -> None:
    ours = post(status("6", by="amt", in_reply_to_id="5", visibility="direct"), VIEW)
    assert ours == OwnPost(
        remote_id="6",
        text="Wann ist das Amt offen?",
        created_at=WRITTEN,
        in_reply_to_id="5",
        visibility=Visibility.DIRECT,
    )
    theirs = post(status("7"), VIEW)
    assert isinstance(theirs, Mention)
    assert theirs.via is Via.CONTEXT
    assert post(status("8", by="amt", reblog=status("1")), VIEW) is None


def test_our_own_post_needs_a_date() -> None:
    with pytest.raises(Malformed):
        own_post(status(created_at=None))


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
keys = st.sampled_from([*status(), "quote", "reblog"])


@given(json)
def test_garbage_is_malformed_or_nothing_never_a_crash(raw: object) -> None:
    with suppress(Malformed):
        assert typed(raw) is None


@given(
    st.dictionaries(keys, json, max_size=6), st.sampled_from(["mention", "quote", "update", "quoted_update"])
)
def test_any_part_of_a_post_may_be_garbage(broken: Entity, kind: str) -> None:
    try:
        found = typed(notification(kind=kind, status={**status(), **broken}))
    except Malformed:
        return
    if isinstance(found, Mention):
        assert found.created_at.tzinfo is UTC
        assert found.received_at.tzinfo is UTC
        assert found.author.handle == found.author.handle.lower()
        assert "@" in found.author.handle
        assert "\x1b" not in found.text + found.spoiler_text + found.author.display_name
