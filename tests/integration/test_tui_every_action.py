"""Every action of the table does what it says: at both sizes, and in both languages."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import scenes
from tests.support.scenes import CHANNEL, Scene
from tests.support.store import Clock, make_desk, with_replies
from tests.support.terminal import LARGE, SMALL, LateStore, Terminal, ids, rows, stored, terminal
from tickets import i18n
from tickets.desk.house import Desk
from tickets.rules.states import Queue
from tui.actions import actions, composer_actions

LEAVES = "quit"
"""Ends the desk: it has a test of its own."""
GROUPS = (scenes.answering, scenes.composing, scenes.deciding, scenes.moving, scenes.going)
TYPED_AHEAD = ((SMALL, "de"), (LARGE, "en"))
EVERYWHERE = pytest.mark.parametrize(
    ("size", "language"),
    [(size, language) for size in (SMALL, LARGE) for language in i18n.LANGUAGES],
    ids=lambda value: value if isinstance(value, str) else f"{value[0]}x{value[1]}",
)


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        for _number in range(3):
            scenes.question(opened)
        yield with_replies(opened, secure_channel=CHANNEL)


def test_no_action_is_without_a_scene() -> None:
    played = [scene.action for group in (*GROUPS, scenes.looking_again) for scene in group()]
    assert sorted([*played, LEAVES]) == sorted(action.id for action in (*actions(), *composer_actions()))


@EVERYWHERE
@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.__name__)
async def test_every_action_does_what_it_says(
    desk: Desk, group: Callable[[], tuple[Scene, ...]], size: tuple[int, int], language: str
) -> None:
    """Key by key; and typed ahead in one burst, of a store that answers only when nothing else can go on."""
    i18n.use(language)
    late = LateStore() if (size, language) in TYPED_AHEAD else None
    played = [(scene, (scene.given or scenes.question)(desk)) for scene in group()]
    async with terminal(desk, size=size, late=late) as at:
        for scene, ticket_id in played:
            if late is None:
                await play(at, scene, ticket_id)
            else:
                await play_at_once(at, scene, ticket_id)
            assert scene.then(at, ticket_id), f"{scene.action}, on screen:\n{at.text}"
            await at.press(*["escape"] * 6, "1")


async def play_at_once(at: Terminal, scene: Scene, ticket_id: int) -> None:
    """As `play`, by somebody who knows where everything is, and waits for nothing."""
    queue = stored(at.desk, ticket_id).row.queue
    place = ids(rows(at.desk, queue)).index(ticket_id)
    at.press_ahead(str(list(Queue).index(queue) + 1), "g", *"j" * place, *scene.keys)
    if scene.label is not None:
        at.type_ahead(f"{scene.label()}\n")
    if scene.typed:
        at.type_ahead(scene.typed)
    await at.press(*scene.after)


async def play(at: Terminal, scene: Scene, ticket_id: int) -> None:
    """As a person would: to the ticket, then the keys."""
    queue = stored(at.desk, ticket_id).row.queue
    await at.press(str(list(Queue).index(queue) + 1), "g")
    await at.press(*"j" * at.listed.index(ticket_id))
    assert at.cursor == ticket_id
    await at.press(*scene.keys)
    if scene.label is not None:
        await at.type(f"{scene.label()}\n")
    if scene.typed:
        await at.type(scene.typed)
    if scene.after:
        await at.press(*scene.after)
