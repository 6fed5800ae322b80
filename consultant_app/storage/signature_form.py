"""A signature as a sealed row, and back."""

from sqlmodel import Session, col, select

from consultant_app.domain.consent import Signature
from consultant_app.storage.consent_tables import SignatureRow
from consultant_app.storage.sealing import Sealed, UnsealError, seal, unseal
from consultant_app.storage.tables import ConsentRow

_NONCE_BYTES = 12


def keep_signature(session: Session, row: ConsentRow, signature: Signature, key: bytes) -> None:
    """Keep the signature of a consent, which must be flushed."""
    assert row.id is not None  # noqa: S101 - flushed: the database gave it
    session.add(SignatureRow(consent_id=row.id, sealed=_sealed(row.client_id, row.id, signature.to_bytes(), key)))


def read_signature(session: Session, client_id: str, consent_id: int, key: bytes) -> Signature | None:
    """The signature of a client's consent; ``None`` where none was drawn.

    Raises:
        UnsealError: it was altered.
    """
    row = session.get(SignatureRow, consent_id)
    return None if row is None else Signature.from_bytes(_opened(client_id, row, key))


def reseal_signatures(session: Session, client_id: str, keys: tuple[bytes, bytes]) -> None:
    """Seal a client's signatures anew under another key; one that cannot be opened any more goes.

    Args:
        session: Of the transaction that changes the key.
        client_id: Whose.
        keys: The former key and the new one.
    """
    former, new = keys
    mine = select(SignatureRow).join(ConsentRow, col(ConsentRow.id) == SignatureRow.consent_id)
    for row in session.exec(mine.where(ConsentRow.client_id == client_id)).all():
        try:
            row.sealed = _sealed(client_id, row.consent_id, _opened(client_id, row, former), new)
        except UnsealError:
            session.delete(row)
        else:
            session.add(row)
    session.flush()


def _sealed(client_id: str, consent_id: int, plain: bytes, key: bytes) -> bytes:
    sealed = seal(key, plain, _context(client_id, consent_id))
    return sealed.nonce + sealed.data


def _opened(client_id: str, row: SignatureRow, key: bytes) -> bytes:
    parts = Sealed(row.sealed[:_NONCE_BYTES], row.sealed[_NONCE_BYTES:])
    return unseal(key, parts, _context(client_id, row.consent_id))


def _context(client_id: str, consent_id: int) -> str:
    return f"signature|{client_id}|{consent_id}"
