"""Carries one account's replies to Mastodon: claimed, looked at again, posted, settled. One post each.

The order is the promise: the citizen's post is fetched again before anything goes out; that the reply may be
out is committed before the post is sent; after an unknown outcome our own post is looked for in the thread
before the same key is used again, and where that cannot tell, a person decides.
"""

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    wait_exponential,
    wait_random,
)

from tickets.desk import outbox
from tickets.desk.arrivals import Change, Deletion, Mention, Taken
from tickets.desk.house import Desk
from tickets.desk.outbox import Outgoing
from tickets.errors import Conflict, Gone, ServerError, Temporary, Unauthorized, Unknown
from tickets.i18n import _
from tickets.mastodon.client import Client
from tickets.mastodon.mention import OwnPost
from tickets.rules.text import MENTION, clean

log = logging.getLogger(__name__)

PATIENCE = timedelta(hours=24)
"""A reply that could not be delivered for a day goes back to a person."""
_settling = Retrying(retry=retry_if_exception_type(Conflict), stop=stop_after_attempt(5), reraise=True)
_backoff = wait_exponential(multiplier=5, max=300) + wait_random(0, 3)


class Door(Protocol):
    """The part of intake that the publisher needs."""

    def take(self, batch: Sequence[Change]) -> Taken:
        """Store what is new of the citizen's post."""

    def unknown(self, account: str, remote_ids: Collection[str]) -> set[str]:
        """Those that are not stored yet."""


