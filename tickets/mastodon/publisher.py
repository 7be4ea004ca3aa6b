"""Carries one account's replies to Mastodon: claimed, looked at again, posted, settled. One post each.

The order is the promise: the citizen's post is fetched again before anything goes out; that the reply may be
out is committed before the post is sent; after an unknown outcome our own post is looked for in the thread
before the same key is used again, and where that cannot tell, a person decides.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from tenacity import RetryCallState, Retrying, wait_exponential_jitter

from tickets.desk import outbox
from tickets.desk.arrivals import Change, Deletion, Mention, Taken
from tickets.desk.house import Desk
from tickets.desk.outbox import Outgoing
from tickets.errors import Gone, ServerError, Temporary, Unauthorized, Unknown
from tickets.i18n import _
from tickets.mastodon.client import Client
from tickets.mastodon.mention import OwnPost
from tickets.rules.text import without_mentions

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=45)
"""A claimed reply is left alone for so long: longer than one post may take."""
PATIENCE = timedelta(hours=24)
"""A reply that could not be delivered for a day goes back to a person."""
_TOKEN_PAUSE = timedelta(minutes=5)
_backoff = wait_exponential_jitter(initial=5, max=300, jitter=3)


class Door(Protocol):
    """Where news of the citizen's post goes in: the part of intake that the publisher needs."""

    def take(self, batch: Sequence[Change]) -> Taken:
        """Store what is new."""


@dataclass(frozen=True)
class Publisher:
    """One account's outbox. `desk` acts as the bridge; `idempotent`: whether the server keeps our keys."""

    client: Client
    desk: Desk
    intake: Door
    account: str
    idempotent: bool = True

    def run(self) -> int:
        """Publish what is due; the number of replies that went out."""
        return sum(self._publish(outgoing) for outgoing in self.desk.see(outbox.due, self.account))

    def _publish(self, outgoing: Outgoing) -> bool:
        if not self.desk.do(outbox.claim, outgoing, lease=LEASE):
            return False
        try:
            if outgoing.may_be_out() and self._settle_if_out(outgoing):
                return True
            return self._is_current(outgoing) and self._may_post(outgoing) and self._post(outgoing)
        except Unknown as error:
            self._later(outgoing, error, unsent=False)
        except (Temporary, Unauthorized) as error:
            self._later(outgoing, error, unsent=True)
        except Gone:
            self._note_deletion(outgoing)
        except ServerError as error:
            self._fail(outgoing, str(error))
        return False

    def _is_current(self, outgoing: Outgoing) -> bool:
        """Whether the citizen's post is as it was answered; if not, the reply goes back to a person."""
        asked = self.client.status(outgoing.in_reply_to_id)
        if not _edited_since(asked, outgoing.asked_edited_at):
            return True
        self.intake.take([asked])
        self._fail(outgoing, _("The citizen changed the post after the reply was written"))
        return False

    def _note_deletion(self, outgoing: Outgoing) -> None:
        gone = Deletion(account=self.account, remote_id=outgoing.in_reply_to_id, noticed_at=self.desk.now())
        self.intake.take([gone])
        reason = _("The citizen deleted the post before the reply went out")
        if outgoing.may_be_out():
            self._uncertain(outgoing, reason)
        else:
            self._fail(outgoing, reason)

    def _may_post(self, outgoing: Outgoing) -> bool:
        """Whether posting cannot make a second post. Called after the thread was searched in vain."""
        if not outgoing.may_be_out():
            return True
        if self.idempotent and outgoing.key_holds(self.desk.now()):
            return True
        self._uncertain(
            outgoing, _("The server did not answer, and nobody can tell whether the reply is out")
        )
        return False

    def _settle_if_out(self, outgoing: Outgoing) -> bool:
        """Look for our own post under the citizen's; True if it was out already."""
        thread = self.client.context(outgoing.in_reply_to_id)
        ours = [post for post in thread.descendants if isinstance(post, OwnPost) and _is_it(post, outgoing)]
        for post in ours[:1]:
            self._settle(outgoing, post)
        return bool(ours)

    def _post(self, outgoing: Outgoing) -> bool:
        self.desk.do(outbox.trying, outgoing)
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
        self.desk.do(outbox.sent, outgoing.reply_id, remote_id=post.remote_id, created_at=post.created_at)
        log.info("%s: reply %d is published", self.account, outgoing.reply_id)

    def _later(self, outgoing: Outgoing, error: ServerError, *, unsent: bool) -> None:
        now = self.desk.now()
        if unsent and not outgoing.may_be_out() and now - outgoing.created_at > PATIENCE:
            self._fail(outgoing, str(error))
            return
        until = now + _pause(error, outgoing.attempts)
        self.desk.do(outbox.postpone, outgoing, until=until, reason=str(error), unsent=unsent)
        if outgoing.attempts == 0:
            log.warning("%s: reply %d has to wait: %s", self.account, outgoing.reply_id, error)

    def _uncertain(self, outgoing: Outgoing, reason: str) -> None:
        self.desk.do(outbox.uncertain, outgoing.reply_id, reason=reason)
        log.warning("%s: reply %d is uncertain", self.account, outgoing.reply_id)

    def _fail(self, outgoing: Outgoing, reason: str) -> None:
        self.desk.do(outbox.fail, outgoing.reply_id, reason=reason)
        log.warning("%s: reply %d failed: %s", self.account, outgoing.reply_id, reason)


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
    return " ".join(word for word in without_mentions(text).split() if not word.startswith("@"))


def _pause(error: ServerError, attempts: int) -> timedelta:
    """How long to wait: what the server asked for, else longer each time (tenacity's exponential jitter)."""
    if isinstance(error, Unauthorized):
        return _TOKEN_PAUSE
    if isinstance(error, Temporary) and error.retry_after is not None:
        return timedelta(seconds=error.retry_after)
    state = RetryCallState(Retrying(), None, (), {})
    state.attempt_number = attempts + 1
    return timedelta(seconds=_backoff(state))
