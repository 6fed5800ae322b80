"""The house's catalogue in the database: published versions, and the one that is being edited."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from consultant_app.domain.catalogue_edit import Sheet, Version, Workbook
from consultant_app.storage.catalogue_tables import CatalogueDraftRow, CatalogueVersionRow
from consultant_app.storage.database import Database

_DRAFT = 1


class CatalogueRecords:
    """The catalogues of an open store. All methods raise ``StorageError`` where disk or database fail."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def versions(self) -> list[Version]:
        """Those that were published here, the newest first."""
        with self._database.transaction() as session:
            rows = session.exec(select(CatalogueVersionRow).order_by(col(CatalogueVersionRow.number).desc()))
            return [Version(row.number, row.at, row.by, row.note, row.restored) for row in rows]

    def book(self, number: int) -> Workbook | None:
        """The sheets of a version; ``None`` where there is no such."""
        with self._database.transaction() as session:
            row = session.get(CatalogueVersionRow, number)
            return None if row is None else _book(row.sheets)

    def publish(self, version: Version, book: Workbook, at: datetime) -> None:
        """Add a version; the draft ends with it."""
        row = CatalogueVersionRow(
            number=version.number,
            at=at,
            by=version.by,
            note=version.note,
            restored=version.restored,
            sheets=_plain(book),
        )
        with self._database.transaction() as session:
            session.add(row)
            draft = session.get(CatalogueDraftRow, _DRAFT)
            if draft is not None:
                session.delete(draft)

    def draft(self) -> tuple[Workbook, int] | None:
        """The catalogue that is being edited, and the version that it began as; ``None`` where none is."""
        with self._database.transaction() as session:
            row = session.get(CatalogueDraftRow, _DRAFT)
            return None if row is None else (_book(row.sheets), row.based_on)

    def keep_draft(self, book: Workbook, based_on: int, at: datetime) -> None:
        """Keep the catalogue as it is being edited."""
        with self._database.transaction() as session:
            session.merge(CatalogueDraftRow(id=_DRAFT, based_on=based_on, at=at, sheets=_plain(book)))

    def discard_draft(self) -> None:
        """Give up what is being edited."""
        with self._database.transaction() as session:
            row = session.get(CatalogueDraftRow, _DRAFT)
            if row is not None:
                session.delete(row)


def _plain(book: Workbook) -> list[dict[str, Any]]:
    return [
        {"name": sheet.name, "columns": list(sheet.columns), "rows": [list(row) for row in sheet.rows]}
        for sheet in book.sheets
    ]


def _book(sheets: Iterable[dict[str, Any]]) -> Workbook:
    return Workbook(
        tuple(
            Sheet(sheet["name"], tuple(sheet["columns"]), tuple(tuple(row) for row in sheet["rows"]))
            for sheet in sheets
        )
    )
