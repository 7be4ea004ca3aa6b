"""What a reply is besides its text: purpose, audience, content warning, promised day. Each is chosen in a dialog."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tickets.desk.rows import Envelope
from tickets.desk.words import purpose_word
from tickets.errors import TicketsError
from tickets.i18n import _
from tickets.rules.audience import Visibility, default_visibility, visibility_word
from tickets.rules.reply import Purpose
from tui.action import Action, Choice
from tui.actions import composer_actions, key_of
from tui.deeds import Draft, changed
from tui.drawing import one_line, safe
from tui.messages import ChoicesRead, InterimRead
from tui.screens.dialogs import AskLine
from tui.screens.picker import Picked, Picker
from tui.widgets.audience import visibility_means
from tui.widgets.key_bar import Hint

if TYPE_CHECKING:
    from tui.backend import Backend
    from tui.screens.composer import Composer


INTERIM = "interim"
"""What `desk.templating` calls the interim status that lies ready."""


class LetterOptions:
    """The options of one composer's reply."""

    def __init__(self, composer: "Composer") -> None:
        self._composer = composer
        self._given = ""
        """The ready text that the writer was given last."""
        self._name = ""
        """Its name among those that lie ready, by which each of several people gets their own."""
        self.greeting = ""
        """How it greets the first of them by name; "" where it does not."""
        self.run: Mapping[str, Callable[[], None]] = {
            "purpose": self._purpose,
            "reach": self._reach,
            "warning": self._warning,
            "promise": self._promise,
            "insert": composer.texts.choose,
            "tongue": self._language,
            "secure": composer.texts.add_secure,
            "beside": composer.question.turn,
            "send": composer.send,
            "asked_down": partial(composer.question.scroll, 1),
            "asked_up": partial(composer.question.scroll, -1),
            "help": self._help,
            "palette": self._palette,
        }

    def _help(self) -> None:
        app = self._composer.app
        app.call_later(app.run_action, "show_help")

    def _palette(self) -> None:
        """Everything that can be done to this reply, by name."""
        choices = [
            Choice(action.id, f"{action.label}  ({action.shown})", action.help)
            for action in offered(self._composer)
            if action.id != "palette"
        ]

        def picked(answer: Picked | None) -> None:
            if answer is not None:
                self.run[answer.key]()

        self._composer.app.push_screen(Picker(_("What to do?"), choices), picked)

    def _purpose(self) -> None:
        """What the reply is to the promise."""
        told = {
            Purpose.ANSWER: _("keeps the promise; the ticket is done"),
            Purpose.INTERIM: _("says that it takes longer, and until when"),
            Purpose.ASK: _("asks the citizen something; the clock stops until they write"),
        }
        choices = [Choice(each.value, purpose_word(each), detail) for each, detail in told.items()]
        now = self._composer.draft.purpose
        self._pick(Picker(_("What is this reply?"), choices, first=now, why=_("now")), "purpose")

    def offer_interim(self) -> bool:
        """Who has written nothing of their own is given the interim status that lies ready, with its day.

        False where it is none, or they have.
        """
        composer = self._composer
        draft = composer.draft
        if draft.purpose is not Purpose.INTERIM:
            return False
        if self.own(draft.text):
            if self._given or draft.promise:
                composer.warn(_("Your text may still name another day than the one you promise."))
            return False
        composer.errands.ask(
            composer,
            "interim",
            lambda backend: InterimRead(*backend.ready_interim(draft.ticket_id, draft.promise)),
        )
        return True

    def own(self, text: str) -> str:
        """The text, if somebody wrote it; "" for the one that lay ready, which need not be kept."""
        return "" if text.strip() in ("", self._given.strip()) else text

    def take_interim(self, message: InterimRead, typed: str) -> str:
        """The text to stand in the sheet: the ready one, unless somebody has typed their own meanwhile."""
        if self.own(typed):
            return typed
        text = safe(message.text)
        self.give(text, INTERIM, self._greeting_by_name(text))
        return text

    def give(self, text: str, name: str, greeting: str = "") -> None:
        """The writer is given this text: as long as they do not change it, it is not their own."""
        self._given, self._name, self.greeting = text, name, greeting

    def go_on_with(self, begun: str, envelope: Envelope) -> None:
        """What was begun or called back is a text that lay ready, if nobody has changed it."""
        if envelope.template:
            self.give(begun, envelope.template, self._greeting_by_name(begun))

    def _greeting_by_name(self, text: str) -> str:
        """The first line, if it names whoever asked."""
        view, first = self._composer.question.view, text.partition("\n")[0].strip()
        name = safe(view.person.display_name) if view is not None else ""
        return first if name and name in first else ""

    def lies_ready(self, draft: Draft) -> str:
        """The name of its text among those that lie ready; "" where somebody wrote or changed it."""
        if self._name == INTERIM and draft.purpose is not Purpose.INTERIM:
            return ""
        return self._name if draft.text.strip() and not self.own(draft.text) else ""

    def _reach(self) -> None:
        """Who may read it."""
        choices = [Choice(each.value, visibility_word(each), visibility_means(each)) for each in Visibility]
        now = self._composer.draft.visibility or default_visibility(self._composer.row.visibility)
        self._pick(Picker(_("Who may read it?"), choices, first=now.value, why=_("now")), "visibility")

    def _language(self) -> None:
        """The language of the text."""
        picker = Picker(_("In which language is the reply?"), None)
        self._pick(picker, "language")
        self._composer.errands.ask(picker, "choices", lambda backend: ChoicesRead(self._languages(backend)))

    def _languages(self, backend: "Backend") -> tuple[Choice, ...]:
        """In a thread."""
        composer = self._composer
        now, asked = composer.draft.language or composer.row.language, composer.row.language
        said = {asked: _("the citizen's"), now: _("now")}
        if now == asked:
            said = {now: _("the citizen's, now")}
        return tuple(
            Choice(each.code, f"{each.name} ({each.code})", said.get(each.code, ""))
            for each in backend.languages(composer.draft.ticket_id)
        )

    def _promise(self) -> None:
        """The day that an interim status promises."""
        if self._composer.draft.purpose is not Purpose.INTERIM:
            self._composer.show_trouble(
                TicketsError(
                    _("Only an interim status promises a day"),
                    _("Press {key} to make it one").format(key=key_of("purpose")),
                )
            )
            return
        now = self._composer.draft.promise
        picker = Picker(
            _("Until the end of service of which day?"), None, first=f"{now}" if now else "", why=_("now")
        )
        self._pick(picker, "promise")
        self._composer.errands.ask(picker, "choices", lambda backend: ChoicesRead(self._days(backend)))

    def _days(self, backend: "Backend") -> tuple[Choice, ...]:
        """In a thread."""
        clock = self._composer.clock
        days = backend.working_days(self._composer.row.account)
        return tuple(
            Choice(f"{day}", clock.day(day), clock.time(end), clock.day_words(day))
            for day, _start, end in days
        )

    def _pick(self, picker: Picker, what: str) -> None:
        def picked(answer: Picked | None) -> None:
            if answer is not None:
                self._composer.change(changed(self._composer.draft, what, answer.key))
                self.offer_interim()

        self._composer.app.push_screen(picker, picked)

    def _warning(self) -> None:
        """The content warning: the citizen's own, unless it is changed."""
        now, preview = self._composer.draft.spoiler_text, self._composer.preview
        if now is None:
            now = preview.spoiler_text if preview else ""
        dialog = AskLine(_("Content warning of the reply"), hint=_("Empty: none"), text=one_line(now))
        self._composer.app.push_screen(dialog, self._warned)

    def _warned(self, text: str | None) -> None:
        if text is not None:
            self._composer.change(replace(self._composer.draft, spoiler_text=text))


