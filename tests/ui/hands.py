"""Two hands on the real window: one has only the keyboard, the other only the mouse. Neither calls anything."""

import traceback

from PyQt6.QtCore import QEvent, QObject, QPoint, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QScrollArea, QWidget

from consultant_app.ui.main_window import MainWindow
from consultant_app.ui.widgets.signature_pad import SignaturePad
from tests.ui.privacy_fakes import drawn
from tests.ui.walker import path_of, wait_for

_TABS = 80
"""No screen has more stops than this."""


class Onlooker(QObject):
    """Notes every part that is shown as a window of its own: it flashes up, and takes the keyboard with it."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.seen: list[str] = []
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802 - Qt's name
        shown = event is not None and event.type() == QEvent.Type.Show
        if shown and isinstance(watched, QWidget) and watched.isWindow() and not isinstance(watched, MainWindow):
            made = traceback.format_stack(limit=6)[:-1]
            self.seen.append(f"{path_of(watched)} in {''.join(made)}")
        return False


class Keyboard:
    """Presses keys where the focus is, as a person does who has no mouse."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        window.activateWindow()
        wait_for(window.isActiveWindow)

    @property
    def here(self) -> QWidget:
        return self._window.focusWidget() or self._window

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.here, key, held)

    def hold(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def write(self, words: str) -> None:
        QTest.keyClicks(self.here, words)

    def tab_to(self, wanted: QWidget) -> None:
        """Press Tab until it is there, and in sight."""
        passed = []
        for _ in range(_TABS):
            if self.here is wanted:
                assert not wanted.visibleRegion().isEmpty(), f"out of sight: {path_of(wanted)}"
                return
            self.press(Qt.Key.Key_Tab)
            passed.append(path_of(self.here))
        raise AssertionError(f"Tab never comes to {path_of(wanted)}; it came to {passed}")

    def choose(self, wanted: QWidget) -> None:
        """Go there, and press it."""
        self.tab_to(wanted)
        self.press(Qt.Key.Key_Space)


class Mouse:
    """Clicks on what it can see, and counts: a click, or words typed into one field, is one action."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.actions: list[str] = []

    def click(self, wanted: QWidget) -> None:
        self._point(wanted)
        self.actions.append(path_of(wanted))

    def write(self, field: QWidget, words: str) -> None:
        """Into a field: where the focus is already, its click is not needed."""
        if self._window.focusWidget() is not field:
            self._point(field)
        QTest.keyClicks(field, words)
        self.actions.append(path_of(field))

    def sign(self, pad: SignaturePad) -> None:
        """One stroke, or a name: one action."""
        self._point(pad)
        pad.clear()
        drawn(pad)
        self.actions.append(path_of(pad))

    def _point(self, wanted: QWidget) -> None:
        _scroll_to(wanted)
        middle = wanted.rect().center()
        under = self._window.childAt(wanted.mapTo(self._window, middle))
        assert under is not None, f"not on screen: {path_of(wanted)}"
        assert under is wanted or wanted.isAncestorOf(under), f"{path_of(wanted)} lies under {path_of(under)}"
        assert wanted.isEnabled(), f"cannot be pressed: {path_of(wanted)}"
        QTest.mouseClick(wanted, Qt.MouseButton.LeftButton, pos=middle)


def _scroll_to(wanted: QWidget) -> None:
    """Turn the wheel, so to speak."""
    area = wanted.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        QTest.qWait(1)
        content = area.widget()
        assert content is not None
        assert wanted.mapTo(content, QPoint(0, 0)).x() >= 0
        area.ensureWidgetVisible(wanted)
