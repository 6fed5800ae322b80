"""The reports that clients took home: kept with the visit, reopened as they were. Consent is enforced here."""

from collections.abc import Callable
from datetime import datetime

from consultant_app.domain.reports import KeptReport
from consultant_app.services.access import Access, UseCase, needs
from consultant_app.storage.client_records import ClientRecords
from consultant_app.storage.report_records import NewReport, ReportRecords
from consultant_app.storage.visit_records import VisitRecords


class HandedOverService:
    """The kept reports of an open store; on the store's thread. All methods raise ``StorageError`` where it fails.

    Args:
        records: The reports in the store.
        visits: The visits, for whose they are.
        clients: The clients, for their consent.
        now: The time, aware.
        access: Who is in.
    """

    def __init__(
        self,
        records: ReportRecords,
        visits: VisitRecords,
        clients: ClientRecords,
        now: Callable[[], datetime],
        access: Access,
    ) -> None:
        self.access = access
        self._records = records
        self._visits = visits
        self._clients = clients
        self._now = now

    @needs(UseCase.KEEP_REPORT)
    def keep(self, visit_id: str, pdf: bytes, language: str, *, with_photo: bool) -> KeptReport | None:
        """Keep a report as it was handed over, as far as the client's consent reaches.

        A report that shows her is a photograph of her: without ``keep_photos`` it is not kept. That is no error:
        she has her copy, and nobody needs to act.

        Args:
            visit_id: A kept visit.
            pdf: The bytes that she was given, without a password.
            language: Of the report.
            with_photo: Whether it shows her face.

        Returns:
            The kept report; ``None`` where she does not allow it.

        Raises:
            StorageError: the visit is no longer there, or the store cannot be written. Nothing was kept.
        """
        visit = self._visits.open(visit_id, with_photo=False)
        consent = self._clients.get(visit.summary.client_id).details.consent
        if not consent.keep_results or (with_photo and not consent.keep_photos):
            return None
        return self._records.add(NewReport(visit_id, self._now(), language, with_photo, pdf))

    @needs(UseCase.READ_REPORT)
    def history(self, visit_id: str) -> list[KeptReport]:
        """The reports of a visit, the last handed over first."""
        return self._records.history(visit_id)

    @needs(UseCase.READ_REPORT)
    def open(self, report_id: str) -> bytes:
        """The PDF, byte for byte as it was handed over.

        Raises:
            StorageError: it was erased with its photo or visit, or its file is missing or was altered.
        """
        return self._records.open(report_id)
