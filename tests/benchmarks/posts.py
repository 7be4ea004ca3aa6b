"""Notifications as Mastodon sends them, made by number: the same number is always the same post."""

import random
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

Notification = dict[str, object]

_BEGIN = datetime(2026, 5, 18, 6, 0, tzinfo=UTC)
_PEOPLE = 997
_LANGUAGES = ("de", "de", "de", "de", "de", "en", "nl")
_SENTENCES = 3

# No word that is always the same stands beside another one: in a few thousand posts on many matters hardly any two
# have a pair of words in common.
_TEMPLATES: Mapping[str, Sequence[str]] = {
    "de": (
        "{Noun} {place} {verb} {adverb}, {name} wartet {number} Tage.",
        "{Asks} {verb} {noun} {adverb}?",
        "{Adverb} {verb} {noun}, {place} {verb} {adverb}!",
        "Aktenzeichen {number}: {Noun} {verb} {adverb}, {name} {verb} {noun}.",
        "{Name} {verb} {noun} {number}, {asks} {verb} {place}?",
        "{Noun}, {noun}, {noun}: {adverb} {verb} {name} {place}.",
        "Danke {name}, {noun} {verb} {adverb}.",
    ),
    "en": (
        "{Noun} {place} {verb} {adverb}, {name} waits {number} days.",
        "{Asks} {verb} {noun} {adverb}?",
        "{Adverb} {verb} {noun}, {place} {verb} {adverb}!",
        "Case {number}: {noun} {verb} {adverb}, {name} {verb} {noun}.",
        "Thanks {name}, {noun} {verb} {adverb}.",
    ),
    "nl": (
        "{Noun} {place} {verb} {adverb}, {name} wacht {number} dagen.",
        "{Asks} {verb} {noun} {adverb}?",
        "{Adverb} {verb} {noun}, {place} {verb} {adverb}!",
        "Zaak {number}: {noun} {verb} {adverb}, {name} {verb} {noun}.",
        "Dank {name}, {noun} {verb} {adverb}.",
    ),
}
_NAMES = "Frau Kaya|Herr Wirth|Lena|Opa Kurt|Familie Novak|Amir|Dr. Brandt|Jule|Mehmet|Tante Edda|Pjotr|Rieke"
_PLACES = (
    "Aurich|Bebra|Coburg|Dessau|Eutin|Fulda|Gera|Husum|Ilmenau|Jever|Kleve|Lindau|Meppen|Norden|Plauen|Rheine|"
    "Soest|Torgau|Uelzen|Verden|Wismar|Xanten|Zeitz|Altona|Borkum|Celle|Deggendorf|Emden|Freising|Goslar"
)
_WORDS: Mapping[str, Mapping[str, str]] = {
    "de": {
        "first": (
            "Anwohner|Kita|Eltern|Wohngeld|Steuer|Ausweis|Gewerbe|Hunde|Park|Fahrrad|Schul|Sozial|Umwelt|Bau|"
            "Senioren|Jugend|Melde|Reise|Sperrmüll|Wasser|Strom|Impf|Wahl|Renten|Grundstücks|Pflege|Bibliotheks"
        ),
        "second": (
            "portal|antrag|formular|bescheid|gebühr|termin|karte|hotline|stelle|frist|auskunft|beratung|nachweis|"
            "kalender|satzung|register|zuschuss|schalter|zeugnis|vertrag|plan|liste|beirat|konto"
        ),
        "verb": (
            "fehlt|klemmt|versagt|hilft|nervt|verschwindet|endet|beginnt|überzeugt|stockt|verlangt|sucht|zeigt|"
            "braucht|verliert|findet|kostet|bekommt|vermisst|erklärt|ändert|prüft|blockiert|verspricht"
        ),
        "adverb": (
            "heute|gestern|wieder|leider|endlich|dauernd|nachts|montags|angeblich|plötzlich|seither|kaum|online|"
            "telefonisch|persönlich|kostenlos|vergeblich|pünktlich|neuerdings|überall|nirgends|probeweise"
        ),
        "asks": "warum|wann|weshalb|wie|wo|seit wann|bis wann|wieso|womit",
    },
    "en": {
        "first": "parking |tax |school |dog |water |housing |travel |health |youth |building |waste |library |voter ",
        "second": "permit|form|letter|portal|badge|office|fee|calendar|register|helpline|plan|list|account|deadline",
        "verb": "fails|helps|stops|needs|loses|shows|misses|changes|blocks|promises|costs|explains|checks|begins",
        "adverb": "today|again|sadly|finally|nightly|online|suddenly|hardly|somehow|everywhere|nowhere|lately|twice",
        "asks": "why|when|how|where|since when|what",
    },
    "nl": {
        "first": "parkeer|belasting|school|honden|water|woning|reis|zorg|jeugd|bouw|afval|bibliotheek|kiezers",
        "second": "vergunning|formulier|brief|portaal|kaart|loket|heffing|kalender|register|lijn|plan|lijst|termijn",
        "verb": "ontbreekt|helpt|stopt|zoekt|verliest|toont|mist|verandert|blokkeert|belooft|kost|begint|hapert",
        "adverb": "vandaag|weer|helaas|eindelijk|nachts|online|plotseling|nauwelijks|overal|nergens|onlangs|gratis",
        "asks": "waarom|wanneer|hoe|waar|sinds wanneer|wat",
    },
}
_SLOT = re.compile(r"\{(\w+)\}")


