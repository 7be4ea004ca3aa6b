"""Before an answer goes out to a ticket that has changed: what has changed."""

from tickets.desk.meanwhile_rows import Meanwhile
from tickets.i18n import _
from tui.drawing import one_line
from tui.format import Clock
from tui.screens.look_first import LookFirst
from tui.widgets.difference import meanwhile_blocks


class Changed(LookFirst):
    """Shows the difference; Enter alone is no, as in every dialog."""

    def __init__(self, meanwhile: Meanwhile, clock: Clock) -> None:
        super().__init__(question_of(meanwhile), meanwhile_blocks(meanwhile, clock), yes=_("send it"))


def question_of(changed: Meanwhile) -> str:
    """What to ask before sending."""
    if who := answered_by(changed):
        return _("{login} has answered already. Send yours all the same?").format(login=who)
    if changed.by_citizen:
        return _("The citizen has written or changed something. Does your answer still fit?")
    return _("Others have changed the ticket. Send the answer all the same?")


def answered_by(changed: Meanwhile) -> str:
    """Whose reply has been handed over or published meanwhile; "" where none was."""
    return next((one_line(event.actor) for event in changed.events if event.what in _ANSWERS), "")


_ANSWERS = ("reply_queued", "part_published", "answered", "interim", "asked")
