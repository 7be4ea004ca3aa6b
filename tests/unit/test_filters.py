"""The search field: filters, and words."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets import i18n
from tickets.desk.filtering import query_of
from tickets.errors import UsageError
from tickets.rules.filter_values import LATE, NOBODY, Filter, Known, names_shown, values
from tickets.rules.filter_words import described
from tickets.rules.filters import Filters, offers, read
from tickets.rules.reply import ReplyState
from tickets.rules.states import Kind, Queue

TODAY = date(2026, 11, 20)
HOUSE = Known(
    today=TODAY,
    me="kim",
    accounts=("amt", "presse"),
    departments={"zertifizierung": "Referat Zertifizierung", "buerger": "Referat Bürgerservice"},
    people=("kim", "lea", "leo"),
)

FILTERS = st.sampled_from(
    [
        *("kind", "art", "lang", "sprache", "person", "account", "konto", "department", "referat"),
        *("queue", "wer", "from", "bis", "due", "fällig", "x", "Frage"),
    ]
)
TYPED = st.lists(
    st.text()
    | st.builds("{}:{}".format, FILTERS, st.text())
    | st.builds('{}:"{}"'.format, FILTERS, st.text()),
    max_size=4,
).map(" ".join)


def test_filters_and_words_may_be_mixed() -> None:
    assert read(
        "kind:incident lang:EN word person:@Anna@Example.Social from:2026-11-01 to:30.11.2026 more", HOUSE
    ) == Filters(
        words="word more",
        kind=Kind.INCIDENT,
        language="en",
        person="anna@example.social",
        first=date(2026, 11, 1),
        last=date(2026, 11, 30),
    )


def test_german_names_and_words_are_taken_too() -> None:
    i18n.use("de")
    assert read(
        "Art:Frage sprache:de konto:amt fachreferat:buerger von:1.11.2026 bis:2026-11-02 wer:niemand Bescheid",
        HOUSE,
    ) == Filters(
        words="Bescheid",
        kind=Kind.QUESTION,
        language="de",
        account="amt",
        department="buerger",
        first=date(2026, 11, 1),
        last=date(2026, 11, 2),
        assignee=NOBODY,
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("department:zert", Filters(department="zertifizierung")),
        ('department:"Referat Bürgerservice" fax', Filters(department="buerger", words="fax")),
        ("department:„Referat Z“", Filters(department="zertifizierung")),
        ("kind:inc", Filters(kind=Kind.INCIDENT)),
        ("queue:in", Filters(queue=Queue.INBOX)),
        ("who:me", Filters(assignee="kim")),
        ("who:kim", Filters(assignee="kim")),
        ("assignee:nobody", Filters(assignee=NOBODY)),
        ("assignee:somebody-who-left", Filters(assignee="somebody-who-left")),
        ("lang:English", Filters(language="en")),
        ("lang:pt-BR", Filters(language="pt-br")),
        ("from:yesterday to:today", Filters(first=date(2026, 11, 19), last=TODAY)),
        ("due:tomorrow", Filters(due=date(2026, 11, 21))),
        ("due:week", Filters(due=date(2026, 11, 22))),
        ("fällig:Woche", Filters(due=date(2026, 11, 22))),
        ("due:late", Filters(due=LATE)),
        ("reply:failed", Filters(reply=ReplyState.FAILED)),
        ("antwort:fehlgeschlagen", Filters(reply=ReplyState.FAILED)),
        ("Antwort:ungewiss", Filters(reply=ReplyState.UNCERTAIN)),
        ("fa\u0308llig:u\u0308berfa\u0308llig", Filters(due=LATE)),
        ("kind:question kind:praise", Filters(kind=Kind.PRAISE)),
        ("person:@", Filters()),
    ],
)
def test_a_value_is_named_in_full_or_by_a_beginning_that_is_no_others(typed: str, found: Filters) -> None:
    assert read(typed, HOUSE) == found


@pytest.mark.parametrize("typed", ["https://bund.example/a:b", "12:30 Uhr", ":x", "Frage: wann", "", "a@b:c"])
def test_what_only_looks_like_a_filter_is_words(typed: str) -> None:
    assert read(typed, HOUSE) == Filters(words=typed)


def test_a_filter_without_a_value_narrows_nothing() -> None:
    assert read('kind: fax from: department:"', HOUSE) == Filters(words="fax")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("farbe:rot", "no filter “farbe”.*kind, lang, person"),
        ("kind:rot", "no kind “rot”.*question, incident"),
        ("queue:rot", "no queue “rot”.*Inbox, Departments"),
        ("account:rot", "no account “rot”.*amt, presse"),
        ("department:rot", "no department “rot”.*zertifizierung, buerger"),
        ("department:referat", "“referat” may be several.*zertifizierung, buerger"),
        ("lang:x", "“x” is not the code of a language"),
        ("from:31.2.2026", "“31.2.2026” is no day"),
        ("to:someday", "“someday” is no day"),
        ("from:rolf_d", "“rolf_d” is no day.*a person is found with person:"),
        ("from:1.1.99999999999999999999", "is no day"),
    ],
)
def test_what_is_unknown_is_said_with_what_there_is(typed: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read(typed, HOUSE)


@pytest.mark.parametrize("typed", ["fax kind:q", "kind:p", "department:r", "from:2026-1", "due:t", "lang:g"])
def test_while_somebody_types_the_last_filter_may_want_the_rest_of_its_value(typed: str) -> None:
    words = "fax" if typed.startswith("fax") else ""
    assert read(typed, HOUSE, typing=True).words == words
    for wrong in (f"kind:rot {typed}", "kind:rot", "kind:rot "):
        with pytest.raises(UsageError):
            read(wrong, HOUSE, typing=True)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", tuple(f"{name}:" for name in ("kind", "lang", "person", "account"))),
        ("ki", ("kind:",)),
        ("fax de", ("department:",)),
        ("k", ()),
        ("kind:", ("kind:question ", "kind:incident ")),
        ("kind:inc", ("kind:incident ",)),
        ("fax account:p", ("account:presse ",)),
        ("department:referat", ("department:zertifizierung ", "department:buerger ")),
        ("who:l", ("who:lea ", "who:leo ")),
        ("due:", ("due:overdue ", "due:today ", "due:tomorrow ", "due:week ")),
        ("kind:incident ", ()),
        ("x:y", ()),
    ],
)
def test_what_may_follow_is_offered(typed: str, offered: tuple[str, ...]) -> None:
    found = offers(typed, HOUSE)
    assert found.words[: len(offered)] == offered
    assert bool(found.words) == bool(offered)


def test_an_offer_that_is_taken_leaves_what_stands_before_it() -> None:
    assert offers('fax "a b" kind:inc', HOUSE).first == 'fax "a b" kind:incident '


def test_values_with_blanks_are_offered_in_quotes() -> None:
    known = Known(accounts=("mein amt",))
    taken = offers("account:mein", known).first or ""
    assert taken == 'account:"mein amt" '
    assert read(taken, known).account == "mein amt"


@pytest.mark.parametrize("language", ["de", "en"])
def test_whatever_is_offered_is_understood(language: str) -> None:
    i18n.use(language)
    for name in names_shown():
        for word in offers(f"{name}:", HOUSE).words:
            assert read(word, HOUSE) != Filters(), word


def test_what_is_filtered_is_said_in_words() -> None:
    typed = (
        "queue:inbox kind:incident lang:en account:amt department:zert person:x who:lea due:today fax gerät"
    )
    assert described(read(typed, HOUSE), HOUSE.departments) == (
        "Inbox · incident · in English · to amt · Referat Zertifizierung · from @x… · with lea"
        " · due by 2026-11-20 · “fax gerät”"
    )
    assert described(read("from:today to:today who:nobody lang:xx due:late", HOUSE), {}) == (
        "language “xx” · assigned to nobody · received on 2026-11-20 · overdue now"
    )
    assert described(Filters(), {}) == ""


@given(TYPED, st.booleans())
def test_any_text_is_read_or_refused_in_one_line(typed: str, typing: bool) -> None:
    try:
        query_of(read(typed, HOUSE, typing=typing), ZoneInfo("Europe/Berlin"))
    except UsageError as error:
        assert len(str(error).splitlines()) == 1  # noqa: PT017 - either is right


@given(st.text().filter(lambda text: ":" not in text))
def test_what_has_no_colon_is_words(typed: str) -> None:
    assert read(typed, HOUSE).words.split() == read(" ".join(typed.split()), HOUSE).words.split()
    assert read(typed, HOUSE) == Filters(words=read(typed, HOUSE).words)


@given(TYPED)
def test_any_text_can_be_completed(typed: str) -> None:
    found = offers(typed, HOUSE)
    assert all(found.before + word for word in found.words)
    assert found.first is None or found.first.startswith(found.before)


def test_every_filter_has_a_name_in_both_languages() -> None:
    for language in ("de", "en"):
        i18n.use(language)
        assert len(set(names_shown())) == len(Filter)


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_was_kept_in_one_language_is_understood_in_the_other(language: str) -> None:
    typed = []
    for spoken in ("de", "en"):
        i18n.use(spoken)
        for by in (Filter.KIND, Filter.QUEUE):
            typed += [(f"{by.value}:{words[0]}", key) for key, words in values(by, HOUSE).items()]
        typed += [(word, "") for name in names_shown() for word in offers(f"{name}:", HOUSE).words]
    i18n.use(language)
    for text, key in typed:
        found = read(text, HOUSE)
        assert found != Filters(), text
        assert not key or key in (found.kind, found.queue)
