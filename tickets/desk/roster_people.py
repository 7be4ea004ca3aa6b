"""Who can be on duty."""

from tickets.config import Role
from tickets.config.keys import choice
from tickets.config.mistakes import Mistake, shown
from tickets.config.values import login as well_formed
from tickets.desk.house import Act
from tickets.errors import UsageError
from tickets.i18n import _


def colleague(act: Act, login: str) -> str:
    """The login as the settings write it, of somebody who can do the community management.

    Whoever acts is known to be there. Where the settings name nobody, any login will do. Raises UsageError.
    """
    settings = act.house.settings
    user = settings.user(login)
    if user is not None and user.role is Role.SPECIALIST:
        raise UsageError(
            _("{login} is a specialist, and specialists are not on duty").format(login=user.login),
            _("Name a community manager"),
        )
    if user is not None:
        return user.login
    if settings.users and login != act.actor.login:
        raise UsageError(
            _("There is no user “{login}”").format(login=shown(login)),
            choice(login, (each.login for each in settings.users if each.role is not Role.SPECIALIST)),
        )
    try:
        return well_formed(login)
    except Mistake as mistake:
        raise UsageError(mistake.what, mistake.remedy) from None
