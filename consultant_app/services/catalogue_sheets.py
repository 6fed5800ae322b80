"""The catalogue as sheets that a shop person edits, and as the files that the checks read; the same either way.

Four files hold the catalogue (``services.catalogue``). Two of them are JSON, which nobody edits in a spreadsheet,
so each of their lists is a sheet of its own. A rule stands on one line of the JSON that is made of it: so the
place of every fault that the checks find leads back to sheet, row and column.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from consultant_app.domain.catalogue_edit import Sheet, Workbook
from consultant_app.domain.faults import Fault
from consultant_app.files import resource
from consultant_app.services.catalogue import COLUMNS, FILES, INCI_COMMA
from consultant_app.services.rules import INGREDIENTS_FILE, LANGUAGES, RULES_FILE
from consultant_app.services.rules_check import PRODUCTS_FILE
from consultant_app.services.rules_inci import INCI_FILE

PRODUCTS, SETTINGS, NEEDS, CONFLICTS, EXCLUSIONS, SUNSCREEN, FAMILIES, FRAGRANCE, INCI = SHEETS = (
    "products",
    "settings",
    "needs",
    "conflicts",
    "exclusions",
    "sunscreen",
    "families",
    "fragrance",
    "inci",
)

_TELLS = (*(f"rationale_{code}" for code in LANGUAGES), "sources")
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    PRODUCTS: COLUMNS,
    SETTINGS: ("products_at_most", "least_gain", "wish_weight"),
    NEEDS: ("id", "criteria", "below", "certainty", "zones", "families", *_TELLS),
    CONFLICTS: ("id", "first", "second", "scope", *_TELLS),
    EXCLUSIONS: ("id", "when", "families", "under", *_TELLS),
    SUNSCREEN: ("id", "families", "shield", *_TELLS),
    FAMILIES: ("key", *(f"name_{code}" for code in LANGUAGES), "inci", "evening_only", "usual_time"),
    FRAGRANCE: ("name",),
    INCI: ("name", "annexes"),
}
"""Columns that each sheet must have, in the order in which they are written."""

NUMBERS: Final[Mapping[str, tuple[str, ...]]] = {PRODUCTS: ("price",), INCI: ("annexes",)}
"""Columns in which a sign at the beginning is no formula: their own check judges them."""

_RULES = (NEEDS, CONFLICTS, EXCLUSIONS)
_SOURCE = re.compile(r"(?P<basis>[a-z_]+):\s*(?P<cite>.*?)(?:\s*\[(?P<families>[^\]]*)\])?", re.DOTALL)
_BETWEEN = " | "
"""Between two sources in one cell."""

_Place = tuple[str, int]
"""Sheet and row as a spreadsheet counts it: the heading is row 1."""


def workbook_of(raw: Mapping[str, bytes]) -> Workbook:
    """The sheets of four files that hold together."""
    rules = json.loads(raw[RULES_FILE].decode("utf-8-sig"))
    ingredients = json.loads(raw[INGREDIENTS_FILE].decode("utf-8-sig"))
    settings = {key: rules[key] for key in HEADINGS[SETTINGS] if key in rules}
    rules = {**rules, SETTINGS: [settings], SUNSCREEN: [rules[SUNSCREEN]]}
    made = {name: _sheet(name, [_row_of(each) for each in rules[name]]) for name in (SETTINGS, *_RULES, SUNSCREEN)}
    families = [{"key": key, **_row_of(family)} for key, family in ingredients["families"].items()]
    made[FAMILIES] = _sheet(FAMILIES, families)
    made[FRAGRANCE] = _sheet(FRAGRANCE, [{"name": name} for name in ingredients["fragrance"]])
    made[PRODUCTS], made[INCI] = _table(PRODUCTS, raw[PRODUCTS_FILE]), _table(INCI, raw[INCI_FILE])
    return Workbook(tuple(made[name] for name in SHEETS))


def shipped_workbook() -> Workbook:
    """The sheets of the catalogue that came with the program."""
    return workbook_of({name: resource("catalogue", name).read_bytes() for name in FILES})


class Files:
    """The files that a workbook makes, and the way back from the place of a fault.

    Attributes:
        raw: Name -> bytes, as ``services.catalogue.house_of`` reads them.
    """

    def __init__(self, book: Workbook) -> None:
        self._lines: dict[str, dict[int, _Place]] = {RULES_FILE: {}, INGREDIENTS_FILE: {}}
        self.raw: dict[str, bytes] = {
            PRODUCTS_FILE: _csv(book.sheet(PRODUCTS)),
            INGREDIENTS_FILE: self._ingredients(book),
            RULES_FILE: self._rules(book),
            INCI_FILE: _csv(book.sheet(INCI)),
        }

    def placed(self, fault: Fault) -> Fault:
        """The fault with sheet, row and column in the place of the file's."""
        if fault.file in (PRODUCTS_FILE, INCI_FILE):
            name = PRODUCTS if fault.file == PRODUCTS_FILE else INCI
            return Fault(name, fault.key, fault.values, fault.row, fault.column)
        trail = [part.strip() for each in fault.trail for part in str(each).split(",")]
        sheet, row = self._place(fault, trail)
        return Fault(sheet, fault.key, fault.values, row, _column(sheet, trail, fault))

    def _place(self, fault: Fault, trail: list[str]) -> tuple[str, int | None]:
        lines = self._lines[fault.file]
        if fault.row is not None and fault.row in lines:
            return lines[fault.row]
        # Faults of names of ingredients tell the family, or the name, instead of a row of the file.
        if fault.file == INGREDIENTS_FILE:
            family = next((row for row, key in self._families.items() if key in trail), None)
            if family is not None:
                return FAMILIES, family
            return FRAGRANCE, self._fragrance.get(str(fault.values.get("name", "")))
        section = next((part for part in trail if part in (*_RULES, SUNSCREEN)), SETTINGS)
        return section, 2 if section in (SETTINGS, SUNSCREEN) else None

    def _rules(self, book: Workbook) -> bytes:
        settings = book.sheet(SETTINGS).entries()
        lines = ["{"]
        for key, cell in (settings[0] if settings else {}).items():
            if cell.strip():
                lines.append(f"{json.dumps(key)}: {json.dumps(_number(cell))},")
                self._lines[RULES_FILE][len(lines)] = (SETTINGS, 2)
        for name in _RULES:
            lines.append(f"{json.dumps(name)}: [")
            lines += self._entries(RULES_FILE, name, map(_rule_of, book.sheet(name).entries()), len(lines))
            lines.append("],")
        only = [_rule_of(entry) for entry in book.sheet(SUNSCREEN).entries()] or [{}]
        lines.append(f"{json.dumps(SUNSCREEN)}: {_line(only[0])}")
        self._lines[RULES_FILE][len(lines)] = (SUNSCREEN, 2)
        return "\n".join([*lines, "}"]).encode()

    def _ingredients(self, book: Workbook) -> bytes:
        entries = book.sheet(FAMILIES).entries()
        self._families = {row: entry["key"] for row, entry in enumerate(entries, start=2)}
        lines = ["{", '"families": {']
        for place, entry in enumerate(entries):
            comma = "," if place + 1 < len(entries) else ""
            lines.append(f"{json.dumps(entry['key'])}: {_line(_family_of(entry))}{comma}")
            self._lines[INGREDIENTS_FILE][len(lines)] = (FAMILIES, place + 2)
        lines += ["},", '"fragrance": [']
        names = [entry["name"] for entry in book.sheet(FRAGRANCE).entries()]
        self._fragrance = {name: row for row, name in enumerate(names, start=2)}
        lines += self._entries(INGREDIENTS_FILE, FRAGRANCE, names, len(lines))
        return "\n".join([*lines, "]", "}"]).encode()

    def _entries(self, file: str, name: str, entries: Iterable[object], above: int) -> list[str]:
        """One line an entry; ``above`` is how many lines stand before the first."""
        lines = [_line(entry) for entry in entries]
        for place in range(len(lines)):
            self._lines[file][above + place + 1] = (name, place + 2)
        return [f"{line}," for line in lines[:-1]] + lines[-1:]


