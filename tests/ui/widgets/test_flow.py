from PyQt6.QtWidgets import QWidget

from consultant_app.ui.widgets.flow import Flow
from consultant_app.ui.widgets.layout import cleared


def made(qtbot, count):
    owner = QWidget()
    qtbot.addWidget(owner)
    flow = Flow(owner, gap=10, line_gap=6)
    parts = []
    for _ in range(count):
        part = QWidget()
        part.setFixedSize(100, 30)
        flow.addWidget(part)
        parts.append(part)
    return owner, flow, parts


def test_what_does_not_fit_goes_on_in_the_next_line(qtbot):
    owner, flow, parts = made(qtbot, 3)
    owner.resize(220, 200)
    owner.show()
    assert [(part.x(), part.y()) for part in parts] == [(0, 0), (110, 0), (0, 36)]
    assert flow.heightForWidth(220) == 66
    assert flow.heightForWidth(400) == 30
    assert flow.sizeHint().width() == 320
    assert flow.minimumSize().width() == 100


def test_its_margins_stay_clear(qtbot):
    owner, flow, parts = made(qtbot, 2)
    flow.setContentsMargins(20, 5, 20, 7)
    owner.resize(180, 200)
    owner.show()
    assert [(part.x(), part.y()) for part in parts] == [(20, 5), (20, 41)]
    assert flow.heightForWidth(180) == 78
    assert flow.minimumSize().width() == 140


def test_what_is_hidden_takes_no_room(qtbot):
    owner, flow, parts = made(qtbot, 2)
    owner.show()
    parts[0].hide()
    assert flow.sizeHint().width() == 100


def test_it_can_be_emptied(qtbot):
    owner, flow, _ = made(qtbot, 2)
    assert flow.parentWidget() is owner
    assert flow.itemAt(5) is None
    assert flow.takeAt(5) is None
    cleared(flow)
    assert flow.count() == 0
    assert flow.heightForWidth(100) == 0
