"""From which photo a zone was read: before this, always the front one."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("zone_scores", sa.Column("view", sa.String(), nullable=False, server_default="front"))
