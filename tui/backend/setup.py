"""What the screens may ask about the settings. A part of `tui.backend`."""

from typing import TYPE_CHECKING

from tui.backend.asking import Asking

if TYPE_CHECKING:
    # Not before somebody wants to see them.
    from tickets.desk.setup_rows import SetupView


class Setup(Asking):
    """How this house is set up."""

    def setup(self) -> "SetupView":
        """What this person may know of it; no secret is in it."""
        from tickets.desk import setup

        return self._desk.see(setup.overview)
