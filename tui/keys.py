"""Keys in the order they were typed: each is done before the next one is looked at.

Textual hands a key to the widget that has the focus and looks at the next one at once. What the first one does
may come later: on a slow line, where several keys arrive together, “r” and a text would be taken for commands,
“f”, a name and Enter would ask the wrong department, and what follows Ctrl+S would be posted with the reply.
"""

from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any, Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer

from tickets.rules.text import clean

_PATIENCE_SECONDS = 2.0
"""Of a key that is not done by then it is asked whether what had the focus is still there to do it."""

_MOST_WAITS = 15
"""So often it is waited for on a slow machine; then something is wrong, and keys must not be held for ever."""

LEAVE = "ctrl+q"
"""Waits for no store that is being opened."""

_ROUNDS = 2
"""The key itself goes up to the app first; then what it set off: “Enter” becomes “submitted”."""

Key = events.Key | events.Paste


def _leaves(key: Key) -> bool:
    return isinstance(key, events.Key) and key.key == LEAVE


class Awaited:
    """What keys are meant for and is on its way; they wait for it, but not for ever, should the store not answer."""

    def __init__(self) -> None:
        self._since: float | None = None

    def expect(self) -> None:
        """It was asked for."""
        self._since = monotonic()

    def arrived(self) -> None:
        """It is there, or will not come."""
        self._since = None

    @property
    def is_coming(self) -> bool:
        """Keys wait for it."""
        return self._since is not None and monotonic() - self._since < _PATIENCE_SECONDS

    @property
    def is_stranded(self) -> bool:
        """It does not come: keys that waited for it are dropped."""
        return self._since is not None and not self.is_coming


@runtime_checkable
class Hurried(Protocol):
    """A screen that may keep waiting whoever wants to leave the desk."""

    def say_waiting(self) -> None: ...

    def hurry(self) -> None: ...


class ScreenReady(Message, bubble=False):
    """A screen stands, and what is to have the focus has it."""

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__()
        self.screen = screen


class WaitOver(Message, bubble=False):
    """What keys waited for on a busy screen has come, or will not.

    It says nothing of what stands: meanwhile something may have come to lie over that screen, or be just leaving.
    """


class KeysDropped(Message, bubble=False):
    """Keys were typed for what never came, and meet nothing else in its place."""


class KeysUnwanted(Message, bubble=False):
    """Something was refused for which its writer may have typed on: what waits was meant for it alone."""


class KeyPassed(Message):
    """Sent after a key on the same way, up to the app: when it arrives, so has the key."""

    def __init__(self, target: MessagePump, screen: Screen[Any], rounds: int) -> None:
        """rounds: how often it goes this way, this time included."""
        super().__init__()
        self.target = target
        self.screen = screen
        self.rounds = rounds
        self.waits = 0
        """How often it was waited for already."""


class Keys:
    """The keys of one app that wait for their turn."""

    def __init__(self, app: App[None], handle: Callable[[Key], Awaitable[None]]) -> None:
        """handle: what the app does with a key, once it is its turn."""
        self._app = app
        self._handle = handle
        self._waiting: deque[Key] = deque()
        self._ready: Screen[Any] | None = None
        """The one that stands. Whatever comes to lie over it, or away from it, has to say so anew: only then has what
        a dialog decided reached those below."""
        self._held = 0
        """So many of those that wait are meant for what a busy screen waits for."""
        self._under_way: KeyPassed | None = None
        self._patience: Timer | None = None

    async def take(self, key: Key) -> None:
        """A key was typed."""
        if isinstance(key, events.Paste):
            key.text = clean(key.text)  # copied from wherever: it may steer the terminal that shows it
        if _leaves(key) and getattr(self._app.screen, "opening", False):
            self._waiting.clear()
            await self._handle(key)
            return
        if _leaves(key) and isinstance(self._app.screen, Hurried):
            self._app.screen.hurry()
        self._waiting.append(key)
        await self.go_on()

    def drop_typed_ahead(self) -> None:
        """What was typed in one burst with a key that was refused is no command of its own."""
        self._waiting.clear()

    async def go_on(self) -> None:
        """Let in what may go in now."""
        while self._waiting and self._under_way is None:
            screen = self._app.screen
            if screen is not self._ready:
                screen.call_after_refresh(self._app.post_message, ScreenReady(screen))
                return
            if getattr(screen, "busy", False):
                self._held = len(self._waiting)
                if isinstance(screen, Hurried) and any(_leaves(key) for key in self._waiting):
                    screen.say_waiting()
                return
            if self._held and getattr(screen, "stranded", False):
                self._drop_held(screen)
            else:
                self._held = 0
                await self._let_in(self._waiting.popleft())

    def _drop_held(self, screen: Screen[Any]) -> None:
        for _key in range(min(self._held, len(self._waiting))):
            self._waiting.popleft()
        self._held = 0
        screen.post_message(KeysDropped())

    @property
    def idle(self) -> bool:
        """Whether every key is done."""
        return not self._waiting and self._under_way is None

    async def _let_in(self, key: Key) -> None:
        screen = self._app.screen
        target = self._app.focused or screen
        await self._handle(key)
        self._send_after(KeyPassed(target, screen, _ROUNDS))

    def _send_after(self, passed: KeyPassed) -> None:
        if not passed.target.post_message(passed):
            return
        self._under_way = passed
        self._wait_for(passed)

    def _wait_for(self, passed: KeyPassed) -> None:
        passed.waits += 1
        self._patience = self._app.set_timer(_PATIENCE_SECONDS, lambda: self._lose_patience(passed))

    def _lose_patience(self, passed: KeyPassed) -> None:
        """What is there is only slow, and a key let in before it is done would overtake it."""
        if self._under_way is not passed:
            return
        if passed.target.is_running and passed.waits < _MOST_WAITS:
            self._wait_for(passed)
        else:
            passed.rounds = 1
            self._app.post_message(passed)

    async def passed(self, message: KeyPassed) -> None:
        """The key, or what it set off, has come up."""
        if message is not self._under_way:
            return
        self._free()
        if message.rounds > 1:
            self._send_after(KeyPassed(message.target, message.screen, message.rounds - 1))
        await self.go_on()

    def _free(self) -> None:
        self._under_way = None
        if self._patience is not None:
            self._patience.stop()

    async def screen_ready(self, message: ScreenReady) -> None:
        """What was typed while the screen was being built, or while another lay over it, is its own."""
        self._ready = message.screen
        if self._under_way is not None and self._under_way.screen is not message.screen:
            self._free()  # what had the focus has gone, and nothing will come up from there
        await self.go_on()
