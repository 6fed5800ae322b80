"""The clients of the house: find, create, change, erase. What they allow is in ``services.consents``."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from consultant_app.domain.clients import Client, ClientDraft, ClientSummary, Consent
from consultant_app.domain.errors import ConsultantError
from consultant_app.services.access import Access, UseCase, needs
from consultant_app.services.consent_texts import newest_version
from consultant_app.storage.client_records import ClientRecords
from consultant_app.texts import Texts


class ClientService:
    """The clients of an open store; on the store's thread. All methods raise ``StorageError`` where it fails.

    Args:
        records: The clients in the store.
        words: The language of the errors.
        now: The time, aware.
        access: Who is in.
    """

    def __init__(self, records: ClientRecords, words: Texts, now: Callable[[], datetime], access: Access) -> None:
        self.access = access
        self._records = records
        self._words = words
        self._now = now

    @needs(UseCase.FIND_CLIENTS)
    def search(self, text: str = "", at_most: int | None = None) -> list[ClientSummary]:
        """Find as one types: clients with words (names, e-mail, phone) that begin with every typed word.

        Accents and case do not count. The most recent visit comes first, clients without a visit last, the newest
        of them first. No text finds everyone; ``at_most`` so many.
        """
        return self._records.search(text, at_most)

    @needs(UseCase.EDIT_CLIENT)
    def create(self, draft: ClientDraft, draft_id: str | None = None) -> Client:
        """Store a new client, who allows nothing yet; the draft ``draft_id`` of her form, if any, ends with it.

        Raises:
            ValueError: the draft allows something: a consent is signed, never filled in.
            ConsultantError: she has no name, or an impossible birth date.
        """
        if draft.consent != Consent():
            raise ValueError("a consent is recorded by ConsentService.sign")
        return self._create(str(uuid4()), draft, draft_id)

    @needs(UseCase.SEED)
    def create_once(self, client_id: str, draft: ClientDraft) -> Client | None:
        """Store an invented client with what she allows, unless her id is stored or was erased; then ``None``."""
        if self._records.is_known(client_id):
            return None
        return self._create(client_id, draft, text_version=newest_version())

    @needs(UseCase.READ_CLIENT)
    def get(self, client_id: str) -> Client:
        """One client with her present consent.

        Raises:
            StorageError: she is no longer there.
        """
        return self._records.get(client_id)

    @needs(UseCase.EDIT_CLIENT)
    def update(self, client_id: str, draft: ClientDraft, draft_id: str | None = None) -> Client:
        """Replace what is known of a client but for her consent, which she signs; a draft of her form ends.

        Raises:
            ConsultantError: she has no name, or an impossible birth date.
            StorageError: she is no longer there.
        """
        return self._records.replace(client_id, self._checked(draft), draft_id)

    @needs(UseCase.ERASE_CLIENT)
    def erase(self, client_id: str) -> None:
        """Erase everything of a client, at once and for good; only her random id stays, in the erasure ledger.

        Raises:
            StorageError: she is no longer there; or another program holds the file, then the last traces go when
                the store is opened again.
        """
        self._records.erase(client_id, self._now())

    def _create(
        self, client_id: str, draft: ClientDraft, draft_id: str | None = None, text_version: int | None = None
    ) -> Client:
        client = Client(client_id, self._now(), self._checked(draft))
        self._records.add(client, draft_id, text_version)
        return client

    def _checked(self, draft: ClientDraft) -> ClientDraft:
        try:
            return draft.checked(self._now().date())
        except ValueError as error:
            named = draft.first_name.strip() or draft.last_name.strip()
            raise ConsultantError(self._words("client.bad_birth_date" if named else "client.no_name")) from error
