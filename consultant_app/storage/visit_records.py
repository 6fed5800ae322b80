"""Visits in the database and their encrypted files."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlmodel import Session, col, desc, select

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.clients import DayVisit, SavedVisit, VisitSummary
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.routine import Routine
from consultant_app.storage.activity_tables import HostRow
from consultant_app.storage.analysis_form import analysis_of, head_of, score_rows
from consultant_app.storage.client_index import index_client
from consultant_app.storage.client_keys import ClientKeys
from consultant_app.storage.database import Database
from consultant_app.storage.draft_records import draft_files, end_draft
from consultant_app.storage.faults import Faults
from consultant_app.storage.photo_files import FILE_KINDS, contents_of, read_photo
from consultant_app.storage.photo_vault import Owner, PhotoVault, StoredFile
from consultant_app.storage.routine_form import add_routine, read_routine
from consultant_app.storage.tables import ClientRow, PhotoRow, ReportRow, ScoreRow, VisitRow, ZoneScoreRow


@dataclass(frozen=True, slots=True)
class NewVisit:
    """A visit to be kept.

    Attributes:
        client_id: Whose.
        at: When, aware.
        photo: The photo with what was said about it; the analysis alone where the photo is not at hand any more.
        routine: What was advised.
        note: What was noted.
        keep_photo: Whether photo and maps are kept with it.
        draft_id: The draft that ends with it, in the same transaction; the visit then has its id.
        host: Id of who is at the counter; ``None`` where nobody is, as in a demonstration without a window.
    """

    client_id: str
    at: datetime
    photo: AnalysedPhoto | Analysis
    routine: Routine
    note: str
    keep_photo: bool
    draft_id: str | None = None
    host: str | None = None

    @property
    def analysis(self) -> Analysis:
        """What was said."""
        return self.photo if isinstance(self.photo, Analysis) else self.photo.analysis

    @property
    def kept_photo(self) -> AnalysedPhoto | None:
        """The photo, where it is to be kept."""
        return self.photo if self.keep_photo and isinstance(self.photo, AnalysedPhoto) else None


class VisitRecords:
    """The visits of an open store. All methods raise ``StorageError`` where disk or database fail."""

    def __init__(self, database: Database, vault: PhotoVault, keys: ClientKeys, faults: Faults) -> None:
        self._database = database
        self._vault = vault
        self._keys = keys
        self._faults = faults

    def add(self, visit: NewVisit) -> VisitSummary:
        """Keep a visit: first the files, then all rows in one transaction.

        A failure in between leaves no visit; files that are left are deleted here or, after a crash, at the next
        opening.
        """
        owner = Owner(visit.client_id, visit.draft_id or str(uuid4()))
        files = [] if visit.kept_photo is None else self._put_files(owner, visit.kept_photo)
        try:
            with self._database.transaction() as session:
                self._client(session, visit.client_id)
                row = _visit_row(owner.visit_id, visit)
                session.add(row)
                session.flush()
                session.add_all(score_rows(row.id, visit.analysis))
                if visit.host is not None:
                    session.add(HostRow(visit_id=row.id, user_id=visit.host))
                add_routine(session, row.id, visit.routine)
                session.add_all(_photo_row(row.id, file) for file in files)
                session.flush()
                left = end_draft(session, row.id)
                index_client(session, visit.client_id)
                summary = summary_of(row, has_photo=bool(files))
        except BaseException:
            self._vault.discard(owner.client_id, (file.file_name for file in files))
            raise
        self._vault.discard(owner.client_id, left)
        return summary

    def history(self, client_id: str) -> list[VisitSummary]:
        """A client's visits, newest first."""
        with self._database.transaction() as session:
            rows = session.exec(
                select(VisitRow)
                .where(VisitRow.client_id == client_id)
                .order_by(desc(VisitRow.at), desc(col(VisitRow.id)))
            ).all()
            with_photo = set(
                session.exec(
                    select(PhotoRow.visit_id)
                    .join(VisitRow, col(VisitRow.id) == PhotoRow.visit_id)
                    .where(VisitRow.client_id == client_id)
                )
            )
            return [summary_of(row, has_photo=row.id in with_photo) for row in rows]

    def since(self, at: datetime) -> list[DayVisit]:
        """The visits of all clients from ``at`` (aware) on, newest first."""
        with self._database.transaction() as session:
            rows = session.exec(
                select(VisitRow, ClientRow)
                .join(ClientRow, col(ClientRow.id) == VisitRow.client_id)
                .where(col(VisitRow.at) >= at)
                .order_by(desc(VisitRow.at), desc(col(VisitRow.id)))
            ).all()
            ids = [visit.id for visit, _ in rows]
            mine = select(PhotoRow.visit_id).where(col(PhotoRow.visit_id).in_(ids))
            with_photo = set(session.exec(mine))
            return [
                DayVisit(
                    summary_of(visit, has_photo=visit.id in with_photo),
                    f"{client.first_name} {client.last_name}".strip(),
                )
                for visit, client in rows
            ]

    def newest(self, count: int) -> list[str]:
        """Ids of the last ``count`` visits of all clients, the newest first."""
        with self._database.transaction() as session:
            return list(
                session.exec(select(VisitRow.id).order_by(desc(VisitRow.at), desc(col(VisitRow.id))).limit(count))
            )

    def open(self, visit_id: str, *, with_photo: bool = True) -> SavedVisit:
        """Read a visit back; ``with_photo`` off leaves the files alone (curves need no pixels)."""
        with self._database.transaction() as session:
            row = session.get(VisitRow, visit_id)
            if row is None:
                raise self._faults("no_visit")
            analysis = analysis_of(
                row,
                session.exec(select(ScoreRow).where(ScoreRow.visit_id == visit_id)),
                session.exec(select(ZoneScoreRow).where(ZoneScoreRow.visit_id == visit_id)),
            )
            photos = session.exec(select(PhotoRow).where(PhotoRow.visit_id == visit_id)).all()
            files = {
                kind: StoredFile(kind, photo.file_name, photo.nonce, photo.sha256)
                for photo in photos
                for kind in FILE_KINDS
                if photo.kind == kind
            }
            sealed_key = self._client(session, row.client_id).sealed_key
            summary = summary_of(row, has_photo=bool(files))
            routine, note = read_routine(session, visit_id), row.note
        if not files or not with_photo:
            return SavedVisit(summary, analysis, None, routine, note)
        owner = Owner(summary.client_id, visit_id)
        key = self._keys.open(owner.client_id, sealed_key)
        photo = read_photo(self._vault, owner, files, key, analysis)
        return SavedVisit(summary, analysis, photo, routine, note)

    def sweep(self) -> int:
        """Delete the files that neither visit nor draft knows, left by a crash; returns how many."""
        with self._database.transaction() as session:
            known = {
                owned
                for table in (PhotoRow, ReportRow)
                for owned in session.exec(
                    select(VisitRow.client_id, table.file_name).join(table, col(table.visit_id) == VisitRow.id)
                )
            } | draft_files(session)
        orphans = self._vault.names() - known
        for client_id, name in sorted(orphans):
            self._vault.discard(client_id, [name])
        return len(orphans)

    def _put_files(self, owner: Owner, photo: AnalysedPhoto) -> list[StoredFile]:
        with self._database.transaction() as session:
            key = self._keys.open(owner.client_id, self._client(session, owner.client_id).sealed_key)
        return self._vault.put_all(owner, contents_of(photo), key)

    def _client(self, session: Session, client_id: str) -> ClientRow:
        row = session.get(ClientRow, client_id)
        if row is None:
            raise self._faults("no_client")
        return row


def _visit_row(visit_id: str, visit: NewVisit) -> VisitRow:
    analysis = visit.analysis
    return VisitRow(
        id=visit_id,
        client_id=visit.client_id,
        at=visit.at,
        model_id=analysis.model.id,
        model_version=analysis.model.version,
        model_sha256=analysis.model.sha256,
        overall_score=analysis.overall.score,
        overall_plus_minus=analysis.overall.plus_minus,
        head=head_of(analysis),
        note=visit.note,
    )


def _photo_row(visit_id: str, file: StoredFile) -> PhotoRow:
    return PhotoRow(
        visit_id=visit_id, kind=file.kind, file_name=file.file_name, nonce=file.nonce, sha256=file.sha256
    )


def summary_of(row: VisitRow, *, has_photo: bool) -> VisitSummary:
    """One line of a history from its row."""
    return VisitSummary(
        id=row.id,
        client_id=row.client_id,
        at=row.at,
        overall_score=row.overall_score,
        overall_plus_minus=row.overall_plus_minus,
        model_version=row.model_version,
        has_photo=has_photo,
    )
