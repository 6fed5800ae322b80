"""Two halves of a screen: side by side where it is wide, one above the other where it stands upright."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QBoxLayout, QWidget

from consultant_app.ui.widgets.layout import row


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
        self._line: QBoxLayout = row(self)
        self._line.addWidget(first, beside[0])
        self._line.addWidget(second, beside[1])

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """Turn where the window is higher than wide."""
        super().resizeEvent(event)
        upright = self.height() > self.width()
        if upright == self.upright:
            return
        self.upright = upright
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._line.setDirection(down if upright else across)
        for place, share in enumerate(self._above if upright else self._beside):
            self._line.setStretch(place, share)
        self.turned.emit()
