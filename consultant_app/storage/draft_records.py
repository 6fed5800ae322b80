"""Drafts in the database, and the encrypted files of those that have a photo."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from sqlmodel import Session, col, desc, select

from consultant_app.domain.drafts import DraftKind, DraftSummary, FormDraft, TakenDraft, VisitDraft
from consultant_app.domain.routine import Routine
from consultant_app.domain.serial import JsonObject
from consultant_app.storage import draft_form, photo_form
from consultant_app.storage.client_keys import ClientKeys
from consultant_app.storage.database import Database
from consultant_app.storage.draft_tables import DraftFileRow, DraftRow
from consultant_app.storage.faults import Faults
from consultant_app.storage.photo_files import FILE_KINDS, contents_of, read_photo
from consultant_app.storage.photo_vault import Kind, Owner, PhotoVault, StoredFile
from consultant_app.storage.tables import ClientRow

_TAKEN: Final = "taken"


class DraftRecords:
    """The drafts of an open store. All methods raise ``StorageError`` where disk or database fail."""

    def __init__(self, database: Database, vault: PhotoVault, keys: ClientKeys, faults: Faults) -> None:
        self._database = database
        self._vault = vault
        self._keys = keys
        self._faults = faults

    def pending(self) -> list[DraftSummary]:
        """All drafts, the one begun last first."""
        with self._database.transaction() as session:
            rows = session.exec(
                select(DraftRow, ClientRow)
                .outerjoin(ClientRow, col(ClientRow.id) == DraftRow.client_id)
                .order_by(desc(DraftRow.started_at), desc(col(DraftRow.id)))
            )
            return [
                DraftSummary(row.id, DraftKind(row.kind), row.client_id, _name(row, client), row.started_at)
                for row, client in rows
            ]

    def keep_form(self, draft: FormDraft) -> None:
        """Keep a form as it stands, in place of its former state."""
        row = DraftRow(
            id=draft.id,
            kind=DraftKind.FORM,
            client_id=draft.client_id,
            name=draft.display_name,
            started_at=draft.started_at,
            content=dict(draft.values),
        )
        with self._database.transaction() as session:
            session.merge(row)

    def keep_visit(self, draft: VisitDraft) -> None:
        """Keep a visit's draft in place of its former state: first the files, then all rows in one transaction."""
        contents = () if draft.photo is None else contents_of(draft.photo)
        self._keep(draft, draft_form.content_of(draft), contents)

    def keep_taken(self, draft: TakenDraft) -> None:
        """Keep a photo that is still to be read; the visit that comes of it takes its place."""
        pixels = photo_form.taken_to_bytes(draft.pictures)
        self._keep(draft, draft_form.taken_content_of(draft), [(_TAKEN, pixels)])

    def _keep(
        self, draft: VisitDraft | TakenDraft, content: JsonObject, contents: Iterable[tuple[Kind, bytes]]
    ) -> None:
        owner = Owner(draft.client_id, draft.id)
        files = self._put_files(owner, contents)
        row = DraftRow(
            id=draft.id,
            kind=DraftKind.VISIT,
            client_id=draft.client_id,
            name="",
            started_at=draft.started_at,
            content=content,
        )
        try:
            with self._database.transaction() as session:
                former = _drop_files(session, draft.id)
                session.merge(row)
                session.flush()
                session.add_all(_file_row(draft.id, file) for file in files)
        except BaseException:
            self._vault.discard(owner.client_id, (file.file_name for file in files))
            raise
        self._vault.discard(owner.client_id, former)

    def rewrite(self, draft_id: str, routine: Routine, note: str) -> bool:
        """Keep what the consultant changed, the photo being kept already.

        Returns:
            Whether there is such a draft; ``False`` where it never could be kept, has ended, or is a photo still.
        """
        with self._database.transaction() as session:
            row = session.get(DraftRow, draft_id)
            if row is None or draft_form.is_taken(row.content):
                return False
            row.content = {**row.content, **draft_form.edits_of(routine, note)}
            session.add(row)
        return True

    def open_form(self, draft_id: str) -> FormDraft:
        """Read a form back."""
        with self._database.transaction() as session:
            row = self._row(session, draft_id)
            return FormDraft(row.id, row.client_id, row.started_at, row.name, dict(row.content))

    def open_visit(self, draft_id: str) -> VisitDraft | TakenDraft:
        """Read a visit's draft back, with its photo where it was kept; or the photo that is still to be read."""
        with self._database.transaction() as session:
            row = self._row(session, draft_id)
            files = {
                kind: StoredFile(kind, file.file_name, file.nonce, file.sha256)
                for file in session.exec(select(DraftFileRow).where(DraftFileRow.draft_id == draft_id))
                for kind in (*FILE_KINDS, _TAKEN)
                if file.kind == kind
            }
            owner = Owner(str(row.client_id), row.id)
            sealed_key = session.get_one(ClientRow, owner.client_id).sealed_key
            content, started_at = dict(row.content), row.started_at
        key = self._keys.open(owner.client_id, sealed_key)
        if draft_form.is_taken(content):
            pictures = photo_form.taken_from_bytes(self._vault.get(owner, files[_TAKEN], key))
            return draft_form.taken_in(content, draft_id, owner.client_id, started_at, pictures)
        analysis = draft_form.analysis_in(content)
        photo = None
        if files:
            photo = read_photo(self._vault, owner, files, key, analysis)
            photo = replace(photo, landmarks=draft_form.landmarks_in(content))
        routine = draft_form.routine_in(content)
        return VisitDraft(draft_id, owner.client_id, started_at, analysis, photo, routine, content["note"])

    def discard(self, draft_id: str) -> None:
        """Delete a draft with its files; one that is not there is as good as deleted."""
        with self._database.transaction() as session:
            row = session.get(DraftRow, draft_id)
            client_id = None if row is None else row.client_id
            names = end_draft(session, draft_id)
        if client_id is not None:
            self._vault.discard(client_id, names)

    def _put_files(self, owner: Owner, contents: Iterable[tuple[Kind, bytes]]) -> list[StoredFile]:
        with self._database.transaction() as session:
            row = session.get(ClientRow, owner.client_id)
            if row is None:
                raise self._faults("no_client")
            key = self._keys.open(owner.client_id, row.sealed_key)
        return self._vault.put_all(owner, contents, key)

    def _row(self, session: Session, draft_id: str) -> DraftRow:
        row = session.get(DraftRow, draft_id)
        if row is None:
            raise self._faults("no_draft")
        return row


