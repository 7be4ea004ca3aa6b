"""Undo, who has a ticket open, replies in several posts"""

import sqlalchemy as sa
from alembic import op

from tickets.storage.types import Document, UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "befores",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("was", Document(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_befores")),
    )
    op.create_index("ix_befores_act", "befores", ["act_id"])
    op.create_table(
        "presences",
        sa.Column("ticket_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("writing", sa.Boolean(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("beat_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "login", name=op.f("pk_presences")),
    )
    op.add_column("replies", sa.Column("thread_id", sa.Integer(), nullable=True))
    op.add_column("replies", sa.Column("part", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("replies", sa.Column("parts", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("replies", sa.Column("source", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_replies_thread", "replies", ["thread_id", "part"])


def downgrade() -> None:
    op.drop_index("ix_replies_thread", "replies")
    with op.batch_alter_table("replies") as batch:
        for column in ("source", "parts", "part", "thread_id"):
            batch.drop_column(column)
    op.drop_table("presences")
    op.drop_table("befores")
