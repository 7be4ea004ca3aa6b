"""Single values of the settings: how each must be written. Each function raises Mistake."""

import ipaddress
import json
import re
from datetime import time
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import SecretStr

from tickets.config.keys import choice, meant, nearest_few
from tickets.config.mistakes import Mistake, shown
from tickets.i18n import _
from tickets.rules.priority import DEFAULTS
from tickets.rules.worktime import Term, parse_spans

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_LOGIN = re.compile(r"\w[\w.@+-]*")
_HOST = re.compile(r"[\w.-]+|[0-9a-f:.]+", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@<>,;:\"()\\]+@[\w.-]+")
_HEADER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_SQLITE = "sqlite:///"
_STORES = ("sqlite", "postgresql+psycopg")


def rows(value: object) -> object:
    """A list, however it was given: as in TOML, as JSON text, or by place ({"0": …, "1": …})."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    if not isinstance(value, dict):
        return value
    if not all(str(place).isdecimal() for place in value):
        raise Mistake(
            _("This must be a list of tables"), _("Write its heading in double square brackets: [[…]]")
        )
    places = sorted(value, key=int)
    if [int(place) for place in places] != list(range(len(places))):
        raise Mistake(
            _("Places in this list are left out: it has {places}").format(places=", ".join(places)),
            _("Count from 0, without gaps"),
        )
    return [value[place] for place in places]


def name(text: str) -> str:
    """A name that people type and that can be part of a file's and a variable's name."""
    if _NAME.fullmatch(text):
        return text
    raise Mistake(
        _("“{value}” cannot be a name").format(value=shown(text)),
        _("Use lower-case letters a to z, digits, - and _"),
    )


def each_once(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names, none of them twice."""
    for place, each in enumerate(names):
        if each in names[:place]:
            raise Mistake(
                _("“{value}” stands there twice").format(value=shown(each)), _("Leave one of them out")
            )
    return names


def login(text: str) -> str:
    """What somebody is called at the keyboard and in a ticket's history."""
    if _LOGIN.fullmatch(text):
        return text
    raise Mistake(
        _("“{value}” cannot be a login").format(value=shown(text)),
        _("Use letters, digits and . _ - + @, and no blanks"),
    )


def title(text: str) -> str:
    """A name for the eyes: one printable line."""
    if text.strip() and text.isprintable():
        return text.strip()
    raise Mistake(_("This must be one line of text"), _("Write something that fits on one line"))


def mail(text: str) -> str:
    """An address for mail, or ""."""
    if not text or (_MAIL.fullmatch(text) and text.isprintable()):
        return text
    raise Mistake(
        _("“{value}” is no mail address").format(value=shown(text)),
        _("Write the bare address, such as referat@example.org"),
    )


def server(text: str) -> str:
    """The address of a Mastodon server: `https://host[:port]`; plain http only to this machine."""
    parts = _split(text.strip())
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host):
        raise _no_server(text)
    if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise Mistake(
            _("This is more than the address of a server"),
            _("Write only {address}").format(address=f"https://{host}"),
        )
    if parts.scheme == "http" and not is_this_machine(host):
        raise Mistake(
            _("Plain http to another machine would show the token to everyone on the way"),
            _("Write {address}").format(address=f"https://{parts.netloc.lower()}"),
        )
    return f"{parts.scheme}://{parts.netloc.lower()}"


def zone(text: str) -> str:
    """A time zone, by its IANA name."""
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise Mistake(
            _("The time zone “{zone}” does not exist").format(zone=shown(text)), _probable_zone(text)
        ) from None
    return text


def _probable_zone(text: str) -> str:
    """What to write instead: there are too many zones to name them all."""
    known = available_timezones()
    if not known:
        return _("Install the time zone database (the package tzdata)")
    # A place is often named alone, and capital letters count only here.
    called = {zone.rpartition("/")[2].casefold(): zone for zone in sorted(known)}
    called |= {zone.casefold(): zone for zone in known}
    found = nearest_few(text.casefold(), called)
    return meant(called[name] for name in found) or _("Write its IANA name, such as Europe/Berlin")


