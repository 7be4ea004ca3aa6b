"""The signs of life of the bridge's workers."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tickets.desk.house import Act
from tickets.storage.bridge_models import Worker


def report(session: Session, act: Act, name: str, *, state: str, detail: str = "") -> None:
    """A worker says how it is. `since` stays while the state does."""
    row = session.get(Worker, name)
    if row is None:
        session.add(Worker(name=name, state=state, detail=detail, since=act.now, beat_at=act.now))
        return
    if row.state != state:
        row.since = act.now
    row.state, row.detail, row.beat_at = state, detail, act.now


def forget(session: Session, _act: Act) -> None:
    """A bridge that starts knows nothing of the workers of the one before."""
    session.execute(delete(Worker))
