"""Views kept under a name, and the lists that filters ask for, on both engines."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.support.store import WEDNESDAY, Clock, at_the_same_store, mention, receive
from tickets.desk import filtering, forwards, handling, saved_views, views
from tickets.desk.house import Desk
from tickets.errors import NotAllowed, NotFound, UsageError
from tickets.rules.states import Kind


def found(desk: Desk, typed: str) -> list[str]:
    """The excerpts of what is found, in their order."""
    return [row.excerpt for row in desk.look(views.page, filtering.query_typed(desk.act(), typed)).rows]


def names(desk: Desk) -> list[str]:
    return [view.name for view in desk.see(saved_views.all_of)]


def test_a_view_is_of_whoever_keeps_it_or_of_everybody(desk: Desk) -> None:
    desk.do(saved_views.save, "Faxe", "kind:incident fax")
    desk.do(saved_views.save, "Alle", "due:late", for_all=True)
    lea = at_the_same_store(desk, "lea")
    lea.do(saved_views.save, "Lob", "kind:praise")
    assert names(desk) == ["Faxe", "Alle"]
    assert names(lea) == ["Lob", "Alle"]
    kept = desk.see(saved_views.named, "faxe")
    assert (kept.name, kept.query, kept.for_all, kept.author, kept.created_at) == (
        "Faxe",
        "kind:incident fax",
        False,
        "kim",
        WEDNESDAY,
    )


def test_ones_own_view_comes_before_everybodys_of_the_same_name(desk: Desk) -> None:
    desk.do(saved_views.save, "Heute", "from:today", for_all=True)
    desk.do(saved_views.save, "heute", "due:today")
    assert desk.see(saved_views.named, "HEUTE").query == "due:today"
    assert at_the_same_store(desk, "lea").see(saved_views.named, "Heute").query == "from:today"


def test_a_view_is_replaced_only_when_that_is_said(desk: Desk, clock: Clock) -> None:
    desk.do(saved_views.save, "Faxe", "fax")
    with pytest.raises(UsageError, match="There is a view “Faxe” already"):
        desk.do(saved_views.save, "FAXE", "fax gerät")
    clock.forward(days=1)
    desk.do(saved_views.save, "FAXE", "fax gerät", replace=True)
    (kept,) = desk.see(saved_views.all_of)
    assert (kept.name, kept.query, kept.created_at) == ("Faxe", "fax gerät", clock.at)


def test_a_view_is_deleted_by_its_name(desk: Desk) -> None:
    desk.do(saved_views.save, "Faxe", "fax")
    desk.do(saved_views.save, "Faxe", "fax", for_all=True)
    assert desk.do(saved_views.delete, "faxe").name == "Faxe"
    assert [view.for_all for view in desk.see(saved_views.all_of)] == [True]
    with pytest.raises(NotFound, match=r"no view “Faxe”.*There are these: Faxe"):
        desk.do(saved_views.delete, "Faxe")
    desk.do(saved_views.delete, "Faxe", for_all=True)
    with pytest.raises(NotFound, match="None is kept yet"):
        desk.see(saved_views.named, "Faxe")


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        (" ", "fax", "no name for a view"),
        ("x" * 61, "fax", "no name for a view"),
        ("Faxe", "  ", "nothing to keep"),
        ("Faxe", "kind:rot", "no kind “rot”"),
        ("Faxe", "farbe:rot", "no filter “farbe”"),
    ],
)
def test_what_is_no_view_is_refused(desk: Desk, name: str, query: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        desk.do(saved_views.save, name, query)
    assert names(desk) == []


def test_a_specialist_keeps_views_of_their_own_and_neither_sees_nor_changes_everybodys(desk: Desk) -> None:
    desk.do(saved_views.save, "Alle", "from:today", for_all=True)
    sam = at_the_same_store(desk, "sam")
    sam.do(saved_views.save, "Meine", "zertifikat")
    with pytest.raises(NotAllowed):
        sam.do(saved_views.save, "Für alle", "zertifikat", for_all=True)
    with pytest.raises(NotAllowed):
        sam.do(saved_views.delete, "Alle", for_all=True)
    assert names(sam) == ["Meine"]


def test_a_view_shows_a_specialist_only_what_was_forwarded_to_the_own_department(desk: Desk) -> None:
    receive(desk, [mention("Frage zum Zertifikat"), mention("Frage zum Passwort")])
    asked = next(row for row in desk.see(views.page, filtering.query_typed(desk.act(), "zertifikat")).rows)
    desk.do(forwards.forward, asked.id, to="zertifizierung")
    sam = at_the_same_store(desk, "sam")
    for typed in (
        "frage",
        "from:2020-01-01",
        "account:amt",
        "person:a",
        "queue:departments",
        "kind:question",
    ):
        assert found(sam, typed) == ["Frage zum Zertifikat"], typed
    assert found(sam, "passwort") == found(sam, "department:buerger") == found(sam, "queue:inbox") == []


def test_each_filter_narrows_the_list(desk: Desk) -> None:
    # One after the other: each has a higher number than the one before.
    receive(desk, mention("Frage A", by="anna@example.social", at=WEDNESDAY - timedelta(days=3)))
    receive(desk, mention("Frage B", by="anton@example.social", language="en", account="presse"))
    receive(desk, mention("Frage C", by="bernd@anna.social", language="fr"))
    ids = {
        row.excerpt: row.id for row in desk.see(views.page, filtering.query_typed(desk.act(), "frage")).rows
    }
    desk.do(handling.label, ids["Frage A"], kind=Kind.INCIDENT)
    desk.do(handling.assign, ids["Frage B"], to="lea")
    desk.do(handling.close, ids["Frage C"])
    expected = {
        "kind:incident": ["Frage A"],
        "lang:en": ["Frage B"],
        "person:an": ["Frage B", "Frage A"],
        "person:@anna": ["Frage A"],
        "person:anna@example.soc frage": ["Frage A"],
        "person:_": [],
        "account:presse": ["Frage B"],
        "who:lea": ["Frage B"],
        "who:nobody queue:inbox": ["Frage A"],
        "queue:done": ["Frage C"],
        "queue:done frage": ["Frage C"],
        "from:today": ["Frage C", "Frage B"],
        "to:2026-05-17": ["Frage A"],
        "due:late": ["Frage A"],
        "due:2026-05-19": ["Frage A"],
        "due:2026-05-22": ["Frage B", "Frage A"],
        "from:2026-05-01": ["Frage C", "Frage B", "Frage A"],
        "lang:de lang:en": ["Frage B"],
        f"#{ids['Frage A']} kind:incident": ["Frage A"],
        f"#{ids['Frage A']} kind:praise": [],
        "?! kind:incident": [],
    }
    assert {typed: found(desk, typed) for typed in expected} == expected


@pytest.mark.parametrize("sign", ["\x00", "\ud800", "'", '"', "%", "\\", "\u202e", "🙂", "x" * 10_000])
def test_no_sign_in_a_filter_is_more_than_a_sign(desk: Desk, sign: str) -> None:
    receive(desk, mention("Frage A", by="anna@example.social"))
    for name in ("person", "who"):
        assert found(desk, f"{name}:{sign}x") == []
        assert found(desk, f'{name}:"{sign} x" frage') in ([], ["Frage A"])


def test_what_filters_find_comes_newest_first_page_by_page(desk: Desk) -> None:
    receive(desk, [mention(f"Frage {n}?", at=WEDNESDAY - timedelta(hours=7 * n)) for n in range(25)])
    query = filtering.query_typed(desk.act(), "from:2026-01-01")
    seen, after = [], None
    while True:
        page = desk.look(views.page, replace(query, limit=7, after=after))
        seen += [row.id for row in page.rows]
        if not page.more:
            break
        after = page.next
    assert len(seen) == 25
    assert seen == sorted(set(seen), reverse=True)
