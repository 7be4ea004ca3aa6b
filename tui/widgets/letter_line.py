"""A letter's head, and what it is in one line below its text: purpose, promise, warning, room that is left."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tickets.desk.rows import Row
from tickets.desk.words import purpose_word
from tickets.i18n import _
from tickets.rules.reply import Purpose
from tickets.rules.states import kind_word
from tui.actions import key_of
from tui.deeds import Draft
from tui.drawing import Line, Span, Tone, joined, justify, one_line
from tui.format import Clock
from tui.widgets.audience import room, warning_words
from tui.widgets.lines import Lines

if TYPE_CHECKING:
    from tickets.desk.replies import Preview


class LetterHead(Lines):
    """One line: to whom, about what, and how long there is left."""

    def __init__(self, clock: Clock, row: Row, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._clock = clock
        self._row = row

    def lines(self, width: int) -> Sequence[Line]:
        """One line."""
        to = Span(_("Reply to {person}").format(person=f"@{one_line(self._row.person)}"), Tone.STRONG)
        about = f"#{self._row.id} {kind_word(self._row.kind)}"
        return (justify(joined([to, about, self._row.account]), (self._clock.time_left(self._row),), width),)


class LetterLine(Lines):
    """One line, live."""

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._clock = clock
        self._draft: Draft | None = None
        self._preview: Preview | None = None
        self._kept = False

    def show_draft(self, draft: Draft) -> None:
        """The reply as it stands."""
        self._draft, self._kept = draft, False
        self.refresh()

    def show_preview(self, preview: "Preview") -> None:
        """What the desk says of it."""
        self._preview = preview
        self.refresh()

    def show_kept(self) -> None:
        """The text is in the store."""
        self._kept = True
        self.refresh()

    def lines(self, width: int) -> Sequence[Line]:
        """One line; the room that is left stands at its right edge."""
        if self._draft is None:
            return ((),)
        right = room(self._preview) if self._preview else ()
        return (justify(joined(self._parts(self._draft)), right, width),)

    def _parts(self, draft: Draft) -> list[Span | str]:
        parts: list[Span | str] = [Span(purpose_word(draft.purpose), Tone.STRONG)]
        if draft.purpose is Purpose.INTERIM:
            parts.append(self._promise(draft))
        if self._preview:
            warning = warning_words(one_line(self._preview.spoiler_text))
            language = self._preview.language or ""
            # That there is no warning may be cut where it is tight.
            parts += [warning, language] if self._preview.spoiler_text else [language, warning]
        if self._kept:
            parts.append(_("draft kept"))
        return parts

    def _promise(self, draft: Draft) -> str:
        if draft.promise is None:
            return _("promises the usual term ({key}: a day)").format(key=key_of("promise"))
        return _("promises {day}").format(day=self._clock.day(draft.promise))
