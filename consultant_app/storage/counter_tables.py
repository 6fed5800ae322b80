"""Tables of what is said and done at the counter about a routine; as ``tables``, they never leave this package."""

from sqlalchemy import JSON, Column, ForeignKey, String
from sqlmodel import Field, SQLModel


class HabitRow(SQLModel, table=True):
    """A client's wishes and habits, the later fields of ``domain.clients.Profile``; no row where none."""

    __tablename__ = "client_habits"
    client_id: str = Field(
        sa_column=Column(String, ForeignKey("clients.id", ondelete="CASCADE"), primary_key=True, nullable=False)
    )
    wishes: list[str] = Field(sa_column=Column(JSON, nullable=False))
    owned: list[str] = Field(sa_column=Column(JSON, nullable=False))
    used_actives: list[str] = Field(sa_column=Column(JSON, nullable=False))
    avoided_textures: list[str] = Field(sa_column=Column(JSON, nullable=False))
    products_at_most: int | None


class MarkRow(SQLModel, table=True):
    """What the counter did with the product at position ``item`` of a visit's routine; no row where nothing."""

    __tablename__ = "recommendation_marks"
    visit_id: str = Field(
        sa_column=Column(String, ForeignKey("visits.id", ondelete="CASCADE"), primary_key=True, nullable=False)
    )
    item: int = Field(primary_key=True)
    origin: str
    bought: bool
    note: str