def _column(sheet: str, trail: list[str], fault: Fault) -> str | None:
    """The column that a fault's trail speaks of; of a text that lacks a language, the one of that language."""
    columns = HEADINGS[sheet]
    lacking = str(fault.values.get("limit", "")).split(", ")[0]
    for part in reversed(trail):
        for column in (f"{part}_{lacking}", part):
            if column in columns:
                return column
    return "name" if sheet == FRAGRANCE else None


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _sheet(name: str, entries: list[dict[str, str]]) -> Sheet:
    columns = HEADINGS[name]
    return Sheet(name, columns, tuple(tuple(entry.get(column, "") for column in columns) for entry in entries))


def _table(name: str, raw: bytes) -> Sheet:
    """A CSV file of ours, with the columns that it has beyond those that it must have."""
    lines = [row for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")) if any(row)]
    header, *rows = lines
    return Sheet(name, tuple(header), tuple(tuple(row) for row in rows))


def _csv(sheet: Sheet) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([sheet.columns, *sheet.rows])
    return text.getvalue().encode("utf-8-sig")


def _row_of(entry: Mapping[str, Any]) -> dict[str, str]:
    """An entry of the JSON as cells."""
    row: dict[str, str] = {}
    for key, value in entry.items():
        if key in ("rationale", "name"):
            row |= {f"{key}_{code}": text for code, text in value.items()}
        elif key == "sources":
            row[key] = _BETWEEN.join(_source_told(source) for source in value)
        elif isinstance(value, dict):
            row[key] = ", ".join(f"{name} {weight:g}" for name, weight in value.items())
        elif isinstance(value, list):
            row[key] = ", ".join(map(str, value))
        else:
            row[key] = _plain(value)
    return row


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, int | float) else "" if value is None else str(value)


