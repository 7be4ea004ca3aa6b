"""Who learns of broken promises and incidents, and when: what the desk decides, on both engines."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.store import SETTINGS, WEDNESDAY, Clock, at_the_same_store, learned, mention, receive
from tests.support.verdicts import hear_as, verdict
from tickets.config import load
from tickets.desk import (
    dispatch,
    forwards,
    handling,
    notices,
    outbox,
    registry,
    replies,
    roster,
    ticket_view,
    views,
    watch,
)
from tickets.desk.arrivals import Mention
from tickets.desk.dispatch import Bundle
from tickets.desk.house import Act, Desk, House
from tickets.desk.people import BRIDGE, actor
from tickets.desk.rows import Query
from tickets.rules.duty import Week
from tickets.rules.states import Kind
from tickets.storage.duty_models import Notice
from tickets.triage import Reason, Verdict
from tickets.triage.signs import Sign

DUE = datetime(2026, 5, 22, 13, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 5, 26, 7, 0, tzinfo=UTC)
"""When service begins after the weekend and Whit Monday."""
LEASE = timedelta(minutes=5)

NOTIFY = """
[[notify]]
to = "lead"
url = "json://127.0.0.1/lead"

[[notify]]
to = "duty"
url = "json://127.0.0.1/duty"

[[notify]]
to = "kim"
url = "json://127.0.0.1/kim"

[[notify]]
to = "lea"
url = "json://127.0.0.1/lea"
"""


@pytest.fixture
def desk(tmp_path: Path, store_url: str, clock: Clock) -> Iterator[Desk]:
    """The bridge's desk at a house that wants to be told."""
    (tmp_path / "config.toml").write_text(
        f'{SETTINGS}\n[database]\nurl = "{store_url}"\n{NOTIFY}', encoding="utf-8"
    )
    settings = load(tmp_path / "config.toml", environ={})
    with Desk.open(settings, BRIDGE, now=clock) as opened:
        opened.do(registry.sync)
        opened.do(registry.learn, "amt", learned("amt"))
        yield opened


@pytest.fixture
def kim(desk: Desk) -> Desk:
    return replace(desk, actor=actor(desk.house.settings, "kim"))


def ticket(desk: Desk, *, at: datetime = WEDNESDAY) -> int:
    receive(desk, mention("Wie bekomme ich ein Zertifikat?", at=at))
    return max(row.id for row in desk.see(views.page, Query()).rows)


def look(desk: Desk) -> None:
    while desk.do(watch.watch):
        pass


def written(desk: Desk) -> list[Notice]:
    def read(session: Session, _act: Act) -> list[Notice]:
        return list(session.scalars(select(Notice).order_by(Notice.id)))

    return desk.see(read)


def claim(desk: Desk) -> tuple[Bundle, ...]:
    return desk.do(dispatch.claim, lease=LEASE)


def put_on_duty(desk: Desk, login: str, week: str) -> None:
    at_the_same_store(desk, "lea").do(roster.set_week, Week.parse(week), login=login)


# What is written


def test_on_a_breach_the_team_lead_learns_in_the_same_breath(desk: Desk, clock: Clock) -> None:
    number = ticket(desk)
    clock.at = DUE + timedelta(seconds=1)
    look(desk)
    assert [row.to for row in written(desk)] == ["lead", "lea"]
    row = written(desk)[0]
    assert row.key.startswith(f"breach:{number}:20260522T130000")
    assert row.subject == f"Ticket {number}: a promise is broken"
    assert row.body == (
        f"Ticket {number} (question, Referat Zertifizierung): the answer was due 2026-05-22 15:00"
    )
    assert (row.created_at, row.sent_at) == (clock.at, None)


def test_each_deadline_is_told_of_once_however_often_somebody_looks(
    desk: Desk, kim: Desk, clock: Clock
) -> None:
    number = ticket(desk)
    clock.at = DUE + timedelta(seconds=1)
    look(desk)
    clock.forward(hours=1)
    kim.do(handling.label, number, kind=Kind.CRITICISM)
    kim.do(handling.note, number, text="Wird bearbeitet")
    look(desk)
    kim.do(handling.ignore, number)
    kim.do(handling.rescue, number)
    look(desk)
    assert len(written(desk)) == 2
    events = [event.what for event in desk.see(ticket_view.show, number).events]
    assert events.count("breached") == 1


