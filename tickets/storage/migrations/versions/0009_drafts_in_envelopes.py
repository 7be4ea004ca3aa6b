"""A draft keeps who is to read it and what it is to be; a reply keeps which text lay ready for it"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_NEW = ("purpose", "promise", "visibility", "spoiler_text", "language", "template")


def upgrade() -> None:
    op.add_column("drafts", sa.Column("purpose", sa.String(20), nullable=False, server_default="answer"))
    op.add_column("drafts", sa.Column("promise", sa.Date(), nullable=True))
    op.add_column("drafts", sa.Column("visibility", sa.String(20), nullable=True))
    op.add_column("drafts", sa.Column("spoiler_text", sa.Text(), nullable=True))
    op.add_column("drafts", sa.Column("language", sa.Text(), nullable=True))
    op.add_column("drafts", sa.Column("template", sa.Text(), nullable=False, server_default=""))
    op.add_column("replies", sa.Column("template", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("replies") as batch:
        batch.drop_column("template")
    with op.batch_alter_table("drafts") as batch:
        for name in _NEW:
            batch.drop_column(name)
