"""The keys of the desk: refuses what is impossible, and hands the rest to whoever knows how it is done."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual.message import Message

from tickets.desk.rows import Row
from tickets.errors import TicketsError
from tui.action import Action, Choice, refusal
from tui.actions import actions
from tui.deeds import Deed, Deeds, Versions
from tui.drawing import Tone
from tui.messages import ChoicesRead, DeedDone
from tui.screens.deciding import Deciding
from tui.screens.picker import Picked, Picker
from tui.screens.steps import Steps
from tui.screens.writing import Writing
from tui.widgets.key_bar import Hint, KeyBar
from tui.widgets.ticket_head import suggestion_of

if TYPE_CHECKING:
    from tui.backend import Backend
    from tui.screens.desk import DeskScreen

Load = Callable[["Backend"], tuple[Choice, ...]]
"""Reads what there is to choose from."""


class Acts:
    """The actions of one desk screen."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.deeds = Deeds()
        self._versions = Versions()
        self.table: Mapping[str, Action] = {action.id: action for action in actions()}
        self.targets: tuple[Row, ...] = ()
        """The tickets that the action in hand is about."""
        self._run: Mapping[str, Callable[[], None]] = {
            **Steps(self).run,
            **Writing(self).run,
            **Deciding(self).run,
        }

    def act(self, name: str) -> None:
        """Do it, or say in a sentence why not."""
        action = self.table[name]
        self.screen.listing.wish = None  # whoever presses a key is somewhere else already
        rows = self._rows(action)
        refused = [refusal(action, row, self.screen.me) for row in rows or (None,)]
        if all(refused):
            self.screen.say(refused[0] or "", Tone.WARN)
            return
        self.targets = tuple(row for row, why in zip(rows, refused, strict=False) if why is None)
        self._run[name]()

    def _rows(self, action: Action) -> tuple[Row, ...]:
        if action.many and self.screen.tickets.marks:
            return self.screen.tickets.marked
        return (self.screen.row,) if self.screen.row else ()

    def do(self, deed: Deed) -> None:
        """Send it to the store, ticket by ticket; DeedDone tells."""
        screen = self.screen
        if deed.leaves and not screen.searching:
            # At once, so that the next key meets the next ticket.
            screen.tickets.drop(row.id for row in deed.rows)

        def job(backend: "Backend") -> Message:
            done: list[int] = []
            errors: list[TicketsError] = []
            for row in deed.rows:
                try:
                    deed.run(backend, self._versions.current(row))
                    self._versions.remember(row, backend.version(row.id) or row.version)
                    done.append(row.id)
                except TicketsError as error:
                    errors.append(error)
            return DeedDone(deed, tuple(done), tuple(errors))

        screen.errands.send(screen, "deeds", job)

    def remember(self, deed: Deed, done: tuple[int, ...]) -> None:
        """It can be taken back."""
        self.deeds.remember(deed, done)
        self.show_keys()

    def told(self, one: str, many: str, **more: str) -> str:
        """What to say of the tickets in hand: `{id}` in `one`, `{count}` in `many`."""
        count = len(self.targets)
        return (one if count == 1 else many).format(id=self.targets[0].id, count=count, **more)

    def pick(self, picker: Picker, then: Callable[[Picked], None], load: Load | None = None) -> None:
        """Let the reader choose; nothing happens where they do not.

        load: reads the choices, in a thread. The dialog is there at once: what is typed next is meant for it.
        """

        def picked(answer: Picked | None) -> None:
            if answer is not None:
                then(answer)

        self.screen.app.push_screen(picker, picked)
        if load is not None:
            self.screen.errands.ask(picker, "choices", lambda backend: ChoicesRead(load(backend)))

    # The key bar.

    def show_keys(self) -> None:
        """What can be done next, with the obvious step first among equals."""
        self.screen.query_one("#keys", KeyBar).show(self._hints())

    def _hints(self) -> list[Hint]:
        row, me = self.screen.row, self.screen.me
        suggested = self._suggested()
        hints = []
        for action in self.table.values():
            if me is not None and action.right and action.right not in me.rights:
                continue
            possible = refusal(action, row, me) is None
            next_step = action.shown == suggested
            wanted = action.bar or next_step or (action.id == "propose" and self._is_specialist)
            if wanted or (action.bar_if_possible and possible):
                hints.append(Hint(action.shown, action.label, action.id, possible, next_step))
        return hints

    def _suggested(self) -> str:
        view = self.screen.pane.view
        if view is None or self.screen.row is None or view.row.id != self.screen.row.id:
            return ""
        names = self.screen.me.departments if self.screen.me else {}
        line = suggestion_of(view, self.screen.clock, names)
        return line[0].text.strip() if line else ""

    @property
    def _is_specialist(self) -> bool:
        return self.screen.me is not None and self.screen.me.department is not None
