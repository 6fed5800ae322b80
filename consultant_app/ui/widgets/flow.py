"""A layout that goes on in the next line, like words: chips and buttons fit any width and any language."""

from PyQt6.QtCore import QPoint, QRect, QSize, Qt
from PyQt6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Lays its widgets side by side, and in further lines where they do not fit."""

    def __init__(self, owner: QWidget | None = None, *, gap: int = 8, line_gap: int = 8) -> None:
        super().__init__(owner)
        self.setContentsMargins(0, 0, 0, 0)
        self._gap, self._line_gap = gap, line_gap
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem | None) -> None:  # noqa: N802 - Qt's name
        """Take one more; called by ``addWidget``."""
        if item is not None:
            self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """One of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Take one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """Takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """A narrow one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Height of all lines at ``width``."""
        left, top, right, bottom = self.getContentsMargins()
        return top + self._place(QRect(0, 0, width - left - right, 0), move=False) + bottom

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """Lay them out."""
        super().setGeometry(rect)
        self._place(self.contentsRect(), move=True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All in one line."""
        hints = [item.sizeHint() for item in self._seen()]
        wide = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return self._with_margins(QSize(wide, max((hint.height() for hint in hints), default=0)))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """The widest alone."""
        sizes = [item.minimumSize() for item in self._seen()]
        wide = max((size.width() for size in sizes), default=0)
        return self._with_margins(QSize(wide, max((size.height() for size in sizes), default=0)))

    def _with_margins(self, size: QSize) -> QSize:
        left, top, right, bottom = self.getContentsMargins()
        return QSize(size.width() + left + right, size.height() + top + bottom)

    def _seen(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Go through the lines; gives the height of all."""
        x, y, high = rect.x(), rect.y(), 0
        for item in self._seen():
            size = item.sizeHint().boundedTo(QSize(max(1, rect.width()), 16777215))
            if x > rect.x() and x + size.width() > rect.x() + rect.width():
                x, y, high = rect.x(), y + high + self._line_gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            high = max(high, size.height())
        return y + high - rect.y()
