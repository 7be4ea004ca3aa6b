"""Going elsewhere: to another screen, to the list of commands, to other colours, out of the desk."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tickets.i18n import _, language
from tui.action import Choice
from tui.messages import LanguageChosen
from tui.screens.hand_over import HandOver
from tui.screens.help import Help
from tui.screens.picker import Picked, Picker
from tui.themes import theme_words

if TYPE_CHECKING:
    from tui.screens.acts import Acts


class Places:
    """What opens over the desk, or leaves it."""

    def __init__(self, acts: "Acts") -> None:
        self._acts = acts
        self._screen = acts.screen
        self._left_at: int | None = None
        """The ticket that was opened from the hand-over last."""
        self.run: Mapping[str, Callable[[], None]] = {
            "hand_over": self._hand_over,
            "help": self._help,
            "palette": self._palette,
            "theme": self._theme,
            "language": self._language,
            "quit": self._quit,
        }

    def _hand_over(self) -> None:
        """Read it; opened again, it begins where the reader left it."""
        screen = self._screen

        def closed(ticket: int | None) -> None:
            screen.read()
            if ticket is not None:
                self._left_at = ticket
                screen.lead_to(ticket)

        screen.app.push_screen(HandOver(screen.errands, screen.clock, at=self._left_at), closed)

    def _help(self) -> None:
        self._screen.app.push_screen(Help())

    def _palette(self) -> None:
        """Everything that can be done here and now, by name."""
        row = self._screen.row
        choices = [
            Choice(action.id, f"{action.label}  ({action.shown})", action.help)
            for action in self._acts.table.values()
            if action.id != "palette" and self._acts.refusal(action, row) is None
        ]
        self._acts.pick(Picker(_("What to do?"), choices), lambda picked: self._acts.act(picked.key))

    def _theme(self) -> None:
        choices = [Choice(*words) for words in theme_words()]
        now = self._screen.app.theme
        self._acts.pick(Picker(_("Which colours?"), choices, first=now, why=_("now")), self._use_theme)

    def _language(self) -> None:
        # Each in its own words: whoever looks for a language reads that one.
        choices = [Choice("de", "Deutsch"), Choice("en", "English")]
        picker = Picker(_("Which language?"), choices, first=language(), why=_("now"))
        self._acts.pick(picker, self._use_language)

    def _use_language(self, picked: Picked) -> None:
        self._screen.app.post_message(LanguageChosen(picked.key))
        self._screen.say(_("Kept for you. The desk speaks it from its next start on: q, then open it again."))

    def _use_theme(self, picked: Picked) -> None:
        self._screen.app.theme = picked.key

    def _quit(self) -> None:
        self._screen.app.call_later(self._screen.app.run_action, "leave")
