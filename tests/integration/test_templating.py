"""Texts that lie ready: in the citizen's language, with the ticket's facts, and checked by file and line."""

from pathlib import Path

import pytest

from tests.support.store import mention, receive
from tickets.desk import forwards, handling, templating, views
from tickets.desk.house import Desk, House
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
    settings = desk.house.settings
    replies = settings.replies.model_copy(update={"secure_channel": channel})
    house = House.of(settings.model_copy(update={"replies": replies}))
    return Desk(desk.database, house, desk.actor, desk.now)


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
    text = desk.see(templating.text, ask(desk, language), name="thanks")
    assert text.startswith(beginning)
    assert "#" not in text


def test_a_line_with_nothing_to_say_is_left_out(desk: Desk) -> None:
    ticket = ask(desk)
    assert "Referat" not in desk.see(templating.text, ticket, name="asked")
    desk.do(forwards.forward, ticket, to="buerger")
    assert "Gefragt ist jetzt: Referat Bürgerservice." in desk.see(templating.text, ticket, name="asked")


def test_the_houses_own_text_names_what_it_may(desk: Desk, folder: Path) -> None:
    (folder / "fristen.de.txt").write_text(
        "# Fristen\nWir schulden {person} bis {due} eine Antwort.\n\n{account}", encoding="utf-8"
    )
    ticket = ask(desk)
    assert desk.see(templating.text, ticket, name="fristen") == (
        "Wir schulden Anna bis Freitag, 22. Mai 2026 eine Antwort.\n\namt"
    )
    (view,) = [view for view in desk.see(templating.offered, ticket) if view.own]
    assert (view.name, view.title, view.language) == ("fristen", "Fristen", "de")
    desk.do(handling.close, ticket)
    assert desk.see(templating.text, ticket, name="fristen") == "amt"


def test_an_unknown_placeholder_is_one_line_that_names_file_and_line(desk: Desk, folder: Path) -> None:
    file = folder / "danke.de.txt"
    file.write_text("# Danke\nGuten Tag {person},\n\nbis {wann}.", encoding="utf-8")
    ticket = ask(desk)
    with pytest.raises(SettingsError) as error:
        desk.see(templating.text, ticket, name="danke")
    assert str(error.value).startswith(f"{file}: line 4: There is no placeholder “{{wann}}”")
    assert str(error.value).isprintable()
    (broken,) = [view for view in templating.listed(desk.house.settings) if view.problem]
    assert broken.problem == str(error.value)
    assert "danke" not in {view.name for view in desk.see(templating.offered, ticket)}


@pytest.mark.parametrize("name", ["nichts", "../thanks", "", "Thanks"])
def test_a_text_that_is_not_there_is_answered_by_a_list(desk: Desk, name: str) -> None:
    with pytest.raises(UsageError, match="closing, interim, secure, thanks"):
        desk.see(templating.text, ask(desk), name=name)


def test_the_way_to_a_secure_channel_takes_one(desk: Desk) -> None:
    ticket = ask(desk)
    with pytest.raises(UsageError, match="secure channel"):
        desk.see(templating.text, ticket, name="secure")
    assert "secure" not in {view.name for view in desk.see(templating.offered, ticket)}
    open_desk = with_channel(desk, "https://www.bund.de/sicher")
    assert open_desk.see(templating.text, ticket, name="secure").endswith("\nhttps://www.bund.de/sicher")
    assert "secure" in {view.name for view in open_desk.see(templating.offered, ticket)}


def test_the_programs_texts_are_its_own(desk: Desk, folder: Path) -> None:
    (folder / "thanks.de.txt").write_text("Merci!", encoding="utf-8")
    (own,) = [view for view in templating.listed(desk.house.settings) if view.own]
    assert (own.name, own.title, Path(own.file).parent == BUILT_IN) == ("thanks", "thanks", False)