def _source_told(source: Mapping[str, Any]) -> str:
    families = source.get("families", ())
    return f"{source['basis']}: {source['cite']}" + (f" [{', '.join(families)}]" if families else "")


def _rule_of(cells: Mapping[str, str]) -> dict[str, Any]:
    """A row of a rules' sheet as the JSON has it; empty cells are fields that are not there."""
    rule: dict[str, Any] = {"rationale": {code: cells.get(f"rationale_{code}", "") for code in LANGUAGES}}
    for column, read in _READ.items():
        cell = cells.get(column, "").strip()
        if cell:
            rule[column] = _weights(cell) if column == "families" and "below" in cells else read(cell)
    return rule


def _family_of(cells: Mapping[str, str]) -> dict[str, Any]:
    family: dict[str, Any] = {
        "name": {code: cells.get(f"name_{code}", "") for code in LANGUAGES},
        "inci": [part for part in (part.strip() for part in INCI_COMMA.split(cells.get("inci", ""))) if part],
    }
    if flag := cells.get("evening_only", "").strip().lower():
        family["evening_only"] = {"yes": True, "oui": True, "no": False, "non": False}.get(flag, flag)
    if time := cells.get("usual_time", "").strip():
        family["usual_time"] = time
    return family


def _listed(cell: str) -> list[str]:
    return [part for part in (part.strip() for part in re.split(r"[,;\n]", cell)) if part]


def _weights(cell: str) -> dict[str, Any]:
    """``retinoid 0.55, pha 0.4`` as family -> weight; what is none stays text, for the check to name it."""
    found: dict[str, Any] = {}
    for part in re.split(r"[;\n]|,(?!\d)", cell):
        name, _, weight = part.strip().rpartition(" ")
        if part.strip():
            found[name.strip() or part.strip()] = _number(weight) if name.strip() else ""
    return found


def _number(cell: str) -> int | float | str:
    """The number that a cell tells, with a point or a comma; its text where it tells none."""
    text = cell.strip().replace(",", ".")
    if re.fullmatch(r"-?\d{1,9}", text):
        return int(text)
    return float(text) if re.fullmatch(r"-?\d{0,9}\.\d{1,9}", text) else cell


def _sources(cell: str) -> list[dict[str, Any]]:
    return list(_each_source(cell))


def _each_source(cell: str) -> Iterator[dict[str, Any]]:
    for part in filter(None, (part.strip() for part in re.split(r"[|\n]", cell))):
        found = _SOURCE.fullmatch(part)
        if found is None:
            yield {"basis": part.split(":")[0], "cite": part}
            continue
        source: dict[str, Any] = {"basis": found["basis"], "cite": found["cite"]}
        yield source | ({"families": _listed(found["families"])} if found["families"] else {})


_READ: Final[Mapping[str, Callable[[str], Any]]] = {
    "id": str,
    "criteria": _listed,
    "below": _number,
    "certainty": _number,
    "zones": _listed,
    "first": _listed,
    "second": _listed,
    "scope": str,
    "when": str,
    "families": _listed,
    "under": _number,
    "shield": str,
    "sources": _sources,
}
"""How each column of a rule is read."""
