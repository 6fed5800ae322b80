"""What stands where nothing is yet: the house's sign, a few words, and the one thing to do next."""

from PyQt6.QtCore import QByteArray, QRectF, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PyQt6.QtSvg import QSvgRenderer
from PyQt6.QtWidgets import QSizePolicy, QWidget

from consultant_app.ui.theme import Theme
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.layout import column, row
from consultant_app.ui.widgets.text import Text

_SIGN = 72
_ROOMY = 260
"""Logical pixels of height from which there is room for the sign."""
_MEASURE = 460
"""Widest line of words: longer ones are not read at a glance."""


class Sign(QWidget):
    """The house's mark in its accent."""

    def __init__(self, theme: Theme, side: int = _SIGN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._renderer = QSvgRenderer(self)
        self.setFixedSize(side, side)
        theme.changed.connect(self._load)
        self._load()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, QRectF(self.rect()))

    def _load(self) -> None:
        drawing = self._theme.brand.mark.read_text(encoding="utf-8")
        self._renderer.load(QByteArray(drawing.replace("currentColor", self._theme.tokens.accent).encode()))
        self.update()


class EmptyState(QWidget):
    """Sign, title, words, and a button where there is something to do."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._about = Text("title", wrap=True), Text("soft", wrap=True)
        self.button = Button(theme, "outline")
        self.button.hide()
        middle = QWidget()
        middle.setMaximumWidth(_MEASURE)
        lines = column(middle)
        self._sign = Sign(theme)
        lines.addWidget(self._sign, alignment=Qt.AlignmentFlag.AlignHCenter)
        lines.addSpacing(20)
        for part in (self._title, self._about):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            lines.addWidget(part)
            lines.addSpacing(8)
        lines.addSpacing(12)
        lines.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignHCenter)
        whole = column(self, margins=(24, 8, 24, 8))
        whole.addStretch()
        line = row()
        line.addStretch(1)
        line.addWidget(middle, 100)
        line.addStretch(1)
        whole.addLayout(line)
        whole.addStretch()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """Where there is little room, the words have it."""
        super().resizeEvent(event)
        self._sign.setVisible(self.height() >= _ROOMY)

    def say(self, title: str, about: str = "", action: str = "") -> None:
        """Set the words; without ``action`` there is no button."""
        self._title.setText(title)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self.button.say(action)
        self.button.setVisible(bool(action))
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
