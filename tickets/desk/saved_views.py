"""Saved views: what was typed to find tickets, kept under a name, for oneself or for everybody.

A view widens nobody's sight: its list is that of whoever opens it.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk import filtering
from tickets.desk.house import Act
from tickets.desk.people import Right
from tickets.desk.view_rows import SavedViewRow
from tickets.errors import NotFound, UsageError
from tickets.i18n import _
from tickets.rules.text import clean
from tickets.storage.desk_models import SavedView

_EVERYBODY = ""
LONGEST_NAME = 60


def all_of(session: Session, act: Act) -> tuple[SavedViewRow, ...]:
    """Those of whoever acts, then everybody's, each by name."""
    found = [view for owner in _owners(act) for view in _of(session, owner)]
    return tuple(_row(view) for view in found)


def _owners(act: Act) -> tuple[str, ...]:
    """Whose views somebody may read. A specialist the own ones only: others may name citizens who never asked them."""
    own = act.actor.login
    return (own, _EVERYBODY) if act.actor.department is None else (own,)


def named(session: Session, act: Act, name: str) -> SavedViewRow:
    """The view of this name: one's own before everybody's. Raises NotFound."""
    for owner in _owners(act):
        view = _find(session, owner, _name(name))
        if view is not None:
            return _row(view)
    raise _no_such_view(session, act, name)


def save(
    session: Session, act: Act, name: str, query: str, *, for_all: bool = False, replace: bool = False
) -> SavedViewRow:
    """Keep what was typed under a name.

    Raises NotAllowed for everybody's without the right to triage, and UsageError where the name or the query is none,
    or where there is such a view and it is not to be replaced.
    """
    owner = _owner(act, for_all=for_all)
    typed = " ".join(clean(query).split())
    if not typed:
        raise UsageError(_("There is nothing to keep"), _("Type what is to be found, such as kind:incident"))
    filtering.query_typed(act, typed)
    view = _find(session, owner, _name(name))
    if view is None:
        view = SavedView(
            owner=owner, name=_name(name), query=typed, author=act.actor.login, created_at=act.now
        )
        session.add(view)
    elif replace:
        view.query, view.author, view.created_at = typed, act.actor.login, act.now
    else:
        raise UsageError(
            _("There is a view “{name}” already").format(name=view.name),
            _("Give it another name, or say that it is to be replaced"),
        )
    return _row(view)


def delete(session: Session, act: Act, name: str, *, for_all: bool = False) -> SavedViewRow:
    """Forget the view of this name; what it was. Raises NotFound, and NotAllowed as `save` does."""
    view = _find(session, _owner(act, for_all=for_all), _name(name))
    if view is None:
        raise _no_such_view(session, act, name)
    row = _row(view)
    session.delete(view)
    return row


def _owner(act: Act, *, for_all: bool) -> str:
    if not for_all:
        return act.actor.login
    act.actor.require(Right.TRIAGE)
    return _EVERYBODY


def _name(typed: str) -> str:
    """The name as it is kept. Raises UsageError."""
    name = " ".join(clean(typed).split())
    if not name or len(name) > LONGEST_NAME:
        raise UsageError(
            _("“{text}” is no name for a view").format(text=name[:LONGEST_NAME]),
            _("Write from 1 to {count} characters").format(count=LONGEST_NAME),
        )
    return name


def _find(session: Session, owner: str, name: str) -> SavedView | None:
    """Whatever case it is written in."""
    wanted = name.casefold()
    return next((view for view in _of(session, owner) if view.name.casefold() == wanted), None)


def _of(session: Session, owner: str) -> Sequence[SavedView]:
    views = session.scalars(select(SavedView).where(SavedView.owner == owner)).all()
    return sorted(views, key=lambda view: view.name.casefold())


def _row(view: SavedView) -> SavedViewRow:
    return SavedViewRow(
        name=view.name,
        query=view.query,
        for_all=view.owner == _EVERYBODY,
        author=view.author,
        created_at=view.created_at,
    )


def _no_such_view(session: Session, act: Act, name: str) -> NotFound:
    names = ", ".join(view.name for view in all_of(session, act))
    return NotFound(
        _("There is no view “{name}”").format(name=" ".join(clean(name).split())),
        _("There are these: {names}").format(names=names) if names else _("None is kept yet"),
    )