def test_a_department_that_is_late_and_we_who_are_late_after_it_are_two_breaches(
    desk: Desk, kim: Desk, clock: Clock
) -> None:
    number = ticket(desk)
    kim.do(forwards.forward, number, to="zertifizierung")
    department = datetime(2026, 5, 21, 15, 0, tzinfo=UTC)
    clock.at = department + timedelta(minutes=1)
    look(desk)
    clock.at = DUE - timedelta(minutes=30)
    look(desk)
    clock.at = DUE + timedelta(minutes=1)
    look(desk)
    told = [
        (event.what, event.detail["promise"], event.detail["due_at"])
        for event in desk.see(ticket_view.show, number).events
        if event.what in ("at_risk", "breached")
    ]
    assert told == [
        ("breached", "department", department.isoformat()),
        ("at_risk", "answer", DUE.isoformat()),
        ("breached", "answer", DUE.isoformat()),
    ]
    bodies = [row.body for row in written(desk) if row.to == "lead"]
    assert ["proposal" in body for body in bodies] == [True, False]
    assert desk.do(watch.watch) == 0


def test_a_promise_that_was_kept_too_late_before_anybody_looked_is_told_of_too(
    desk: Desk, kim: Desk, clock: Clock
) -> None:
    number = ticket(desk)
    kim.do(replies.queue, number, text="Gern.")
    # The bridge was away over the weekend, and publishes before it looks at the clocks.
    clock.at = TUESDAY
    (outgoing,) = desk.see(outbox.due, "amt")
    desk.do(outbox.sent, outgoing.reply_id, remote_id="900", created_at=clock.at)
    shown = desk.see(ticket_view.show, number)
    assert shown.row.breached
    assert [(event.what, event.actor) for event in shown.events][-2:] == [
        ("answered", "kim"),
        ("breached", "bridge"),
    ]
    assert [row.to for row in written(desk)] == ["lead", "lea"]


def test_an_incident_is_told_of_at_once_to_whoever_is_on_duty_and_to_the_lead(desk: Desk) -> None:
    put_on_duty(desk, "kim", "2026-W21")
    receive(desk, mention("Ransomware hat unser Rathaus verschlüsselt."))
    (row,) = desk.see(views.page, Query()).rows
    assert row.kind is Kind.INCIDENT
    assert {each.to for each in written(desk)} == {"lead", "duty", "kim", "lea"}
    assert {each.send_after for each in written(desk)} == {WEDNESDAY}
    assert written(desk)[0].body == (
        f"Ticket {row.id} (incident): an incident is reported; the answer is due 2026-05-22 15:00"
    )


def incident(sign: Sign, *, at: datetime, remote_id: str = "1", **more: str) -> tuple[Mention, Verdict]:
    """A post that reports an incident, and the verdict that says by which sign."""
    heard = replace(verdict(Kind.INCIDENT, incident=0.9), reasons=(Reason(sign.value, "", 5.0, "incident"),))
    return mention("Achtung", remote_id=remote_id, at=at, **more), heard  # type: ignore[arg-type]


@pytest.mark.parametrize("sign", [Sign.THREAT, Sign.SELF_HARM, Sign.VULNERABILITY])
def test_what_cannot_wait_is_told_of_at_any_hour_to_whoever_is_on_duty_that_day(
    desk: Desk, clock: Clock, sign: Sign
) -> None:
    put_on_duty(desk, "kim", "2026-W21")
    put_on_duty(desk, "lea", "2026-W22")
    clock.at = DUE + timedelta(hours=9)  # Friday night
    hear_as(desk, *incident(sign, at=clock.at))
    assert {each.to for each in written(desk)} == {"lead", "duty", "kim", "lea"}
    (subject,) = {bundle.subject for bundle in claim(desk)}
    assert subject == "Ticket 1: an incident that cannot wait"


@pytest.mark.parametrize("kind", [Kind.CRITICISM, Kind.HOSTILE, Kind.OTHER])
def test_what_cannot_wait_is_an_incident_whatever_else_it_seems_to_be(desk: Desk, kind: Kind) -> None:
    post, heard = incident(Sign.VULNERABILITY, at=WEDNESDAY)
    hear_as(desk, post, replace(heard, kind=kind))
    (row,) = desk.see(views.page, Query()).rows
    assert (row.kind, row.priority) == (Kind.INCIDENT, 48)
    assert {each.subject for each in written(desk)} == {"Ticket 1: an incident that cannot wait"}


@pytest.mark.parametrize("sign", [Sign.OUTAGE, Sign.FRAUD, Sign.ABUSE])
def test_another_incident_waits_for_service(desk: Desk, clock: Clock, sign: Sign) -> None:
    clock.at = DUE + timedelta(hours=9)
    hear_as(desk, *incident(sign, at=clock.at))
    assert {each.send_after for each in written(desk)} == {TUESDAY}
    assert claim(desk) == ()