def store(url: SecretStr) -> SecretStr:
    """The address of a database that `storage` can use."""
    scheme, separator, rest = url.get_secret_value().partition("://")
    if not separator or scheme not in _STORES:
        raise Mistake(
            _("This is no address of a database we can use"),
            _("Write sqlite:///tickets.db, or postgresql+psycopg://user@host/database"),
        )
    if scheme == "sqlite" and not rest.startswith("/"):
        raise Mistake(
            _("The address of a SQLite file has three slashes, and a fourth where the path is absolute"),
            _("Write sqlite:///tickets.db"),
        )
    return url


def notice_url(url: SecretStr) -> SecretStr:
    """An address to which notices go, as `apprise` knows it; only its form is checked."""
    scheme, separator, rest = url.get_secret_value().partition("://")
    if _SCHEME.fullmatch(scheme) and separator and rest.strip() and url.get_secret_value().isprintable():
        return url
    raise Mistake(
        _("This is no address to which notices could go"),
        _("Write one that apprise knows, such as mailto://user:password@example.org"),
    )


def time_of_day(text: str) -> str:
    """A time of day, as "08:00"."""
    try:
        return f"{time.fromisoformat(text):%H:%M}"
    except ValueError:
        raise Mistake(
            _("“{value}” is no time of day").format(value=shown(text)), _("Write it like 08:00")
        ) from None


def hours(text: str) -> str:
    """The hours of one day, or "". Raises Misconfigured."""
    parse_spans(text)
    return text


def term(value: object) -> Term:
    """A promise, as "2d" or "16h". Raises Misconfigured."""
    return value if isinstance(value, Term) else Term.parse(str(value))


def weights(given: dict[str, int]) -> dict[str, int]:
    """The weight of everything that can move a ticket, as given or else by default."""
    for part in given:
        if part not in DEFAULTS:
            raise Mistake(
                _("Nothing called “{name}” has a weight").format(name=shown(part)),
                choice(part, DEFAULTS),
                (part,),
            )
    return {str(part): given.get(part, weight) for part, weight in DEFAULTS.items()}


def ip_address(text: str) -> str:
    """An IP address, as its standard writes it."""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        raise Mistake(
            _("“{value}” is no IP address").format(value=shown(text)), _("Write it like 127.0.0.1")
        ) from None


def proxy_address(text: str) -> str:
    """The IP address of a proxy, or ""."""
    return ip_address(text) if text else ""


def public_url(text: str) -> str:
    """The https address under which people open the desk, or ""."""
    if not text:
        return ""
    url = server(text)
    if url.startswith("https://"):
        return url.removesuffix(":443")
    raise Mistake(
        _("Over plain http everyone on the way would read along"),
        _("Write {address}").format(address=url.replace("http://", "https://", 1)),
    )


def header_name(text: str) -> str:
    """The name of an HTTP header (RFC 9110, 5.1), or ""."""
    if not text or _HEADER.fullmatch(text):
        return text
    raise Mistake(
        _("“{value}” is no name of a header").format(value=shown(text)),
        _("Use letters, digits and -, such as X-Remote-User"),
    )


def resolved_store(url: str, folder: Path) -> str:
    """The address with the path of a SQLite file made absolute from `folder`; any other as it is."""
    path, mark, options = url.removeprefix(_SQLITE).partition("?")
    if not url.startswith(_SQLITE) or path in {"", ":memory:"} or path.startswith("file:"):
        return url
    return f"{_SQLITE}{folder / Path(path).expanduser()}{mark}{options}"


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises ValueError where it is none
    except ValueError:
        raise _no_server(address) from None
    return parts


def _no_server(text: str) -> Mistake:
    what = _("This is no address of a server")
    if re.fullmatch(r"[\w-]+(\.[\w-]+)+", text):
        return Mistake(what, _("Write {address}").format(address=f"https://{text.lower()}"))
    return Mistake(what, _("Write it as https://social.example.org"))


def is_this_machine(host: str) -> bool:
    """Whether this name or address reaches nothing but the machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
