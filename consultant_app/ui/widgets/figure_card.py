"""A card of the overview: a heading, a line on what is counted, a picture, and the same as a table."""

from collections.abc import Sequence

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.theme import Theme
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.figure_table import FigureTable
from consultant_app.ui.widgets.layout import column, row
from consultant_app.ui.widgets.text import Text


class FigureCard(QWidget):
    """Shows a picture or its table; a card without a picture shows the table alone."""

    def __init__(self, theme: Theme, picture: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._picture = picture
        self._title, self._about = Text("heading", wrap=True), Text("small", wrap=True)
        self.table = FigureTable()
        self.switch = Button(theme, "plain")
        self.switch.setCheckable(True)
        self.switch.toggled.connect(self._turn)
        lines = column(self, margins=(20, 16, 20, 16), spacing=8)
        head = row(spacing=12)
        head.addWidget(self._title, 1)
        head.addWidget(self.switch, alignment=Qt.AlignmentFlag.AlignTop)
        lines.addLayout(head)
        lines.addWidget(self._about)
        if picture is not None:
            lines.addWidget(picture)
        lines.addWidget(self.table)
        self.body = lines
        self._turn(picture is None)
        self.switch.setVisible(picture is not None)

    def say(self, title: str, about: str, switch: str) -> None:
        """Set heading, line, and what the way to the table is called."""
        self._title.setText(title)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self.switch.say(switch)
        self.switch.setAccessibleName(f"{switch}: {title}")

    def tell(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Fill the table."""
        self.table.say(self._title.text(), heads, rows)

    def _turn(self, tabled: bool) -> None:
        if self._picture is not None:
            self._picture.setVisible(not tabled)
        self.table.setVisible(tabled)
