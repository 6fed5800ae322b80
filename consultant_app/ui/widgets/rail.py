"""The ways within an area, one below the other; one of them is where one is."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.theme import Theme
from consultant_app.ui.widgets.layout import column, row
from consultant_app.ui.widgets.rows import TouchRow
from consultant_app.ui.widgets.text import Text


class Rail(QWidget):
    """Lists the pages of an area.

    Signals:
        chosen: key of the page that was touched.
    """

    chosen = pyqtSignal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines = column(self, margins=(12, 16, 12, 16), spacing=4)
        self._lines.addStretch()
        self._rows: dict[str, tuple[TouchRow, Text]] = {}

    def add(self, key: str) -> None:
        """One more way, below the others."""
        line, words = TouchRow(self._theme), Text("body", wrap=True)
        row(line, margins=(14, 6, 14, 6)).addWidget(words)
        line.touched.connect(lambda: self.chosen.emit(key))
        self._rows[key] = line, words
        self._lines.insertWidget(len(self._rows) - 1, line)

    def say(self, key: str, text: str) -> None:
        """What a way is called."""
        line, words = self._rows[key]
        words.setText(text)
        line.setAccessibleName(text)

    def choose(self, key: str) -> None:
        """Show where one is."""
        for each, (line, words) in self._rows.items():
            line.set_chosen(chosen=each == key)
            words.setProperty("tone", "ink" if each == key else "")

    def take_focus(self, key: str) -> None:
        """Give a way the keyboard, without a frame: nobody has touched a key yet."""
        self._rows[key][0].setFocus(Qt.FocusReason.MouseFocusReason)

    def keys(self) -> tuple[str, ...]:
        """All ways, from the top."""
        return tuple(self._rows)
