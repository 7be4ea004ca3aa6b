"""Secrets from files that only their owner can read, from systemd's credentials and from the environment."""

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile

from pydantic import SecretStr

from tickets.config import values
from tickets.config.mistakes import Mistake
from tickets.errors import os_reason
from tickets.i18n import _

FOLDER = "secrets"
"""Name of the folder beside the settings file."""

TOKEN_PREFIX = "TICKETS_TOKEN_"  # noqa: S105 - the name of a variable, not its value

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_HAS_MODES = os.name == "posix"
_ONE_WORD = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where settings came from, and what beside their file may hold tokens."""

    file: Path | None = None
    """The settings file, absolute; None for settings made in code."""
    tokens: Mapping[str, SecretStr] = field(default_factory=dict)
    """What the environment says in TICKETS_TOKEN_… variables, by their names."""
    credentials: Path | None = None
    """The folder in which systemd hands credentials to a service (systemd.exec(5), CREDENTIALS_DIRECTORY)."""

    @classmethod
    def of(cls, file: Path, environ: Mapping[str, str]) -> "Origin":
        """The origin of settings that were read from `file` in this environment."""
        tokens = {name: SecretStr(value) for name, value in environ.items() if name.startswith(TOKEN_PREFIX)}
        credentials = environ.get("CREDENTIALS_DIRECTORY")
        return cls(file=file, tokens=tokens, credentials=Path(credentials) if credentials else None)

    @property
    def folder(self) -> Path:
        """Where relative paths count from, absolute."""
        return self.file.parent if self.file else Path.cwd()


def token_variable(account: str) -> str:
    """The environment variable that may hold this account's token."""
    return TOKEN_PREFIX + account.upper().replace("-", "_")


def find_token(account: str, token_file: Path, origin: Origin) -> str:
    """The account's token: from the environment, else from systemd's credentials, else from its file.

    Raises Mistake.
    """
    variable, credential = token_variable(account), (origin.credentials or Path()) / f"{account}.token"
    place: Path | str = token_file
    if from_environment := origin.tokens.get(variable):
        place, token = variable, from_environment.get_secret_value().strip()
    elif origin.credentials and credential.exists():
        # systemd guards the folder; modes inside may show an ACL's mask rather than who can read.
        place, token = credential, _text(credential)
    else:
        token = read_secret(token_file) if _may_be_there(token_file) else ""
    if _ONE_WORD.fullmatch(token):
        return token
    what = _("The token in {place} is damaged") if token else _("There is no token in {place}")
    remedy = _("Sign in with `tickets login {account}`").format(account=account)
    raise Mistake(what.format(place=place), remedy)


def _may_be_there(file: Path) -> bool:
    """Whether it is worth reading: a folder that is closed to us may hold it, and reading then says so."""
    try:
        return file.exists()
    except PermissionError:
        return True


def read_address(file: Path) -> str:
    """The address in a secrets file, one line. Raises Mistake, never with the address in it."""
    address = values.notice_url(SecretStr(read_secret(file)))
    return address.get_secret_value()


def read_secret(file: Path) -> str:
    """The text of a secrets file, without white space around it.

    Raises Mistake where others can read the file, or nobody can.
    """
    return _text(file, guarded=_HAS_MODES)


def write_secret(file: Path, text: str) -> None:
    """Put `text` into a file that only its owner can read (mode 0600), in a folder only they enter (0700).

    An existing folder keeps its mode. The file is replaced as a whole: there is never half of one.
    Raises OSError.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False) as half:
        try:
            half.write(text)
            half.close()
            Path(half.name).replace(file)
        except BaseException:
            Path(half.name).unlink()
            raise


def _text(file: Path, *, guarded: bool = False) -> str:
    try:
        with file.open(encoding="utf-8") as stream:
            # The mode of what was opened, not of what lies there a moment later.
            if guarded and os.fstat(stream.fileno()).st_mode & _OTHERS:
                raise Mistake(
                    _("Others can read the secret in {file}").format(file=file),
                    _("Run `chmod 600 {file}`").format(file=file),
                )
            return stream.read().strip()
    except UnicodeDecodeError:
        raise Mistake(
            _("The secret in {file} is no text").format(file=file), _("Write it as UTF-8 text")
        ) from None
    except OSError as error:
        raise Mistake(
            _("The secret in {file} cannot be read: {reason}").format(file=file, reason=os_reason(error)),
            _("Make {file} a file that this user can read").format(file=file),
        ) from None
