"""Foreign text cannot steer a terminal, and a post's HTML reads as its author wrote it."""

import html as markup
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tickets.rules.text import (
    LONGEST_HTML,
    characters,
    clean,
    clean_line,
    excerpt,
    plain,
    without_mentions,
)

ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
OTHER_STEERING = "\u206a\u206f\ufff9\ufffa\ufffb\ufeff\xad\U000e0001\U000e0041\U000e007f"

anything = st.text(st.characters(exclude_categories=()))
"""Text with every code point, lone surrogates too."""

nasty = st.lists(
    st.sampled_from(
        [
            *BIDI,
            *OTHER_STEERING,
            "\x1b[2J",
            "\x9b",
            "\x00",
            "\r\n",
            "\r",
            "\x85",
            "\u2028",
            "�",
            "�",
            ENGLAND,
            FAMILY,
            "🏴",
            "́",
            "̈́",
            "क़",
            "\u200d",
            "e",
            "ü",
            " ",
            "가",
        ]
    ),
    max_size=30,
).map("".join)


def is_steering(character: str) -> bool:
    """An independent list: Unicode's control characters and surrogates, and the named format characters."""
    if character in "\n\t":
        return False
    return (
        unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character in BIDI + OTHER_STEERING[:7]
    )


class TestClean:
    @given(anything | nasty)
    def test_nothing_is_left_that_steers_a_terminal(self, text: str) -> None:
        assert not [character for character in clean(text) if is_steering(character)]

    @given(anything | nasty)
    @example("a" + "\u0344" * 9)
    @example("\u1100" + "\u0301" * 9 + "\u1161")
    @example("\U0001f3f4\x07\U000e0067\U000e0062\U000e0065\U000e007f")
    def test_what_is_clean_stays_as_it_is(self, text: str) -> None:
        assert clean(clean(text)) == clean(text)

    @given(anything | nasty)
    def test_what_is_clean_can_be_stored_and_sent(self, text: str) -> None:
        assert clean(text).encode("utf-8").decode("utf-8") == clean(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Guten Tag,\n\n\tich hätte da eine Frage: 5 € – „wirklich“?",
            f"Familie {FAMILY}, Flagge {ENGLAND} \U0001f1e9\U0001f1ea, Herz ❤\ufe0f, Taste 1\ufe0f\u20e3",
            "می\u200cخواهم",  # Persian is spelt with a non-joiner
            "ภาษา\u200bไทย",  # Thai marks its words with zero-width spaces
            "Tiếng Việt, עִבְרִית, العَرَبِيَّة, हिन्दी",
            "[/nope] {0} %s <b>",
        ],
    )
    def test_ordinary_text_is_not_changed(self, text: str) -> None:
        assert clean(text) == unicodedata.normalize("NFC", text)

    @pytest.mark.parametrize(
        ("foreign", "safe"),
        [
            ("\x1b[31mrot\x1b[0m", "[31mrot[0m"),
            ("\x9b31mrot", "31mrot"),
            ("\x1b]0;title\x07", "]0;title"),
            ("back\x08space\x7f", "backspace"),
            ("user\u202egnp.exe", "usergnp.exe"),
            ("Schwach\xadstelle", "Schwachstelle"),
            ("hidden\U000e0068\U000e0069", "hidden"),
            (f"{ENGLAND}\U000e0068\U000e0069", ENGLAND),
            ("\U0001f3f4" + "\U000e0061" * 40 + "\U000e007f", "\U0001f3f4"),
        ],
    )
    def test_what_steers_goes_and_what_is_read_stays(self, foreign: str, safe: str) -> None:
        assert clean(foreign) == safe

    @pytest.mark.parametrize("line_break", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
    def test_every_line_break_is_a_line_feed(self, line_break: str) -> None:
        assert clean(f"a{line_break}b") == "a\nb"

    @pytest.mark.parametrize(
        ("broken", "mended"),
        [
            ("a\ud83db", "a\ufffdb"),
            ("a\ude00", "a\ufffd"),
            ("\ude00\ud83d", "\ufffd\ufffd"),
            ("\ud83d\ude00", "😀"),
        ],
    )
    def test_a_lone_surrogate_is_a_replacement_character(self, broken: str, mended: str) -> None:
        assert clean(broken) == mended

    def test_an_umlaut_is_one_character_however_it_was_typed(self) -> None:
        assert clean("Schlu\u0308ssel") == "Schlüssel"

    @pytest.mark.parametrize("marks", ["\u0303", "\u0303\u0323", "\u0303\u200d", "\u0f71\u0f72", "\u0e49"])
    def test_accents_do_not_pile_up_over_other_lines(self, marks: str) -> None:
        cleaned = clean("Z" + marks * 40_000 + "algo")
        assert 2 <= sum(unicodedata.category(character) == "Mn" for character in cleaned) <= 6
        assert unicodedata.normalize("NFD", cleaned).startswith("Z")
        assert cleaned.endswith("algo")

    def test_a_row_of_emoji_is_no_pile(self) -> None:
        assert clean("🎉" * 50) == "🎉" * 50


class TestCleanLine:
    @given(anything | nasty, st.integers(1, 40))
    def test_it_is_one_safe_line_within_its_limit(self, text: str, limit: int) -> None:
        line = clean_line(text, limit)
        assert len(line) <= limit
        assert line.split() == line.split(" ") or line == ""
        assert not [character for character in line if is_steering(character)]

    def test_white_space_of_every_kind_is_one_blank(self) -> None:
        assert clean_line("  Anna\r\n\t\u2029Beispiel \u3000\xa0 ") == "Anna Beispiel"

    def test_what_fits_is_not_cut(self) -> None:
        assert clean_line("Anna", 4) == "Anna"
        assert clean_line("Anna B", 5) == "Anna…"

    def test_an_emoji_is_kept_whole_or_not_at_all(self) -> None:
        assert clean_line(f"ab{FAMILY}cd", 6) == "ab…"
        assert clean_line(f"ab{FAMILY}cd", 8) == f"ab{FAMILY}…"


class TestExcerpt:
    @given(st.text(), st.integers(1, 60))
    def test_it_is_one_line_of_at_most_its_width(self, text: str, width: int) -> None:
        assert len(excerpt(text, width)) <= width
        assert "\n" not in excerpt(text, width)

    @given(st.text())
    def test_what_fits_is_only_put_in_one_line(self, text: str) -> None:
        assert excerpt(text, len(text) + 1) == " ".join(text.split())

    @pytest.mark.parametrize(
        ("width", "line"),
        [
            (40, "Wann kommt das Zertifikat, bitte?"),
            (33, "Wann kommt das Zertifikat, bitte?"),
            (32, "Wann kommt das Zertifikat…"),
            (27, "Wann kommt das Zertifikat…"),
            (26, "Wann kommt das Zertifikat…"),
            (25, "Wann kommt das…"),
            (15, "Wann kommt das…"),
            (14, "Wann kommt…"),
            (1, "…"),
        ],
    )
    def test_it_is_cut_at_a_word(self, width: int, line: str) -> None:
        assert excerpt("Wann kommt\n\ndas Zertifikat, bitte?", width) == line

    def test_a_word_longer_than_half_of_the_line_is_cut_itself(self) -> None:
        assert excerpt("Das Telekommunikationsüberwachungsgesetz", 20) == "Das Telekommunikati…"


class TestWithoutMentions:
    @pytest.mark.parametrize(
        ("text", "rest"),
        [
            ("@amt Hallo @amt", "Hallo @amt"),
            ("@amt@social.example, @b.c-d@x.example: Hallo", "Hallo"),
            ("  @amt\n\nHallo", "Hallo"),
            ("@amt!", ""),
            ("@amt", ""),
            ("", ""),
            ("Hallo @amt", "Hallo @amt"),
            ("@amt's Frage", "@amt's Frage"),
            ("@ amt", "@ amt"),
            ("mail@amt.example schreibt", "mail@amt.example schreibt"),
        ],
    )
    def test_only_leading_handles_go(self, text: str, rest: str) -> None:
        assert without_mentions(text) == rest


class TestCharacters:
    @pytest.mark.parametrize(
        ("text", "count"),
        [
            ("", 0),
            ("abc", 3),
            ("Grüße", 5),
            ("u\u0308", 1),
            (FAMILY, 1),
            (ENGLAND, 1),
            ("a\r\nb", 3),
            ("\n\n", 2),
        ],
    )
    def test_they_are_those_a_reader_counts(self, text: str, count: int) -> None:
        found = list(characters(text))
        assert len(found) == count
        assert "".join(found) == text


LINK = (
    '<a href="https://www.bsi.example/DE/Themen/faq_node.html?x=1&amp;y=2" target="_blank" rel="nofollow">'
    '<span class="invisible">https://www.</span><span class="ellipsis">bsi.example/DE/Themen/faq</span>'
    '<span class="invisible">_node.html?x=1&amp;y=2</span></a>'
)
MENTION = (
    '<span class="h-card" translate="no"><a href="https://social.example/@amt" class="u-url mention">'
    "@<span>amt</span></a></span>"
)
HASHTAG = '<a href="https://social.example/tags/pki" class="mention hashtag" rel="tag">#<span>pki</span></a>'

tag_soup = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<br>",
            "<ul>",
            "<ol start=7>",
            "<li value=x>",
            "</li>",
            "</ul>",
            "<blockquote>",
            "<pre>",
            "</pre>",
            "</blockquote>",
            '<a href="https://x.example">',
            "</a>",
            "<b>",
            "</b>",
            "<b id='<'>",
            "<table>",
            "<td>",
            "<!--",
            "-->",
            "<script>",
            "</script>",
            "<svg>",
            "<template>",
            "<frameset>",
            "<select>",
            "<rt>",
            "<?pi?>",
            "</",
            "<",
            ">",
            "&",
            "&#x202e;",
            "&#27;",
            "&#0;",
            "\x00",
            "�",
            " ",
            "\n",
            "Wort",
            "<a",
        ]
    ),
    max_size=60,
).map("".join)


