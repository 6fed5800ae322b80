"""Tables of the house's catalogue as it was edited here; as ``tables``, they never leave this package."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from consultant_app.storage.columns import UtcDateTime


class CatalogueVersionRow(SQLModel, table=True):
    """A published catalogue. Rows are only added; a trigger refuses changes. ``restored``: the one it repeats."""

    __tablename__ = "catalogue_versions"
    number: int = Field(primary_key=True)
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    by: str
    note: str
    restored: int | None
    sheets: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))


class CatalogueDraftRow(SQLModel, table=True):
    """The one catalogue that is being edited; ``based_on`` is the version that it began as."""

    __tablename__ = "catalogue_draft"
    id: int = Field(primary_key=True)
    based_on: int
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    sheets: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
