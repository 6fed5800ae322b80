"""Small helpers for arranging: columns, rows, rules, and pages that scroll."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

Margins = tuple[int, int, int, int]
_NONE: Margins = (0, 0, 0, 0)


def column(owner: QWidget | None = None, *, margins: Margins = _NONE, spacing: int = 0) -> QVBoxLayout:
    """A vertical layout with nothing left to the style's own taste."""
    made = QVBoxLayout() if owner is None else QVBoxLayout(owner)
    made.setContentsMargins(*margins)
    made.setSpacing(spacing)
    return made


def row(owner: QWidget | None = None, *, margins: Margins = _NONE, spacing: int = 0) -> QHBoxLayout:
    """A horizontal layout with nothing left to the style's own taste."""
    made = QHBoxLayout() if owner is None else QHBoxLayout(owner)
    made.setContentsMargins(*margins)
    made.setSpacing(spacing)
    return made


def rule() -> QFrame:
    """A hairline."""
    line = QFrame()
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line


class Watched(QWidget):
    """A widget that tells its own size: what fits is decided by the part, not by the window.

    Signals:
        resized: it has another size.
    """

    resized = pyqtSignal()

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """Tell it."""
        super().resizeEvent(event)
        self.resized.emit()


def scrolled(content: QWidget) -> QScrollArea:
    """``content`` in a quiet scroll area that never scrolls sideways; touch drags are Qt's own."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setObjectName("sheet")
    area.setWidget(content)
    return area


def cleared(layout: QLayout) -> None:
    """Take everything out of ``layout``; its widgets are deleted when Qt next can."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            cleared(inner)
            inner.deleteLater()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
