"""Who is let into the desk in a browser: passwords, attempts, sessions, windows, forms."""

import json
import stat
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from tests.support.web import PASSWORD, Ticker, web_settings
from tickets.config import Settings, WebSettings
from tickets.errors import SettingsError, TicketsError, UsageError
from tickets.web import passwords
from tickets.web.forms import Forms
from tickets.web.passwords import Passwords
from tickets.web.people import admitted
from tickets.web.process import environment
from tickets.web.sessions import Full, Sessions
from tickets.web.throttle import MOST, WINDOW_SECONDS, Throttle, network
from tickets.web.windows import Window, Windows

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def kept(tmp_path: Path) -> Passwords:
    found = Passwords(tmp_path / "secrets")
    with patch.object(passwords, "_HASHER", QUICK):
        found.set("Kim", PASSWORD)
    return found


@pytest.fixture
def ticker() -> Ticker:
    return Ticker()


# Passwords.


def test_a_password_is_kept_as_an_argon2id_hash_that_only_its_owner_can_read(tmp_path: Path) -> None:
    kept = Passwords(tmp_path / "secrets")
    kept.set("kim", PASSWORD)
    assert stat.S_IMODE(kept.file.stat().st_mode) == 0o600
    hashes = json.loads(kept.file.read_text())
    assert hashes["kim"].startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert PASSWORD not in kept.file.read_text()


def test_the_right_password_and_no_other_opens(kept: Passwords) -> None:
    assert kept.verify("kim", PASSWORD) == kept.verify("KIM", PASSWORD) == kept.grant("kim") is not None
    for login, password in (("kim", PASSWORD + "x"), ("kim", ""), ("sam", PASSWORD), ("", "")):
        assert kept.verify(login, password) is None


def test_an_umlaut_is_the_same_however_the_keyboard_composes_it(kept: Passwords) -> None:
    assert kept.verify("kim", "vier Wo\u0308rter und ein Baum")


def test_an_unknown_login_costs_as_much_work_as_a_known_one(kept: Passwords) -> None:
    with patch.object(passwords, "_HASHER", wraps=PasswordHasher()) as hasher:
        passwords.warm_up()
        for login in ("kim", "nobody"):
            hasher.verify.reset_mock()
            kept.verify(login, "something else")
            assert hasher.verify.call_count == 1
            assert hasher.verify.call_args.args[0].startswith("$argon2id$")


def test_another_password_is_another_grant(kept: Passwords) -> None:
    before = kept.grant("kim")
    with patch.object(passwords, "_HASHER", QUICK):
        kept.set("kim", "ein anderes, auch lang")
    assert kept.grant("kim") not in (before, None)
    assert kept.grant("sam") is None


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("elf Zeichen", "too short: it has 11"),
        ("x" * 257, "too long"),
        ("mein KIM ist sicher", "contains the login"),
    ],
)
def test_a_password_that_can_be_guessed_is_refused(kept: Passwords, password: str, said: str) -> None:
    before = kept.file.read_bytes()
    with pytest.raises(UsageError, match=said):
        kept.set("kim", password)
    assert kept.file.read_bytes() == before


def test_a_file_that_others_can_read_is_refused(kept: Passwords) -> None:
    kept.file.chmod(0o644)
    with pytest.raises(SettingsError, match="Others can read"):
        kept.verify("kim", PASSWORD)


@pytest.mark.parametrize("text", ["{", "[]", '{"kim": 1}'])
def test_a_damaged_file_lets_nobody_in(kept: Passwords, text: str) -> None:
    kept.file.write_text(text)
    with pytest.raises(TicketsError, match="damaged"):
        kept.verify("kim", PASSWORD)


# Who is admitted.


def test_where_somebody_is_listed_nobody_else_comes_in(tmp_path: Path) -> None:
    settings = web_settings(tmp_path)
    assert admitted(settings, "KIM") == "kim"
    assert admitted(settings, "somebody") is None
    assert admitted(Settings(), "somebody") == "somebody"


