from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor

from consultant_app.ui.widgets.shutter import Shutter


def test_it_is_round_large_and_answers(qtbot, ui):
    button = Shutter(ui.theme)
    qtbot.addWidget(button)
    button.show()
    assert min(button.width(), button.height()) >= 72
    with qtbot.waitSignal(button.clicked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_its_colour_follows_what_is_right(qtbot, ui):
    button = Shutter(ui.theme)
    qtbot.addWidget(button)

    def middle():
        return button.grab().toImage().pixelColor(button.rect().center())

    tokens = ui.theme.tokens
    assert middle() == QColor(tokens.ink)
    button.set_ready(ready=True)
    assert middle() == QColor(tokens.accent)
    button.setEnabled(False)
    assert middle() == QColor(tokens.edge)
