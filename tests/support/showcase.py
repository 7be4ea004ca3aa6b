"""An office in the middle of its week with something in every queue: the same every time, to look at its screens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from tests.support.campaign import CAMPAIGN, REWORDED
from tests.support.roster import THIS_WEEK
from tests.support.store import (
    WEDNESDAY,
    Clock,
    at_the_same_store,
    author,
    make_desk,
    mention,
    receive,
    with_replies,
)
from tickets.desk import (
    absences,
    forwards,
    handling,
    handover,
    outbox,
    replies,
    roster,
    saved_views,
    second_look,
    service,
)
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE
from tickets.rules.audience import Visibility
from tickets.rules.reply import Purpose

CHANNEL = "https://formular.example.org"

LATE, ASIDE, PROMISED, FORWARDED, OVERDUE, PROPOSED, AGAIN, LONG, CONFIDED = 1, 4, 5, 6, 7, 8, 9, 10, 11
"""Tickets by their number, as they came."""


@dataclass(frozen=True, slots=True)
class _Post:
    at: str
    """In May 2026, UTC: "day hour:minute"."""
    by: str
    text: str
    visibility: Visibility = Visibility.PUBLIC
    language: str = "de"


_POSTS = (
    _Post("13 07:30", "otto Otto Ohlsen", "Seit Wochen keine Antwort auf meine Beschwerde. Ist da jemand?"),
    _Post("14 10:00", "ruepel Der Rüpel", "Ihr Versager, ihr unfähiges Pack, haut doch alle ab!"),
    _Post("14 11:00", "wut Wut Bürger", "Verreckt doch, ihr dummen Schmarotzer! Dreckspack, elendes."),
    _Post(
        "15 08:10", "ines Ines Ide", "Wie oft muss ich die Ausweis-App neu anmelden, wenn das Handy wechselt?"
    ),
    _Post("15 09:40", "bert Bert Baum", "Der Download der Broschüre bricht bei 98 Prozent ab. Jedes Mal."),
    _Post(
        "18 07:05",
        "cleo Cleo Conrad",
        "Gilt ein Zertifikat nach ISO 27001 auch für die Tochterfirma im Ausland?",
    ),
    _Post("18 07:50", "dora Dora Dietz", "Meine Bank fragt per Mail nach dem Passwort. Ist das Phishing?"),
    _Post("18 09:15", "emil Emil Ernst", "Wer darf eine Prüfstelle für Common Criteria betreiben?"),
    _Post("18 12:00", "otto Otto Ohlsen", "Und noch etwas: Ihr Faxgerät ist besetzt, seit Montag."),
    _Post(
        "19 08:20",
        "frida Frida Falk 🌻",
        "Liebes Amt, ich habe drei Fragen auf einmal.\n\nErstens: Was kostet das Kennzeichen?\n\n"
        "Zweitens: Wie lange dauert die Prüfung, und was brauchen Sie dafür von uns?\n\n"
        "Drittens: Müssen wir nach jedem Update von vorn beginnen? #Sicherheitskennzeichen",
    ),
    _Post(
        "19 13:30",
        "gero Gero Graf",
        "Vertraulich: Bei uns liegt eine Liste mit Kundendaten offen im Netz. Wem melde ich das?",
        Visibility.DIRECT,
    ),
    _Post("20 06:40", "hanna Hanna Hill", "Where do I find the English version of the form?", language="en"),
    _Post("20 07:00", "klaus Klaus K.", "Idioten, allesamt. Dümmer als ein Sack Schrauben, ihr Nichtsnutze!"),
    _Post("20 07:10", "ines Ines Ide", "Danke für die schnelle Hilfe neulich, die App läuft wieder! 🎉"),
    _Post("20 07:30", "buch1 Lesefreunde", CAMPAIGN),
    _Post("20 07:31", "buch2 Leseratte", CAMPAIGN),
    _Post("20 07:32", "buch3 Bücherwurm", REWORDED),
)
_WORKERS = {
    "bridge": "running",
    "listener:amt": "streaming",
    "listener:presse": "streaming",
    "publisher:amt": "ready",
    "publisher:presse": "ready",
}
_PROPOSAL = "Prüfstellen brauchen eine Anerkennung nach ISO 17025; das Verfahren dauert etwa neun Monate."


@contextmanager
def showcase(folder: Path) -> Iterator[Desk]:
    """Kim's desk on Wednesday at ten in Bonn: her week, after Mia's."""
    clock = Clock()
    with make_desk(folder, clock=clock) as desk:
        kim = with_replies(desk, secure_channel=CHANNEL)
        _Office(kim, clock).work()
        yield kim


class _Office:
    """What happens until Wednesday."""

    def __init__(self, kim: Desk, clock: Clock) -> None:
        self._clock = clock
        self._kim = kim
        self._lea = at_the_same_store(kim, "lea")
        self._sam = at_the_same_store(kim, "sam")
        self._bridge = at_the_same_store(kim, BRIDGE.login)

    def work(self) -> None:
        """In the order of time, for events are told in it."""
        self._roster()
        arrivals = [(post.at, self._arrival(post, number)) for number, post in enumerate(_POSTS, start=1)]
        for moment, happens in sorted([*arrivals, *self._acts()], key=lambda each: each[0]):
            self._clock.at = _utc(moment)
            happens()
        self._clock.at = WEDNESDAY
        for worker, state in _WORKERS.items():
            self._bridge.do(service.report, worker, state=state)

    def _roster(self) -> None:
        self._clock.at = _utc("11 07:00")
        for ahead in range(-2, 5):
            mine, deputy = ("kim", "lea") if ahead % 2 == 0 else ("lea", "kim")
            self._lea.do(roster.set_week, THIS_WEEK.later(ahead), login=mine, deputy=deputy)
        friday = _utc("22 07:00").date()
        self._lea.do(absences.away, "kim", friday, friday, note="Fortbildung")

    def _arrival(self, post: _Post, number: int) -> Callable[[], None]:
        username, _space, name = post.by.partition(" ")
        arrived = mention(
            post.text,
            by=author(f"{username}@example.social", display_name=name),
            at=_utc(post.at),
            remote_id=f"post{number}",
            visibility=post.visibility,
            language=post.language,
        )
        return lambda: receive(self._kim, arrived)

    def _acts(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """What people did, and what the bridge does by itself."""
        kim, sam = self._kim, self._sam
        yield "18 07:00", lambda: self._bridge.do(second_look.draw, chance=Random(1))
        yield "18 07:30", lambda: self._bridge.do(handover.make_due)
        yield (
            "18 08:00",
            lambda: kim.do(forwards.forward, FORWARDED, to="zertifizierung", note="Bis Mittwoch?"),
        )
        yield "18 08:10", lambda: kim.do(forwards.forward, OVERDUE, to="buerger")
        yield "18 09:30", lambda: kim.do(forwards.forward, PROPOSED, to="zertifizierung")
        yield "18 09:40", lambda: kim.do(handling.snooze, ASIDE, until=_utc("21 07:00"))
        yield (
            "18 09:50",
            lambda: self._send(PROMISED, "Wir sehen uns den Download an.", Purpose.INTERIM),
        )
        yield "19 09:00", lambda: sam.do(forwards.propose, PROPOSED, text=_PROPOSAL)
        yield "19 09:10", lambda: kim.do(handling.note, LONG, text="Frau Falk rief an, Rückruf ab 14 Uhr.")
        yield "20 07:45", lambda: self._send(AGAIN, "Das Fax geht wieder; hier geht es schneller.")
        yield "20 07:50", lambda: kim.do(saved_views.save, "Fragen", "kind:question")

    def _send(self, ticket_id: int, text: str, purpose: Purpose = Purpose.ANSWER) -> None:
        queued = self._kim.do(replies.queue, ticket_id, text=text, purpose=purpose)
        self._bridge.do(
            outbox.sent, queued.reply_id, remote_id=f"reply{ticket_id}", created_at=self._clock.at
        )


def _utc(moment: str) -> datetime:
    return datetime.strptime(f"2026-05-{moment}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
