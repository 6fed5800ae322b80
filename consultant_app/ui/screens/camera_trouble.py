"""A camera that does not deliver, in place of its picture."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QLabel, QWidget

from consultant_app.ui.context import Ui
from consultant_app.ui.icons import pixmap
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.layout import column, row
from consultant_app.ui.widgets.text import Text

_ICON = 56


class TroublePage(QWidget):
    """A camera that does not deliver: what happened, what to do, and the way that needs no camera.

    Signals:
        file_asked: a photo is to be chosen instead.
    """

    file_asked = pyqtSignal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self.setObjectName("page")
        self._picture = QLabel()
        self.title, self.about = Text("title", wrap=True), Text("soft", wrap=True)
        self.file_button = Button(ui.theme, "outline", "image-plus")
        self.file_button.clicked.connect(self.file_asked)
        middle = QWidget()
        middle.setMaximumWidth(560)
        lines = column(middle, margins=(32, 32, 32, 32))
        lines.addStretch()
        lines.addWidget(self._picture)
        for part, gap in ((self.title, 20), (self.about, 8)):
            lines.addSpacing(gap)
            lines.addWidget(part)
        lines.addSpacing(28)
        lines.addWidget(self.file_button, alignment=Qt.AlignmentFlag.AlignLeft)
        lines.addStretch()
        row(self).addWidget(middle)
        ui.theme.changed.connect(self._tint)
        self._tint()

    def say(self, title: str, about: str) -> None:
        """Show what happened and what to do."""
        self.title.setText(title)
        self.about.setText(about)
        self.setAccessibleName(title)

    def _tint(self) -> None:
        accent = self._ui.theme.tokens.accent
        self._picture.setPixmap(pixmap("camera-off", accent, _ICON, self.devicePixelRatioF()))
