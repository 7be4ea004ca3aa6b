"""What cannot wait is an incident, whatever else a post seems to be; and what only sounds so is none."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from tickets.rules.states import Kind, Zone
from tickets.triage import Classifier
from tickets.triage.linear import LinearClassifier
from tickets.triage.model import Thresholds, load_model
from tickets.triage.rulebook import RuleClassifier
from tickets.triage.signs import CANNOT_WAIT

MODEL = load_model()
CLASSIFIER = LinearClassifier([], MODEL)
RULES = RuleClassifier([])
# Thinks that everything is hostile, and that no sign says anything.
DEAF = LinearClassifier(
    [],
    replace(
        MODEL,
        thresholds=Thresholds(ignore=-100.0, suggest=-100.0),
        spam_from=-100.0,
        signs={sign: 0 * weights for sign, weights in MODEL.signs.items()},
    ),
)

THREATS = {
    "de": (
        "Ich bringe jeden Einzelnen von euch eigenhändig um",
        "Wartet nur, ich bring euch alle um!",
        "ich bring dich um du Ratte",
        "Wir bringen euch um, wenn ihr noch einmal vor der Tür steht.",
        "Noch so ein Brief und ich werde euch alle einzeln erschlagen.",
        "Die Sachbearbeiterin gehört umgebracht.",
        "Ihr werdet dafür noch alle bluten, das schwöre ich",
        "Du wirst für diesen Bescheid bluten.",
        "Ich weiß, wo deine Kollegin wohnt.",
        "Ich weiß ganz genau, wo du wohnst, Sachbearbeiter",
        "Wir wissen, auf welche Schule deine Kinder gehen.",
        "Morgen komme ich mit der Axt bei euch vorbei",
        "Beim nächsten Mal stehe ich mit einer Knarre im Jobcenter.",
        "Dann hole ich mir eben eine Waffe.",
        "Ich breche dir jeden Knochen, wenn ich dich erwische",
        "Euch schlage ich noch den Schädel ein: ich schlage euch allen den Schädel ein!",
        "Ihr kommt aus dem Haus nicht mehr lebend raus",
        "Ich zünde euer Rathaus an.",
        "Ich jage den ganzen Laden in die Luft",
        "Eure letzte Stunde hat geschlagen",
        "Wenn das so weitergeht, laufe ich bei euch Amok.",
        "Ich finde dich, verlass dich drauf. Ich finde dich.",
        "Ich reiß dir den Kopf ab, du Schreibtischhengst",
        "Mein Ex hat gedroht, mich und die Kinder umzubringen",
    ),
    "en": (
        "I will kill every last one of you",
        "Keep this up and I'm going to kill you all.",
        "I swear I will strangle you with my own hands",
        "We know where you and your family live.",
        "I know which school your kids go to",
        "Next week I am coming over with a shotgun",
        "None of you will leave that office alive",
        "I'll set the council building on fire",
        "Someone should shoot them all",
        "I am gonna smash your ugly face in",
        "You'll pay for this, and you will bleed",
        "I will hunt you down",
    ),
    "nl": (
        "Ik maak jullie allemaal dood",
        "Ik zal jullie persoonlijk vermoorden",
        "Wij weten waar jullie wonen en waar jullie kinderen spelen",
        "Morgen kom ik met een bijl bij jullie langs",
        "Jullie zullen hiervoor bloeden",
        "Ik sla jullie de hersens in",
    ),
}
SELF_HARM = {
    "de": (
        "Ich bringe mich um, dann habt ihr einen Fall weniger",
        "Seit der Kündigung denke ich jeden Tag an Selbstmord",
        "Ich will einfach nicht mehr leben",
        "Heute Abend springe ich von der Brücke.",
        "Am liebsten würde ich für immer einschlafen",
        "Ohne mich wären alle besser dran",
        "Ich möchte nicht mehr da sein, niemand hilft mir",
        "Dann nehme ich mir eben das Leben",
        "Ich sehe nach der Sperre wirklich keinen Ausweg",
        "Ich habe alle Tabletten auf einmal genommen",
    ),
    "en": (
        "If you evict us I will end my life",
        "I just want to die",
        "I can't go on like this, nobody answers",
        "Nobody would notice if I jumped, I will throw myself under a train",
        "I don't want to be alive any longer",
        "There is nothing left for me to live for",
    ),
    "nl": (
        "Ik wil niet meer leven zonder huis",
        "Dan maak ik er zelf een eind aan",
        "Ik denk steeds vaker aan zelfmoord",
        "Morgen spring ik van het dak van jullie flat",
    ),
}
VULNERABILITIES = {
    "de": (
        "Wir haben eine Sicherheitslücke in Ihrem Portal gefunden",
        "Man kann im Antrag Code einschleusen, wer ist zuständig",
    ),
    "en": ("I found a security hole in the appointment page", "There is a vulnerability in your login"),
    "nl": ("Er zit een lek in jullie website", "Ik heb een beveiligingsprobleem in de app ontdekt"),
}
ALARMS = [
    pytest.param(text, language, id=text)
    for posts in (THREATS, SELF_HARM, VULNERABILITIES)
    for language, texts in posts.items()
    for text in texts
]

HARMLESS = {
    "de": (
        "Das bringt mich um, dieses ewige Warten",
        "Die Warteschleife bringt mich noch um",
        "Womit kann man Wespen im Dachboden umbringen?",
        "Wie viele Tauben lässt die Stadt im Jahr umbringen?",
        "Ich bringe euch die Unterlagen um zehn Uhr",
        "Wir bringen alle Möbel selbst, um Kosten zu sparen",
        "Bringen Sie bitte alle Zeugnisse mit, um den Antrag zu stellen",
        "Der Vortrag war zum Sterben langweilig",
        "Ich finde euch super, weiter so",
        "Wir finden euch auf der Karte leider nicht",
        "Ich finde Ihre Seite sehr übersichtlich",
        "Wer da mit dem Rad fährt, muss lebensmüde sein",
        "Radfahren ist auf dieser Kreuzung glatter Selbstmord",
        "Ihr macht mir das Leben wirklich nicht leicht",
        "Dem Lärm muss endlich ein Ende gesetzt werden, setzt dem Ganzen ein Ende",
        "Könnten Sie mir etwas anbieten, das näher liegt?",
        "Von dieser Rente kann man nicht mehr leben",
        "Der Linienbus hat so keinen Sinn mehr",
        "Im Zaun am Spielplatz ist eine Lücke, wo kann ich die melden?",
        "Wir zünden am Sonntag am Rathausplatz eine Kerze für die Opfer an",
        "Ohne die Sanitäter wäre ich heute tot, danke!",
        "Der Fluss wird in zehn Jahren tot sein",
        "Ich weiß nicht, wo ich nächste Woche wohnen soll",
        "Wissen Sie, wo ich einen Wohngeldantrag bekomme?",
        "Ich schlage euch vor, das Schild höher zu hängen",
        "Wir schlagen Ihnen vor, im Mai ein Fest zu feiern",
        "Machen Sie bitte das Fenster im Wartesaal zu, es ist kalt",
        "Darf der Jäger im Stadtwald Wildschweine erschießen?",
        "Die Innenstadt ist doch längst tot",
        "Die Steuer bringt uns Selbständige um den Schlaf",
        "Muss ich den Rasen am Grab selbst abstechen?",
        "Am Ende der Straße gibt es keinen Ausweg für Lastwagen",
        "Bringst du das Kind zur Kita oder komme ich vorbei?",
        "Ich komme morgen mit meinem Antrag vorbei",
    ),
    "en": (
        "I'd kill for a parking space near the library",
        "It wouldn't kill you to answer the phone",
        "Would it kill you to open on Saturdays?",
        "The new road is going to kill local shops",
        "This heat will kill the trees in the park",
        "Shoot me an email when it is ready",
        "Please shoot them an email about the permit",
        "There is no way out of the car park after ten",
        "I found a hole in the pavement outside number nine",
        "Where do I report a hole in the road?",
        "Please end it now, this building work has lasted two years",
        "This can't go on, the bins are overflowing",
        "I don't want to die on that crossing",
        "Can you blow up the map a little on your site?",
        "How much will you pay for the old bricks?",
        "I fell on your steps and hurt myself",
        "The queue was boring to death",
        "Where did you jump off the bus in the film?",
    ),
    "nl": (
        "Maak mijn aanvraag alsjeblieft snel af",
        "Wanneer maken jullie het fietspad af?",
        "Mogen we de vlag aan het balkon ophangen?",
        "Er staat al weken een fiets tegen de muur",
        "Ik wil een lek in de straat melden",
        "Waar kan ik het springkussen opblazen?",
    ),
}
IDIOMS = [pytest.param(text, language, id=text) for language, texts in HARMLESS.items() for text in texts]


@pytest.mark.parametrize(("text", "language"), ALARMS)
def test_what_cannot_wait_is_an_incident_that_is_read(text: str, language: str) -> None:
    for classifier in (CLASSIFIER, RULES):
        verdict = classifier.classify(text, language=language)
        assert (verdict.kind, verdict.zone) == (Kind.INCIDENT, Zone.NORMAL)


@pytest.mark.parametrize(("text", "language"), IDIOMS)
def test_what_only_sounds_so_is_no_alarm(text: str, language: str) -> None:
    assert alarms(CLASSIFIER, text, language) == set()


@pytest.mark.parametrize(("text", "language"), ALARMS)
def test_why_it_cannot_wait_is_said_whatever_the_model_learnt(text: str, language: str) -> None:
    verdict = DEAF.classify(text, language=language)
    assert (verdict.kind, verdict.zone) == (Kind.INCIDENT, Zone.NORMAL)
    first = verdict.reasons[0]
    assert first.name in CANNOT_WAIT
    assert (first.weight, first.head) == (0, Kind.INCIDENT)


@pytest.mark.parametrize(
    ("posts", "sign"), [(THREATS, "threat"), (SELF_HARM, "self_harm"), (VULNERABILITIES, "vulnerability")]
)
def test_the_sort_of_alarm_is_told(posts: Mapping[str, Sequence[str]], sign: str) -> None:
    for language, texts in posts.items():
        assert [text for text in texts if sign not in alarms(CLASSIFIER, text, language)] == []


def test_a_threat_among_insults_is_not_drowned_by_them() -> None:
    attack = "Ihr seid doch alle verlogener Abschaum, ihr widerlichen Vollidioten! " * 3
    assert CLASSIFIER.classify(attack, language="de").zone is Zone.IGNORE
    verdict = CLASSIFIER.classify(f"{attack} Ich bringe euch alle um!", language="de")
    assert (verdict.kind, verdict.zone) == (Kind.INCIDENT, Zone.NORMAL)


@pytest.mark.parametrize("language", ["fr", None, "und"])
def test_an_unknown_language_hides_no_alarm(language: str | None) -> None:
    verdict = CLASSIFIER.classify("I will kill every last one of you", language=language)
    assert (verdict.kind, verdict.zone) == (Kind.INCIDENT, Zone.NORMAL)


def alarms(classifier: Classifier, text: str, language: str) -> set[str]:
    reasons = classifier.classify(text, language=language).reasons
    return {reason.name for reason in reasons if reason.name in CANNOT_WAIT}
