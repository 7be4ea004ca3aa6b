"""What the screens may ask about the settings. A part of `tui.backend`."""

from tickets.desk import setup
from tickets.desk.setup_rows import SetupView
from tui.backend.asking import Asking


class Setup(Asking):
    """How this house is set up."""

    def setup(self) -> SetupView:
        """What this person may know of it; no secret is in it."""
        return self._desk.see(setup.overview)
