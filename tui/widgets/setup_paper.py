"""How this house is set up, as a text to read: what there is, where it lies, and what is wrong with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.cells import cell_len

from tickets.desk.setup_rows import AccountSetup, OfficeSetup, PersonSetup, RepliesSetup, SetupView, TextSetup
from tickets.i18n import _, ngettext
from tickets.rules.worktime import Term
from tui.drawing import Block, Line, Span, Tone, fit, one_line
from tui.format import Clock, weekday
from tui.widgets.duty import on_duty
from tui.widgets.status_line import role_word

Entry = tuple[str, Line]
"""A label, and what is so called."""

_LABEL = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """What holds for this terminal alone."""

    theme: str
    language: str
    animated: bool
    keymap: Path | None
    own_keys: int
    """How many actions have other keys than usual."""
    mistakes: tuple[str, ...]
    """What is wrong in the keymap, in a line each."""


def setup_blocks(view: SetupView, terminal: Terminal, clock: Clock) -> Iterator[Block]:
    """Everything, by what it is about; nothing on what is not this person's to see."""
    yield from _section(_("Who you are"), _me(view))
    for office in view.offices:
        yield from _section(_("Office {name}").format(name=one_line(office.name)), _office(office, clock))
    yield from _section(_("What we promise"), _promise(view))
    if view.replies is not None:
        yield from _section(_("What we send"), _replies(view.replies))
    if view.places is not None:
        yield from _section(_("Accounts"), _accounts(view, clock))
    yield from _section(_("Departments"), _departments(view))
    if view.duty is not None:
        yield from _section(_("People"), _people(view, clock))
    if view.texts:
        yield from _section(_("Texts that lie ready"), map(_text, view.texts))
    yield from _section(_("This terminal"), _terminal(terminal))
    if view.places is not None:
        yield from _section(_("Where things lie"), _places(view))


def _section(title: str, entries: Iterable[Entry]) -> Iterator[Block]:
    yield Block(spans=(Span(title, Tone.STRONG),))
    for label, said in entries:
        width = max(_LABEL, cell_len(label))
        yield Block(
            spans=(Span(fit(label, width) + "  ", Tone.MUTED), *said), indent=2, hang=min(width, _LABEL) + 2
        )
    yield Block()


def _plain(text: str) -> Line:
    return (Span(one_line(text)),)


def _me(view: SetupView) -> Iterator[Entry]:
    me = view.me
    name = "" if me.name == me.login else f" ({me.name})"
    yield _("login"), _plain(me.login + name)
    yield _("role"), _plain(", ".join(filter(None, (role_word(me.role), me.department))))
    yield _("may"), _plain(", ".join(view.rights))
    if not view.listed:
        said = _(
            "The settings do not name you: what you may do is what holds for everybody they do not name."
        )
        yield "", (Span(said, Tone.MUTED),)


def _office(office: OfficeSetup, clock: Clock) -> Iterator[Entry]:
    if office.accounts:
        yield _("of the accounts"), _plain(", ".join(office.accounts))
    yield from _hours(office.hours)
    yield _("time zone"), _plain(office.zone)
    yield _("holidays"), _plain(office.region or _("none are kept"))
    for number, off in enumerate(office.days_off):
        yield "" if number else _("next days off"), _plain(f"{_full(clock, off.day)}  {off.why}")


def _hours(hours: tuple[str, ...]) -> Iterator[Entry]:
    """Days that follow each other with the same hours in one line."""
    first = 0
    for day in range(1, len(hours) + 1):
        if day < len(hours) and hours[day] == hours[first]:
            continue
        last = day - 1
        days = weekday(first) if first == last else f"{weekday(first)}–{weekday(last)}"
        said = hours[first].replace("-", "–") if hours[first] else _("no service")
        yield ("" if first else _("service")), _plain(f"{days}  {said}")
        first = day


def _full(clock: Clock, day: date) -> str:
    return fit(clock.day(day), 15)


def _promise(view: SetupView) -> Iterator[Entry]:
    promise = view.promise
    yield _("an answer"), _plain(term_words(promise.answer))
    yield _("after an interim"), _plain(term_words(promise.interim))
    yield _("a proposal"), _plain(term_words(promise.department))
    said = _("after {share} % of the time").format(share=round(100 * promise.warn_at))
    yield _("at risk"), _plain(said)


def _replies(replies: RepliesSetup) -> Iterator[Entry]:
    seconds = replies.delay_seconds
    waits = ngettext("after {count} second", "after {count} seconds", seconds).format(count=seconds)
    yield _("goes out"), _plain(waits if seconds else _("at once: nothing can be called back"))
    channel = replies.secure_channel or _("none is set (replies.secure_channel)")
    yield _("secure channel"), _plain(channel)


def term_words(term: str) -> str:
    """A term of the settings in words: `2d` is “2 working days”."""
    parsed = Term.parse(term)
    if parsed.days is not None:
        return ngettext("{count} working day", "{count} working days", parsed.days).format(count=parsed.days)
    return _("{count} hours of service").format(count=f"{parsed.hours}")


