"""What becomes of citizens' posts in a year: how often such a thing happens, after how long, and what."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.support.clockwork import BEGIN, END, Year
from tests.support.store import mention
from tickets.desk import forwards, handling, outbox, replies
from tickets.desk.arrivals import Deletion, Mention, Via
from tickets.rules.reply import Purpose
from tickets.rules.states import Kind

TEXTS = (
    "Wie bekomme ich ein Zertifikat nach ISO 27001?",
    "Wo melde ich Phishing?",
    "Warum dauert das so lange?",
    "Danke für die schnelle Hilfe!",
    "Ihr seid alle Idioten, verpisst euch",
    "Ransomware hat unser Rathaus verschlüsselt.",
)
OUTAGES = (
    (datetime(2026, 3, 27, 22, tzinfo=UTC), datetime(2026, 3, 30, 8, tzinfo=UTC)),
    (datetime(2026, 7, 7, 6, tzinfo=UTC), datetime(2026, 7, 7, 15, tzinfo=UTC)),
    (datetime(2026, 12, 22, 12, tzinfo=UTC), datetime(2026, 12, 28, 9, tzinfo=UTC)),
)
"""When posts reached our server and nobody fetched them; one over the change of clocks, one over Christmas."""


def begin(year: Year, number: int) -> None:
    """One citizen's matter: a post at some time of the year, and what follows from it."""
    chance = year.chance
    received = BEGIN + timedelta(seconds=chance.randrange(int((END - BEGIN).total_seconds())))
    post = mention(
        chance.choice(TEXTS),
        by=f"p{number}@example.social",
        at=received,
        remote_id=f"{number}-1",
        account=chance.choice(["amt", "amt", "presse"]),
    )
    late = replace(post, created_at=received - _on_the_way(number))
    year.at(_found(year, received), lambda: _store(year, late))


def _on_the_way(number: int) -> timedelta:
    """From another server to ours: seconds, but for those where something is overloaded or away."""
    return timedelta(hours=number % 50) if number % 6 == 0 else timedelta(seconds=number % 500)


def _found(year: Year, received: datetime) -> datetime:
    """When a post comes in: at once, unless nobody listens."""
    for begun, ended in OUTAGES:
        if begun <= received < ended:
            return ended + timedelta(seconds=year.chance.randrange(300))
    return received + timedelta(seconds=year.chance.choice([1, 2, 5, 170, 1300]))


def _store(year: Year, post: Mention) -> None:
    ticket = year.receive(post)
    story = year.chance.choices(list(_STORIES), weights=[weight for _story, weight in _STORIES.values()])[0]
    at = year.clock.at
    for hours, step in _STORIES[story][0]:
        at += year.soon(hours)
        year.at(at, lambda step=step: step(year, ticket, post))  # type: ignore[misc]


Step = Callable[[Year, int, Mention], None]


def _assign(year: Year, ticket: int, _post: Mention) -> None:
    year.act(handling.assign, ticket, to="kim")


def _label(year: Year, ticket: int, _post: Mention) -> None:
    year.act(handling.label, ticket, kind=year.chance.choice(list(Kind)))


def _note(year: Year, ticket: int, _post: Mention) -> None:
    year.act(handling.note, ticket, text="Herr Meier weiß mehr.")


def _forward(year: Year, ticket: int, _post: Mention) -> None:
    year.act(forwards.forward, ticket, to=year.chance.choice(["zertifizierung", "buerger"]))


def _propose(year: Year, ticket: int, _post: Mention) -> None:
    # The manager may write down what a department said elsewhere.
    year.by(year.chance.choice(["sam", "kim"]), forwards.propose, ticket, text="Bitte das Formular nehmen.")


def _recall(year: Year, ticket: int, _post: Mention) -> None:
    year.act(forwards.recall, ticket)


def _ignore(year: Year, ticket: int, _post: Mention) -> None:
    year.act(handling.ignore, ticket)


def _rescue(year: Year, ticket: int, _post: Mention) -> None:
    year.act(handling.rescue, ticket)


def _close(year: Year, ticket: int, _post: Mention) -> None:
    year.act(handling.close, ticket)


def _wait(year: Year, ticket: int, _post: Mention) -> None:
    year.act(handling.wait, ticket)


def _reopen(year: Year, ticket: int, _post: Mention) -> None:
    year.act(handling.reopen, ticket)


def _snooze(year: Year, ticket: int, _post: Mention) -> None:
    year.act(handling.snooze, ticket, until=year.clock.at + timedelta(hours=30))


def _reply(year: Year, ticket: int, purpose: Purpose, *, fate: str = "sent") -> None:
    queued = year.act(replies.queue, ticket, text="Das geht so.", purpose=purpose)
    if isinstance(queued, replies.Queued):
        # Most go out at once; some wait for a server that does not answer.
        wait = year.chance.choice([timedelta(seconds=20), timedelta(minutes=3), year.soon(6)])
        year.at(year.clock.at + wait, lambda: _settle(year, queued.reply_id, fate))


