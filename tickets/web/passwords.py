"""Passwords of the desk in a browser: argon2id hashes (RFC 9106) in one file that only its owner can read."""

import json
import secrets
import unicodedata
from functools import cache
from hashlib import sha256
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from tickets.config import write_secret
from tickets.config.mistakes import Mistake, refusal
from tickets.config.secrets import read_secret
from tickets.errors import TicketsError, UsageError, os_reason
from tickets.i18n import _, ngettext

FILE = "web-passwords.json"
LEAST = 12
"""Characters. Length is what counts; nobody is asked for a digit and a sign (NIST SP 800-63B, 5.1.1)."""
MOST = 256
"""Characters: what is longer would only keep the machine busy."""

_HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


class Passwords:
    """The file of an installation: {login, in lower case: hash}. It is read anew each time, so changes hold at once."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE

    def logins(self) -> frozenset[str]:
        """Who has a password, in lower case. Raises TicketsError where the file cannot be used."""
        return frozenset(self._hashes())

    def set(self, login: str, password: str) -> None:
        """Give this person this password. Raises UsageError for a bad one, TicketsError where it cannot be kept."""
        _check(login, password)
        hashes = self._hashes() | {login.casefold(): _HASHER.hash(_normal(password))}
        try:
            write_secret(self.file, json.dumps(hashes, indent=2, sort_keys=True) + "\n")
        except OSError as error:
            raise TicketsError(
                _("The password cannot be written to {file}: {reason}").format(
                    file=self.file, reason=os_reason(error)
                ),
                _("Let this user write there, then set it again"),
            ) from None

    def grant(self, login: str) -> str | None:
        """A mark of the password that this person has now; None where they have none. It changes with the password."""
        known = self._hashes().get(login.casefold())
        return sha256(known.encode()).hexdigest() if known else None

    def verify(self, login: str, password: str) -> str | None:
        """The grant, where this is the person's password; else None.

        Slow on purpose, and as slow for a login that nobody has. Raises TicketsError where the file cannot be used.
        """
        known = self._hashes().get(login.casefold())
        try:
            _HASHER.verify(known or _nobodys(), _normal(password[: MOST + 1]))
        except (VerificationError, InvalidHashError):
            return None
        return sha256(known.encode()).hexdigest() if known else None

    def _hashes(self) -> dict[str, str]:
        try:
            text = read_secret(self.file) if self.file.exists() else "{}"
        except Mistake as mistake:
            raise refusal(self.file, mistake) from None
        try:
            hashes = json.loads(text)
        except ValueError:
            hashes = None
        if isinstance(hashes, dict) and all(isinstance(each, str) for each in hashes.values()):
            return hashes
        raise TicketsError(
            _("The file of passwords {file} is damaged").format(file=self.file),
            _("Remove it, and set the passwords again"),
        )


def warm_up() -> None:
    """Make what the first unknown login would else be made to wait for: that would tell it from a known one."""
    _nobodys()


@cache
def _nobodys() -> str:
    """A hash that no password has: checking one against it takes as long as against anybody's."""
    return _HASHER.hash(secrets.token_urlsafe())


def _normal(password: str) -> bytes:
    """The same bytes for the same password, whatever the keyboard composes its umlauts of (RFC 8265, 4.2)."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _check(login: str, password: str) -> None:
    length = len(unicodedata.normalize("NFC", password))
    if length < LEAST:
        raise UsageError(
            ngettext(
                "This password is too short: it has {count} character",
                "This password is too short: it has {count} characters",
                length,
            ).format(count=length),
            _("Take at least {least}, such as four or five words").format(least=LEAST),
        )
    if length > MOST:
        raise UsageError(
            _("This password is too long"), _("Take at most {most} characters").format(most=MOST)
        )
    if login.casefold() in password.casefold():
        raise UsageError(_("This password contains the login"), _("Take one that nobody can guess"))
