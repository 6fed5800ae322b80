"""A chip: one small fact in a rounded frame, read at a glance among others."""

from typing import Literal

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QSizePolicy, QWidget

from consultant_app.ui.widgets.flow import Flow
from consultant_app.ui.widgets.layout import cleared
from consultant_app.ui.widgets.text import Elided

_SIDE = 13

Tone = Literal["plain", "accent"]


class Chip(Elided):
    """A fact; in the accent where it must not be overlooked. It is read, not touched."""

    def __init__(self, text: str, tone: Tone = "plain", parent: QWidget | None = None) -> None:
        super().__init__("small", text, parent)
        self.setProperty("chip", tone)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setContentsMargins(_SIDE, 5, _SIDE, 5)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


class Chips(QWidget):
    """Several chips, in as many lines as they need; gone where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = Flow(self, gap=8, line_gap=8)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.said: tuple[str, ...] = ()

    def say(self, facts: tuple[tuple[str, Tone], ...]) -> None:
        """Show these facts, each with its tone."""
        cleared(self._flow)
        self.said = tuple(text for text, _ in facts)
        for text, tone in facts:
            self._flow.addWidget(Chip(text, tone))
        self.setAccessibleName(", ".join(self.said))
        self.setVisible(bool(facts))
        self.updateGeometry()
