"""Which department a post goes to, by its keywords, its name and its description."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.triage import Office
from tickets.config.schema import DepartmentSettings
from tickets.rules.states import Kind
from tickets.triage import open_classifier
from tickets.triage.features import read
from tickets.triage.routing import AHEAD_BY, CHOSEN_AT, LISTED_AT, Router, Routing
from tickets.triage.words import reason_word

OFFICES = (
    Office(
        key="zertifizierung",
        name="Referat Zertifizierung",
        description="Zertifizierung von Produkten und Managementsystemen.",
        keywords=("Zertifikat", "Common Criteria", "ISO 27001", "IT-Grundschutz"),
    ),
    Office(
        key="lage",
        name="Lagezentrum",
        description="Warnungen zu Schwachstellen, Schadsoftware und Vorfällen.",
        keywords=("Phishing", "Sicherheitslücke", "Schwachstelle", "CVE"),
    ),
    Office(
        key="abfall",
        name="Abfallwirtschaft",
        description="Müllabfuhr, Sperrmüll und Wertstoffhof.",
        keywords=("Müll", "Biotonne", "Wertstoffhof"),
        examples=("Wohin mit alten Farbeimern und Lackresten?",),
    ),
    Office(
        key="buerger",
        name="Bürgerservice",
        description="Ausweise, Meldewesen, Öffnungszeiten und Termine.",
        keywords=("Personalausweis", "Reisepass", "Termin"),
    ),
    Office(key="verkehr", name="Straßenverkehr", keywords=("Parken", "Radweg", "Straße", "KI")),
)
ROUTER = Router(OFFICES)


def route(text: str, router: Router = ROUTER) -> Routing:
    return router.rank(read(text))


class TestWords:
    @pytest.mark.parametrize(
        ("text", "department"),
        [
            ("Zertifikate", "zertifizierung"),
            ("ZERTIFIKAT", "zertifizierung"),
            ("des Zertifikats", "zertifizierung"),
            ("TLS-Zertifikat", "zertifizierung"),
            ("Serverzertifikaten", "zertifizierung"),
            ("Zertifikatsverlängerung", "zertifizierung"),
            ("Zertifizierungsverfahren", "zertifizierung"),
            ("nach ISO27001", "zertifizierung"),
            ("ISO/IEC 27001:2022", "zertifizierung"),
            ("iso-27001", "zertifizierung"),
            ("Common-Criteria-Verfahren", "zertifizierung"),
            ("#CommonCriteria", "zertifizierung"),
            ("IT Grundschutz", "zertifizierung"),
            ("CVE-2026-1234", "lage"),
            ("Sicherheitslücken", "lage"),
            ("Sicherheitsluecke", "lage"),
            ("Phishingmails", "lage"),
            ("Mülltonne", "abfall"),
            ("Muelltonnen", "abfall"),
            ("Restmülltonne", "abfall"),
            ("Reisepässe", "buerger"),
            ("Terminvergabe", "buerger"),
            ("Parkplätze", "verkehr"),
            ("STRASSE", "verkehr"),
            ("der Strasse", "verkehr"),
            ("Radwege", "verkehr"),
            ("die KI der Stadt", "verkehr"),
        ],
    )
    def test_a_keyword_is_meant_by(self, text: str, department: str) -> None:
        assert route(text).department == department

    @pytest.mark.parametrize(
        "text",
        [
            "Terminal",  # Termin
            "determiniert",
            "Kompass",  # Reisepass
            "Personal gesucht",  # Personalausweis
            "ISO 9001",
            "27001 Besucher",
            "ein Ski",  # KI
            "wie ki",
            "Common sense",
            "https://a.example/Zertifikat",
            "@zertifikat@a.example",
            "",
            "🤷",
        ],
    )
    def test_no_keyword_is_meant_by(self, text: str) -> None:
        assert route(text).department is None

    def test_the_words_of_a_keyword_belong_together(self) -> None:
        assert route("Common Criteria").department == "zertifizierung"
        assert route("Criteria, die nicht common sind").department is None


class TestRanking:
    def test_the_surer_department_comes_first_and_both_are_named(self) -> None:
        routing = route("Beim Termin im Amt ging es um mein Zertifikat nach Common Criteria")
        assert [key for key, _score in routing.candidates] == ["zertifizierung", "buerger"]
        assert routing.department == "zertifizierung"

    def test_between_two_that_know_equally_well_a_person_decides(self) -> None:
        routing = route("Biotonne und Reisepass")
        assert {key for key, _score in routing.candidates} == {"abfall", "buerger"}
        assert routing.department is None

    def test_a_description_alone_proposes_and_does_not_choose(self) -> None:
        routing = route("Wie ist das mit dem Meldewesen?")
        assert [key for key, _score in routing.candidates] == ["buerger"]
        assert routing.department is None

    def test_examples_teach(self) -> None:
        assert [key for key, _score in route("Ich habe noch Lackreste").candidates] == ["abfall"]

    def test_a_word_that_several_departments_share_says_less(self) -> None:
        shared = Router([Office(key="a", keywords=("Antrag",)), Office(key="b", keywords=("Antrag",))])
        alone = Router([Office(key="a", keywords=("Antrag",)), Office(key="b", keywords=("Umzug",))])
        assert route("Antrag", shared).department is None
        assert route("Antrag", alone).department == "a"
        assert route("Antrag", shared).candidates[0][1] < route("Antrag", alone).candidates[0][1]

    def test_words_of_every_office_say_nothing(self) -> None:
        assert (
            route(
                "Eine allgemeine Frage an das Referat", Router([Office(key="a", name="Referat Frage")])
            ).candidates
            == ()
        )

    def test_each_candidate_has_its_reasons(self) -> None:
        routing = route("Biotonne, Reisepass und ein Zertifikat")
        assert {reason.head for reason in routing.reasons} == {
            f"department:{key}" for key, _s in routing.candidates
        }
        assert ("keyword", "Biotonne") in {(reason.name, reason.detail) for reason in routing.reasons}
        assert all(
            reason.weight > 0 and reason_word(reason.name) != reason.name for reason in routing.reasons
        )

    @given(
        st.text() | st.lists(st.sampled_from(["Zertifikat", "Müll", "Termin", "ISO", "27001"])).map(" ".join)
    )
    def test_a_ranking_is_in_order_and_the_chosen_one_is_ahead(self, text: str) -> None:
        routing = route(text)
        scores = [score for _key, score in routing.candidates]
        assert scores == sorted(scores, reverse=True)
        assert all(LISTED_AT <= score <= 1 for score in scores)
        if routing.department is not None:
            assert routing.candidates[0][0] == routing.department
            assert scores[0] >= CHOSEN_AT
            assert len(scores) == 1 or scores[0] - scores[1] >= AHEAD_BY

    @given(st.text(), st.text(), st.text(max_size=30))
    def test_any_settings_can_be_read(self, text: str, description: str, keyword: str) -> None:
        office = Office(
            key="a", name=keyword, description=description, keywords=(keyword, ""), examples=(text,)
        )
        assert {key for key, _score in route(text, Router([office])).candidates} <= {"a"}


class TestVerdict:
    CLASSIFIER = open_classifier(OFFICES)

    @pytest.mark.parametrize(
        ("text", "kind", "department"),
        [
            ("Wie lange gilt ein Zertifikat?", Kind.QUESTION, "zertifizierung"),
            ("Ich möchte eine Sicherheitslücke in Ihrem Portal melden", Kind.INCIDENT, "lage"),
            ("Seit drei Wochen liegt hier Sperrmüll herum", Kind.CRITICISM, "abfall"),
            ("Danke für den schnellen Termin!", Kind.PRAISE, None),
        ],
    )
    def test_what_wants_an_answer_has_a_department(
        self, text: str, kind: Kind, department: str | None
    ) -> None:
        verdict = self.CLASSIFIER.classify(text, language="de")
        assert (verdict.kind, verdict.department) == (kind, department)
        assert verdict.candidates

    def test_settings_are_departments(self) -> None:
        office = DepartmentSettings(key="zert", name="Zertifizierung", keywords=("Zertifikat",))
        verdict = open_classifier([office]).classify("Gilt mein Zertifikat noch?", language="de")
        assert verdict.department == "zert"

    def test_without_departments_there_are_no_candidates(self) -> None:
        verdict = open_classifier([]).classify("Gilt mein Zertifikat noch?", language="de")
        assert (verdict.department, verdict.candidates) == (None, ())
