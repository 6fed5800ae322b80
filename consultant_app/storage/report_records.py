"""Reports as they were handed over: rows in the database, encrypted files in the vault."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlmodel import Session, col, select

from consultant_app.domain.errors import StorageError
from consultant_app.domain.reports import KeptReport
from consultant_app.storage.client_keys import ClientKeys
from consultant_app.storage.database import Database
from consultant_app.storage.faults import Faults
from consultant_app.storage.photo_vault import Owner, PhotoVault, StoredFile
from consultant_app.storage.tables import ClientRow, ReportRow, VisitRow


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report to be kept; ``at`` is aware."""

    visit_id: str
    at: datetime
    language: str
    with_photo: bool
    pdf: bytes


class ReportRecords:
    """The kept reports of an open store. All methods raise ``StorageError`` where disk or database fail."""

    def __init__(self, database: Database, vault: PhotoVault, keys: ClientKeys, faults: Faults) -> None:
        self._database = database
        self._vault = vault
        self._keys = keys
        self._faults = faults

    def add(self, report: NewReport) -> KeptReport:
        """Keep a report: the file first, then its row; the same bytes handed over twice are kept once."""
        digest = hashlib.sha256(report.pdf).hexdigest()
        with self._database.transaction() as session:
            visit = self._visit(session, report.visit_id)
            same = select(ReportRow).where(ReportRow.visit_id == visit.id, ReportRow.digest == digest)
            known = session.exec(same).first()
            if known is not None:
                return _kept(known)
            owner, key = Owner(visit.client_id, visit.id), self._key(session, visit.client_id)
        file = self._vault.put(owner, "report", report.pdf, key)
        try:
            with self._database.transaction() as session:
                self._visit(session, report.visit_id)
                row = ReportRow(
                    id=str(uuid4()),
                    visit_id=report.visit_id,
                    at=report.at,
                    language=report.language,
                    with_photo=report.with_photo,
                    file_name=file.file_name,
                    nonce=file.nonce,
                    sha256=file.sha256,
                    digest=digest,
                )
                session.add(row)
                session.flush()
                return _kept(row)
        except BaseException:
            self._vault.discard(owner.client_id, [file.file_name])
            raise

    def history(self, visit_id: str) -> list[KeptReport]:
        """The reports of a visit, the last handed over first."""
        newest = col(ReportRow.at).desc(), col(ReportRow.id).desc()
        with self._database.transaction() as session:
            rows = session.exec(select(ReportRow).where(ReportRow.visit_id == visit_id).order_by(*newest))
            return [_kept(row) for row in rows]

    def open(self, report_id: str) -> bytes:
        """The PDF exactly as it was handed over.

        Raises:
            StorageError: it was erased, or its file is missing or was altered.
        """
        with self._database.transaction() as session:
            row = session.get(ReportRow, report_id)
            if row is None:
                raise self._faults("no_report")
            visit = self._visit(session, row.visit_id)
            owner, key, file = Owner(visit.client_id, visit.id), self._key(session, visit.client_id), _file(row)
        return self._vault.get(owner, file, key)

    def _visit(self, session: Session, visit_id: str) -> VisitRow:
        row = session.get(VisitRow, visit_id)
        if row is None:
            raise self._faults("no_visit")
        return row

    def _key(self, session: Session, client_id: str) -> bytes:
        return self._keys.open(client_id, session.get_one(ClientRow, client_id).sealed_key)


def drop_reports(session: Session, client_id: str, *, only_with_photo: bool) -> list[str]:
    """Delete the rows of a client's reports, or of those that show her; returns the names of their files."""
    rows = [row for row in _reports(session, client_id) if row.with_photo or not only_with_photo]
    for row in rows:
        session.delete(row)
    session.flush()
    return [row.file_name for row in rows]


def reseal_reports(session: Session, vault: PhotoVault, client_id: str, keys: tuple[bytes, bytes]) -> list[str]:
    """Write the reports of a client anew under another key; one that cannot be read any more goes.

    Args:
        session: Of the transaction that changes the key.
        vault: Where the files are.
        client_id: Whose.
        keys: The former key and the new one.

    Returns:
        The names of the former files, to be deleted once the transaction has ended.
    """
    former, new = keys
    names = []
    for row in _reports(session, client_id):
        owner = Owner(client_id, row.visit_id)
        names.append(row.file_name)
        try:
            plain = vault.get(owner, _file(row), former)
        except StorageError:
            session.delete(row)
            continue
        file = vault.put(owner, "report", plain, new)
        row.file_name, row.nonce, row.sha256 = file.file_name, file.nonce, file.sha256
        session.add(row)
    session.flush()
    return names


def _reports(session: Session, client_id: str) -> list[ReportRow]:
    mine = select(ReportRow).join(VisitRow, col(VisitRow.id) == ReportRow.visit_id)
    return list(session.exec(mine.where(VisitRow.client_id == client_id)))


def _file(row: ReportRow) -> StoredFile:
    return StoredFile("report", row.file_name, row.nonce, row.sha256)


def _kept(row: ReportRow) -> KeptReport:
    return KeptReport(row.id, row.visit_id, row.at, row.language, row.with_photo)
