"""One scene for every action of the desk: which ticket it meets, which keys are pressed, what must be so then."""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, replace
from itertools import count

from tests.support.campaign import arrive, passed_on
from tests.support.store import mention, receive
from tests.support.terminal import Terminal, rows, sheet, stored
from tickets.desk import forwards, handling, replies, saved_views
from tickets.desk.house import Desk
from tickets.i18n import _
from tickets.rules.audience import Visibility
from tickets.rules.reply import Purpose, ReplyState
from tickets.rules.states import Kind, Queue, State
from tui.screens.board import BoardScreen
from tui.screens.composer import Composer
from tui.screens.departments import DepartmentsScreen
from tui.screens.dialogs import AskLine
from tui.screens.hand_over import HandOver
from tui.screens.help import Help
from tui.screens.picker import Picker
from tui.screens.settings_view import SettingsView
from tui.widgets.paper import Paper
from tui.widgets.tour_line import TourLine
from tui.widgets.view_tabs import View

Given = Callable[[Desk], int]
"""Brings a ticket about; its number."""
Then = Callable[[Terminal, int], object]
"""Whether it is so, of the ticket of this number."""

ADDRESS = "https://example.social/@person/1"
CHANNEL = "https://formular.example.org"

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Scene:
    """`action`: of the table. `keys`: pressed with the cursor on the ticket. Esc, five times, ends it."""

    action: str
    keys: tuple[str, ...]
    then: Then
    _: KW_ONLY
    given: Given | None = None
    """None: a new question."""
    typed: str = ""
    """Typed after the keys, into what they opened; a line break at its end is Enter."""
    label: Callable[[], str] | None = None
    """For what has no key: what it is called in the list of commands, where it is typed."""
    after: tuple[str, ...] = ()
    """Pressed at last."""


def question(desk: Desk, visibility: Visibility = Visibility.PUBLIC) -> int:
    """Somebody new asks something else."""
    number = next(_numbers)
    who = f"person{number}@example.social"
    receive(desk, mention(f"Frage {number}?", by=who, remote_id=f"scene{number}", visibility=visibility))
    return max(row.id for row in rows(desk))


def confided(desk: Desk) -> int:
    """Somebody asks in a direct message."""
    return question(desk, Visibility.DIRECT)


def campaign(desk: Desk) -> int:
    """Several people pass on a text; the row that stands for them."""
    arrive(desk, *(passed_on() for _number in range(3)))
    return next(row.id for row in rows(desk, Queue.INBOX) if row.copies)


def but(act: Callable[..., object], **more: object) -> Given:
    """A question to which this was done."""

    def given(desk: Desk) -> int:
        ticket_id = question(desk)
        desk.do(act, ticket_id, **more)
        return ticket_id

    return given


def proposed(desk: Desk) -> int:
    """A question that a department has answered."""
    ticket_id = but(forwards.forward, to="buerger")(desk)
    desk.do(forwards.propose, ticket_id, text="Bitte Formular 7 ausfüllen.")
    return ticket_id


answered = but(replies.queue, text="Bis 18 Uhr.")
forwarded = but(forwards.forward, to="buerger")
ignored = but(handling.ignore)
closed = but(handling.close)


def long(desk: Desk) -> int:
    """A question of many lines."""
    number = next(_numbers)
    text = "\n".join(f"Punkt {number} {line * number}" for line in range(100))
    receive(desk, mention(text, by=f"person{number}@example.social", remote_id=f"scene{number}"))
    return max(row.id for row in rows(desk))


def with_address(desk: Desk) -> int:
    """A question whose server told where it stands."""
    number = next(_numbers)
    post = mention(
        f"Wo steht Nummer {number}?", by=f"person{number}@example.social", remote_id=f"scene{number}"
    )
    receive(desk, replace(post, url=ADDRESS))
    return max(row.id for row in rows(desk))


def state(wanted: State) -> Then:
    """The ticket's."""
    return lambda at, ticket_id: stored(at.desk, ticket_id).row.state is wanted


def opens(screen: type) -> Then:
    """What lies over the desk."""
    return lambda at, _ticket_id: isinstance(at.app.screen, screen)


def _last_event(what: str) -> Then:
    return lambda at, ticket_id: stored(at.desk, ticket_id).events[-1].what == what


def _shows(queue: Queue) -> Then:
    return lambda at, _ticket_id: at.screen.queue is queue and not at.screen.is_aside


