"""The audit log in the database: every entry is chained to the one before, by a key that is not in the database.

HMAC-SHA256 over the code of the entry before and all fields: an entry that was changed, moved, added or taken out
breaks the chain from there on. What is cut off at the end breaks nothing, so a small file beside the database, the
anchor, notes where the log ended; it is written after every entry, authenticated by the same key.
"""

import hmac
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlmodel import Session, col, select

from consultant_app.domain.audit import AuditEntry, AuditState
from consultant_app.files import write_atomically
from consultant_app.storage.audit_tables import AuditRow
from consultant_app.storage.database import Database
from consultant_app.storage.faults import Faults
from consultant_app.storage.secret_values import has_secret, secret_of

ANCHOR = "audit.anchor"
_START = bytes(32)
_AT = "%Y-%m-%d %H:%M:%S.%f"
"""A time in UTC, as SQLAlchemy writes it into SQLite."""
_ALL = "SELECT number, at, actor, action, subject, detail, mac FROM audit_log ORDER BY number"
_SECRET = "audit"  # noqa: S105 - the name of a secret, not one


class _Anchor(BaseModel):
    """Where the log ended: number and code of its last entry, under a code of its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    number: int
    mac: str
    code: str

    @classmethod
    def of(cls, key: bytes, number: int, mac: bytes) -> "_Anchor":
        return cls(number=number, mac=mac.hex(), code=_code(key, b"anchor", [number, mac.hex()]).hex())

    def is_authentic(self, key: bytes) -> bool:
        return hmac.compare_digest(self.code, _code(key, b"anchor", [self.number, self.mac]).hex())


class AuditRecords:
    """The audit log of an open store; on the store's thread. All methods raise ``StorageError`` where it fails.

    Args:
        database: The database.
        folder: The store's folder, for the anchor.
        wrapping_key: The store's key that wraps the log's own.
        faults: Makes the errors.
    """

    def __init__(self, database: Database, folder: Path, wrapping_key: bytes, faults: Faults) -> None:
        self._database = database
        self._anchor = folder / ANCHOR
        self._wrapping_key = wrapping_key
        self._faults = faults

    def append(self, at: datetime, actor: str, action: str, subject: str = "", detail: str = "") -> AuditEntry:
        """Add an entry. Once this returns, it outlives a power cut."""
        with self._database.transaction() as session:
            key = self._key(session)
            last = session.exec(select(AuditRow).order_by(col(AuditRow.number).desc()).limit(1)).first()
            number, before = (1, _START) if last is None else (last.number + 1, last.mac)
            if last is None:
                # Before the first entry counts, so that no log with entries is ever without its anchor.
                self._write_anchor(_Anchor.of(key, 0, _START))
            entry = AuditEntry(number, at.astimezone(UTC), actor, action, subject, detail)
            mac = _code(key, before, _content(entry))
            session.add(_row(entry, mac))
        self._write_anchor(_Anchor.of(key, number, mac))
        return entry

    def verify(self) -> AuditState:
        """Check the whole log (0.1 s for 10,000 entries; read without objects, as it grows for years)."""
        with self._database.transaction() as session:
            if not has_secret(session, _SECRET):
                # A store whose log was never written to; who took the secret out left entries or an anchor.
                entries = len(session.exec(select(AuditRow.number)).all())
                return AuditState(entries, "altered" if entries else None, min(entries, 1))
            key = self._key(session)
            found = session.connection().exec_driver_sql(_ALL)
            rows = [tuple(row) for row in found]
        codes: list[bytes] = []
        before = _START
        for number, at, actor, action, subject, detail, mac in rows:
            expected = _code(key, before, [number, _iso(at), actor, action, subject, detail])
            if number != len(codes) + 1 or not hmac.compare_digest(expected, mac):
                return AuditState(len(rows), "altered", len(codes) + 1)
            codes.append(mac)
            before = mac
        return self._verify_end(key, codes)

    def read(self, before: int | None = None, at_most: int = 200, subject: str = "") -> list[AuditEntry]:
        """Entries, the last first.

        Args:
            before: Only those with a smaller number.
            at_most: How many.
            subject: Only those about this id.
        """
        wanted = select(AuditRow).order_by(col(AuditRow.number).desc()).limit(at_most)
        if before is not None:
            wanted = wanted.where(AuditRow.number < before)
        if subject:
            wanted = wanted.where(AuditRow.subject == subject)
        with self._database.transaction() as session:
            return [_entry(row) for row in session.exec(wanted)]

    def anchor_anew(self) -> None:
        """Take the end of the log for what it is now: after a restore, which brings back an earlier one."""
        with self._database.transaction() as session:
            if not has_secret(session, _SECRET):
                return
            last = session.exec(select(AuditRow).order_by(col(AuditRow.number).desc()).limit(1)).first()
            number, mac = (0, _START) if last is None else (last.number, last.mac)
            anchor = _Anchor.of(self._key(session), number, mac)
        self._write_anchor(anchor)

    def _verify_end(self, key: bytes, codes: list[bytes]) -> AuditState:
        """Hold the end of the chain against the anchor, which may be behind it by a power cut, never before it."""
        count = len(codes)
        with self._faults.translated():
            text = self._anchor.read_bytes() if self._anchor.exists() else None
        if text is None:
            return AuditState(count, "anchor")
        try:
            anchor = _Anchor.model_validate_json(text)
        except ValidationError:
            return AuditState(count, "anchor")
        if not anchor.is_authentic(key):
            # Of another key: the log was begun anew behind our back, or the note was altered.
            return AuditState(count, "anchor")
        if anchor.number > count:
            return AuditState(count, "cut", count + 1)
        if anchor.number and codes[anchor.number - 1].hex() != anchor.mac:
            return AuditState(count, "altered", anchor.number)
        return AuditState(count)

    def _write_anchor(self, anchor: _Anchor) -> None:
        with self._faults.translated():
            write_atomically(self._anchor, anchor.model_dump_json().encode())

    def _key(self, session: Session) -> bytes:
        return secret_of(session, _SECRET, self._wrapping_key, self._faults)


def _code(key: bytes, before: bytes, content: Iterable[object]) -> bytes:
    text = json.dumps(list(content), ensure_ascii=True, separators=(",", ":"))
    return hmac.digest(key, before + text.encode(), "sha256")


def _content(entry: AuditEntry) -> list[object]:
    """The fields in a fixed order; a list in JSON, so that no two entries have one text."""
    at = entry.at.astimezone(UTC).strftime(_AT)
    return [entry.number, at, entry.actor, entry.action, entry.subject, entry.detail]


def _iso(at: object) -> str:
    """A time as it lies in the database, SQLite's text or another's datetime, as it was chained."""
    return at.strftime(_AT) if isinstance(at, datetime) else str(at)


def _row(entry: AuditEntry, mac: bytes) -> AuditRow:
    return AuditRow(
        number=entry.number,
        at=entry.at,
        actor=entry.actor,
        action=entry.action,
        subject=entry.subject,
        detail=entry.detail,
        mac=mac,
    )


def _entry(row: AuditRow) -> AuditEntry:
    return AuditEntry(row.number, row.at, row.actor, row.action, row.subject, row.detail)