def _settle(year: Year, reply: int, fate: str) -> None:
    out = {"remote_id": f"r{reply}", "created_at": year.clock.at - timedelta(seconds=3)}
    match fate:
        case "sent":
            year.by_bridge(outbox.sent, reply, **out)  # type: ignore[arg-type]
        case "failed":
            year.by_bridge(outbox.fail, reply, reason="refused")
        case "withdrawn":
            year.act(replies.withdraw, reply)
        case _:
            year.by_bridge(outbox.uncertain, reply, reason="no answer")
            year.at(year.clock.at + year.soon(5), lambda: _resolve(year, reply, out))


def _resolve(year: Year, reply: int, out: dict[str, object]) -> None:
    """Somebody has looked: it was out all the while, or it is not."""
    if year.chance.random() < 0.5:
        year.by_bridge(outbox.sent, reply, **out)  # type: ignore[arg-type]
    else:
        year.act(replies.give_up, reply)


def _answering(fate: str = "sent") -> Step:
    return lambda year, ticket, _post: _reply(year, ticket, Purpose.ANSWER, fate=fate)


def _interim(year: Year, ticket: int, _post: Mention) -> None:
    _reply(year, ticket, Purpose.INTERIM)


def _ask(year: Year, ticket: int, _post: Mention) -> None:
    _reply(year, ticket, Purpose.ASK)


def _writes(text: str, *, earlier: timedelta = timedelta(), via: Via = Via.STREAM) -> Step:
    """The citizen writes again; `earlier`: it reached our server before, and was found only now."""

    def step(year: Year, _ticket: int, post: Mention) -> None:
        number = year.number()
        again = mention(
            text,
            by=post.author,
            at=max(year.clock.at - earlier, BEGIN),
            remote_id=f"{post.remote_id}-{number}",
            account=post.account,
            in_reply_to_id=post.remote_id,
            via=via,
        )
        year.receive(again)

    return step


def _deletes(year: Year, _ticket: int, post: Mention) -> None:
    year.take(Deletion(account=post.account, remote_id=post.remote_id, noticed_at=year.clock.at))


_asks = _writes("Und was kostet das? Wie lange dauert es?")
_asked_before = _writes("Wie geht das?", earlier=timedelta(hours=90), via=Via.CONTEXT)
_thanks = _writes("Danke!")
_answer = _answering()

# What happens after the first post: how many hours later about, and what. Then how often such a thing happens.
_STORIES: dict[str, tuple[list[tuple[float, Step]], int]] = {
    "answered": ([(8, _assign), (3, _answer)], 30),
    "quickly": ([(1, _answer)], 20),
    "slowly": ([(60, _label), (20, _answer)], 8),
    "by department": ([(4, _forward), (12, _propose), (3, _answer)], 16),
    "by a slow department": ([(4, _assign), (2, _forward), (70, _propose), (6, _answer)], 6),
    "department asked twice": ([(4, _forward), (20, _forward), (9, _recall), (6, _answer)], 4),
    "answered over the department": ([(4, _forward), (15, _answer), (9, _propose)], 3),
    "promised": ([(6, _assign), (8, _interim), (50, _answer)], 8),
    "promised twice": ([(6, _forward), (20, _interim), (40, _interim), (30, _answer)], 4),
    "asked back": ([(6, _ask), (20, _asks), (10, _answer)], 6),
    "ignored": ([(5, _ignore)], 10),
    "rescued": ([(5, _ignore), (40, _rescue), (10, _answer)], 4),
    "ignored with a promise": ([(5, _interim), (9, _ignore), (60, _rescue), (9, _answer)], 2),
    "promised after all": ([(5, _answer), (30, _interim), (50, _answer)], 2),
    "closed": ([(12, _close), (30, _reopen), (12, _answer)], 4),
    "waiting": ([(6, _wait), (30, _asks), (9, _forward), (20, _close)], 4),
    "asleep": ([(6, _snooze), (40, _note), (10, _answer)], 5),
    "failed": ([(6, _answering("failed")), (9, _answer)], 4),
    "withdrawn": ([(6, _answering("withdrawn")), (12, _answer)], 3),
    "uncertain": ([(6, _answering("uncertain")), (30, _answer)], 4),
    "writes again": ([(3, _asks), (6, _answer), (20, _asks), (3, _thanks), (8, _answer)], 8),
    "writes meanwhile": ([(4, _answer), (0.05, _asks), (30, _answer)], 5),
    "found late": ([(5, _assign), (6, _asked_before), (10, _answer)], 4),
    "found after the answer": ([(5, _answer), (30, _asked_before), (10, _note), (20, _answer)], 3),
    "deleted": ([(5, _deletes), (10, _close)], 2),
    "forgotten": ([], 3),
}