@pytest.mark.parametrize("login", ["bridge", "Bridge", "", "../kim", "a b", "-x", "kim\n", "a/b"])
def test_the_service_and_what_is_no_login_never_come_in(login: str) -> None:
    assert admitted(Settings(), login) is None


# The environment of a desk.


def test_the_desk_finds_named_variables_and_who_acts(tmp_path: Path) -> None:
    server = {
        "PATH": "/usr/bin",
        "HOME": "/home/x",
        "TICKETS_USER": "lea",
        "TICKETS_CONFIG": "elsewhere.toml",
        "TICKETS_SLA__ANSWER": "16h",
        "TICKETS_TOKEN_AMT": "token",
        "AWS_SECRET": "x",
        "LD_PRELOAD": "x",
        "PYTHONSTARTUP": "x",
        "HTTP_X_REMOTE_USER": "lea",
    }
    settings = web_settings(tmp_path)
    found = environment(settings, "sam", server)
    assert found["TICKETS_USER"] == "sam"
    assert found["TICKETS_CONFIG"] == str(settings.file)
    assert found["TICKETS_SLA__ANSWER"] == "16h"
    assert found["XDG_STATE_HOME"].endswith("tickets/web/sam")
    assert found["TICKETS_KEYS"].endswith("tickets/keys.sam.toml")
    assert (
        not {"TICKETS_TOKEN_AMT", "AWS_SECRET", "LD_PRELOAD", "PYTHONSTARTUP", "HTTP_X_REMOTE_USER"}
        & found.keys()
    )


def test_each_person_in_a_browser_has_a_keymap_of_their_own(tmp_path: Path) -> None:
    server = {"TICKETS_KEYS": f"{tmp_path}/mine.toml"}
    found = environment(web_settings(tmp_path), "Sam", server)
    assert found["TICKETS_KEYS"] == f"{tmp_path}/mine.sam.toml"


# Attempts.


def attempts(throttle: Throttle, login: str, address: str, count: int) -> list[bool]:
    return [throttle.attempt(login, address) == 0.0 for _each in range(count)]


def test_one_person_at_one_place_has_five_attempts(ticker: Ticker) -> None:
    throttle = Throttle(ticker)
    assert attempts(throttle, "kim", "192.0.2.1", 7) == [True] * 5 + [False] * 2
    assert throttle.attempt("KIM", "192.0.2.1") == WINDOW_SECONDS
    assert throttle.attempt("kim", "192.0.2.2") == 0.0
    assert throttle.attempt("sam", "192.0.2.1") == 0.0
    ticker.seconds += WINDOW_SECONDS
    assert throttle.attempt("kim", "192.0.2.1") == 0.0


def test_one_place_cannot_try_all_logins(ticker: Ticker) -> None:
    throttle = Throttle(ticker)
    tried = [throttle.attempt(f"login{number}", "192.0.2.1") for number in range(MOST["address"] + 1)]
    assert [wait == 0.0 for wait in tried] == [True] * MOST["address"] + [False]


def test_one_login_cannot_be_tried_from_everywhere(ticker: Ticker) -> None:
    throttle = Throttle(ticker)
    tried = [throttle.attempt("kim", f"192.0.2.{number}") for number in range(MOST["login"] + 1)]
    assert [wait == 0.0 for wait in tried] == [True] * MOST["login"] + [False]


def test_who_signs_in_starts_anew_and_uses_nothing_up_for_others(ticker: Ticker) -> None:
    throttle = Throttle(ticker)
    for _time in range(200):
        assert throttle.attempt("kim", "192.0.2.1") == 0.0
        throttle.succeeded("kim", "192.0.2.1")


