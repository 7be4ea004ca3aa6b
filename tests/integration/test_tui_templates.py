"""Templates at the terminal: three keys for an answer, and nothing that somebody typed is replaced."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.support.store import Clock, author, make_desk, mention, receive, with_replies
from tests.support.terminal import LARGE, SMALL, asked, flat, rows, sheet, stored, terminal
from tickets import i18n
from tickets.desk import drafts, handling, templating
from tickets.desk.house import Desk
from tickets.rules.audience import Visibility
from tickets.rules.reply import Purpose
from tui.screens.composer import Composer
from tui.screens.ready_texts import TextPicker

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
CHANNEL = "https://www.bund.de/sicher"


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        yield opened


@pytest.fixture
def folder(desk: Desk) -> Path:
    """The house's own texts."""
    own = desk.house.settings.templates
    own.mkdir()
    return own


def ready(desk: Desk, ticket_id: int, name: str, language: str | None = None) -> templating.ReadyText:
    return desk.see(templating.one, ticket_id, name=name, language=language)


def digit_of(desk: Desk, name: str) -> str:
    """The same for every ticket, in every language, on every way."""
    return str(templating.numbers(desk.house.settings)[name])


def with_channel(desk: Desk) -> Desk:
    return with_replies(desk, secure_channel=CHANNEL)


@BOTH
async def test_three_keys_send_a_template_even_in_one_burst(desk: Desk, size: tuple[int, int]) -> None:
    ticket_id = asked(desk)
    thanks = ready(desk, ticket_id, "thanks")
    async with terminal(desk, size=size) as at:
        await at.press("m", digit_of(desk, "thanks"), "ctrl+s")
        assert at.app.screen is at.screen
        (reply,) = stored(desk, ticket_id).replies
        assert reply.text == f"@anna@example.social {thanks.text}"
        assert reply.purpose is Purpose.ANSWER


