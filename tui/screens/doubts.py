"""An uncertain reply: somebody has looked on Mastodon, and says what they found."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tickets.desk.rows import ReplyView, Row
from tickets.i18n import _
from tui.action import Choice
from tui.deeds import Deed
from tui.screens.dialogs import Confirm
from tui.screens.picker import Picked, Picker

if TYPE_CHECKING:
    from tui.backend import Backend
    from tui.screens.acts import Acts

_NOT_YET, _OUT, _AGAIN, _GIVE_UP = "look", "out", "again", "draft"


class Doubts:
    """Asks what was found, and does what follows from it."""

    def __init__(self, acts: "Acts") -> None:
        self._acts = acts

    def ask(self, row: Row, reply: ReplyView) -> None:
        """Enter alone, pressed out of habit, changes nothing."""
        picker = Picker(_("Is the reply on Mastodon?"), _choices(), note=_note())
        self._acts.pick(picker, lambda picked: self._answered(row, reply, picked))

    def _answered(self, row: Row, reply: ReplyView, picked: Picked) -> None:
        match picked.key:
            case "out":
                self._do(
                    row,
                    lambda backend: backend.is_out(reply.id, picked.note),
                    _("The reply counts as published."),
                )
            case "again":
                self._do_for_sure(
                    row,
                    lambda backend: backend.send_again(reply.id),
                    _("The reply is handed to the bridge once more."),
                    yes=_("send it again"),
                )
            case "draft":
                self._do_for_sure(
                    row,
                    lambda backend: backend.give_up(reply.id),
                    _("The reply is called back; its text is your draft again."),
                    yes=_("it is not there"),
                )

    def _do_for_sure(self, row: Row, run: "Callable[[Backend], None]", told: str, *, yes: str) -> None:
        dialog = Confirm(
            _("Have you looked on Mastodon, and the reply is not there?"),
            _("If it is there and you say it is not, it may be sent a second time."),
            yes=yes,
        )
        self._acts.screen.app.push_screen(dialog, lambda sure: self._do(row, run, told) if sure else None)

    def _do(self, row: Row, run: "Callable[[Backend], None]", told: str) -> None:
        self._acts.do(Deed(rows=(row,), run=lambda backend, _row: run(backend), told=lambda _effect: told))


def _choices() -> tuple[Choice, ...]:
    return (
        Choice(_NOT_YET, _("I have not looked yet"), _("nothing is changed")),
        Choice(_OUT, _("It is there"), _("it counts as published, by your word")),
        Choice(_AGAIN, _("It is not there: send it again"), _("as it stands")),
        Choice(_GIVE_UP, _("It is not there: give it up"), _("its text becomes its author's draft")),
    )


def _note() -> str:
    return _("Its address on our server, if it is there and you have it")
