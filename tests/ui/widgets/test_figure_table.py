import pytest
from PyQt6.QtCore import Qt

from consultant_app.ui.widgets.figure_table import LINE, FigureTable

ROWS = [["Pores", "40", "fewer than 10"], ["Shine", "12", "30"]]


@pytest.fixture
def table(qtbot):
    made = FigureTable()
    qtbot.addWidget(made)
    made.say("Concerns", ["", "Winter", "Spring"], ROWS)
    return made


def test_says_row_and_column_of_a_cell(table):
    model = table.model()
    index = model.index(0, 2)
    assert index.data() == "fewer than 10"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Pores, Spring: fewer than 10"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Winter"
    assert model.headerData(1, Qt.Orientation.Vertical) is None
    assert table.accessibleName() == "Concerns"


def test_figures_stand_to_the_right_and_names_do_not(table):
    model, role = table.model(), Qt.ItemDataRole.TextAlignmentRole
    assert model.index(0, 1).data(role) & Qt.AlignmentFlag.AlignRight
    assert model.index(0, 0).data(role) is None
    assert model.headerData(1, Qt.Orientation.Horizontal, role) & Qt.AlignmentFlag.AlignRight


def test_is_as_high_as_its_rows_up_to_some(table):
    low = table.height()
    table.say("Concerns", ["", "Winter", "Spring"], ROWS * 20)
    assert low < table.height() < 12 * LINE


def test_may_be_empty(table):
    table.say("Concerns", [], [])
    assert table.model().rowCount() == 0
