"""Keys keep their order on a machine that is too busy to do them."""

from pathlib import Path

from tests.support.store import Clock, make_desk, mention, receive
from tests.support.terminal import Terminal, terminal
from tui import keys
from tui.keys import KeyPassed


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
