"""Statistics that may leave the counter: the figures as they may be shown, and no name of anybody."""

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from consultant_app.domain.disclosure import FEWEST
from consultant_app.domain.statistics import Dashboard, Table
from consultant_app.services.catalogue_exchange import csv_bytes, write_file
from consultant_app.services.statistics_words import figure, heading
from consultant_app.texts import Texts, texts

SUFFIXES = (".csv", ".json")


def write_statistics(path: Path, shown: Dashboard, language: str) -> None:
    """Write all tables of a dashboard: as JSON with stable keys, or as CSV in words, one figure a line.

    Clients are in it as numbers of ten and more only, consultants by a number.

    Args:
        path: Where to; ``.csv`` or ``.json``.
        shown: The dashboard.
        language: Of the CSV's words, and of the error.

    Raises:
        ConsultantError: the file cannot be written.
    """
    tables = dict(_tables(shown, texts(language)))
    if path.suffix.lower() == ".json":
        told = {
            "from": shown.start.isoformat(),
            "to": shown.end.isoformat(),
            "fewest_people": FEWEST,
            "model_version": shown.model_version,
            "criteria_not_scored": list(shown.unscored),
            "tables": {name: _plain(table) for name, table in tables.items()},
        }
        content = json.dumps(told, indent=1, ensure_ascii=False).encode()
    else:
        content = csv_bytes(_lines(tables, shown, texts(language)))
    write_file(path, content, language)


def _tables(shown: Dashboard, words: Texts) -> Iterator[tuple[str, Table]]:
    people = [key for key in shown.consultants.rows if key in shown.consultants.names]
    numbered = {key: words("statistics.consultant", number=place) for place, key in enumerate(people, start=1)}
    for name in ("visits", "consultants"):
        yield name, _renamed(getattr(shown, name), numbered)
    for name in ("products", "returns", "changes", "refusals", "versions", "unsaid"):
        yield name, getattr(shown, name)
    for criterion, table in shown.concerns.items():
        yield f"concerns.{criterion}", table


def _renamed(table: Table, numbered: dict[str, str]) -> Table:
    """The table with numbers in the place of people, also in its keys: an id is as good as a name."""
    cells = {
        (numbered.get(row, row), numbered.get(column, column)): cell for (row, column), cell in table.cells.items()
    }
    rows, columns = (tuple(numbered.get(key, key) for key in keys) for keys in (table.rows, table.columns))
    return dataclasses.replace(table, rows=rows, columns=columns, cells=cells, names={})


def _plain(table: Table) -> list[dict[str, Any]]:
    return [
        {"row": row, "column": column, "value": cell.value, "hidden": cell.hidden}
        | ({"name": table.names[row]} if row in table.names else {})
        for row in table.rows
        for column in table.columns
        if (cell := table.cells[row, column]) is not None
    ]


def _lines(tables: dict[str, Table], shown: Dashboard, words: Texts) -> Iterator[list[str]]:
    yield [words(f"statistics.head.{part}") for part in ("table", "row", "column", "figure")]
    yield [words("statistics.table.period"), shown.start.isoformat(), shown.end.isoformat(), ""]
    for name, table in tables.items():
        kind, _, criterion = name.partition(".")
        title = words(f"statistics.table.{kind}")
        if criterion:
            title = f"{title}: {words(f'criterion.{criterion}.name')}"
        for row in table.rows:
            for column in table.columns:
                told = figure(table.cells[row, column], words)
                yield [title, heading(row, table, words), heading(column, table, words), told]
