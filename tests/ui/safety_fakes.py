"""Backups and a log in memory."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from consultant_app.domain.audit import AuditEntry, AuditState
from consultant_app.domain.backups import BackupInfo, BackupStatus
from consultant_app.domain.errors import StorageError

NOW = datetime(2026, 11, 23, 15, 10, tzinfo=UTC)


@dataclass
class FakeBackups:
    """Made in no time; ``broken`` says why not."""

    made: int = 0
    is_due: bool = False
    broken: str = ""
    target: str = "/backups"

    def status(self) -> BackupStatus:
        return BackupStatus(self.target, NOW if self.made else None, self.broken)

    def due(self) -> bool:
        return self.is_due

    def run(self) -> BackupInfo:
        if self.broken:
            raise StorageError(self.broken)
        self.made += 1
        self.is_due = False
        return BackupInfo("20261123T151000Z", NOW, {}, 0, 0)

    def set_target(self, target: Path | None) -> None:
        self.target = str(target)


@dataclass
class FakeAudit:
    """A log of as many entries as are given."""

    log: list[AuditEntry] = field(default_factory=list)
    state: AuditState = field(default_factory=lambda: AuditState(0))

    def entries(self, before: int | None = None, at_most: int = 200, subject: str = "") -> list[AuditEntry]:
        found = [entry for entry in reversed(self.log) if before is None or entry.number < before]
        return [entry for entry in found if not subject or entry.subject == subject][:at_most]

    def check(self) -> AuditState:
        return self.state
