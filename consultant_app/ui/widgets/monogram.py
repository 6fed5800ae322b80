"""A person's initials in a circle: a face for the list where no photograph is shown to whoever passes by."""

import unicodedata

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.theme import Theme

_SIDE = 40
_LETTERS = 0.42
"""Height of the letters over the circle's."""


class Monogram(QWidget):
    """One or two letters of a name, in the house's serif."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.letters = initials(name)
        self.setFixedSize(_SIDE, _SIDE)
        # The name stands beside it.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw circle and letters."""
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour(tokens.accent_soft))
        painter.drawEllipse(circle)
        font = self._theme.title_font("heading")
        font.setPixelSize(round(_SIDE * _LETTERS))
        painter.setFont(font)
        painter.setPen(tokens.colour(tokens.accent))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self.letters)


def initials(name: str) -> str:
    """The first letters of a name's first and last word; one letter where the script joins or does not spell."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
    if not words:
        return ""
    first, last = words[0][0], words[-1][0]
    spelt = all(
        unicodedata.name(letter, "").startswith(("LATIN", "GREEK", "CYRILLIC")) for letter in (first, last)
    )
    return (first + last if spelt and len(words) > 1 else first).upper()
