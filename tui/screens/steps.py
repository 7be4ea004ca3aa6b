"""Finding one's way: between tickets, views and queues; search, help, palette, colours."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from tickets.i18n import _
from tickets.rules.states import Queue
from tui.action import Choice, refusal
from tui.drawing import Tone
from tui.screens.help import Help
from tui.screens.picker import Picked
from tui.themes import theme_words

if TYPE_CHECKING:
    from tui.screens.acts import Acts


class Steps:
    """What changes only what is on screen."""

    def __init__(self, acts: "Acts") -> None:
        self._acts = acts
        self._screen = acts.screen
        self.run: Mapping[str, Callable[[], None]] = {
            "next": partial(self._step, 1),
            "previous": partial(self._step, -1),
            "open": acts.screen.read_ticket,
            "back": self._back,
            "scroll_down": partial(self._scroll, 1),
            "scroll_up": partial(self._scroll, -1),
            "view": self._next_view,
            "mark": self._mark,
            "copy_link": self._copy_link,
            "search": acts.screen.ask_for_search,
            "help": self._help,
            "palette": self._palette,
            "theme": self._theme,
            "refresh": acts.screen.read,
            "quit": self._quit,
            **{f"queue_{queue.value}": partial(acts.screen.show_queue, queue) for queue in Queue},
        }

    def _step(self, step: int) -> None:
        self._screen.list.action_cursor(step)

    def _scroll(self, direction: int) -> None:
        paper = self._screen.pane.paper
        paper.scroll_relative(y=direction * max(1, paper.size.height // 2), animate=False)

    def _next_view(self) -> None:
        self._screen.pane.next_view()

    def _mark(self) -> None:
        self._screen.list.toggle_mark()

    def _quit(self) -> None:
        self._screen.app.call_later(self._screen.app.run_action, "leave")

    def _back(self) -> None:
        """One thing at a time: the field, the conversation, the search results, the marks."""
        screen = self._screen
        if screen.query_one("#search").display:
            screen.close_search()
        elif screen.is_reading:
            screen.leave_reading()
        elif screen.searching:
            screen.show_queue(Queue.INBOX)
        else:
            screen.list.clear_marks()

    def _copy_link(self) -> None:
        view = self._screen.pane.view
        posts = [post.url for post in view.messages if post.direction == "in" and post.url] if view else []
        if not posts:
            self._screen.say(_("The server gave no address of this post."), Tone.WARN)
            return
        self._screen.app.copy_to_clipboard(posts[-1])
        self._screen.say(_("The address of the post is in the clipboard."))

    def _help(self) -> None:
        self._screen.app.push_screen(Help())

    def _palette(self) -> None:
        """Everything that can be done here and now, by name."""
        row, me = self._screen.row, self._screen.me
        choices = [
            Choice(action.id, f"{action.label}  ({action.shown})", action.help)
            for action in self._acts.table.values()
            if action.id != "palette" and refusal(action, row, me) is None
        ]
        self._acts.pick(_("What to do?"), choices, lambda picked: self._acts.act(picked.key))

    def _theme(self) -> None:
        choices = [Choice(*words) for words in theme_words()]
        self._acts.pick(
            _("Which colours?"), choices, self._use_theme, first=self._screen.app.theme, why=_("now")
        )

    def _use_theme(self, picked: Picked) -> None:
        self._screen.app.theme = picked.key
