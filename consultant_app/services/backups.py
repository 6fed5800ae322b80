"""Automatic backups: when one is due, where they go, how it stands with them."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from consultant_app.domain.backups import AT_LEAST_BETWEEN, BackupCheck, BackupInfo, BackupStatus
from consultant_app.domain.errors import StorageError
from consultant_app.files import write_atomically
from consultant_app.services.access import Access, UseCase, needs
from consultant_app.storage.backup import BackupMaker
from consultant_app.storage.faults import Faults
from consultant_app.texts import Texts

_FIRST_RETRY_S, _LAST_RETRY_S = 300.0, 1800.0


class _Settings(BaseModel):
    """What is remembered between two openings, in ``backup.json``; no secret."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    target: str | None = None
    last: AwareDatetime | None = None
    failure: str = ""
    erasures: int = 0


class BackupService:
    """The backups of an open store.

    Threads: ``run`` and ``verify`` take as long as the target takes and belong on a thread of their own; all else
    on the store's. A target that cannot be reached is told by ``status`` and tried again, after 5 minutes, then
    after twice as long, at most half an hour; it holds up nobody.

    Args:
        maker: Makes them.
        folder: The store's folder.
        words: The language of the errors.
        now: The time, aware.
        access: Who is in.
        clock: Seconds that only run forwards: a clock that is set back must not put the next backup off.
    """

    def __init__(
        self,
        maker: BackupMaker,
        folder: Path,
        words: Texts,
        now: Callable[[], datetime],
        access: Access,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.access = access
        self._maker, self._now, self._clock = maker, now, clock
        self._faults = Faults(words, folder)
        self._path = folder / "backup.json"
        self._default = folder.parent / "backups"
        self._settings = self._read()
        self._ran_at: float | None = None
        self._seen: int | None = None
        self._retry_s, self._not_before = _FIRST_RETRY_S, clock()

    @needs(UseCase.RUN_BACKUP)
    def status(self) -> BackupStatus:
        """How it stands."""
        found = self._settings
        return BackupStatus(str(self._target()), found.last, found.failure)

    @needs(UseCase.MANAGE_BACKUPS)
    def set_target(self, target: Path | None) -> None:
        """Choose the folder, on a disk or a network share; ``None`` for the one beside the store.

        Raises:
            StorageError: the choice cannot be written down.
        """
        self._write(target=None if target is None else str(target), last=None, failure="")
        self._not_before = self._clock()

    @needs(UseCase.RUN_BACKUP)
    def due(self) -> bool:
        """Whether a backup is due: something changed, and the last is half an hour old; or somebody was erased.

        Who was erased must leave the older backups, so that does not wait.
        """
        if self._clock() < self._not_before:
            return False
        if self._settings.last is not None and self._maker.erasures() > self._settings.erasures:
            return True
        changed = self._seen is None or self._maker.changes() != self._seen
        return changed and self._is_old()

    @needs(UseCase.RUN_BACKUP)
    def run(self) -> BackupInfo:
        """Make a backup now.

        Raises:
            StorageError: it cannot be made; ``status`` says why, and it is tried again.
        """
        changes, erasures, now = self._maker.changes(), self._maker.erasures(), self._now()
        target = self._target()
        try:
            if target == self._default:
                with self._faults.translated():
                    target.mkdir(mode=0o700, parents=True, exist_ok=True)
            info = self._maker.make(target, now)
        except StorageError as error:
            self._not_before = self._clock() + self._retry_s
            self._retry_s = min(2 * self._retry_s, _LAST_RETRY_S)
            self._write(failure=str(error))
            raise
        self._ran_at, self._seen, self._retry_s = self._clock(), changes, _FIRST_RETRY_S
        self._write(last=now, failure="", erasures=erasures)
        return info

    @needs(UseCase.RUN_BACKUP)
    def run_to(self, target: Path) -> BackupInfo:
        """Make a backup in another folder, once. Raises ``StorageError``."""
        return self._maker.make(target, self._now())

    @needs(UseCase.RUN_BACKUP)
    def verify(self, target: Path | None = None) -> list[BackupCheck]:
        """Check all backups, byte by byte, the oldest first; of another folder than the usual, where one is named.

        Raises:
            StorageError: the folder cannot be reached.
        """
        return self._maker.verify(target or self._target())

    def _is_old(self) -> bool:
        last = self._settings.last
        if self._ran_at is not None:
            return self._clock() - self._ran_at >= AT_LEAST_BETWEEN.total_seconds()
        now = self._now()
        # A last backup from the future says nothing: the clock was set back.
        return last is None or now < last or now - last >= AT_LEAST_BETWEEN

    def _target(self) -> Path:
        return self._default if self._settings.target is None else Path(self._settings.target)

    def _read(self) -> _Settings:
        with self._faults.translated():
            text = self._path.read_bytes() if self._path.exists() else b"{}"
        try:
            return _Settings.model_validate_json(text)
        except ValidationError:
            return _Settings()  # only a choice of folder and a time are lost, and the next backup is due at once

    def _write(self, **changes: object) -> None:
        self._settings = self._settings.model_copy(update=changes)
        with self._faults.translated():
            write_atomically(self._path, self._settings.model_dump_json(indent=1).encode())
