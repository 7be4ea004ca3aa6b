"""What the screens may ask about saved views. A part of `tui.backend`."""

from dataclasses import replace
from time import monotonic

from tickets.desk import filtering, saved_views, views
from tickets.desk.view_rows import SavedViewRow
from tickets.errors import UsageError
from tui.backend.asking import Asking

MOST_COUNTED = 99
_PATIENCE_SECONDS = 0.2
"""So long the picker may wait for counts; views after that are offered without."""


class Saved(Asking):
    """Searches that are kept under a name."""

    def saved_views(self) -> tuple[SavedViewRow, ...]:
        """Those of this person, then everybody's."""
        return self._desk.see(saved_views.all_of)

    def counted(self, found: tuple[SavedViewRow, ...]) -> dict[SavedViewRow, int]:
        """How many tickets each holds, MOST_COUNTED + 1 for more; as far as that is quickly told."""
        begun, counts = monotonic(), {}
        for view in found:
            if monotonic() - begun > _PATIENCE_SECONDS:
                break
            try:
                query = filtering.query_typed(self._desk.act(), view.query)
            except UsageError:
                continue  # the settings do not know what it names any longer
            page = self._desk.look(views.page, replace(query, limit=MOST_COUNTED))
            counts[view] = len(page.rows) + page.more
        return counts

    def keep_view(self, name: str, typed: str, *, for_all: bool, again: bool) -> SavedViewRow:
        """Keep what was typed under a name. again: even where there is such a view. Raises as the desk does."""
        return self._desk.do(saved_views.save, name, typed, for_all=for_all, replace=again)

    def has_view(self, name: str, *, for_all: bool) -> bool:
        """Whether there is one of this name, in whatever case."""
        wanted = name.casefold()
        return any(view.for_all is for_all and view.name.casefold() == wanted for view in self.saved_views())

    def delete_view(self, view: SavedViewRow) -> None:
        """Forget it."""
        self._desk.do(saved_views.delete, view.name, for_all=view.for_all)
