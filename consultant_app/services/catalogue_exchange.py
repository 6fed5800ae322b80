"""Sheets of a catalogue in and out, as CSV or as an Excel workbook; a formula passes neither way.

Nothing is taken by half: a file is read whole, or every fault of it is told with sheet, row and column. A cell
that a spreadsheet would run is written with an apostrophe before it, which reading takes away again, and refused
where it comes in (OWASP, CSV injection).
"""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from consultant_app.domain.catalogue_edit import Sheet, Workbook
from consultant_app.domain.errors import CatalogueError, ConsultantError
from consultant_app.domain.faults import Fault
from consultant_app.files import write_atomically
from consultant_app.services.catalogue_sheets import HEADINGS, NUMBERS, SHEETS
from consultant_app.services.rules_table import FORMULA_STARTS, cell_fault, read_table
from consultant_app.texts import texts

SUFFIXES = (".xlsx", ".csv")
"""Kinds of file; workbooks with macros are not among them."""

_MOST_BYTES = 5_000_000
_MOST_UNPACKED = 60_000_000
"""A workbook is a packed folder: a small one may unpack to a full memory."""
_MOST_ROWS, _MOST_COLUMNS = 5_000, 200
_GUARD = "'"
_GUARDED = (*FORMULA_STARTS, "\t", "\r", "\n")


def guarded(cell: str) -> str:
    """The cell as it may stand in a spreadsheet: never a formula."""
    return _GUARD + cell if cell.lstrip(" ").startswith(_GUARDED) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith(_GUARD) and cell[1:].lstrip(" ").startswith(_GUARDED) else cell


def write_sheets(path: Path, book: Workbook, sheet: str, language: str) -> None:
    """Write all sheets as a workbook, or one as CSV, by the file's ending.

    Args:
        path: Where to; ``.xlsx`` or ``.csv``.
        book: The sheets.
        sheet: The one that a CSV file holds.
        language: Of the error.

    Raises:
        ConsultantError: the file cannot be written.
    """
    content = (
        csv_bytes([book.sheet(sheet).columns, *book.sheet(sheet).rows]) if _is_csv(path) else _xlsx_bytes(book)
    )
    write_file(path, content, language)


def write_file(path: Path, content: bytes, language: str) -> None:
    """Write a file atomically. Raises ``ConsultantError`` where that fails."""
    try:
        write_atomically(path, content)
    except OSError as error:
        why = error.strerror or str(error)
        raise ConsultantError(texts(language)("exchange.not_written", name=path.name, why=why)) from error


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """A table that a spreadsheet opens with its accents, every cell guarded."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def read_sheets(path: Path, sheet: str, language: str) -> list[Sheet]:
    """The sheets of a file: all that a workbook has of the catalogue's, or the one that a CSV file is.

    Args:
        path: The file.
        sheet: What a CSV file is taken for.
        language: Of an error of the disk.

    Raises:
        CatalogueError: it cannot be taken; every fault is listed with sheet, row and column.
        ConsultantError: it cannot be read from the disk.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        raise ConsultantError(texts(language)("exchange.not_read", name=path.name, why=why)) from error
    findings: list[Fault] = []
    sheets = [_from_csv(raw, sheet, findings)] if _is_csv(path) else _from_xlsx(path.name, raw, findings)
    if findings:
        raise CatalogueError(findings)
    return sheets


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() == ".csv"


def _from_csv(raw: bytes, name: str, findings: list[Fault]) -> Sheet:
    # Guards are judged here, not by the table's own check, which would refuse them where no formula follows.
    rows = read_table(name, raw, HEADINGS[name], NUMBERS.get(name, ()), findings)
    columns = tuple(rows[0].cells) if rows else HEADINGS[name]
    cells = [[_unguarded(row.cells[column]) for column in columns] for row in rows]
    for row, judged in zip(rows, cells, strict=True):
        _judge(name, columns, judged, row.number, findings, only_unguarded=row.cells)
    return _sheet(name, columns, cells)


def _judge(
    name: str,
    columns: Sequence[str],
    cells: Sequence[str],
    row: int,
    findings: list[Fault],
    only_unguarded: dict[str, str] | None = None,
) -> None:
    """Refuse what would be a formula; in CSV only what hid behind a guard is left to be judged."""
    numbers = NUMBERS.get(name, ())
    for column, cell in zip(columns, cells, strict=True):
        if only_unguarded is not None and only_unguarded[column] == cell:
            continue
        if column in numbers and cell.strip() == "-":
            continue
        fault = cell_fault(cell)
        if fault is not None and column not in numbers:
            findings.append(Fault(name, fault[0], fault[1], row, column))


