"""Texts that lie ready: chosen in a dialog, and put into the sheet without touching what stands there."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from tickets.errors import TicketsError
from tickets.i18n import _, ngettext
from tickets.rules import language
from tickets.rules.audience import Visibility
from tickets.rules.reply import Purpose
from tui.action import Choice
from tui.actions import key_of
from tui.drawing import Block, Span, Tone, fit, one_line, safe
from tui.keys import KeysUnwanted
from tui.messages import ChoicesRead, SecureTextRead, ShelfRead
from tui.screens.picker import Picked, Picker
from tui.widgets.sentences import Sentences

if TYPE_CHECKING:
    from tickets.desk.templating import ReadyText, Shelf
    from tui.backend import Backend
    from tui.screens.composer import Composer

_DIGITS = 9
_MOST_PROBLEMS = 2  # told of those that texts have


class _WithoutDigits(Input):
    """A field to which digits are no letters."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the key is for this field."""
        return not key.isdigit() and super().check_consume_key(key, character)


class TextPicker(Picker):
    """The texts that lie ready for one ticket; a digit takes one of the first nine at once."""

    FIELD = _WithoutDigits
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(f"{digit}", f"number({digit})", show=False, priority=True) for digit in range(1, _DIGITS + 1)
    ]

    def __init__(self, *, whole: bool = False) -> None:
        """whole: only what is an answer by itself."""
        super().__init__(_("Which text?"), None)
        self._whole = whole
        self.texts: Mapping[str, ReadyText] = {}
        """By their names, in the order of the dialog."""
        self._gaps: Mapping[int, str] = {}
        """Why a number takes nothing here."""

    def on_shelf_read(self, message: ShelfRead) -> None:
        """Here they are, and what is wrong with others."""
        texts = message.shelf.texts
        self.texts = {each.name: each for each in texts if not (self._whole and each.is_ending)}
        self._gaps = dict(_gaps(message.shelf))
        self.on_choices_read(ChoicesRead(tuple(map(_choice, self.texts.values()))))
        if message.shelf.problems:
            problems = Sentences(id="problems")
            self.query_one(".dialog", Vertical).mount(problems, before=".dialog--hint")
            problems.show(_problem_blocks(message.shelf.problems))

    def action_number(self, digit: int) -> None:
        """Take the one of this number; none moves up where it is not offered here."""
        name = next((each.name for each in self.texts.values() if each.number == digit), None)
        if name is not None:
            self._take(name)
            return
        hint = self._gaps.get(digit) or _("No text has the number {number}.").format(number=digit)
        self.query_one(".dialog--hint", Static).update(Content(hint))
        self.app.post_message(KeysUnwanted())

    def _take(self, key: str) -> None:
        if self.texts[key].text:
            super()._take(key)
        else:
            words = _("Of “{title}” nothing is left for this ticket. Choose another text.")
            hint = words.format(title=one_line(self.texts[key].title))
            self.query_one(".dialog--hint", Static).update(Content(hint))

    def _hint(self, *, nothing_fits: bool = False) -> str:
        if nothing_fits:
            return super()._hint(nothing_fits=True)
        return _("A digit or Enter takes it · typing narrows the list · Esc leaves")

    def _prompt(self, choice: Choice) -> Content:
        """Number, title and language; below, how the text begins."""
        place = self.texts[choice.key].number
        width = self.room
        number = f"{place} " if place <= _DIGITS else "  "
        title = fit(choice.label, width - 2).rstrip()
        return Content.assemble(
            (number, "$accent"),
            title,
            (f"  {self.texts[choice.key].language}", "$muted"),
            "\n  ",
            (fit(choice.detail, width - 2).rstrip(), "$muted"),
        )


def _gaps(shelf: "Shelf") -> Iterator[tuple[int, str]]:
    """Numbers that may take nothing here, with a sentence why: those of endings where a whole answer is wanted too."""
    words = _("{number} is “{title}”: {why}.")
    for gap in shelf.gaps:
        yield gap.number, words.format(number=gap.number, title=one_line(gap.title), why=gap.why)
    for text in shelf.texts:
        if text.is_ending:
            why = _("it only ends an answer, and {key} puts it into one").format(key=key_of("insert"))
            yield text.number, words.format(number=text.number, title=one_line(text.title), why=why)


def _choice(text: "ReadyText") -> Choice:
    begins = text.body or text.text or _("nothing is left of it for this ticket")
    return Choice(text.name, one_line(text.title), one_line(begins))


def _problem_blocks(problems: tuple[str, ...]) -> list[Block]:
    told = [f"⚠ {one_line(problem)}" for problem in problems[:_MOST_PROBLEMS]]
    more = len(problems) - len(told)
    if more:
        words = ngettext("{count} more text cannot be used.", "{count} more texts cannot be used.", more)
        told.append(words.format(count=more))
    return [Block(spans=(Span(sentence, Tone.WARN),)) for sentence in told]


