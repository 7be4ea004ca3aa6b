"""The last weeks: as charts, or the same figures as a table."""

from itertools import islice

from textual.app import ComposeResult
from textual.containers import Container

from tickets.desk.board_rows import Trend
from tui.widgets.board import figures
from tui.widgets.pick_list import PickList

_NARROWEST, _LOWEST = 30, 14
"""Cells and lines that two charts want."""


class TrendView(Container):
    """Two charts one above the other; `turn` shows the table instead, and the charts again."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._trend: Trend | None = None
        self._as_figures = False
        self.list = PickList(id="figures")
        """What has the focus: beneath the charts while these are shown."""

    def compose(self) -> ComposeResult:
        """The table; the charts come with the first weeks."""
        yield self.list

    @property
    def as_figures(self) -> bool:
        """Whether the table is shown."""
        return self._as_figures or self.is_small

    @property
    def is_small(self) -> bool:
        """Whether there is no room for charts."""
        return self.size.width < _NARROWEST or self.size.height < _LOWEST

    def on_resize(self) -> None:
        """Charts where there is room for them."""
        self._arrange()

    async def show(self, trend: Trend) -> None:
        """These weeks."""
        from tui.charts import CountChart, KeptChart  # late: see there

        if self._trend is None:
            await self.mount(CountChart(id="counts"), KeptChart(id="kept"))
        self._trend = trend
        self.query_one("#counts", CountChart).show(trend.weeks)
        self.query_one("#kept", KeptChart).show(trend.weeks)
        self._arrange()

    def turn(self) -> None:
        """The other way to show them."""
        self._as_figures = not self._as_figures
        self._arrange()

    def _arrange(self) -> None:
        self.set_class(self.as_figures, "-figures")
        trend = self._trend
        if trend is not None:
            # Above the charts it is their heading.
            most = None if self.as_figures else 1
            self.list.show(lambda width: islice(figures(trend, width), most))
