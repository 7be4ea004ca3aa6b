"""How often somebody may try to sign in: counted by login, by address, and by both, in bounded memory."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Literal

Scope = Literal["both", "address", "login"]

WINDOW_SECONDS = 900.0
"""For so long an attempt counts, from the first of its series."""
MOST: dict[Scope, int] = {"both": 5, "address": 30, "login": 60}
"""Attempts in that time. A stranger should not be able to lock somebody out from elsewhere, so a login alone is
counted most generously; for guessing a password of twelve characters it is far too few."""
MOST_KEYS = 10_000

_NETWORK = 64
"""Bits of an IPv6 address that one household has for itself (RFC 6177)."""


@dataclass(slots=True)
class _Series:
    began: float
    attempts: int = 0


class Throttle:
    """Attempts so far. `now`: seconds of a clock that only goes forward."""

    def __init__(self, now: Callable[[], float], *, most_keys: int = MOST_KEYS) -> None:
        self._now = now
        self._most_keys = most_keys
        self._series: OrderedDict[bytes, _Series] = OrderedDict()

    def __len__(self) -> int:
        return len(self._series)

    def attempt(self, login: str, address: str) -> float:
        """Count an attempt; the seconds for which it has to wait, 0.0 where it may be made now.

        To be called before the password is looked at, so that many at once count as many.
        """
        keys = [*_keys(login, address)]
        wait = max(self._wait(scope, key) for scope, key in keys)
        if not wait:
            for _scope, key in keys:
                self._count(key)
        return wait

    def succeeded(self, login: str, address: str) -> None:
        """Forget what this person mistyped here. What came from the address besides still counts."""
        for scope, key in _keys(login, address):
            if scope == "both":
                self._series.pop(key, None)
            elif key in self._series:
                self._series[key].attempts -= 1

    def _wait(self, scope: Scope, key: bytes) -> float:
        series = self._series.get(key)
        if series is None or series.attempts < MOST[scope]:
            return 0.0
        return max(series.began + WINDOW_SECONDS - self._now(), 0.0)

    def _count(self, key: bytes) -> None:
        series = self._series.pop(key, None)
        if series is None or series.began + WINDOW_SECONDS <= self._now():
            series = _Series(self._now())
        series.attempts += 1
        self._series[key] = series
        while len(self._series) > self._most_keys:
            self._series.popitem(last=False)


def _keys(login: str, address: str) -> Iterator[tuple[Scope, bytes]]:
    """The series to which an attempt belongs. Hashed: a key is short, however long what was typed is."""
    who, where = login.casefold(), network(address)
    yield "both", _key("both", who, where)
    yield "address", _key("address", where)
    yield "login", _key("login", who)


def _key(*parts: str) -> bytes:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()


def network(address: str) -> str:
    """What counts as one place: an IPv4 address, the /64 of an IPv6 one; anything else as it is."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(ip_network((int(parsed), _NETWORK), strict=False))
    return str(parsed)
