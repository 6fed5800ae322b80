"""What the window asks about backups and the audit log."""

from pathlib import Path
from typing import Protocol

from consultant_app.domain.audit import AuditEntry, AuditState
from consultant_app.domain.backups import BackupInfo, BackupStatus


class Backups(Protocol):
    """The automatic backups; ``run`` on a thread of its own, all else on the store's lane."""

    def status(self) -> BackupStatus:
        """How it stands."""
        ...

    def due(self) -> bool:
        """Whether one is due."""
        ...

    def run(self) -> BackupInfo:
        """Make one now; raises ``StorageError``."""
        ...

    def set_target(self, target: Path | None) -> None:
        """Choose the folder; raises ``AccessError``, ``StorageError``."""
        ...


class AuditLog(Protocol):
    """The audit log; on the store's lane."""

    def entries(self, before: int | None = None, at_most: int = 200, subject: str = "") -> list[AuditEntry]:
        """Entries, the last first; raises ``AccessError``."""
        ...

    def check(self) -> AuditState:
        """Check the whole log; raises ``AccessError``."""
        ...
