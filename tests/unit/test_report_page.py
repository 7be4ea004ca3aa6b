"""The page of a report: whole without anything else, safe whatever it is told, and readable by everybody."""

import base64
import hashlib
import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.support.reports import busy, report
from tickets import i18n
from tickets.reports import page as page_module
from tickets.reports.page import page
from tickets.reports.reading import OnDuty
from tickets.rules.duty import Week

EVIL = "<script>alert(1)</script>\"'&"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use("en")


@pytest.fixture
def html() -> str:
    return page(report(busy()))


@pytest.fixture
def tree(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


def style(html: str) -> str:
    (found,) = re.findall("<style>(.*?)</style>", html, re.DOTALL)
    return str(found)


def text(node: LexborNode | None) -> str:
    assert node is not None
    return " ".join(node.text().split())


def test_it_begins_with_what_matters(tree: LexborHTMLParser) -> None:
    made = report(busy())
    assert text(tree.css_first("h1")) == "Report: Week 21/2026, 2026-05-18 to 2026-05-24"
    assert f"{made.total.received} enquiries were received" in text(tree.css_first(".lead"))
    cards = {text(card.css_first("dt")): text(card.css_first(".figure")) for card in tree.css(".cards > div")}
    assert cards["Received"] == str(made.total.received)
    assert cards["Promises broken"] == str(made.total.breached)
    assert len(cards) == 9


def test_it_is_whole_in_itself(html: str, tree: LexborHTMLParser) -> None:
    assert "http://" not in html
    assert "https://" not in html
    assert tree.css("script, link, img, iframe, object, embed, form, base, a, [style], [src], [href]") == []
    assert not re.search(r"@import|expression|url\((?!#hatch\))", style(html))
    assert [key for node in tree.css("*") for key in node.attributes if key.startswith("on")] == []


def test_its_policy_allows_the_one_style_sheet_and_nothing_else(html: str, tree: LexborHTMLParser) -> None:
    (meta,) = tree.css("meta[http-equiv='Content-Security-Policy']")
    policy = meta.attributes["content"]
    digest = base64.b64encode(hashlib.sha256(style(html).encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_its_language_is_told(html: str) -> None:
    assert '<html lang="en">' in html
    i18n.use("de")
    german = page(report(busy()))
    assert '<html lang="de">' in german
    assert "Kennzahlen" in german


def test_headings_go_down_step_by_step(tree: LexborHTMLParser) -> None:
    levels = [int((node.tag or "")[1]) for node in tree.css("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    assert [node.tag for node in tree.css("body > *")] == ["header", "main", "footer"]


def test_every_table_says_what_it_is_and_whose_its_cells_are(tree: LexborHTMLParser) -> None:
    tables = tree.css("table")
    assert len(tables) >= 7
    for table in tables:
        assert text(table.css_first("caption"))
        heads = table.css("thead th")
        assert {head.attributes.get("scope") for head in heads} == {"col"}
        assert all(text(head) for head in heads)
        for row in table.css("tbody tr"):
            assert [cell.attributes.get("scope") for cell in row.css("th")] == ["row"]
            assert len(row.css("th, td")) == len(heads)
    captions = [text(table.css_first("caption")) for table in tables]
    assert len(set(captions)) == len(captions)


def test_what_is_wider_than_the_screen_can_be_scrolled_by_keyboard(tree: LexborHTMLParser) -> None:
    for region in tree.css(".wide"):
        assert region.attributes["tabindex"] == "0"
        assert region.attributes["role"] == "region"
        assert region.attributes["aria-label"] == text(region.css_first("caption"))


def test_every_chart_is_a_picture_with_a_name_and_its_numbers_are_in_a_table(tree: LexborHTMLParser) -> None:
    charts = tree.css("svg")
    captions = {text(caption) for caption in tree.css("caption")}
    assert len(charts) == 5
    for chart in charts:
        assert chart.attributes["role"] == "img"
        title, description = (
            text(tree.css_first(f"#{name}")) for name in str(chart.attributes["aria-labelledby"]).split()
        )
        assert title == text(chart.css_first("title"))
        named = re.search("“(.*)”", description)
        assert named is not None
        assert named[1] in captions


def test_every_number_of_a_chart_is_in_a_table(tree: LexborHTMLParser) -> None:
    cells = {text(cell) for cell in tree.css("td, th")}
    told = [text(hint).rsplit(" ", 1)[-1] for hint in tree.css("#trend ~ .charts svg g > title")]
    whole = [number for number in told if number.isdigit()]
    assert len(whole) > 10
    assert set(whole) <= cells
    lengths = re.findall(r"\d+:\d\d h", " ".join(text(hint) for hint in tree.css("svg g > title")))
    assert lengths
    assert set(lengths) <= cells


def test_no_two_parts_share_an_id(tree: LexborHTMLParser) -> None:
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    assert "hatch" in ids
    named = [
        name
        for node in tree.css("[aria-labelledby]")
        for name in str(node.attributes["aria-labelledby"]).split()
    ]
    assert set(named) <= set(ids)


def test_whatever_names_hold_is_text(tree: LexborHTMLParser) -> None:
    duties = {Week(2026, 21): OnDuty(EVIL, EVIL)}
    html = page(report(busy(), names={"buerger": EVIL}, account=EVIL, duties=duties))
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)") > 5
    assert EVIL in unescape(html)
    before, after = ([node.tag for node in parsed.css("*")] for parsed in (tree, LexborHTMLParser(html)))
    assert before == after


def test_a_chart_without_anything_in_it_still_stands() -> None:
    html = page(report([]))
    assert "Nothing was received in this period, and nothing was open." in html
    assert LexborHTMLParser(html).css("svg") == []


def test_a_long_list_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    made = report(busy())
    assert len(made.breaches) > 3
    monkeypatch.setattr(page_module, "LONGEST", 2)
    tree = LexborHTMLParser(page(made))
    assert f"{len(made.breaches) - 2} more are in the CSV." in text(tree.css_first("main"))


# WCAG 2.2: text needs a contrast of 4.5 (1.4.3), what is drawn one of 3 (1.4.11)


def palettes(sheet: str) -> Iterator[dict[str, str]]:
    """The colours by day, by night, and on paper."""
    for block in re.findall(r":root \{(.*?)\}", sheet, re.DOTALL):
        yield dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_colours_can_be_told_from_the_paper_by_day_by_night_and_in_print(html: str) -> None:
    found = list(palettes(style(html)))
    assert len(found) == 3
    for colours in found:
        for ink in ("ink", "soft", "c", "warn"):
            assert contrast(colours[ink], colours["paper"]) >= 4.5, ink
            assert contrast(colours[ink], colours["card"]) >= 4.5, ink
        for drawn in ("a", "b", "c"):
            assert contrast(colours[drawn], colours["paper"]) >= 3, drawn
        assert contrast(colours["c"], colours["ground"]) >= 3
