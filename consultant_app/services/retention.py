"""How long a store keeps what: set by the manager, shown before, purged at the start and daily, logged after."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from consultant_app.domain.retention import Purge, Retention
from consultant_app.services.access import Access, UseCase, needs
from consultant_app.storage.retention_records import RetentionRecords

_LOG = logging.getLogger(__name__)
_EVERY = timedelta(hours=20)
"""Between two purges: a counter that opens a little earlier each day still purges every day."""
_LOGGED = 50


class RetentionService:
    """The periods of an open store; on the store's thread. All methods raise ``StorageError`` where it fails.

    Args:
        records: The periods in the store.
        now: The time, aware.
        access: Who is in.
    """

    def __init__(self, records: RetentionRecords, now: Callable[[], datetime], access: Access) -> None:
        self.access = access
        self._records, self._now = records, now
        self._last: datetime | None = None

    @needs(UseCase.SET_RETENTION)
    def periods(self) -> Retention:
        """The periods that hold; none in a new store."""
        return self._records.periods()

    @needs(UseCase.SET_RETENTION)
    def preview(self, retention: Retention) -> Purge:
        """What would go now by these periods; nothing is changed."""
        return self._records.due(retention, self._now())

    @needs(UseCase.SET_RETENTION)
    def set_periods(self, retention: Retention) -> Purge:
        """Let these periods hold, and purge by them at once: what was shown before is what goes."""
        self._records.set_periods(retention)
        return self._purge()

    @needs(UseCase.SET_RETENTION)
    def log(self) -> list[Purge]:
        """The last purges that removed anything, the newest first."""
        return self._records.log(_LOGGED)

    @needs(UseCase.RUN_RETENTION)
    def run_due(self) -> Purge | None:
        """Purge by the periods that hold; ``None`` where that was done within the day.

        The window calls it at the start and every hour.
        """
        if self._last is not None and timedelta(0) <= self._now() - self._last < _EVERY:
            return None
        return self._purge()

    def _purge(self) -> Purge:
        purge = self._records.purge(self._now())
        self._last = purge.at
        if purge:
            counts = ", ".join(f"{kind}: {count}" for kind, count in purge.counts.items())
            _LOG.info("purged by the periods of the store: %s", counts)
        return purge
