"""Near copies, learning, and a second look at what was ignored"""

import sqlalchemy as sa
from alembic import op

from tickets.storage.types import Document, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tickets", sa.Column("cluster_id", sa.Integer(), nullable=True))
    op.add_column("tickets", sa.Column("folded", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.drop_index("ix_tickets_queue_rank", "tickets")
    op.create_index("ix_tickets_queue_rank", "tickets", ["queue", "folded", "rank", "id"])
    op.create_index(
        "ix_tickets_cluster",
        "tickets",
        ["cluster_id", "folded", "queue", "rank", "id"],
        sqlite_where=sa.text("cluster_id IS NOT NULL"),
        postgresql_where=sa.text("cluster_id IS NOT NULL"),
    )
    op.create_table(
        "clusters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("ignored", sa.Boolean(), nullable=True),
        sa.Column("kind", sa.String(20), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clusters")),
    )
    op.create_table(
        "near_keys",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "message_id", name=op.f("pk_near_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_near_keys_message", "near_keys", ["message_id"])
    op.create_table(
        "trainings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("examples", sa.Integer(), nullable=False),
        sa.Column("card", Document(), nullable=False),
        sa.Column("weights", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainings")),
    )
    op.create_table(
        "second_looks",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("drawn_at", UtcDateTime(), nullable=False),
        sa.Column("wrong", sa.Boolean(), nullable=True),
        sa.Column("seen_by", sa.Text(), nullable=True),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_second_looks")),
    )
    op.create_index("ix_second_looks_week", "second_looks", ["year", "week"])


def downgrade() -> None:
    for table in ("second_looks", "trainings", "near_keys", "clusters"):
        op.drop_table(table)
    op.drop_index("ix_tickets_cluster", "tickets")
    op.drop_index("ix_tickets_queue_rank", "tickets")
    op.create_index("ix_tickets_queue_rank", "tickets", ["queue", "rank", "id"])
    with op.batch_alter_table("tickets", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_column("folded")
        batch.drop_column("cluster_id")
