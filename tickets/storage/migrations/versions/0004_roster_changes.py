"""Who changed the roster"""

import sqlalchemy as sa
from alembic import op

from tickets.storage.types import Document, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "roster_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("before", Document(), nullable=True),
        sa.Column("after", Document(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_changes")),
    )


def downgrade() -> None:
    op.drop_table("roster_changes")
