"""Tables of what was begun and not ended; as ``tables``, they never leave this package."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, String
from sqlmodel import Field, SQLModel

from consultant_app.storage.columns import UtcDateTime


class DraftRow(SQLModel, table=True):
    """A draft; ``client_id`` is null of a client who is not stored yet, ``name`` is what was typed of hers."""

    __tablename__ = "drafts"
    id: str = Field(primary_key=True)
    kind: str
    client_id: str | None = Field(
        sa_column=Column(String, ForeignKey("clients.id", ondelete="CASCADE"), nullable=True, index=True)
    )
    name: str
    started_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    content: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class DraftFileRow(SQLModel, table=True):
    """An encrypted file of a visit that is not saved yet, as ``tables.PhotoRow``."""

    __tablename__ = "draft_files"
    draft_id: str = Field(
        sa_column=Column(String, ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True, nullable=False)
    )
    kind: str = Field(primary_key=True)
    file_name: str = Field(unique=True)
    nonce: bytes
    sha256: str
