"""The visits of a client: keep, list, read back. Consent is enforced here."""

from collections.abc import Callable
from datetime import datetime

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.clients import DayVisit, SavedVisit, VisitSummary
from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.evolution import PastVisit
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.routine import Routine
from consultant_app.services.access import Access, UseCase, needs
from consultant_app.storage.client_records import ClientRecords
from consultant_app.storage.timeline_records import TimelineRecords
from consultant_app.storage.visit_records import NewVisit, VisitRecords
from consultant_app.texts import Texts


class ConsentError(ConsultantError):
    """The client has not allowed it; the text says what is missing."""


class VisitService:
    """The visits of an open store; on the store's thread. All methods raise ``StorageError`` where it fails.

    Args:
        records: The visits in the store.
        timeline: The same, read as one story.
        clients: The clients, for their consent.
        words: The language of the errors.
        now: The time, aware.
        access: Who is in.
    """

    def __init__(
        self,
        records: VisitRecords,
        timeline: TimelineRecords,
        clients: ClientRecords,
        words: Texts,
        now: Callable[[], datetime],
        access: Access,
    ) -> None:
        self.access = access
        self._records = records
        self._timeline = timeline
        self._clients = clients
        self._words = words
        self._now = now

    @needs(UseCase.SAVE_VISIT)
    def save(
        self,
        client_id: str,
        photo: AnalysedPhoto | Analysis,
        routine: Routine,
        note: str = "",
        *,
        at: datetime | None = None,
        draft_id: str | None = None,
    ) -> VisitSummary:
        """Keep a visit, as far as the client's consent reaches; its draft ends with it.

        Without ``keep_photos`` the analysis and the routine are kept, the photo and the maps are not. Without
        ``keep_results`` saving is refused rather than silently skipped: the consultant must know that there will
        be no history.

        Args:
            client_id: Whose.
            photo: The photo with its analysis; the analysis alone where the draft was kept without the photo.
            routine: What was advised.
            note: What was noted.
            at: When the photo was taken, aware; a visit that is saved a day later is still of its own day. Now,
                where nothing is said.
            draft_id: Of the visit's draft.

        Raises:
            TypeError: what is given is no analysed photograph, an illustration for one.
            ConsentError: no consent to the analysis, or to keeping its results. Nothing was kept.
            StorageError: she is no longer there, or the store cannot be written. Nothing was kept.
        """
        # Types do not hold at run time, and an illustration must never become a client's photo.
        if not isinstance(photo, AnalysedPhoto | Analysis):
            raise TypeError(f"a visit is kept with an analysed photograph, not with {type(photo).__name__}")
        self._check_consent(client_id)
        keep_photo = self._clients.get(client_id).details.consent.keep_photos
        visit = NewVisit(
            client_id,
            at or self._now(),
            photo,
            routine,
            note,
            keep_photo=keep_photo,
            draft_id=draft_id,
            host=None if self.access.user is None else self.access.user.id,
        )
        return self._records.add(visit)

    @needs(UseCase.READ_VISIT)
    def timeline(self, client_id: str) -> tuple[PastVisit, ...]:
        """A client's visits with all their scores, the oldest first, without photos."""
        return self._timeline.read(client_id)

    @needs(UseCase.SAVE_VISIT)
    def keep_rescored(self, visit_id: str, analysis: Analysis) -> None:
        """Keep what a later model reads off a visit's photo, beside what the client was told.

        Raises:
            ConsentError: the client does not allow it (any more). Nothing was kept.
            StorageError: the visit is no longer there, or the store cannot be written.
        """
        self._check_consent(self._records.open(visit_id, with_photo=False).summary.client_id)
        self._timeline.keep_rescored(visit_id, analysis, self._now())

    @needs(UseCase.READ_VISIT)
    def history(self, client_id: str) -> list[VisitSummary]:
        """A client's visits, newest first."""
        return self._records.history(client_id)

    @needs(UseCase.READ_VISIT)
    def since(self, at: datetime) -> list[DayVisit]:
        """The visits of all clients from ``at`` (aware) on, newest first."""
        return self._records.since(at)

    @needs(UseCase.READ_VISIT)
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

    def _check_consent(self, client_id: str) -> None:
        consent = self._clients.get(client_id).details.consent
        if not consent.analysis:
            raise ConsentError(self._words("consent.no_analysis"))
        if not consent.keep_results:
            raise ConsentError(self._words("consent.no_results"))
