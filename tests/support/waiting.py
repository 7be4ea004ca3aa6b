"""Waiting for what other processes do, without guessing how long that takes."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_LOOK = 0.05


def until(condition: Callable[[], T], *, seconds: float = 30.0, what: str = "it") -> T:
    """What `condition` says, as soon as it says something. Fails with a sentence where that takes too long."""
    end = time.monotonic() + seconds
    pause = threading.Event()
    while not (found := condition()):
        assert time.monotonic() < end, f"{what} did not come to be within {seconds:g} seconds"
        pause.wait(_LOOK)
    return found
