from pathlib import Path

import pytest
from PyQt6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

from consultant_app.ui.widgets.drop_area import DropArea

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def area(qtbot, ui):
    made = DropArea(ui)
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    return made


def dragged(*names):
    data = QMimeData()
    data.setUrls([QUrl(name) if ":" in name else QUrl.fromLocalFile(name) for name in names])
    return data


def test_a_photo_is_taken(qtbot, area, tmp_path):
    data = dragged(str(tmp_path / "Photo.JPG"))
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, LEFT, NONE)
    area.dragEnterEvent(enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(area.dropped) as heard:
        area.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, LEFT, NONE))
    assert heard.args == [Path(tmp_path / "Photo.JPG")]


@pytest.mark.parametrize(
    "names", [("/a/notes.txt",), ("/a/x.jpg", "/a/y.jpg"), ("https://example.org/x.jpg",), ()]
)
def test_anything_else_is_not(qtbot, area, names):
    data = dragged(*names)
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, LEFT, NONE)
    enter.ignore()
    area.dragEnterEvent(enter)
    assert not enter.isAccepted()
    with qtbot.assertNotEmitted(area.dropped):
        area.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, LEFT, NONE))


def test_it_shows_that_it_would_take_the_photo(area, tmp_path):
    before = area.grab().toImage()
    data = dragged(str(tmp_path / "photo.png"))
    area.dragEnterEvent(QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, LEFT, NONE))
    assert area.grab().toImage() != before
    area.dragLeaveEvent(QDragLeaveEvent())
    assert area.grab().toImage() == before


def test_the_button_asks_for_a_file(qtbot, area):
    with qtbot.waitSignal(area.asked):
        qtbot.mouseClick(area.button, LEFT)
