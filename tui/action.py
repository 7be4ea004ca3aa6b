"""What an action is, and whether it is possible here: for this person, and for a ticket in this state."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from enum import StrEnum

from tickets.desk.rows import Row
from tickets.errors import IllegalMove
from tickets.i18n import _
from tickets.rules.filter_values import Known
from tickets.rules.states import Move, Queue, after
from tui.keynames import key_word


@dataclass(frozen=True, slots=True)
class Me:
    """Who sits at the desk, as screens need to know it: rights by the values of `desk.people.Right`."""

    login: str
    role: str
    department: str | None
    rights: frozenset[str]
    departments: Mapping[str, str]
    """The names of the departments by their keys."""
    known: Known = field(default_factory=Known)
    """What can be named in a filter of the search."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose from a list: a department, a person, a time."""

    key: str
    label: str
    detail: str = ""
    also: str = ""
    """Further words by which it is found: `Friday`, `tomorrow`."""


class Topic(StrEnum):
    """Under which heading the help lists an action."""

    ANSWER = "answer"
    DECIDE = "decide"
    MOVE = "move"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done."""

    id: str
    topic: Topic
    keys: str
    """As Textual writes them, the one to show first: `j,down`."""
    label: str
    """One or two words, for the key bar."""
    help: str
    """A sentence. `{send}` in it is the key of the action `send`."""
    _: KW_ONLY
    key: str = ""
    """The key as people read it, where it is more than the name of the first: `j ↓`."""
    like: str = ""
    """The action whose key leads here too, where it has none of its own."""
    right: str = ""
    """Value of the `desk.people.Right` that it takes; "" for none."""
    move: Move | None = None
    """The move it makes, which the ticket's state must allow."""
    ticket: bool = True
    """Whether it is about a ticket."""
    many: bool = False
    """Whether it is done to all that are marked."""
    typing: bool = False
    """Whether somebody may be writing meanwhile, so that a letter is a letter."""
    bar: bool = False
    """Whether the key bar shows it, greyed where it is impossible."""
    bar_if_possible: bool = False
    """Whether the key bar shows it only where it is possible."""

    @property
    def shown(self) -> str:
        """The key as people read it."""
        return self.key or key_word(self.keys.partition(",")[0])


def refusal(action: Action, row: Row | None, me: Me | None) -> str | None:
    """Why the action is impossible for this person and ticket, as a sentence; None where it is possible."""
    if me is None:
        return _("The store is not open yet.")
    if action.right and action.right not in me.rights:
        return _("“{action}” is not yours to do. Ask the community manager on duty.").format(
            action=action.label
        )
    if action.ticket and row is None:
        return _("There is no ticket here. Choose another queue, or wait for one to arrive.")
    if action.ticket and row is not None:
        return _refused_by_state(action, row)
    return None


def _refused_by_state(action: Action, row: Row) -> str | None:
    if action.id in ("reply", "interim", "template", "use_proposal") and row.queue is Queue.IGNORED:
        from tui.actions import key_of  # late: the table is made of what stands here

        return _("Ticket {id} is ignored. Rescue it first ({key}).").format(id=row.id, key=key_of("undo"))
    if action.move is None:
        return None
    try:
        after(row.state, action.move)
    except IllegalMove as error:
        return str(error)
    return None
