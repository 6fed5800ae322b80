"""The table that clients are found by; as ``tables``, it never leaves this package."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, String
from sqlmodel import Field, SQLModel


class ClientIndexRow(SQLModel, table=True):
    """What the list of clients is searched by and ordered by, derived from ``clients`` and ``visits``.

    Times are negative microseconds since 1970, so that the index reads forwards in the order of the list: the last
    visit first, and 0, no visit yet, after all of them.
    """

    __tablename__ = "client_index"
    client_id: str = Field(
        sa_column=Column(String, ForeignKey("clients.id", ondelete="CASCADE"), primary_key=True, nullable=False)
    )
    minus_last_visit: int = Field(sa_column=Column(BigInteger, nullable=False))
    minus_created: int = Field(sa_column=Column(BigInteger, nullable=False))
    words: str
    visits: int

    __table_args__ = (
        # It covers the search: no row of the table itself is touched for a client who is not shown.
        Index("ix_client_index_order", "minus_last_visit", "minus_created", "words", "client_id", "visits"),
    )