def _sheet(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Sheet:
    """The sheet with its own columns first and in their order, then those that the file has besides."""
    needed = HEADINGS[name]
    order = [*needed, *(column for column in columns if column and column not in needed)]
    places = [list(columns).index(column) for column in order]
    return Sheet(name, tuple(order), tuple(tuple(row[place] for place in places) for row in rows))


def _xlsx_bytes(book: Workbook) -> bytes:
    from openpyxl import Workbook as Xlsx
    from openpyxl.styles import Font

    made, bold = Xlsx(), Font(bold=True)
    made.remove(made.active)
    for sheet in book.sheets:
        leaf = made.create_sheet(sheet.name)
        leaf.freeze_panes = "B2"
        for number, row in enumerate([sheet.columns, *sheet.rows], start=1):
            for place, text in enumerate(row, start=1):
                cell = leaf.cell(number, place)
                cell.value = guarded(text)
                # Text, whatever it begins with: else the library itself makes a formula of a leading sign.
                cell.data_type = "s"
                cell.number_format = "@"
                if number == 1:
                    cell.font = bold
        for letter in (column[0].column_letter for column in leaf.iter_cols(max_row=1)):
            leaf.column_dimensions[letter].width = 24
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _from_xlsx(file: str, raw: bytes, findings: list[Fault]) -> list[Sheet]:
    leaves = _leaves(file, raw, findings)
    found = [_from_leaf(leaf, findings) for leaf in leaves if leaf.title in SHEETS]
    if not found and not findings:
        findings.append(Fault(file, "sheet.none", {"known": ", ".join(SHEETS)}))
    return [sheet for sheet in found if sheet is not None]


def _leaves(file: str, raw: bytes, findings: list[Fault]) -> list[Any]:
    """The leaves of a workbook; none where it is no workbook, or one that would fill the memory."""
    from openpyxl import load_workbook

    if len(raw) > _MOST_BYTES:
        findings.append(Fault(file, "table.too_large", {"size": _MOST_BYTES // 1_000_000}))
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MOST_UNPACKED:
                findings.append(Fault(file, "table.too_large", {"size": _MOST_UNPACKED // 1_000_000}))
                return []
        with warnings.catch_warnings():
            # What Excel can and the library cannot (ticks, colours) is of no matter here.
            warnings.simplefilter("ignore")
            return list(load_workbook(io.BytesIO(raw), keep_links=False).worksheets)
    except Exception:  # noqa: BLE001 - a foreign file: the library raises whatever its parts raise
        findings.append(Fault(file, "sheet.unreadable"))
        return []


def _from_leaf(leaf: Any, findings: list[Fault]) -> Sheet | None:  # noqa: ANN401 - openpyxl has no types
    """One leaf, its cells judged; ``None`` where its heading is unfit."""
    name = str(leaf.title)
    if leaf.max_row > _MOST_ROWS or leaf.max_column > _MOST_COLUMNS:
        findings.append(Fault(name, "sheet.too_long", {"most": _MOST_ROWS, "columns": _MOST_COLUMNS}))
        return None
    lines = list(leaf.iter_rows())
    header = [_text(cell).strip().lower() for cell in lines[0]] if lines else []
    missing = [column for column in HEADINGS[name] if column not in header]
    twice = sorted({column for column in header if column and header.count(column) > 1})
    findings += [Fault(name, "table.column_missing", {"name": column}, row=1) for column in missing]
    findings += [Fault(name, "table.column_twice", row=1, column=column) for column in twice]
    if missing or twice:
        return None
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        cells = [_unguarded(_text(cell)).strip() for cell in line]
        if not any(cells):
            continue
        runs = [header[place] or str(place + 1) for place, cell in enumerate(line) if cell.data_type == "f"]
        findings += [Fault(name, "sheet.formula", row=number, column=column) for column in runs]
        kept = [(column, cell) for column, cell in zip(header, cells, strict=True) if column not in runs]
        _judge(name, [column for column, _ in kept], [cell for _, cell in kept], number, findings)
        rows.append(cells)
    return _sheet(name, header, rows)


def _text(cell: Any) -> str:  # noqa: ANN401 - openpyxl has no types
    """What a cell says, numbers as the spreadsheet shows whole ones; empty of a formula, which is refused."""
    value = cell.value
    if value is None or cell.data_type == "f":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.10g}" if isinstance(value, int | float) else str(value)
