"""The actions of the composer: they hold while a reply is written, and nowhere else."""

from collections.abc import Mapping

from tickets.i18n import _
from tui.action import Action, Topic


def composing() -> tuple[Action, ...]:
    """In the order of the key bar."""
    rows = (
        ("send", "ctrl+s,ctrl+enter", _("Send"), _("hand the reply to the bridge, which publishes it")),
        ("purpose", "f2", _("Purpose"), _("answer, interim status or question back")),
        ("reach", "f3", _("Audience"), _("who may read it")),
        ("warning", "f4", _("Warning"), _("content warning")),
        ("promise", "f5", _("Promise"), _("the day that an interim status promises")),
        ("insert", "f6", _("Template"), _("put in a text that lies ready, where the cursor stands")),
        ("tongue", "f7", _("Language"), _("in which language the reply is")),
        (
            "secure",
            "f8",
            _("Secure channel"),
            _("in a direct message: put the way to a secure channel at the end"),
        ),
        (
            "beside",
            "f9",
            _("Read proposal"),
            _("in a small window: read the proposal in the question's place"),
        ),
        ("asked_down", "ctrl+down", _("Scroll"), _("scroll the question while you write")),
        ("asked_up", "ctrl+up", _("Scroll up"), _("scroll the question up")),
    )
    return tuple(
        Action(id_, Topic.ANSWER, keys, label, text, ticket=False, typing=True)
        for id_, keys, label, text in rows
    )


def guiding() -> Mapping[str, str]:
    """What shows the way at the desk does so here too: what it does here, by its id."""
    return {
        "help": _("all keys, with what they do"),
        "palette": _("find by its name whatever can be done here"),
    }
