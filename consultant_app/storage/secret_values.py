"""Secrets that must outlive a change of the master key, such as the audit log's: random, wrapped by the store."""

from sqlcipher3 import dbapi2
from sqlmodel import Field, Session, SQLModel

from consultant_app.storage.faults import Faults
from consultant_app.storage.sealing import Sealed, UnsealError, new_key, seal, unseal

_NONCE_BYTES = 12


class SecretRow(SQLModel, table=True):
    """One secret, sealed: nonce, then ciphertext and tag."""

    __tablename__ = "secrets"
    name: str = Field(primary_key=True)
    sealed: bytes


def has_secret(session: Session, name: str) -> bool:
    """Whether a secret was ever asked for."""
    return session.get(SecretRow, name) is not None


def secret_of(session: Session, name: str, wrapping_key: bytes, faults: Faults) -> bytes:
    """A secret of the store; made when it is first asked for.

    Raises:
        StorageError: it was altered.
    """
    row = session.get(SecretRow, name)
    if row is None:
        secret = new_key()
        session.add(SecretRow(name=name, sealed=_wrap(wrapping_key, secret, name)))
        session.flush()
        return secret
    return _unwrap(wrapping_key, row.sealed, name, faults)


def rewrap_secrets(connection: dbapi2.Connection, former: bytes, new: bytes, faults: Faults) -> None:
    """Wrap all secrets by another key, in the transaction of ``connection``; older databases have none."""
    if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'secrets'").fetchone():
        return
    for name, sealed in connection.execute("SELECT name, sealed FROM secrets").fetchall():
        anew = _wrap(new, _unwrap(former, sealed, name, faults), name)
        connection.execute("UPDATE secrets SET sealed = ? WHERE name = ?", (anew, name))


def _wrap(key: bytes, secret: bytes, name: str) -> bytes:
    sealed = seal(key, secret, f"secret|{name}")
    return sealed.nonce + sealed.data


def _unwrap(key: bytes, sealed: bytes, name: str, faults: Faults) -> bytes:
    try:
        return unseal(key, Sealed(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]), f"secret|{name}")
    except UnsealError as error:
        raise faults("damaged") from error
