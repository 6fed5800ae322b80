"""A heading that unfolds what is under it."""

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QPainter
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from consultant_app.ui.icons import pixmap
from consultant_app.ui.theme import Theme
from consultant_app.ui.widgets.layout import column, row
from consultant_app.ui.widgets.rows import TouchRow
from consultant_app.ui.widgets.text import Text


class Chevron(QLabel):
    """The small arrow that says whether something is open."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._open = False
        self.setFixedSize(20, 20)
        theme.changed.connect(self._draw)
        self._draw()

    def turn(self, *, opened: bool) -> None:
        """Point up when open."""
        self._open = opened
        self._draw()

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        arrow = pixmap("chevron-down", self._theme.tokens.soft, 18, ratio)
        if self._open:
            turned = arrow.copy()
            turned.fill(Qt.GlobalColor.transparent)
            painter = QPainter(turned)
            painter.translate(18, 18)
            painter.rotate(180)
            painter.drawPixmap(0, 0, arrow)
            painter.end()
            arrow = turned
        self.setPixmap(arrow)


class Fold(QWidget):
    """A touchable heading; ``inside`` is shown while it is open."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = TouchRow(theme)
        self._title = Text("heading")
        self._chevron = Chevron(theme)
        line = row(self.head, margins=(16, 6, 16, 6), spacing=8)
        line.addWidget(self._title)
        line.addStretch()
        line.addWidget(self._chevron)
        self._body = QWidget()
        self.inside: QVBoxLayout = column(self._body, margins=(16, 4, 16, 16), spacing=10)
        self._body.hide()
        whole = column(self)
        whole.addWidget(self.head)
        whole.addWidget(self._body)
        self.head.touched.connect(lambda: self.unfold(opened=not self.opened))

    @property
    def opened(self) -> bool:
        """Whether what is under it is shown."""
        return not self._body.isHidden()

    def say(self, title: str) -> None:
        """Set the heading."""
        self._title.setText(title)
        self.head.setAccessibleName(title)

    def unfold(self, *, opened: bool) -> None:
        """Show or hide what is under it."""
        self._body.setVisible(opened)
        self._chevron.turn(opened=opened)
