"""Who acts, and what they may do: decided here, not in a screen."""

from dataclasses import dataclass
from enum import StrEnum

from tickets.config import Role, Settings
from tickets.errors import NotAllowed
from tickets.i18n import _


class Right(StrEnum):
    """What somebody may do with tickets."""

    READ_ALL = "read all tickets"
    TRIAGE = "triage"  # assign, snooze, close, label
    IGNORE = "ignore"  # and rescue
    FORWARD = "forward"
    REPLY = "reply"
    PROPOSE = "propose"
    NOTE = "note"


_MANAGER = frozenset(Right)
_RIGHTS = {
    Role.MANAGER: _MANAGER,
    Role.LEAD: _MANAGER,
    Role.ADMINISTRATOR: _MANAGER,
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
                _("Ask the community manager on duty"),
            )


BRIDGE = Actor("bridge", Role.ADMINISTRATOR)
"""The service itself, where nobody in particular acts."""


def actor(settings: Settings, login: str) -> Actor:
    """The person behind a login.

    Who can read the settings and the tokens is trusted with both: a login that the settings do not list acts
    as a community manager, named in every event. Listing a login narrows rights, it does not grant them.
    """
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
    }[right]
