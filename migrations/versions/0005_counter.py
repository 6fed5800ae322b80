"""Wishes and habits of a client; what the counter did with each product of a routine."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "client_habits",
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("wishes", sa.JSON(), nullable=False),
        sa.Column("owned", sa.JSON(), nullable=False),
        sa.Column("used_actives", sa.JSON(), nullable=False),
        sa.Column("avoided_textures", sa.JSON(), nullable=False),
        sa.Column("products_at_most", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name="fk_client_habits_client_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("client_id", name="pk_client_habits"),
    )
    op.create_table(
        "recommendation_marks",
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("bought", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visits.id"], name="fk_recommendation_marks_visit_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("visit_id", "item", name="pk_recommendation_marks"),
    )
