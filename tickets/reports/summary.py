"""What a report says in whole sentences: its title, its sum, how everything in it is counted."""

from tickets.i18n import _, ngettext
from tickets.reports import words
from tickets.reports.figures import Figures, Report
from tickets.rules.dates import time_word
from tickets.rules.delay import length_word


def title(report: Report) -> str:
    """What the report is about, in a line."""
    return _("Report: {period}").format(period=words.period_word(report.period))


def scope_words(report: Report) -> list[str]:
    """What the report leaves out, and when it was made."""
    told = []
    if report.account is not None:
        told.append(_("Only the account “{name}”").format(name=report.account))
    if report.department is not None:
        name = words.department_word(report, report.department)
        told.append(_("Only what the department “{name}” was asked").format(name=name))
    made = time_word(report.made_at, report.period.zone)
    told.append(_("As of {time}, {zone}").format(time=made, zone=report.period.zone.key))
    return told


def sentences(report: Report) -> str:
    """The whole report in two or three sentences, for those who read no further."""
    total = report.total
    if total.is_empty:
        return _("Nothing was received in this period, and nothing was open.")
    received = ngettext(
        "{count} enquiry was received", "{count} enquiries were received", total.received
    ).format(count=total.received)
    answered = ngettext("{count} was answered", "{count} were answered", total.answered).format(
        count=total.answered
    )
    first = _("{received}, {answered}.").format(received=received, answered=answered)
    return " ".join(filter(None, [first, _promises(total), _transit(total), now(report)]))


def _promises(total: Figures) -> str:
    if not total.decided:
        return _("No deadline fell in this period.")
    if not total.breached:
        return ngettext("The one promise was kept.", "All {count} promises were kept.", total.kept).format(
            count=total.kept
        )
    return ngettext(
        "{breached} of {count} promise was broken.",
        "{breached} of {count} promises were broken.",
        total.decided,
    ).format(breached=total.breached, count=total.decided)


def _transit(total: Figures) -> str:
    """What reached us late from other servers; "" where nothing did."""
    late = total.transit_time
    if late is None:
        return ""
    return ngettext(
        "{count} question reached us {median} after it was written, and no promise counts that time.",
        "{count} questions reached us late, half of them {median} or more after they were written; no promise"
        " counts that time.",
        late.count,
    ).format(count=late.count, median=length_word(late.median))


def now(report: Report) -> str:
    """What is open now, whatever the period."""
    are_open = ngettext("Now {count} is open", "Now {count} are open", report.open_now)
    counted = are_open.format(count=report.open_now)
    return _("{open}: {pressing}.").format(open=counted, pressing=pressing(report))


def pressing(report: Report) -> str:
    """How many of those are too late or at risk."""
    return _("{overdue} too late, {at_risk} at risk").format(
        overdue=report.overdue_now, at_risk=report.at_risk_now
    )


def balance(total: Figures) -> list[tuple[str, int]]:
    """How the open enquiries of the beginning became those of the end; what is rare is told only if it was."""
    lines = [
        (_("Open at the beginning"), total.open_before, True),
        (_("Received"), total.received, True),
        (_("Taken up again by us"), total.reopened, False),
        (_("Answered, or asked back"), -total.answered, True),
        (_("Ignored"), -total.ignored, True),
        (_("Closed without an answer"), -total.closed, False),
        (_("Waiting for the citizen"), -total.waiting, False),
        (_("Open at the end"), total.open_after, True),
    ]
    return [(name, count) for name, count, always in lines if count or always]


def explanations() -> list[tuple[str, str]]:
    """How the figures are counted: the word, and what it means here."""
    return [*_of_promises(), *_of_times()]


def _of_promises() -> list[tuple[str, str]]:
    return [
        (
            _("Received"),
            _(
                "Questions that reached our server in the period. A further question after an answer counts"
                " anew; one that comes while an answer is owed does not."
            ),
        ),
        (
            _("Answered"),
            _(
                "Questions to which an answer or a question back was published in the period, whenever they came."
            ),
        ),
        (
            _("Kept"),
            _(
                "Promises met in time: by an answer, a question back or an interim status. An interim status"
                " is a new promise, with a date of its own."
            ),
        ),
        (
            _("Broken"),
            _(
                "Promises whose deadline passed in the period before they were met. A broken promise stays"
                " broken: the deadline is the one that was set then."
            ),
        ),
    ]


def _of_times() -> list[tuple[str, str]]:
    return [
        (
            _("Time to the first answer"),
            _(
                "From the receipt of the question to its answer; an interim status is none. Half of all"
                " answers took no longer than the median."
            ),
        ),
        (
            _("Working time"),
            _("Hours of service of the office that the account belongs to; real time is that of the clock."),
        ),
        (
            _("By department"),
            _("The department that was asked last. What nobody was asked about stands by itself."),
        ),
        (
            _("On the way to us"),
            _(
                "From writing to the receipt by our server, where that took more than ten minutes. It is told apart,"
                " because the clock starts with the receipt."
            ),
        ),
        (
            _("Second look"),
            _(
                "Each week some of what the bridge ignored by itself in the week before is drawn by lot, and a person"
                " looks at it. What somebody had rescued before is not among it. The interval (Wilson, 95 %) says"
                " between which shares the true one lies, as far as so small a sample can tell."
            ),
        ),
        (
            _("Our outage"),
            outage_words(),
        ),
    ]


def outage_words() -> str:
    """What is counted as an outage of ours."""
    return _("From the receipt by our server until the post was stored here, where that took long.")
