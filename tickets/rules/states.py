"""The states of a ticket and the legal moves between them.

A state says what the ticket waits for; a queue is where people look for it. The move table below is the whole
law: `desk` asks `after`, screens ask `allowed` to grey out what is impossible.
"""

from enum import StrEnum

from tickets.errors import IllegalMove
from tickets.i18n import _


class Queue(StrEnum):
    """Where a ticket is looked for."""

    INBOX = "inbox"
    DEPARTMENTS = "departments"
    WAITING = "waiting"
    DONE = "done"
    IGNORED = "ignored"


class State(StrEnum):
    """What a ticket waits for."""

    NEW = "new"  # nobody has touched it
    OPEN = "open"  # somebody works on it
    PROPOSED = "proposed"  # a department has proposed an answer: ours to use
    FORWARDED = "forwarded"  # with a department
    WAITING = "waiting"  # for the citizen: we asked back
    SNOOZED = "snoozed"  # until a time that a person set
    ANSWERED = "answered"  # our answer is published
    CLOSED = "closed"  # ended without an answer
    IGNORED = "ignored"  # hostile, spam: kept, never answered, can be rescued

    @property
    def queue(self) -> Queue:
        """The queue in which people look for a ticket in this state."""
        return _QUEUES[self]


class Kind(StrEnum):
    """What a post is about, as triage sees it."""

    QUESTION = "question"
    INCIDENT = "incident"
    CRITICISM = "criticism"
    PRAISE = "praise"
    HOSTILE = "hostile"
    SPAM = "spam"
    OTHER = "other"


class Zone(StrEnum):
    """How sure triage is that a post is hostile."""

    IGNORE = "ignore"  # so sure that it may ignore by itself
    SUGGEST = "suggest"  # stays in the inbox; one key ignores it
    NORMAL = "normal"


class Move(StrEnum):
    """What happens to a ticket that may change its state."""

    ARRIVE = "arrive"  # the citizen writes again, something that wants an answer
    TAKE = "take"  # a person takes or is given the ticket
    FORWARD = "forward"
    PROPOSE = "propose"  # a department answers
    RECALL = "recall"  # back from the department without an answer
    ANSWER = "answer"  # our answer is published
    INTERIM = "interim"  # our interim status is published
    ASK = "ask"  # our question back to the citizen is published
    WAIT = "wait"  # for the citizen
    SNOOZE = "snooze"
    WAKE = "wake"  # the time of a snooze has come
    CLOSE = "close"
    REOPEN = "reopen"
    IGNORE = "ignore"
    RESCUE = "rescue"


_QUEUES = {
    State.NEW: Queue.INBOX,
    State.OPEN: Queue.INBOX,
    State.PROPOSED: Queue.INBOX,
    State.FORWARDED: Queue.DEPARTMENTS,
    State.WAITING: Queue.WAITING,
    State.SNOOZED: Queue.WAITING,
    State.ANSWERED: Queue.DONE,
    State.CLOSED: Queue.DONE,
    State.IGNORED: Queue.IGNORED,
}

_INBOX = (State.NEW, State.OPEN, State.PROPOSED)
_WORK = (*_INBOX, State.FORWARDED)
_REST = (State.WAITING, State.SNOOZED)
_LIVE = (*_WORK, *_REST)
_ENDED = (State.ANSWERED, State.CLOSED)
_ALL = (*_LIVE, *_ENDED, State.IGNORED)


def _table() -> dict[tuple[State, Move], State]:
    """Every legal (state, move) and the state it leads to."""
    rows: list[tuple[tuple[State, ...], Move, State | None]] = [
        (_WORK, Move.ARRIVE, None),
        ((*_REST, *_ENDED, State.IGNORED), Move.ARRIVE, State.OPEN),
        ((State.NEW, State.OPEN), Move.TAKE, State.OPEN),
        ((State.PROPOSED, State.FORWARDED, *_REST), Move.TAKE, None),
        (_LIVE, Move.FORWARD, State.FORWARDED),
        ((State.FORWARDED, State.PROPOSED), Move.PROPOSE, State.PROPOSED),
        ((State.FORWARDED,), Move.RECALL, State.OPEN),
        # What is published is published, wherever the ticket has gone meanwhile.
        (_ALL, Move.ANSWER, State.ANSWERED),
        (_ALL, Move.ASK, State.WAITING),
        ((State.NEW,), Move.INTERIM, State.OPEN),
        (tuple(state for state in _ALL if state is not State.NEW), Move.INTERIM, None),
        ((*_WORK, State.SNOOZED), Move.WAIT, State.WAITING),
        ((*_INBOX, State.WAITING, State.SNOOZED), Move.SNOOZE, State.SNOOZED),
        ((State.SNOOZED,), Move.WAKE, State.OPEN),
        (_LIVE, Move.CLOSE, State.CLOSED),
        (_ENDED, Move.REOPEN, State.OPEN),
        (_LIVE, Move.IGNORE, State.IGNORED),
        ((State.IGNORED,), Move.RESCUE, State.OPEN),
    ]
    return {(state, move): target or state for states, move, target in rows for state in states}


_MOVES = _table()


def allowed(state: State, move: Move) -> bool:
    """Whether the move is legal from this state."""
    return (state, move) in _MOVES


def after(state: State, move: Move) -> State:
    """The state the move leads to.

    Raises IllegalMove where the law knows no such move.
    """
    try:
        return _MOVES[state, move]
    except KeyError:
        raise IllegalMove(
            _("A ticket that is {state} cannot be moved by “{move}”").format(
                state=state_word(state), move=move_word(move)
            ),
            _("Look at the ticket again; somebody may have been faster"),
        ) from None


def state_word(state: State) -> str:
    """The state in the reader's language."""
    return {
        State.NEW: _("new"),
        State.OPEN: _("in progress"),
        State.PROPOSED: _("answer proposed"),
        State.FORWARDED: _("with a department"),
        State.WAITING: _("waiting for the citizen"),
        State.SNOOZED: _("put aside"),
        State.ANSWERED: _("answered"),
        State.CLOSED: _("closed"),
        State.IGNORED: _("ignored"),
    }[state]


def queue_word(queue: Queue) -> str:
    """The queue in the reader's language."""
    return {
        Queue.INBOX: _("Inbox"),
        Queue.DEPARTMENTS: _("Departments"),
        Queue.WAITING: _("Waiting"),
        Queue.DONE: _("Done"),
        Queue.IGNORED: _("Ignored"),
    }[queue]


def kind_word(kind: Kind) -> str:
    """The kind in the reader's language."""
    return {
        Kind.QUESTION: _("question"),
        Kind.INCIDENT: _("incident"),
        Kind.CRITICISM: _("criticism"),
        Kind.PRAISE: _("praise"),
        Kind.HOSTILE: _("hostile"),
        Kind.SPAM: _("spam"),
        Kind.OTHER: _("other"),
    }[kind]


def move_word(move: Move) -> str:
    """The move in the reader's language, as an infinitive."""
    return {
        Move.ARRIVE: _("arrive"),
        Move.TAKE: _("assign"),
        Move.FORWARD: _("forward"),
        Move.PROPOSE: _("propose"),
        Move.RECALL: _("take back"),
        Move.ANSWER: _("answer"),
        Move.INTERIM: _("interim status"),
        Move.ASK: _("ask back"),
        Move.WAIT: _("wait"),
        Move.SNOOZE: _("put aside"),
        Move.WAKE: _("wake"),
        Move.CLOSE: _("close"),
        Move.REOPEN: _("reopen"),
        Move.IGNORE: _("ignore"),
        Move.RESCUE: _("rescue"),
    }[move]
