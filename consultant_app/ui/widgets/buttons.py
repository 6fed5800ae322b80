"""Buttons of the house: one filled for the next step, the others quiet; every target at least 44 px."""

from typing import Literal

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from consultant_app.ui.icons import icon
from consultant_app.ui.theme import Theme

Kind = Literal["primary", "outline", "plain", "icon", "tab", "segment", "toast"]

TARGET = 44
"""Smallest side of anything that is touched, logical pixels."""

_ICON = 20
_GAP = 8
"""Between icon and words: drawn into the icon, because no style leaves enough."""


class Button(QPushButton):
    """A button that takes its look from its kind, and its icon's tint from the theme."""

    def __init__(
        self, theme: Theme, kind: Kind, icon_name: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind = kind
        self._icon_name = icon_name
        self._words = ""
        self._hint = ""
        self._compact = False
        self.setProperty("kind", kind)
        self.setMinimumHeight(TARGET)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if kind == "icon":
            self.setFixedSize(TARGET, TARGET)
        theme.changed.connect(self._tint)
        self._tint()

    def say(self, text: str, hint: str = "") -> None:
        """Set what is written on it; an icon alone says it in its tooltip and to screen readers."""
        self._words, self._hint = text, hint
        self._write()

    def set_compact(self, *, compact: bool) -> None:
        """Show the icon alone where the space is short."""
        if compact != self._compact:
            self._compact = compact
            self._tint()
            self._write()

    def _write(self) -> None:
        bare = self._kind == "icon" or self._compact
        self.setText("" if bare else self._words)
        self.setToolTip(self._words if bare else self._hint)
        self.setAccessibleName(self._words)

    def _tint(self) -> None:
        if self._icon_name is None:
            return
        gap = 0 if self._kind == "icon" or self._compact else _GAP
        self.setIconSize(QSize(_ICON + gap, _ICON))
        tokens = self._theme.tokens
        colour = {"primary": tokens.on_ink, "toast": tokens.on_ink, "plain": tokens.accent}.get(
            self._kind, tokens.ink
        )
        self.setIcon(icon(self._icon_name, colour, _ICON, gap))


class Segmented(QWidget):
    """A few choices side by side, exactly one chosen.

    Signals:
        chosen: key of what the person chose; not sent when ``choose`` is called.
    """

    chosen = pyqtSignal(str)

    def __init__(
        self, theme: Theme, keys: tuple[str, ...], kind: Kind = "segment", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._buttons: dict[str, Button] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0 if kind == "segment" else 8)
        for place, key in enumerate(keys):
            button = Button(theme, kind)
            button.setCheckable(True)
            button.setProperty("end", "left" if place == 0 else "right" if place == len(keys) - 1 else "middle")
            button.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)

    def say(self, key: str, text: str) -> None:
        """Set what is written on the choice ``key``."""
        self._buttons[key].say(text)

    def choose(self, key: str) -> None:
        """Show ``key`` as chosen."""
        self._buttons[key].setChecked(True)

    def current(self) -> str:
        """Key of the choice that is chosen; empty before the first."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def button(self, key: str) -> Button:
        """The button of a choice."""
        return self._buttons[key]