def test_what_cannot_wait_takes_nothing_else_along_and_stands_first(desk: Desk, clock: Clock) -> None:
    ticket(desk)
    clock.at = DUE + timedelta(seconds=1)  # Friday, just after service
    look(desk)
    hear_as(desk, *incident(Sign.OUTAGE, at=clock.at))
    hear_as(desk, *incident(Sign.VULNERABILITY, at=clock.at, remote_id="2", by="uta@example.social"))
    bundles = claim(desk)
    assert {len(bundle.notices) for bundle in bundles} == {1}
    assert all("cannot wait" in bundle.text for bundle in bundles)
    for bundle in bundles:
        desk.do(dispatch.failed, bundle, reason="nobody there")

    clock.at = TUESDAY
    lead = next(bundle for bundle in claim(desk) if bundle.to == "lead")
    assert lead.subject == "Incidents and broken promises: 3 notices"
    assert ["cannot wait" in line for line in lead.text.splitlines()] == [True, False, False]


def test_an_incident_that_turns_out_not_to_wait_is_told_of_once_more(desk: Desk, clock: Clock) -> None:
    clock.at = DUE + timedelta(hours=9)
    hear_as(desk, *incident(Sign.OUTAGE, at=clock.at))
    assert claim(desk) == ()
    for _time in range(2):
        hear_as(desk, *incident(Sign.SELF_HARM, at=clock.at, remote_id="2", in_reply_to_id="1"))
    assert {bundle.subject for bundle in claim(desk)} == {"Ticket 1: an incident that cannot wait"}
    assert len([row for row in written(desk) if row.to == "lead"]) == 2


def test_with_nobody_on_duty_the_lead_learns_of_an_incident_all_the_same(desk: Desk, kim: Desk) -> None:
    number = ticket(desk)
    kim.do(handling.label, number, kind=Kind.INCIDENT)
    kim.do(handling.label, number, kind=Kind.QUESTION)
    kim.do(handling.label, number, kind=Kind.INCIDENT)
    assert [row.to for row in written(desk)] == ["lead", "duty", "lea"]


def test_on_duty_is_who_will_be_when_the_notice_goes_out(desk: Desk, kim: Desk, clock: Clock) -> None:
    put_on_duty(desk, "lea", "2026-W21")
    put_on_duty(desk, "kim", "2026-W22")
    clock.at = DUE + timedelta(hours=1)  # Friday, after service
    number = ticket(desk, at=clock.at)
    kim.do(handling.label, number, kind=Kind.INCIDENT)
    assert "kim" in {row.to for row in written(desk)}
    assert {row.send_after for row in written(desk)} == {TUESDAY}


def test_an_incident_that_is_answered_already_is_no_news(desk: Desk, kim: Desk) -> None:
    number = ticket(desk)
    kim.do(handling.close, number)
    kim.do(handling.label, number, kind=Kind.INCIDENT)
    assert written(desk) == []


def test_nothing_of_a_citizen_is_in_a_notice(desk: Desk, clock: Clock) -> None:
    text = "Sicherheitslücke: Kundendaten von Frau Geheimrat offen!"
    receive(desk, mention(text, by="anna@example.social"))
    clock.at = DUE + timedelta(seconds=1)
    look(desk)
    told = " ".join(f"{row.key} {row.to} {row.subject} {row.body}" for row in written(desk))
    assert "breach" in told
    assert "incident" in told
    for secret in ("anna", "Anna", "example.social", "Geheimrat", "Kundendaten"):
        assert secret not in told


def test_a_house_that_wants_nothing_is_told_nothing(desk: Desk, clock: Clock) -> None:
    quiet = replace(desk, house=House.of(desk.house.settings.model_copy(update={"notify": ()})))
    ticket(quiet)
    clock.at = DUE + timedelta(seconds=1)
    look(quiet)
    assert written(quiet) == []


# What goes out


def test_nothing_goes_out_but_in_service_hours(desk: Desk, clock: Clock) -> None:
    ticket(desk)
    clock.at = DUE + timedelta(seconds=1)  # Friday, just after service
    look(desk)
    assert claim(desk) == ()
    assert not desk.see(dispatch.waiting)
    clock.at = TUESDAY - timedelta(seconds=1)
    assert claim(desk) == ()
    clock.at = TUESDAY
    assert desk.see(dispatch.waiting)
    assert [bundle.to for bundle in claim(desk)] == ["lead", "lea"]


def test_what_could_not_go_out_in_time_waits_for_the_next_service(desk: Desk, clock: Clock) -> None:
    ticket(desk)
    clock.at = DUE + timedelta(seconds=1)
    look(desk)
    clock.at = TUESDAY + timedelta(hours=11)  # the bridge was away all day
    assert claim(desk) == ()
    assert {row.send_after for row in written(desk)} == {TUESDAY + timedelta(days=1)}


