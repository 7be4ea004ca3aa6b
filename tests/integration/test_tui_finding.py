"""Finding at the terminal desk: searching as one types, filters, views, a person's history; and the way back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.support.store import WEDNESDAY, Clock, at_the_same_store, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, Terminal, flat, rows, terminal
from tickets import i18n
from tickets.desk import forwards, handling, saved_views
from tickets.desk.arrivals import Mention
from tickets.desk.house import Desk
from tickets.rules.states import Kind, Queue
from tui.screens.dialogs import AskLine, Confirm
from tui.screens.picker import Picker

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
IN_BOTH_LANGUAGES = pytest.mark.parametrize("language", ["de", "en"])


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Four questions by several people, and two by Anna, one of them an incident and done."""
    with make_desk(tmp_path, clock=clock) as opened:
        receive(opened, questions(4))
        receive(opened, mention("Das Faxgerät ist kaputt", by="anna@example.social"))
        receive(opened, mention("Do you have a fax?", by="anna@example.social", language="en"))
        broken = id_of(opened, "kaputt")
        opened.do(handling.label, broken, kind=Kind.INCIDENT)
        opened.do(handling.close, broken)
        yield opened


def questions(count: int) -> list[Mention]:
    return [
        mention(f"Frage Nummer {n}?", by=f"p{n}@example.social", at=WEDNESDAY + timedelta(minutes=n))
        for n in range(count)
    ]


def id_of(desk: Desk, text: str) -> int:
    return next(row.id for row in rows(desk) if text in row.excerpt)


async def write(at: Terminal, text: str) -> None:
    """Letter by letter, as fast as a slow line brings them."""
    await at.press(*text)


def field(at: Terminal) -> str:
    return at.screen.search_field.query_one(Input).value


@BOTH
async def test_results_come_while_one_types(desk: Desk, size: tuple[int, int]) -> None:
    both = [id_of(desk, "have a fax"), id_of(desk, "kaputt")]
    async with terminal(desk, size=size) as at:
        await at.press("slash")
        await write(at, "fax")
        assert at.listed == both
        assert "Search “fax” 2 tickets" in flat(at)
        await write(at, "g")
        assert at.listed == both[1:]
        assert at.screen.search_field.typing
        await at.press("backspace")
        assert at.listed == both
        await at.press("enter")
        assert at.screen.tickets.has_focus
        assert not at.screen.search_field.display
        assert at.shown.row.id == both[0]


@BOTH
async def test_escape_gives_back_the_list_the_cursor_and_what_was_in_sight(
    desk: Desk, size: tuple[int, int]
) -> None:
    receive(desk, questions(40))
    async with terminal(desk, size=size) as at:
        await at.press(*["j"] * 30)
        the_list = at.screen.tickets
        before = (at.listed, at.cursor, the_list.scroll_y, at.text)
        assert the_list.scroll_y > 0
        for keys in (["escape"], ["enter", "escape"], ["enter", "j", "x", "H", "escape", "escape"]):
            await at.press("slash")
            await write(at, "anna")
            assert at.listed != before[0]
            await at.press(*keys)
            await at.settle()
            assert (at.listed, at.cursor, the_list.scroll_y) == before[:3], keys
            assert at.shown.row.id == before[1]


