"""How Alembic reaches the store: the engine comes from `migrations.configuration`, always online."""

from alembic import context
from sqlalchemy import Engine, inspect, text

from tickets.storage import (  # noqa: F401 - so that their tables are known
    answer_models,
    bridge_models,
    desk_models,
    duty_models,
    triage_models,
)
from tickets.storage.models import metadata

_engine: Engine = context.config.attributes["engine"]

with _engine.connect() as _connection:
    context.configure(
        connection=_connection,
        target_metadata=metadata,
        # SQLite cannot alter a table in place.
        render_as_batch=True,
        compare_type=True,
        # SQLite can roll back DDL too, as we begin its transactions ourselves.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        if _connection.dialect.name == "postgresql":
            # Two processes may find the empty store together; SQLite's BEGIN IMMEDIATE serves the same end.
            _connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('tickets.migrations'))"))
            if inspect(_connection).has_table("alembic_version"):
                # Who writes has read the version first, and goes on reading it: they end before we begin, and
                # who comes later waits, and finds a version that is not theirs.
                _connection.execute(text("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE"))
        context.run_migrations()
