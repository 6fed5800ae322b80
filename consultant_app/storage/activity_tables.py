"""Who was at the counter, and photos that were refused; as ``tables``, these never leave this package."""

from datetime import datetime

from sqlalchemy import JSON, Column, ForeignKey, String
from sqlmodel import Field, SQLModel

from consultant_app.storage.columns import UtcDateTime


class HostRow(SQLModel, table=True):
    """Who was at the counter when a visit was kept; no row in visits of older programs."""

    __tablename__ = "visit_hosts"
    visit_id: str = Field(
        sa_column=Column(String, ForeignKey("visits.id", ondelete="CASCADE"), primary_key=True, nullable=False)
    )
    user_id: str


class RefusalRow(SQLModel, table=True):
    """A photo that was refused: when, where and why; never of whom, and no picture."""

    __tablename__ = "refusals"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False, index=True))
    counter: str
    reasons: list[str] = Field(sa_column=Column(JSON, nullable=False))
