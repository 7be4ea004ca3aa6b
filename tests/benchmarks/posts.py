"""Notifications as Mastodon sends them, made by number: the same number is always the same post."""

from datetime import UTC, datetime, timedelta

Notification = dict[str, object]

_BEGIN = datetime(2026, 5, 18, 6, 0, tzinfo=UTC)
_PEOPLE = 997

_TEXTS = (
    "Wie lange dauert derzeit die Bearbeitung eines Antrags auf Zertifizierung? Ich warte seit sechs Wochen.",
    "Seit gestern Abend ist das Portal nicht erreichbar. Ist da etwas bekannt?",
    "Vielen Dank für die schnelle Antwort von neulich, das hat mir sehr geholfen!",
    "Die neue Regelung ist schlecht gemacht: Wer kein Smartphone hat, wird ausgeschlossen.",
    "Ich habe eine E-Mail in Ihrem Namen bekommen, die nach meinem Passwort fragt. Ist die echt?",
    "Could you tell me which documents I need for the registration? Your page only lists them in German.",
    "Waar kan ik dit formulier vinden? De link op de website werkt niet meer.",
)


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
    text = _TEXTS[number % len(_TEXTS)]
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
        "language": "de",
        "uri": f"https://elsewhere.example/users/person/statuses/{number}",
        "url": f"https://elsewhere.example/@person/{number}",
        "content": f"<p>{handle} {text}</p><p>Nr. {number}</p>",
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
