"""How long to wait before the next try: longer each time, and never two at the same moment."""

from tenacity import RetryCallState, Retrying, wait_exponential_jitter


class Backoff:
    """Seconds between tries: 1, 2, 4 … up to `longest`, each up to `first` longer by chance.

    Never less than `first`: whatever goes wrong, nobody is asked more than once in that time.
    """

    def __init__(self, *, first: float = 1.0, longest: float = 60.0) -> None:
        self._wait = wait_exponential_jitter(initial=first, max=longest, jitter=first)
        self._tries = RetryCallState(Retrying(), None, (), {})

    def next(self, at_least: float | None = None) -> float:
        """The next pause; as long as the server asks for, where it asks for more."""
        pause = self._wait(self._tries)
        self._tries.attempt_number += 1
        return max(pause, at_least or 0.0)

    def reset(self) -> None:
        """It works again."""
        self._tries.attempt_number = 1
