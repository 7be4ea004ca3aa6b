"""Another classifier, by its entry point: it is asked first, and whatever it does, intake goes on."""

import importlib
import logging
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tickets.errors import UsageError
from tickets.rules.states import Kind, Zone
from tickets.triage import Classifier, Verdict
from tickets.triage.classifier import Reason
from tickets.triage.foreign import Foreign, open_foreign
from tickets.triage.rulebook import RuleClassifier

PATIENCE = 20.0
"""Seconds; what ends a test that would else wait for ever. Nothing waits so long where all is well."""

OURS = RuleClassifier(())
POST = "Wann öffnet das Bürgerbüro?"
HOSTILE = "Ihr seid doch alle nur dreckiges Pack"

VERDICT = Verdict(
    kind=Kind.PRAISE,
    scores={kind.value: 0.5 for kind in Kind},
    zone=Zone.NORMAL,
    department=None,
    candidates=(),
    reasons=(Reason("because", "of\x1b[2J something", 1.0, "praise"),),
    version="7",
    language="de",
)


@dataclass
class Stub:
    """Answers what it is told to, or raises it; waits before while it is told to."""

    answer: object = VERDICT
    version: str = "7"
    asked: int = 0
    entered: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.go.set()

    def classify(self, text: str, *, language: str | None, direct: bool = False) -> object:
        self.asked += 1
        self.entered.set()
        assert self.go.wait(PATIENCE)
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer


@dataclass
class Watch:
    """A clock that stands until it is moved."""

    at: float = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def watch() -> Watch:
    return Watch()


def beside(stub: object, watch: Watch, *, limit: float = PATIENCE, ours: Classifier = OURS) -> Foreign:
    """Loaded, and ready to be asked."""
    foreign = Foreign("other", lambda: stub, ours, ["zert"], limit=limit, clock=watch)
    assert foreign.ready(PATIENCE)
    return foreign


def kind_of(foreign: Foreign, text: str = POST) -> Kind:
    return foreign.classify(text, language="de").kind


# What it may say


def test_the_other_one_answers_and_the_verdict_names_it(watch: Watch) -> None:
    verdict = beside(Stub(), watch).classify(POST, language="de")
    assert (verdict.kind, verdict.version) == (Kind.PRAISE, "other 7")


def test_its_words_are_made_safe(watch: Watch) -> None:
    (reason,) = beside(Stub(), watch).classify(POST, language="de").reasons
    assert "\x1b" not in reason.detail


def test_departments_that_nobody_knows_are_left_out(watch: Watch) -> None:
    answer = replace(VERDICT, department="nobody", candidates=(("nobody", 0.9), ("zert", 0.4)))
    verdict = beside(Stub(answer), watch).classify(POST, language="de")
    assert (verdict.department, verdict.candidates) == (None, (("zert", 0.4),))


@pytest.mark.parametrize(
    "nonsense",
    [
        None,
        "hostile",
        {"kind": "hostile"},
        replace(VERDICT, kind="hostile"),  # type: ignore[arg-type]
        replace(VERDICT, zone="away"),  # type: ignore[arg-type]
        replace(VERDICT, scores={}),
        replace(VERDICT, scores={kind.value: float("nan") for kind in Kind}),
        replace(VERDICT, scores={kind.value: 7.0 for kind in Kind}),
        replace(VERDICT, reasons=(Reason("x", "x", float("inf"), "x"),)),
        replace(VERDICT, reasons=("because",)),  # type: ignore[arg-type]
        replace(VERDICT, candidates=None),  # type: ignore[arg-type]
    ],
)
def test_ours_answers_where_it_answers_nonsense(nonsense: object, watch: Watch) -> None:
    foreign = beside(Stub(nonsense), watch)
    verdict = foreign.classify(POST, language="de")
    assert verdict == OURS.classify(POST, language="de")
    assert "no verdict" in foreign.trouble or "fails" in foreign.trouble


def test_it_ignores_nothing_that_ours_takes_seriously(watch: Watch) -> None:
    foreign = beside(Stub(replace(VERDICT, zone=Zone.IGNORE)), watch)
    question = foreign.classify(POST, language="de")
    assert question.zone is Zone.SUGGEST
    assert question.reasons[0] == Reason("second_opinion", "question", -1.0, "zone")
    assert foreign.classify(HOSTILE, language="de").zone is Zone.IGNORE


def test_it_ignores_nothing_in_a_language_that_it_cannot_name(watch: Watch) -> None:
    foreign = beside(Stub(replace(VERDICT, zone=Zone.IGNORE, language=None)), watch)
    assert foreign.classify(HOSTILE, language="de").zone is Zone.SUGGEST


# What it may do


