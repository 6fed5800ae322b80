"""What clients allowed, in the database: a list that only grows, and what goes at once when it is taken back."""

from dataclasses import asdict
from datetime import datetime

from sqlmodel import Session, col, desc, func, select

from consultant_app.domain.clients import Consent
from consultant_app.domain.consent import ConsentEntry, Signature, SignedConsent, WithdrawalEffect
from consultant_app.domain.drafts import DraftKind
from consultant_app.storage.client_index import index_client
from consultant_app.storage.client_keys import ClientKeys
from consultant_app.storage.database import Database
from consultant_app.storage.draft_records import drop_drafts
from consultant_app.storage.draft_tables import DraftFileRow, DraftRow
from consultant_app.storage.faults import Faults
from consultant_app.storage.photo_vault import PhotoVault
from consultant_app.storage.report_records import drop_reports, reseal_reports
from consultant_app.storage.sealing import UnsealError
from consultant_app.storage.signature_form import keep_signature, read_signature, reseal_signatures
from consultant_app.storage.tables import ClientRow, ConsentRow, PhotoRow, ReportRow, VisitRow


class ConsentRecords:
    """The consents of an open store. All methods raise ``StorageError`` where disk or database fail."""

    def __init__(self, database: Database, vault: PhotoVault, keys: ClientKeys, faults: Faults) -> None:
        self._database = database
        self._vault = vault
        self._keys = keys
        self._faults = faults

    def record(self, client_id: str, signed: SignedConsent, at: datetime) -> None:
        """Add an act of consent to a client's history.

        What she no longer allows to be kept goes at once, in the same transaction: photos, maps and reports that
        show her without ``keep_photos``, whole visits without ``keep_results``; of drafts likewise. Her key
        is then replaced, so that any copy of the files elsewhere becomes unreadable too.
        """
        with self._database.transaction() as session:
            row = self._row(session, client_id)
            entry = consent_row(client_id, signed, at)
            session.add(entry)
            session.flush()
            dropped = _drop_disallowed(session, client_id, signed.consent)
            if dropped:
                dropped += self._change_key(session, row)
            if signed.signature is not None:
                keep_signature(session, entry, signed.signature, self._keys.open(client_id, row.sealed_key))
            index_client(session, client_id)
        self._vault.discard(client_id, dropped)
        self._database.checkpoint("erasure_pending")

    def history(self, client_id: str) -> list[ConsentEntry]:
        """All acts of a client, the oldest first."""
        with self._database.transaction() as session:
            self._row(session, client_id)
            rows = session.exec(
                select(ConsentRow).where(ConsentRow.client_id == client_id).order_by(col(ConsentRow.id))
            )
            return [_entry(row) for row in rows]

    def latest(self, client_id: str) -> ConsentEntry | None:
        """The act that holds; ``None`` where she was never asked."""
        with self._database.transaction() as session:
            self._row(session, client_id)
            row = session.exec(_newest(client_id)).first()
            return None if row is None else _entry(row)

    def improving(self) -> list[str]:
        """Ids of the clients who let kept photos be used for the model, in the order of the alphabet."""
        newest = select(func.max(col(ConsentRow.id))).group_by(ConsentRow.client_id)
        given = select(ConsentRow.client_id).where(
            col(ConsentRow.id).in_(newest), col(ConsentRow.improve_model), col(ConsentRow.keep_photos)
        )
        with self._database.transaction() as session:
            return sorted(session.exec(given))

    def signature(self, client_id: str, consent_id: int) -> Signature | None:
        """The signature of one act; ``None`` where none was drawn. An altered one raises ``StorageError``."""
        with self._database.transaction() as session:
            key = self._keys.open(client_id, self._row(session, client_id).sealed_key)
            try:
                return read_signature(session, client_id, consent_id, key)
            except UnsealError as error:
                raise self._faults("damaged") from error

    def effect(self, client_id: str, consent: Consent) -> WithdrawalEffect:
        """What would go if a client allowed exactly ``consent``; nothing is changed."""
        if consent.keep_photos and consent.keep_results:
            return WithdrawalEffect()
        with self._database.transaction() as session:
            self._row(session, client_id)
            visits, drafts = VisitRow.client_id == client_id, DraftRow.client_id == client_id
            shown = select(func.count(func.distinct(col(PhotoRow.visit_id))))
            begun = select(func.count(func.distinct(col(DraftFileRow.draft_id))))
            reports = (
                select(func.count())
                .select_from(ReportRow)
                .join(VisitRow, col(VisitRow.id) == ReportRow.visit_id)
                .where(visits)
            )
            photos = session.exec(shown.join(VisitRow, col(VisitRow.id) == PhotoRow.visit_id).where(visits)).one()
            photos += session.exec(
                begun.join(DraftRow, col(DraftRow.id) == DraftFileRow.draft_id).where(drafts)
            ).one()
            if consent.keep_results:
                return WithdrawalEffect(
                    photos, reports=session.exec(reports.where(col(ReportRow.with_photo))).one()
                )
            unsaved = select(func.count()).select_from(DraftRow).where(drafts, DraftRow.kind == DraftKind.VISIT)
            return WithdrawalEffect(
                photos,
                session.exec(select(func.count()).select_from(VisitRow).where(visits)).one(),
                session.exec(reports).one(),
                session.exec(unsaved).one(),
            )

    def _change_key(self, session: Session, row: ClientRow) -> list[str]:
        """Give a client a new key and what stays to it; returns the files under the former one."""
        former, row.sealed_key = row.sealed_key, self._keys.new(row.id)
        session.add(row)
        keys = self._keys.open(row.id, former), self._keys.open(row.id, row.sealed_key)
        reseal_signatures(session, row.id, keys)
        return reseal_reports(session, self._vault, row.id, keys)

    def _row(self, session: Session, client_id: str) -> ClientRow:
        row = session.get(ClientRow, client_id)
        if row is None:
            raise self._faults("no_client")
        return row


def consent_row(client_id: str, signed: SignedConsent, at: datetime) -> ConsentRow:
    """An act of consent as a row."""
    return ConsentRow(
        client_id=client_id,
        at=at,
        text_version=signed.text_version,
        language=signed.language,
        signed=signed.signature is not None,
        **asdict(signed.consent),
    )


def present_consent(session: Session, client_id: str) -> Consent:
    """What a client allows now; nothing where she was never asked."""
    row = session.exec(_newest(client_id)).first()
    return Consent() if row is None else _consent(row)


def _newest(client_id: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a select of SQLModel's own making
    return select(ConsentRow).where(ConsentRow.client_id == client_id).order_by(desc(ConsentRow.id)).limit(1)


def _consent(row: ConsentRow) -> Consent:
    return Consent(row.analysis, row.keep_photos, row.keep_results, row.contact, row.improve_model)


def _entry(row: ConsentRow) -> ConsentEntry:
    assert row.id is not None  # noqa: S101 - read from the database
    return ConsentEntry(row.id, row.at, _consent(row), row.text_version, row.language, row.signed)


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
