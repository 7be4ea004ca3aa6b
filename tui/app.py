"""The terminal desk: opens the store in a thread after the first paint, and carries messages to the screens."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.notifications import SeverityLevel

from tickets.errors import TicketsError, UsageError
from tickets.i18n import _
from tui.company import Companions
from tui.drawing import safe
from tui.errands import Errands, unexpected
from tui.everywhere import EverywhereApp
from tui.format import Clock
from tui.keymap import Keymap, in_use
from tui.keymap import use as use_keymap
from tui.keys import KeyPassed, Keys, KeysUnwanted, ScreenReady, WaitOver
from tui.messages import (
    AnimationChosen,
    DeskMissing,
    DeskOpened,
    ErrandEnded,
    LanguageChosen,
    StoreChanged,
    StoreLost,
)
from tui.messages_of_others import CompanyRead, StoreWhispered
from tui.screens.desk import DeskScreen
from tui.themes import DARK, PLAIN, themes

if TYPE_CHECKING:
    # To import these takes longer than to paint the first screen.
    from tickets.desk.house import Desk
    from tui.backend import Backend


_MOST_PROBLEMS = 3  # shown of those in a keymap
_KEYMAP_SECONDS = 30.0


def _utc_now() -> datetime:
    return datetime.now(UTC)


_PATIENCE_SECONDS = 2.0
"""So long the watcher of the store may take to end."""


class DeskApp(EverywhereApp):
    """The terminal of one person."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False  # ours speaks the reader's language
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - declared so by Textual
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-usual"), (34, "-high")]  # noqa: RUF012

    def __init__(
        self,
        open_desk: "Callable[[], Desk]",
        *,
        now: Callable[[], datetime] = _utc_now,
        theme: str = DARK,
        remember_theme: Callable[[str], None] | None = None,
        remember_language: Callable[[str], None] | None = None,
        animated: bool = False,
        remember_animation: Callable[[bool], None] | None = None,
        keymap: Keymap | None = None,
        offer_tour: bool = False,
    ) -> None:
        """open_desk: reads the settings and opens the store; called in a thread, may raise TicketsError.

        remember_theme, remember_language, remember_animation: told what was chosen at the keyboard.

        animated: whether the screen may move; the variable TEXTUAL_ANIMATIONS overrides it.
        keymap: of whoever sits here. offer_tour: ask at the start whether a tour is wanted.
        """
        use_keymap(keymap or Keymap())
        plain = "NO_COLOR" in os.environ  # https://no-color.org
        super().__init__(ansi_color=True if plain else None)
        self._open_desk = open_desk
        self._backend: Backend | None = None
        self._remember_theme = remember_theme
        self._remember_language = remember_language or _ignore
        self._animated = animated
        self._offer_tour = offer_tour
        self.refused: UsageError | None = None
        """Why the desk has ended without being opened: the settings are wrong, or the call was."""
        self._remember_animation = remember_animation or _ignore
        self._stop = Event()
        self._unwatched = Event()
        self._unwatched.set()
        self._keys = Keys(self, super().on_event)
        self.errands = Errands(self)
        self.companions = Companions(self, self.errands)
        self.clock = Clock(now)
        for each in themes():
            self.register_theme(each)
        self.theme = PLAIN if plain else theme

    @property
    def idle(self) -> bool:
        """Whether every key and every errand is done."""
        return self._keys.idle and self.errands.idle

    async def on_event(self, event: events.Event) -> None:
        """Keys wait for their turn, see `tui.keys`."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.companions.stir()
            await self._keys.take(event)
        else:
            await super().on_event(event)

    async def on_key_passed(self, message: KeyPassed) -> None:
        """The next one."""
        await self._keys.passed(message)

    def on_keys_unwanted(self, _message: KeysUnwanted) -> None:
        """A refused key takes along what was typed with it."""
        self._keys.drop_typed_ahead()

    async def on_screen_ready(self, message: ScreenReady) -> None:
        """What was typed for it may come."""
        await self._keys.screen_ready(message)

    async def on_wait_over(self, _message: WaitOver) -> None:
        """What was held back may come, if its screen stands."""
        await self._keys.go_on()

    def on_mount(self) -> None:
        """Paint first, then open the store."""
        if "TEXTUAL_ANIMATIONS" not in os.environ:
            self._let_move(self._animated)
        if self._remember_theme is not None:
            remember = self._remember_theme
            self.theme_changed_signal.subscribe(self, lambda theme: remember(theme.name))
        # What Textual calls a keymap is for the bindings that bear the name of an action.
        self.set_keymap({name: ",".join(keys) for name, keys in in_use().keys.items() if keys})
        self.push_screen(DeskScreen(self.errands, self.clock, self.companions, offer_tour=self._offer_tour))
        self.call_after_refresh(self.open_store)

    def _tell_of_keymap(self) -> None:
        """What is wrong in it; the rest of it holds."""
        problems = in_use().problems
        said = [str(problem) for problem in problems[:_MOST_PROBLEMS]]
        if problems[_MOST_PROBLEMS:]:
            more = _("{count} more mistakes are in {file}. See `tickets keys --check`.")
            said.append(more.format(count=len(problems) - _MOST_PROBLEMS, file=in_use().file))
        for sentence in said:
            self.notify(sentence, severity="warning", timeout=_KEYMAP_SECONDS, markup=False)

    def open_store(self) -> None:
        """Open it, in a thread; DeskOpened or DeskMissing tells."""
        self.run_worker(
            self._open, name="open", group="open", thread=True, exclusive=True, exit_on_error=False
        )

    def _open(self) -> None:
        try:
            # Late, because this is what imports the database: see `tui.backend`.
            from tui.backend import Backend

            backend = Backend(self._open_desk())
            self.post_message(DeskOpened(backend, backend.me()))
            # While the first rows are read: what keys do, so that the first of them need not wait for it.
            import tui.screens.every_act  # noqa: F401
        except TicketsError as error:
            self.post_message(DeskMissing(error))
        except Exception as error:
            self.post_message(DeskMissing(unexpected(error)))

    def on_desk_opened(self, message: DeskOpened) -> None:
        """There is somebody to ask."""
        self._backend = message.backend
        self._tell_of_keymap()  # now: what was said before the desk stood would be gone with its first frame
        self.clock.zone = message.backend.zone
        self.errands.open(message.backend)
        self._tell_screens(lambda: DeskOpened(message.backend, message.me))
        self.run_worker(self._watch, name="watch", group="watch", thread=True, exit_on_error=False)

    def _watch(self) -> None:
        if self._backend is None:
            return
        self._unwatched.clear()
        try:
            self._backend.watch(
                self._stop,
                lambda: _ignore(self.post_message(StoreChanged())),
                lambda: _ignore(self.post_message(StoreWhispered())),
                lambda error: _ignore(self.post_message(StoreLost(error))),
            )
        finally:
            self._unwatched.set()

    def on_desk_missing(self, message: DeskMissing) -> None:
        """Say why, and offer to try again; where trying again is no use, end, and let the command line say why."""
        if isinstance(message.error, UsageError):
            self.refused = message.error
            self.exit()
            return
        from tui.screens.trouble import Trouble  # late, as every screen but the first

        self.push_screen(Trouble(message.error), lambda again: self.open_store() if again else self.exit())

    def _let_move(self, on: bool) -> None:
        """A list that is read all day stands still, unless its reader wants otherwise."""
        self.animation_level = "full" if on else "none"

    def on_animation_chosen(self, message: AnimationChosen) -> None:
        """At once, and kept."""
        self._let_move(message.on)
        self._remember_animation(message.on)

    def on_language_chosen(self, message: LanguageChosen) -> None:
        """Kept; this desk has been drawn, and goes on in the language that it has."""
        self._remember_language(message.language)

    def on_store_changed(self) -> None:
        """Every screen reads again what it shows."""
        self._tell_screens(StoreChanged)

    def on_store_whispered(self) -> None:
        """Somebody has come to a ticket, or gone."""
        self.companions.look()

    def on_company_read(self, message: CompanyRead) -> None:
        """The screens say who else is where."""
        self.companions.everybody = message.everybody
        self._tell_screens(lambda: CompanyRead(message.everybody))

    def on_store_lost(self, message: StoreLost) -> None:
        """The screens say so; the watcher goes on trying."""
        self._tell_screens(lambda: StoreLost(message.error))

    def _tell_screens(self, make: Callable[[], Message]) -> None:
        """Each has handlers for what concerns it, and lets the rest pass."""
        for screen in self.screen_stack:
            screen.post_message(make())

    def on_errand_ended(self, message: ErrandEnded) -> None:
        """The lane is free."""
        self.errands.ended(message.lane)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """As Textual does, but what others wrote stands in our sentences too: it is never markup, nor steers."""
        del markup
        super().notify(safe(message), title=title, severity=severity, timeout=timeout, markup=False)

    def stop_watching(self) -> None:
        """The watcher ends at its next breath."""
        self._stop.set()

    def await_watcher(self) -> None:
        """Until it has let go of the store; for after the terminal has ended."""
        self.stop_watching()
        self._unwatched.wait(_PATIENCE_SECONDS)

    def on_unmount(self) -> None:
        """The watcher ends with the terminal, and others learn that nobody sits here."""
        self.stop_watching()
        if self._backend is not None and self.left_behind is None:  # it would wait for the same store
            with suppress(TicketsError):  # whoever gives no sign of life is gone soon
                self._backend.be_at(None)

    def close(self) -> None:
        """After the terminal has ended: let go of the store, which nobody watches any longer."""
        self.await_watcher()
        if self._backend is not None:
            self._backend.close()


def _ignore(_result: object) -> None:
    """For callbacks whose result nobody needs."""
