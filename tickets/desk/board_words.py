"""The words of the board, in the reader's language; for screens and commands alike."""

from tickets.desk.board_rows import Why
from tickets.desk.department_rows import Stand
from tickets.i18n import _
from tickets.rules.duty import Week


def week_word(week: Week) -> str:
    """A week where there is little room."""
    return _("W{number}").format(number=week.number)


def why_word(why: Why, department: str | None = None) -> str:
    """What a ticket waits for. department: its name or key, where it is with one."""
    if why is Why.DEPARTMENT and department:
        return _("with {department}").format(department=department)
    return {
        Why.FAILED: _("reply failed"),
        Why.UNCERTAIN: _("reply uncertain"),
        Why.ON_ITS_WAY: _("reply on its way"),
        Why.PROPOSED: _("proposal lies ready"),
        Why.DEPARTMENT: _("with a department"),
        Why.ASIDE: _("put aside"),
        Why.WAITING: _("waiting for the citizen"),
        Why.FOUND_LATE: _("found late"),
        Why.UNTOUCHED: _("nobody has taken it up"),
        Why.IN_WORK: _("in progress"),
    }[why]


def stand_word(stand: Stand) -> str:
    """How a question to a department stands; a heading."""
    return {
        Stand.OPEN: _("Open questions"),
        Stand.PROPOSED: _("Proposed, not answered yet"),
        Stand.ANSWERED: _("Answered"),
    }[stand]
