"""Texts that lie ready: in the citizen's language, with the ticket's facts, and checked by file and line."""

from datetime import date
from pathlib import Path

import pytest

from tests.support.store import mention, receive, with_replies
from tickets.desk import forwards, handling, templating, views
from tickets.desk.house import Desk
from tickets.desk.rows import Query
from tickets.desk.wording import BUILT_IN
from tickets.errors import SettingsError, UsageError

NAMES = {"asked", "closing", "interim", "secure", "thanks", "where", "wrong"}


@pytest.fixture
def folder(desk: Desk) -> Path:
    """The house's own texts."""
    own = desk.house.settings.templates
    own.mkdir()
    return own


def ask(desk: Desk, language: str = "de") -> int:
    receive(desk, mention("Wie bekomme ich ein Zertifikat?", language=language))
    return max(row.id for row in desk.see(views.page, Query()).rows)


def with_channel(desk: Desk, channel: str) -> Desk:
    return with_replies(desk, secure_channel=channel)


def test_every_text_of_the_program_is_there_in_three_languages_and_fits_a_post(desk: Desk) -> None:
    found = templating.listed(desk.house.settings)
    assert {view.name for view in found} == NAMES
    assert {(view.name, view.language) for view in found} == {
        (name, language) for name in NAMES for language in ("de", "en", "nl")
    }
    assert [view.problem for view in found if view.problem] == []
    assert all(len(Path(view.file).read_text(encoding="utf-8")) < 400 for view in found)


@pytest.mark.parametrize(
    ("language", "beginning"), [("de", "Guten Tag Anna"), ("nl", "Beste Anna"), ("fr", "Hello Anna")]
)
def test_it_speaks_the_citizens_language_or_that_of_the_house(
    desk: Desk, language: str, beginning: str
) -> None:
    text = desk.see(templating.one, ask(desk, language), name="thanks").text
    assert text.startswith(beginning)
    assert "#" not in text


def test_a_line_with_nothing_to_say_is_left_out(desk: Desk) -> None:
    ticket = ask(desk)
    assert "Referat" not in desk.see(templating.one, ticket, name="asked").text
    desk.do(forwards.forward, ticket, to="buerger")
    assert "Gefragt ist jetzt: Referat Bürgerservice." in desk.see(templating.one, ticket, name="asked").text


def test_the_houses_own_text_names_what_it_may(desk: Desk, folder: Path) -> None:
    (folder / "fristen.de.txt").write_text(
        "# Fristen\nWir schulden {person} bis {due} eine Antwort.\n\n{account}", encoding="utf-8"
    )
    ticket = ask(desk)
    assert desk.see(templating.one, ticket, name="fristen").text == (
        "Wir schulden Anna bis Freitag, 22. Mai 2026 eine Antwort.\n\namt"
    )
    (own,) = [each for each in desk.see(templating.ready, ticket).texts if each.name == "fristen"]
    assert (own.title, own.language, own.promise) == ("Fristen", "de", None)
    assert own.text == desk.see(templating.one, ticket, name="fristen").text
    desk.do(handling.close, ticket)
    assert desk.see(templating.one, ticket, name="fristen").text == "amt"


def test_an_unknown_placeholder_is_one_line_that_names_file_and_line(desk: Desk, folder: Path) -> None:
    file = folder / "danke.de.txt"
    file.write_text("# Danke\nGuten Tag {person},\n\nbis {wann}.", encoding="utf-8")
    ticket = ask(desk)
    with pytest.raises(SettingsError) as error:
        desk.see(templating.one, ticket, name="danke")
    assert str(error.value).startswith(f"{file}: line 4: There is no placeholder “{{wann}}”")
    assert str(error.value).isprintable()
    (broken,) = [view for view in templating.listed(desk.house.settings) if view.problem]
    assert broken.problem == str(error.value)
    shelf = desk.see(templating.ready, ticket)
    assert "danke" not in {each.name for each in shelf.texts}
    assert shelf.problems == (str(error.value),)


@pytest.mark.parametrize("name", ["nichts", "../thanks", "", "Thanks"])
def test_a_text_that_is_not_there_is_answered_by_a_list(desk: Desk, name: str) -> None:
    with pytest.raises(UsageError, match="closing, interim, secure, thanks"):
        desk.see(templating.one, ask(desk), name=name)


def test_the_way_to_a_secure_channel_takes_one(desk: Desk) -> None:
    ticket = ask(desk)
    with pytest.raises(UsageError, match="secure channel"):
        desk.see(templating.one, ticket, name="secure")
    assert "secure" not in {each.name for each in desk.see(templating.ready, ticket).texts}
    open_desk = with_channel(desk, "https://www.bund.de/sicher")
    assert open_desk.see(templating.one, ticket, name="secure").text.endswith("\nhttps://www.bund.de/sicher")
    assert "secure" in {each.name for each in open_desk.see(templating.ready, ticket).texts}


def test_the_programs_texts_are_its_own(desk: Desk, folder: Path) -> None:
    (folder / "thanks.de.txt").write_text("Merci!", encoding="utf-8")
    (own,) = [view for view in templating.listed(desk.house.settings) if view.own]
    assert (own.name, own.title, Path(own.file).parent == BUILT_IN) == ("thanks", "thanks", False)


