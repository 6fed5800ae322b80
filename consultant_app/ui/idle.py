"""Notices that nobody has touched the window for a while."""

from collections.abc import Callable

from PyQt6.QtCore import QEvent, QObject, QTimer, pyqtSignal
from PyQt6.QtWidgets import QApplication

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
    }
)
_MINUTE_MS = 60_000


class Idle(QObject):
    """Watches every event of the application while it is on.

    Signals:
        lapsed: nobody touched anything for as many minutes as the counter allows.
    """

    lapsed = pyqtSignal()

    def __init__(self, minutes: Callable[[], float], parent: QObject | None = None) -> None:
        """``minutes``: how long; asked anew at every touch, so that a change holds at once."""
        super().__init__(parent)
        self._minutes = minutes
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._lapse)

    def watch(self) -> None:
        """Begin to count."""
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self._begin()

    def rest(self) -> None:
        """Count no more."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._timer.stop()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: ARG002, N802 - Qt's name
        """Begin to count anew at a touch; nothing is held back."""
        if event is not None and event.type() in _TOUCHES:
            self._begin()
        return False

    def _begin(self) -> None:
        self._timer.start(int(self._minutes() * _MINUTE_MS))

    def _lapse(self) -> None:
        self.rest()
        self.lapsed.emit()
