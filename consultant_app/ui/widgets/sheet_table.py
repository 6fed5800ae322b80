"""A sheet of the catalogue to be edited cell by cell; what does not hold is marked and told."""

from collections.abc import Callable

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QTableView, QWidget

from consultant_app.domain.catalogue_edit import Sheet
from consultant_app.domain.faults import Fault
from consultant_app.ui.context import Ui
from consultant_app.ui.widgets.figure_table import quiet

FaultAt = Callable[[int, str], Fault | None]
"""What does not hold in a cell, by row from 0 and column."""

_WIDE, _NARROW, _LONG = 240, 130, 26
"""Widths of a column in logical pixels: of long texts and of others; letters from which a text is long."""
_SIDE = 52
"""Width of the numbers of the rows."""


class SheetModel(QAbstractTableModel):
    """The cells of a sheet.

    Signals:
        written: row, column and text that somebody typed.
    """

    written = pyqtSignal(int, int, str)

    def __init__(self, ui: Ui, fault_at: FaultAt, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ui, self._fault_at = ui, fault_at
        self.sheet: Sheet | None = None

    def put(self, sheet: Sheet | None) -> None:
        """Show a sheet; where only texts differ, what is chosen stays."""
        former, self.sheet = self.sheet, sheet
        alike = (
            former is not None
            and sheet is not None
            and (former.name, former.columns, len(former.rows)) == (sheet.name, sheet.columns, len(sheet.rows))
        )
        if alike:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        else:
            self.beginResetModel()
            self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and signature
        """How many rows."""
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and signature
        """How many columns."""
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.columns)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell, and what does not hold in it."""
        if self.sheet is None:
            return None
        text, column = self.sheet.rows[index.row()][index.column()], self.sheet.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        fault = self._fault_at(index.row(), column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return text if fault is None else fault.told(self._ui.language.code)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = f"{column}: {text}"
            return told if fault is None else f"{told}. {fault.told(self._ui.language.code)}"
        tokens = self._ui.theme.tokens
        if fault is not None and role == Qt.ItemDataRole.ForegroundRole:
            return tokens.colour(tokens.accent)
        if fault is not None and role == Qt.ItemDataRole.FontRole:
            font = self._ui.theme.font("body")
            font.setUnderline(True)
            return font
        return None

    def setData(  # noqa: N802 - Qt's name
        self, index: QModelIndex, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Hand on what was typed."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        self.written.emit(index.row(), index.column(), str(value).strip())
        return True

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """Every cell may be edited."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Columns by their names; rows as a spreadsheet counts them, so that a fault's row is found."""
        if role != Qt.ItemDataRole.DisplayRole or self.sheet is None:
            return None
        return self.sheet.columns[section] if orientation == Qt.Orientation.Horizontal else str(section + 2)


class SheetTable(QTableView):
    """Edits a sheet: a double touch, F2 or simply typing begins, Enter ends, Escape takes back."""

    def __init__(self, ui: Ui, fault_at: FaultAt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        quiet(self)
        self.cells = SheetModel(ui, fault_at, self)
        self.setModel(self.cells)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.setWordWrap(False)
        self.setMinimumHeight(230)
        self._shown: tuple[str, tuple[str, ...]] | None = None
        side = self.verticalHeader()
        if side is not None:
            side.show()
            side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            side.setFixedWidth(_SIDE)
            side.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setCornerButtonEnabled(False)
        for corner in self.findChildren(QAbstractButton):
            # It does nothing here, but a screen reader finds it.
            corner.setAccessibleName(self.tr("Row numbers"))

    def put(self, sheet: Sheet | None) -> None:
        """Show a sheet; columns are as wide as what is in them asks for."""
        self.cells.put(sheet)
        if sheet is None or self._shown == (sheet.name, sheet.columns):
            return
        self._shown = (sheet.name, sheet.columns)
        for place in range(len(sheet.columns)):
            longest = max((len(row[place]) for row in sheet.rows), default=0)
            self.setColumnWidth(place, _WIDE if longest > _LONG else _NARROW)
        if sheet.rows:
            self.setCurrentIndex(self.cells.index(0, 0))

    def go_to(self, row: int, column: str) -> None:
        """Choose a cell; ``row`` counts from 0."""
        sheet = self.cells.sheet
        if sheet is not None and 0 <= row < len(sheet.rows):
            place = sheet.columns.index(column) if column in sheet.columns else 0
            index = self.cells.index(row, place)
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self.setFocus()

    @property
    def row(self) -> int:
        """Row of the chosen cell, from 0; -1 where none is."""
        return self.currentIndex().row()
