"""The pages of a report one below the other, as paper lies on a table."""

from PyQt6.QtCore import QSize
from PyQt6.QtGui import QImage, QPainter, QPaintEvent
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from consultant_app.ui.theme import Theme
from consultant_app.ui.widgets.layout import cleared, column
from consultant_app.ui.widgets.shadow import paint_shadow

_MARGIN = 28
_WIDEST = 820
"""Logical pixels: the report's letters are then a little larger than on paper."""


class PageView(QWidget):
    """One page, as wide as there is room."""

    def __init__(self, theme: Theme, picture: QImage, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture = picture
        self.setAccessibleName(name)
        self.setMaximumWidth(_WIDEST)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Paper keeps its proportions."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Height at a width."""
        return round(width * self._picture.height() / self._picture.width())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as it may be."""
        return QSize(_WIDEST, self.heightForWidth(_WIDEST))

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Lay the page on the table."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        height = self.heightForWidth(self.width())
        box = self.rect().adjusted(0, 0, 0, height - self.height())
        paint_shadow(painter, self._theme, box.toRectF(), self._theme.tokens.elevation.toast, 0)
        painter.drawImage(box, self._picture)


class PageStack(QWidget):
    """All pages of a report; empty while it is made."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pages: QVBoxLayout = column(self, margins=(_MARGIN,) * 4, spacing=_MARGIN)

    def show_pages(self, pictures: list[QImage], names: list[str]) -> None:
        """Show these pages in place of the former ones, each with a name for screen readers."""
        cleared(self._pages)
        for picture, name in zip(pictures, names, strict=True):
            self._pages.addWidget(PageView(self._theme, picture, name))
        self._pages.addStretch()

    @property
    def views(self) -> list[PageView]:
        """The pages on screen."""
        items = (self._pages.itemAt(place) for place in range(self._pages.count()))
        widgets = (None if item is None else item.widget() for item in items)
        return [widget for widget in widgets if isinstance(widget, PageView)]

    def wanted_width(self) -> int:
        """Pixels of the device across a page."""
        logical = min(_WIDEST, max(320, self.width() - 2 * _MARGIN))
        return round(logical * self.devicePixelRatioF())
