"""The words of a hand-over, in the reader's language; for screens and commands alike."""

from tickets.desk.duty_rows import BriefLine, Change, HandOverView
from tickets.i18n import _, ngettext
from tickets.rules.states import state_word


def handed_over(brief: HandOverView, made_at: str) -> str:
    """How many tickets, and how urgent, when it was made: as a clause. made_at: that time in words."""
    due, late = len(brief.due_this_week), len(brief.breached)
    parts = [how_many(brief)]
    if due:
        parts.append(_("{count} due this week").format(count=due))
    if late:
        parts.append(_("{count} too late").format(count=late))
    return _("As of {time}: {figures}").format(time=made_at, figures=", ".join(parts))


def how_many(brief: HandOverView) -> str:
    """How many tickets it lists."""
    count = len(brief.lines)
    return ngettext("{count} ticket", "{count} tickets", count).format(count=count)


def since_then(changes: dict[Change, int]) -> str:
    """What has become of these tickets since, as a clause."""
    words = {
        Change.DONE: _("{count} done"),
        Change.LATE: _("{count} became late"),
        Change.MOVED: _("{count} with another date"),
        Change.GONE: _("{count} deleted"),
    }
    parts = [words[change].format(count=changes[change]) for change in words if changes.get(change)]
    if not parts:
        return _("Since then: no change")
    return _("Since then: {changes}").format(changes=", ".join(parts))


def done_word(line: BriefLine) -> str:
    """How a ticket has ended since; "" for one that has not."""
    return state_word(line.state_now) if line.is_done and line.state_now else ""
