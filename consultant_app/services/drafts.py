"""What was begun and not ended: kept at once, offered again, gone when saved. Consent is enforced here."""

from dataclasses import replace

from consultant_app.domain.drafts import Draft, DraftKind, DraftSummary, FormDraft, TakenDraft, VisitDraft
from consultant_app.domain.errors import StorageError
from consultant_app.services.access import Access, UseCase, needs
from consultant_app.storage.client_records import ClientRecords
from consultant_app.storage.draft_records import DraftRecords


class DraftService:
    """The drafts of an open store; on the store's thread. All methods raise ``StorageError`` where it fails.

    Args:
        records: The drafts in the store.
        clients: The clients, for their consent.
        access: Who is in.
    """

    def __init__(self, records: DraftRecords, clients: ClientRecords, access: Access) -> None:
        self.access = access
        self._records = records
        self._clients = clients

    @needs(UseCase.READ_DRAFT)
    def pending(self) -> list[DraftSummary]:
        """All that was begun and not ended, the last first."""
        return self._records.pending()

    @needs(UseCase.KEEP_DRAFT)
    def keep_form(self, draft: FormDraft) -> None:
        """Keep a form as it is typed."""
        self._records.keep_form(draft)

    @needs(UseCase.KEEP_DRAFT)
    def keep_visit(self, draft: VisitDraft) -> bool:
        """Keep a visit that is not saved yet, as far as the client's consent reaches.

        Without ``keep_photos`` the photo is not written, not even for the hour: what is on the disk is kept. The
        visit can then be gone on with, its photo not.

        Returns:
            Whether it was kept; ``False`` where she lets no result be kept.
        """
        consent = self._clients.get(draft.client_id).details.consent
        if not consent.analysis or not consent.keep_results:
            return False
        self._records.keep_visit(draft if consent.keep_photos else replace(draft, photo=None))
        return True

    @needs(UseCase.KEEP_DRAFT)
    def keep_taken(self, draft: TakenDraft) -> bool:
        """Keep a photo that is still to be read, where all that its visit is made of may be kept.

        Returns:
            Whether it was kept; ``False`` where she lets no photo or no result be kept.
        """
        consent = self._clients.get(draft.client_id).details.consent
        if not (consent.analysis and consent.keep_results and consent.keep_photos):
            return False
        self._records.keep_taken(draft)
        return True

    @needs(UseCase.KEEP_DRAFT)
    def rewrite_visit(self, draft: VisitDraft) -> bool:
        """Keep what the consultant changed since the photo was kept, or all where it was not. Returns as above."""
        return self._records.rewrite(draft.id, draft.routine, draft.note) or self.keep_visit(draft)

    @needs(UseCase.READ_DRAFT)
    def open_form(self, draft_id: str) -> FormDraft:
        """Read a form back. Raises ``StorageError`` where it ended meanwhile."""
        return self._records.open_form(draft_id)

    @needs(UseCase.READ_DRAFT)
    def open_visit(self, draft_id: str) -> VisitDraft | TakenDraft:
        """Read a visit back, or the photo of one that is still to be read.

        Raises:
            StorageError: it ended meanwhile, or its photo is damaged.
        """
        return self._records.open_visit(draft_id)

    @needs(UseCase.KEEP_DRAFT)
    def discard(self, summary: DraftSummary) -> Draft | None:
        """Delete a draft.

        Returns:
            What was deleted, so that it can be kept again; ``None`` where it could not be read any more.
        """
        reading = self._records.open_form if summary.kind is DraftKind.FORM else self._records.open_visit
        try:
            draft = reading(summary.id)
        except StorageError:
            draft = None
        self._records.discard(summary.id)
        return draft

    @needs(UseCase.KEEP_DRAFT)
    def end(self, draft_id: str) -> None:
        """Delete a draft whose content is at hand, or not wanted."""
        self._records.discard(draft_id)
