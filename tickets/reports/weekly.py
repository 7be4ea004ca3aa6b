"""A week's report as a letter: what the bridge sends to the team lead when the week is over."""

from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tickets.desk.house import Act
from tickets.i18n import _
from tickets.reports import summary, words
from tickets.reports.making import Scope, make
from tickets.reports.page import page
from tickets.reports.period import whole_week
from tickets.reports.table import as_text
from tickets.rules.duty import Week


class Letter(NamedTuple):
    """A message in two forms: plain text, and a page of HTML to go with it."""

    subject: str
    text: str
    html: str


def weekly(session: Session, act: Act, week: Week) -> Letter:
    """The report of one ISO week, in the language in use. Raises NotAllowed."""
    period = whole_week(week, ZoneInfo(act.house.settings.timezone))
    report = make(session, act, Scope(period))
    subject = _("Report {week}: {kept} of the promises kept").format(
        week=words.week_word(week), kept=words.percent(report.total.kept_percent)
    )
    if not report.total.decided:
        subject = summary.title(report)
    return Letter(subject, as_text(report), page(report))
