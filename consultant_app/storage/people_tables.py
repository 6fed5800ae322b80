"""The table of who works at the counter; as ``tables``, it never leaves this package."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from consultant_app.storage.columns import UtcDateTime


class UserRow(SQLModel, table=True):
    """Somebody who works here, or did until ``left_at``: her name goes on standing where she did something.

    ``pin`` is Argon2id's encoded hash, of a PIN or a password; ``wrong`` counts wrong entries on end.
    """

    __tablename__ = "users"
    id: str = Field(primary_key=True)
    name: str
    role: str
    pin: str
    wrong: int
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    left_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime, nullable=True))
