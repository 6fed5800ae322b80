import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QApplication

from consultant_app.ui.widgets.signature_pad import SignaturePad

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


@pytest.fixture
def pad(qtbot, ui):
    made = SignaturePad(ui.theme)
    made.say("Sign here")
    qtbot.addWidget(made)
    made.resize(500, 150)
    made.show()
    return made


def _send(pad, kind, x, y, button=LEFT):
    at = QPointF(x, y)
    event = QMouseEvent(kind, at, pad.mapToGlobal(at), button, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(pad, event)


def _stroke(pad, *points):
    _send(pad, QEvent.Type.MouseButtonPress, *points[0])
    for point in points[1:]:
        _send(pad, QEvent.Type.MouseMove, *point, NONE)
    _send(pad, QEvent.Type.MouseButtonRelease, *points[-1])


def test_it_keeps_the_strokes_as_they_are_drawn(qtbot, pad):
    with qtbot.waitSignal(pad.changed):
        _stroke(pad, (10, 10), (200, 90), (200, 90))
    _stroke(pad, (300, 20))
    assert pad.signature.strokes == (((10, 10), (200, 90)), ((300, 20),))
    assert (pad.signature.width, pad.signature.height) == (500, 150)
    assert pad.signed


def test_a_slip_is_no_signature_and_the_pen_stays_within(pad):
    _stroke(pad, (10, 10), (20, 10))
    assert not pad.signed
    _stroke(pad, (400, 100), (900, -50))
    assert pad.signature.strokes[-1][-1] == (500, 0)


def test_it_is_cleared(qtbot, pad):
    _stroke(pad, (10, 10), (200, 90))
    with qtbot.waitSignal(pad.changed):
        pad.clear()
    assert pad.signature.strokes == ()
    _send(pad, QEvent.Type.MouseMove, 50, 50, NONE)
    assert pad.signature.strokes == ()


def test_ink_is_seen_on_either_ground(pad, ui):
    def dark_pixels():
        image = pad.grab().toImage()
        return sum(
            image.pixelColor(QPoint(x, 50)).lightness() != image.pixelColor(QPoint(5, 50)).lightness()
            for x in range(100, 400)
        )

    for dark in (False, True):
        ui.theme.set_dark(dark=dark)
        pad.clear()
        before = dark_pixels()
        _stroke(pad, (100, 50), (400, 50))
        assert dark_pixels() > before + 200
    ui.theme.set_dark(dark=False)
