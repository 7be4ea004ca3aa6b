"""A classifier that somebody else wrote, beside ours: asked first, waited for briefly, believed with care.

A package brings one by an entry point in the group "tickets.classifiers": something that is called with the
departments (`Department`) and gives an object with the methods of `Classifier`. It is called in a thread of its own,
one post at a time, and may take its time to load. Ours answers in its place while it loads, where it fails, takes
too long, or answers what is no verdict.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import entry_points
from queue import SimpleQueue
from typing import NamedTuple, cast

from tickets.errors import UsageError
from tickets.i18n import _
from tickets.rules.states import Kind, Zone
from tickets.triage.classifier import Classifier, Reason, Verdict
from tickets.triage.opinion import checked
from tickets.triage.routing import Department

log = logging.getLogger(__name__)

GROUP = "tickets.classifiers"

_PAUSE = 300.0
"""Seconds for which one that does not come back, or fails again and again, is left in peace."""
_FAILURES = 3
"""As many one after the other, and it is left in peace: each may have cost the whole time limit."""
_ABANDONED = 3
"""Threads that never came back; after so many no other is started."""

_SERIOUS = frozenset({Kind.QUESTION, Kind.INCIDENT, Kind.CRITICISM})

Factory = Callable[[Sequence[Department]], object]


class _Post(NamedTuple):
    text: str
    language: str | None
    direct: bool


_Task = tuple[_Post, "Future[object]"]


class Foreign:
    """Implements `Classifier` by another one, ours behind it. Thread-safe. Close it, or leave it to the end."""

    def __init__(
        self,
        name: str,
        load: Callable[[], object],
        ours: Classifier,
        departments: Iterable[str],
        *,
        limit: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """load: makes the other one. departments: the keys it may name. limit: seconds for a post."""
        self._name = name
        self._load = load
        self._ours = ours
        self._departments = frozenset(departments)
        self._limit = limit
        self._clock = clock
        self._lock = threading.Lock()
        self._resting_until = 0.0
        self._failures = 0
        self._abandoned = 0
        self._trouble = ""
        self._bench = _Bench(name, load)

    @property
    def version(self) -> str:
        """The other one's name and ours: each verdict tells which of them it is by."""
        return f"{self._name}, {self._ours.version}"

    @property
    def trouble(self) -> str:
        """Why ours answers in its place at the moment, in one line; "" where it answers itself."""
        if not self._trouble and not self._bench.loaded.done():
            return _("The classifier “{name}” is still being loaded").format(name=self._name)
        return self._trouble

    def ready(self, timeout: float) -> bool:
        """Wait for it to be loaded, up to `timeout` seconds; whether it is."""
        try:
            self._bench.loaded.result(timeout)
        except TimeoutError:
            return False
        return self._bench_in_service() is not None

    def close(self) -> None:
        """Let its thread end as soon as it has nothing to do."""
        self._bench.dismiss()

    def classify(self, text: str, *, language: str | None, direct: bool = False) -> Verdict:
        """The other one's verdict, or ours. Takes as long as ours and the time limit together, at most."""
        own = self._ours.classify(text, language=language, direct=direct)
        bench = self._bench_in_service()
        if bench is None:
            return own
        answer = self._ask(bench, _Post(text, language, direct))
        return own if answer is None else _careful(answer, own)

    def _bench_in_service(self) -> "_Bench | None":
        """The bench to ask; None while it loads, rests, or has not come back."""
        with self._lock:
            bench = self._bench
            if not bench.loaded.done():
                return None
            if self._clock() < self._resting_until:
                return bench if bench.came_back and self._failures < _FAILURES else None
            if self._resting_until:
                self._resting_until, self._failures = 0.0, 0
                return self._renewed()
            if isinstance(raised := bench.loaded.result(), _Raised):
                self._rest(_("The classifier “{name}” cannot be loaded ({kind})"), raised)
                return None
            return bench

    def _renewed(self) -> "_Bench | None":
        """The bench after a rest: a new one where it could not load or has not come back; the latter not for ever."""
        bench = self._bench
        if bench.is_late:
            self._abandoned += 1
            if self._abandoned > _ABANDONED:
                self._resting_until = float("inf")
                return None
        elif not isinstance(bench.loaded.result(), _Raised):
            return bench
        bench.dismiss()
        self._bench = _Bench(self._name, self._load)
        return None

    def _ask(self, bench: "_Bench", post: _Post) -> Verdict | None:
        """Its verdict; None where there is none in time."""
        future = bench.ask(post)
        try:
            answer = future.result(self._limit)
        except TimeoutError:
            # One that waited in line and was never asked says nothing of how fast it is.
            if not future.cancel():
                self._hangs(bench, future)
            return None
        if isinstance(answer, _Raised):
            self._failed(_("The classifier “{name}” fails ({kind})"), answer)
            return None
        verdict = checked(answer, self._name, self._departments)
        if verdict is None:
            self._failed(_("The classifier “{name}” answers what is no verdict ({kind})"), answer)
        else:
            self._well()
        return verdict

    def _well(self) -> None:
        with self._lock:
            self._failures, self._resting_until, self._trouble = 0, 0.0, ""

    def _failed(self, words: str, what: object) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= _FAILURES:
                self._rest(words, what)
            else:
                self._say(words, what)

    def _hangs(self, bench: "_Bench", future: "Future[object]") -> None:
        with self._lock:
            bench.late = future
            self._failures += 1
            self._rest(_("The classifier “{name}” takes too long"), future)

    def _rest(self, words: str, what: object) -> None:
        self._resting_until = self._clock() + _PAUSE
        self._say(words, what)

    def _say(self, words: str, what: object) -> None:
        """Once for each change. Never the error's own words: a citizen's may be among them."""
        kind = what.kind if isinstance(what, _Raised) else type(what).__name__
        told = words.format(name=self._name, kind=kind)
        if told != self._trouble:
            log.warning("%s", told)
        self._trouble = told


