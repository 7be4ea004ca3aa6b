"""Events by time, for reports"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_events_at", "events", ["at", "ticket_id"])


def downgrade() -> None:
    op.drop_index("ix_events_at", "events")