class TestPlain:
    def test_a_post_reads_as_on_mastodon(self) -> None:
        post = f"<p>{MENTION} Guten Tag,<br />siehe {LINK}, {HASHTAG} :blob:</p><p>Zweiter &amp; letzter</p>"
        assert plain(post) == (
            "@amt Guten Tag,\nsiehe https://www.bsi.example/DE/Themen/faq_node.html?x=1&y=2, #pki :blob:\n\n"
            "Zweiter & letzter"
        )

    @pytest.mark.parametrize(
        ("post", "text"),
        [
            ("", ""),
            ("Hallo", "Hallo"),
            ("<p></p><p> </p>", ""),
            ("<p>a</p><p></p><p>b</p>", "a\n\nb"),
            ("<p>a  b\n c</p>", "a b c"),
            ("<p>a<br>b</p>", "a\nb"),
            ("<p>a <br> b<br></p><p>c</p>", "a\nb\n\nc"),
            ("<p>a<br><br><br>b</p>", "a\n\n\nb"),
            (
                "<p>ein<b>zel</b>ne <em>Wörter</em>,<i> eng</i> und <code>weit</code></p>",
                "einzelne Wörter, eng und weit",
            ),
            ("<h1>Titel</h1>Text<h2>Zwei</h2>", "Titel\n\nText\n\nZwei"),
            ("<div>a</div><div>b</div>", "a\nb"),
            ("<p>a</p><hr><p>b</p>", "a\n\nb"),
            ("&lt;b&gt;kein Fett&lt;/b&gt; &amp;amp; &euro;&nbsp;5", "<b>kein Fett</b> &amp; €\xa05"),
            ('<p>Hallo <img class="emoji" alt=":blob:" src="x">!</p>', "Hallo :blob:!"),
            ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢(kan)"),
            ("<details><summary>Kurz</summary>Lang</details>", "Kurz\nLang"),
            ("<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
            ("<dl><dt>a</dt><dd>b</dd></dl>", "a\nb"),
        ],
    )
    def test_blocks_breaks_and_entities(self, post: str, text: str) -> None:
        assert plain(post) == text

    @pytest.mark.parametrize(
        ("post", "text"),
        [
            ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
            ("<p>x</p><ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><p>y</p>", "x\n\n- a\n  - b\n- c\n\ny"),
            ("<ol><li>a</li><li>b<br>c</li></ol>", "1. a\n2. b\n   c"),
            (
                '<ol start="9"><li>a</li><li>b</li><li value="20">c</li><li>d</li></ol>',
                "9. a\n10. b\n20. c\n21. d",
            ),
            ('<ol start="99999999999"><li value="-x">a</li></ol>', "1. a"),
            ("<li>a", "- a"),
            ("<ul><li></li><li>b</li></ul>", "- b"),
            ("<blockquote>a<br><br>b</blockquote>c", "> a\n>\n> b\n\nc"),
            ("a<blockquote><p>b</p><p>c</p></blockquote><p>d</p>", "a\n\n> b\n>\n> c\n\nd"),
            ("<blockquote>a<blockquote>b</blockquote>c</blockquote>", "> a\n>\n> > b\n>\n> c"),
            ("<ul><li>a<blockquote>b</blockquote></li></ul>", "- a\n\n  > b"),
            ("<pre><code>if x:\n    y  \n\n\tz\n</code></pre>", "if x:\n    y\n\n\tz"),
            ("<p>a</p><pre>  b\n    c</pre><p>d</p>", "a\n\n  b\n    c\n\nd"),
            ("<pre>  erste</pre>", "  erste"),
        ],
    )
    def test_lists_quotes_and_code_keep_their_shape(self, post: str, text: str) -> None:
        assert plain(post) == text

    @pytest.mark.parametrize(
        ("link", "text"),
        [
            ('<a href="https://a.example/x">https://a.example/x</a>', "https://a.example/x"),
            ('<a href="https://a.example/">https://A.example</a>', "https://A.example"),
            ('<a href="https://a.example/k%C3%B6">a.example/kö</a>', "a.example/kö"),
            ('<a href="mailto:x@a.example">x@a.example</a>', "x@a.example"),
            ('<a href="https://a.example/x">hier</a>.', "hier <https://a.example/x>."),
            ('<a href="https://a.example/x">hier </a>klicken', "hier <https://a.example/x> klicken"),
            (
                '<a href="https://evil.example/">https://bund.de</a>',
                "https://bund.de <https://evil.example/>",
            ),
            (
                '<a class="mention" href="https://evil.example">bund.de/a</a>',
                "bund.de/a <https://evil.example>",
            ),
            ('<a href="https://evil.example">@<b>bund.de</b></a>', "@bund.de"),
            ('<a href="https://a.example/long">a.example/lo…</a>', "a.example/lo… <https://a.example/long>"),
            ('<a href="https://a.example/"></a>', "<https://a.example/>"),
            ('<a href="https://a.example/\u202e\nx">y</a>', "y <https://a.example/x>"),
            ('@<a class="u-url mention" href="https://a.example/@eva"><span>eva</span></a>', "@eva"),
            ('#<a class="hashtag" href="https://a.example/tags/pki">pki</a>', "#pki"),
            ('<a href="javascript:alert(1)">x</a>', "x"),
            ('<a href="/relative">x</a>', "x"),
            ("<a>x</a>", "x"),
            ('<a href="https://a.example/1"><p>x</p><p>y</p></a>', "x\n\ny\n\n<https://a.example/1>"),
        ],
    )
    def test_a_link_says_where_it_leads(self, link: str, text: str) -> None:
        assert plain(link) == text

    @pytest.mark.parametrize(
        "post",
        [
            '<p class="quote-inline">RE: <a href="https://a.example/1">https://a.example/1</a></p><p>Stimmt</p>',
            '<p>Stimmt<span class="x quote-inline"><br><br>RE: https://a.example/1</span></p>',
            "<script>alert(1)</script><style>p {}</style><p>Stimmt</p><template>x</template><!-- y -->",
            "<head><title>x</title></head><body><p>Stimmt<svg><text>x</text></svg></p>",
        ],
    )
    def test_what_is_not_the_post_is_left_out(self, post: str) -> None:
        assert plain(post) == "Stimmt"

    def test_a_quote_cannot_be_left_by_a_hidden_line_break(self) -> None:
        assert plain("<blockquote>a&#x2028;b\x85c<pre>d\x0be</pre></blockquote>") == "> a b c\n>\n> d\n> e"

    @given(tag_soup | anything)
    @settings(deadline=None)
    def test_broken_html_gives_safe_text_and_no_error(self, soup: str) -> None:
        text = plain(soup)
        assert clean(text) == text
        assert text == text.strip("\n")

    @given(st.lists(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1), min_size=1))
    def test_escaped_words_come_back(self, words: list[str]) -> None:
        text = clean(" ".join(words))
        assert plain(f"<p>{markup.escape(text)}</p>") == text

    @pytest.mark.parametrize(
        "tag", ["div", "b", "blockquote", "ul><li", "a href=https://x.example", "table", "span", "pre", "x"]
    )
    def test_tags_nested_thousands_deep_are_read(self, tag: str) -> None:
        assert "Wort" in plain((f"<{tag}>" * 10_000)[: LONGEST_HTML - 20].rpartition("<")[0] + "Wort")

    def test_a_deep_quote_does_not_fill_every_line_with_its_margin(self) -> None:
        lines = plain("<blockquote>" * 4_000 + "x<br>" * 5_000).split("\n")
        assert len(lines) == 5_000
        assert set(lines) == {"> " * 8 + "x"}

    @pytest.mark.timeout(10)
    @pytest.mark.parametrize("odd", ["", "<"])
    def test_styles_left_open_are_not_repeated_a_million_times(self, odd: str) -> None:
        bomb = (
            "<p>" + "".join(f'<b id="{odd}{number}">' for number in range(3_000)) + "</p>" + "<p>Wort" * 4_000
        )
        assert plain(bomb).count("Wort") == 4_000

    def test_a_post_longer_than_any_is_cut_and_says_so(self) -> None:
        text = plain("<p>" + "x" * LONGEST_HTML * 2)
        assert text == "x" * (LONGEST_HTML - 3) + "\n\n[…]"
        assert not plain("<p>" + "x" * (LONGEST_HTML - 3)).endswith("[…]")
