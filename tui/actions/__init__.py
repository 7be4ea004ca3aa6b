"""Everything that can be done at the desk: one table, which feeds keys, key bar, palette and help.

What is impossible for a ticket is shown greyed, and refused with a sentence that says why (`tui.action`). Who brings a
keymap of their own (`tui.keymap`) finds their keys in the table, wherever it is asked.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from tui.action import Action
from tui.actions.answering import answering
from tui.actions.composing import composing, guiding
from tui.actions.deciding import deciding
from tui.actions.finding import keeping_views
from tui.actions.moving import reading, stepping
from tui.actions.places import about_the_desk
from tui.keymap import GUIDES, Keys, in_use, usual_keys, while_writing
from tui.keynames import key_word

_ANYWHERE = "palette"
"""By its key all is reached that has none."""


def usual_actions() -> tuple[Action, ...]:
    """The table of the desk, with the keys that hold for whoever brings none."""
    return (*answering(), *deciding(), *stepping(), *reading(), *keeping_views(), *about_the_desk())


def actions() -> tuple[Action, ...]:
    """The table, in the language in use and in the order of the key bar, with the keys of whoever sits here."""
    return tuple(map(_theirs, usual_actions()))


def composer_actions() -> tuple[Action, ...]:
    """What is done while a reply is written, with the keys of whoever sits here; then what shows the way."""
    guides = (
        replace(action, keys=",".join(guide_keys(action.id)), help=guiding()[action.id])
        for action in usual_actions()
        if action.id in GUIDES
    )
    return (*map(_theirs, composing()), *guides)


def guide_keys(action_id: str) -> Keys:
    """The keys of one of `keymap.GUIDES` while somebody writes."""
    return while_writing(keys_of(action_id), _usual()[action_id])


def keys_of(action_id: str) -> Keys:
    """Its keys, by Textual's names; none where whoever sits here took them away."""
    mine = in_use().keys.get(action_id)
    return _usual()[action_id] if mine is None else mine


def key_of(action_id: str) -> str:
    """The key to press for it, as people read it; where it has none, that of the list of commands."""
    keys = keys_of(action_id) or keys_of(_ANYWHERE)
    return key_word(keys[0])


@cache
def _usual() -> Mapping[str, Keys]:
    """The keys of the table, by the action's id: the same in every language."""
    return {action.id: usual_keys(action) for action in (*usual_actions(), *composing())}


def _theirs(action: Action) -> Action:
    """The action with the keys of whoever sits here, in its sentence too."""
    if "{" in action.help:
        action = replace(action, help=action.help.format(**{name: key_of(name) for name in _usual()}))
    if action.like or not action.keys:
        action = replace(action, key=key_of(action.like or _ANYWHERE))
    mine = None if action.like else in_use().keys.get(action.id)
    if mine is None:
        return action
    return replace(action, keys=",".join(mine), key=key_of(action.id) if not mine else "")