_SOMETIMES = ("beside", "promise", "secure")
"""What is offered for some replies only."""
_FIRST = ("send", "help", *_SOMETIMES, "purpose", "reach", "insert")
"""What is offered for this reply only must not fall off the edge, nor what is used in most of them."""


def offered(composer: "Composer") -> tuple[Action, ...]:
    """What can be done to this reply, in the order of the table."""
    preview, offers = composer.preview, set()
    if composer.question.turns:
        offers.add("beside")
    if composer.draft.purpose is Purpose.INTERIM:
        offers.add("promise")
    if preview is not None and preview.offers_secure:
        offers.add("secure")
    return tuple(
        replace(action, label=_("Read question")) if action.id == "beside" and composer.is_beside else action
        for action in composer_actions()
        if action.id not in _SOMETIMES or action.id in offers
    )


def letter_hints(composer: "Composer") -> list[Hint]:
    """The keys of the composer, those first that are needed most."""
    shown = [action for action in offered(composer) if action.keys]
    shown.sort(key=lambda action: _FIRST.index(action.id) if action.id in _FIRST else len(_FIRST))
    hints = [
        Hint(action.shown, action.label, action.keys.partition(",")[0], suggested=action.id == "send")
        for action in shown
    ]
    return [*hints, Hint("Esc", _("Back"), "escape")]
