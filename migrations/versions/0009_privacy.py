"""What clients sign and in which words, how long what is kept and what was purged, and who left the counter."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added one by one, not by rebuilding the table: the trigger that keeps consents from being rewritten stays.
    op.add_column("consents", sa.Column("improve_model", sa.Boolean(), nullable=False, server_default="0"))
    op.add_column("consents", sa.Column("text_version", sa.Integer(), nullable=True))
    op.add_column("consents", sa.Column("language", sa.String(), nullable=False, server_default=sa.text("''")))
    op.add_column("consents", sa.Column("signed", sa.Boolean(), nullable=False, server_default="0"))
    op.add_column("users", sa.Column("left_at", sa.DateTime(), nullable=True))
    op.create_table(
        "signatures",
        sa.Column("consent_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["consents.id"], name="fk_signatures_consent_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("consent_id", name="pk_signatures"),
    )
    op.create_table(
        "retention",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name="pk_retention"),
    )
    op.create_table(
        "purges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_purges"),
    )
    op.create_index("ix_purges_at", "purges", ["at"])
