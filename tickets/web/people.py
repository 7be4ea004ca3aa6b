"""Who may come in, of those who can prove who they are."""

from tickets.config import Settings
from tickets.config.mistakes import Mistake
from tickets.config.values import login as checked

_SERVICE = "bridge"
"""The login of the service itself."""


def admitted(settings: Settings, login: str) -> str | None:
    """The login under which this person acts, as the settings write it; None where they may not come in.

    In a terminal a login that the settings do not list acts as a community manager, because whoever can read settings
    and store is trusted already. A browser proves no such thing: where anybody is listed, only they come in.
    """
    if settings.users:
        user = settings.user(login)
        return user.login if user else None
    try:
        return checked(login) if login.casefold() != _SERVICE else None
    except Mistake:
        return None
