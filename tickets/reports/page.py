"""A report as one HTML file: no script, nothing from elsewhere; readable on paper, in the dark, and by ear.

A strict Content-Security-Policy names the one style sheet inside by its hash, so that nothing else can ever act.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from datetime import timedelta
from importlib.resources import files
from string import Template

from tickets import i18n
from tickets.i18n import _, ngettext
from tickets.reports import sheets, summary, words
from tickets.reports.chart import Chart, Series
from tickets.reports.figures import Figures, Report, Times
from tickets.reports.markup import Child, Markup, joined, tag
from tickets.reports.sheets import Cell, Column, Form, Sheet, Tone

LONGEST = 300
"""Rows of one table; the CSV has them all."""

_HOUR = timedelta(hours=1)
_NARROW = 3
"""A table of so few columns does not fill the page."""


def page(report: Report) -> str:
    """The whole file."""
    style = _resource("report.css")
    return Template(_resource("report.html")).substitute(
        lang=i18n.language(),
        title=joined(summary.title(report)),
        style=style,
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        body=joined(_body(report)),
    )


def _resource(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _body(report: Report) -> Iterator[Markup]:
    yield tag(
        "header",
        tag("h1", summary.title(report)),
        tag("p", summary.sentences(report), class_="lead"),
        tag("p", " · ".join(summary.scope_words(report)), class_="soft"),
    )
    yield tag("main", _sections(report))
    yield tag(
        "footer", _("Figures only: no names and no texts of citizens. Tickets are told by their numbers.")
    )


def _sections(report: Report) -> Iterator[Markup]:
    if not report.total.is_empty:
        yield _section("figures", _("Key figures"), _cards(report))
    yield _section("now", _("Open and at risk now"), _now(report))
    if report.trend:
        yield _section("trend", _("Trend over the weeks"), _trend(report))
    if not report.total.is_empty:
        yield _section("breaches", _("Broken promises, and where the time went"), _breaches(report))
    yield _section("groups", _("By account, department, kind and week"), _groups(report))
    if report.second_look and report.second_look.drawn:
        yield _section("second-look", _("A second look"), _table(sheets.second_look(report.second_look)))
    yield _section("counting", _("How this is counted"), _explanations())


def _section(id_: str, name: str, content: Child) -> Markup:
    return tag("section", tag("h2", name, id=id_), content, aria_labelledby=id_)


def _cards(report: Report) -> Markup:
    total = report.total
    of_all = _("{kept} of {count} promises").format(kept=total.kept, count=total.decided)
    cards = [
        _card(_("Received"), str(total.received)),
        _card(_("Answered"), str(total.answered)),
        _card(_("Promises kept"), words.percent(total.kept_percent), of_all if total.decided else ""),
        _card(_("Promises broken"), str(total.breached), is_bad=total.breached > 0),
        _card(_("Median to the first answer"), *_times(total.working_time, total.real_time, "median")),
        _card(_("9 of 10 answers within"), *_times(total.working_time, total.real_time, "ninetieth")),
        _card(_("Interim statuses"), str(total.interim)),
        _card(_("Ignored"), str(total.ignored)),
        _card(_("Open now"), str(report.open_now), summary.pressing(report)),
    ]
    return tag("div", tag("dl", cards, class_="cards"), _table(sheets.balance(report)), class_="overview")


def _card(name: str, figure: str, remark: str = "", *, is_bad: bool = False) -> Markup:
    shown = tag("dd", figure, class_="figure bad" if is_bad else "figure")
    return tag("div", tag("dt", name), shown, tag("dd", remark) if remark else "")


def _times(working: Times | None, real: Times | None, which: str) -> tuple[str, str]:
    """The working time, and beneath it the real one."""
    if working is None or real is None:
        return words.NOTHING, _("no answer in this period")
    by_clock = real.median if which == "median" else real.ninetieth
    remark = _("working time; {time} real time").format(time=words.real(by_clock))
    return words.working(working, which), remark


def _now(report: Report) -> Iterator[Markup]:
    yield tag("p", summary.now(report))
    if report.pressing:
        yield from _long_table(sheets.pressing(report))


def _trend(report: Report) -> Markup:
    return tag("div", _trend_charts(report, _described_by(sheets.trend(report))), class_="charts")


def _described_by(sheet: Sheet) -> str:
    return _("The numbers are in the table “{table}”.").format(table=sheet.caption)


def _trend_charts(report: Report, described: str) -> Iterator[Markup]:
    labels = [words.short_week(group.week) for group in report.trend]
    figures = [group.figures for group in report.trend]
    chart = Chart("received", _("Questions received and answered, by week"), described)
    received = Series(_("Received"), "a", [each.received for each in figures])
    answered = Series(_("Answered"), "b", [each.answered for each in figures])
    yield _figure(chart, chart.columns(labels, [received, answered]))
    chart = Chart("kept", _("Promises kept and broken, by week"), described)
    kept = Series(_("Kept"), "b", [each.kept for each in figures])
    broken = Series(_("Broken"), "c", [each.breached for each in figures])
    yield _figure(chart, chart.columns(labels, [kept, broken], stacked=True))
    chart = Chart("times", _("Working time to the first answer, by week"), described, _hours)
    median = Series(_("Median"), "a", [_in_hours(each, "median") for each in figures])
    ninetieth = Series(_("9 of 10 within"), "b", [_in_hours(each, "ninetieth") for each in figures])
    yield _figure(chart, chart.lines(labels, [median, ninetieth]))
    chart = Chart("backlog", _("Enquiries open at the end of the week"), described)
    backlog = Series(_("Open"), "a", [each.open_after for each in figures])
    yield _figure(chart, chart.columns(labels, [backlog]))


def _figure(chart: Chart, drawn: Markup) -> Markup:
    return tag("figure", tag("figcaption", chart.title), drawn)


def _in_hours(figures: Figures, which: str) -> float | None:
    times = figures.working_time
    if times is None:
        return None
    return (times.median if which == "median" else times.ninetieth) / _HOUR


def _hours(value: float) -> str:
    return words.hours(value * _HOUR)


def _breaches(report: Report) -> Iterator[Markup]:
    if not report.breaches:
        yield tag("p", _("No promise was broken in this period."))
        return
    sheet = sheets.spent(report)
    chart = Chart("spent", _("Where the time went"), _described_by(sheet), _hours)
    stages = sheets.by_length(report)
    drawn = chart.bars(
        [words.stage_word(stage) for stage in stages], [report.spent[stage] / _HOUR for stage in stages]
    )
    yield tag("div", _figure(chart, drawn), _table(sheet), class_="charts")
    yield from _long_table(sheets.breaches(report))


def _groups(report: Report) -> Iterator[Markup]:
    if not report.total.is_empty:
        for sheet in sheets.groups(report):
            yield _table(sheet)
        yield _table(sheets.times(report))
    if report.trend:
        yield _table(sheets.trend(report))
    if report.terms:
        yield _table(sheets.terms(report))


def _explanations() -> Markup:
    notes = [(tag("dt", word), tag("dd", meaning)) for word, meaning in summary.explanations()]
    return tag("dl", notes, class_="notes")


def _long_table(sheet: Sheet) -> Iterator[Markup]:
    """A table that may have more rows than anybody reads."""
    more = len(sheet.rows) - LONGEST
    yield _table(sheet.shortened(LONGEST))
    if more > 0:
        told = ngettext("{count} more is in the CSV.", "{count} more are in the CSV.", more)
        yield tag("p", told.format(count=more))


def _table(sheet: Sheet) -> Markup:
    head = [tag("th", column.name, scope="col", class_=_kind(column)) for column in sheet.columns]
    last = len(sheet.rows) if sheet.has_sum else None
    body = [_row(sheet, row, is_sum=number == last) for number, row in enumerate(sheet.rows, start=1)]
    table = tag(
        "table",
        tag("caption", sheet.caption),
        tag("thead", tag("tr", head)),
        tag("tbody", body),
        class_=_shape(sheet),
    )
    # What is wider than a small screen is scrolled, by keyboard too.
    return tag("div", table, class_="wide", role="region", aria_label=sheet.caption, tabindex=0)


def _shape(sheet: Sheet) -> str | None:
    if len(sheet.columns) <= _NARROW:
        return "narrow"
    return "figures" if sheet.columns[1].form is Form.NUMBER else None


def _row(sheet: Sheet, row: Sequence[Cell], *, is_sum: bool) -> Markup:
    cells = [
        tag("td", cell.text, class_=_kind(column) if cell.tone is Tone.PLAIN else cell.tone.value)
        for column, cell in zip(sheet.columns[1:], row[1:], strict=True)
    ]
    return tag("tr", tag("th", row[0].text, scope="row"), cells, class_="sum" if is_sum else None)


def _kind(column: Column) -> str | None:
    return None if column.form is Form.TEXT else column.form.value
