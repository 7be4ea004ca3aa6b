"""How the service is, for people."""

from zoneinfo import ZoneInfo

from tickets.cli import output
from tickets.desk.rows import ServiceView
from tickets.i18n import _
from tickets.rules.states import queue_word


def print_condition(service: ServiceView, zone: ZoneInfo) -> None:
    """The bridge and its workers, then what waits."""
    output.say(_bridge(service, zone), "" if service.bridge_running else "bold red")
    if service.workers:
        rows = [
            (worker.name, worker.state, output.local(worker.since, zone), worker.detail)
            for worker in service.workers
        ]
        output.print_table((_("Worker"), _("State"), _("Since"), _("Detail")), rows)
    output.heading(_("Tickets"))
    for queue, count in service.counts.items():
        output.say(f"{queue_word(queue)}: {count}")
    output.say(_("Too late: {count}").format(count=service.breached), "bold red" if service.breached else "")
    output.say(_("At risk: {count}").format(count=service.at_risk))
    output.heading(_("Replies"))
    output.say(_("On their way: {count}").format(count=service.replies_pending))
    output.say(_("Failed: {count}").format(count=service.replies_failed))
    output.say(_("Uncertain: {count}").format(count=service.replies_uncertain))


def _bridge(service: ServiceView, zone: ZoneInfo) -> str:
    if service.bridge_running:
        return _("The bridge is running.")
    if service.bridge_seen_at is None:
        return _("The bridge has never run here. Start it: tickets bridge")
    seen = output.local(service.bridge_seen_at, zone)
    return _("The bridge is not running; last seen {time}. Start it: tickets bridge").format(time=seen)
