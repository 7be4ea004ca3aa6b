"""What the doctor found, one thing at a time."""

from dataclasses import dataclass
from enum import StrEnum

from tickets.errors import TicketsError


class Result(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    check: str
    account: str | None
    """None for what concerns no account in particular."""
    result: Result
    what: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """Words for findings of one check."""

    check: str
    account: str | None = None

    def ok(self, what: str) -> Finding:
        return Finding(check=self.check, account=self.account, result=Result.OK, what=what)

    def warning(self, what: str, remedy: str) -> Finding:
        return Finding(
            check=self.check, account=self.account, result=Result.WARNING, what=what, remedy=remedy
        )

    def error(self, what: str, remedy: str) -> Finding:
        return Finding(check=self.check, account=self.account, result=Result.ERROR, what=what, remedy=remedy)

    def failed(self, error: TicketsError) -> Finding:
        return self.error(error.what, error.remedy)
