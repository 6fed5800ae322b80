"""A table to be read, by eye, keyboard and screen reader: what stands behind a chart, or stands for itself."""

from collections.abc import Sequence

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PyQt6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

LINE = 44
"""Height of a row, logical pixels: a finger's."""
_MOST_SHOWN = 8
"""Rows before it scrolls in itself."""
_FEW_COLUMNS = 4
"""Columns below which the first may be as wide as there is room."""


class FigureModel(QAbstractTableModel):
    """Words in rows and columns; the first of each row names it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads: Sequence[str] = ()
        self._rows: Sequence[Sequence[str]] = ()

    def put(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show other words."""
        self.beginResetModel()
        self._heads, self._rows = heads, rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and signature
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and signature
        """How many columns."""
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell; figures stand to the right."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row = self._rows[index.row()]
            return f"{row[0]}, {self._heads[index.column()]}: {row[index.column()]}"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads of the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


def quiet(view: QTableView) -> None:
    """Give a table the house's calm: hairlines between rows, no grid, rows for a finger."""
    view.setShowGrid(False)
    view.setAlternatingRowColors(False)
    view.setTabKeyNavigation(False)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    for header in (view.verticalHeader(), view.horizontalHeader()):
        if header is not None:
            header.setHighlightSections(False)
    side = view.verticalHeader()
    if side is not None:
        side.setDefaultSectionSize(LINE)
        side.setMinimumSectionSize(LINE)
        side.hide()


class FigureTable(QTableView):
    """As high as its rows, up to some; more scroll in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        quiet(self)
        self._model = FigureModel(self)
        self.setModel(self._model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, name: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show other words; ``name`` is what the whole is called."""
        self.setAccessibleName(name)
        self._model.put(heads, rows)
        header = self.horizontalHeader()
        if header is not None:
            header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            if 0 < len(heads) < _FEW_COLUMNS:
                header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setFixedHeight(LINE * (min(len(rows), _MOST_SHOWN) + 1) + 14)
