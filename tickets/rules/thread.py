"""A text that is too long for one post, as a numbered thread: cut at sentences or words, never in an address.

Each part is one that the instance takes, by Mastodon's way of counting (`rules.audience.length`), mentions whom we
answer, and ends in its number: "(1/3)". The sources of all parts, joined, are the text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, islice

from tickets.errors import TextTooLong
from tickets.i18n import _
from tickets.rules.audience import URL, compose, handles_in, length
from tickets.rules.text import MENTION, characters

MOST_PARTS = 20
"""A longer text is no reply: nobody reads it, and servers allow 300 posts in three hours."""

_SENTENCE_ENDS = (".", "!", "?", "…", ":", ";")
_CLOSING = "\"'»«”“’)]"
_LEAST = 0.5
"""A part is not cut at a sentence where that would leave more of it empty."""


@dataclass(frozen=True, slots=True)
class Part:
    """One post of a thread."""

    text: str
    """As it is posted."""
    source: str
    """What of the text it says, blanks at its ends included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds the text of every part, and what the instance allows."""

    asker: str
    local_domain: str
    spoiler_text: str
    limit: int
    url_length: int = 23

    def posted(self, source: str, number: str) -> str:
        """The part as it is posted."""
        body = compose(source, asker=self.asker, local_domain=self.local_domain)
        return f"{body} {number}"

    def fits(self, source: str, number: str) -> bool:
        """Whether the instance takes it."""
        return (
            length(self.posted(source, number), self.spoiler_text, url_length=self.url_length) <= self.limit
        )

    def cost(self, piece: str) -> int:
        """How much of the limit a piece takes, blanks at its end included."""
        words = piece.rstrip()
        return length(words, url_length=self.url_length) + len(piece) - len(words)


def split(text: str, frame: Frame) -> tuple[Part, ...]:
    """The text as a thread; always numbered, even where one post would do.

    Raises TextTooLong where it would take more than `MOST_PARTS`, or cannot be cut without changing whom it mentions.
    """
    text = text.strip()
    for digits in range(1, len(str(MOST_PARTS)) + 1):
        widest = "9" * digits
        sources = _sources(text, frame, f"({widest}/{widest})")
        if sources is not None and len(sources) < 10**digits:
            break
    if sources is None:
        raise too_long()
    parts = tuple(
        Part(frame.posted(source, f"({number}/{len(sources)})"), source)
        for number, source in enumerate(sources, start=1)
    )
    _require_same_readers(text, parts, frame)
    return parts


def too_long() -> TextTooLong:
    """What is said of a text that no thread holds."""
    return TextTooLong(
        _("The reply is too long even for a thread of {count} posts").format(count=MOST_PARTS),
        _("Shorten it, or publish it elsewhere and send its address"),
    )


def _require_same_readers(text: str, parts: tuple[Part, ...], frame: Frame) -> None:
    """A handle that was cut would be somebody else's."""
    allowed = {*handles_in(text, local_domain=frame.local_domain), frame.asker.removeprefix("@").lower()}
    found = {handle for part in parts for handle in handles_in(part.text, local_domain=frame.local_domain)}
    if not found <= allowed:
        raise TextTooLong(
            _("The reply has a word that is longer than a post and cannot be cut"), _("Shorten that word")
        )


def _sources(text: str, frame: Frame, widest: str) -> list[str] | None:
    """What each part says, with room for this number; None where there are too many."""
    if not frame.fits("", widest) or frame.cost(text) > frame.limit * MOST_PARTS:
        return None
    units = list(_units(text))
    sources: list[str] = []
    while units:
        if len(sources) == MOST_PARTS:
            return None
        if not frame.fits(units[0], widest):
            units[:1] = _broken(units[0], frame, widest)
        count = _how_many(units, frame, widest)
        sources.append("".join(units[:count]))
        del units[:count]
    return sources


def _units(text: str) -> Iterator[str]:
    """The text in pieces that stay together: a word with the blanks after it, an address whole."""
    whole = sorted(match.span() for pattern in (URL, MENTION) for match in pattern.finditer(text))
    start = spans = 0
    for at in range(1, len(text)):
        while spans < len(whole) and whole[spans][1] <= at:
            spans += 1
        inside = spans < len(whole) and whole[spans][0] < at
        if text[at - 1].isspace() and not text[at].isspace() and not inside:
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _how_many(units: list[str], frame: Frame, widest: str) -> int:
    """With how many of these units a part is best filled; at least one."""
    room = frame.limit - frame.cost(frame.posted("", widest)) - frame.cost(frame.spoiler_text.strip())
    filled = list(accumulate(_until(units, frame, room)))
    count = max(len(filled), 1)
    # Blanks and handles make the sum a little more or less than what is counted in the end.
    while count < len(units) and frame.fits("".join(units[: count + 1]), widest):
        count += 1
    while count > 1 and not frame.fits("".join(units[:count]), widest):
        count -= 1
    if count == len(units):
        return count
    ends = [at for at in range(1, count + 1) if _ends_sentence(units[at - 1])]
    best = next((at for at in reversed(ends) if "\n\n" in units[at - 1]), None), next(reversed(ends), None)
    used = sum(map(frame.cost, units[:count]))
    for at in best:
        if at is not None and sum(map(frame.cost, units[:at])) >= used * _LEAST:
            return at
    return count


def _until(units: list[str], frame: Frame, room: int) -> Iterator[int]:
    """The costs of the first units, as many as there is room for."""
    used = 0
    for unit in units:
        cost = frame.cost(unit)
        if used + cost > room:
            return
        used += cost
        yield cost


def _ends_sentence(unit: str) -> bool:
    return "\n" in unit or unit.rstrip().rstrip(_CLOSING).endswith(_SENTENCE_ENDS)


def _broken(word: str, frame: Frame, widest: str) -> list[str]:
    """A word longer than a post, in two: the longest beginning that fits, between two characters.

    Not in an address or a handle, and not so that an "@" comes to stand in front: that would make a handle of none.
    """
    ends = list(accumulate(map(len, islice(characters(word), frame.limit))))
    low, high = 0, len(ends) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if frame.fits(word[: ends[middle]], widest):
            low = middle
        else:
            high = middle - 1
    whole = [match.span() for pattern in (URL, MENTION) for match in pattern.finditer(word)]
    cut = next((end for end in reversed(ends[: low + 1]) if _may_cut(word, end, whole)), ends[low])
    return [word[:cut], word[cut:]] if word[cut:] else [word]


def _may_cut(word: str, at: int, whole: list[tuple[int, int]]) -> bool:
    return not word.startswith(("@", "＠"), at) and not any(start < at < end for start, end in whole)