@given(st.lists(st.tuples(st.text(max_size=5), st.ip_addresses().map(str)), max_size=60))
def test_attempts_never_take_more_memory_than_they_may(tried: list[tuple[str, str]]) -> None:
    throttle = Throttle(Ticker(), most_keys=10)
    for login, address in tried:
        throttle.attempt(login, address)
        assert len(throttle) <= 10


def test_a_household_with_many_addresses_is_one_place() -> None:
    assert network("2001:db8::1") == network("2001:db8::ffff:1") != network("2001:db8:0:1::1")
    assert network("192.0.2.1") != network("192.0.2.2")


# Sessions.


def sessions(ticker: Ticker, **limits: int) -> Sessions:
    return Sessions(WebSettings.model_validate(limits), ticker)


def test_ids_are_long_random_and_not_kept(ticker: Ticker) -> None:
    found = sessions(ticker)
    one, other = found.open("kim", "g"), found.open("kim", "g")
    assert one != other
    assert len(one) == 43  # 256 bits in base64
    assert one not in repr(vars(found))
    session = found.find(one)
    assert session is not None
    assert session.login == "kim"
    assert found.find("") is found.find(one[:-1]) is None


def test_a_session_ends_when_nobody_does_anything(ticker: Ticker) -> None:
    found = sessions(ticker, idle_minutes=10)
    identity = found.open("kim", "g")
    for _step in range(5):
        ticker.seconds += 599
        session = found.find(identity)
        assert session is not None
        found.touch(session)
    ticker.seconds += 600
    assert found.find(identity) is None
    assert len(found) == 0


def test_a_session_ends_after_hours_in_any_case(ticker: Ticker) -> None:
    found = sessions(ticker, idle_minutes=1440, session_hours=1)
    identity = found.open("kim", "g")
    ticker.seconds += 3599
    assert found.find(identity)
    ticker.seconds += 1
    assert found.find(identity) is None


def test_the_oldest_session_of_a_person_gives_way(ticker: Ticker) -> None:
    found = sessions(ticker, sessions_per_person=2)
    identities = []
    for _each in range(3):
        ticker.seconds += 1
        identities.append(found.open("kim", "g"))
    assert [found.find(identity) is not None for identity in identities] == [False, True, True]


def test_there_are_only_so_many_sessions_and_those_that_are_over_do_not_count(ticker: Ticker) -> None:
    found = sessions(ticker, sessions=2, idle_minutes=1)
    found.open("a", "g")
    found.open("b", "g")
    with pytest.raises(Full):
        found.open("c", "g")
    ticker.seconds += 60
    assert found.find(found.open("c", "g"))
    assert len(found) == 1


# Windows.


def test_the_oldest_window_of_a_person_gives_way_and_there_are_only_so_many(ticker: Ticker) -> None:
    limits = WebSettings(sessions_per_person=1, sessions=3)
    of, windows, closed = Sessions(limits, ticker), Windows(limits), list[str]()

    def window(login: str, name: str) -> Window:
        tell: Callable[[], None] = lambda: closed.append(name)  # noqa: E731
        return Window(of.new(login), tell)

    with windows.opened(window("kim", "first")), windows.opened(window("kim", "second")):
        assert closed == ["first"]
        with pytest.raises(Full), windows.opened(window("kim", "third, before the first is gone")):
            pass
        with windows.opened(window("sam", "sam's")):
            with pytest.raises(Full), windows.opened(window("lea", "one too many")):
                pass
            windows.close_all()
            assert closed == ["first", "first", "second", "sam's"]
    assert len(windows) == 0


# Forms.


@given(st.text(min_size=1), st.text())
def test_a_form_belongs_to_one_browser_and_one_server(cookie: str, token: str) -> None:
    forms = Forms()
    assert forms.is_ours(cookie, forms.token(cookie))
    assert not forms.is_ours(cookie, token)
    assert not forms.is_ours(cookie + "x", forms.token(cookie))
    assert not Forms().is_ours(cookie, forms.token(cookie))
    assert not forms.is_ours("", forms.token(""))
