"""How citizens take our answers."""

from enum import StrEnum
from random import Random

from tickets.demo.acts import Post
from tickets.demo.citizens import OFFICE
from tickets.rules.audience import Visibility
from tickets.rules.states import Kind


class Mood(StrEnum):
    """How somebody takes an answer."""

    CONTENT = "content"
    CURIOUS = "curious"
    CROSS = "cross"
    RUDE = "rude"


_KINDS = {
    Mood.CONTENT: Kind.PRAISE,
    Mood.CURIOUS: Kind.QUESTION,
    Mood.CROSS: Kind.CRITICISM,
    Mood.RUDE: Kind.HOSTILE,
}

_LIKELY = {
    Kind.QUESTION: {Mood.CONTENT: 5, Mood.CURIOUS: 4, Mood.CROSS: 2},
    Kind.INCIDENT: {Mood.CONTENT: 5, Mood.CURIOUS: 4, Mood.CROSS: 1},
    Kind.CRITICISM: {Mood.CONTENT: 3, Mood.CURIOUS: 3, Mood.CROSS: 4},
    Kind.HOSTILE: {Mood.RUDE: 1},
    Kind.PRAISE: {Mood.CONTENT: 1},
    Kind.SPAM: {Mood.CONTENT: 1},
    Kind.OTHER: {Mood.CONTENT: 6, Mood.CURIOUS: 3, Mood.CROSS: 1},
}
"""How likely each mood is, by the kind of what was answered."""

_GERMAN = {
    Mood.CONTENT: (
        "Danke für die schnelle Antwort! 👍",
        "Super, das hilft mir weiter. Danke!",
        "Ah, jetzt hab ichs verstanden. Vielen Dank und schönen Tag noch 😊",
        "Oha, eine Behörde, die antwortet. Respekt und danke!",
        "Danke, werd ich so machen.",
        "Perfekt, genau das wollt ich wissen. Danke euch!",
        "Na bitte, geht doch. Danke schön!",
    ),
    Mood.CURIOUS: (
        "Danke. Und wie lange dauert das ungefähr?",
        "Okay, aber gilt das auch für Vereine?",
        "Und wo genau finde ich das? Auf eurer Seite lande ich immer bei der Fehlermeldung 404…",
        "Verstehe. Kostet mich das etwas?",
        "Kurze Rückfrage: Muss ich das schriftlich einreichen oder reicht eine Mail?",
        "Hm, und was mache ich, wenn ich kein Smartphone habe?",
        "Gibt es dazu auch was zum Nachlesen, am besten in Leichter Sprache? Frage für meinen Vater.",
    ),
    Mood.CROSS: (
        "Das beantwortet meine Frage leider überhaupt nicht.",
        "Sorry, aber das ist ein Textbaustein. Hat das bei Ihnen jemand gelesen?",
        "Na toll. Also wieder warten. Genau das war der Punkt.",
        "„Wir prüfen das“ höre ich seit zwei Jahren. Schade.",
        "Und dafür hab ich jetzt gewartet? Enttäuschend.",
    ),
    Mood.RUDE: (
        "Blabla. Spart euch die Antwort, ihr Schwätzer.",
        "Ach, der Praktikant darf wieder tippen. Lächerlicher Haufen!",
        "Heult doch. Ihr seid und bleibt eine Lachnummer.",
        "Wer hat dich denn gefragt, du Aktenschieber",
    ),
}
_ENGLISH = {
    Mood.CONTENT: ("That was quick, thank you!", "Brilliant, exactly what I needed. Cheers!"),
    Mood.CURIOUS: (
        "Thanks! Is there an English version of that page somewhere?",
        "Got it. And do I need an appointment for that?",
    ),
    Mood.CROSS: ("With respect, that does not answer my question.", "So the answer is: wait. Again. Great."),
    Mood.RUDE: ("Useless, as expected.",),
}
_DUTCH = {
    Mood.CONTENT: ("Dank u wel, heel duidelijk!", "Top, daar kan ik mee verder. Bedankt!"),
    Mood.CURIOUS: ("Bedankt! Geldt dat ook als ik in Nederland woon?", "En hoe lang duurt dat ongeveer?"),
    Mood.CROSS: ("Dat is helaas geen antwoord op mijn vraag.",),
    Mood.RUDE: ("Wat een onzin.",),
}
_LANGUAGES = {"en": _ENGLISH, "nl": _DUTCH}

_WITHOUT_HANDLE = 0.4
"""The share of public answers that forget our handle: their author hit reply in an app that adds none."""


def mood(kind: Kind, random: Random) -> Mood:
    """How somebody takes the answer to a post of this kind."""
    likely = _LIKELY[kind]
    return random.choices(list(likely), weights=list(likely.values()))[0]


def retort(asked: Post, mood: Mood, language: str | None, visibility: Visibility, random: Random) -> Post:
    """What the author of `asked` says to our answer, as visible as that answer was.

    language: what they write in; None for those who do not say, and German.
    """
    words = random.choice(_LANGUAGES.get(language or "", _GERMAN)[mood])
    public = visibility in {Visibility.PUBLIC, Visibility.UNLISTED}
    bare = public and random.random() < _WITHOUT_HANDLE
    return Post(
        person=asked.person,
        text=words if bare else f"@{OFFICE.username} {words}",
        kind=_KINDS[mood],
        department=asked.department if mood in {Mood.CURIOUS, Mood.CROSS} else None,
        visibility=visibility,
    )
