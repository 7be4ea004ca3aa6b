"""What people correct is learnt, tried, used, and can be taken back. What the store keeps of it: test_trainings.py."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.support.cli import Cli
from tests.support.store import Clock, at_the_same_store, make_desk, make_settings, mention, receive
from tickets.desk import forwards, handling, service, training, views
from tickets.desk.apprentice import Apprentice
from tickets.desk.house import Act, Desk
from tickets.desk.intake import Intake
from tickets.desk.learner import Learner, last_time
from tickets.desk.people import BRIDGE
from tickets.desk.rows import Query, Row
from tickets.desk.training import Finished
from tickets.desk.triage import Triage
from tickets.errors import NotAllowed, NotFound
from tickets.rules.states import Kind, Queue
from tickets.storage.models import Message
from tickets.storage.triage_models import Training, Trial
from tickets.triage import model, regression
from tickets.triage.current import Current
from tickets.triage.rulebook import VERSION

SNEER = "Na dann träumt mal schön weiter in eurem warmen Büro"
NEAR = "Ach, träumt ihr mal alle schön weiter in eurem warmen Büro da oben"


@pytest.fixture
def store_url() -> str:
    """One engine is enough for what is reckoned."""
    return "sqlite:///tickets.db"


@pytest.fixture(autouse=True)
def few_rehearsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them take half a second each time, and a few show the same."""
    some = regression.rehearsed()[:60]
    monkeypatch.setattr(regression, "rehearsed", lambda: some)


def rows(desk: Desk) -> list[Row]:
    return [row for queue in Queue for row in desk.see(views.page, Query(queue=queue, limit=500)).rows]


def arrives(desk: Desk, *texts: str) -> list[int]:
    """These posts, each of another person; their tickets, in order."""
    known = {row.id for row in rows(desk)}
    receive(desk, [mention(text, by=f"p{number}@a.example") for number, text in enumerate(texts)])
    return sorted({row.id for row in rows(desk)} - known)


@pytest.fixture
def lead(desk: Desk) -> Desk:
    return at_the_same_store(desk, "lea")


@pytest.fixture
def current(desk: Desk) -> Current:
    return Current(desk.house.settings.departments)


@pytest.fixture
def learner(lead: Desk, current: Current) -> Learner:
    return Learner(lead, current)


@pytest.fixture
def corrected(desk: Desk) -> int:
    """A sneer that somebody called hostile."""
    (ticket,) = arrives(desk, SNEER)
    desk.do(handling.label, ticket, kind=Kind.HOSTILE)
    return ticket


def hostile(current: Current, text: str = NEAR) -> float:
    return current.classify(text, language="de").scores["hostile"]


def base_of(current: Current) -> str:
    assert current.shipped is not None
    return current.shipped.version


# Learning


@pytest.mark.usefixtures("corrected")
def test_a_correction_changes_the_next_verdict_on_similar_text(learner: Learner, current: Current) -> None:
    before = hostile(current)
    kept = learner.learn()
    assert hostile(current) > before + 0.05
    verdict = current.classify(NEAR, language="de")
    assert verdict.version == kept.version == f"{base_of(current)}+1"


@pytest.mark.usefixtures("corrected")
def test_the_version_is_stored_with_each_verdict(desk: Desk, learner: Learner, current: Current) -> None:
    kept = learner.learn()
    Intake(desk.database, desk.house, current, desk.now).take([mention("Wann ist offen?", remote_id="777")])

    def stored(session: Session, _act: Act) -> dict[str, object] | None:
        return session.scalar(select(Message.verdict).where(Message.remote_id == "777"))

    verdict = desk.see(stored)
    assert verdict is not None
    assert verdict["version"] == kept.version


@pytest.mark.usefixtures("corrected")
def test_the_card_tells_figures_and_no_citizens_word(learner: Learner) -> None:
    card = json.dumps(dict(learner.learn().card))
    assert {"lessons", "scores", "tolerance", "until", "seconds"} <= json.loads(card).keys()
    assert "träumt" not in card
    assert "warmen" not in card


