"""What every part of `tui.backend` has: the desk of one person."""

from tickets.desk.house import Desk


class Asking:
    """Asks one desk; every call opens a transaction and may wait."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