@dataclass(frozen=True)
class Publisher:
    """One account's outbox. `desk` acts as the bridge; `idempotent`: whether the server keeps our keys."""

    client: Client
    desk: Desk
    intake: Door
    account: str
    idempotent: bool = True

    def run(self, go_on: Callable[[], bool] = lambda: True) -> int:
        """Publish what is due; the number of posts that went out. `go_on` is asked before each.

        Raises StoreError, and Unauthorized: then nothing more goes out until the token holds again.
        """
        count = 0
        while due := self.desk.see(outbox.due, self.account):
            out = [outgoing for outgoing in due if go_on() and self._publish(outgoing)]
            count += len(out)
            # It is the turn of the next part now.
            if all(outgoing.is_last for outgoing in out):
                break
        return count

    def _publish(self, outgoing: Outgoing) -> bool:
        if not self.desk.do(outbox.claim, outgoing):
            return False
        try:
            if outgoing.may_be_out() and self._settle_if_out(outgoing):
                return True
            return self._is_current(outgoing) and self._may_post(outgoing) and self._post(outgoing)
        except Unknown as error:
            self._later(outgoing, error, unsent=False)
        except Temporary as error:
            self._later(outgoing, error, unsent=True)
        except Unauthorized as error:
            self._later(outgoing, error, unsent=True)
            raise
        except Gone:
            if outgoing.part == 1:
                self._note_deletion(outgoing)
            else:
                self._give_back(outgoing, _("Our own post before it is not there any longer"))
        except ServerError as error:
            self._give_back(outgoing, str(error))
        return False

    def _is_current(self, outgoing: Outgoing) -> bool:
        """Whether the citizen's post is as it was answered; if not, the reply goes back to a person."""
        try:
            asked = self.client.status(outgoing.asked_id)
        except Gone:
            self._note_deletion(outgoing)
            return False
        if not _edited_since(asked, outgoing.asked_edited_at):
            return True
        self.intake.take([asked])
        self._give_back(outgoing, _("The citizen changed the post after the reply was written"))
        return False

    def _note_deletion(self, outgoing: Outgoing) -> None:
        gone = Deletion(account=self.account, remote_id=outgoing.asked_id, noticed_at=self.desk.now())
        self.intake.take([gone])
        self._give_back(outgoing, _("The citizen deleted the post before the reply went out"))

    def _may_post(self, outgoing: Outgoing) -> bool:
        """Whether posting cannot make a second post. Called after the thread was searched in vain."""
        if not outgoing.is_last and self.desk.see(outbox.stopped, outgoing):
            self._give_back(outgoing, _("What was to follow it was called back"))
            return False
        if not outgoing.may_be_out():
            return True
        if self.idempotent and outgoing.key_holds(self.desk.now()):
            return True
        self._give_back(
            outgoing, _("The server did not answer, and nobody can tell whether the reply is out")
        )
        return False

    def _settle_if_out(self, outgoing: Outgoing) -> bool:
        """Look for our own post under the citizen's; True if it was out already."""
        thread = self.client.context(outgoing.in_reply_to_id)
        ours = [post for post in thread.descendants if isinstance(post, OwnPost) and _is_it(post, outgoing)]
        # What is stored is another reply of ours, in the same words.
        new = self.intake.unknown(self.account, [post.remote_id for post in ours])
        found = next((post for post in ours if post.remote_id in new), None)
        if found is not None:
            self._settle(outgoing, found)
        return found is not None

    def _post(self, outgoing: Outgoing) -> bool:
        if not self.desk.do(outbox.trying, outgoing):
            return False
        post = self.client.post(
            outgoing.text,
            in_reply_to_id=outgoing.in_reply_to_id,
            visibility=outgoing.visibility,
            spoiler_text=outgoing.spoiler_text,
            sensitive=outgoing.sensitive,
            language=outgoing.language,
            idempotency_key=outgoing.idempotency_key,
        )
        self._settle(outgoing, post)
        return True

    def _settle(self, outgoing: Outgoing, post: OwnPost) -> None:
        """The post is out, so the store must learn of it, whoever else changes the ticket meanwhile."""
        _settling(
            self.desk.do,
            outbox.sent,
            outgoing.reply_id,
            remote_id=post.remote_id,
            created_at=post.created_at,
        )
        log.info("%s: reply %d is published", self.account, outgoing.reply_id)

    def _later(self, outgoing: Outgoing, error: ServerError, *, unsent: bool) -> None:
        now = self.desk.now()
        # Where it has just become unknown, one look at the thread comes first, however old the reply is.
        if now - outgoing.created_at > PATIENCE and (unsent or outgoing.may_be_out()):
            self._give_back(outgoing, str(error))
            return
        until = now + _pause(error, outgoing.attempts)
        self.desk.do(outbox.postpone, outgoing, until=until, reason=str(error), unsent=unsent)
        if outgoing.attempts == 0:
            log.warning("%s: reply %d has to wait: %s", self.account, outgoing.reply_id, error)

    def _give_back(self, outgoing: Outgoing, reason: str) -> None:
        """To a person: as failed where the reply surely is not out, else as uncertain."""
        end, state = (outbox.uncertain, "is uncertain") if outgoing.may_be_out() else (outbox.fail, "failed")
        if self.desk.do(end, outgoing.reply_id, reason=reason, attempt=outgoing.attempt):
            log.warning("%s: reply %d %s: %s", self.account, outgoing.reply_id, state, reason)


def _edited_since(asked: Mention, seen: datetime | None) -> bool:
    return asked.edited_at is not None and (seen is None or asked.edited_at > seen)


def _is_it(post: OwnPost, outgoing: Outgoing) -> bool:
    """Whether this post of ours is the reply: the same answer to the same post, by its words.

    Servers turn the handles in a text into links of their own, so those are not compared.
    """
    if post.in_reply_to_id != outgoing.in_reply_to_id:
        return False
    return _words(post.text) == _words(outgoing.text)


def _words(text: str) -> str:
    return " ".join(MENTION.sub("", clean(text)).split())


def _pause(error: ServerError, attempts: int) -> timedelta:
    """How long to wait: longer each time, never two at the same moment; longer still if the server asks."""
    if isinstance(error, Unauthorized):
        # The token holds up all replies, and whoever runs us waits until it holds again.
        return timedelta()
    state = RetryCallState(Retrying(), None, (), {})
    state.attempt_number = attempts + 1
    asked = error.retry_after if isinstance(error, Temporary) else None
    return timedelta(seconds=max(_backoff(state), asked or 0.0))