def _composes(purpose: Purpose) -> Then:
    def so(at: Terminal, ticket_id: int) -> bool:
        composer = at.app.screen
        return (
            isinstance(composer, Composer)
            and composer.draft.ticket_id == ticket_id
            and composer.draft.purpose is purpose
        )

    return so


def _moved(step: int) -> Then:
    """The cursor, by so many tickets from this one."""
    return lambda at, ticket_id: at.cursor == at.listed[at.listed.index(ticket_id) + step]


def _sent(at: Terminal, ticket_id: int) -> bool:
    (reply,) = stored(at.desk, ticket_id).replies
    return reply.state is ReplyState.PENDING and reply.text.endswith("Bis 18 Uhr.")


def _in_composer(at: Terminal) -> Composer:
    return next(screen for screen in at.app.screen_stack if isinstance(screen, Composer))


def _question(at: Terminal) -> Paper:
    return at.app.screen.query_one("#question", Paper)


def answering() -> tuple[Scene, ...]:
    """What ends in a text."""
    return (
        Scene("reply", ("r",), _composes(Purpose.ANSWER)),
        Scene("interim", ("s",), _composes(Purpose.INTERIM)),
        Scene("template", ("m", "1"), lambda at, _id: len(sheet(at).text) > 40),
        Scene("use_proposal", ("p",), lambda at, _id: "Formular 7" in sheet(at).text, given=proposed),
        Scene(
            "withdraw",
            ("w",),
            lambda at, ticket_id: stored(at.desk, ticket_id).draft.endswith("Bis 18 Uhr."),
            given=answered,
        ),
        Scene(
            "propose",
            ("P",),
            lambda at, ticket_id: stored(at.desk, ticket_id).proposals[0].text == "So geht es.",
            given=forwarded,
            typed="So geht es.",
            after=("ctrl+s",),
        ),
        Scene("note", ("n",), _last_event("noted"), typed="Anruf.", after=("ctrl+s",)),
    )


def composing() -> tuple[Scene, ...]:
    """What is done while a reply is written."""
    return (
        Scene("send", ("r",), _sent, typed="Bis 18 Uhr.", after=("ctrl+s",)),
        Scene("purpose", ("r", "f2", "down", "down", "enter"), _composes(Purpose.ASK)),
        Scene(
            "reach",
            ("r", "f3", "down", "down", "down", "enter"),
            lambda at, _id: _in_composer(at).draft.visibility is Visibility.DIRECT,
        ),
        Scene("warning", ("r", "f4"), opens(AskLine)),
        Scene(
            "promise",
            ("s", "f5", "down", "enter"),
            lambda at, _id: _in_composer(at).draft.promise is not None,
        ),
        Scene("insert", ("r", "f6", "1"), lambda at, _id: len(sheet(at).text) > 40),
        Scene(
            "tongue",
            ("r", "f7", "down", "enter"),
            lambda at, _id: _in_composer(at).draft.language not in (None, "de"),
        ),
        Scene("secure", ("r",), lambda at, _id: CHANNEL in sheet(at).text, given=confided, after=("f8",)),
        Scene(
            "beside",
            ("r",),
            lambda at, _id: at.app.screen.query_one("#proposal").display,
            given=proposed,
            after=("f9",),
        ),
        Scene(
            "asked_down", ("r", "ctrl+down"), lambda at, _id: _question(at).scroll_offset.y > 0, given=long
        ),
        Scene(
            "asked_up",
            ("r", "ctrl+down", "ctrl+up"),
            lambda at, _id: _question(at).scroll_offset.y == 0,
            given=long,
        ),
        Scene("help", ("r", "f1"), opens(Help)),
        Scene("palette", ("r", "ctrl+p"), opens(Picker)),
    )


