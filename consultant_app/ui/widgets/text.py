"""Labels whose look is a role of the type scale, never a font set on the spot."""

from typing import Literal

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QFont, QResizeEvent
from PyQt6.QtWidgets import QLabel, QWidget

Role = Literal["display", "title", "heading", "body", "soft", "small", "eyebrow", "number", "figure", "tagline"]


class Text(QLabel):
    """A line or a paragraph in one of the theme's roles."""

    def __init__(self, role: Role, text: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if role == "eyebrow":
            font = self.font()
            font.setCapitalization(QFont.Capitalization.AllUppercase)
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1.4)
            self.setFont(font)


class Elided(QLabel):
    """A single line that ends in an ellipsis when the space is short; the whole stays in its tooltip."""

    def __init__(self, role: Role, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(24)
        self._whole = ""
        self.say(text)

    def say(self, text: str) -> None:
        """Show ``text``."""
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setText(text)
        if self.isVisible():
            self._shorten()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the whole text, also while it is shortened: else it would never grow again."""
        hint = super().sizeHint()
        margins = self.contentsMargins()
        wide = self.fontMetrics().horizontalAdvance(self._whole) + margins.left() + margins.right()
        return QSize(max(hint.width(), wide + 1), hint.height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """Shorten the text to the new width."""
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        if shown != self.text():
            self.setText(shown)
