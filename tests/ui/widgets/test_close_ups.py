import numpy as np
import pytest
from PyQt6.QtCore import Qt

from consultant_app.domain.box import Box
from consultant_app.ui.presenters.criteria import CloseUp
from consultant_app.ui.widgets.close_ups import CloseUps

BOXES = [Box(10 * place, 20, 30, 30) for place in range(3)]


@pytest.fixture
def row(qtbot, ui):
    pictures = (np.full((30, 30, 3), 60 * (place + 1), np.uint8) for place in range(3))
    shown = tuple(CloseUp(f"Zone {box.x}", image, box) for box, image in zip(BOXES, pictures, strict=True))
    made = CloseUps(ui.theme, shown)
    qtbot.addWidget(made)
    made.show()
    return made


def test_each_shows_its_own_pixels(row):
    for place, button in enumerate(row.buttons):
        assert button.grab().toImage().pixelColor(50, 50).red() == 60 * (place + 1)
    assert row.buttons[1].accessibleName() == "Close-up 2 of 3: Zone 10"


def test_a_touch_goes_there_and_a_second_one_back(qtbot, row):
    heard = []
    row.chosen.connect(heard.append)
    for place in (0, 2, 2):
        qtbot.mouseClick(row.buttons[place], Qt.MouseButton.LeftButton)
    assert [None if shown is None else shown.box for shown in heard] == [BOXES[0], BOXES[2], None]
    assert not any(button.isChecked() for button in row.buttons)


def test_the_keyboard_chooses_too_and_the_choice_is_seen(qtbot, row):
    bare = row.buttons[1].grab().toImage()
    qtbot.keyClick(row.buttons[1], Qt.Key.Key_Space)
    assert row.buttons[1].isChecked()
    assert row.buttons[1].grab().toImage() != bare
    row.release()
    assert not row.buttons[1].isChecked()
