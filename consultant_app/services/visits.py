"""The visits of a client: keep, list, read back. Consent is enforced here."""

from collections.abc import Callable
from datetime import datetime

from consultant_app.domain.clients import SavedVisit, VisitSummary
from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.routine import Routine
from consultant_app.storage.client_records import ClientRecords
from consultant_app.storage.visit_records import NewVisit, VisitRecords
from consultant_app.texts import Texts


class ConsentError(ConsultantError):
    """The client has not allowed it; the text says what is missing."""


class VisitService:
    """The visits of an open store; on the store's thread. All methods raise ``StorageError`` where it fails.

    Args:
        records: The visits in the store.
        clients: The clients, for their consent.
        words: The language of the errors.
        now: The time, aware.
    """

    def __init__(
        self, records: VisitRecords, clients: ClientRecords, words: Texts, now: Callable[[], datetime]
    ) -> None:
        self._records = records
        self._clients = clients
        self._words = words
        self._now = now

    def save(self, client_id: str, photo: AnalysedPhoto, routine: Routine, note: str = "") -> VisitSummary:
        """Keep a visit, as far as the client's consent reaches.

        Without ``keep_photos`` the analysis and the routine are kept, the photo and the maps are not. Without
        ``keep_results`` saving is refused rather than silently skipped: the consultant must know that there will
        be no history.

        Raises:
            TypeError: what is given is no analysed photograph, an illustration for one.
            ConsentError: no consent to the analysis, or to keeping its results. Nothing was kept.
            StorageError: she is no longer there, or the store cannot be written. Nothing was kept.
        """
        # Types do not hold at run time, and an illustration must never become a client's photo.
        if not isinstance(photo, AnalysedPhoto):
            raise TypeError(f"a visit is kept with an analysed photograph, not with {type(photo).__name__}")
        consent = self._clients.get(client_id).details.consent
        if not consent.analysis:
            raise ConsentError(self._words("consent.no_analysis"))
        if not consent.keep_results:
            raise ConsentError(self._words("consent.no_results"))
        visit = NewVisit(client_id, self._now(), photo, routine, note, keep_photo=consent.keep_photos)
        return self._records.add(visit)

    def history(self, client_id: str) -> list[VisitSummary]:
        """A client's visits, newest first."""
        return self._records.history(client_id)

    def open(self, visit_id: str, *, with_photo: bool = True) -> SavedVisit:
        """Read one visit back.

        Args:
            visit_id: The visit.
            with_photo: Off, the photo is left in the vault: fast, for curves, and the way to the scores where the
                photo was damaged.

        Raises:
            StorageError: it is no longer there, or its photo is missing or was altered.
        """
        return self._records.open(visit_id, with_photo=with_photo)
