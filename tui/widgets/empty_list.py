"""What stands where no ticket is: a sentence on what will appear there."""

from tickets.desk.rows import Query
from tickets.i18n import _
from tickets.rules.states import Queue
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
    if is_specialist and query.queue is not None and not query.search:
        return _("No question waits here for your department. What you are asked appears by itself under 2.")
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