@pytest.mark.parametrize("error", [ValueError("words of a citizen"), SystemExit(3), KeyboardInterrupt()])
def test_ours_answers_where_it_fails_and_nobody_reads_the_errors_words(
    error: BaseException, watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    foreign = beside(Stub(error), watch)
    with caplog.at_level(logging.WARNING):
        assert kind_of(foreign) is Kind.QUESTION
    assert type(error).__name__ in foreign.trouble
    assert "citizen" not in caplog.text + foreign.trouble


def test_one_failure_is_forgiven_and_three_are_followed_by_a_rest(watch: Watch) -> None:
    stub = Stub(ValueError())
    foreign = beside(stub, watch)
    for _time in range(5):
        assert kind_of(foreign) is Kind.QUESTION
    assert stub.asked == 3

    stub.answer = VERDICT
    assert kind_of(foreign) is Kind.QUESTION
    watch.at += 301
    assert kind_of(foreign) is Kind.PRAISE
    assert foreign.trouble == ""


def test_one_that_hangs_is_not_waited_for_again(watch: Watch) -> None:
    stub = Stub()
    stub.go.clear()
    foreign = beside(stub, watch, limit=0.01)
    assert [kind_of(foreign) for _time in range(5)] == [Kind.QUESTION] * 5
    assert stub.asked == 1
    assert foreign.trouble == "The classifier “other” takes too long"
    stub.go.set()


def test_one_that_comes_back_late_is_asked_again(watch: Watch) -> None:
    stub = Stub()
    stub.go.clear()
    foreign = beside(stub, watch, limit=0.01)
    kind_of(foreign)
    stub.go.set()
    foreign._limit = PATIENCE
    late = foreign._bench.late
    assert late is not None
    late.result(PATIENCE)
    assert kind_of(foreign) is Kind.PRAISE


def test_one_that_never_comes_back_gets_a_new_thread_a_few_times_and_then_none(watch: Watch) -> None:
    loaded: list[Stub] = []

    def load() -> Stub:
        loaded.append(Stub())
        loaded[-1].go.clear()
        return loaded[-1]

    foreign = Foreign("other", load, OURS, (), limit=0.01, clock=watch)
    for _time in range(8):
        foreign.ready(PATIENCE)
        assert kind_of(foreign) is Kind.QUESTION
        watch.at += 301
        assert kind_of(foreign) is Kind.QUESTION
    assert len(loaded) == 4
    for stub in loaded:
        stub.go.set()


def test_who_waits_in_line_blames_nobody(watch: Watch) -> None:
    stub = Stub()
    stub.go.clear()
    foreign = beside(stub, watch)
    first: list[Kind] = []
    asker = threading.Thread(target=lambda: first.append(kind_of(foreign)))
    asker.start()
    assert stub.entered.wait(PATIENCE)
    foreign._limit = 0.01
    assert kind_of(foreign) is Kind.QUESTION
    assert foreign.trouble == ""
    stub.go.set()
    asker.join(PATIENCE)
    assert first == [Kind.PRAISE]
    assert stub.asked == 1


def test_ours_answers_while_it_loads(watch: Watch) -> None:
    go = threading.Event()

    def load() -> Stub:
        assert go.wait(PATIENCE)
        return Stub()

    foreign = Foreign("other", load, OURS, (), limit=PATIENCE, clock=watch)
    assert kind_of(foreign) is Kind.QUESTION
    assert foreign.trouble == "The classifier “other” is still being loaded"
    assert not foreign.ready(0.001)
    go.set()
    assert foreign.ready(PATIENCE)
    assert kind_of(foreign) is Kind.PRAISE


def test_one_that_cannot_be_loaded_is_tried_again_after_a_rest(watch: Watch) -> None:
    stubs: list[object] = []

    def load() -> object:
        if not stubs:
            stubs.append(Stub())
            raise OSError("no server")
        return stubs[0]

    foreign = Foreign("other", load, OURS, (), limit=PATIENCE, clock=watch)
    assert not foreign.ready(PATIENCE)
    assert kind_of(foreign) is Kind.QUESTION
    assert foreign.trouble == "The classifier “other” cannot be loaded (OSError)"
    watch.at += 301
    kind_of(foreign)
    assert foreign.ready(PATIENCE)
    assert kind_of(foreign) is Kind.PRAISE


# How it comes


CODE = """
from tickets.rules.states import Kind, Zone
from tickets.triage import Verdict

class Bert:
    version = "1"

    def __init__(self, departments):
        self.first = departments[0].key

    def classify(self, text, *, language, direct=False):
        scores = {kind.value: 0.5 for kind in Kind}
        return Verdict(
            kind=Kind.OTHER, scores=scores, zone=Zone.NORMAL, department=self.first,
            candidates=((self.first, 0.9),), reasons=(), version=self.version, language=language,
        )
"""


@dataclass(frozen=True)
class Office:
    key: str = "zert"
    name: str = "Zertifizierung"
    description: str = ""
    keywords: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package of somebody else, as an installer leaves it."""
    (tmp_path / "office_bert.py").write_text(CODE, encoding="utf-8")
    about = tmp_path / "office_bert-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: office-bert\nVersion: 1.0\n", "utf-8")
    (about / "entry_points.txt").write_text("[tickets.classifiers]\nbert = office_bert:Bert\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    yield
    sys.modules.pop("office_bert", None)


@pytest.mark.usefixtures("installed")
def test_a_package_brings_one_by_its_entry_point() -> None:
    foreign = open_foreign("bert", [Office()], OURS, time_limit_ms=20_000)
    assert foreign.ready(PATIENCE)
    verdict = foreign.classify(POST, language="de")
    assert (verdict.version, verdict.department) == ("bert 1", "zert")
    foreign.close()


@pytest.mark.usefixtures("installed")
def test_a_name_that_nobody_brings_is_an_error_that_says_which_there_are() -> None:
    with pytest.raises(UsageError, match=r"“brt”.*bert"):
        open_foreign("brt", [], OURS, time_limit_ms=500)
