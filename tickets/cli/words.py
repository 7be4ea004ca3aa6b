"""What the history and the clocks of a ticket tell, in the reader's language."""

from tickets.i18n import _
from tickets.rules.sla import Outcome, Promise


def event_word(what: str) -> str:
    """An event of the history; its own name where it is one that we have no words for."""
    return {
        "arrived": _("the citizen wrote"),
        "joined": _("the citizen added something"),
        "edited": _("the citizen changed the post"),
        "deleted": _("the citizen deleted the post"),
        "answered": _("answer published"),
        "interim": _("interim status published"),
        "asked": _("question back published"),
        "forwarded": _("forwarded to a department"),
        "proposed": _("answer proposed"),
        "recalled": _("taken back from the department"),
        "waiting": _("waiting for the citizen"),
        "snoozed": _("put aside"),
        "woken": _("back after a while"),
        "closed": _("closed without an answer"),
        "reopened": _("taken up again"),
        "ignored": _("ignored"),
        "rescued": _("rescued"),
        "assigned": _("assigned"),
        "labelled": _("kind corrected"),
        "noted": _("note"),
        "reply_queued": _("reply written"),
        "reply_withdrawn": _("reply withdrawn"),
        "reply_failed": _("reply failed"),
        "reply_uncertain": _("nobody can tell whether the reply is out"),
        "at_risk": _("deadline at risk"),
        "breached": _("deadline broken"),
    }.get(what, what)


def promise_word(promise: Promise) -> str:
    """What is owed."""
    return {
        Promise.ANSWER: _("an answer"),
        Promise.INTERIM: _("word by the promised date"),
        Promise.DEPARTMENT: _("the department's proposal"),
    }[promise]


def outcome_word(outcome: Outcome, *, breached: bool) -> str:
    """How it ended, and whether in time."""
    if breached:
        return {
            Outcome.RUNNING: _("overdue"),
            Outcome.MET: _("kept too late"),
            Outcome.STOPPED: _("ended after the deadline"),
        }[outcome]
    return {
        Outcome.RUNNING: _("running"),
        Outcome.MET: _("kept"),
        Outcome.STOPPED: _("ended without need"),
    }[outcome]
