from PyQt6.QtCore import QPoint, Qt

from consultant_app.imaging.overlay import STRENGTH
from consultant_app.ui.widgets.strength import StrengthSlider


def test_it_begins_with_the_usual_strength_and_jumps_to_a_touch(qtbot):
    slider = StrengthSlider()
    qtbot.addWidget(slider)
    assert slider.value() / 100 == STRENGTH
    heard = []
    slider.moved.connect(heard.append)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(24, 22))
    assert heard
    assert 0.2 < heard[-1] < 0.5


def test_the_keyboard_moves_it_between_faint_and_full(qtbot):
    slider = StrengthSlider()
    qtbot.addWidget(slider)
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert slider.value() == slider.minimum() > 0
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert slider.value() == slider.minimum() + 5
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert slider.value() == 100
