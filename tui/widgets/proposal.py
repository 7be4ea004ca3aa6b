"""A department's proposal beside the text that somebody makes of it."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from textual.message import Message

from tickets.desk.rows import ProposalView, TicketView
from tickets.i18n import _
from tickets.rules.worddiff import is_version, word_diff
from tui.drawing import Block, Line, Span, Tone, joined, one_line, safe
from tui.errands import Errands
from tui.format import Clock
from tui.messages_of_others import DifferenceRead
from tui.widgets.difference import difference
from tui.widgets.paper import Paper

if TYPE_CHECKING:
    from tui.backend import Backend

_LONGEST = 20_000
"""Of a text that is compared, in characters: nobody reads the difference of longer ones."""


def proposal_head(view: TicketView, place: int, clock: Clock, names: Mapping[str, str]) -> Line:
    """Which of the proposals it is, whose, and from when."""
    proposal, count = view.proposals[place], len(view.proposals)
    title = _("Proposal") if count == 1 else _("Proposal {number} of {count}")
    key = proposal.department or ""
    who = joined(
        [one_line(names.get(key, key)), one_line(proposal.author), clock.moment(proposal.created_at)]
    )
    return (Span(title.format(number=place + 1, count=count) + "  ", Tone.ACCENT), *who)


class ProposalPaper(Paper):
    """The newest proposal, with what the writer has made of it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.proposal: ProposalView | None = None
        """None where no department has proposed anything."""
        self._head: Line = ()

    def take(self, view: TicketView, clock: Clock, names: Mapping[str, str]) -> None:
        """The ticket as it stands now."""
        if view.proposals:
            self.proposal = view.proposals[-1]
            self._head = proposal_head(view, len(view.proposals) - 1, clock, names)

    def compare(self, errands: Errands, text: str) -> None:
        """Show what became of it in this text, in a while: in a thread, and only of the newest text."""
        if self.proposal is None:
            return
        proposed = safe(self.proposal.text)
        comparable = bool(text.strip()) and max(len(text), len(proposed)) <= _LONGEST

        def job(_backend: "Backend") -> Message:
            pieces = word_diff(proposed, text.rstrip()) if comparable else ()
            return DifferenceRead(pieces if is_version(pieces) else ())

        errands.ask(self, "difference", job)

    def on_difference_read(self, message: DifferenceRead) -> None:
        """Show it."""
        self.show(self._blocks_of(difference(message.pieces)), stay=True)

    def _blocks_of(self, changed: Line) -> Iterator[Block]:
        if self.proposal is None:
            return
        yield Block(spans=self._head, bar=Tone.ACCENT)
        if any(span.tone is not Tone.PLAIN for span in changed):
            yield Block(
                spans=(Span(_("What you made of it: [−removed] [+added]"), Tone.MUTED),), bar=Tone.ACCENT
            )
        elif changed:
            yield Block(spans=(Span(_("You have taken it word for word."), Tone.MUTED),), bar=Tone.ACCENT)
        yield Block(spans=changed or (Span(self.proposal.text),), bar=Tone.ACCENT)
