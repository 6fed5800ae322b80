"""Everything that is kept of a client, as one ZIP to take with her: a document, data, photos, reports."""

import dataclasses
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from consultant_app.brand import Brand, house_brand
from consultant_app.domain.clients import Client, SavedVisit, VisitSummary
from consultant_app.domain.consent import ConsentEntry, Signature
from consultant_app.domain.errors import ConsultantError, StorageError
from consultant_app.domain.serial import analysis_to_json
from consultant_app.files import write_atomically
from consultant_app.services.access import Access, UseCase, needs
from consultant_app.services.client_file_words import sections_of
from consultant_app.storage.photo_form import photo_to_bytes
from consultant_app.storage.store import Store
from consultant_app.texts import Texts, texts

FORMAT = 1
"""Of ``client.json``; counted up when a field changes its meaning."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Read:
    """What the store holds of one client, but for the bytes of photos and reports."""

    client: Client
    consents: list[ConsentEntry]
    visits: list[VisitSummary]


class PortabilityService:
    """Hands out what an open store keeps of a client. On the store's thread; takes a moment where she came often.

    Args:
        store: The open store.
        words: The language of the errors.
        now: The time, aware.
        access: Who is in.
        brand: Whose letters and colours the document has.
    """

    def __init__(
        self,
        store: Store,
        words: Texts,
        now: Callable[[], datetime],
        access: Access,
        brand: Callable[[], Brand] = house_brand,
    ) -> None:
        self.access = access
        self._store, self._words, self._now, self._brand = store, words, now, brand

    @needs(UseCase.EXPORT_CLIENT)
    def export(self, client_id: str, path: Path, language: str) -> None:
        """Write all that is kept of a client to a ZIP file; a file there before stays whole until this one is.

        It holds ``client.pdf`` to read, ``client.json`` with the same and all scores, the photos, the reports byte
        for byte as they were handed over, and the signatures as drawings. What is damaged is named in
        ``client.json`` (``unreadable``) and does not hold up the rest.

        Args:
            client_id: Whose.
            path: The file to write.
            language: Of the document.

        Raises:
            ConsultantError: the file cannot be written.
            StorageError: she is no longer there.
        """
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self._files(client_id, texts(language)):
                archive.writestr(name, data)
        try:
            write_atomically(path, out.getvalue())
        except OSError as error:
            why = error.strerror or str(error)
            raise ConsultantError(self._words("portability.not_saved", file=path.name, why=why)) from error

    def _files(self, client_id: str, words: Texts) -> Iterator[tuple[str, bytes]]:
        store = self._store
        read = _Read(
            store.clients.get(client_id), store.consents.history(client_id), store.visits.history(client_id)
        )
        told: dict[str, Any] = _told(read, self._now())
        visits: list[SavedVisit] = []
        for number, summary in enumerate(reversed(read.visits), 1):
            stem = f"visits/{number:02d}-{summary.at:%Y-%m-%d}"
            visit = self._visit(summary, stem, told)
            visits.append(visit)
            told["visits"].append(_visit_told(visit, stem))
            yield from _photos(visit, stem)
            yield from self._reports(summary.id, stem, told)
        yield from self._signatures(read, told)
        # With all that draws PDFs: no start of the program waits for it.
        from consultant_app.report.client_file import render_client_file

        title = words("portability.title", name=read.client.display_name)
        about = words("portability.about")
        sections = sections_of(read.client, read.consents, visits, words)
        yield "client.pdf", render_client_file(self._brand(), words, title, about, sections)
        yield "client.json", json.dumps(told, ensure_ascii=False, indent=1, default=_plain).encode()

    def _visit(self, summary: VisitSummary, stem: str, told: dict[str, Any]) -> SavedVisit:
        try:
            return self._store.visits.open(summary.id)
        except StorageError:
            told["unreadable"].append(f"{stem}.jpg")
            return self._store.visits.open(summary.id, with_photo=False)

    def _reports(self, visit_id: str, stem: str, told: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
        for number, report in enumerate(reversed(self._store.reports.history(visit_id)), 1):
            name = f"{stem}-report-{number}.pdf"
            try:
                yield name, self._store.reports.open(report.id)
            except StorageError:
                told["unreadable"].append(name)

    def _signatures(self, read: _Read, told: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
        for number, entry in enumerate(read.consents, 1):
            name = f"consents/{number:02d}-{entry.at:%Y-%m-%d}.svg"
            try:
                signature = self._store.consents.signature(read.client.id, entry.id)
            except StorageError:
                told["unreadable"].append(name)
                continue
            if signature is not None:
                yield name, _drawn(signature).encode()


def _told(read: _Read, now: datetime) -> dict[str, Any]:
    details = dataclasses.asdict(read.client.details)
    return {
        "format": FORMAT,
        "exported_at": now,
        "client": {"id": read.client.id, "created_at": read.client.created_at, **details},
        "consents": [dataclasses.asdict(entry) for entry in read.consents],
        "visits": [],
        "unreadable": [],
    }


def _visit_told(visit: SavedVisit, stem: str) -> dict[str, Any]:
    return {
        "files": stem,
        "at": visit.summary.at,
        "note": visit.note,
        "analysis": analysis_to_json(visit.analysis, visit.routine),
        "routine": [
            {
                "product": item.product.name,
                "step": item.step,
                "time": item.time,
                "bought": item.bought,
                "note": item.note,
            }
            for item in visit.routine.recommendations
        ],
    }


def _photos(visit: SavedVisit, stem: str) -> Iterator[tuple[str, bytes]]:
    if visit.photo is not None:
        for view in visit.photo.views:
            yield f"{stem}-{view}.jpg", photo_to_bytes(visit.photo.seen_from(view).rgb)


def _drawn(signature: Signature) -> str:
    """A signature as an SVG drawing."""
    lines = "".join(
        f'<polyline points="{" ".join(f"{x},{y}" for x, y in stroke)}"/>' for stroke in signature.strokes
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {signature.width} {signature.height}" fill="none" '
        f'stroke="black" stroke-width="2" stroke-linecap="round">{lines}</svg>'
    )


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
