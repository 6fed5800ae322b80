"""A word of confirmation at the foot of the window: it takes nothing from the hand, and goes by itself."""

from collections.abc import Callable

from PyQt6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from consultant_app.ui.context import Ui
from consultant_app.ui.widgets.buttons import TARGET, Button
from consultant_app.ui.widgets.layout import row
from consultant_app.ui.widgets.shadow import paint_shadow
from consultant_app.ui.widgets.text import Elided

_FOOT = 48
"""Above the disclaimer, which nothing covers."""
_WIDEST = 620
_AIR = 4
"""Ground above and below the buttons."""


class Toast(QWidget):
    """One word at a time, with one thing that can be done about it.

    It stays while the pointer or the keyboard is on it, so that nobody has to hurry (WCAG 2.2, 2.2.1).
    """

    def __init__(self, ui: Ui, window: QWidget) -> None:
        super().__init__(window)
        self._ui = ui
        self._act: Callable[[], None] | None = None
        self.words = Elided("body")
        self.words.setProperty("tone", "on_ink")
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = Button(ui.theme, "toast")
        self.button.clicked.connect(self._do)
        self.close_button = Button(ui.theme, "toast", "x")
        self.close_button.set_compact(compact=True)
        self.close_button.setFixedWidth(TARGET)
        self.close_button.clicked.connect(self.hide)
        self._margin = max(8, ui.theme.tokens.elevation.toast)
        line = row(self, margins=(self._margin + 20, self._margin, self._margin + 4, self._margin), spacing=4)
        for part in (self.words, self.button, self.close_button):
            line.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._leave)
        window.installEventFilter(self)
        self.hide()

    def say(self, words: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        """Show ``words`` in place of what was there; ``action`` is written on a button that does ``act``."""
        self.words.say(words)
        self._act = act
        self.button.say(action)
        self.button.setVisible(bool(action))
        self.close_button.say(self.tr("Close"))
        self.setAccessibleName(words)
        self._fit()
        self.show()
        self.raise_()
        self._timer.start(self._ui.theme.tokens.motion.toast)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802 - Qt's name
        """Stay at the foot of the window."""
        if event is not None and event.type() == QEvent.Type.Resize and watched is self.parent():
            self._fit()
        return False

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw shadow and ground."""
        painter, tokens = QPainter(self), self._ui.theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        reach = self._margin
        box = QRectF(self.rect()).adjusted(reach, reach - _AIR, -reach, _AIR - reach)
        corner = min(float(tokens.radius), box.height() / 2)
        paint_shadow(painter, self._ui.theme, box, round(reach * 0.6) if tokens.elevation.toast else 0, corner)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour(tokens.ink))
        painter.drawRoundedRect(box, corner, corner)

    def _fit(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        self.ensurePolished()
        wide = min(_WIDEST, window.width() - 16, self.sizeHint().width() + 24)
        high = self.minimumSizeHint().height()
        corner = QPoint((window.width() - wide) // 2, window.height() - _FOOT - high + self._margin)
        self.setGeometry(QRect(corner.x(), corner.y(), wide, high))

    def _do(self) -> None:
        act = self._act
        self.hide()
        if act is not None:
            act()

    def _leave(self) -> None:
        if self.underMouse() or self.button.hasFocus() or self.close_button.hasFocus():
            self._timer.start(self._ui.theme.tokens.motion.toast)
        else:
            self.hide()
