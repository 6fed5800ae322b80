"""One line of what waits to be ended: touch it to go on, or give it up."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.theme import Theme
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.layout import column, row
from consultant_app.ui.widgets.rows import TouchRow
from consultant_app.ui.widgets.text import Elided


class DraftLine(QWidget):
    """What was begun, since when, and a button that discards it.

    Signals:
        resumed: it is to be gone on with.
        discarded: it is to be given up.
    """

    resumed = pyqtSignal()
    discarded = pyqtSignal()

    def __init__(self, theme: Theme, title: str, since: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.line = TouchRow(theme)
        self.line.setMinimumHeight(64)
        self.line.setAccessibleName(f"{title}, {since}")
        self.line.touched.connect(self.resumed)
        words = column(self.line, margins=(18, 8, 8, 8), spacing=0)
        words.addStretch()
        words.addWidget(Elided("heading", title))
        words.addWidget(Elided("small", since))
        words.addStretch()
        self.discard_button = Button(theme, "icon", "x")
        self.discard_button.say(self.tr("Discard"))
        self.discard_button.setAccessibleName(f"{self.tr('Discard')}: {title}")
        self.discard_button.clicked.connect(self.discarded)
        line = row(self, margins=(0, 0, 8, 0))
        line.addWidget(self.line, 1)
        line.addWidget(self.discard_button)
