"""What a browser's desk may say on its socket, and nothing else."""

import json
from dataclasses import dataclass

MOST_BYTES = 2 * 2**20
"""Of one message: a paste of a megabyte fits, also where its letters need two bytes."""

_LEAST_CELLS, _MOST_CELLS = 1, 1000
_MOST_ECHO = 64


class Nonsense(Exception):
    """No desk of ours says this."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Keys, mouse or a paste, as bytes of a terminal."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Resized:
    """The window has another size, in cells."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Looked:
    """The person turns to the window, or away from it."""

    at_it: bool


@dataclass(frozen=True, slots=True)
class Pinged:
    """The page wants to hear this again."""

    echo: str


Message = Typed | Resized | Looked | Pinged


def understood(text: str) -> Message:
    """What this says. Raises Nonsense."""
    try:
        match json.loads(text):
            case ["stdin", str(typed)]:
                # Half of a surrogate pair is no text, whatever sent it.
                return Typed(typed.encode("utf-8", "replace"))
            case ["resize", {"width": int(width), "height": int(height)}]:
                return Resized(_cells(width), _cells(height))
            case ["focus" | "blur" as word]:
                return Looked(word == "focus")
            case ["ping", str(echo)] if len(echo) <= _MOST_ECHO:
                return Pinged(echo)
    except (ValueError, RecursionError):
        pass
    raise Nonsense


def size(width: str, height: str) -> Resized:
    """The size that a window has at first, as its address says it; a terminal's usual one for anything else."""
    try:
        return Resized(_cells(int(width)), _cells(int(height)))
    except ValueError:
        return Resized(80, 24)


def _cells(count: int) -> int:
    """Not more of them than any screen has: each costs the desk memory and time."""
    return min(max(count, _LEAST_CELLS), _MOST_CELLS)