def deciding() -> tuple[Scene, ...]:
    """What changes a ticket."""
    return (
        # First: it takes back what was done last, wherever the cursor is.
        Scene("undo", ("u",), state(State.NEW), given=but(handling.assign, to="lea")),
        Scene("ignore", ("i",), state(State.IGNORED)),
        Scene("close", ("c", "enter"), state(State.CLOSED)),
        Scene("reopen", ("o",), state(State.OPEN), given=closed),
        Scene("forward", ("f", "enter"), state(State.FORWARDED)),
        Scene("take", ("a",), lambda at, ticket_id: stored(at.desk, ticket_id).row.assignee == "kim"),
        Scene(
            "assign",
            ("A",),
            lambda at, ticket_id: stored(at.desk, ticket_id).row.assignee == "lea",
            typed="lea\n",
        ),
        Scene("recall", ("R",), state(State.OPEN), given=forwarded),
        Scene("snooze", ("z", "enter"), state(State.SNOOZED)),
        Scene("wait", ("W",), state(State.WAITING)),
        Scene(
            "label",
            ("l", "down", "enter"),
            lambda at, ticket_id: stored(at.desk, ticket_id).row.kind is not Kind.QUESTION,
        ),
    )


def moving() -> tuple[Scene, ...]:
    """What changes nothing but the place."""
    return (
        Scene("down", ("j",), _moved(1)),
        Scene("up", ("j", "k"), _moved(0)),
        Scene("page_down", ("pagedown",), lambda at, ticket_id: at.cursor not in (None, ticket_id)),
        Scene("page_up", ("G", "pageup", "pageup", "pageup"), lambda at, _id: at.cursor == at.listed[0]),
        Scene("first", ("G", "g"), lambda at, _id: at.cursor == at.listed[0]),
        Scene("last", ("G",), lambda at, _id: at.cursor == at.listed[-1]),
        Scene("back", ("enter", "escape"), lambda at, _id: not at.screen.is_reading),
        Scene("next", ("right_square_bracket",), _moved(1)),
        Scene("previous", ("j", "left_square_bracket"), _moved(0)),
        Scene("open", ("enter",), lambda at, _id: at.screen.is_reading),
        Scene("scroll_down", ("J",), lambda at, _id: at.screen.pane.paper.scroll_offset.y > 0, given=long),
        Scene("scroll_up", ("J", "K"), lambda at, _id: at.screen.pane.paper.scroll_offset.y == 0, given=long),
        Scene("view", ("v",), lambda at, _id: at.screen.pane.open_view is View.HISTORY),
        Scene("mark", ("space",), lambda at, ticket_id: at.screen.tickets.marks == {ticket_id}),
        Scene("copies", ("x",), lambda at, _id: len(at.listed) == 3, given=campaign),
        Scene("person", ("H",), lambda at, ticket_id: at.listed == [ticket_id] and at.screen.is_aside),
        Scene("copy_link", ("y",), lambda at, _id: at.app.clipboard == ADDRESS, given=with_address),
    )


def going() -> tuple[Scene, ...]:
    """What leads elsewhere."""
    queues = tuple(
        Scene(f"queue_{queue.value}", (str(key),), _shows(queue)) for key, queue in enumerate(Queue, 1)
    )
    return (
        *queues,
        Scene("hand_over", ("h",), opens(HandOver)),
        Scene("board", ("L",), opens(BoardScreen)),
        Scene("departments", ("d",), opens(DepartmentsScreen)),
        Scene("settings", ("comma",), opens(SettingsView)),
        Scene("help", ("question_mark",), opens(Help)),
        Scene("palette", ("ctrl+p",), opens(Picker)),
        Scene("theme", ("t",), opens(Picker)),
        Scene("views", ("b",), opens(Picker)),
        Scene("search", ("slash",), lambda at, _id: at.screen.search_field.typing),
        Scene("refresh", ("f5",), lambda at, ticket_id: at.cursor == ticket_id),
        Scene("tour", ("T",), lambda at, _id: at.screen.query_one(TourLine).display),
        Scene("language", ("ctrl+p",), opens(Picker), label=lambda: _("Language")),
        Scene("animation", ("ctrl+p",), opens(Picker), label=lambda: _("Movement")),
        Scene(
            "keep_view",
            ("slash",),
            lambda at, _id: at.desk.see(saved_views.all_of)[0].name == "Meine",
            typed="Punkt\n",
            after=("B", *"Meine", "enter", "enter"),
        ),
        Scene("delete_view", ("ctrl+p",), opens(Picker), label=lambda: _("Delete a view")),
    )


def looking_again() -> tuple[Scene, ...]:
    """Where two ignored tickets wait for a second look."""
    return (
        Scene("second_look", ("e",), lambda at, _id: at.screen.listing.looks),
        Scene("rightly", ("e", "i"), lambda at, _id: len(at.listed) == 2),
        Scene("wrongly", ("e", "u"), lambda at, _id: len(at.listed) == 1),
    )