def test_forwards_teach_the_routing(desk: Desk, learner: Learner, current: Current) -> None:
    tickets = arrives(
        desk,
        "Schon wieder liegen drei E-Scooter quer vor unserer Haustür",
        "Wer räumt die Scooter am Bahnhof weg? Kommt keiner mit Rollator vorbei",
        "Dürfen Scooter eigentlich mitten in der Fußgängerzone stehen?",
        "Gestern fast über einen Scooter gestürzt, der lag im Dunkeln auf dem Weg",
        "Ich habe der Firma wegen der Scooter geschrieben, keine Antwort",
    )
    question = "Darf ich den Scooter hier abstellen?"
    assert current.classify(question, language="de").candidates == ()
    for ticket in tickets:
        desk.do(forwards.forward, ticket, to="buerger")
    learner.learn()
    assert current.classify(question, language="de").candidates[0][0] == "buerger"
    assert current.classify("Gilt mein Zertifikat noch?", language="de").department == "zertifizierung"


def test_masses_of_wrong_corrections_are_refused_and_the_old_stays(
    desk: Desk, learner: Learner, current: Current
) -> None:
    posts = regression.posts()
    wrong = {Kind.QUESTION: Kind.HOSTILE, Kind.CRITICISM: Kind.HOSTILE, Kind.HOSTILE: Kind.QUESTION}
    receive(desk, [mention(f"{post.text} 7", by=f"p{number}@a.example") for number, post in enumerate(posts)])
    kinds = {f"p{number}@a.example": wrong.get(post.kind, post.kind) for number, post in enumerate(posts)}

    def label(session: Session, act: Act) -> None:
        for ticket, person in persons.items():
            handling.label(session, act, ticket, kind=kinds[person])

    persons = {row.id: row.person for row in rows(desk)}
    assert len(persons) == len(posts)
    before = hostile(current)
    desk.do(label)
    kept = learner.learn()
    assert kept.state is Trial.REFUSED
    assert (hostile(current), current.version) == (before, base_of(current))


def test_nothing_to_learn_from_is_said(learner: Learner) -> None:
    with pytest.raises(NotFound, match="nothing to learn from"):
        learner.learn()


@pytest.mark.usefixtures("corrected")
def test_who_may_not_train_learns_nothing(desk: Desk, current: Current) -> None:
    with pytest.raises(NotAllowed, match="train triage"):
        Learner(desk, current).learn()
    assert desk.see(training.latest) is None


# Going back


@pytest.mark.usefixtures("corrected")
def test_a_rollback_goes_to_the_one_before_and_at_last_to_what_came_with_the_program(
    lead: Desk, learner: Learner, current: Current
) -> None:
    plain = hostile(current)
    first = learner.learn()
    taught = hostile(current)
    second = learner.learn()

    done = lead.do(training.roll_back, base_of(current))
    assert (done.gone, done.version) == (second.version, first.version)
    learner.refresh()
    assert (hostile(current), current.version) == (taught, first.version)

    assert lead.do(training.roll_back, base_of(current)).version == base_of(current)
    learner.refresh()
    assert (hostile(current), current.version) == (plain, base_of(current))
    with pytest.raises(NotFound, match="nothing to go back from"):
        lead.do(training.roll_back, base_of(current))


@pytest.mark.usefixtures("corrected")
def test_a_rollback_tells_who_and_when(lead: Desk, learner: Learner, current: Current, clock: Clock) -> None:
    learner.learn()
    lead.do(training.roll_back, base_of(current))
    latest = lead.see(training.latest)
    assert latest is not None
    assert latest.state is Trial.ROLLED_BACK
    assert latest.card["rolled_back"] == {"by": "lea", "at": clock.at.isoformat()}


# What goes wrong


def spoil(desk: Desk) -> None:
    def damage(session: Session, _act: Act) -> None:
        session.execute(update(Training).values(weights=b"PK\x03\x04 nonsense"))

    desk.do(damage)


@pytest.mark.usefixtures("corrected")
def test_damaged_weights_leave_what_came_with_the_program_and_one_line_of_trouble(
    desk: Desk, learner: Learner, current: Current
) -> None:
    plain = hostile(current)
    learner.learn()
    spoil(desk)

    anew = Current(desk.house.settings.departments)
    triage = Learner(desk, anew)
    triage.refresh()
    assert (hostile(anew), anew.version) == (plain, base_of(current))
    assert "is damaged; it works with the model that came with the program" in triage.trouble
    assert "\n" not in triage.trouble


