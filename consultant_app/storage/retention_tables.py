"""Tables of how long what is kept, and of what was purged; as ``tables``, they never leave this package."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from consultant_app.storage.columns import UtcDateTime


class RetentionRow(SQLModel, table=True):
    """A period that a manager set; no row where none."""

    __tablename__ = "retention"
    kind: str = Field(primary_key=True)
    days: int


class PurgeRow(SQLModel, table=True):
    """How many of a kind a purge removed; nothing says whose."""

    __tablename__ = "purges"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False, index=True))
    kind: str
    count: int
