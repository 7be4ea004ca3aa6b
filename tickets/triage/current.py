"""The classifier in use: the model that came with the program, and what this team taught it where it did."""

from collections.abc import Iterable

from tickets.errors import ModelError
from tickets.triage.classifier import Classifier, Verdict
from tickets.triage.departments import Heads
from tickets.triage.learnt import Learnt, UnreadableError, unpack
from tickets.triage.linear import LinearClassifier, Reader
from tickets.triage.model import Model, load_model
from tickets.triage.routing import Department
from tickets.triage.rulebook import RuleClassifier


class Current:
    """Implements `Classifier`; what is in use may change while others ask it. Without a model, it is the rules."""

    def __init__(self, departments: Iterable[Department]) -> None:
        self._departments = tuple(departments)
        self._reader = Reader()
        self._classifier: Classifier
        self.shipped: Model | None = None
        """The model that came with the program; None where it cannot be used."""
        self.learnt: Model | None = None
        """The same with what was learnt, while that is in use."""
        self.trouble = ""
        """Why it is the rules alone that judge, in one line."""
        try:
            self.shipped = load_model()
            self._classifier = self._linear(self.shipped)
        except ModelError as error:
            self.trouble = str(error)
            self._classifier = RuleClassifier(self._departments)
        self.see = self._reader.see

    @property
    def version(self) -> str:
        """Of what is in use."""
        return self._classifier.version

    def classify(self, text: str, *, language: str | None, direct: bool = False) -> Verdict:
        """The verdict of what is in use; see `Classifier`."""
        return self._classifier.classify(text, language=language, direct=direct)

    def forget(self) -> None:
        """Go back to what came with the program."""
        self.learnt = None
        if self.shipped is not None:
            self._classifier = self._linear(self.shipped)

    def use(self, version: str, raw: bytes) -> None:
        """Use what was learnt, as `learnt.pack` packed it, under this name from now on.

        Raises UnreadableError where it is damaged or belongs to another model; then it is what came with the program.
        """
        try:
            self._take(version, unpack(raw))
        except UnreadableError:
            self.forget()
            raise

    def _take(self, version: str, learnt: Learnt) -> None:
        if self.shipped is None or learnt.base != self.shipped.version:
            raise UnreadableError("weights for another model")
        self.learnt = learnt.on(self.shipped, version)
        heads = Heads(learnt.departments) if learnt.departments else None
        self._classifier = self._linear(self.learnt, heads)

    def _linear(self, model: Model, heads: Heads | None = None) -> LinearClassifier:
        return LinearClassifier(self._departments, model, learnt=heads, reader=self._reader)