@pytest.mark.usefixtures("corrected")
def test_the_bridge_says_so_in_its_status_until_it_is_well(desk: Desk, learner: Learner) -> None:
    learner.learn()
    spoil(desk)
    bridge = at_the_same_store(desk, BRIDGE.login)

    def say(trouble: str) -> None:
        bridge.do(service.report, "triage", state="waiting" if trouble else "ready", detail=trouble)

    apprentice = Apprentice(Triage(bridge), say=say)
    for _look in range(2):
        apprentice.round()
    (worker,) = desk.see(views.service).workers
    assert (worker.name, worker.state) == ("triage", "waiting")
    assert "is damaged" in worker.detail

    learner.learn()
    apprentice.round()
    assert [worker.state for worker in desk.see(views.service).workers] == ["ready"]


def test_a_damaged_model_leaves_the_bridge_with_the_rules_and_it_says_so(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "card.json").write_text("{}", encoding="utf-8")
    (tmp_path / "weights.npz").write_bytes(b"PK\x03\x04 nonsense")
    monkeypatch.setattr(model, "SHIPPED", tmp_path)
    bridge = at_the_same_store(desk, BRIDGE.login)
    triage = Triage(bridge)

    def say(trouble: str) -> None:
        bridge.do(service.report, "triage", state="waiting" if trouble else "ready", detail=trouble)

    Apprentice(triage, say=say).round()
    (worker,) = desk.see(views.service).workers
    assert (worker.state, worker.detail) == ("waiting", triage.trouble)
    assert str(tmp_path) in worker.detail

    Intake(bridge.database, bridge.house, triage.classifier, bridge.now).take(
        [mention("Ihr seid alle Abschaum!", remote_id="1"), mention("Wann haben Sie offen?", remote_id="2")]
    )
    # The rules alone ignore nobody.
    assert {row.queue for row in rows(desk)} == {Queue.INBOX}
    with bridge.database.read() as session:
        verdicts = session.scalars(select(Message.verdict)).all()
    assert [verdict["version"] for verdict in verdicts if verdict] == [VERSION, VERSION]


def test_weights_of_another_model_are_not_used(lead: Desk, learner: Learner, current: Current) -> None:
    lead.do(training.keep, Finished("linear-0", 1, {}, b"whatever", refused=False))
    learner.refresh()
    assert (current.version, learner.trouble) == (base_of(current), "")


def test_a_classifier_that_nobody_brings_is_told_of(tmp_path: Path, clock: Clock) -> None:
    make_settings(tmp_path)
    with make_desk(tmp_path, clock=clock) as desk:
        settings = make_settings(tmp_path, more='[triage]\nclassifier = "bert"\n')
        other = Triage(Desk(desk.database, type(desk.house).of(settings), BRIDGE, clock))
        assert "No package here brings a classifier “bert”" in other.trouble
        assert other.classifier.classify("Wann ist offen?", language="de").kind is Kind.QUESTION


# At night


@pytest.fixture
def nightly(desk: Desk, current: Current) -> Learner:
    """The bridge's own; it is Wednesday, ten o'clock in Bonn, and it learns at three."""
    return Learner(at_the_same_store(desk, BRIDGE.login), current)


@pytest.mark.usefixtures("corrected")
def test_the_bridge_learns_at_night_and_only_once(clock: Clock, nightly: Learner) -> None:
    assert nightly.tonight() is None
    clock.forward(hours=16)  # two o'clock
    assert nightly.tonight() is None
    clock.forward(hours=2)
    kept = nightly.tonight()
    assert kept is not None
    assert (kept.state, kept.actor) == (Trial.ADOPTED, "bridge")
    clock.forward(minutes=1)
    assert nightly.tonight() is None


