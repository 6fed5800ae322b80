from PyQt6.QtWidgets import QLabel, QWidget

from consultant_app.ui.widgets.layout import Watched, cleared, column, row, rule, scrolled


def test_clearing_takes_out_widgets_and_rows(qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)
    lines = column(owner)
    inner = row()
    inner.addWidget(QLabel("inner"))
    lines.addLayout(inner)
    lines.addWidget(QLabel("outer"))
    lines.addStretch()
    cleared(lines)
    assert lines.count() == 0
    assert all(label.isHidden() for label in owner.findChildren(QLabel))


def test_nothing_scrolls_sideways(qtbot):
    area = scrolled(QWidget())
    qtbot.addWidget(area)
    assert not area.horizontalScrollBar().isVisible()


def test_a_rule_is_a_hairline(qtbot):
    line = rule()
    qtbot.addWidget(line)
    assert line.height() == 1 or line.maximumHeight() == 1


def test_a_part_tells_its_size(qtbot):
    part = Watched()
    qtbot.addWidget(part)
    part.resize(100, 100)
    part.show()
    with qtbot.waitSignal(part.resized):
        part.resize(200, 100)
