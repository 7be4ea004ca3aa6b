"""Who acts, and what they may do: decided here, not in a screen."""

from dataclasses import dataclass
from enum import StrEnum

from tickets.config import Role, Settings
from tickets.errors import NotAllowed
from tickets.i18n import _


class Right(StrEnum):
    """What somebody may do with tickets and with the roster."""

    READ_ALL = "read all tickets"
    TRIAGE = "triage"  # assign, snooze, close, label
    IGNORE = "ignore"  # and rescue
    FORWARD = "forward"
    REPLY = "reply"
    PROPOSE = "propose"
    NOTE = "note"
    OWN_DUTY = "change own duty"  # swap own weeks, enter own absences, acknowledge a hand-over
    ROSTER = "change the roster"
    RECKON = "reckon deadlines anew"
    TRAIN = "train triage"


_ALL = frozenset(Right)
_FOR_LEADS = frozenset({Right.ROSTER, Right.RECKON, Right.TRAIN})
_RIGHTS = {
    Role.MANAGER: _ALL - _FOR_LEADS,
    Role.LEAD: _ALL,
    Role.ADMINISTRATOR: _ALL,
    Role.SPECIALIST: frozenset({Right.PROPOSE, Right.NOTE}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `department` is the key of a specialist's own department, None for everybody else."""

    login: str
    role: Role
    department: str | None = None

    def may(self, right: Right) -> bool:
        """Whether this person may do this at all; a specialist only in the own department's tickets."""
        return right in _RIGHTS[self.role]

    def require(self, right: Right) -> None:
        """Raises NotAllowed where the person may not do this."""
        if not self.may(right):
            raise NotAllowed(
                _("{login} may not do this: it needs the right to {right}").format(
                    login=self.login, right=right_word(right)
                ),
                _("Ask the team lead") if right in _FOR_LEADS else _("Ask the community manager on duty"),
            )


BRIDGE = Actor("bridge", Role.ADMINISTRATOR)
"""The service itself, where nobody in particular acts."""


def actor(settings: Settings, login: str) -> Actor:
    """The person behind a login.

    Who can read the settings and the tokens is trusted with both. As long as the settings list nobody, everybody
    may do everything, named in every event: a small house needs no roles. Where they list somebody, a login that
    they do not list acts as a community manager: what is for leads is for those who are listed as such.
    """
    if not settings.users:
        return Actor(login, Role.ADMINISTRATOR)
    user = settings.user(login)
    if user is None:
        return Actor(login, Role.MANAGER)
    return Actor(user.login, user.role, user.department)


def right_word(right: Right) -> str:
    """The right in the reader's language, as an infinitive without “to”."""
    return {
        Right.READ_ALL: _("read all tickets"),
        Right.TRIAGE: _("change tickets"),
        Right.IGNORE: _("ignore tickets"),
        Right.FORWARD: _("forward tickets"),
        Right.REPLY: _("answer citizens"),
        Right.PROPOSE: _("propose answers"),
        Right.NOTE: _("write notes"),
        Right.OWN_DUTY: _("change own duty"),
        Right.ROSTER: _("change the roster"),
        Right.RECKON: _("reckon deadlines anew"),
        Right.TRAIN: _("train triage"),
    }[right]
