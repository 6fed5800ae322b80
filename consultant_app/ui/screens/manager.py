"""The manager's area: a rail of pages, into which any part of the program hangs its own."""

from typing import Protocol

from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QStackedWidget, QWidget

from consultant_app.ui.context import Ui
from consultant_app.ui.widgets.layout import column, row, scrolled
from consultant_app.ui.widgets.rail import Rail
from consultant_app.ui.widgets.text import Elided

_RAIL = 208
_NARROW = 164
_NARROW_BELOW = 900


class ManagerPage(Protocol):
    """A page of the area. It belongs to whoever hangs it; the area shows it and tells when."""

    @property
    def key(self) -> str:
        """What it is known by."""
        ...

    @property
    def widget(self) -> QWidget:
        """What is shown."""
        ...

    def title(self) -> str:
        """What the rail calls it, in the language on screen."""
        ...

    def enter(self) -> None:
        """It is shown: read what it needs anew."""
        ...


class ManagerScreen(QWidget):
    """Shows the pages. Only managers are given this screen; what each page may is decided in the services."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._ui = ui
        self._pages: dict[str, ManagerPage] = {}
        self.here: str | None = None
        self.rail = Rail(ui.theme)
        self.rail.chosen.connect(self.show_page)
        self._stack = QStackedWidget()
        self._title = Elided("heading")
        self.bar = QWidget()
        line = row(self.bar, margins=(8, 0, 0, 0))
        line.addWidget(self._title)
        line.addStretch()
        self._side = scrolled(self.rail)
        whole = row(self)
        whole.addWidget(self._side)
        pane = QWidget()
        column(pane).addWidget(self._stack)
        whole.addWidget(pane, 1)
        ui.language.changed.connect(self.retranslate)
        self._side.setFixedWidth(_RAIL)
        self.retranslate()

    def hang(self, page: ManagerPage) -> None:
        """Take one more page, below the others on the rail."""
        self._pages[page.key] = page
        self._stack.addWidget(page.widget)
        self.rail.add(page.key)
        self.rail.say(page.key, page.title())

    @property
    def pages(self) -> tuple[str, ...]:
        """Keys of the pages, from the top."""
        return tuple(self._pages)

    def show_page(self, key: str) -> None:
        """Show a page; it reads anew."""
        self.here = key
        page = self._pages[key]
        self._stack.setCurrentWidget(page.widget)
        self.rail.choose(key)
        self.rail.take_focus(key)
        page.enter()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self._title.say(self.tr("The store"))
        for key, page in self._pages.items():
            self.rail.say(key, page.title())

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """A narrow window keeps a narrow rail."""
        super().resizeEvent(event)
        self._side.setFixedWidth(_NARROW if self.width() < _NARROW_BELOW else _RAIL)
