"""What the doctor looks at, one finding at a time; nothing here prints, and nothing is changed."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from tickets.cli import checkup_files, condition
from tickets.cli.finding import Finding, Look
from tickets.config import Settings
from tickets.desk import reckoning
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE
from tickets.errors import Gone, Refused, ServerError, StoreError, TicketsError
from tickets.i18n import _, ngettext
from tickets.mastodon import oauth
from tickets.mastodon.client import Client
from tickets.mastodon.server import Handling, Policy
from tickets.notices.channel import open_way

SKEW = timedelta(seconds=5)
"""More than this, and deadlines shown here and times on the server disagree visibly."""

_TIMEOUT = 10.0


def examine(load: Callable[[], Settings], now: Callable[[], datetime]) -> Iterator[Finding]:
    """All findings, as they are made. Without settings there is nothing else to look at."""
    look = Look("settings")
    try:
        settings = load()
    except TicketsError as error:
        yield look.failed(error)
        return
    yield look.ok(_("The settings in {file} can be read").format(file=settings.file))
    yield from checkup_files.privacy(settings.file)
    yield from checkup_files.store(settings.database_url)
    yield checkup_files.model()
    if not settings.accounts:
        yield look.warning(_("The settings name no account"), _("Add a section [[accounts]]"))
    yield from (_notify(settings, entry.name) for entry in settings.notify)
    for account in settings.accounts:
        yield from _account(settings, account.name, now)


def _account(settings: Settings, name: str, now: Callable[[], datetime]) -> Iterator[Finding]:
    yield _calendar(settings, name, now)
    look = Look("token", name)
    try:
        token = settings.token(name)
    except TicketsError as error:
        yield look.failed(error)
        return
    with Client(name, settings.account(name).server, token, _TIMEOUT) as client:
        try:
            me = client.verify()
        except ServerError as error:
            yield look.failed(error)
            return
        yield look.ok(_("The token is accepted, for @{handle}").format(handle=me.handle))
        yield from _server(client, now)


def _server(client: Client, now: Callable[[], datetime]) -> Iterator[Finding]:
    """What a server that knows us can tell."""
    checks: Iterable[tuple[str, Callable[[Look, Client], Finding]]] = (
        ("scopes", _scopes),
        ("policy", _policy),
        ("clock", lambda look, client: _clock(look, client, now)),
        ("stream", _stream),  # the last: whoever hangs up has hung up for good
    )
    for check, examined in checks:
        look = Look(check, client.name)
        try:
            yield examined(look, client)
        except ServerError as error:
            yield look.failed(error)


def _notify(settings: Settings, name: str) -> Finding:
    """Whether notices could be handed over; none is sent."""
    look = Look("notify")
    try:
        open_way(settings.notify_url(name))
    except TicketsError as error:
        return look.error(f"{name}: {error.what}", error.remedy)
    return look.ok(_("Notices to “{name}” have an address that can be used").format(name=name))


def _calendar(settings: Settings, account: str, now: Callable[[], datetime]) -> Finding:
    look = Look("calendar", account)
    try:
        calendar = settings.calendar_of(account)
        others = _others_by_now(settings, account, now)
    except TicketsError as error:
        return look.failed(error)
    if others:
        return look.warning(condition.others_by_now(others), condition.how_to_reckon())
    return look.ok(_("Deadlines go by the calendar “{name}”").format(name=calendar.name))


def _others_by_now(settings: Settings, account: str, now: Callable[[], datetime]) -> int:
    """How many open deadlines of this account `reckon` would change; none where there is no store to ask."""
    if not checkup_files.store_is_there(settings.database_url):
        return 0
    try:
        with Desk.open(settings, BRIDGE, now=now) as desk:
            return len(desk.see(reckoning.changed, account=account))
    except StoreError:
        # Said already, by the look at the store itself.
        return 0


def _scopes(look: Look, client: Client) -> Finding:
    granted = client.granted_scopes()
    if granted is None:
        return look.warning(
            _("The server does not say what the token may do"),
            _(
                "Look there, under Preferences, Development or Account, that it may do no more than the work takes"
            ),
        )
    sign_in = _("Sign in again: tickets login {account}").format(account=client.name)
    if lacking := oauth.missing(granted):
        return look.error(
            _("The token may not do what the work takes: {scopes}").format(scopes=", ".join(lacking)), sign_in
        )
    if more := oauth.surplus(granted):
        return look.warning(
            _("The token may do more than the work takes: {scopes}").format(scopes=", ".join(more)), sign_in
        )
    return look.ok(_("The token may do what the work takes, and nothing else"))


def _policy(look: Look, client: Client) -> Finding:
    policy = client.policy()
    if policy is None:
        return look.ok(_("The server filters no notifications"))
    if dropped := _those_who_are(policy, Handling.DROP):
        return look.error(
            _("The account drops notifications for good: {whose}").format(whose=", ".join(dropped)),
            _("On the server, under Preferences, Notifications, set these to “filter” or “accept”"),
        )
    if filtered := _those_who_are(policy, Handling.FILTER):
        what = _("The account filters notifications, catching up finds them: {whose}")
        return look.ok(what.format(whose=", ".join(filtered)))
    return look.ok(_("The account filters no notifications"))


def _those_who_are(policy: Policy, handling: Handling) -> list[str]:
    words = {
        _("private mentions"): policy.private_mentions,
        _("accounts limited by moderators"): policy.limited_accounts,
        _("new accounts"): policy.new_accounts,
        _("people you do not follow"): policy.not_following,
        _("people who do not follow you"): policy.not_followers,
    }
    return [whose for whose, handled in words.items() if handled is handling]


def _clock(look: Look, client: Client, now: Callable[[], datetime]) -> Finding:
    before = now()
    theirs = client.server_time()
    after = now()
    if theirs is None:
        return look.ok(_("The server does not tell its time"))
    # The server wrote its whole second somewhere between question and answer.
    skew = max(before - theirs - timedelta(seconds=1), theirs - after, timedelta())
    if skew <= SKEW:
        return look.ok(_("The clocks of this machine and the server agree"))
    seconds = round(skew.total_seconds())
    what = ngettext(
        "The clocks of this machine and the server differ by {seconds} second",
        "The clocks of this machine and the server differ by {seconds} seconds",
        seconds,
    )
    return look.warning(
        what.format(seconds=seconds),
        _("Let this machine set its clock by the network (timedatectl set-ntp true)"),
    )


def _stream(look: Look, client: Client) -> Finding:
    """Open the stream, and hang up at once."""
    opened = False

    def hang_up() -> None:
        nonlocal opened
        opened = True
        client.hang_up()

    poll = look.warning(
        _("The server has no stream that we can read: mentions are fetched every few seconds instead"),
        _("Nothing need be done; `poll_seconds` says how often"),
    )
    if client.instance().streaming_url is None:
        return poll
    try:
        client.stream(lambda _change: None, on_open=hang_up, timeout=_TIMEOUT)
    except (Gone, Refused):
        return poll
    return look.ok(_("The stream is open to us")) if opened else poll
