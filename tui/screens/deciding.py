"""What becomes of a ticket: ignored, forwarded, assigned, put aside, closed, labelled; and all of it taken back."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tickets.desk.rows import EventView
from tickets.desk.words import event_words
from tickets.i18n import _
from tickets.rules.states import Kind, State, kind_word
from tui.action import Choice
from tui.deeds import Deed, Effect
from tui.drawing import Tone
from tui.format import Clock
from tui.screens.dialogs import AskLine
from tui.screens.picker import Picked, Picker

if TYPE_CHECKING:
    from tui.backend import Backend
    from tui.screens.acts import Acts

_NOBODY = "-"
"""Among those to whom a ticket may be assigned; no login looks like this."""


class Deciding:
    """The deeds that change tickets without a word to the citizen."""

    def __init__(self, acts: "Acts") -> None:
        self._acts = acts
        self._screen = acts.screen
        self.run: Mapping[str, Callable[[], None]] = {
            "ignore": self._ignore,
            "forward": self._choose_department,
            "take": self._take,
            "assign": self._choose_colleague,
            "close": self._close,
            "snooze": self._choose_time,
            "label": self._label,
            "wait": self._wait,
            "recall": self._recall,
            "reopen": self._reopen,
            "undo": self._undo,
        }

    def _ignore(self) -> None:
        acts = self._acts
        told = acts.tells(_("Ticket {id} ignored."), _("{count} tickets ignored."))
        acts.to_each(lambda backend, row: backend.ignore(row), told)

    def _rescue(self) -> None:
        acts = self._acts
        acts.targets = (self._screen.row,) if self._screen.row else ()
        acts.to_each(
            lambda backend, row: backend.rescue(row),
            acts.tells(
                _("Ticket {id} rescued; it carries its original clock."), _("{count} tickets rescued.")
            ),
        )

    # Forwarding.

    def _choose_department(self) -> None:
        title = self._acts.told(_("Whom to ask about ticket {id}?"), _("Whom to ask about {count} tickets?"))
        note = _("A note for the department, if you like")
        suggested = self._acts.targets[0].department or ""
        picker = Picker(title, None, note=note, first=suggested, why=_("suggested"))
        self._acts.pick(picker, self._forward, _departments)

    def _forward(self, picked: Picked) -> None:
        acts = self._acts
        told = acts.tells(
            _("Ticket {id} forwarded to {department}."),
            _("{count} tickets forwarded to {department}."),
            department=self._screen.department(picked.key),
        )
        acts.to_each(lambda backend, row: backend.forward(row, picked.key, picked.note), told)

    # Assigning.

    def _take(self) -> None:
        if self._screen.me is not None:
            self._assign(self._screen.me.login)

    def _choose_colleague(self) -> None:
        now = self._acts.targets[0].assignee or _NOBODY
        title = self._acts.told(_("Who takes ticket {id}?"), _("Who takes {count} tickets?"))
        picker = Picker(title, None, first=now, why=_("now"))
        self._acts.pick(
            picker, lambda picked: self._assign(None if picked.key == _NOBODY else picked.key), _colleagues
        )

    def _assign(self, login: str | None) -> None:
        acts = self._acts
        if login is None:
            told = acts.tells(_("Ticket {id} is nobody's now."), _("{count} tickets are nobody's now."))
        else:
            told = acts.tells(
                _("Ticket {id} is with {login} now."), _("{count} tickets are with {login} now."), login=login
            )
        acts.to_each(lambda backend, row: backend.assign(row, login), told, leaves=False)

    # Closing and putting aside.

    def _close(self) -> None:
        question = self._acts.told(
            _("Close ticket {id} without an answer?"), _("Close {count} tickets without an answer?")
        )
        dialog = AskLine(question, hint=_("Why, if you like; nobody outside sees it"))
        self._screen.app.push_screen(dialog, self._closed)

    def _closed(self, reason: str | None) -> None:
        if reason is None:
            return
        acts = self._acts
        acts.to_each(
            lambda backend, row: backend.close_ticket(row, reason),
            acts.tells(_("Ticket {id} closed."), _("{count} tickets closed.")),
        )

    def _times(self, backend: "Backend") -> tuple[Choice, ...]:
        """An hour, three hours, then the beginning of service on the working days to come. In a thread."""
        clock, now = self._screen.clock, self._screen.clock.now()
        soon = [
            Choice((now + timedelta(hours=hours)).isoformat(), label)
            for hours, label in ((1, _("in an hour")), (3, _("in three hours")))
        ]
        account = self._acts.targets[0].account
        mornings = [
            Choice(start.isoformat(), clock.moment(start), also=clock.day_words(start))
            for _day, start, _end in backend.working_days(account)
            if start > now
        ]
        return (*soon, *mornings)

    def _choose_time(self) -> None:
        title = self._acts.told(
            _("Put ticket {id} aside until when?"), _("Put {count} tickets aside until when?")
        )
        self._acts.pick(Picker(title, None), self._snooze, self._times)

    def _snooze(self, picked: Picked) -> None:
        acts = self._acts
        until = datetime.fromisoformat(picked.key)
        told = acts.tells(
            _("Ticket {id} put aside until {time}. Its clock runs on."),
            _("{count} tickets put aside until {time}. Their clocks run on."),
            time=self._screen.clock.moment(until),
        )
        acts.to_each(lambda backend, row: backend.snooze(row, until), told)

    def _wait(self) -> None:
        acts = self._acts
        told = acts.tells(_("Ticket {id} waits for the citizen."), _("{count} tickets wait for the citizen."))
        acts.to_each(lambda backend, row: backend.wait(row), told)

    # Taking up again.

    def _recall(self) -> None:
        acts = self._acts
        told = acts.tells(
            _("Ticket {id} taken back from the department."),
            _("{count} tickets taken back from departments."),
        )
        acts.to_each(lambda backend, row: backend.recall(row), told)

    def _reopen(self) -> None:
        acts = self._acts
        acts.to_each(
            lambda backend, row: backend.reopen(row),
            acts.tells(_("Ticket {id} reopened."), _("{count} tickets reopened.")),
        )

    # Labelling.

    def _label(self) -> None:
        choices = [Choice(kind.value, kind_word(kind)) for kind in Kind]
        now = self._acts.targets[0].kind.value
        self._acts.pick(Picker(_("What is it about?"), choices, first=now, why=_("now")), self._labelled)

    def _labelled(self, picked: Picked) -> None:
        acts, kind = self._acts, Kind(picked.key)
        acts.to_each(
            lambda backend, row: backend.label(row, kind),
            acts.tells(_("Ticket {id}: {kind}."), _("{count} tickets: {kind}."), kind=kind_word(kind)),
            leaves=False,
        )

    def _undo(self) -> None:
        """What was done last at this terminal; else what this person did last to the ticket under the cursor."""
        row = self._screen.row
        deeds = self._acts.deeds
        if row is not None and row.state is State.IGNORED and not deeds.is_last(row.id):
            self._rescue()
            return
        rows = deeds.last() or ((row,) if row is not None else ())
        if not rows:
            self._screen.say(_("There is nothing to take back."), Tone.WARN)
            return
        self._acts.targets = rows
        self._acts.do(
            Deed(
                rows=rows,
                run=lambda backend, each: backend.undo(each.id),
                told=self._undone(self._screen.clock),
                cursor=rows[0].id,
            )
        )

    def _undone(self, clock: Clock) -> Callable[[Effect], str]:
        """What to say of what was undone."""

        def tell(effect: Effect) -> str:
            event = EventView(clock.now(), "", "undone", {"what": effect.what})
            what = event_words(event, clock.moment)
            one, many = (
                _("Ticket {id} is as it was before ({what})."),
                _("{count} tickets are as they were before ({what})."),
            )
            return self._acts.tells(one, many, what=what)(effect)

        return tell


def _departments(backend: "Backend") -> tuple[Choice, ...]:
    return tuple(Choice(each.key, each.name, each.description) for each in backend.departments())


def _colleagues(backend: "Backend") -> tuple[Choice, ...]:
    people = (Choice(login, name, login if login != name else "") for login, name in backend.colleagues())
    return (*people, Choice(_NOBODY, _("nobody")))
