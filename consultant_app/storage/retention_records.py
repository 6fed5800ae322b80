"""How long what is kept, in the database, and the purge of what is older."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, delete, func, select

from consultant_app.domain.retention import Kept, Purge, Retention
from consultant_app.storage.client_index import index_client
from consultant_app.storage.client_records import ClientRecords
from consultant_app.storage.database import Database
from consultant_app.storage.draft_records import end_draft
from consultant_app.storage.draft_tables import DraftFileRow, DraftRow
from consultant_app.storage.photo_vault import PhotoVault
from consultant_app.storage.retention_tables import PurgeRow, RetentionRow
from consultant_app.storage.tables import ClientRow, ConsentRow, PhotoRow, ReportRow, VisitRow

_Files = list[tuple[str, str]]
"""Client id and file name."""


class RetentionRecords:
    """The periods of an open store. All methods raise ``StorageError`` where disk or database fail."""

    def __init__(self, database: Database, vault: PhotoVault, clients: ClientRecords) -> None:
        self._database = database
        self._vault = vault
        self._clients = clients

    def periods(self) -> Retention:
        """The periods that were set."""
        with self._database.transaction() as session:
            return Retention({Kept(row.kind): row.days for row in session.exec(select(RetentionRow))})

    def set_periods(self, retention: Retention) -> None:
        """Put these periods in place of all others."""
        with self._database.transaction() as session:
            session.exec(delete(RetentionRow))
            session.add_all(RetentionRow(kind=kind, days=days) for kind, days in retention.days.items())

    def due(self, retention: Retention, now: datetime) -> Purge:
        """What a purge by these periods would remove at ``now``; nothing is changed."""
        with self._database.transaction() as session:
            return Purge(now, _counted({kind: len(_due(session, retention, kind, now)) for kind in Kept}))

    def purge(self, now: datetime) -> Purge:
        """Remove what is older than the store's periods, and write down how much it was.

        Photos, visits and drafts go in one transaction with its entry in the log; then their files; then the
        clients, each by a whole erasure. A purge that is cut off leaves files that the next opening sweeps, and
        clients who are still due the next time.
        """
        retention = self.periods()
        with self._database.transaction() as session:
            found = {kind: _due(session, retention, kind, now) for kind in Kept}
            counts = _counted({kind: len(ids) for kind, ids in found.items()})
            files = _drop_photos(session, found[Kept.PHOTOS]) + _drop_drafts(session, found[Kept.DRAFTS])
            files += _drop_visits(session, found[Kept.RESULTS])
            session.add_all(PurgeRow(at=now, kind=kind, count=count) for kind, count in counts.items())
        for client_id, name in files:
            self._vault.discard(client_id, [name])
        for client_id in sorted(found[Kept.CLIENTS]):
            self._clients.erase(client_id, now)
        if counts:
            self._database.checkpoint("erasure_pending")
        return Purge(now, counts)

    def log(self, at_most: int) -> list[Purge]:
        """The last purges that removed anything, the newest first."""
        newest = select(PurgeRow.at).distinct().order_by(col(PurgeRow.at).desc()).limit(at_most)
        with self._database.transaction() as session:
            times = list(session.exec(newest))
            rows = session.exec(select(PurgeRow).where(col(PurgeRow.at).in_(times))).all()
            return [Purge(at, {Kept(row.kind): row.count for row in rows if row.at == at}) for at in times]


def _counted(counts: dict[Kept, int]) -> dict[Kept, int]:
    return {kind: count for kind, count in counts.items() if count}


def _due(session: Session, retention: Retention, kind: Kept, now: datetime) -> list[str]:
    """Ids of what has to go: of visits, clients or drafts."""
    before = retention.before(kind, now)
    if before is None:
        return []
    if kind is Kept.DRAFTS:
        return list(session.exec(select(DraftRow.id).where(col(DraftRow.started_at) < before)))
    if kind is Kept.CLIENTS:
        return _inactive(session, before)
    old = select(VisitRow.id).where(col(VisitRow.at) < before)
    if kind is Kept.RESULTS:
        return list(session.exec(old))
    shown = select(ReportRow.visit_id).where(col(ReportRow.with_photo))
    with_photo = col(VisitRow.id).in_(select(PhotoRow.visit_id)) | col(VisitRow.id).in_(shown)
    return list(session.exec(old.where(with_photo)))


def _inactive(session: Session, before: datetime) -> list[str]:
    """Clients of whom nothing was heard since ``before``: no visit, no signature, no draft."""

    def since(model: type[VisitRow | ConsentRow], when: str) -> object:
        times = func.max(getattr(model, when))
        return select(times).where(model.client_id == ClientRow.id).correlate(ClientRow).scalar_subquery()

    quiet = select(ClientRow.id).where(
        col(ClientRow.created_at) < before,
        func.coalesce(since(VisitRow, "at"), ClientRow.created_at) < before,
        func.coalesce(since(ConsentRow, "at"), ClientRow.created_at) < before,
        col(ClientRow.id).not_in(select(DraftRow.client_id).where(col(DraftRow.client_id).is_not(None))),
    )
    return list(session.exec(quiet))


def _drop_photos(session: Session, visits: Iterable[str]) -> _Files:
    files: _Files = []
    for visit_id in visits:
        client_id = session.get_one(VisitRow, visit_id).client_id
        photos = session.exec(select(PhotoRow).where(PhotoRow.visit_id == visit_id)).all()
        shown = select(ReportRow).where(ReportRow.visit_id == visit_id, col(ReportRow.with_photo))
        gone: list[PhotoRow | ReportRow] = [*photos, *session.exec(shown).all()]
        for row in gone:
            files.append((client_id, row.file_name))
            session.delete(row)
    session.flush()
    return files


def _drop_visits(session: Session, visits: Iterable[str]) -> _Files:
    files: _Files = []
    for visit_id in visits:
        row = session.get_one(VisitRow, visit_id)
        for table in (PhotoRow, ReportRow):
            names = session.exec(select(table.file_name).where(table.visit_id == visit_id))
            files += [(row.client_id, name) for name in names]
        session.delete(row)
        index_client(session, row.client_id)
    return files


def _drop_drafts(session: Session, drafts: Iterable[str]) -> _Files:
    files: _Files = []
    for draft_id in drafts:
        row = session.get_one(DraftRow, draft_id)
        names = session.exec(select(DraftFileRow.file_name).where(DraftFileRow.draft_id == draft_id)).all()
        # Of a client who is not stored yet there are no files.
        files += [(row.client_id, name) for name in names if row.client_id is not None]
        end_draft(session, draft_id)
    return files
