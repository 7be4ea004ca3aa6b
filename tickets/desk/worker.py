"""What the workers of the bridge have in common: a thread of their own, which ends when it is told to."""

import threading
from abc import ABC, abstractmethod


class Worker(ABC):
    """Works in a thread of its own, from `start` to `stop`."""

    def __init__(self, name: str) -> None:
        """`name` is the thread's."""
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, timeout: float = 10.0) -> bool:
        """End after what is under way; whether that was within `timeout` seconds."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _goes_on(self) -> bool:
        return not self._stopping.is_set()

    @abstractmethod
    def _run(self) -> None:
        """What the thread does, until it no longer goes on."""
