"""What the window asks about what was begun and not ended."""

from typing import Protocol

from consultant_app.domain.drafts import Draft, DraftSummary, FormDraft, TakenDraft, VisitDraft


class Drafts(Protocol):
    """What was begun and not ended; every call runs on the store's lane."""

    def pending(self) -> list[DraftSummary]:
        """All of it, the last begun first."""
        ...

    def keep_form(self, draft: FormDraft) -> None:
        """Keep a form as it is typed."""
        ...

    def keep_visit(self, draft: VisitDraft) -> bool:
        """Keep a visit that is not saved yet, as far as the client's consent reaches."""
        ...

    def keep_taken(self, draft: TakenDraft) -> bool:
        """Keep a photo that is still to be read, as far as the client's consent reaches."""
        ...

    def rewrite_visit(self, draft: VisitDraft) -> bool:
        """Keep what changed since its photo was kept."""
        ...

    def open_form(self, draft_id: str) -> FormDraft:
        """Read a form back."""
        ...

    def open_visit(self, draft_id: str) -> VisitDraft | TakenDraft:
        """Read a visit back, or the photo of one that is still to be read."""
        ...

    def discard(self, summary: DraftSummary) -> Draft | None:
        """Delete a draft; what it was, where that can be read."""
        ...

    def end(self, draft_id: str) -> None:
        """Delete a draft whose content is not needed."""
        ...
