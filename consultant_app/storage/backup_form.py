"""What a backup says of itself, authenticated: whoever can write to a shared folder can falsify nothing in it."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from consultant_app.domain.backups import BackupInfo
from consultant_app.storage.erasure_ledger import ErasureEntry


class _Authenticated(BaseModel):
    """Carries HMAC-SHA256 over all its other fields, by the backups' subkey of the master key ``key``."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: str
    mac: str = ""

    def text(self, secret: bytes) -> bytes:
        """As it is written, with its code."""
        return self.model_copy(update={"mac": self._code(secret)}).model_dump_json(indent=1).encode()

    def is_authentic(self, secret: bytes) -> bool:
        """Whether it is as it was written by somebody who holds the key."""
        return hmac.compare_digest(self.mac, self._code(secret))

    def _code(self, secret: bytes) -> str:
        content = type(self).__name__ + self.model_dump_json(exclude={"mac"})
        return hmac.new(secret, content.encode(), hashlib.sha256).hexdigest()


class Manifest(_Authenticated):
    """One backup.

    Attributes:
        store: Id of the store.
        at: When it was made.
        program: Version that made it.
        database: Name of its database's file; another one after clients were taken out of it.
        sha256: Of the database's file.
        rows: Table -> number of rows.
        files: Encrypted files, as ``client/name`` -> SHA-256 of their bytes.
        missing: Encrypted files that the database knows and that were not there, or damaged.
        without: Ids of the erased clients that are known not to be in it.
    """

    format: Literal[1] = 1
    store: str
    at: AwareDatetime
    program: str
    database: str
    sha256: str
    rows: dict[str, int]
    files: dict[str, str]
    missing: tuple[str, ...]
    without: tuple[str, ...]

    def info(self, name: str) -> BackupInfo:
        """What a person wants to know of it."""
        return BackupInfo(name, self.at, self.rows, len(self.files), len(self.missing))


class _Erasure(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    client_id: str
    requested_at: AwareDatetime
    finished_at: AwareDatetime | None


class ErasureList(_Authenticated):
    """The newest ledger of erasures, beside the backups, so that a lost computer does not bring anyone back."""

    format: Literal[1] = 1
    entries: tuple[_Erasure, ...]

    @classmethod
    def of(cls, key: str, entries: Iterable[ErasureEntry]) -> "ErasureList":
        """The list of these entries, for the key of this id."""
        found = (
            _Erasure(client_id=e.client_id, requested_at=e.requested_at, finished_at=e.finished_at)
            for e in entries
        )
        return cls(key=key, entries=tuple(found))

    def ledger(self) -> tuple[ErasureEntry, ...]:
        """Its entries."""
        return tuple(ErasureEntry(e.client_id, e.requested_at, e.finished_at) for e in self.entries)


def backup_name(at: datetime) -> str:
    """Name of the folder of a backup, in the order of time."""
    return at.strftime("%Y%m%dT%H%M%SZ")
