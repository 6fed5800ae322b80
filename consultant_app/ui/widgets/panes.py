"""Two halves of a screen: side by side where it is wide, one above the other where it is narrow or upright."""

from PyQt6.QtCore import QSize, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QBoxLayout, QWidget

from consultant_app.ui.widgets.layout import row

_NARROW = 820
"""Logical pixels of width below which two halves side by side have room for nothing."""
_LEAST = (380, 320)
"""Logical pixels of height that each half keeps when they lie above one another."""


class Panes(QWidget):
    """Holds two widgets and turns with the window, as a tablet does in the hand.

    Signals:
        turned: ``upright`` changed.
    """

    turned = pyqtSignal()

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        *,
        beside: tuple[int, int] = (11, 10),
        above: tuple[int, int] = (10, 9),
        parent: QWidget | None = None,
    ) -> None:
        """Lay both side by side until a size is known.

        Args:
            first: Left, or above; mostly the photograph.
            second: Right, or below.
            beside: Shares of the width.
            above: Shares of the height; 0 for as much as it needs.
            parent: As Qt wants it.
        """
        super().__init__(parent)
        self._beside, self._above = beside, above
        self.upright = False
        self._panes = first, second
        self._line: QBoxLayout = row(self)
        self._line.addWidget(first, beside[0])
        self._line.addWidget(second, beside[1])

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as the wider half: it can always turn before it has to be wider than its window."""
        first, second = (pane.minimumSizeHint().expandedTo(pane.minimumSize()) for pane in self._panes)
        wide = max(first.width(), second.width())
        if self.upright:
            return QSize(wide, first.height() + second.height())
        return QSize(wide, max(first.height(), second.height()))

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """Turn where the window is higher than wide, or too narrow for both."""
        super().resizeEvent(event)
        both = sum(pane.minimumSizeHint().expandedTo(pane.minimumSize()).width() for pane in self._panes)
        upright = self.height() > self.width() or self.width() < max(_NARROW, both)
        if upright == self.upright:
            return
        self.upright = upright
        # Side by side both have the window's height; one above the other the page scrolls before one vanishes.
        for pane, least in zip(self._panes, _LEAST, strict=True):
            pane.setMinimumHeight(least if upright else 0)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._line.setDirection(down if upright else across)
        for place, share in enumerate(self._above if upright else self._beside):
            self._line.setStretch(place, share)
        self.updateGeometry()
        self.turned.emit()