class ReadyTexts:
    """The texts that lie ready, in one composer."""

    def __init__(self, composer: "Composer", first: "ReadyText | None") -> None:
        """first: the one to begin with; it is in the sheet as soon as what was typed before has been read."""
        self._composer = composer
        self.first = first

    # Each of them.

    def begin(self) -> None:
        """The first one stands in the sheet, alone."""
        if self.first is not None:
            self._adopt(self.first)

    def _adopt(self, text: "ReadyText") -> None:
        """The sheet says this and nothing else: the reply speaks its language, and promises what it promises."""
        composer = self._composer
        draft = composer.draft
        whole, body = safe(text.text), safe(text.body)
        greeting = whole.removesuffix(body).strip() if body and whole.endswith(body) else ""
        composer.options.give(whole, text.name, greeting)
        warnings = [each_their_own()] if composer.row.copies else []
        tongue = draft.language or other_language(text.language, composer.row.language)
        draft = replace(draft, text=composer.sheet.text, language=tongue)
        if text.promise is not None and draft.purpose is Purpose.ANSWER:
            draft = replace(draft, purpose=Purpose.INTERIM, promise=text.promise)
            words = _("This text promises a day: it goes out as an interim status. {key} makes it an answer.")
            warnings.append(words.format(key=key_of("purpose")))
        if warnings:
            composer.warn(" ".join(warnings))
        composer.change(draft)

    # Put in later.

    def choose(self) -> None:
        """Let the writer choose one, and put it in where the cursor stands."""
        composer = self._composer
        if composer.row.copies and composer.sheet.text.strip():
            composer.show_trouble(_for_one_only())
            return
        picker = TextPicker()
        draft = composer.draft

        def picked(answer: Picked | None) -> None:
            if answer is not None:
                self._insert(picker.texts[answer.key])

        composer.app.push_screen(picker, picked)
        composer.errands.ask(
            picker,
            "texts",
            lambda backend: ShelfRead(
                backend.ready_texts(draft.ticket_id, language=draft.language, promise=draft.promise)
            ),
        )

    def _insert(self, text: "ReadyText") -> None:
        """Whoever has written something has written a salutation too."""
        composer, sheet = self._composer, self._composer.sheet
        if not sheet.text.strip():
            sheet.text = safe(text.text)
            sheet.move_cursor(sheet.document.end)
            self._adopt(text)
            return
        sheet.insert(_going_on(sheet, sheet.cursor_location, safe(text.body or text.text)))
        composer.look_at_sheet()
        if text.promise is not None and composer.draft.purpose is not Purpose.INTERIM:
            words = _("The text names a day; only an interim status promises one ({key}).")
            composer.warn(words.format(key=key_of("purpose")))

    def add_secure(self) -> None:
        """Put the way to a secure channel at the end of a direct message."""
        composer, draft = self._composer, self._composer.draft

        def job(backend: "Backend") -> SecureTextRead:
            preview = backend.preview(draft)
            text = backend.secure_text(draft.ticket_id, draft.language) if preview.offers_secure else None
            return SecureTextRead(text, is_direct=preview.visibility is Visibility.DIRECT)

        composer.fetch()
        composer.errands.send(composer, "texts", job)

    def take_secure(self, message: SecureTextRead) -> None:
        """It stands at the end of the sheet, once; the cursor stays where somebody writes."""
        if message.text is None:
            self._composer.show_trouble(_no_secure_channel(is_direct=message.is_direct))
        else:
            self._add_secure(message.text)
        self._composer.fetched()

    def _add_secure(self, text: "ReadyText") -> None:
        composer, sheet = self._composer, self._composer.sheet
        written = sheet.text
        if not written.strip():
            self._insert(text)
        elif safe(text.body or text.text)[1:] in written:  # with a capital or a small letter
            composer.warn(_("The way to the secure channel stands there already."))
        else:
            cursor, end = sheet.cursor_location, sheet.document.end
            addition = _going_on(sheet, end, safe(text.body or text.text))
            sheet.insert(addition, end, maintain_selection_offset=False)
            sheet.move_cursor(cursor)
            composer.look_at_sheet()


def other_language(text: str, asked: str | None) -> str | None:
    """The language of a text where it is another than the citizen's; None where it is theirs."""
    return None if language.same(text, asked) else text


def each_their_own() -> str:
    """What becomes of a text that lies ready where it goes to several people."""
    return _("Each person gets this text with their own name and facts, as long as you do not change it.")


def _for_one_only() -> TicketsError:
    """Why a text that lies ready is not put into one that goes to several people as it stands."""
    return TicketsError(
        _("A text that lies ready has the facts of one person, and what stands here goes to several"),
        _("Empty the sheet first, or answer one by one (Esc, then {copies})").format(copies=key_of("copies")),
    )


def _no_secure_channel(*, is_direct: bool) -> TicketsError:
    if is_direct:
        return TicketsError(
            _("The settings name no secure channel"), _("Set “replies.secure_channel” to its address")
        )
    return TicketsError(
        _("Only in a direct message the way to a secure channel is put at the end"),
        _("A text that lies ready names it in public too, if you mean to"),
    )


def _going_on(sheet: TextArea, place: tuple[int, int], body: str) -> str:
    """A body put in here: in German it goes on after a salutation's comma, and begins a sentence after all else."""
    before = sheet.get_text_range((0, 0), place).rstrip()
    is_address = "://" in body.partition(" ")[0]
    begun = body if before.endswith(",") or is_address else body[:1].upper() + body[1:]
    return _apart(sheet, place) + begun


def _apart(sheet: TextArea, place: tuple[int, int]) -> str:
    """What keeps a paragraph that is put in here apart from what stands before it."""
    line, column = place
    before = sheet.document.get_line(line)[:column]
    if before.strip():
        return "\n\n"
    above = sheet.document.get_line(line - 1) if line else ""
    return "\n" if above.strip() else ""
