"""Clients, consents, visits with their scores and routines, photos, erasures."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _clients()
    _visits()
    _routines()


def _clients() -> None:
    op.create_table(
        "clients",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("last_name", sa.String(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("allergens", sa.JSON(), nullable=False),
        sa.Column("pregnancy", sa.Boolean(), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("fragrance_free", sa.Boolean(), nullable=False),
        sa.Column("budget", sa.Float(), nullable=True),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_clients"),
    )
    op.create_table(
        "erasures",
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("requested_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("client_id", name="pk_erasures"),
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("analysis", sa.Boolean(), nullable=False),
        sa.Column("keep_photos", sa.Boolean(), nullable=False),
        sa.Column("keep_results", sa.Boolean(), nullable=False),
        sa.Column("contact", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_consents_client_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
    )
    op.create_index("ix_consents_client_id", "consents", ["client_id"], unique=False)
    # what was allowed, and when, is evidence: a change of mind is a new row (a deletion follows the client's)
    op.execute(
        "CREATE TRIGGER consents_are_only_added BEFORE UPDATE ON consents "
        "BEGIN SELECT RAISE(ABORT, 'a consent is never changed'); END"
    )


def _visits() -> None:
    op.create_table(
        "visits",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("model_id", sa.String(), nullable=False),
        sa.Column("model_version", sa.String(), nullable=False),
        sa.Column("model_sha256", sa.String(), nullable=False),
        sa.Column("overall_score", sa.Integer(), nullable=True),
        sa.Column("overall_plus_minus", sa.Integer(), nullable=True),
        sa.Column("head", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_visits_client_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_visits"),
    )
    op.create_index("ix_visits_client_id", "visits", ["client_id"], unique=False)
    op.create_table(
        "scores",
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Float(), nullable=True),
        sa.Column("grade_max", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("plus_minus", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("raw_value", sa.Float(), nullable=True),
        sa.Column("raw_unit", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name="fk_scores_visit_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("visit_id", "criterion", name="pk_scores"),
    )
    op.create_table(
        "zone_scores",
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Float(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("plus_minus", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name="fk_zone_scores_visit_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("visit_id", "criterion", "zone", name="pk_zone_scores"),
    )
    op.create_table(
        "photos",
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name="fk_photos_visit_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("visit_id", "kind", name="pk_photos"),
        sa.UniqueConstraint("file_name", name="uq_photos_file_name"),
    )


def _routines() -> None:
    op.create_table(
        "product_snapshots",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("price", sa.Float(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("rest", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_product_snapshots"),
    )
    op.create_table(
        "exclusions",
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("product_name", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name="fk_exclusions_visit_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("visit_id", "position", name="pk_exclusions"),
    )
    op.create_table(
        "recommendations",
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("product_digest", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("time", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_digest"], ["product_snapshots.digest"], name="fk_recommendations_product_digest"
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visits.id"], name="fk_recommendations_visit_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("visit_id", "position", name="pk_recommendations"),
    )
    op.create_table(
        "recommendation_reasons",
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visits.id"], name="fk_recommendation_reasons_visit_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("visit_id", "item", "position", name="pk_recommendation_reasons"),
    )
