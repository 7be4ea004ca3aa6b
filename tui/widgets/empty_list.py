"""What stands where no ticket is: a sentence on what will appear there."""

from dataclasses import replace

from tickets.desk.rows import Query
from tickets.i18n import _
from tickets.rules.states import Queue
from tui.actions import key_of
from tui.drawing import Block, Span, Tone
from tui.widgets.sentences import Sentences


class EmptyList(Sentences):
    """One sentence."""

    def show_for(self, query: Query, *, looks: bool = False, is_specialist: bool = False) -> None:
        """Nothing answers this query. looks: nothing waits for a second look."""
        words = _empty_words(query, is_specialist=is_specialist)
        if looks:
            words = _("Nothing waits for a second look any longer. Esc leads back.")
        self.show([Block(spans=(Span(words, Tone.MUTED),))])


def _empty_words(query: Query, *, is_specialist: bool) -> str:
    """What will appear where nothing is."""
    if query.found or query != Query(queue=query.queue, limit=query.limit):
        return _not_found(query, is_specialist=is_specialist)
    if is_specialist:
        return _(
            "No question waits here for your department. What you are asked appears by itself under {key}."
        ).format(key=key_of(f"queue_{Queue.DEPARTMENTS}"))
    words = {
        Queue.INBOX: _("Nothing waits. New mentions and direct messages appear here by themselves."),
        Queue.DEPARTMENTS: _("No department has a question. What you forward with {key} waits here.").format(
            key=key_of("forward")
        ),
        Queue.WAITING: _("Nothing waits. What you asked back, or put aside with {key}, appears here.").format(
            key=key_of("snooze")
        ),
        Queue.DONE: _("Nothing is done yet. What is answered or closed appears here."),
        Queue.IGNORED: _(
            "Nothing is ignored. What you ignore with {ignore} lies here, and {undo} rescues it."
        ).format(ignore=key_of("ignore"), undo=key_of("undo")),
    }
    return words[query.queue or Queue.INBOX]


def _not_found(query: Query, *, is_specialist: bool) -> str:
    """What to try where nothing is found."""
    if is_specialist:
        return _("Nothing was found. You see what your department was asked, and nothing else.")
    if query.person is not None:
        return _("No ticket of this person is kept any longer.")
    is_narrowed = replace(query, search="", newest=False) != Query(limit=query.limit)
    if not query.search:
        return _("No ticket is like that. Take away a filter, or ask for a longer time.")
    if is_narrowed:
        return _("Nothing was found. Take away a filter, or type fewer words, or only their beginnings.")
    return _(
        "Nothing was found. Every word must occur in the conversation or in the person's name. "
        "Type fewer words, or only their beginnings."
    )
