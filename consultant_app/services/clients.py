"""The clients of the house: find, create, change, erase."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from consultant_app.domain.clients import Client, ClientDraft, ClientSummary, Consent
from consultant_app.domain.errors import ConsultantError
from consultant_app.storage.client_records import ClientRecords
from consultant_app.texts import Texts


class ClientService:
    """The clients of an open store; on the store's thread. All methods raise ``StorageError`` where it fails.

    Args:
        records: The clients in the store.
        words: The language of the errors.
        now: The time, aware.
    """

    def __init__(self, records: ClientRecords, words: Texts, now: Callable[[], datetime]) -> None:
        self._records = records
        self._words = words
        self._now = now

    def search(self, text: str = "", at_most: int | None = None) -> list[ClientSummary]:
        """Find as one types: clients with words (names, e-mail, phone) that begin with every typed word.

        Accents and case do not count. The most recent visit comes first, clients without a visit last, the newest
        of them first. No text finds everyone; ``at_most`` so many.
        """
        return self._records.search(text, at_most)

    def create(self, draft: ClientDraft, draft_id: str | None = None) -> Client:
        """Store a new client; the draft ``draft_id`` of her form, if there is one, ends with it.

        Raises:
            ConsultantError: she has no name, or an impossible birth date.
        """
        return self._create(str(uuid4()), draft, draft_id)

    def create_once(self, client_id: str, draft: ClientDraft) -> Client | None:
        """Store a client under a given id, unless that id is stored or was erased; then ``None``."""
        return None if self._records.is_known(client_id) else self._create(client_id, draft)

    def get(self, client_id: str) -> Client:
        """One client with her present consent.

        Raises:
            StorageError: she is no longer there.
        """
        return self._records.get(client_id)

    def update(self, client_id: str, draft: ClientDraft, draft_id: str | None = None) -> Client:
        """Replace what is known of a client; a changed consent is added to its history, a draft of her form ends.

        Withdrawn consent acts at once and cannot be undone: without ``keep_photos`` her photos and maps are
        deleted, without ``keep_results`` all her visits. The screen asks before it calls.

        Raises:
            ConsultantError: she has no name, or an impossible birth date.
            StorageError: she is no longer there.
        """
        return self._records.replace(client_id, self._checked(draft), self._now(), draft_id)

    def consent_history(self, client_id: str) -> list[tuple[datetime, Consent]]:
        """What she allowed and when (UTC, aware), oldest first; changes are only ever added."""
        return self._records.consents(client_id)

    def erase(self, client_id: str) -> None:
        """Erase everything of a client, at once and for good; only her random id stays, in the erasure ledger.

        Raises:
            StorageError: she is no longer there; or another program holds the file, then the last traces go when
                the store is opened again.
        """
        self._records.erase(client_id, self._now())

    def _create(self, client_id: str, draft: ClientDraft, draft_id: str | None = None) -> Client:
        client = Client(client_id, self._now(), self._checked(draft))
        self._records.add(client, draft_id)
        return client

    def _checked(self, draft: ClientDraft) -> ClientDraft:
        try:
            return draft.checked(self._now().date())
        except ValueError as error:
            named = draft.first_name.strip() or draft.last_name.strip()
            raise ConsultantError(self._words("client.bad_birth_date" if named else "client.no_name")) from error
