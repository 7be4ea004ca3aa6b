"""Charts of the last weeks, drawn with characters: what differs, differs by its mark and not by its colour.

Imported late: plotext takes longer to import than a board takes to read.
"""

from collections.abc import Sequence

from rich.text import Text
from textual_plotext import PlotextPlot

from tickets.desk.board_rows import TrendWeek
from tickets.desk.board_words import week_word
from tickets.i18n import _

_NARROWEST = 20
_LOWEST = 6
_LABEL = 7
"""The cells that the name of a week wants."""
_SCALE = 5
"""The cells of the figures at the side: as many in both charts, so that a week stands above itself."""
_RECEIVED, _ANSWERED, _KEPT = "░", "█", "█"


class WeekChart(PlotextPlot):
    """A chart over weeks; nothing moves. Where there is no room for it, there is none."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._weeks: Sequence[TrendWeek] = ()
        # Our themes colour what stands around it; plotext's own colours know nothing of them.
        self.set_reactive(PlotextPlot.theme, "clear")

    def show(self, weeks: Sequence[TrendWeek]) -> None:
        """These weeks, the oldest first."""
        self._weeks = weeks
        self.refresh()

    def render(self) -> Text:
        """Its characters only."""
        if not self._weeks or self.size.width < _NARROWEST or self.size.height < _LOWEST:
            return Text()
        self.plt.clear_figure()
        self.draw()
        places = list(range(1, len(self._weeks) + 1))
        every = max(1, -(-len(places) * _LABEL // (self.size.width - _LABEL)))
        # From the newest back: this week has its name in any case.
        named = places[::-1][::every][::-1]
        self.plt.xticks(
            [float(place) for place in named], [week_word(self._weeks[place - 1].week) for place in named]
        )
        self.plt.xlim(0.5, len(places) + 0.5)
        drawn = super().render()
        return Text(drawn.plain if isinstance(drawn, Text) else "", no_wrap=True)

    def draw(self) -> None:
        """What it shows."""
        raise NotImplementedError


class CountChart(WeekChart):
    """How many questions were received, how many answered."""

    def draw(self) -> None:
        """Two bars for each week, side by side."""
        most = max(max(week.received, week.answered) for week in self._weeks)
        for aside, marker, counts in (
            (-0.2, _RECEIVED, [week.received for week in self._weeks]),
            (0.2, _ANSWERED, [week.answered for week in self._weeks]),
        ):
            places = [place + aside for place in range(1, len(self._weeks) + 1)]
            self.plt.bar(places, counts, marker=marker, width=0.3)
        top = max(2, most + most % 2)
        self.plt.ylim(0, top)
        self.plt.yticks([0, top // 2, top], [f"{each:>{_SCALE}}" for each in (0, top // 2, top)])
        received, answered = _("Received"), _("Answered")
        self.plt.title("   ".join((f"{_RECEIVED} {received}", f"{_ANSWERED} {answered}", _("per week"))))


class KeptChart(WeekChart):
    """Which share of the promises was kept."""

    def draw(self) -> None:
        """A bar for each week in which a promise was kept or broken; none is not nought."""
        decided = [
            (place, week.kept_percent)
            for place, week in enumerate(self._weeks, 1)
            if week.kept_percent is not None
        ]
        if decided:
            places, shares = zip(*decided, strict=True)
            self.plt.bar(list(places), list(shares), marker=_KEPT, width=0.6)
        self.plt.ylim(0, 100)
        marks = (0, 50, 100)
        names = [_("{number} %").format(number=mark).rjust(_SCALE) for mark in marks]
        self.plt.yticks([*map(float, marks)], names)
        kept = _("Promises kept, in percent of those decided")
        self.plt.title(f"{_KEPT} {kept}")
