"""The queues with their counts, in one line: where the tickets are, and where the reader is."""

from collections.abc import Mapping, Sequence

from textual import events
from textual.message import Message

from tickets.desk.service_rows import MOST_COUNTED
from tickets.i18n import _
from tickets.rules.states import Queue
from tui.action import Me
from tui.actions import key_of
from tui.actions.places import queue_name
from tui.drawing import Line, Span, Tone, cut, one_line, width_of
from tui.format import number
from tui.widgets.lines import Lines

_USUAL = (Queue.DEPARTMENTS, Queue.INBOX, Queue.DONE)
_OF_SPECIALISTS = (*_USUAL, Queue.WAITING, Queue.IGNORED)
"""What they are asked, what they have proposed, what is done; the others only where there is something."""


class QueueBar(Lines):
    """One line: “1 Inbox 12  2 Departments 3 …”, or what was searched for."""

    class Chosen(Message):
        """A queue was clicked."""

        def __init__(self, queue: Queue) -> None:
            super().__init__()
            self.queue = queue

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._counts: Mapping[Queue, int] = {}
        self._queue: Queue | None = Queue.INBOX
        self._aside = ""
        self._found = ""
        self._is_specialist = False

    def show_me(self, me: Me) -> None:
        """A specialist is shown the queues in which the questions of the own department can be."""
        self._is_specialist = me.department is not None
        self.refresh()

    @property
    def _queues(self) -> Sequence[Queue]:
        """Those to choose from, in their order."""
        if not self._is_specialist:
            return tuple(Queue)
        return [queue for queue in _OF_SPECIALISTS if queue in _USUAL or self._counts.get(queue)]

    def show_counts(self, counts: Mapping[Queue, int]) -> None:
        """How many tickets each queue holds."""
        self._counts = counts
        self.refresh()

    def show_queue(self, queue: Queue) -> None:
        """The reader is here."""
        self._queue, self._aside, self._found = queue, "", ""
        self.refresh()

    def show_aside(self, title: str, found: str) -> None:
        """The reader looks at a list beside the queues; `found` is how many it holds, in words."""
        self._queue, self._aside, self._found = None, one_line(title), found
        self.refresh()

    def lines(self, width: int) -> Sequence[Line]:
        """With the keys where there is room for them."""
        if self._aside:
            return (cut(self._titled(width), width),)
        return (cut(_flat(self._fitting(width)), width),)

    def _fitting(self, width: int) -> list[Line]:
        """The tabs as widely set as there is room, at last without their keys."""
        for gutter in ("   ", "  ", " "):
            tabs = self._tabs(gutter=gutter, keys=True)
            if width_of(_flat(tabs)) <= width:
                return tabs
        return self._tabs(gutter=" ", keys=False)

    def _titled(self, width: int) -> Line:
        """How many there are stays in sight, however long the title."""
        found = Span("  " + self._found, Tone.MUTED)
        back = Span("  " + _("{key} leads back").format(key=key_of("back")), Tone.MUTED)
        title = Span(" " + self._aside, Tone.STRONG)  # it begins where the tabs do
        return (*cut((title,), width - width_of((found, back))), found, back)

    def _tabs(self, *, gutter: str, keys: bool) -> list[Line]:
        tabs = []
        for queue in self._queues:
            here, name = queue is self._queue, queue_name(queue, is_specialist=self._is_specialist)
            spans = [Span("▸", Tone.ACCENT) if here else Span(" ")]
            if keys:
                spans.append(Span(f"{key_of(f'queue_{queue}')} ", Tone.KEY))
            spans.append(Span(name, Tone.STRONG if here else Tone.PLAIN))
            if queue in self._counts:
                spans.append(Span(f" {_count_word(self._counts[queue])}", Tone.MUTED))
            spans.append(Span(gutter))
            tabs.append(tuple(spans))
        return tabs

    def on_click(self, event: events.Click) -> None:
        """The queue under the pointer."""
        end = 0
        for queue, tab in zip(self._queues, self._fitting(self.size.width), strict=True):
            end += width_of(tab)
            if event.x < end and not self._aside:
                self.post_message(self.Chosen(queue))
                return


def _count_word(count: int) -> str:
    return number(count) if count <= MOST_COUNTED else f"{number(MOST_COUNTED)}+"


def _flat(tabs: Sequence[Line]) -> Line:
    return tuple(span for tab in tabs for span in tab)
