"""A reply is never read by more people than a person has agreed to."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets import i18n
from tickets.rules.audience import (
    Audience,
    Visibility,
    compose,
    default_visibility,
    describe,
    handles_in,
    length,
    preview,
    visibility,
    visibility_word,
    wider,
)
from tickets.rules.text import characters

PUBLIC, UNLISTED, PRIVATE, DIRECT = Visibility
ANNA = "anna@example.social"

visibilities = st.sampled_from(Visibility)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = i18n.language()
    i18n.use("en")
    yield
    i18n.use(before)


def audience(
    text: str = "Hallo",
    *,
    asked: Visibility = PUBLIC,
    reply: Visibility = PUBLIC,
    followers: int | None = 1200,
) -> Audience:
    return preview(
        text,
        asker=ANNA,
        asked=asked,
        visibility=reply,
        own_followers=followers,
        own_handle="amt@social.example",
    )


class TestVisibility:
    def test_the_order_is_that_of_width(self) -> None:
        assert PUBLIC.wider_than(UNLISTED)
        assert UNLISTED.wider_than(PRIVATE)
        assert PRIVATE.wider_than(DIRECT)

    @given(visibilities, visibilities)
    def test_of_two_different_ones_exactly_one_is_wider(self, one: Visibility, other: Visibility) -> None:
        assert one.wider_than(other) + other.wider_than(one) == (one is not other)

    @given(visibilities)
    def test_the_words_of_the_server_are_understood(self, known: Visibility) -> None:
        assert visibility(known.value) is known

    @pytest.mark.parametrize("value", ["limited", "local", "", "PUBLIC", "public "])
    def test_a_word_nobody_knows_is_the_narrowest(self, value: str) -> None:
        assert visibility(value) is DIRECT

    def test_each_has_a_word_of_its_own(self) -> None:
        assert len({visibility_word(each) for each in Visibility}) == len(Visibility)


class TestWidth:
    @pytest.mark.parametrize(
        ("asked", "answer"), [(PUBLIC, PUBLIC), (UNLISTED, UNLISTED), (PRIVATE, DIRECT), (DIRECT, DIRECT)]
    )
    def test_an_answer_has_the_visibility_of_the_question_but_never_our_followers(
        self, asked: Visibility, answer: Visibility
    ) -> None:
        assert default_visibility(asked) is answer

    @given(visibilities)
    def test_the_default_is_never_wider_than_the_question(self, asked: Visibility) -> None:
        assert not wider(default_visibility(asked), asked)

    @given(visibilities, visibilities)
    def test_a_more_public_reply_is_wider(self, reply: Visibility, asked: Visibility) -> None:
        if reply.wider_than(asked):
            assert wider(reply, asked)

    @given(visibilities)
    def test_a_direct_reply_is_never_wider(self, asked: Visibility) -> None:
        assert not wider(DIRECT, asked)

    def test_our_followers_are_other_people_than_theirs(self) -> None:
        assert wider(PRIVATE, PRIVATE)
        assert not wider(PRIVATE, UNLISTED)
        assert not wider(UNLISTED, UNLISTED)


class TestHandles:
    @pytest.mark.parametrize(
        ("text", "handles"),
        [
            ("", ()),
            ("Hallo @Anna@Example.Social!", (ANNA,)),
            ("@anna, @bob und nochmal @ANNA", ("anna@our.example", "bob@our.example")),
            ("(@a.b-c_d@x-y.example.) „@e“", ("a.b-c_d@x-y.example", "e@our.example")),
            ("@a@x.example@b", ("a@x.example",)),
            ("@anna@bücher.example", ("anna@bücher.example",)),
            ("mail@a.example oder ä@a.example", ()),
            ("https://a.example/@anna/1 und ?next=@anna", ()),
            ("e\u0301@anna", ()),
            ("@ anna, @-anna, @", ()),
            ("@anna- @bob.", ("anna@our.example", "bob@our.example")),
            (".@anna", ("anna@our.example",)),
            ("#@anna", ("anna@our.example",)),
        ],
    )
    def test_they_are_found_as_mastodon_finds_them(self, text: str, handles: tuple[str, ...]) -> None:
        assert handles_in(text, local_domain="our.example") == handles

    @given(st.text("@a.-_/= ä\n", max_size=40))
    def test_each_comes_once_and_names_its_server(self, text: str) -> None:
        handles = handles_in(text, local_domain="our.example")
        assert len(set(handles)) == len(handles)
        assert all(user and domain for user, _at, domain in (handle.partition("@") for handle in handles))


class TestCompose:
    def test_the_asker_is_mentioned_in_front(self) -> None:
        assert compose("  Guten Tag\n", asker=ANNA) == "@anna@example.social Guten Tag"

    @pytest.mark.parametrize("text", ["@anna@example.social Guten Tag", "Guten Tag, @Anna@example.SOCIAL!"])
    def test_but_only_once(self, text: str) -> None:
        assert compose(text, asker="@Anna@example.social") == text

    @pytest.mark.parametrize(
        "text", ["@anna Hallo", "@anna@other.example Hallo", "x@anna@example.social", "@annab"]
    )
    def test_somebody_of_the_same_name_is_not_the_asker(self, text: str) -> None:
        assert compose(text, asker=ANNA) == f"@{ANNA} {text}"

    def test_on_our_own_server_the_name_is_enough(self) -> None:
        assert compose("@anna Hallo", asker="anna@our.example", local_domain="our.example") == "@anna Hallo"

    @given(st.text(max_size=60))
    def test_the_asker_is_always_a_recipient(self, text: str) -> None:
        assert ANNA in handles_in(compose(text, asker=ANNA), local_domain="our.example")


class TestPreview:
    def test_the_asker_reads_it_first_then_whoever_is_mentioned(self) -> None:
        seen = audience(
            "@bob fragt auch, @amt meint, @Carla@x.example @anna@example.social @bob@social.example"
        )
        assert seen.readers == (ANNA, "bob@social.example", "carla@x.example")
        assert seen.bystanders == ("bob@social.example", "carla@x.example")

    @pytest.mark.parametrize(
        ("reply", "followers"), [(PUBLIC, 7), (UNLISTED, 7), (PRIVATE, 7), (DIRECT, None)]
    )
    def test_followers_count_where_they_see_it(self, reply: Visibility, followers: int | None) -> None:
        assert audience(reply=reply, followers=7).followers == followers

    @given(visibilities, visibilities)
    def test_a_reply_that_names_nobody_else_is_as_wide_as_its_visibility(
        self, reply: Visibility, asked: Visibility
    ) -> None:
        assert audience(reply=reply, asked=asked).wider == wider(reply, asked)

    def test_a_bystander_of_a_direct_message_takes_a_second_yes(self) -> None:
        assert audience("Frag @bob", asked=DIRECT, reply=DIRECT).wider
        assert not audience("Frag @bob", asked=PUBLIC, reply=PUBLIC).wider

    def test_a_direct_message_warns_of_the_administrators_of_every_server_by_name(self) -> None:
        assert audience(asked=DIRECT, reply=DIRECT).warnings == (
            "Direct messages are not encrypted: the administrators of these servers can read them:"
            " social.example, example.social.",
        )

    def test_and_of_everybody_who_would_receive_it(self) -> None:
        warnings = audience("Frag @bob", asked=DIRECT, reply=DIRECT).warnings
        assert warnings[0] == "@bob@social.example did not ask and would receive this direct message too."

    def test_on_one_server_one_name_is_enough(self) -> None:
        seen = preview(
            "Hallo",
            asker="eva@a.example",
            asked=DIRECT,
            visibility=DIRECT,
            own_followers=0,
            own_handle="amt@a.example",
        )
        assert seen.warnings == (
            "Direct messages are not encrypted: the administrators of a.example can read them.",
        )

    def test_a_wider_reply_says_from_what_to_what(self) -> None:
        assert audience(asked=DIRECT, reply=PUBLIC).warnings == (
            "This is more public than what it answers: public instead of direct.",
        )

    def test_followers_only_says_whose(self) -> None:
        assert audience(asked=PRIVATE, reply=PRIVATE).warnings == (
            "“Followers only” means our followers, not those of @anna@example.social.",
        )

    def test_a_public_mention_is_a_notification(self) -> None:
        assert audience("Danke, @bob").warnings == (
            "@bob@social.example did not ask and would be notified too.",
        )

    def test_an_ordinary_public_answer_warns_of_nothing(self) -> None:
        assert audience().warnings == ()

    @pytest.mark.parametrize(
        ("reply", "text", "followers", "sentence"),
        [
            (DIRECT, "", 7, "Only @anna@example.social can read this."),
            (DIRECT, "@b", 7, "Only these 2 people can read this: @anna@example.social, @b@social.example."),
            (PRIVATE, "", 1, "Our 1 follower can read this, and @anna@example.social."),
            (PRIVATE, "", 0, "Our 0 followers can read this, and @anna@example.social."),
            (PRIVATE, "", 1200, "Our 1200 followers can read this, and @anna@example.social."),
            (PRIVATE, "", None, "All our followers can read this, and @anna@example.social."),
            (
                UNLISTED,
                "",
                7,
                "Everybody can read this, but no public timeline shows it; "
                "it addresses @anna@example.social.",
            ),
            (PUBLIC, "", 7, "Everybody can read this; it addresses @anna@example.social."),
        ],
    )
    def test_one_sentence_says_who_will_read_it(
        self, reply: Visibility, text: str, followers: int | None, sentence: str
    ) -> None:
        assert describe(audience(text, reply=reply, followers=followers)) == sentence


LONG_URL = "https://www.amt.example.org/" + "a" * 200


class TestLength:
    @pytest.mark.parametrize(
        ("text", "count"),
        [
            ("", 0),
            ("Grüße", 5),
            ("\n Grüße \n", 5),  # Mastodon strips a post before it counts
            ("✨" * 500, 500),
            ("🏳\ufe0f\u200d⚧\ufe0f", 1),
            ("👨\u200d👩\u200d👧u\u0308", 2),
            (LONG_URL, 23),
            ("http://a.de", 23),
            (f"Siehe {LONG_URL}.", 6 + 23 + 1),
            (f"({LONG_URL})", 1 + 23 + 1),
            (f"{LONG_URL} {LONG_URL}", 23 + 1 + 23),
            ("HTTPS://A.DE:8080/x?y=z#w!", 23 + 1),
            ("https://a.de/x_(y_(z)), ja", 23 + 4),
            ("https://a.de/@anna@example.social", 23),
            ("https://a.de/a?b=@anna@example.social", 23),
            ("https://bücher.de/ä", 23),
            ("https://xn--bcher-kva.de", 23),
            ("https://a.xn--p1ai/x", 23),
            ("_https://a.de/", 1 + 23),
        ],
    )
    def test_an_address_counts_as_much_as_any(self, text: str, count: int) -> None:
        assert length(text) == count

    @pytest.mark.parametrize(
        "text",
        [
            "www.amt.example.org/aaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "ftp://amt.example.org/aaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "xhttps://amt.example.org/aaaaaaaaaaaaaaaaaaaaaaaaa",
            "#https://amt.example.org/aaaaaaaaaaaaaaaaaaaaaaaaa",
            "https://localhost/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "https://wiki.amt.intern/aaaaaaaaaaaaaaaaaaaaaaaaaa",
            "https://10.0.0.1/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "https://user@amt.example.org/aaaaaaaaaaaaaaaaaaaaa",
            "https:// amt.example.org/aaaaaaaaaaaaaaaaaaaaaaaaa",
            "https://amt.example.org/" + "a" * 4096,
        ],
    )
    def test_what_mastodon_does_not_link_counts_in_full(self, text: str) -> None:
        assert length(text) == len(text)

    @pytest.mark.parametrize(
        ("text", "count"),
        [
            ("@anna@example.social Hallo", 5 + 6),
            ("@anna Hallo", 5 + 6),
            ("@a.b_c@x.example", 6),
            ("@anna@example.social@x", 22),
            ("mail@amt.example", 16),
            ("@a@" + "b" * 251 + ".de", 257),
            ("@a@" + "b" * 250 + ".de", 2),
        ],
    )
    def test_the_server_of_a_mention_counts_nothing(self, text: str, count: int) -> None:
        assert length(text) == count

    def test_the_content_warning_counts_too_and_has_no_links(self) -> None:
        assert length("Hallo", "Achtung") == 12
        assert length("Hallo", LONG_URL) == 5 + len(LONG_URL)

    def test_the_instance_says_what_an_address_counts(self) -> None:
        assert length(LONG_URL, url_length=30) == 30

    @given(st.text(), st.text())
    def test_what_links_nothing_counts_its_characters(self, one: str, other: str) -> None:
        text = f"{one}\n{other}".replace("@", "").replace(":", "")
        assert length(text) == len(list(characters(text.strip())))
