"""The pages: signing in, and the one with the desk. None needs a script but the desk itself."""

import secrets
from collections.abc import Mapping
from http import HTTPStatus

import aiohttp_jinja2
from aiohttp import web

from tickets.i18n import _, language, ngettext
from tickets.web import policy
from tickets.web.entrance import Entrance
from tickets.web.forms import Forms
from tickets.web.gate import Gate, Refused, TooOften
from tickets.web.sessions import Full, Session

_DAY_SECONDS = 86_400


class Pages:
    """What people see around the desk."""

    def __init__(self, entrance: Entrance, gate: Gate, forms: Forms) -> None:
        self._entrance = entrance
        self._gate = gate
        self._forms = forms

    def desk(self, request: web.Request, session: Session) -> web.Response:
        """The page with the desk of this session."""
        socket, nonce = self._entrance.socket_url(request, "/ws"), secrets.token_urlsafe(16)
        identity = request.cookies.get(self._gate.cookie, "")
        context = {
            "login": session.login,
            "socket": socket,
            "nonce": nonce,
            # A proxy's session is the proxy's to end.
            "token": "" if self._gate.by_proxy else self._forms.token(identity),
            "words": _desk_words(),
        }
        return self._page("desk.html", request, context, policy.for_desk(nonce, socket))

    def sign_in(
        self, request: web.Request, *, trouble: str = "", login: str = "", status: HTTPStatus = HTTPStatus.OK
    ) -> web.Response:
        """The form, after a mistake with what went wrong."""
        cookie = request.cookies.get(self._gate.form_cookie) or self._forms.cookie()
        context = {
            "token": self._forms.token(cookie),
            "trouble": trouble,
            "login": login,
            "words": _sign_in_words(),
        }
        page = self._page("sign_in.html", request, context, policy.for_form(), status)
        self._give(page, self._gate.form_cookie, cookie, _DAY_SECONDS)
        return page

    async def signing_in(self, request: web.Request) -> web.Response:
        """The form comes back: on to the desk, or the form once more."""
        form = await request.post()
        login, password = (_text(form.get(name)) for name in ("login", "password"))
        cookie = request.cookies.get(self._gate.form_cookie, "")
        if not self._forms.is_ours(cookie, _text(form.get("token"))):
            trouble = _("This page had become too old. Please sign in once more.")
            return self.sign_in(request, trouble=trouble, login=login, status=HTTPStatus.FORBIDDEN)
        try:
            identity = await self._gate.sign_in(request, login.strip(), password)
        except Refused:
            trouble = _("Login and password do not fit together.")
            return self.sign_in(request, trouble=trouble, login=login, status=HTTPStatus.FORBIDDEN)
        except TooOften as often:
            return self._too_often(request, login, often.seconds)
        except Full:
            trouble = _("As many people work here as there is room for. Please try again later.")
            return self.sign_in(request, trouble=trouble, login=login, status=HTTPStatus.SERVICE_UNAVAILABLE)
        answer = _to("/")
        self._give(answer, self._gate.cookie, identity)
        return answer

    async def signing_out(self, request: web.Request) -> tuple[web.Response, Session | None]:
        """The answer to the button, and the session that it ended."""
        form = await request.post()
        if not self._forms.is_ours(request.cookies.get(self._gate.cookie, ""), _text(form.get("token"))):
            return _to("/"), None
        answer = _to("/sign-in")
        answer.del_cookie(
            self._gate.cookie, path="/", secure=self._entrance.is_secure, httponly=True, samesite="Strict"
        )
        return answer, self._gate.sign_out(request)

    def _too_often(self, request: web.Request, login: str, seconds: float) -> web.Response:
        minutes = max(round(seconds / 60), 1)
        trouble = ngettext(
            "Too many attempts. Please wait for {count} minute.",
            "Too many attempts. Please wait for {count} minutes.",
            minutes,
        ).format(count=minutes)
        page = self.sign_in(request, trouble=trouble, login=login, status=HTTPStatus.TOO_MANY_REQUESTS)
        page.headers["Retry-After"] = str(int(seconds) + 1)
        return page

    def _page(
        self,
        template: str,
        request: web.Request,
        context: Mapping[str, object],
        rules: str,
        status: HTTPStatus = HTTPStatus.OK,
    ) -> web.Response:
        said = {**context, "language": language()}
        page = aiohttp_jinja2.render_template(template, request, said, status=status)
        page.headers["Content-Security-Policy"] = rules
        return page

    def _give(self, answer: web.Response, name: str, value: str, seconds: int | None = None) -> None:
        secure = self._entrance.is_secure
        answer.set_cookie(
            name, value, path="/", max_age=seconds, secure=secure, httponly=True, samesite="Strict"
        )


def to_sign_in() -> web.Response:
    """First sign in."""
    return _to("/sign-in")


def to_desk() -> web.Response:
    """Signed in already."""
    return _to("/")


def _to(path: str) -> web.Response:
    """Go there, with a GET whatever brought you here (RFC 9110, 15.4.4)."""
    return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": path})


def _text(value: object) -> str:
    """A field of a form; "" for none, or a file."""
    return value if isinstance(value, str) else ""


def _sign_in_words() -> Mapping[str, str]:
    return {
        "title": _("Sign in"),
        "about": _("Tickets: answers to citizens on Mastodon"),
        "login": _("Login"),
        "password": _("Password"),
        "button": _("Sign in"),
        "forgotten": _("Forgotten? The administrator sets a new password."),
    }


def _desk_words() -> Mapping[str, str]:
    return {
        "title": _("Desk"),
        "opening": _("The desk opens …"),
        "closed": _("The desk is closed."),
        "kept": _("Drafts of answers are kept."),
        "again": _("Open it again"),
        "sign_out": _("Sign out"),
        "no_script": _("The desk needs JavaScript: please allow it for this page."),
    }
