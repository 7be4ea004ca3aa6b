"""Who will be able to read a reply: the sentence that stands in sight as long as somebody writes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tickets.desk.rows import Row
from tickets.i18n import _, ngettext
from tickets.rules.audience import Visibility, describe, visibility_word
from tui.actions import key_of
from tui.drawing import Block, Line, Span, Tone
from tui.format import number, visibility_symbol, visibility_tone

if TYPE_CHECKING:
    from tickets.desk.replies import Preview


_FEW = 50
"""Who has fewer characters left is warned."""


def audience_blocks(preview: "Preview") -> Iterator[Block]:
    """The audience by name and number, in the tone of its visibility; then what to know before sending."""
    audience = preview.audience
    tone = Tone.BAD if needs_second_yes(preview) else visibility_tone(preview.visibility)
    word = f"{visibility_symbol(preview.visibility)} {visibility_word(preview.visibility)}  "
    yield Block(spans=(Span(word, tone), Span(describe(audience), tone)))
    for warning in audience.warnings:
        yield Block(spans=(Span("⚠ ", Tone.WARN), Span(warning, Tone.WARN)))
    if preview.uncut:
        yield Block(spans=(Span("✗ ", Tone.BAD), Span(preview.uncut, Tone.BAD)))


def addressees_blocks(row: Row, people: int) -> Iterator[Block]:
    """That an answer to a row with near copies behind it goes to each of their authors."""
    goes = ngettext(
        "Goes to {count} person who wrote nearly the same, one reply.",
        "Goes to {count} people who wrote nearly the same, one reply each.",
        people,
    ).format(count=number(people))
    only = _("To answer a single one: Esc, then {key}.").format(key=key_of("copies"))
    yield Block(spans=(Span(f"×{number(1 + row.copies)}  {goes} ", Tone.STRONG), Span(only, Tone.MUTED)))


def needs_second_yes(preview: "Preview") -> bool:
    """Whether more people, or others than asked, could read it."""
    return preview.wider or preview.audience.wider


def visibility_means(visibility: Visibility) -> str:
    """Who reads a post of this visibility."""
    return {
        Visibility.PUBLIC: _("everybody, in public timelines too"),
        Visibility.UNLISTED: _("everybody, but not in public timelines"),
        Visibility.PRIVATE: _("our followers, and those it mentions"),
        Visibility.DIRECT: _("only those it mentions"),
    }[visibility]


def room(preview: "Preview") -> Line:
    """How many characters are left, by the instance's way of counting."""
    left, posts = preview.left, len(preview.parts)
    if left < 0:
        text = ngettext("{count} character too many", "{count} characters too many", -left)
        return (Span("✗ " + text.format(count=number(-left)), Tone.BAD),)
    text = ngettext("{count} character left", "{count} characters left", left).format(count=number(left))
    if posts > 1:
        thread = _("{count} posts as a thread").format(count=number(posts))
        return (Span(f"⚠ {thread} · {text}", Tone.WARN),)
    return (Span(f"⚠ {text}", Tone.WARN),) if left < _FEW else (Span(text, Tone.MUTED),)


def warning_words(spoiler_text: str) -> str:
    """The content warning that a reply carries."""
    if spoiler_text:
        return _("content warning: {text}").format(text=spoiler_text)
    return _("no content warning")
