"""A labelled line of text: the label above, what is wrong beneath, a hairline instead of a box."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from consultant_app.ui.widgets.text import Text


class Field(QWidget):
    """A line edit with its label and its problem, each read out with it."""

    def __init__(self, parent: QWidget | None = None, *, edit: QLineEdit | None = None) -> None:
        """``edit``: the line, where it is to be another than a plain one."""
        super().__init__(parent)
        self._label = Text("eyebrow")
        self.edit = edit or QLineEdit()
        self.edit.setMinimumHeight(44)
        self.edit.setProperty("kind", "line")
        self._label.setBuddy(self.edit)
        self._problem = Text("small", wrap=True)
        self._problem.setProperty("tone", "accent")
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in (self._label, self.edit, self._problem):
            column.addWidget(part)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.edit.textEdited.connect(lambda: self.object_to(""))

    def say(self, label: str, hint: str = "") -> None:
        """Set the label and the hint that stands in the empty line."""
        self._label.setText(label)
        self.edit.setPlaceholderText(hint)
        self.edit.setAccessibleName(label)

    def object_to(self, problem: str) -> None:
        """Say what has to be mended; empty when all is right."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.edit.setAccessibleDescription(problem)
