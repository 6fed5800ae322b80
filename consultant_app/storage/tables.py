"""The tables. They validate nothing (SQLModel does not, for tables) and never leave this package.

One fact has one place: an analysis is split into its head (JSON), its scores and its zones' scores, and put
together again on reading, so that scores can be compared by SQL and can never differ from the analysis shown.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, String, text
from sqlmodel import Field, SQLModel

from consultant_app.storage.columns import UtcDateTime

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


def _owner(target: str, *, primary: bool = False) -> Any:  # noqa: ANN401 (SQLModel's Field says the same)
    """A reference to the row this one belongs to and disappears with; indexed unless it begins the primary key."""
    reference = ForeignKey(target, ondelete="CASCADE")
    return Field(sa_column=Column(String, reference, primary_key=primary, nullable=False, index=not primary))


class ClientRow(SQLModel, table=True):
    """A client. ``search`` holds her folded words; ``sealed_key`` her key: nonce, then ciphertext and tag."""

    __tablename__ = "clients"
    id: str = Field(primary_key=True)
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    first_name: str
    last_name: str
    birth_date: date | None
    email: str
    phone: str
    language: str
    notes: str
    allergens: list[str] = Field(sa_column=Column(JSON, nullable=False))
    pregnancy: bool
    sensitive: bool
    fragrance_free: bool
    budget: float | None
    search: str
    sealed_key: bytes


class ConsentRow(SQLModel, table=True):
    """What a client allowed, from a time on. Rows are only added; a trigger refuses changes.

    ``text_version`` and ``language`` name the words that she was shown; null and empty in rows of older programs.
    """

    __tablename__ = "consents"
    id: int | None = Field(default=None, primary_key=True)
    client_id: str = _owner("clients.id")
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    analysis: bool
    keep_photos: bool
    keep_results: bool
    contact: bool
    improve_model: bool = Field(sa_column_kwargs={"server_default": "0"})  # these four as migration 0009 left them
    text_version: int | None
    language: str = Field(sa_column_kwargs={"server_default": text("''")})
    signed: bool = Field(sa_column_kwargs={"server_default": "0"})


class VisitRow(SQLModel, table=True):
    """A visit. ``head`` is the analysis as JSON without what has its own columns and rows."""

    __tablename__ = "visits"
    id: str = Field(primary_key=True)
    client_id: str = _owner("clients.id")
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False, index=True))
    model_id: str
    model_version: str
    model_sha256: str
    overall_score: int | None
    overall_plus_minus: int | None
    head: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    note: str


class ScoreRow(SQLModel, table=True):
    """One criterion of a visit, as ``domain.analysis.CriterionResult``; ``position`` keeps the order."""

    __tablename__ = "scores"
    visit_id: str = _owner("visits.id", primary=True)
    criterion: str = Field(primary_key=True)
    position: int
    grade: float | None
    grade_max: int
    score: int | None
    plus_minus: int | None
    state: str
    reason: str | None
    raw_value: float | None
    raw_unit: str


class ZoneScoreRow(SQLModel, table=True):
    """One criterion in one zone, as ``domain.analysis.ZoneScore``."""

    __tablename__ = "zone_scores"
    visit_id: str = _owner("visits.id", primary=True)
    criterion: str = Field(primary_key=True)
    zone: str = Field(primary_key=True)
    position: int
    grade: float | None
    score: int | None
    plus_minus: int | None
    view: str = Field(sa_column_kwargs={"server_default": "front"})  # as migration 0004 left it


class ProductRow(SQLModel, table=True):
    """A product as it was when it was recommended; ``digest`` (sha256 of its content) lets visits share it."""

    __tablename__ = "product_snapshots"
    digest: str = Field(primary_key=True)
    product_id: str
    name: str
    price: float
    currency: str
    rest: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class RecommendationRow(SQLModel, table=True):
    """One product of a visit's routine."""

    __tablename__ = "recommendations"
    visit_id: str = _owner("visits.id", primary=True)
    position: int = Field(primary_key=True)
    product_digest: str = Field(foreign_key="product_snapshots.digest")
    step: str
    time: str


class ReasonRow(SQLModel, table=True):
    """A reason of a recommendation, the one at position ``item`` of the visit's routine."""

    __tablename__ = "recommendation_reasons"
    visit_id: str = _owner("visits.id", primary=True)
    item: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    criterion: str
    zone: str
    rule: str


class ExclusionRow(SQLModel, table=True):
    """A product left out of a visit's routine."""

    __tablename__ = "exclusions"
    visit_id: str = _owner("visits.id", primary=True)
    position: int = Field(primary_key=True)
    product_id: str
    product_name: str
    why: str
    detail: str


class PhotoRow(SQLModel, table=True):
    """An encrypted file of a visit; ``kind`` as ``photo_vault.Kind``, ``sha256`` is that of the file's bytes."""

    __tablename__ = "photos"
    visit_id: str = _owner("visits.id", primary=True)
    kind: str = Field(primary_key=True)
    file_name: str = Field(unique=True)
    nonce: bytes
    sha256: str


class RescoredRow(SQLModel, table=True):
    """A visit's photo scored again, ``at`` a later time by a later model; what was told stays where it was.

    The whole analysis is kept as JSON: it is replaced by the next model's, and nothing asks for its parts by SQL.
    """

    __tablename__ = "rescored"
    visit_id: str = _owner("visits.id", primary=True)
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    analysis: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class ReportRow(SQLModel, table=True):
    """A report as it was handed over; ``sha256`` is that of the encrypted file, ``digest`` that of the PDF."""

    __tablename__ = "reports"
    id: str = Field(primary_key=True)
    visit_id: str = _owner("visits.id")
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    language: str
    with_photo: bool
    file_name: str = Field(unique=True)
    nonce: bytes
    sha256: str
    digest: str


class ErasureRow(SQLModel, table=True):
    """That a client was erased: her random id and when, nothing else. A restored backup is held against it."""

    __tablename__ = "erasures"
    client_id: str = Field(primary_key=True)
    requested_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    finished_at: datetime | None = Field(sa_column=Column(UtcDateTime, nullable=True))
