"""Who may ask at all: checks of Host, Origin and, where a reverse proxy is named, of the proxy itself.

A page of another site can make a browser send us requests, by DNS rebinding even under a name of its own. So the name
asked for must be ours, and what changes something must come from a page of ours. Where a proxy is named, only that
proxy is answered: it comes from its address and knows a secret, for other programs of its machine have that address
too.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from aiohttp import web

from tickets.config import Settings, WebSettings
from tickets.config.mistakes import Mistake, refusal
from tickets.config.secrets import read_secret
from tickets.i18n import _

SECRET_FILE = "web-proxy.secret"  # noqa: S105 - the name of a file, not its content
SECRET_HEADER = "X-Tickets-Proxy"  # noqa: S105
_LEAST_SECRET = 32
_FORWARDED = "X-Forwarded-For"


class TurnedAway(Exception):
    """This request is not answered; the text is for the log and for whoever looks, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """The rules of one installation."""

    origins: frozenset[str]
    """What a browser calls us: scheme, name, and port where it is not the usual one."""
    proxy: str = ""
    """The address of the only one who is answered; "" for whoever reaches us on this machine."""
    secret: bytes = b""
    login_header: str = ""

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach us by https."""
        return bool(self.proxy)

    def check(self, request: web.Request) -> None:
        """Raises TurnedAway."""
        if self.proxy and not self._is_proxy(request):
            raise TurnedAway(_("only the reverse proxy is answered"))
        if f"{self._scheme}://{_only(request, 'Host').lower()}" not in self.origins:
            raise TurnedAway(_("this is not the name under which the desk is offered"))
        if "Origin" in request.headers and not self._is_our_page(request):
            raise TurnedAway(_("this was sent from a page of another site"))
        if request.method not in {"GET", "HEAD"} and "Origin" not in request.headers:
            raise TurnedAway(_("nobody can tell from which page this was sent"))

    def check_socket(self, request: web.Request) -> None:
        """A browser always says from which page a socket is opened (RFC 6455, 10.2). Raises TurnedAway."""
        if _only(request, "Origin") not in self.origins:
            raise TurnedAway(_("this was sent from a page of another site"))

    def socket_url(self, request: web.Request, path: str) -> str:
        """The address at which the browser that sent this opens a socket."""
        return f"{'wss' if self.is_secure else 'ws'}://{request.host.lower()}{path}"

    def address(self, request: web.Request) -> str:
        """Where the person is: the proxy's neighbour on the far side, else whoever is connected."""
        if not self.proxy:
            return _plain(request.remote)
        # Each proxy appends whom it heard; what stands further left anybody may have written.
        told = ",".join(request.headers.getall(_FORWARDED, [])).rpartition(",")[2].strip()
        return _plain(told) or self.proxy

    def login(self, request: web.Request) -> str:
        """Whom the proxy names. Raises TurnedAway where it names nobody, or several."""
        name = _only(request, self.login_header).strip()
        if not name:
            raise TurnedAway(_("the proxy names nobody"))
        return name

    @property
    def _scheme(self) -> str:
        return "https" if self.is_secure else "http"

    def _is_proxy(self, request: web.Request) -> bool:
        brought = _only(request, SECRET_HEADER).encode("utf-8", "surrogateescape")
        return hmac.compare_digest(brought, self.secret) and _plain(request.remote) == self.proxy

    def _is_our_page(self, request: web.Request) -> bool:
        """Because our pages tell nobody where they are, a browser that sends their forms says “null” (Fetch, 3.2).

        Foreign pages can make it say that too; but not that they are of the same origin (Fetch Metadata, 2.3).
        """
        origin = _only(request, "Origin")
        return origin in self.origins or (
            origin == "null" and _only(request, "Sec-Fetch-Site") == "same-origin"
        )


def entrance(settings: Settings) -> Entrance:
    """What the settings say. Raises SettingsError where a proxy is named and its secret is missing or short."""
    ours = settings.web
    if not ours.proxy:
        return Entrance(origins=frozenset(_here(ours)))
    return Entrance(
        origins=frozenset({ours.public_url}),
        proxy=_plain(ours.proxy),
        secret=_secret(settings),
        login_header=ours.login_header,
    )


def _here(ours: WebSettings) -> Iterable[str]:
    """Every way to call a port of this machine."""
    for host in ("localhost", "127.0.0.1", "[::1]", _bracketed(ours.address)):
        yield f"http://{host}:{ours.port}" if ours.port != 80 else f"http://{host}"


def _bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def _secret(settings: Settings) -> bytes:
    file = settings.secrets / SECRET_FILE
    try:
        text = read_secret(file)
        if len(text) < _LEAST_SECRET:
            raise Mistake(
                _("The secret of the reverse proxy is too short"),
                _("Write at least {least} random characters").format(least=_LEAST_SECRET),
            )
    except Mistake as mistake:
        raise refusal(file, mistake) from None
    return text.encode()


def _only(request: web.Request, header: str) -> str:
    """The value of a header that stands there once; "" for none and for several: nobody can say which one counts."""
    values = request.headers.getall(header, [])
    return values[0] if len(values) == 1 else ""


def _plain(address: str | None) -> str:
    """The address in its usual form; "" for what is none."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return ""
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(parsed)
