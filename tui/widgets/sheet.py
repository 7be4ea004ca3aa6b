"""The field in which a reply is written: any length is taken, and stays quick."""

from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

_LONGEST_WRAPPED = 20_000
"""Characters of a line. To wrap a longer one anew at every key takes seconds: it runs on to the right instead."""


class Sheet(TextArea):
    """As `TextArea`, for what people paste into it."""

    def edit(self, edit: Edit) -> EditResult:
        """Before a line becomes too long to be wrapped, wrapping ends."""
        ends = {edit.from_location[0], edit.to_location[0]}
        around = sum(len(self.document.get_line(line)) for line in ends)
        if around + _longest_line(edit.text) > _LONGEST_WRAPPED:
            self.soft_wrap = False
        return super().edit(edit)

    def load_text(self, text: str) -> None:
        """As `edit`, for the whole text."""
        self.soft_wrap = _longest_line(text) <= _LONGEST_WRAPPED
        super().load_text(text)

    def on_text_area_changed(self) -> None:
        """What has become short enough is wrapped again."""
        if not self.soft_wrap:
            self.soft_wrap = all(len(line) <= _LONGEST_WRAPPED for line in self.document.lines)


def _longest_line(text: str) -> int:
    return len(text) if len(text) <= _LONGEST_WRAPPED else max(map(len, text.splitlines()), default=0)
