"""Going elsewhere: to another screen, to the list of commands, to other colours, out of the desk.

Each screen is imported when somebody goes there: most days at the desk need few of them.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tickets.i18n import _, language
from tui.action import Choice
from tui.actions import key_of
from tui.actions.places import as_called
from tui.keymap import in_use
from tui.messages import AnimationChosen, LanguageChosen
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
        self._left_board_at: int | None = None
        """The same of the board."""
        self._left_departments_at: tuple[str, int] | None = None
        """The same of the departments, with the department."""
        self.run: Mapping[str, Callable[[], None]] = {
            "hand_over": self._hand_over,
            "board": self._board,
            "departments": self._departments,
            "help": self._help,
            "palette": self._palette,
            "theme": self._theme,
            "language": self._language,
            "animation": self._animation,
            "settings": self._settings,
            "tour": acts.screen.tour.go_on,
            "quit": self._quit,
        }

    def _hand_over(self) -> None:
        """Read it; opened again, it begins where the reader left it."""
        from tui.screens.hand_over import HandOver

        screen = self._screen

        def closed(ticket: int | None) -> None:
            screen.read()
            if ticket is not None:
                self._left_at = ticket
                screen.lead_to(ticket)

        screen.app.push_screen(HandOver(screen.errands, screen.clock, at=self._left_at), closed)

    def _board(self) -> None:
        """How things stand; opened again, it begins where the reader left it."""
        from tui.screens.board import BoardScreen

        screen = self._screen

        def closed(ticket: int | None) -> None:
            screen.read()
            if ticket is not None:
                self._left_board_at = ticket
                screen.lead_to(ticket)

        board = BoardScreen(screen.errands, screen.clock, screen.me, at=self._left_board_at)
        screen.app.push_screen(board, closed)

    def _departments(self) -> None:
        """What they were asked; opened again, it begins where the reader left it."""
        from tui.screens.departments import DepartmentsScreen

        screen = self._screen

        def closed(left_at: tuple[str, int] | None) -> None:
            screen.read()
            if left_at is not None:
                self._left_departments_at = left_at
                screen.lead_to(left_at[1])

        departments = DepartmentsScreen(screen.errands, screen.clock, at=self._left_departments_at)
        screen.app.push_screen(departments, closed)

    def _help(self) -> None:
        from tui.screens.help import Help

        self._screen.app.push_screen(Help(self._screen.me))

    def _palette(self) -> None:
        """Everything that can be done here and now, by name."""
        row = self._screen.row
        choices = [
            Choice(action.id, f"{action.label}  ({action.shown})", action.help)
            for action in (as_called(each, self._screen.me) for each in self._acts.table.values())
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
        said = _("Kept for you. The desk speaks it from its next start on: {key}, then open it again.")
        self._screen.say(said.format(key=key_of("quit")))

    def _animation(self) -> None:
        choices = [
            Choice("off", _("off"), _("the screen stands still")),
            Choice("on", _("on"), _("texts glide when they scroll")),
        ]
        now = "on" if self._animated else "off"
        picker = Picker(_("Shall the screen move?"), choices, first=now, why=_("now"))
        self._acts.pick(picker, self._use_animation)

    def _use_animation(self, picked: Picked) -> None:
        self._screen.app.post_message(AnimationChosen(picked.key == "on"))

    @property
    def _animated(self) -> bool:
        return self._screen.app.animation_level != "none"

    def _settings(self) -> None:
        from tui.screens.settings_view import SettingsView
        from tui.widgets.setup_paper import Terminal

        screen, keymap = self._screen, in_use()
        labels = {name: label for name, label, _detail in theme_words()}
        terminal = Terminal(
            theme=labels.get(screen.app.theme, screen.app.theme),
            language={"de": "Deutsch", "en": "English"}[language()],
            animated=self._animated,
            keymap=keymap.file,
            own_keys=len(keymap.keys),
            mistakes=tuple(map(str, keymap.problems)),
        )
        screen.app.push_screen(SettingsView(screen.errands, screen.clock, terminal))

    def _use_theme(self, picked: Picked) -> None:
        self._screen.app.theme = picked.key

    def _quit(self) -> None:
        self._screen.app.call_later(self._screen.app.run_action, "leave")
