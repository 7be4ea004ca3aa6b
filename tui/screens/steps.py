"""Finding one's way: between tickets, views and queues."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from tickets.desk.rows import TicketView
from tickets.i18n import _
from tickets.rules.states import Queue
from tui.drawing import Tone

if TYPE_CHECKING:
    from tui.screens.acts import Acts


class Steps:
    """What changes only what is on screen."""

    def __init__(self, acts: "Acts") -> None:
        self._acts = acts
        self._screen = acts.screen
        self.run: Mapping[str, Callable[[], None]] = {
            "down": partial(self._move, 1),
            "up": partial(self._move, -1),
            "page_down": partial(self._page, 1),
            "page_up": partial(self._page, -1),
            "first": self._first,
            "last": self._last,
            "next": partial(self._step, 1),
            "previous": partial(self._step, -1),
            "open": acts.screen.read_ticket,
            "back": self._back,
            "scroll_down": partial(self._scroll, 1),
            "scroll_up": partial(self._scroll, -1),
            "view": self._next_view,
            "mark": self._mark,
            "copies": self._copies,
            "copy_link": self._copy_link,
            "search": acts.screen.open_search,
            "person": self._person,
            "refresh": acts.screen.read,
            **{f"queue_{queue.value}": partial(acts.screen.show_queue, queue) for queue in Queue},
        }

    # In the text where the reader is in one, else in the list.

    def _move(self, step: int) -> None:
        paper = self._screen.paper_in_hand
        if paper is None:
            self._step(step)
        else:
            paper.scroll_relative(y=step, animate=False)

    def _page(self, step: int) -> None:
        paper = self._screen.paper_in_hand
        if paper is None:
            self._screen.tickets.page(step)
        else:
            paper.scroll_relative(y=step * max(1, paper.size.height - 1), animate=False)

    def _first(self) -> None:
        paper = self._screen.paper_in_hand
        if paper is None:
            self._screen.tickets.first()
        else:
            paper.scroll_home(animate=False)

    def _last(self) -> None:
        paper = self._screen.paper_in_hand
        if paper is None:
            self._screen.tickets.last()
        else:
            paper.scroll_end(animate=False)

    def _step(self, step: int) -> None:
        self._screen.tickets.step(step)

    def _scroll(self, direction: int) -> None:
        def scroll(_view: TicketView) -> None:
            paper = self._screen.pane.paper
            paper.scroll_relative(y=direction * max(1, paper.size.height // 2), animate=False)

        self._screen.reading.when_read(scroll)

    def _next_view(self) -> None:
        self._screen.reading.when_read(lambda _view: self._screen.pane.next_view())

    def _mark(self) -> None:
        self._screen.tickets.toggle_mark()

    def _back(self) -> None:
        """One thing at a time: the field, the conversation, the search results, the marks."""
        screen = self._screen
        if screen.search_field.display:
            screen.leave_search()
        elif screen.is_reading:
            screen.leave_reading()
        elif screen.is_aside:
            screen.go_back()
        else:
            screen.drop_marks()

    def _copies(self) -> None:
        """The near copies of the ticket under the cursor, each for itself."""
        (row,) = self._acts.targets

        def show(view: TicketView) -> None:
            if view.near_copies:
                self._screen.show_copies(row.id)
            else:
                self._screen.say(_("No other post says nearly the same."), Tone.WARN)

        if row.copies:
            self._screen.show_copies(row.id)
        else:
            self._screen.reading.when_read(show)

    def _person(self) -> None:
        """All that the person under the cursor ever wrote to us."""
        self._screen.show_person(self._acts.targets[0])

    def _copy_link(self) -> None:
        self._screen.reading.when_read(self._copy_link_of)

    def _copy_link_of(self, view: TicketView) -> None:
        posts = [post.url for post in view.messages if post.direction == "in" and post.url]
        if not posts:
            self._screen.say(_("The server gave no address of this post."), Tone.WARN)
            return
        self._screen.app.copy_to_clipboard(posts[-1])
        self._screen.say(_("The address of the post is in the clipboard."))
