"""Tables of what clients signed; as ``tables``, they never leave this package."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary
from sqlmodel import Field, SQLModel


class SignatureRow(SQLModel, table=True):
    """The signature of a consent, sealed with the client's key: nonce, then ciphertext and tag.

    It has a row of its own because a consent's row is never rewritten, while the client's key may change.
    """

    __tablename__ = "signatures"
    consent_id: int = Field(
        sa_column=Column(Integer, ForeignKey("consents.id", ondelete="CASCADE"), primary_key=True, nullable=False)
    )
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