def test_their_order_is_the_same_for_every_ticket(desk: Desk, folder: Path) -> None:
    for language in ("de", "en"):
        (folder / f"danach.{language}.txt").write_text("Gefragt ist {department}.", encoding="utf-8")
    (folder / "nur-deutsch.de.txt").write_text("Moin.", encoding="utf-8")
    first, second = ask(desk), ask(desk, "nl")
    desk.do(forwards.forward, second, to="buerger")
    one, other = desk.see(templating.ready, first), desk.see(templating.ready, second)
    assert [each.name for each in one.texts if each.name != "nur-deutsch"] == [
        each.name for each in other.texts
    ]
    assert other.problems == ()
    # What has nothing to say for a ticket keeps its place.
    assert [each.text for each in one.texts if each.name == "danach"] == [""]
    assert [each.text for each in other.texts if each.name == "danach"] == [
        "Gefragt ist Referat Bürgerservice."
    ]
    assert "interim" not in {each.name for each in one.texts}


def test_a_text_has_one_number_whatever_the_ticket_and_its_language(desk: Desk, folder: Path) -> None:
    (folder / "bald.de.txt").write_text("Bald.", encoding="utf-8")
    (folder / "kaputt.de.txt").write_text("Bis {wann}.", encoding="utf-8")
    numbers = templating.numbers(desk.house.settings)
    assert list(numbers) == ["asked", "thanks", "where", "wrong", "secure", "closing", "bald", "kaputt"]
    for language in ("de", "nl", "fr"):
        shelf = desk.see(templating.ready, ask(desk, language))
        taken = {each.name: each.number for each in shelf.texts}
        assert taken.items() <= numbers.items()
        assert "bald" not in taken or language == "de"
        # What does not fit leaves a gap, with its reason, and nothing moves up.
        gaps = {each.number: each.why for each in shelf.gaps}
        assert sorted([*taken.values(), *gaps]) == list(range(1, 9))
        assert gaps[numbers["secure"]] == "the settings name no secure channel"
        if language != "de":
            assert gaps[numbers["bald"]] == "it is there in other languages only"
        else:
            assert gaps[numbers["kaputt"]] == "it has a mistake"


def test_a_new_text_of_ones_own_moves_none_of_the_programs(desk: Desk, folder: Path) -> None:
    before = templating.numbers(desk.house.settings)
    assert before.keys() == {file.name.partition(".")[0] for file in BUILT_IN.glob("*.txt")} - {"interim"}
    (folder / "aaa.de.txt").write_text("Hallo.", encoding="utf-8")
    assert templating.numbers(desk.house.settings) == before | {"aaa": len(before) + 1}


def test_the_settings_fix_the_order_and_what_they_do_not_name_follows(desk: Desk, folder: Path) -> None:
    (folder / "abend.en.txt").write_text("Good evening", encoding="utf-8")
    ordered = with_replies(desk, template_order=("thanks", "nosuch", "interim", "where"))
    numbers = templating.numbers(ordered.house.settings)
    assert list(numbers) == ["thanks", "nosuch", "where", "asked", "wrong", "secure", "closing", "abend"]
    shelf = ordered.see(templating.ready, ask(desk))
    assert [each.name for each in shelf.texts][:3] == ["thanks", "where", "asked"]
    assert next(each for each in shelf.gaps if each.number == 2).why == "there is no text of this name"
    listed = templating.listed(ordered.house.settings)
    assert [view.number for view in listed][:6] == [1, 1, 1, 2, 3, 3]
    assert {view.name for view in listed if view.number is None} == {"interim"}
    (missing,) = [view for view in listed if view.problem]
    assert (missing.number, missing.name, missing.language) == (2, "nosuch", "")
    assert "replies.template_order" in missing.problem


def test_a_text_that_names_a_day_promises_it(desk: Desk) -> None:
    shelf = desk.see(templating.ready, ask(desk))
    promising = {each.name: each.promise for each in shelf.texts if each.promise}
    assert promising == {"asked": date(2026, 5, 22)}
    later = desk.see(templating.ready, ask(desk), promise=date(2026, 5, 27))
    (asked,) = [each for each in later.texts if each.name == "asked"]
    assert asked.promise == date(2026, 5, 27)
    assert "27. Mai 2026" in asked.text


def test_only_what_ends_an_answer_is_an_ending(desk: Desk, folder: Path) -> None:
    (folder / "bye.de.txt").write_text("# use: ending\nMit freundlichen Grüßen", encoding="utf-8")
    texts = {text.name: text for text in desk.see(templating.ready, ask(desk)).texts}
    assert {name for name, text in texts.items() if text.is_ending} == {"bye", "closing"}
    assert texts["bye"].text == "Mit freundlichen Grüßen"
    assert "use:" not in texts["closing"].text


def test_a_use_that_there_is_not_is_told_with_its_line(desk: Desk, folder: Path) -> None:
    (folder / "bye.de.txt").write_text("# Gruß\n# use: farewell\nTschüss", encoding="utf-8")
    (problem,) = desk.see(templating.ready, ask(desk)).problems
    assert "bye.de.txt: line 2: “farewell” is no use of a text" in problem


def test_every_text_has_a_title_in_its_own_language(desk: Desk) -> None:
    titles = {(view.name, view.language): view.title for view in templating.listed(desk.house.settings)}
    assert titles["interim", "de"] == "Zwischenstand"
    assert all(title != name for (name, _language), title in titles.items())


def test_another_language_can_be_asked_for(desk: Desk) -> None:
    ticket = ask(desk)
    shelf = desk.see(templating.ready, ticket, language="nl")
    assert {each.language for each in shelf.texts} == {"nl"}
    assert desk.see(templating.one, ticket, name="thanks", language="en").text.startswith("Hello Anna")
