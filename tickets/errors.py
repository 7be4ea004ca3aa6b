"""What can go wrong. Each error says what happened, where, and what to do, in one line."""

import errno

from tickets.i18n import _


class TicketsError(Exception):
    """Something did not work. Ends a command with exit code 1.

    what: what happened, and where; a full clause without a full stop.
    remedy: what the reader can do about it; a full clause, or "" where there is nothing to do.
    """

    exit_code = 1

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}. {self.remedy}." if self.remedy else f"{self.what}."


def os_reason(error: OSError) -> str:
    """Why the system did not do it, in the reader's language where it is one of the usual reasons."""
    words = {
        errno.ENOENT: _("there is no such file or folder"),
        errno.EACCES: _("this user may not do that"),
        errno.EPERM: _("this user may not do that"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOTDIR: _("what should be a folder is a file"),
        errno.EEXIST: _("it exists already"),
        errno.ENOSPC: _("there is no room left on the disk"),
        errno.EROFS: _("this place can only be read"),
        errno.EADDRINUSE: _("something else uses this address already"),
    }
    return words.get(error.errno or 0) or error.strerror or type(error).__name__


class UsageError(TicketsError):
    """Wrong usage. Ends a command with exit code 2."""

    exit_code = 2


class SettingsError(UsageError):
    """The settings are wrong. Ends a command with exit code 2."""

    def __init__(self, file: str, key: str, what: str, remedy: str) -> None:
        where = f"{file}: {key}" if key else file
        super().__init__(f"{where}: {what}", remedy)
        self.file = file
        self.key = key


class NotFound(TicketsError):
    """What was asked for is not there."""


class NotAllowed(TicketsError):
    """The person who acts may not do this; what they may do is decided in `desk`."""


class IllegalMove(TicketsError):
    """The ticket is in a state from which this is not possible (`rules.states`)."""


class Conflict(TicketsError):
    """Somebody else changed the ticket since it was read."""

    def __init__(self) -> None:
        super().__init__(
            _("The ticket was changed by somebody else meanwhile"),
            _("Read it again, then repeat what you wanted to do"),
        )


class AudienceTooWide(TicketsError):
    """The reply would be more public than what it answers, and nobody said a second yes."""


class TextTooLong(TicketsError):
    """The reply is longer than the instance allows."""


class StoreError(TicketsError):
    """The database cannot be used."""


class ModelError(TicketsError):
    """The trained model of triage cannot be used: it is damaged, lacks a file, or is of another version."""


class ServerError(TicketsError):
    """A Mastodon server did not do what was asked of it."""


class Temporary(ServerError):
    """It may work later: the network, a 429, a 5xx."""

    def __init__(self, what: str, remedy: str = "", *, retry_after: float | None = None) -> None:
        super().__init__(what, remedy)
        self.retry_after = retry_after
        """Seconds the server asked us to wait, or None where it did not say."""


class Unknown(Temporary):
    """A post was sent and no answer came: it may be out, or not."""


class Unauthorized(ServerError):
    """The token does not hold any longer, or lacks a scope."""


class Gone(ServerError):
    """What was asked for is deleted or hidden from us (404, 410)."""


class Refused(ServerError):
    """The server will never do this as asked (403, 422, and 400 for GoToSocial)."""
