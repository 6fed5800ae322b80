"""Reading a table that a shop person saved from a spreadsheet, whatever the spreadsheet made of it.

Excel in French writes semicolons, in English commas, ``Unicode text`` tabs in UTF-16; "CSV" without "UTF-8" is
Windows-1252. All four are accepted. A cell that a spreadsheet would run as a formula is not.
"""

import codecs
import csv
import io
import unicodedata
from dataclasses import dataclass

from consultant_app.domain.faults import Fault

FORMULA_STARTS = tuple("=+-@＝＋－＠")
"""First characters that spreadsheets read as a formula, with their full-width twins (OWASP, CSV injection)."""

_MOST_BYTES = 5_000_000
"""Some thousand products; more is a wrong file."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the spreadsheet shows it (the header is row 1) and its stripped cells by column."""

    number: int
    cells: dict[str, str]


def read_table(
    file: str, raw: bytes, required: tuple[str, ...], numbers: tuple[str, ...], findings: list[Fault]
) -> list[Row]:
    """The rows of a table with a header.

    Args:
        file: Name for the findings.
        raw: Bytes as saved.
        required: Columns that must exist.
        numbers: Columns of numbers: a sign at their beginning is no formula, their own check judges them.
        findings: Receives the faults.

    Returns:
        Rows without the empty ones; none where the header is unfit.
    """
    text = _decoded(file, raw, findings)
    if text is None:
        return []
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        findings.append(Fault(file, "table.unreadable", {"why": error}))
        return []
    header = [cell.strip().lower() for cell in lines[0]] if lines else []
    if not _header_holds(file, header, required, findings):
        return []
    rows = []
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(header) :]):
            findings.append(Fault(file, "table.more_cells", row=number))
            continue
        padded = [*cells, *[""] * (len(header) - len(cells))]
        row = dict(zip(header, padded, strict=False))
        findings += [
            Fault(file, fault[0], fault[1], row=number, column=column)
            for column, cell in row.items()
            if column not in numbers and (fault := cell_fault(cell)) is not None
        ]
        rows.append(Row(number, {column: cell.strip() for column, cell in row.items()}))
    return rows


def _decoded(file: str, raw: bytes, findings: list[Fault]) -> str | None:
    if len(raw) > _MOST_BYTES:
        findings.append(Fault(file, "table.too_large", {"size": _MOST_BYTES // 1_000_000}))
        return None
    utf16 = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    # UTF-8 text with accents is never valid by accident, so what fails here is an Excel "CSV" in Windows-1252.
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    findings.append(Fault(file, "table.no_text"))
    return None


def _delimiter(text: str) -> str:
    """The separator that the header uses most; the header holds plain column names only."""
    header = text.lstrip().split("\n", maxsplit=1)[0]
    return max(",;\t", key=header.count)


def _header_holds(file: str, header: list[str], required: tuple[str, ...], findings: list[Fault]) -> bool:
    missing = [name for name in required if name not in header]
    twice = sorted({name for name in header if name and header.count(name) > 1})
    findings += [Fault(file, "table.column_missing", {"name": name}, row=1) for name in missing]
    findings += [Fault(file, "table.column_twice", row=1, column=name) for name in twice]
    return not missing and not twice


def cell_fault(cell: str) -> tuple[str, dict[str, object]] | None:
    """What is wrong with a cell of text, and its values; ``None`` when nothing is."""
    if any(unicodedata.category(char) == "Cc" and char not in "\r\n" for char in cell) or cell.startswith("\r"):
        return "table.control", {}
    if cell.lstrip().startswith(FORMULA_STARTS):
        return "table.formula", {"value": cell.lstrip()[0]}
    return None