async def test_a_field_that_is_emptied_or_left_empty_changes_nothing(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("j", "j", "slash")
        before, cursor = at.listed, at.cursor
        await write(at, "fax")
        assert at.listed != before
        await at.press(*["backspace"] * 3)
        assert (at.listed, at.cursor) == (before, cursor)
        assert at.screen.search_field.typing
        await at.press("enter")
        assert (at.listed, at.cursor) == (before, cursor)
        assert "▸1 Inbox" in at.text


async def test_a_search_that_is_changed_leads_back_to_the_queue_at_once(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("3", "slash")
        await write(at, "fax")
        await at.press("enter", "slash")
        assert field(at) == "fax"
        await write(at, " kaputt")
        await at.press("enter")
        assert at.listed == [id_of(desk, "kaputt")]
        await at.press("escape")
        assert "▸3 Waiting" in at.text


async def test_what_changes_elsewhere_comes_into_what_was_found(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("slash")
        await write(at, "fax")
        assert len(at.listed) == 2
        receive(desk, mention("Noch ein Fax", by="carla@example.social"))
        await at.until(lambda: len(at.listed) == 3)
        assert field(at) == "fax"
        await at.press("enter", "j", "space")
        cursor, marks = at.cursor, set(at.screen.tickets.marks)
        assert len(marks) == 1
        receive(desk, mention("Und noch ein Fax", by="dora@example.social"))
        await at.until(lambda: len(at.listed) == 4)
        assert (at.cursor, at.screen.tickets.marks) == (cursor, marks)


async def test_keys_that_follow_at_once_meet_what_was_found(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("slash", *"fax kaputt", "enter", "n")
        await at.type("Gefunden")
        await at.press("ctrl+s")
        await at.until(
            lambda: "Gefunden" in str(at.shown.events) and at.shown.row.id == id_of(desk, "kaputt")
        )


async def test_marks_are_dropped_where_another_list_comes(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("space", "space", "slash")
        assert len(at.screen.tickets.marks) == 2
        await write(at, "f")
        assert at.screen.tickets.marks == set()
        assert "2 marks dropped." in at.text


@BOTH
@IN_BOTH_LANGUAGES
async def test_filters_narrow_the_list_and_are_said_in_words(
    desk: Desk, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    typed, said = {
        "de": ("art:Vorfall person:anna fax", "Vorfall"),
        "en": ("kind:incident person:anna fax", "incident · from @anna… · “fax”"),
    }[language]
    async with terminal(desk, size=size) as at:
        await at.press("slash")
        await at.type(typed)
        assert at.listed == [id_of(desk, "kaputt")]
        assert said in at.text
        assert typed.split()[0] not in at.text.splitlines()[0]


async def test_a_filter_that_is_half_typed_is_no_error_and_tab_completes_it(desk: Desk) -> None:
    async with terminal(desk) as at:
        everything = at.listed
        await at.press("slash")
        await write(at, "ki")
        assert "Tab kind:" in flat(at)
        await at.press("tab")
        assert field(at) == "kind:"
        assert "Tab kind:question  kind:incident" in at.text
        assert at.listed == everything
        await write(at, "inc")
        await at.press("tab")
        assert field(at) == "kind:incident "
        assert at.listed == [id_of(desk, "kaputt")]


async def test_what_is_unknown_is_said_while_the_list_stays_and_enter_does_not_leave(desk: Desk) -> None:
    async with terminal(desk) as at:
        before = at.listed
        await at.press("slash")
        await at.type("farbe:rot")
        assert "There is no filter “farbe”. There are these: kind, lang" in flat(at)
        await at.press("enter")
        assert at.screen.search_field.typing
        assert at.listed == before
        await at.press("escape")
        assert at.listed == before


async def test_a_queue_that_is_filtered_is_worked_through_as_a_queue(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("slash")
        await at.type("queue:inbox lang:en\n")
        (here,) = at.listed
        await at.press("a")
        assert at.listed == [here]
        await at.press("i")
        assert at.listed == []
        assert "Take away a filter" in flat(at)


@BOTH
async def test_nothing_found_says_what_to_try(desk: Desk, size: tuple[int, int]) -> None:
    async with terminal(desk, size=size) as at:
        for typed, said in (
            ("nirgends", "Type fewer words, or only their beginnings."),
            ("kind:praise nirgends", "Nothing was found. Take away a filter, or type fewer words"),
            ("kind:praise", "No ticket is like that. Take away a filter"),
            ("queue:waiting lang:fr", "No ticket is like that. Take away a filter"),
        ):
            await at.press("slash")
            await at.type(typed)
            assert at.listed == []
            assert said in at.said("#empty"), typed
            await at.press("escape")


@BOTH
async def test_a_persons_history_is_one_key_away_and_escape_leads_back(
    desk: Desk, size: tuple[int, int]
) -> None:
    here = id_of(desk, "have a fax")
    async with terminal(desk, size=size) as at:
        await at.go_to(here)
        await at.press("H")
        assert at.listed == [here, id_of(desk, "kaputt")]
        assert at.cursor == here
        assert "All tickets of @anna@example.social" in at.text
        assert "2 tickets" in at.text
        await at.press("H", "j", "escape")
        assert "▸1 Inbox" in at.text
        assert at.cursor == here


async def test_a_specialist_sees_of_a_person_what_the_own_department_was_asked(desk: Desk) -> None:
    asked = id_of(desk, "have a fax")
    desk.do(forwards.forward, asked, to="zertifizierung")
    sam = at_the_same_store(desk, "sam")
    sam.do(saved_views.save, "Faxe", "fax")
    async with terminal(sam) as at:
        assert at.listed == [asked]
        await at.press("H")
        assert at.listed == [asked]
        await at.press("b", "enter")
        assert at.listed == [asked]
        await at.press("slash")
        await at.type(" kaputt")
        assert at.listed == []
        assert "You see what your department was asked" in flat(at)


@BOTH
async def test_a_search_is_kept_under_a_name_and_shown_again(desk: Desk, size: tuple[int, int]) -> None:
    async with terminal(desk, size=size) as at:
        await at.press("slash")
        await at.type("kind:incident fax\n")
        await at.press("B")
        await at.type("Faxe\n")
        await at.type("every")
        await at.press("enter")
        await at.until(lambda: "“Faxe” is kept; b shows it." in at.text)
        await at.press("escape", "b")
        assert isinstance(at.app.screen, Picker)
        assert "Faxe  1 ticket · incident · “fax” · for everybody" in at.text
        await at.press("enter")
        assert at.listed == [id_of(desk, "kaputt")]
        assert "View “Faxe”" in at.text
        (kept,) = at_the_same_store(desk, "lea").see(saved_views.all_of)
        assert (kept.name, kept.query, kept.author) == ("Faxe", "kind:incident fax", "kim")


async def test_a_view_can_be_changed_and_kept_again_after_a_question(desk: Desk) -> None:
    desk.do(saved_views.save, "Faxe", "fax")
    async with terminal(desk) as at:
        await at.press("b", "enter", "slash")
        assert field(at) == "fax"
        await at.type(" kaputt\n")
        await at.press("B")
        await at.type("faxe\n")
        await at.press("enter")
        await at.until(lambda: isinstance(at.app.screen, Confirm))
        await at.press("enter")
        assert desk.see(saved_views.named, "faxe").query == "fax"
        await at.press("B")
        await at.type("faxe\n")
        await at.press("enter")
        await at.until(lambda: isinstance(at.app.screen, Confirm))
        await at.press("y")
        await at.until(lambda: desk.see(saved_views.named, "faxe").query == "fax kaputt")


async def test_only_what_was_searched_for_can_be_kept(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("B")
        assert not isinstance(at.app.screen, AskLine)
        assert "Search first (/)" in at.text


async def test_a_view_is_deleted_from_the_list_of_commands_after_a_question(desk: Desk) -> None:
    desk.do(saved_views.save, "Faxe", "fax")
    async with terminal(desk) as at:
        for answer, left in (("n", ["Faxe"]), ("y", [])):
            await at.press("ctrl+p")
            await at.type("delete a view\n")
            await at.press("enter")
            assert "Is the view “Faxe” to be deleted?" in at.text
            await at.press(answer)
            assert [view.name for view in desk.see(saved_views.all_of)] == left
        await at.until(lambda: "The view “Faxe” is deleted." in at.text)


async def test_a_view_that_names_what_is_gone_is_a_sentence(desk: Desk) -> None:
    desk.do(saved_views.save, "Alt", "fax")
    with desk.database.write() as session:
        session.connection().exec_driver_sql("UPDATE saved_views SET query = 'account:weg'")
    async with terminal(desk) as at:
        before = at.listed
        await at.press("b", "enter")
        assert at.listed == before
        await at.until(lambda: list(at.app.screen.query("Toast")))


async def test_the_results_are_clicked_while_the_field_is_open(desk: Desk) -> None:
    async with terminal(desk, size=LARGE) as at:
        await at.press("slash")
        await write(at, "fax")
        await at.pilot.click("#list", offset=(20, 3))
        await at.settle()
        assert at.cursor == at.listed[1]
        await at.press("escape")
        assert "▸1 Inbox" in at.text
        assert at.screen.queue is Queue.INBOX