@BOTH
@pytest.mark.parametrize("language", ["de", "en"])
async def test_each_text_is_offered_with_its_number_title_language_and_how_it_begins(
    desk: Desk, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    ticket_id = asked(desk)
    async with terminal(desk, size=size) as at:
        await at.press("m")
        shelf = [each for each in desk.see(templating.ready, ticket_id).texts if not each.is_ending]
        for text in shelf:
            assert f"{text.number} {text.title}  de" in at.text
            # Without the salutation, which they all have.
            assert text.body[:30].split("\n")[0] in at.text
        assert "Guten Tag" not in at.text
        await at.press("escape")
        assert at.app.screen is at.screen
    assert stored(desk, ticket_id).replies == ()


async def test_typing_narrows_the_texts_and_their_numbers_stay(desk: Desk) -> None:
    ticket_id = asked(desk)
    async with terminal(desk) as at:
        await at.press("m", *"zust")
        digit = digit_of(desk, "wrong")
        assert f"{digit} Andere Stelle zuständig" in at.text
        assert "Abschluss" not in at.text
        await at.press("enter")
        assert sheet(at).text == ready(desk, ticket_id, "wrong").text


async def test_a_digit_without_a_text_chooses_nothing(desk: Desk) -> None:
    asked(desk)
    async with terminal(desk) as at:
        await at.press("m", "9")
        assert isinstance(at.app.screen, TextPicker)
        assert "No text has the number 9." in at.text


@BOTH
async def test_a_text_has_the_same_digit_on_every_way_and_for_every_ticket(
    desk: Desk, folder: Path, size: tuple[int, int]
) -> None:
    (folder / "abend.de.txt").write_text("Guten Abend", encoding="utf-8")
    receive(desk, mention("Wie geht das?", remote_id="1"), mention("How so?", language="en", remote_id="2"))
    thanks = digit_of(desk, "thanks")
    for ticket_id in (row.id for row in rows(desk)):
        text = ready(desk, ticket_id, "thanks").text
        async with terminal(desk, size=size) as at:
            await at.go_to(ticket_id)
            await at.press("m", thanks)
            assert sheet(at).text == text
            await at.press("escape", "r", "f6", thanks)
            assert sheet(at).text == text
            await at.press("ctrl+s")
        assert stored(desk, ticket_id).replies[-1].text.endswith(text)


async def test_a_digit_whose_text_does_not_fit_says_so_and_takes_no_other(desk: Desk, folder: Path) -> None:
    (folder / "abend.de.txt").write_text("Guten Abend", encoding="utf-8")
    receive(desk, mention("How so?", language="en", remote_id="1"))
    ticket_id = rows(desk)[0].id
    async with terminal(desk) as at:
        evening = digit_of(desk, "abend")
        await at.press("m", evening, "ctrl+s", "enter")
        assert isinstance(at.app.screen, TextPicker)
        assert f"{evening} is “abend”: it is there in other languages only." in at.text
        closing = digit_of(desk, "closing")
        await at.press(closing)
        assert f"{closing} is “Closing”: it only ends an answer, and F6 puts it into one." in at.text
        await at.press("escape", "r", "f6", closing)
        assert sheet(at).text == ready(desk, ticket_id, "closing").text


async def test_it_speaks_the_citizens_language_and_so_does_the_reply(desk: Desk) -> None:
    receive(desk, mention("Comment ça marche ?", language="fr", remote_id="1"))
    async with terminal(desk, size=LARGE) as at:
        await at.press("m", digit_of(desk, "thanks"))
        # No text speaks French: that of the house goes out, and says what it is.
        assert sheet(at).text.startswith("Hello Anna")
        assert " · en" in at.said("#letter-line")
        screen = at.app.screen
        assert isinstance(screen, Composer)
        assert screen.draft.language == "en"


async def test_a_template_that_nobody_changed_is_no_draft(desk: Desk) -> None:
    ticket_id = asked(desk)
    async with terminal(desk) as at:
        await at.press("m", digit_of(desk, "thanks"), "escape")
        assert stored(desk, ticket_id).draft == ""
        await at.press("m", digit_of(desk, "thanks"))
        await at.type(" Bis bald!")
        await at.press("escape")
        assert stored(desk, ticket_id).draft.endswith(" Bis bald!")


async def test_what_somebody_has_begun_is_neither_replaced_nor_sent_unseen(desk: Desk) -> None:
    ticket_id = asked(desk)
    desk.do(drafts.keep, ticket_id, text="Nur ein halber")
    async with terminal(desk) as at:
        await at.press("m", digit_of(desk, "thanks"), "ctrl+s")
        assert stored(desk, ticket_id).replies == ()
        assert "Nothing was sent" in at.said("#trouble")
        assert sheet(at).text == f"Nur ein halber\n\n{ready(desk, ticket_id, 'thanks').text}"
        await at.press("ctrl+s")
        assert len(stored(desk, ticket_id).replies) == 1


async def test_the_ready_interim_status_does_not_send_what_somebody_has_begun_either(desk: Desk) -> None:
    ticket_id = asked(desk)
    desk.do(drafts.keep, ticket_id, text="Nur ein halber")
    async with terminal(desk) as at:
        await at.press("s", "ctrl+s")
        assert stored(desk, ticket_id).replies == ()
        await at.type(" Satz, nun ganz.")
        await at.press("ctrl+s")
        (reply,) = stored(desk, ticket_id).replies
        assert reply.text.endswith("Nur ein halber Satz, nun ganz.")


async def test_a_text_that_promises_a_day_goes_out_as_an_interim_status(desk: Desk) -> None:
    ticket_id = asked(desk)
    async with terminal(desk) as at:
        await at.press("m", digit_of(desk, "asked"))
        assert "This text promises a day" in at.said("#trouble")
        assert "promises Fri 22 May" in at.said("#letter-line")
        await at.press("ctrl+s")
        (reply,) = stored(desk, ticket_id).replies
        assert reply.purpose is Purpose.INTERIM
        assert reply.promise_at is not None
        assert reply.promise_at.date() == date(2026, 5, 22)


# In the composer.


async def test_f6_puts_a_text_where_the_cursor_stands(desk: Desk) -> None:
    ticket_id = asked(desk)
    closing = ready(desk, ticket_id, "closing")
    async with terminal(desk) as at:
        await at.press("r")
        await at.type("Guten Tag, so geht das.\n")
        await at.type("Ende.")
        sheet(at).move_cursor((0, 23))
        await at.press("f6", digit_of(desk, "closing"))
        # Whoever has written something has greeted already.
        assert sheet(at).text == f"Guten Tag, so geht das.\n\nW{closing.body[1:]}\nEnde."
        assert "Guten Tag Anna" not in sheet(at).text


@pytest.mark.parametrize(
    ("written", "begun"),
    [
        ("Guten Tag Anna,", "vielen Dank"),
        ("Guten Tag, so geht das.", "Vielen Dank"),
        ("Moin!\nAlso", "Vielen Dank"),
    ],
)
async def test_a_text_goes_on_after_the_comma_of_a_salutation_and_begins_a_sentence_after_all_else(
    desk: Desk, written: str, begun: str
) -> None:
    asked(desk)
    async with terminal(desk) as at:
        await at.press("r")
        await at.type(written)
        await at.press("f6", digit_of(desk, "thanks"))
        assert f"{written}\n\n{begun}" in sheet(at).text


async def test_what_only_ends_an_answer_is_no_answer_and_can_be_put_in(desk: Desk) -> None:
    asked(desk)
    async with terminal(desk) as at:
        await at.press("m")
        assert "Andere Stelle" in at.text
        assert "Abschluss" not in at.text
        await at.press("escape", "r", "f6")
        assert "Abschluss" in at.text


async def test_f6_brings_the_whole_text_to_an_empty_sheet(desk: Desk) -> None:
    ticket_id = asked(desk)
    async with terminal(desk) as at:
        await at.press("r", "f6", digit_of(desk, "wrong"), "ctrl+s")
        (reply,) = stored(desk, ticket_id).replies
        assert reply.text == f"@anna@example.social {ready(desk, ticket_id, 'wrong').text}"


async def test_f6_leaves_a_selection_alone(desk: Desk) -> None:
    asked(desk)
    async with terminal(desk) as at:
        await at.press("r")
        await at.type("Alles bleibt.")
        await at.press("ctrl+a")
        sheet(at).select_all()
        await at.press("f6", "2")
        assert sheet(at).text.startswith("Alles bleibt.")


@pytest.fixture
def folded(desk: Desk) -> int:
    """Seven people wrote nearly the same; the ticket of the row that stands for them."""
    for number in range(7):
        receive(
            desk,
            mention(
                "Stoppt die Schließung der Bibliothek in unserer Stadt, sofort und für immer!",
                by=author(f"person{number}@example.social", display_name=f"Person {number}"),
                remote_id=f"{number}",
            ),
        )
    (row,) = [row for row in rows(desk) if row.copies]
    return row.id


def _to_each_person(desk: Desk) -> list[str]:
    return [reply.text for row in rows(desk) for reply in stored(desk, row.id).replies]


@BOTH
async def test_a_template_for_near_copies_is_filled_in_for_each_person(
    desk: Desk, folder: Path, folded: int, size: tuple[int, int]
) -> None:
    (folder / "ticket.de.txt").write_text("Hallo {person}!\n\nWir prüfen das.", encoding="utf-8")
    async with terminal(desk, size=size) as at:
        await at.go_to(folded)
        await at.press("m", digit_of(desk, "ticket"))
        assert sheet(at).text == ready(desk, folded, "ticket").text
        assert "Each person gets this text with their own name and facts" in at.said("#trouble")
        await at.press("ctrl+s")
        assert at.app.screen is at.screen
    sent = _to_each_person(desk)
    assert len(sent) == 7
    names = {text.partition("Hallo ")[2].partition("!")[0] for text in sent}
    assert len(names) == 7, sent


async def test_own_words_made_of_a_template_go_to_all_as_typed_and_greet_nobody_by_name(
    desk: Desk, folder: Path, folded: int
) -> None:
    (folder / "ticket.de.txt").write_text("Hallo {person}!\n\nWir prüfen das.", encoding="utf-8")
    async with terminal(desk) as at:
        await at.go_to(folded)
        await at.press("m", digit_of(desk, "ticket"))
        await at.type(" Bald.")
        assert "Your own wording goes to each person as it stands" in at.said("#trouble")
        await at.press("ctrl+s")
        assert "greets one person by name" in at.said("#trouble")
        assert _to_each_person(desk) == []
        await at.press("f6")
        assert "has the facts of one person" in at.said("#trouble")
        sheet(at).select_all()
        await at.type("Wir prüfen das bald.")
        await at.press("ctrl+s")
    assert [text.partition(" ")[2] for text in _to_each_person(desk)] == ["Wir prüfen das bald."] * 7


async def test_the_interim_status_of_near_copies_says_that_each_gets_their_own(
    desk: Desk, folded: int
) -> None:
    async with terminal(desk) as at:
        await at.go_to(folded)
        await at.press("s")
        assert "Each person gets this text with their own name and facts" in at.said("#trouble")
        await at.press("ctrl+s")
    assert len(_to_each_person(desk)) == 7


async def test_a_text_that_cannot_be_used_is_said_in_a_line_with_its_file(desk: Desk, folder: Path) -> None:
    asked(desk)
    (folder / "danke.de.txt").write_text("Bis {wann}!", encoding="utf-8")
    (folder / "leer.de.txt").write_text("Gefragt ist {department}.", encoding="utf-8")
    async with terminal(desk, size=LARGE) as at:
        await at.press("m")
        problems = at.said("#problems")
        assert "danke.de.txt: line 1: There is no placeholder “{wann}”" in problems.replace("/ ", "/")
        assert "Write one of" in problems
        await at.press(*"leer", "enter")
        assert isinstance(at.app.screen, TextPicker)
        assert "nothing is left for this ticket" in flat(at)


async def test_an_ignored_ticket_is_not_answered_by_a_template_either(desk: Desk) -> None:
    ticket_id = asked(desk)
    desk.do(handling.ignore, ticket_id)
    async with terminal(desk) as at:
        await at.press("5", "m")
        assert "Rescue it first" in at.text
        assert at.app.screen is at.screen


async def test_a_template_with_markup_is_shown_as_it_is(desk: Desk, folder: Path) -> None:
    asked(desk)
    (folder / "bunt.de.txt").write_text(
        "# [bold]Bunt[/nope]\n[@click=app.quit]x[/]\x1b[31m", encoding="utf-8"
    )
    async with terminal(desk, size=LARGE) as at:
        await at.press("m")
        assert "[bold]Bunt[/nope]" in at.text
        await at.press(digit_of(desk, "bunt"))
        assert sheet(at).text == "[@click=app.quit]x[/][31m"


# The way to a secure channel.


@BOTH
async def test_a_direct_message_offers_the_way_to_a_secure_channel(desk: Desk, size: tuple[int, int]) -> None:
    ticket_id = asked(desk, visibility=Visibility.DIRECT)
    async with terminal(with_channel(desk), size=size) as at:
        await at.press("r")
        await at.type("Gern.")
        assert "Direct messages are not encrypted: the administrators of" in at.said("#audience")
        assert "F8 Secure channel" in at.text
        # Keys wait for the text: what is sent holds it.
        await at.press("f8", "f8", "ctrl+s")
        (reply,) = stored(desk, ticket_id).replies
        assert reply.text.startswith("@anna@example.social Gern.\n\n")
        assert reply.text.endswith(f"\n{CHANNEL}")
        assert reply.text.count(CHANNEL) == 1
        assert "Guten Tag" not in reply.text


async def test_without_a_channel_in_the_settings_only_the_warning_stays(desk: Desk) -> None:
    asked(desk, visibility=Visibility.DIRECT)
    async with terminal(desk) as at:
        await at.press("r")
        assert "not encrypted" in at.said("#audience")
        assert "Secure channel" not in at.text
        await at.press("f8")
        assert "The settings name no secure channel" in at.said("#trouble")
        assert "replies.secure_channel" in at.said("#trouble")
        assert sheet(at).text == ""


async def test_a_public_reply_needs_no_secure_channel(desk: Desk) -> None:
    asked(desk)
    async with terminal(with_channel(desk)) as at:
        await at.press("r")
        assert "Secure channel" not in at.text
        await at.press("f8")
        assert "Only in a direct message" in at.said("#trouble")
        assert sheet(at).text == ""
