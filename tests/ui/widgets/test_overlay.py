import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QApplication, QPushButton, QWidget

from consultant_app.ui.widgets.overlay import Message


@pytest.fixture
def below(qtbot):
    window = QWidget()
    window.resize(900, 500)
    button = QPushButton("below", window)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    button.setFocus()
    window.button = button
    return window


@pytest.fixture
def message(below, ui):
    made = Message(ui, below, "Title", "Words")
    made.offer("plain", "First")
    made.offer("primary", "Second")
    made.open()
    return made


def test_it_covers_the_window_and_follows_its_size(message, below, qtbot):
    assert message.size() == below.size()
    below.resize(1000, 640)
    qtbot.waitUntil(lambda: message.size() == below.size())
    assert message.rect().contains(message.panel.geometry())


def test_tab_stays_within_it(message):
    seen = set()
    for _ in range(7):
        QApplication.focusWidget()
        message.focusNextPrevChild(True)
        here = QApplication.focusWidget()
        assert message.isAncestorOf(here)
        seen.add(here)
    assert len(seen) >= 2
    message.focusNextPrevChild(False)
    assert message.isAncestorOf(QApplication.focusWidget())


def test_escape_closes_it_and_gives_the_keyboard_back(message, below, qtbot):
    with qtbot.waitSignal(message.closed):
        qtbot.keyClick(message, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is below.button


def test_a_touch_beside_it_closes_it_but_not_one_upon_it(message, qtbot):
    with qtbot.assertNotEmitted(message.closed):
        qtbot.mouseClick(message, Qt.MouseButton.LeftButton, pos=message.panel.geometry().center())
    with qtbot.waitSignal(message.closed):
        qtbot.mouseClick(message, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))


def test_other_keys_do_not_reach_the_window(message, below, qtbot):
    heard = []
    below.keyPressEvent = lambda event: heard.append(event.key())
    qtbot.keyClick(message, Qt.Key.Key_A)
    assert heard == []


def test_its_buttons_close_it(message, qtbot):
    button = next(b for b in message.findChildren(QPushButton) if b.text() == "Second")
    with qtbot.waitSignal(message.closed):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_it_is_read_out(message):
    assert message.accessibleName() == "Title"
    assert message.accessibleDescription() == message.words == "Words"


def test_long_words_never_leave_the_window(ui, below):
    made = Message(ui, below, "A title " * 20, "Words " * 60)
    made.offer("primary", "Close")
    made.open()
    assert below.rect().contains(made.panel.geometry())
