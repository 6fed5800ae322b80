import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLineEdit

from consultant_app.ui.widgets.pin_pad import PinPad


@pytest.fixture
def pad(qtbot, ui):
    made = PinPad(ui.theme)
    made.say("PIN", "Take back", "Enter")
    qtbot.addWidget(made)
    made.show()
    return made


def test_keys_and_keyboard_type_the_same(qtbot, pad):
    qtbot.mouseClick(pad.keys["2"], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(pad.edit, "58")
    qtbot.mouseClick(pad.back_key, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(pad.keys["0"], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(pad.entered) as heard:
        qtbot.mouseClick(pad.enter_key, Qt.MouseButton.LeftButton)
    assert heard.args == ["250"]
    pad.clear()
    with qtbot.waitSignal(pad.entered) as heard:
        qtbot.keyClick(pad.edit, Qt.Key.Key_Return)
    assert heard.args == [""]


def test_it_shows_nothing_and_takes_a_password_too(qtbot, pad):
    qtbot.keyClicks(pad.edit, "1 correct horse")
    assert pad.edit.text() == "1 correct horse"
    assert pad.edit.echoMode() is QLineEdit.EchoMode.Password
    assert "1" not in pad.edit.displayText()


def test_while_it_is_too_early_nothing_can_be_typed(pad):
    pad.set_ready(ready=False)
    assert not any(part.isEnabled() for part in (pad.edit, pad.enter_key, *pad.keys.values()))
    pad.set_ready(ready=True)
    assert pad.edit.isEnabled()


def test_every_key_has_a_name_and_a_fingers_size(pad):
    for key in (*pad.keys.values(), pad.back_key, pad.enter_key):
        assert key.accessibleName()
        assert min(key.width(), key.height()) >= 44
