"""Keys keep their order on a machine that is too busy to do them."""

from pathlib import Path

import pytest

from tests.support.store import Clock, make_desk, mention, receive
from tests.support.terminal import Terminal, stored, terminal
from tickets.rules.states import State
from tui import keys
from tui.keys import KeyPassed
from tui.screens.picker import Picked, Picker


def lose_patience(at: Terminal, passed: KeyPassed, times: int) -> None:
    """As if the time had gone by so often."""
    for _time in range(times):
        at.app._keys._lose_patience(passed)


async def test_a_key_waits_for_a_slow_one_as_long_as_its_field_is_there(tmp_path: Path, clock: Clock) -> None:
    with make_desk(tmp_path, clock=clock) as desk:
        receive(desk, mention("Eine Frage?"))
        async with terminal(desk) as at:
            slow = KeyPassed(at.screen.tickets, at.screen, 1)
            at.app._keys._under_way = slow
            lose_patience(at, slow, 1)
            assert not at.app.idle
            lose_patience(at, slow, keys._MOST_WAITS)
            await at.settle()
            assert at.app.idle


async def test_a_field_that_has_gone_is_not_waited_for(tmp_path: Path, clock: Clock) -> None:
    with make_desk(tmp_path, clock=clock) as desk:
        receive(desk, mention("Eine Frage?"))
        async with terminal(desk) as at:
            await at.press("n")
            gone = at.app.focused
            screen = at.app.screen
            assert gone is not None
            await at.press("escape")
            late = KeyPassed(gone, screen, 1)
            at.app._keys._under_way = late
            lose_patience(at, late, 1)
            await at.settle()
            assert at.app.idle


async def test_a_list_that_comes_while_a_dialog_closes_lets_no_key_overtake_what_was_decided(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with make_desk(tmp_path, clock=clock) as desk:
        for name in ("anna", "ben", "cem"):
            receive(desk, mention(f"Eine Frage von {name}?", by=f"{name}@example.social"))
        async with terminal(desk) as at:
            first, second, third = at.listed
            close = Picker.dismiss

            def close_as_the_list_comes(picker: Picker, answer: Picked | None = None) -> object:
                closed = close(picker, answer)
                at.screen.listing.failed()  # an answer of the store to the desk below
                return closed

            monkeypatch.setattr(Picker, "dismiss", close_as_the_list_comes)
            await at.press("f", "enter", "i")
            states = [stored(desk, ticket).row.state for ticket in (first, second, third)]
            assert states == [State.FORWARDED, State.IGNORED, State.NEW]


async def test_a_screen_that_lies_below_another_is_never_the_one_that_stands(
    tmp_path: Path, clock: Clock
) -> None:
    with make_desk(tmp_path, clock=clock) as desk:
        receive(desk, mention("Eine Frage?"))
        async with terminal(desk) as at:
            await at.press("f", "x", "backspace")
            dialog = at.app.screen
            assert at.app._keys._ready is dialog
            under_way = at.app._keys._under_way = KeyPassed(dialog, dialog, 1)
            at.screen.listing.read()
            await at.as_soon_as(lambda: at.screen.listing._asked is None)
            assert at.app._keys._ready is dialog
            assert at.app._keys._under_way is under_way
            await at.app._keys.passed(under_way)
