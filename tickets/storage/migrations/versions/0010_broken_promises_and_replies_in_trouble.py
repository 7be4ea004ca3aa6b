"""Lists of what few tickets are, found by index: broken promises, replies in trouble, what was received lately"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _partial("ix_tickets_breached", "tickets", ["rank", "id", "queue", "folded"], "breached_at IS NOT NULL")
    _partial("ix_replies_trouble", "replies", ["ticket_id", "state"], "state IN ('failed', 'uncertain')")
    op.create_index("ix_tickets_received", "tickets", ["received_at", "rank"])
    _queues("account_id", "kind", "language")


def _partial(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _queues(*more: str) -> None:
    op.drop_index("ix_tickets_queue_rank", "tickets")
    op.create_index("ix_tickets_queue_rank", "tickets", ["queue", "folded", "rank", "id", *more])


def downgrade() -> None:
    _queues()
    op.drop_index("ix_tickets_received", "tickets")
    op.drop_index("ix_replies_trouble", "replies")
    op.drop_index("ix_tickets_breached", "tickets")