def end_draft(session: Session, draft_id: str) -> list[str]:
    """Delete the rows of a draft; returns the names of its files, to be deleted once the transaction has ended."""
    names = _drop_files(session, draft_id)
    row = session.get(DraftRow, draft_id)
    if row is not None:
        session.delete(row)
        session.flush()
    return names


def drop_drafts(session: Session, client_id: str, *, only_photos: bool) -> list[str]:
    """Delete what a client's unsaved visits may no longer hold; returns the names of the files that go."""
    rows = session.exec(
        select(DraftRow).where(DraftRow.client_id == client_id, DraftRow.kind == DraftKind.VISIT)
    ).all()
    names = []
    for row in rows:
        # Of a photo that is still to be read, nothing is left without the photo.
        stays = only_photos and not draft_form.is_taken(row.content)
        names += _drop_files(session, row.id) if stays else end_draft(session, row.id)
    return names


def draft_files(session: Session) -> set[tuple[str, str]]:
    """Client id and file name of all files that belong to drafts."""
    rows = session.exec(
        select(DraftRow.client_id, DraftFileRow.file_name).join(
            DraftFileRow, col(DraftFileRow.draft_id) == DraftRow.id
        )
    )
    return {(client_id, name) for client_id, name in rows if client_id is not None}


def _drop_files(session: Session, draft_id: str) -> list[str]:
    rows = session.exec(select(DraftFileRow).where(DraftFileRow.draft_id == draft_id)).all()
    for row in rows:
        session.delete(row)
    session.flush()
    return [row.file_name for row in rows]


def _file_row(draft_id: str, file: StoredFile) -> DraftFileRow:
    return DraftFileRow(
        draft_id=draft_id, kind=file.kind, file_name=file.file_name, nonce=file.nonce, sha256=file.sha256
    )


def _name(row: DraftRow, client: ClientRow | None) -> str:
    return row.name if client is None else f"{client.first_name} {client.last_name}".strip()
