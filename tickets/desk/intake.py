"""A mention becomes a ticket: stored once, sorted to its thread, labelled, ranked, with its clock set.

Stream and catch-up may both bring the same post, in any order; a batch is one transaction. Triage happens
before the transaction begins, so that nobody waits for it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk import changes, filing
from tickets.desk.arrivals import (
    Attachment,
    Author,
    Change,
    Deletion,
    Edit,
    Mention,
    Taken,
    Via,
)
from tickets.desk.house import Act, House, utc_now
from tickets.desk.judging import Judge, full_text
from tickets.desk.people import BRIDGE
from tickets.desk.preparing import Layouts, Prepared, prepare
from tickets.desk.registry import account_ids
from tickets.desk.roster import on_duty
from tickets.errors import NotFound
from tickets.i18n import _
from tickets.rules.audience import Visibility
from tickets.storage.bridge_models import Cursor
from tickets.storage.database import Database
from tickets.storage.models import Account, Direction, Message, table
from tickets.storage.upserts import insert_into
from tickets.triage import Classifier, Verdict

__all__ = ["Attachment", "Author", "Change", "Deletion", "Edit", "Intake", "Mention", "Taken", "Via"]

_CHUNK = 500
"""Values in one IN list: SQLite and PostgreSQL both take it, and the plan stays the same."""


class Intake:
    """The one door through which posts come in. Thread-safe: it keeps no state between batches."""

    def __init__(
        self,
        database: Database,
        house: House,
        classifier: Classifier,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database = database
        self._house = house
        self._classifier = classifier
        self._judge = Judge(house)
        self._now = now
        self._layouts = Layouts(database.dialect)

    def take(
        self, batch: Sequence[Change], *, cursor: str | None = None, account: str | None = None
    ) -> Taken:
        """Store what is new, and move the cursor of `account` in the same transaction.

        Idempotent: what is there already is left as it is. Raises StoreError; then nothing is stored.
        """
        if not batch and cursor is None:
            return Taken()
        act = Act(BRIDGE, self._now(), self._house)
        prepared = self._prepare(act, [change for change in batch if isinstance(change, Mention)])
        with self._database.write() as session:
            taken = filing.file(session, act, self._layouts, prepared)
            for change in batch:
                taken += self._apply(session, act, change)
            if cursor is not None and account is not None:
                _move_cursor(session, act, account, cursor)
        return taken

    def _prepare(self, act: Act, mentions: Sequence[Mention]) -> list[Prepared]:
        """What is not stored yet, each once, with what triage says of it and its rows."""
        fresh = {(mention.account, mention.remote_id): mention for mention in mentions}
        for account in {mention.account for mention in mentions}:
            ids = [remote_id for name, remote_id in fresh if name == account]
            for known in set(ids) - self.unknown(account, ids):
                del fresh[account, known]
        duty = self._on_duty(act, {mention.account for mention in fresh.values()})
        heard = [(mention, self._verdict(mention)) for mention in fresh.values()]
        cases = self._judge.cases(self._database, heard, act.now)
        return [
            prepare(act, self._layouts, mention, case, on_duty=duty[mention.account])
            for mention, case in zip(fresh.values(), cases, strict=True)
        ]

    def _on_duty(self, act: Act, accounts: Collection[str]) -> Mapping[str, str | None]:
        """Who is on duty for each account: the zone of its office says which day it is there."""
        days = {account: act.house.calendar(account).date_of(act.now) for account in accounts}
        if not days:
            return {}
        with self._database.read() as session:
            duty = {day: on_duty(session, act, day) for day in set(days.values())}
        return {account: duty[day] for account, day in days.items()}

    def _verdict(self, mention: Mention) -> Verdict:
        direct = mention.visibility is Visibility.DIRECT
        return self._classifier.classify(full_text(mention), language=mention.language, direct=direct)

    @staticmethod
    def _apply(session: Session, act: Act, change: Change) -> Taken:
        if isinstance(change, Deletion):
            return Taken(deleted=int(changes.delete(session, act, change)))
        if isinstance(change, Mention):
            if change.edited_at is None:
                return Taken()
            change = changes.as_edit(change, change.edited_at)
        return Taken(edited=int(changes.edit(session, act, change)))

    def cursor(self, account: str) -> str | None:
        """The last notification id that catch-up has taken for this account; None before the first time."""
        statement = (
            select(Cursor.value).join(Account, Account.id == Cursor.account_id).where(Account.name == account)
        )
        with self._database.read() as session:
            return session.scalar(statement)

    def unknown(self, account: str, remote_ids: Collection[str]) -> set[str]:
        """Those remote ids of this account's server that are not stored yet."""
        wanted = list(dict.fromkeys(remote_ids))
        found: set[str] = set()
        with self._database.read() as session:
            key = session.scalar(select(Account.id).where(Account.name == account))
            for start in range(0, len(wanted), _CHUNK):
                chunk = wanted[start : start + _CHUNK]
                statement = select(Message.remote_id).where(
                    Message.account_id == key, Message.remote_id.in_(chunk)
                )
                found.update(session.scalars(statement))
        return set(wanted) - found

    def own_posts(self, account: str, *, limit: int) -> list[str]:
        """Remote ids of our recent posts, newest first: catch-up reads their contexts."""
        statement = (
            select(Message.remote_id)
            .join(Account, Account.id == Message.account_id)
            .where(Account.name == account, Message.direction == Direction.OUT, Message.deleted_at.is_(None))
            .order_by(Message.id.desc())
            .limit(limit)
        )
        with self._database.read() as session:
            return list(session.scalars(statement))


def _move_cursor(session: Session, act: Act, account: str, value: str) -> None:
    ids = account_ids(session)
    if account not in ids:
        raise NotFound(_("There is no account “{name}”").format(name=account), _("Add it to the settings"))
    cursors = table(Cursor)
    statement = insert_into(session, cursors).values(account_id=ids[account], value=value, moved_at=act.now)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["account_id"], set_={"value": value, "moved_at": act.now}
        )
    )