def test_the_bridge_learns_only_from_new_corrections(
    desk: Desk, clock: Clock, corrected: int, nightly: Learner, current: Current
) -> None:
    clock.forward(days=1)
    assert nightly.tonight() is not None
    clock.forward(days=1)
    assert nightly.tonight() is None
    desk.do(handling.ignore, corrected)
    assert nightly.tonight() is None, "not in broad daylight"
    clock.forward(days=1)
    assert nightly.tonight() is not None
    # A bridge that starts anew knows from the store that it was done.
    assert Learner(at_the_same_store(desk, BRIDGE.login), current).tonight() is None


@pytest.mark.usefixtures("corrected")
def test_the_bridge_takes_what_somebody_else_taught(learner: Learner, desk: Desk) -> None:
    bridge = Triage(at_the_same_store(desk, BRIDGE.login))
    bridge.learner.refresh()
    kept = learner.learn()
    assert bridge.classifier.version != kept.version
    bridge.learner.refresh()
    assert bridge.classifier.version == kept.version


@pytest.mark.usefixtures("corrected")
def test_the_settings_can_forbid_it(tmp_path: Path, desk: Desk, clock: Clock, current: Current) -> None:
    settings = make_settings(tmp_path, more="[triage]\nlearn = false\n")
    clock.forward(days=1)
    forbidden = Learner(Desk(desk.database, type(desk.house).of(settings), BRIDGE, clock), current)
    assert forbidden.tonight() is None


@pytest.mark.parametrize(
    ("now", "last"),
    [
        ("2026-05-20T03:00+02:00", "2026-05-20T03:00+02:00"),
        ("2026-05-20T02:59+02:00", "2026-05-19T03:00+02:00"),
        # Clocks go from two to three, and back from three to two.
        ("2026-03-29T12:00+02:00", "2026-03-29T03:00+02:00"),
        ("2026-10-25T02:30+01:00", "2026-10-24T03:00+02:00"),
        ("2026-10-25T03:00+01:00", "2026-10-25T03:00+01:00"),
    ],
)
def test_the_night_is_by_the_clock_on_the_wall(now: str, last: str) -> None:
    at = datetime.fromisoformat(now).astimezone(UTC)
    assert last_time(at, "03:00", ZoneInfo("Europe/Berlin")) == datetime.fromisoformat(last)


def test_an_hour_that_does_not_exist_is_no_trouble() -> None:
    noon = datetime(2026, 3, 29, 10, tzinfo=UTC)
    found = last_time(noon, "02:30", ZoneInfo("Europe/Berlin"))
    assert noon - timedelta(days=1) < found <= noon


# By hand


@pytest.fixture
def cli(tmp_path: Path, clock: Clock) -> Cli:
    """Lea, the lead, with a sneer that Kim called hostile."""
    with make_desk(tmp_path, clock=clock) as desk:
        (ticket,) = arrives(desk, SNEER)
        desk.do(handling.label, ticket, kind=Kind.HOSTILE)
    return Cli(tmp_path, clock, login="lea")


def score(cli: Cli) -> float:
    told = cli("classify", stdin=json.dumps({"text": NEAR, "language": "de"})).json
    return float(told["scores"]["hostile"])


def test_train_learns_and_says_what_of(cli: Cli) -> None:
    before = score(cli)
    told = cli("train", "--json").json
    assert (told["state"], told["examples"], told["actor"]) == ("adopted", 1, "lea")
    assert told["version"] == told["in_use"]
    assert score(cli) > before
    out = cli("train").out
    assert "Learnt from 1 text." in out
    assert "is in use." in out


def test_train_goes_back(cli: Cli) -> None:
    before = score(cli)
    version = cli("train", "--json").json["version"]
    told = cli("train", "--rollback", "--json").json
    assert told["gone"] == version
    assert score(cli) == before
    again = cli("train", "--rollback")
    assert (again.code, again.out) == (1, "")
    assert "nothing to go back from" in again.error


def test_train_is_for_leads(cli: Cli) -> None:
    assert cli("train", login="kim").code == 1


def test_classify_says_that_what_was_learnt_is_damaged_and_answers(cli: Cli, tmp_path: Path) -> None:
    before = score(cli)
    cli("train")
    with make_desk(tmp_path) as desk:
        spoil(desk)
    told = cli("classify", stdin=json.dumps({"text": NEAR, "language": "de"}))
    assert told.json["scores"]["hostile"] == before
    assert "is damaged" in told.error
