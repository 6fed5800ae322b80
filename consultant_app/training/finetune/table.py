"""Read a table of grades as spreadsheets write it: any of their encodings, separators and decimal signs."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from consultant_app.training.finetune.findings import Finding, GradesError

REQUIRED = ("photo", "person", "criterion", "grade", "grader")
OPTIONAL = ("zone", "split")
_SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty; ``cells`` holds every known column, stripped, empty where it is missing."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows, the columns that were found but mean nothing here, and the faults of form."""

    rows: tuple[Row, ...]
    ignored: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_table(path: Path) -> Table:
    """Read a table.

    Raises:
        GradesError: the file cannot be read as a table with the required columns.
    """
    try:
        text = _decoded(path.read_bytes())
        return _parsed(text)
    except OSError as error:
        raise _refused(f"{path} cannot be read. Check the path given with --grades.") from error
    except UnicodeDecodeError as error:
        raise _refused("the encoding is unknown. Save the file as CSV UTF-8.") from error
    except csv.Error as error:
        raise _refused(f"it is no CSV file ({error}). Save it again as CSV UTF-8.") from error


def _refused(text: str) -> GradesError:
    return GradesError([Finding(None, "all", text)])


def _decoded(data: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one ("Unicode text"), else Western Windows as Excel saves CSV."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _parsed(text: str) -> Table:
    first = text.split("\n", maxsplit=1)[0].strip().lower()
    told = re.fullmatch(r"sep=(.)", first)  # Excel's own hint, a row before the header
    separators = (told[1],) if told else _SEPARATORS
    header_at = 2 if told else 1
    best = max(separators, key=lambda mark: len(_known(_records(text, mark), header_at)))
    records = _records(text, best)
    if len(records) < header_at:
        raise _refused(f"the file is empty. It needs the columns {', '.join(REQUIRED)}.")
    header = [cell.strip().lower() for cell in records[header_at - 1]]
    _check_header(header)
    rows, findings = [], []
    for number, record in enumerate(records[header_at:], start=header_at + 1):
        if not any(cell.strip() for cell in record):
            continue
        if any(cell.strip() for cell in record[len(header) :]):
            text = f"the row has {len(record)} cells, the header {len(header)}. Put cells with '{best}' in quotes."
            findings.append(Finding(number, "all", text))
            continue
        named = dict(zip(header, (cell.strip() for cell in record), strict=False))
        rows.append(Row(number, {name: named.get(name, "") for name in REQUIRED + OPTIONAL}))
    if not rows and not findings:
        raise _refused("no grade stands below the header.")
    ignored = tuple(name for name in header if name and name not in REQUIRED + OPTIONAL)
    return Table(tuple(rows), ignored, tuple(findings))


def _records(text: str, separator: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def _known(records: list[list[str]], header_at: int) -> set[str]:
    header = records[header_at - 1] if len(records) >= header_at else []
    return {cell.strip().lower() for cell in header} & set(REQUIRED + OPTIONAL)


def _check_header(header: list[str]) -> None:
    findings = [
        Finding(1, name, f"the column is missing. The file needs the columns {', '.join(REQUIRED)}.")
        for name in REQUIRED
        if name not in header
    ]
    findings += [
        Finding(1, name, "the column stands there twice. Keep one.")
        for name in REQUIRED + OPTIONAL
        if header.count(name) > 1
    ]
    if findings:
        raise GradesError(findings)