def test_several_breaches_at_once_are_one_message_incidents_first(
    desk: Desk, kim: Desk, clock: Clock
) -> None:
    numbers = [ticket(desk) for _each in range(3)]
    clock.at = DUE + timedelta(seconds=1)
    look(desk)
    clock.at = TUESDAY
    lead, _lea = claim(desk)
    assert lead.subject == "3 promises are broken"
    assert [line.split()[1] for line in lead.text.splitlines()] == [str(number) for number in numbers]
    desk.do(dispatch.sent, lead)

    clock.forward(hours=1)
    kim.do(handling.label, ticket(desk, at=WEDNESDAY), kind=Kind.INCIDENT)
    look(desk)
    (bundle,) = [each for each in claim(desk) if each.to == "lead"]
    assert bundle.subject == "Incidents and broken promises: 2 notices"
    first, second = bundle.text.splitlines()
    assert "an incident is reported" in first
    assert "the answer was due" in second


def test_a_long_message_says_that_there_is_more(desk: Desk, clock: Clock) -> None:
    receive(desk, [mention("Eine Frage?", by=f"p{each}@example.social") for each in range(53)])
    clock.at = DUE + timedelta(seconds=1)
    look(desk)
    clock.at = TUESDAY
    bundle = claim(desk)[0]
    assert len(bundle.notices) == 53
    assert bundle.text.splitlines()[-1] == "And 3 more."
    assert len(bundle.text.splitlines()) == 51


def test_none_is_repeated(desk: Desk, clock: Clock) -> None:
    ticket(desk)
    clock.at = DUE + timedelta(seconds=1)
    look(desk)
    clock.at = TUESDAY
    for bundle in claim(desk):
        desk.do(dispatch.sent, bundle)
    clock.forward(hours=2)
    look(desk)
    assert claim(desk) == ()
    assert {row.sent_at for row in written(desk)} == {TUESDAY}


def test_only_one_of_two_couriers_gets_a_notice_until_its_lease_ends(desk: Desk, clock: Clock) -> None:
    ticket(desk)
    clock.at = DUE + timedelta(seconds=1)
    look(desk)
    clock.at = TUESDAY
    assert [len(claim(desk)) for _each in range(2)] == [2, 0]
    clock.forward(minutes=5)
    assert len(claim(desk)) == 2


def test_what_was_not_taken_is_tried_again_after_longer_and_longer_pauses(desk: Desk, clock: Clock) -> None:
    ticket(desk)
    clock.at = DUE + timedelta(seconds=1)
    look(desk)
    clock.at = TUESDAY
    pauses = []
    for _attempt in range(8):
        for bundle in claim(desk):
            desk.do(dispatch.failed, bundle, reason="nobody there")
        (again,) = {row.send_after for row in written(desk)}
        pauses.append((again - clock.at) / timedelta(minutes=1))
        clock.at = again
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    shown = desk.see(views.service).notices
    assert (shown.waiting, shown.failing, shown.reason) == (2, 2, "nobody there")
    for bundle in claim(desk):
        desk.do(dispatch.sent, bundle)
    shown = desk.see(views.service).notices
    assert (shown.waiting, shown.failing, shown.reason) == (0, 0, "")


def test_whoever_left_the_settings_is_told_nothing_any_more(desk: Desk, clock: Clock) -> None:
    ticket(desk)
    clock.at = DUE + timedelta(seconds=1)
    look(desk)
    clock.at = TUESDAY
    settings = desk.house.settings
    fewer = settings.model_copy(update={"notify": settings.notify[:1]})
    assert [bundle.to for bundle in claim(replace(desk, house=House.of(fewer)))] == ["lead"]
    assert [row.to for row in written(desk)] == ["lead"]


def test_an_office_whose_account_left_the_settings_keeps_the_usual_hours(desk: Desk, clock: Clock) -> None:
    ticket(desk)
    clock.at = DUE + timedelta(seconds=1)
    look(desk)
    clock.at = TUESDAY
    settings = desk.house.settings
    moved = settings.model_copy(update={"accounts": settings.accounts[1:]})
    assert len(claim(replace(desk, house=House.of(moved)))) == 2


# Reports


def test_the_figures_of_a_week_go_to_the_lead_once_and_stand_for_themselves(desk: Desk, clock: Clock) -> None:
    week = Week.parse("2026-W20")
    ticket(desk)
    clock.at = DUE + timedelta(seconds=1)
    look(desk)
    assert not desk.see(notices.reported, week)
    for subject in ("Week 20", "Week 20 again"):
        desk.do(notices.report, week, subject=subject, text="All well.")
    assert desk.see(notices.reported, week)
    assert not desk.see(notices.reported, week.next)
    clock.at = TUESDAY
    told = [(bundle.to, bundle.subject, bundle.week) for bundle in claim(desk)]
    assert told == [
        ("lead", "Ticket 1: a promise is broken", None),
        ("lea", "Ticket 1: a promise is broken", None),
        ("lead", "Week 20", week),
        ("lea", "Week 20", week),
    ]
