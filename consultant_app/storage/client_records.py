"""Clients in the database: their details, their consents, their keys, and their erasure."""

from dataclasses import astuple
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, desc, select

from consultant_app.domain.clients import Client, ClientDraft, ClientSummary, Consent, Profile
from consultant_app.storage.client_index import find_clients, index_client
from consultant_app.storage.client_keys import ClientKeys
from consultant_app.storage.database import Database
from consultant_app.storage.draft_records import drop_drafts, end_draft
from consultant_app.storage.faults import Faults
from consultant_app.storage.habit_form import keep_habits, with_habits
from consultant_app.storage.photo_vault import PhotoVault
from consultant_app.storage.report_records import drop_reports, reseal_reports
from consultant_app.storage.search import index_of
from consultant_app.storage.tables import ClientRow, ConsentRow, ErasureRow, PhotoRow, VisitRow


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

    def add(self, client: Client, draft_id: str | None = None) -> None:
        """Store a new client with a new key and her first consent; the draft of her form ends with it."""
        row = ClientRow(
            id=client.id,
            created_at=client.created_at,
            sealed_key=self._keys.new(client.id),
            **_fields(client.details),
        )
        with self._database.transaction() as session:
            session.add(row)
            session.flush()
            session.add(_consent_row(client.id, client.details.consent, client.created_at))
            keep_habits(session, client.id, client.details.profile)
            index_client(session, client.id)
            if draft_id is not None:
                end_draft(session, draft_id)

    def get(self, client_id: str) -> Client:
        """One client with her present consent. Raises ``StorageError`` where she is no longer there."""
        with self._database.transaction() as session:
            return self._client(session, client_id)

    def replace(self, client_id: str, details: ClientDraft, at: datetime, draft_id: str | None = None) -> Client:
        """Replace a client's details; a changed consent is added to her history, the draft of her form ends.

        What she no longer allows to be kept goes at once, in the same transaction: photos, maps and reports that
        show her without ``keep_photos``, whole visits without ``keep_results``; of drafts likewise.
        """
        with self._database.transaction() as session:
            row = self._row(session, client_id)
            row.sqlmodel_update(_fields(details))
            session.add(row)
            keep_habits(session, client_id, details.profile)
            if draft_id is not None:
                end_draft(session, draft_id)
            changed = details.consent != _present_consent(session, client_id)
            dropped: list[str] = []
            if changed:
                session.add(_consent_row(client_id, details.consent, at))
                dropped = _drop_disallowed(session, client_id, details.consent)
            if dropped:
                # any copy of the files elsewhere becomes unreadable too
                dropped += self._change_key(session, row)
            index_client(session, client_id)
            client = self._client(session, client_id)
        if changed:
            self._vault.discard(client_id, dropped)
            self._database.checkpoint("erasure_pending")
        return client

    def _change_key(self, session: Session, row: ClientRow) -> list[str]:
        """Give a client a new key and what stays to it; returns the files under the former one."""
        former, row.sealed_key = row.sealed_key, self._keys.new(row.id)
        keys = self._keys.open(row.id, former), self._keys.open(row.id, row.sealed_key)
        return reseal_reports(session, self._vault, row.id, keys)

    def consents(self, client_id: str) -> list[tuple[datetime, Consent]]:
        """All that a client allowed, with its time, oldest first."""
        with self._database.transaction() as session:
            self._row(session, client_id)
            rows = session.exec(
                select(ConsentRow).where(ConsentRow.client_id == client_id).order_by(col(ConsentRow.id))
            )
            return [(row.at, _consent(row)) for row in rows]

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
            back = session.exec(
                select(ClientRow).join(ErasureRow, col(ErasureRow.client_id) == ClientRow.id)
            ).all()
            open_ids = set(session.exec(select(ErasureRow.client_id).where(col(ErasureRow.finished_at).is_(None))))
            open_ids |= {row.id for row in back}
            for row in back:
                session.delete(row)
        for client_id in sorted(open_ids):
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
            consent=_present_consent(session, client_id),
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


def _consent_row(client_id: str, consent: Consent, at: datetime) -> ConsentRow:
    analysis, keep_photos, keep_results, contact = astuple(consent)
    return ConsentRow(
        client_id=client_id,
        at=at,
        analysis=analysis,
        keep_photos=keep_photos,
        keep_results=keep_results,
        contact=contact,
    )


def _consent(row: ConsentRow) -> Consent:
    return Consent(row.analysis, row.keep_photos, row.keep_results, row.contact)


def _present_consent(session: Session, client_id: str) -> Consent:
    latest = select(ConsentRow).where(ConsentRow.client_id == client_id).order_by(desc(ConsentRow.id)).limit(1)
    return _consent(session.exec(latest).one())


def _drop_disallowed(session: Session, client_id: str, consent: Consent) -> list[str]:
    """Delete the rows of what may no longer be kept; returns the names of the files that go with them."""
    if consent.keep_photos and consent.keep_results:
        return []
    mine = select(PhotoRow).join(VisitRow, col(VisitRow.id) == PhotoRow.visit_id)
    photos = session.exec(mine.where(VisitRow.client_id == client_id)).all()
    names = [photo.file_name for photo in photos]
    for photo in photos:
        session.delete(photo)
    names += drop_drafts(session, client_id, only_photos=consent.keep_results)
    names += drop_reports(session, client_id, only_with_photo=consent.keep_results)
    if not consent.keep_results:
        for visit in session.exec(select(VisitRow).where(VisitRow.client_id == client_id)):
            session.delete(visit)
    return names