@dataclass(frozen=True, slots=True)
class _Raised:
    """It answered with an error, of this kind."""

    kind: str


class _Bench:
    """The thread in which the other classifier is loaded and asked; it holds up no program that ends."""

    def __init__(self, name: str, load: Callable[[], object]) -> None:
        self.loaded: Future[object] = Future()
        """The classifier, or `_Raised`."""
        self.late: Future[object] | None = None
        """The last answer that did not come in time."""
        self._load = load
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        threading.Thread(target=self._work, name=f"classifier {name}", daemon=True).start()

    @property
    def is_late(self) -> bool:
        """Whether that answer has still not come."""
        return self.late is not None and not self.late.done()

    @property
    def came_back(self) -> bool:
        """Whether it came, too late."""
        return self.late is not None and self.late.done()

    def ask(self, post: _Post) -> "Future[object]":
        """Its answer to come, whatever that is; `_Raised` for an error."""
        future: Future[object] = Future()
        self._tasks.put((post, future))
        return future

    def dismiss(self) -> None:
        """End after what is asked already."""
        self._tasks.put(None)

    def _work(self) -> None:
        classifier = _tried(self._load)
        self.loaded.set_result(classifier)
        if isinstance(classifier, _Raised):
            return
        while (task := self._tasks.get()) is not None:
            post, future = task
            if future.set_running_or_notify_cancel():
                future.set_result(_tried(partial(_answer, cast("Classifier", classifier), post)))


def _answer(classifier: Classifier, post: _Post) -> object:
    return classifier.classify(post.text, language=post.language, direct=post.direct)


def _tried(call: Callable[[], object]) -> object:
    """What it gives, or `_Raised`: whatever it raises, its thread goes on."""
    try:
        return call()
    except BaseException as error:
        return _Raised(type(error).__name__)


def _careful(answer: Verdict, own: Verdict) -> Verdict:
    """The other one's verdict; it ignores nothing in a language it cannot name, nor what ours takes seriously."""
    if answer.zone is not Zone.IGNORE or (own.kind not in _SERIOUS and answer.language is not None):
        return answer
    held = Reason("second_opinion", own.kind.value, -1.0, "zone")
    return replace(answer, zone=Zone.SUGGEST, reasons=(held, *answer.reasons))


def open_foreign(
    name: str, departments: Iterable[Department], ours: Classifier, *, time_limit_ms: int
) -> Foreign:
    """The classifier of this name, beside ours; loaded in its own thread. Raises UsageError where there is none."""
    found = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in found:
        raise UsageError(
            _("No package here brings a classifier “{name}”").format(name=name),
            _("Those there are: {known}").format(known=", ".join(sorted(found)) or _("none")),
        )
    known = tuple(departments)
    entry = found[name]

    def load() -> object:
        return cast("Factory", entry.load())(known)

    return Foreign(name, load, ours, [each.key for each in known], limit=time_limit_ms / 1000)
