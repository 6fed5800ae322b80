"""The sheet on which the model says what it is, who signed it, what it was made from and how well it reads."""

from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from consultant_app.domain.model_card import CardWords
from consultant_app.ui.context import Ui
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.layout import cleared, column, row, rule, scrolled
from consultant_app.ui.widgets.overlay import Overlay, Place
from consultant_app.ui.widgets.text import Text

_FIGURE = 96
"""Width of a column of figures, logical pixels: the longest head in two lines."""


class ModelCardSheet(Overlay):
    """Draws the card; nothing on it can be changed."""

    def __init__(self, ui: Ui, window: QWidget, card: Callable[[str], CardWords]) -> None:
        """Lay it over ``window``; ``card`` gives the words in a language, quickly enough for the GUI thread."""
        super().__init__(ui, window, Place.SIDE)
        self._card = card
        self.close_button = Button(ui.theme, "primary")
        self.close_button.clicked.connect(self.dismiss)
        sheet = QWidget()
        self._lines = column(sheet, margins=(40, 32, 40, 24), spacing=0)
        self._area = scrolled(sheet)
        # The only thing to do here is to read on: the arrows scroll.
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(self._area, 1)
        self.content.addWidget(rule())
        foot = row(margins=(40, 12, 40, 12))
        foot.addStretch()
        foot.addWidget(self.close_button)
        self.content.addLayout(foot)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        shown = self._card(self.ui.language.code)
        self.setAccessibleName(shown.title)
        self._area.setAccessibleName(shown.title)
        self.close_button.say(self.tr("Close"))
        cleared(self._lines)
        self._lines.addWidget(Text("title", shown.title, wrap=True))
        self._lines.addSpacing(8)
        self._lines.addWidget(Text("soft", shown.about, wrap=True))
        self._lines.addSpacing(20)
        self._lines.addLayout(self._facts(shown))
        self._list(shown.learned_title, shown.learned)
        self._head(shown.criteria_title)
        self._lines.addWidget(Text("small", shown.criteria_about, wrap=True))
        self._lines.addSpacing(14)
        self._lines.addLayout(self._criteria(shown))
        self._list(shown.limits_title, shown.limits)
        self._lines.addStretch()

    def _facts(self, shown: CardWords) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for place, fact in enumerate(shown.facts):
            value = Text("body", fact.text, wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(Text("soft", fact.label), place, 0)
            grid.addWidget(value, place, 1)
        return grid

    def _criteria(self, shown: CardWords) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight
        for place, head in enumerate(shown.heads, 1):
            grid.setColumnMinimumWidth(place, _FIGURE)
            label = Text("small", head, wrap=True)
            label.setAlignment(right | Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(label, 0, place)
        grid.addWidget(rule(), 1, 0, 1, len(shown.heads) + 1)
        for line, criterion in enumerate(shown.rows, 2):
            grid.addLayout(_named(criterion.name, criterion.note), line, 0)
            for place, figure in enumerate(criterion.figures, 1):
                grid.addWidget(Text("number", figure), line, place, right | Qt.AlignmentFlag.AlignTop)
        return grid

    def _head(self, title: str) -> None:
        self._lines.addSpacing(28)
        self._lines.addWidget(Text("heading", title, wrap=True))
        self._lines.addSpacing(8)

    def _list(self, title: str, lines: tuple[str, ...]) -> None:
        self._head(title)
        for line in lines:
            self._lines.addWidget(Text("body", line, wrap=True))
            self._lines.addSpacing(8)


def _named(name: str, note: str) -> QVBoxLayout:
    """A criterion's name, and below it what has to be known of it."""
    lines = column(spacing=0)
    lines.addWidget(Text("body", name, wrap=True))
    if note:
        lines.addWidget(Text("small", note))
    return lines
