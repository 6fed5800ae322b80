"""The ledger of erasures: who was erased and when, by random id alone. A restored backup is held against it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from consultant_app.storage.tables import ClientRow, ErasureRow


@dataclass(frozen=True, slots=True)
class ErasureEntry:
    """One erasure.

    Attributes:
        client_id: The client's random id; what it belonged to is gone.
        requested_at: When it was asked for, UTC, aware.
        finished_at: When the last trace was gone; ``None`` while that is still to be done.
    """

    client_id: str
    requested_at: datetime
    finished_at: datetime | None


def read_ledger(session: Session) -> tuple[ErasureEntry, ...]:
    """All erasures, the oldest first."""
    rows = session.exec(select(ErasureRow).order_by(col(ErasureRow.requested_at), col(ErasureRow.client_id)))
    return tuple(ErasureEntry(row.client_id, row.requested_at, row.finished_at) for row in rows)


def replay(session: Session, entries: Iterable[ErasureEntry]) -> tuple[str, ...]:
    """Erase again whoever an older copy of the database brought back.

    Every entry comes to stand in the ledger of this database. Clients who are in it and here all the same lose
    their rows, and with them their keys, in the transaction of ``session``; their entries are left open. Whoever
    calls then deletes their files and checkpoints, or lets the next opening do it: it finishes all open entries.

    Args:
        session: An open transaction on the restored database.
        entries: The ledger that was newest before the restore; may hold what the database knows already.

    Returns:
        Ids of the clients who had come back, in the order of the alphabet.
    """
    for entry in entries:
        known = session.get(ErasureRow, entry.client_id)
        if known is None:
            session.add(
                ErasureRow(
                    client_id=entry.client_id, requested_at=entry.requested_at, finished_at=entry.finished_at
                )
            )
    session.flush()
    back = session.exec(select(ClientRow).join(ErasureRow, col(ErasureRow.client_id) == ClientRow.id)).all()
    for row in back:
        entry_row = session.get_one(ErasureRow, row.id)
        entry_row.finished_at = None
        session.add(entry_row)
        session.delete(row)
    session.flush()
    return tuple(sorted(row.id for row in back))
