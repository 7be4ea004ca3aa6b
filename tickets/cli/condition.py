"""How the service is, for people."""

from pathlib import Path
from zoneinfo import ZoneInfo

from tickets.cli import output
from tickets.demo.folder import to_look
from tickets.desk.service_rows import NoticesView, ServiceView
from tickets.i18n import _, ngettext
from tickets.rules.dates import time_word
from tickets.rules.states import queue_word


def print_condition(
    service: ServiceView, to_reckon: int, zone: ZoneInfo, *, demo: Path | None = None
) -> None:
    """The bridge and its workers, then what waits.

    to_reckon: how many open deadlines are others by the settings of today. demo: the settings file of a demo, where it
    is one: no bridge could reach its server again.
    """
    if demo is not None and not service.bridge_running:
        output.say(_over(service, demo, zone))
    else:
        output.say(_bridge(service, zone), "" if service.bridge_running else "bold red")
    if service.workers:
        rows = [
            (_worker(worker.name), _state(worker.state), time_word(worker.since, zone), worker.detail)
            for worker in service.workers
        ]
        output.print_table((_("Worker"), _("State"), _("Since"), _("Detail")), rows)
    output.heading(_("Tickets"))
    for queue, count in service.counts.items():
        output.say(f"{queue_word(queue)}: {count}")
    output.say(_("Too late: {count}").format(count=service.breached), "bold red" if service.breached else "")
    output.say(_("At risk: {count}").format(count=service.at_risk))
    if to_reckon:
        output.say(f"{others_by_now(to_reckon)}. {how_to_reckon()}.", "yellow")
    output.heading(_("Replies"))
    output.say(_("On their way: {count}").format(count=service.replies_pending))
    output.say(_("Failed: {count}").format(count=service.replies_failed))
    output.say(_("Uncertain: {count}").format(count=service.replies_uncertain))
    _print_notices(service.notices)


def _worker(name: str) -> str:
    """What a worker does, and for which account; a name that this version does not know stays."""
    work, _colon, account = name.partition(":")
    words = {
        "bridge": _("Service as a whole"),
        "listener": _("Receiving"),
        "publisher": _("Publishing"),
        "notices": _("Notices"),
        "triage": _("Sorting"),
    }
    word = words.get(work, work)
    return f"{word}, {account}" if account else word


def _state(state: str) -> str:
    """How a worker is; a state that this version does not know stays."""
    from tickets.mastodon.listener import StreamState, stream_state_word

    if state in set(StreamState):
        return stream_state_word(StreamState(state))
    return {"running": _("running"), "ready": _("ready"), "waiting": _("waits")}.get(state, state)


def others_by_now(count: int) -> str:
    """That so many deadlines are others by the settings of today, as a clause."""
    return ngettext(
        "{count} open deadline was reckoned by another calendar or promise than the settings have now",
        "{count} open deadlines were reckoned by another calendar or promise than the settings have now",
        count,
    ).format(count=count)


def how_to_reckon() -> str:
    """What to do about them."""
    return _("To reckon anew, run: tickets reckon")


def _print_notices(notices: NoticesView) -> None:
    """Nothing while nothing waits: most houses have none."""
    if not notices.waiting:
        return
    output.heading(_("Notices"))
    output.say(_("On their way: {count}").format(count=notices.waiting))
    if notices.failing:
        failed = _("Not taken so far: {count}").format(count=notices.failing)
        output.say(f"{failed} ({notices.reason})", "bold red")


def _bridge(service: ServiceView, zone: ZoneInfo) -> str:
    if service.bridge_running:
        return _("The bridge is running.")
    if service.bridge_seen_at is None:
        return _("The bridge has never run here. Start it: tickets bridge")
    seen = time_word(service.bridge_seen_at, zone)
    return _("The bridge is not running; last seen {time}. Start it: tickets bridge").format(time=seen)


def _over(service: ServiceView, demo: Path, zone: ZoneInfo) -> str:
    """That a demo does not run any longer, and what can be done with what it left."""
    if service.bridge_seen_at is None:
        return _("This demo has not begun yet, or never did. Start a new one: tickets demo")
    words = _(
        "This demo is over, and its server is gone; last seen {time}."
        " Look at what it left: {command}. Start a new one: tickets demo"
    )
    return words.format(time=time_word(service.bridge_seen_at, zone), command=to_look(demo))