def _accounts(view: SetupView, clock: Clock) -> Iterator[Entry]:
    yield _("bridge"), (_bridge(view, clock),)
    if not view.accounts:
        yield "", (Span(_("There is no account yet. “tickets init” writes the first one."), Tone.WARN),)
    for account in view.accounts:
        handle = f"@{account.handle}" if account.handle else _("not signed in yet: tickets login {name}")
        yield one_line(account.name), _plain(f"{handle.format(name=account.name)}  {account.server}")
        yield "", _stream(account, clock)
        if account.caught_up_at is not None:
            said = _("brought in last: {time}").format(time=clock.moment(account.caught_up_at))
            yield "", (Span(said, Tone.MUTED),)


def _bridge(view: SetupView, clock: Clock) -> Span:
    if view.bridge_running:
        return Span("● " + _("The bridge is running"))
    if view.of_demo:
        return Span(f"✗ {_demo_over(view, clock)}", Tone.BAD)
    if view.bridge_seen_at is None:
        return Span("✗ " + _("It has never run here: start it with “tickets bridge”"), Tone.BAD)
    seen = clock.moment(view.bridge_seen_at)
    said = _("It is not running, last seen {time}: start it with “tickets bridge”").format(time=seen)
    return Span(f"✗ {said}", Tone.BAD)


def _demo_over(view: SetupView, clock: Clock) -> str:
    """A bridge would find no server: that one ended with the demo."""
    if view.bridge_seen_at is None:
        return _("This demo has not begun, or never did: start a new one with “tickets demo”")
    words = _(
        "This demo is over, last seen {time}, and its server is gone: start a new one with “tickets demo”"
    )
    return words.format(time=clock.moment(view.bridge_seen_at))


def _stream(account: AccountSetup, clock: Clock) -> Line:
    words = {
        "connecting": _("connecting"),
        "streaming": _("listening"),
        "polling": _("looking every few minutes"),
        "down": _("interrupted"),
        "unauthorized": _("not signed in"),
        "stopped": _("stopped"),
        "": _("the bridge has said nothing of it yet"),
    }
    word = words.get(account.stream, account.stream)
    fine = account.stream in ("streaming", "polling")
    since = ", " + _("since {time}").format(time=clock.moment(account.since)) if account.since else ""
    detail = f"  {one_line(account.detail)}" if account.detail else ""
    return (
        Span(f"{'●' if fine else '⚠'} {word}{since}", Tone.GOOD if fine else Tone.WARN),
        Span(detail, Tone.MUTED),
    )


def _departments(view: SetupView) -> Iterator[Entry]:
    if not view.departments:
        yield "", (Span(_("The settings name none: nothing can be forwarded."), Tone.MUTED),)
    for each in view.departments:
        yield one_line(each.key), (Span(one_line(each.name)),)
        mail = each.mail or _("no mail: it has only the terminal")
        yield "", (Span(f"{one_line(mail)} · {term_words(view.promise.department)}", Tone.MUTED),)


def _people(view: SetupView, clock: Clock) -> Iterator[Entry]:
    if view.duty is not None and view.duty.is_kept:
        yield _("roster"), (on_duty(view.duty, clock)[1],)
    elif view.duty is not None:
        yield _("roster"), (Span(_("No roster is kept. “tickets roster” begins one."), Tone.MUTED),)
    for each in view.people:
        yield one_line(each.login), _plain(_person(each))


def _person(person: PersonSetup) -> str:
    name = "" if person.name == person.login else person.name
    return " · ".join(filter(None, (name, role_word(person.role), person.department)))


def _text(text: TextSetup) -> Entry:
    whose = _("your own") if text.own else _("the program’s")
    label = f"{text.number or ' '} {'.'.join(filter(None, (text.name, text.language)))}"
    if text.problem:
        return label, (Span("✗ " + one_line(text.problem), Tone.BAD),)
    return label, (Span(one_line(text.title)), Span(f"  {whose}", Tone.MUTED))


def _terminal(terminal: Terminal) -> Iterator[Entry]:
    yield _("colours"), _plain(terminal.theme)
    yield _("language"), _plain(terminal.language)
    yield _("movement"), _plain(_("on") if terminal.animated else _("off"))
    if terminal.keymap is None:
        return
    there = ngettext(
        "{count} action has a key of your own", "{count} actions have keys of your own", terminal.own_keys
    ).format(count=terminal.own_keys)
    none = _("the usual ones; “tickets keys --example” writes a file for your own")
    yield _("keys"), _plain(there if terminal.own_keys else none)
    yield "", (Span(str(terminal.keymap), Tone.MUTED),)
    for mistake in terminal.mistakes:
        yield "", (Span("⚠ " + one_line(mistake), Tone.WARN),)


def _places(view: SetupView) -> Iterator[Entry]:
    if view.places is not None:
        yield _("settings"), _plain(view.places.settings)
        yield _("store"), _plain(view.places.store)
        yield _("tokens"), _plain(view.places.secrets)
        yield _("own texts"), _plain(view.places.templates)
