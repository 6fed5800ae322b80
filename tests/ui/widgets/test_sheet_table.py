import pytest
from PyQt6.QtCore import Qt

from consultant_app.domain.catalogue_edit import Sheet
from consultant_app.domain.faults import Fault
from consultant_app.ui.widgets.sheet_table import SheetTable

SHEET = Sheet("inci", ("name", "annexes"), (("AQUA", "-"), ("A NAME THAT IS LONGER THAN THE OTHERS", "")))
FAULT = Fault("inci", "inci.unknown", {"name": "AQUA", "file": "inci.csv"}, 2, "name")


@pytest.fixture
def table(qtbot, ui):
    made = SheetTable(ui, lambda row, column: FAULT if (row, column) == (0, "name") else None)
    qtbot.addWidget(made)
    made.put(SHEET)
    return made


def test_rows_are_counted_as_a_spreadsheet_does(table):
    assert table.cells.headerData(0, Qt.Orientation.Vertical) == "2"
    assert table.cells.headerData(1, Qt.Orientation.Horizontal) == "annexes"


def test_what_was_typed_is_handed_on_and_not_written_here(table, qtbot):
    with qtbot.waitSignal(table.cells.written) as told:
        assert table.cells.setData(table.cells.index(1, 1), " IV/3 ")
    assert told.args == [1, 1, "IV/3"]
    assert table.cells.index(1, 1).data() == ""
    assert not table.cells.setData(table.cells.index(1, 1), "x", Qt.ItemDataRole.ToolTipRole)


def test_a_fault_is_told_in_the_cell(table):
    wrong, right = table.cells.index(0, 0), table.cells.index(0, 1)
    assert "not among the names" in wrong.data(Qt.ItemDataRole.AccessibleTextRole)
    assert wrong.data(Qt.ItemDataRole.FontRole).underline()
    assert right.data(Qt.ItemDataRole.FontRole) is None
    assert right.data(Qt.ItemDataRole.ToolTipRole) == "-"


def test_a_changed_text_leaves_what_is_chosen(table):
    table.go_to(1, "annexes")
    table.put(SHEET.with_cell(1, 1, "IV/3"))
    assert (table.row, table.currentIndex().column()) == (1, 1)
    table.put(SHEET.with_row(0))
    table.go_to(99, "name")
    table.put(None)
    assert table.cells.rowCount() == 0
    assert table.cells.headerData(0, Qt.Orientation.Horizontal) is None
