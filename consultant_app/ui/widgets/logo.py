"""The house's wordmark, drawn from its SVG in the theme's ink."""

from PyQt6.QtCore import QByteArray, QRectF, QSize
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtSvg import QSvgRenderer
from PyQt6.QtWidgets import QSizePolicy, QWidget

from consultant_app.ui.theme import Theme


class Logo(QWidget):
    """The wordmark at a given height; its width follows from the drawing."""

    def __init__(self, theme: Theme, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._svg = theme.brand.logo.read_text(encoding="utf-8")
        self._renderer = QSvgRenderer(self)
        self._load()
        natural = self._renderer.viewBoxF()
        self._size = QSize(round(height * natural.width() / max(1.0, natural.height())), height)
        self.setFixedSize(self._size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(theme.brand.name)
        theme.changed.connect(self._load)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw the wordmark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, QRectF(self.rect()))

    def _load(self) -> None:
        tinted = self._svg.replace("currentColor", self._theme.tokens.ink)
        self._renderer.load(QByteArray(tinted.encode()))
        self.update()
