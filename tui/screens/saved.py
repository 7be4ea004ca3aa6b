"""Views: choosing one, keeping what was searched for as one, forgetting one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from tickets.desk.view_rows import SavedViewRow
from tickets.errors import UsageError
from tickets.i18n import _, ngettext
from tickets.rules.filter_words import described
from tickets.rules.filters import read
from tui.action import Choice
from tui.actions import key_of
from tui.drawing import Tone, one_line
from tui.messages import ViewDeleted, ViewKept, ViewThere
from tui.screens.dialogs import AskLine, Confirm
from tui.screens.picker import Picked, Picker

if TYPE_CHECKING:
    from tui.backend import Backend
    from tui.screens.acts import Acts

_MINE, _ALL = "mine", "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewView:
    """A view that somebody wants to keep."""

    name: str
    typed: str
    for_all: bool = False


class SavedViews:
    """What is done with views at one desk."""

    def __init__(self, acts: "Acts") -> None:
        self._acts = acts
        self._screen = acts.screen
        self.run: Mapping[str, Callable[[], None]] = {
            "views": self._choose,
            "keep_view": self._keep,
            "delete_view": self._choose_to_delete,
        }

    # Choosing.

    def _choose(self) -> None:
        title = _("Which view? What you search for with {search} is kept as one with {keep}.")
        self._pick(
            title.format(search=key_of("search"), keep=key_of("keep_view")), self._show, lambda _view: True
        )

    def _show(self, view: SavedViewRow) -> None:
        try:
            self._screen.show_view(view.name, view.query)
        except UsageError as error:
            self._screen.warn(str(error))

    def _choose_to_delete(self) -> None:
        may_change = self._may_keep_for_all
        self._pick(
            _("Which view is to be deleted?"),
            self._ask_to_delete,
            lambda view: may_change or not view.for_all,
        )

    def _pick(
        self, title: str, then: Callable[[SavedViewRow], None], fits: Callable[[SavedViewRow], bool]
    ) -> None:
        known: dict[str, SavedViewRow] = {}

        def load(backend: "Backend") -> tuple[Choice, ...]:
            found = tuple(filter(fits, backend.saved_views()))
            known.update((_key(view), view) for view in found)
            counts = backend.counted(found)
            return tuple(_choice(view, self._meaning(view), counts.get(view)) for view in found)

        self._acts.pick(Picker(title, None), lambda picked: then(known[picked.key]), load)

    def _meaning(self, view: SavedViewRow) -> str:
        """What it finds, in the reader's words; what was typed where that is not understood any longer."""
        me = self._screen.me
        if me is None:
            return view.query
        try:
            return described(read(view.query, me.known), me.departments)
        except UsageError:
            return view.query

    # Deleting.

    def _ask_to_delete(self, view: SavedViewRow) -> None:
        dialog = Confirm(
            _("Is the view “{name}” to be deleted?").format(name=view.name),
            _("For everybody: {query}").format(query=view.query) if view.for_all else view.query,
            yes=_("delete it"),
        )
        self._screen.app.push_screen(dialog, lambda yes: self._delete(view) if yes else None)

    def _delete(self, view: SavedViewRow) -> None:
        def job(backend: "Backend") -> Message:
            backend.delete_view(view)
            return ViewDeleted(view.name)

        self._screen.errands.send(self._screen, "views", job)

    # Keeping.

    @property
    def _may_keep_for_all(self) -> bool:
        return self._screen.me is not None and "triage" in self._screen.me.rights

    def _keep(self) -> None:
        typed = one_line(self._screen.typed)
        if not typed:
            words = _("Search first ({key}): what you searched for is kept under a name.")
            self._screen.say(words.format(key=key_of("search")), Tone.WARN)
            return
        dialog = AskLine(
            _("Under which name is this search kept? {query}").format(query=typed),
            hint=_("A name of a few words"),
        )
        self._screen.app.push_screen(dialog, partial(self._named, typed))

    def _named(self, typed: str, name: str | None) -> None:
        if not name:
            return
        view = NewView(name=name, typed=typed)
        if not self._may_keep_for_all:
            self._send(view)
            return
        choices = [Choice(_MINE, _("for me")), Choice(_ALL, _("for everybody"))]

        def picked(answer: Picked) -> None:
            self._send(replace(view, for_all=answer.key == _ALL))

        self._acts.pick(Picker(_("For whom is the view “{name}”?").format(name=name), choices), picked)

    def _send(self, view: NewView, *, again: bool = False) -> None:
        def job(backend: "Backend") -> Message:
            if not again and backend.has_view(view.name, for_all=view.for_all):
                return ViewThere(view.name, partial(self._ask_to_replace, view))
            kept = backend.keep_view(view.name, view.typed, for_all=view.for_all, again=again)
            return ViewKept(kept.name)

        self._screen.errands.send(self._screen, "views", job)

    def _ask_to_replace(self, view: NewView) -> None:
        dialog = Confirm(
            _("There is a view “{name}” already. Is it to be replaced?").format(name=view.name),
            view.typed,
            yes=_("replace it"),
        )
        self._screen.app.push_screen(dialog, lambda yes: self._send(view, again=True) if yes else None)


def _key(view: SavedViewRow) -> str:
    return f"{_ALL if view.for_all else _MINE}:{view.name}"


def _choice(view: SavedViewRow, meaning: str, count: int | None) -> Choice:
    parts = [meaning]
    if count is not None:
        shown = f"{count - 1}+" if count > 99 else str(count)
        parts.insert(0, ngettext("{count} ticket", "{count} tickets", count).format(count=shown))
    if view.for_all:
        parts.append(_("for everybody"))
    return Choice(_key(view), view.name, " · ".join(parts), also=view.query)
