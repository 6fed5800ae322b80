"""One of the two visits that are compared: its day, and a step to the one before or after it."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.theme import Theme
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.layout import column, row
from consultant_app.ui.widgets.text import Elided, Text


class VisitStepper(QWidget):
    """A day between two arrows.

    Signals:
        stepped: -1 for the visit before, 1 for the one after.
    """

    stepped = pyqtSignal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = Text("eyebrow")
        self._day = Elided("number")
        self._day.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.back = Button(theme, "icon", "arrow-left")
        self.on = Button(theme, "icon", "arrow-right")
        self.back.clicked.connect(lambda: self.stepped.emit(-1))
        self.on.clicked.connect(lambda: self.stepped.emit(1))
        whole = column(self, spacing=2)
        self._head.setAlignment(Qt.AlignmentFlag.AlignCenter)
        whole.addWidget(self._head)
        line = row(spacing=2)
        line.addWidget(self.back)
        line.addWidget(self._day, 1)
        line.addWidget(self.on)
        whole.addLayout(line)

    def say(self, head: str, back: str, on: str) -> None:
        """Set the heading, and what the arrows say to screen readers."""
        self._head.setText(head)
        self.back.say(back)
        self.on.say(on)

    def show_day(self, day: str, *, back: bool, on: bool) -> None:
        """Show a day; ``back`` and ``on``: whether there is a visit to step to."""
        self._day.say(day)
        self.back.setEnabled(back)
        self.on.setEnabled(on)
