"""Notifications as Mastodon sends them, made by number: the same number is always the same post."""

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

Notification = dict[str, object]

_BEGIN = datetime(2026, 5, 18, 6, 0, tzinfo=UTC)
_PEOPLE = 997
_LANGUAGES = ("de", "de", "de", "de", "de", "en", "nl")
_SENTENCES = 3

_TEMPLATES: Mapping[str, Sequence[str]] = {
    "de": (
        "Wie lange dauert {when} die Bearbeitung, wenn man {act} will?",
        "Ich warte {since} auf {thing} aus {place} und höre nichts.",
        "{since} ist {thing} nicht erreichbar, jedenfalls nicht von {place} aus.",
        "Vielen Dank für {thing}, das hat {person} {when} sehr geholfen!",
        "Wer {trait} ist, kann {act} {when} vergessen.",
        "Ich habe {when} eine E-Mail bekommen, in der {thing} erwähnt wird. Ist die echt?",
        "Muss {person} dafür wirklich persönlich nach {place} kommen?",
        "Bei uns in {place} fragt {person}, warum {thing} {since} fehlt.",
        "Am Telefon hieß es {when}, {person} dürfe {act}.",
        "Gilt das auch für {person}, wenn wir {when} in {place} wohnen?",
        "Ich finde es schlecht, dass man {act} nur noch mit {thing} darf.",
        "Können Sie mir sagen, wo {person} {thing} abholt?",
        "Auf Ihrer Seite steht dazu {when} gar nichts, nur etwas über {thing}.",
        "{person} ist {trait} und möchte {act}: Was wird dazu gebraucht?",
        "In {place} ging es {when} ohne Termin, warum hier nicht?",
        "Das Formular bricht ab, sobald {person} {thing} auswählt.",
        "Aus {place} kam {when} die Auskunft, {thing} sei abgeschafft.",
        "Gibt es für Leute, die {trait} sind, einen anderen Weg als {thing}?",
        "Seit dem Umbau findet {person} den Schalter für {thing} nicht mehr.",
        "Warum wurde {thing} {since} nicht in {place} angekündigt?",
    ),
    "en": (
        "Could you tell me which documents {person} needs to {act}?",
        "Your page mentions {thing} only in German, and {person} lives in {place}.",
        "I have been waiting {since} for {thing}, is that normal?",
        "Is {thing} still open {when}, or does {person} have to go to {place}?",
        "Somebody in {place} told us {when} that we cannot {act}.",
        "Thank you for {thing}, {person} was very happy about it {when}.",
        "The form stops working when {person} wants to {act} from {place}.",
        "Why does it take so long to {act} {since}?",
        "Does that also hold for {person}, who moved to {place} {when}?",
        "Where in {place} can {person} pick up {thing}?",
        "I think it is wrong that we have to {act} before getting {thing}.",
        "Nobody in {place} has answered {person} about {thing} {since}.",
    ),
    "nl": (
        "Waar kan {person} in {place} {thing} vinden?",
        "De link naar {thing} werkt {since} niet meer.",
        "Hoe lang duurt het {when} voordat {person} mag {act}?",
        "Ik wacht {since} op {thing} en hoor niets uit {place}.",
        "Klopt het dat we {when} niet meer kunnen {act}?",
        "In {place} zei men {when} dat {thing} niet nodig is.",
        "Bedankt voor {thing}, {person} is er {when} erg blij mee.",
        "Moet {person} daarvoor echt naar {place} komen om te {act}?",
        "Waarom staat er {since} niets over {thing} op uw pagina?",
        "Geldt dat ook voor {person}, als wij {when} in {place} wonen?",
        "Het formulier stopt zodra {person} probeert te {act}.",
        "Wij vinden het vreemd dat {thing} {since} ontbreekt in {place}.",
    ),
}
_WORDS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "de": {
        "when": "derzeit|gestern Abend|heute früh|vorige Woche|am Dienstag|im April|nach Ostern|zurzeit".split(
            "|"
        ),
        "since": "seit sechs Wochen|seit gestern|seit dem 4. Mai|seit Februar|seit drei Tagen|seit Montag".split(
            "|"
        ),
        "thing": (
            "das Bürgerportal|der neue Ausweis|die Zertifizierung|ein Anwohnerparkausweis|die Sprechstunde|"
            "der Elternbeitrag|das Rückrufformular|die Warnmeldung|ein Führungszeugnis|der Wohngeldrechner|"
            "die Kita-Anmeldung|das Kartenlesegerät|die Hotline|ein Steuerbescheid|der Sperrmülltermin|"
            "die Barrierefreiheit|das Meldeformular|der Impfnachweis|die Fahrradstraße|ein Zählerwechsel"
        ).split("|"),
        "act": (
            "den Wohnsitz ummelden|einen Hund anmelden|ein Gewerbe eröffnen|den Bescheid anfechten|"
            "die Gebühr bezahlen|einen Baum fällen|das Auto abmelden|die Namen ändern|Akten einsehen|"
            "ein Zertifikat verlängern|eine Schwachstelle melden|den Termin verschieben"
        ).split("|"),
        "person": (
            "meine Mutter|unser Verein|mein Nachbar|eine Kollegin|unser Sohn|die Hausverwaltung|"
            "mein Chef|eine Studentin|der Sportclub|unsere Firma|mein Onkel|die Schule"
        ).split("|"),
        "place": (
            "Aurich|Bebra|Coburg|Dessau|Eutin|Fulda|Gera|Husum|Ilmenau|Jever|Kleve|Lindau|Meppen|Norden|Ovelgönne|"
            "Plauen|Rheine|Soest|Torgau|Uelzen|Verden|Wismar|Xanten|Zeitz"
        ).split("|"),
        "trait": "blind|gehörlos|auf den Rollstuhl angewiesen|ohne Smartphone|über achtzig|neu hier".split(
            "|"
        ),
    },
    "en": {
        "when": "this week|on Friday|last month|yesterday|before Easter|at the moment|since May".split("|"),
        "since": "for six weeks|since Monday|since the move|for three days|since February".split("|"),
        "thing": (
            "the residence permit|a parking badge|the tax letter|the new portal|a birth certificate|"
            "the call-back form|the warning|the waste calendar|a dog licence|the school list|the health card"
        ).split("|"),
        "act": (
            "register a flat|change a name|open a shop|pay the fee|report a leak|cancel the car|move the meeting|"
            "see our file|renew a certificate"
        ).split("|"),
        "person": (
            "my sister|our club|a colleague|my landlord|our son|a student|my boss|the school|our neighbour"
        ).split("|"),
        "place": (
            "Aurich|Bebra|Coburg|Dessau|Eutin|Fulda|Gera|Husum|Jever|Kleve|Lindau|Soest|Verden|Zeitz".split(
                "|"
            )
        ),
    },
    "nl": {
        "when": "deze week|vrijdag|vorige maand|gisteren|voor Pasen|op dit moment|in mei".split("|"),
        "since": "al zes weken|sinds maandag|sinds de verhuizing|al drie dagen|sinds februari".split("|"),
        "thing": (
            "het portaal|de parkeerkaart|de belastingbrief|een geboorteakte|het belformulier|de waarschuwing|"
            "de afvalkalender|een hondenpenning|de schoollijst|de zorgpas"
        ).split("|"),
        "act": (
            "een woning aanmelden|een naam wijzigen|een winkel openen|de leges betalen|een lek melden|"
            "een auto afmelden|het dossier inzien"
        ).split("|"),
        "person": "mijn zus|onze club|een collega|mijn buurman|onze zoon|een student|mijn baas|de school".split(
            "|"
        ),
        "place": (
            "Aurich|Bebra|Coburg|Dessau|Eutin|Fulda|Gera|Husum|Jever|Kleve|Lindau|Soest|Verden|Zeitz".split(
                "|"
            )
        ),
    },
}


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
    """Its language, and a few sentences as nobody else has put them together: hardly any is another's near copy."""
    chance = random.Random(number)
    language = chance.choice(_LANGUAGES)
    words = _WORDS[language]
    sentences = [
        template.format(**{name: chance.choice(choices) for name, choices in words.items()})
        for template in chance.sample(_TEMPLATES[language], _SENTENCES)
    ]
    return language, " ".join(sentence[0].upper() + sentence[1:] for sentence in sentences)
