"""What stands where no ticket is: a sentence on what will appear there."""

from tickets.desk.rows import Query
from tickets.i18n import _
from tickets.rules.states import Queue
from tui.drawing import Block, Span, Tone
from tui.widgets.sentences import Sentences


class EmptyList(Sentences):
    """One sentence."""

    def show_for(self, query: Query) -> None:
        """Nothing answers this query."""
        self.show([Block(spans=(Span(_empty_words(query), Tone.MUTED),))])


def _empty_words(query: Query) -> str:
    """What will appear where nothing is."""
    if query.search:
        return _("Nothing was found. Every word must occur in the conversation or in the person's name.")
    words = {
        Queue.INBOX: _("Nothing waits. New mentions and direct messages appear here by themselves."),
        Queue.DEPARTMENTS: _("No department has a question. What you forward with f waits here."),
        Queue.WAITING: _("Nothing waits. What you asked back, or put aside with z, appears here."),
        Queue.DONE: _("Nothing is done yet. What is answered or closed appears here."),
        Queue.IGNORED: _("Nothing is ignored. What you ignore with i lies here, and u rescues it."),
    }
    return words[query.queue or Queue.INBOX]
