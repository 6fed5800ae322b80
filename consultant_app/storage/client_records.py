"""Clients in the database: their details, their keys, and their erasure."""

from dataclasses import astuple
from datetime import datetime
from typing import Any

from sqlmodel import Session

from consultant_app.domain.clients import Client, ClientDraft, ClientSummary, Profile
from consultant_app.domain.consent import SignedConsent
from consultant_app.storage.client_index import find_clients, index_client
from consultant_app.storage.client_keys import ClientKeys
from consultant_app.storage.consent_records import consent_row, present_consent
from consultant_app.storage.database import Database
from consultant_app.storage.draft_records import end_draft
from consultant_app.storage.erasure_ledger import read_ledger, replay
from consultant_app.storage.faults import Faults
from consultant_app.storage.habit_form import keep_habits, with_habits
from consultant_app.storage.photo_vault import PhotoVault
from consultant_app.storage.search import index_of
from consultant_app.storage.tables import ClientRow, ErasureRow


class ClientRecords:
    """The clients of an open store. All methods raise ``StorageError`` where disk or database fail."""

    def __init__(self, database: Database, vault: PhotoVault, keys: ClientKeys, faults: Faults) -> None:
        self._database = database
        self._vault = vault
        self._keys = keys
        self._faults = faults

    def search(self, text: str, at_most: int | None = None) -> list[ClientSummary]:
        """Clients with words that begin with every typed word; the most recent visit first, then the newest."""
        with self._database.transaction() as session:
            return find_clients(session, text, at_most)

    def add(self, client: Client, draft_id: str | None = None, text_version: int | None = None) -> None:
        """Store a new client with a new key; the draft of her form ends with it.

        What her details allow, if anything, becomes her first consent: unsigned, in the words of ``text_version``.
        """
        row = ClientRow(
            id=client.id,
            created_at=client.created_at,
            sealed_key=self._keys.new(client.id),
            **_fields(client.details),
        )
        with self._database.transaction() as session:
            session.add(row)
            session.flush()
            if any(astuple(client.details.consent)):
                first = SignedConsent(client.details.consent, text_version, client.details.language)
                session.add(consent_row(client.id, first, client.created_at))
            keep_habits(session, client.id, client.details.profile)
            index_client(session, client.id)
            if draft_id is not None:
                end_draft(session, draft_id)

    def get(self, client_id: str) -> Client:
        """One client with her present consent. Raises ``StorageError`` where she is no longer there."""
        with self._database.transaction() as session:
            return self._client(session, client_id)

    def replace(self, client_id: str, details: ClientDraft, draft_id: str | None = None) -> Client:
        """Replace a client's details but for her consent, which is recorded by itself; her form's draft ends."""
        with self._database.transaction() as session:
            row = self._row(session, client_id)
            row.sqlmodel_update(_fields(details))
            session.add(row)
            keep_habits(session, client_id, details.profile)
            if draft_id is not None:
                end_draft(session, draft_id)
            index_client(session, client_id)
            return self._client(session, client_id)

    def is_known(self, client_id: str) -> bool:
        """Whether a client is stored or was erased."""
        with self._database.transaction() as session:
            return session.get(ClientRow, client_id) is not None or session.get(ErasureRow, client_id) is not None

    def erase(self, client_id: str, at: datetime) -> None:
        """Erase everything of a client: rows, key, files, and what the WAL still holds.

        The rows, her key with them, go in one transaction together with the entry in the ledger; an erasure that
        is cut off after it is finished at the next opening.
        """
        with self._database.transaction() as session:
            session.delete(self._row(session, client_id))
            session.add(ErasureRow(client_id=client_id, requested_at=at, finished_at=None))
        self._finish_erasure(client_id, at)

    def resume_erasures(self, at: datetime) -> None:
        """Finish the erasures that were cut off, and repeat those that a restored backup undid."""
        with self._database.transaction() as session:
            replay(session, read_ledger(session))
            pending = [entry.client_id for entry in read_ledger(session) if entry.finished_at is None]
        for client_id in sorted(pending):
            self._finish_erasure(client_id, at)

    def _finish_erasure(self, client_id: str, at: datetime) -> None:
        self._vault.discard_client(client_id)
        self._database.checkpoint("erasure_pending")
        with self._database.transaction() as session:
            entry = session.get_one(ErasureRow, client_id)
            entry.finished_at = at
            session.add(entry)

    def _row(self, session: Session, client_id: str) -> ClientRow:
        row = session.get(ClientRow, client_id)
        if row is None:
            raise self._faults("no_client")
        return row

    def _client(self, session: Session, client_id: str) -> Client:
        row = self._row(session, client_id)
        told = Profile(tuple(row.allergens), row.pregnancy, row.sensitive, row.fragrance_free, row.budget)
        details = ClientDraft(
            first_name=row.first_name,
            last_name=row.last_name,
            birth_date=row.birth_date,
            email=row.email,
            phone=row.phone,
            language=row.language,
            notes=row.notes,
            consent=present_consent(session, client_id),
            profile=with_habits(session, client_id, told),
        )
        return Client(row.id, row.created_at, details)


def _fields(details: ClientDraft) -> dict[str, Any]:
    """The columns of ``clients`` that come from a draft."""
    profile = details.profile
    return {
        "first_name": details.first_name,
        "last_name": details.last_name,
        "birth_date": details.birth_date,
        "email": details.email,
        "phone": details.phone,
        "language": details.language,
        "notes": details.notes,
        "allergens": list(profile.allergens),
        "pregnancy": profile.pregnancy,
        "sensitive": profile.sensitive,
        "fragrance_free": profile.fragrance_free,
        "budget": profile.budget,
        "search": index_of(details.first_name, details.last_name, details.email, details.phone),
    }
