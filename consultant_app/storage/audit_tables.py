"""The table of the audit log; as ``tables``, it never leaves this package."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from consultant_app.storage.columns import UtcDateTime


class AuditRow(SQLModel, table=True):
    """One entry of ``domain.audit``. ``mac`` covers it and the ``mac`` before it; triggers refuse changes."""

    __tablename__ = "audit_log"
    number: int = Field(primary_key=True)
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    actor: str
    action: str
    subject: str = Field(index=True)
    detail: str
    mac: bytes