def notifications(count: int, *, first: int) -> list[Notification]:
    """`count` mentions from number `first` on."""
    return [_notification(number) for number in range(first, first + count)]


def _notification(number: int) -> Notification:
    at = (_BEGIN + timedelta(seconds=number)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return {
        "id": str(50_000_000 + number),
        "type": "mention",
        "created_at": at,
        "account": _account(number % _PEOPLE),
        "status": _status(number, at),
    }


def _account(person: int) -> Notification:
    return {
        "id": str(7_000 + person),
        "username": f"person{person}",
        "acct": f"person{person}@elsewhere.example",
        "display_name": f"Person Nr. {person}",
        "url": f"https://elsewhere.example/@person{person}",
        "bot": False,
        "locked": False,
        "created_at": "2022-11-05T00:00:00.000Z",
        "note": "<p>Hier privat.</p>",
        "followers_count": 120,
        "following_count": 80,
        "statuses_count": 900,
        "emojis": [],
        "fields": [],
    }


def _status(number: int, at: str) -> Notification:
    language, text = _text(number)
    link = '<a href="https://social.example.org/@amt" class="u-url mention">@<span>amt</span></a>'
    handle = f'<span class="h-card">{link}</span>'
    return {
        "id": str(112_000_000_000 + number),
        "created_at": at,
        "edited_at": None,
        "in_reply_to_id": None,
        "in_reply_to_account_id": None,
        "sensitive": False,
        "spoiler_text": "",
        "visibility": "public",
        "language": language,
        "uri": f"https://elsewhere.example/users/person/statuses/{number}",
        "url": f"https://elsewhere.example/@person/{number}",
        "content": f"<p>{handle} {text}</p>",
        "reblog": None,
        "account": _account(number % _PEOPLE),
        "media_attachments": [],
        "mentions": [
            {"id": "1", "username": "amt", "acct": "amt", "url": "https://social.example.org/@amt"},
        ],
        "tags": [],
        "emojis": [],
        "card": None,
        "poll": None,
    }


def _text(number: int) -> tuple[str, str]:
    """Its language, and a few sentences as nobody else has put them together."""
    chance = random.Random(number)
    language = chance.choice(_LANGUAGES)
    sentences = chance.sample(_TEMPLATES[language], _SENTENCES)
    return language, _SLOT.sub(lambda slot: _word(chance, language, slot[1]), " ".join(sentences))


def _word(chance: random.Random, language: str, slot: str) -> str:
    """A word for this slot; with a capital where the slot's name has one."""
    words = {**_WORDS[language], "name": _NAMES, "place": _PLACES}
    match slot.lower():
        case "number":
            return str(chance.randrange(2, 100_000))
        case "noun":
            word = chance.choice(words["first"].split("|")) + chance.choice(words["second"].split("|"))
        case name:
            word = chance.choice(words[name].split("|"))
    return word[0].upper() + word[1:] if slot[0].isupper() else word
