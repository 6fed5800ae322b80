"""What clients are found by, so that a hundred thousand are searched while a name is typed; and visits by day."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_US = "(CAST(strftime('%s', {0}) AS INTEGER) * 1000000 + CAST(substr({0}, 21, 6) AS INTEGER))"
"""Microseconds since 1970 of a time as it is kept: ``2026-05-04 09:30:00.000000``."""


def upgrade() -> None:
    op.create_table(
        "client_index",
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("minus_last_visit", sa.BigInteger(), nullable=False),
        sa.Column("minus_created", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name="fk_client_index_client_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("client_id", name="pk_client_index"),
    )
    op.create_index(
        "ix_client_index_order",
        "client_index",
        ["minus_last_visit", "minus_created", "words", "client_id", "visits"],
    )
    op.create_index("ix_visits_at", "visits", ["at"])
    op.execute(
        "INSERT INTO client_index (client_id, minus_last_visit, minus_created, words, visits) "  # noqa: S608
        f"SELECT c.id, -coalesce(max({_US.format('v.at')}), 0), -{_US.format('c.created_at')}, c.search, "
        "count(v.id) FROM clients c LEFT JOIN visits v ON v.client_id = c.id GROUP BY c.id"
    )
