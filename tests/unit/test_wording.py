"""Templates of what goes out: whose is taken, what they may name, and what a name may do."""

from datetime import date
from pathlib import Path

import pytest

from tickets.desk.wording import BUILT_IN, Template, find, name_for, written_date
from tickets.errors import SettingsError

WEDNESDAY = date(2026, 5, 27)


def own(folder: Path, text: str, language: str = "de") -> Path:
    file = folder / f"interim.{language}.txt"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("wanted", "house", "language"),
    [
        ("de", "de", "de"),
        ("nl", "de", "nl"),
        ("de-AT", "en", "de"),
        ("NL", "de", "nl"),
        ("fr", "de", "de"),
        (None, "en", "en"),
        ("../../etc/passwd", "de", "de"),
        ("de/../en", "nl", "nl"),
        ("", "sv", "en"),
    ],
)
def test_the_citizens_language_comes_before_that_of_the_house(
    tmp_path: Path, wanted: str | None, house: str, language: str
) -> None:
    template = find("interim", wanted=wanted, house=house, folder=tmp_path)
    assert (template.language, template.file) == (language, BUILT_IN / f"interim.{language}.txt")


def test_the_houses_own_text_comes_before_the_programs(tmp_path: Path) -> None:
    file = own(tmp_path, "Antwort bis {date}.")
    own(tmp_path, "Réponse avant le {date}.", "fr")
    assert find("interim", wanted="de", house="de", folder=tmp_path).file == file
    assert find("interim", wanted="fr", house="de", folder=tmp_path).language == "fr"
    assert find("interim", wanted="nl", house="de", folder=tmp_path).file.parent == BUILT_IN


@pytest.mark.parametrize("language", ["de", "en", "nl"])
def test_the_programs_own_texts_are_whole(tmp_path: Path, language: str) -> None:
    template = find("interim", wanted=language, house="de", folder=tmp_path)
    text = template.fill({"person": "Anna", "date": written_date(WEDNESDAY, language), "department": None})
    assert "Anna" in text
    assert "2026" in text
    assert len(text) < 300
    assert not {"{", "}"} & set(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Bis {datum}.", "There is no placeholder “{datum}”"),
        ("Bis {date}, {person.__class__}.", "There is no placeholder “{person.__class__}”"),
        ("Bis {date}, {0}.", "There is no placeholder"),
        ("Bis {date}, {}.", "There is no placeholder"),
        ("Bis {date} {", "A brace stands alone"),
        ("Bis {{date}}.", "A brace stands alone"),
        ("Bald.", "The template names no date"),
        ("", "The template names no date"),
    ],
)
def test_a_template_names_what_it_may_and_nothing_else(tmp_path: Path, text: str, what: str) -> None:
    file = own(tmp_path, text)
    with pytest.raises(SettingsError) as error:
        find("interim", wanted="de", house="de", folder=tmp_path)
    assert error.value.file == str(file)
    assert what in error.value.what
    assert error.value.remedy
    assert str(error.value).isprintable()


def test_a_template_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "interim.de.txt").write_bytes(b"Bis {date} \xff")
    with pytest.raises(SettingsError, match=r"interim\.de\.txt.*UTF-8"):
        find("interim", wanted="de", house="de", folder=tmp_path)


def test_a_line_about_a_department_is_left_out_where_none_was_asked() -> None:
    template = Template(Path("x"), "Hallo {person},\n\nes liegt bei {department}.\n\nBis {date}.\n", "de")
    values = {"person": "Anna", "date": "morgen", "department": "Referat A"}
    assert template.fill(values) == "Hallo Anna,\n\nes liegt bei Referat A.\n\nBis morgen."
    assert template.fill({**values, "department": None}) == "Hallo Anna,\n\nBis morgen."


def test_what_is_filled_in_is_data_and_filled_in_once() -> None:
    template = Template(Path("x"), "{person} bis {date}", "de")
    values = {"person": "{date} {department} %s \\1", "date": "morgen", "department": None}
    assert template.fill(values) == "{date} {department} %s \\1 bis morgen"


@pytest.mark.parametrize(
    ("display_name", "name"),
    [
        ("Anna Schmidt", "Anna Schmidt"),
        ("  Anna :blobcat: ", "Anna"),
        ("Dr. Özgür Ç. 🌻", "Dr. Özgür Ç. 🌻"),
        ("Anna @bernd@evil.example", "anna"),
        ("Anna #Skandal", "anna"),
        ("https://evil.example", "anna"),
        ("www.evil.example", "anna"),
        ("Anna <b>", "anna"),
        ("", "anna"),
        (":blobcat:", "anna"),
        ("A" * 41, "anna"),
        ("Anna\u202e\x1b[31m", "Anna[31m"),
    ],
)
def test_a_name_reaches_nobody_and_promotes_nothing(display_name: str, name: str) -> None:
    assert name_for(display_name, "anna@example.social") == name


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("de", "Mittwoch, 27. Mai 2026"),
        ("de-at", "Mittwoch, 27. Mai 2026"),
        ("en", "Wednesday, 27 May 2026"),
        ("nl", "woensdag 27 mei 2026"),
        ("fr", "mercredi 27 mai 2026"),
        ("xx", "2026-05-27"),
        ("zz-zz-zz", "2026-05-27"),
    ],
)
def test_a_date_is_written_as_its_language_writes_it(language: str, written: str) -> None:
    assert written_date(WEDNESDAY, language) == written
