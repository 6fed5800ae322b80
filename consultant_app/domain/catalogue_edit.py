"""A catalogue while it is edited: sheets of rows and cells, its versions, and what a change would do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from consultant_app.domain.faults import Fault
from consultant_app.domain.routine import Routine

SHIPPED = 0
"""Number of the version that came with the program."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as a shop person edits it; every cell is text.

    Attributes:
        name: Stable key, also the name of its leaf in a workbook and of its CSV file.
        columns: Names of the columns.
        rows: Cells; each row has as many as there are columns.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def cell(self, row: int, column: str) -> str:
        """A cell; ``row`` counts from 0."""
        return self.rows[row][self.columns.index(column)]

    def with_cell(self, row: int, column: int, text: str) -> "Sheet":
        """The sheet with another text in one cell; both count from 0."""
        cells = list(self.rows[row])
        cells[column] = text
        return replace(self, rows=(*self.rows[:row], tuple(cells), *self.rows[row + 1 :]))

    def with_row(self, row: int) -> "Sheet":
        """The sheet with an empty row before ``row``."""
        return replace(self, rows=(*self.rows[:row], ("",) * len(self.columns), *self.rows[row:]))

    def without_row(self, row: int) -> "Sheet":
        """The sheet without a row."""
        return replace(self, rows=(*self.rows[:row], *self.rows[row + 1 :]))

    def entries(self) -> list[dict[str, str]]:
        """The rows as column -> cell."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets of a catalogue, in their order."""

    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet:
        """One of them.

        Raises:
            KeyError: there is none of this name.
        """
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)

    def with_sheets(self, others: Iterable[Sheet]) -> "Workbook":
        """The workbook with some sheets in the place of those of the same name."""
        named: Mapping[str, Sheet] = {sheet.name: sheet for sheet in others}
        return Workbook(tuple(named.get(sheet.name, sheet) for sheet in self.sheets))


@dataclass(frozen=True, slots=True)
class Version:
    """A published catalogue.

    Attributes:
        number: From 1; ``SHIPPED`` of the one that came with the program.
        at: When it was published, aware; ``None`` of the shipped one.
        by: Id of who published it; empty of the shipped one.
        note: Why, in her words.
        restored: The version that it repeats; ``None`` where it is new.
    """

    number: int
    at: datetime | None = None
    by: str = ""
    note: str = ""
    restored: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A catalogue that is being edited, and what does not hold in it.

    Attributes:
        book: The sheets.
        based_on: Number of the version that it began as.
        changed: Whether it says anything else than that version.
        faults: What bars it from being published; ``file`` is a sheet's name, ``row`` counts the heading as 1.
    """

    book: Workbook
    based_on: int
    changed: bool = False
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """What a catalogue would have advised at one visit, beside what the one in force does.

    Both are derived anew from the kept scores and from what is known of the client today, so that nothing but the
    catalogue differs; what she was told that day may have been neither.
    """

    visit_id: str
    at: datetime
    display_name: str
    before: Routine
    after: Routine

    @property
    def changed(self) -> bool:
        """Whether other products, or the same at other times."""
        return _told(self.before) != _told(self.after)


def _told(routine: Routine) -> list[tuple[str, str]]:
    return [(item.product.id, item.time) for item in routine.recommendations]
