"""The first screen: what waits to be ended, who came today, and every client as you type."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QLabel, QLineEdit, QWidget

from consultant_app.domain.clients import ClientSummary, DayVisit
from consultant_app.ui.context import Ui
from consultant_app.ui.icons import pixmap
from consultant_app.ui.presenters import wording
from consultant_app.ui.presenters.clients import ClientsPresenter
from consultant_app.ui.presenters.drafts import DraftsPresenter
from consultant_app.ui.screens.draft_lines import add_draft_lines
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.empty_state import EmptyState
from consultant_app.ui.widgets.layout import cleared, column, row, rule, scrolled
from consultant_app.ui.widgets.logo import Logo
from consultant_app.ui.widgets.monogram import Monogram
from consultant_app.ui.widgets.rows import TouchRow
from consultant_app.ui.widgets.text import Elided, Text

_WIDTH = 880


class PersonLine(TouchRow):
    """A name, and what is known of her in a few words."""

    def __init__(self, ui: Ui, name: str, about: str) -> None:
        super().__init__(ui.theme)
        self.setMinimumHeight(64)
        line = row(self, margins=(18, 8, 18, 8), spacing=16)
        line.addWidget(Monogram(ui.theme, name))
        line.addWidget(Elided("heading", name), 1)
        line.addWidget(Text("small", about))
        self.setAccessibleName(f"{name}, {about}")

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        """Draw the row and a hairline below it."""
        super().paintEvent(event)
        painter, tokens = QPainter(self), self.theme.tokens
        painter.setPen(tokens.colour(tokens.line))
        painter.drawLine(18, self.height() - 1, self.width() - 18, self.height() - 1)


class ClientLine(PersonLine):
    """One client of the list: her name, and when she came last."""

    def __init__(self, ui: Ui, shown: ClientSummary, came: str) -> None:
        super().__init__(ui, shown.display_name, came)
        self.client_id = shown.id


class ClientsScreen(QWidget):
    """Draws a ``ClientsPresenter`` and what waits.

    Signals:
        chosen: id of the client to show.
        new_asked: a new client is to be welcomed.
        visit_chosen: the ``DayVisit`` to open.
        draft_chosen: the ``DraftSummary`` to go on with.
        draft_discarded: the one to give up.
    """

    chosen = pyqtSignal(str)
    new_asked = pyqtSignal()
    visit_chosen = pyqtSignal(object)
    draft_chosen = pyqtSignal(object)
    draft_discarded = pyqtSignal(object)

    def __init__(
        self, ui: Ui, presenter: ClientsPresenter, drafts: DraftsPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._ui = ui
        self._presenter = presenter
        self._drafts = drafts
        self._tagline, self._title = Text("tagline"), Text("display")
        self.new_button = Button(ui.theme, "primary", "plus")
        self.new_button.clicked.connect(self.new_asked)
        self.search = QLineEdit()
        self.search.setProperty("kind", "search")
        self.search.setMinimumHeight(52)
        self.search.textChanged.connect(presenter.search)
        self.search.returnPressed.connect(self._choose_first)
        self._glass = QLabel()
        self.empty = EmptyState(ui.theme)
        self.empty.button.clicked.connect(self.new_asked)
        self._list = QWidget()
        self._lines = column(self._list, spacing=0)
        self.bar = self._made_bar()
        self._arrange()
        presenter.changed.connect(self._fill)
        drafts.changed.connect(self._fill)
        ui.language.changed.connect(self.retranslate)
        ui.theme.changed.connect(self._tint)
        self._tint()
        self.retranslate()

    @property
    def lines(self) -> list[ClientLine]:
        """The lines of the list, from the top."""
        items = (self._lines.itemAt(place) for place in range(self._lines.count()))
        widgets = (None if item is None else item.widget() for item in items)
        return [widget for widget in widgets if isinstance(widget, ClientLine)]

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self._tagline.setText(self._ui.theme.brand.tagline(self._ui.language.code))
        self._title.setText(self.tr("Clients"))
        self.new_button.say(self.tr("New client"))
        self.search.setPlaceholderText(self.tr("Find by name"))
        self.search.setAccessibleName(self.tr("Find a client by name"))
        self._fill()

    def _made_bar(self) -> QWidget:
        bar = QWidget()
        line = row(bar, margins=(24, 0, 0, 0))
        line.addWidget(Logo(self._ui.theme, 15))
        line.addStretch()
        return bar

    def _arrange(self) -> None:
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        inner = column(middle, margins=(32, 36, 32, 0), spacing=0)
        inner.addWidget(self._tagline)
        inner.addSpacing(2)
        head = row(spacing=16)
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self.new_button, alignment=Qt.AlignmentFlag.AlignVCenter)
        inner.addLayout(head)
        inner.addSpacing(16)
        find = row(margins=(4, 0, 4, 0), spacing=10)
        find.addWidget(self._glass)
        find.addWidget(self.search, 1)
        inner.addLayout(find)
        inner.addWidget(rule())
        inner.addSpacing(6)
        inner.addWidget(self.empty, 1)
        self._area = scrolled(self._list)
        inner.addWidget(self._area, 1)
        whole = row(self)
        whole.addStretch(1)
        whole.addWidget(middle, 20)
        whole.addStretch(1)

    def _fill(self) -> None:
        presenter = self._presenter
        cleared(self._lines)
        pending, today = ([], []) if presenter.query else (self._drafts.pending, presenter.today)
        if pending:
            self._head(self.tr("To be finished"))
            add_draft_lines(self._lines, self._ui, pending, self.draft_chosen.emit, self.draft_discarded.emit)
        if today:
            self._head(self.tr("Today"))
            for visit in today:
                self._add_visit(visit)
        if (pending or today) and presenter.found:
            self._head(self.tr("All clients"))
        for shown in presenter.found:
            line = ClientLine(self._ui, shown, self._came(shown))
            line.touched.connect(lambda client_id=shown.id: self.chosen.emit(client_id))
            self._lines.addWidget(line)
        if presenter.more:
            more = Text("soft", self.tr("There are more: type a few letters of the name."), wrap=True)
            more.setContentsMargins(18, 14, 18, 14)
            self._lines.addWidget(more)
        self._lines.addStretch()
        nobody = presenter.searched and not presenter.found and not pending
        self.empty.setVisible(nobody)
        self._area.setVisible(not nobody)
        if presenter.query:
            self.empty.say(self.tr("No client of this name"), self.tr("Try fewer letters, or welcome her."))
        else:
            self.empty.say(self.tr("No client yet"), self.tr("Welcome the first one."), self.tr("New client"))

    def _head(self, words: str) -> None:
        head = Text("eyebrow", words)
        head.setContentsMargins(18, 16, 18, 8)
        self._lines.addWidget(head)

    def _add_visit(self, visit: DayVisit) -> None:
        at = wording.hour(visit.summary.at, self._ui.language.code)
        score = visit.summary.overall_score
        said = at if score is None else f"{at}  ·  {wording.score(score, visit.summary.overall_plus_minus)}"
        line = PersonLine(self._ui, visit.display_name, said)
        line.touched.connect(lambda: self.visit_chosen.emit(visit))
        self._lines.addWidget(line)

    def _came(self, shown: ClientSummary) -> str:
        if shown.last_visit is None:
            return self.tr("No visit yet")
        return self.tr("Last visit {day}").format(day=wording.day(shown.last_visit, self._ui.language.code))

    def _choose_first(self) -> None:
        """Enter in the search opens the only client that is left."""
        if len(self._presenter.found) == 1:
            self.chosen.emit(self._presenter.found[0].id)

    def _tint(self) -> None:
        self._glass.setPixmap(pixmap("search", self._ui.theme.tokens.soft, 22, self.devicePixelRatioF()))
