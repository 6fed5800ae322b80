"""A visit, new or past: result, difference and routine under one bar, with what can be done with them."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QStackedLayout, QWidget

from consultant_app.ui.context import Ui
from consultant_app.ui.presenters import wording
from consultant_app.ui.presenters.difference import DifferencePresenter
from consultant_app.ui.presenters.visit import Phase, VisitPresenter
from consultant_app.ui.screens.difference import DifferencePage
from consultant_app.ui.screens.refusal import RefusalPage
from consultant_app.ui.screens.result import ResultPage
from consultant_app.ui.screens.routine import RoutinePage
from consultant_app.ui.widgets.buttons import Button, Segmented
from consultant_app.ui.widgets.layout import column, row
from consultant_app.ui.widgets.skeleton import Skeleton
from consultant_app.ui.widgets.text import Elided, Text

_ROOMY, _NARROW = 1108, 948
"""Logical pixels from which the bar has room for all its words, and for the tabs."""


class VisitScreen(QWidget):
    """Draws a ``VisitPresenter`` in each of its phases.

    Signals:
        export_asked: a PDF is to be made.
        consent_asked: what the client allows is to be shown.
        another_asked: another photo is to be chosen.
        side_asked: a photo of this side (``FaceView``) is to be added.
    """

    export_asked = pyqtSignal()
    consent_asked = pyqtSignal()
    another_asked = pyqtSignal()
    side_asked = pyqtSignal(object)

    def __init__(
        self,
        ui: Ui,
        presenter: VisitPresenter,
        difference: DifferencePresenter,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._ui = ui
        self._presenter = presenter
        self._difference = difference
        self._skeleton = Skeleton(ui.theme)
        self.refusal = RefusalPage(ui, presenter)
        self.refusal.another_asked.connect(self.another_asked)
        self.result = ResultPage(ui, presenter)
        self.result.side_asked.connect(self.side_asked)
        self.difference = DifferencePage(ui, difference)
        self.routine = RoutinePage(ui, presenter)
        self._strip = QWidget()
        self._strip.setObjectName("bar")
        self._strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._strip_line = row(self._strip, margins=(12, 0, 12, 0))
        self._strip.hide()
        self._pages = QStackedLayout()
        whole = column(self)
        whole.addWidget(self._strip)
        whole.addLayout(self._pages, 1)
        self._waiting = self._made_waiting()
        for page in (self._waiting, self.refusal, self.result, self.difference, self.routine):
            self._pages.addWidget(page)
        self.tabs = Segmented(ui.theme, ("result", "difference", "routine"), "tab")
        self.tabs.chosen.connect(self.show_tab)
        self.export_button = Button(ui.theme, "outline", "file-down")
        self.export_button.clicked.connect(self.export_asked)
        self.save_button = Button(ui.theme, "primary")
        self.save_button.clicked.connect(self._save)
        self._name, self._day = Elided("heading"), Elided("small")
        self._kept = Text("small")
        self.consent_button = Button(ui.theme, "outline", "pencil")
        self.consent_button.clicked.connect(self.consent_asked)
        self.bar = self._made_bar()
        presenter.phase_changed.connect(self._show_phase)
        presenter.saved.connect(self._show_actions)
        presenter.allowed.connect(self._show_actions)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self.tabs.say("result", self.tr("Result"))
        self.tabs.say("difference", self.tr("See the difference"))
        self.tabs.say("routine", self.tr("Routine"))
        self.export_button.say(self.tr("PDF report"), self.tr("Make the report that the client takes home"))
        self.save_button.say(self.tr("Save visit"))
        self.consent_button.say(self.tr("What she allows"), self.tr("She lets no result be kept. Ask her again."))
        self._show_phase(keep_tab=True)

    def show_tab(self, key: str) -> None:
        """Show the result, the difference or the routine."""
        pages = {"result": self.result, "difference": self.difference, "routine": self.routine}
        self.tabs.choose(key)
        self._pages.setCurrentWidget(pages[key])

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """On a small screen the client's name is worth more than a button's words."""
        super().resizeEvent(event)
        self.export_button.set_compact(compact=self.width() < _ROOMY)
        self.consent_button.set_compact(compact=self.width() < _ROOMY)
        self._place_tabs()

    def _place_tabs(self) -> None:
        """In the bar, or below it where the client's name would have no room."""
        below = self.width() < _NARROW
        if below == (self.tabs.parentWidget() is self._strip):
            return
        if below:
            self._strip_line.addWidget(self.tabs, alignment=Qt.AlignmentFlag.AlignHCenter)
        else:
            self._line.insertWidget(1, self.tabs)
        self._show_actions()

    @property
    def phase_page(self) -> QWidget | None:
        """The page on screen."""
        return self._pages.currentWidget()

    def _save(self) -> None:
        self._presenter.save()

    def _made_waiting(self) -> QWidget:
        page = QWidget()
        lines = column(page)
        lines.addWidget(self._skeleton, 1)
        return page

    def _made_bar(self) -> QWidget:
        bar = QWidget()
        line = row(bar, margins=(8, 0, 8, 0), spacing=12)
        names = column(spacing=0)
        names.addStretch()
        names.addWidget(self._name)
        names.addWidget(self._day)
        names.addStretch()
        line.addLayout(names, 1)
        line.addWidget(self.tabs)
        line.addStretch(1)
        self._line = line
        for part in (self._kept, self.consent_button, self.export_button, self.save_button):
            line.addWidget(part)
        return bar

    def _show_phase(self, *, keep_tab: bool = False) -> None:
        presenter = self._presenter
        self._difference.show(presenter.photo)
        self._name.say("" if presenter.client is None else presenter.client.display_name)
        self._day.say("" if presenter.at is None else wording.day(presenter.at, self._ui.language.code))
        self._skeleton.say(
            self.tr("Opening the visit…") if presenter.taken is None else self.tr("Looking at the photo…")
        )
        self.refusal.another_button.say(
            self.tr("Take another photo") if presenter.from_camera else self.tr("Choose another photo")
        )
        if presenter.phase is Phase.REFUSED:
            self._pages.setCurrentWidget(self.refusal)
        elif presenter.phase is Phase.READY:
            self.show_tab(self.tabs.current() or "result" if keep_tab else "result")
        else:
            self._pages.setCurrentWidget(self._waiting)
        self._show_actions()

    def _show_actions(self) -> None:
        presenter = self._presenter
        ready = presenter.phase is Phase.READY
        self.tabs.setVisible(ready)
        self._strip.setVisible(ready and self.tabs.parentWidget() is self._strip)
        # Without an editor, or without the photo, there is nothing to change.
        self.tabs.button("difference").setVisible(self._difference.available and presenter.photo is not None)
        self.export_button.setVisible(presenter.can_export)
        self.save_button.setVisible(presenter.unsaved)
        self._kept.setVisible(ready and not presenter.unsaved)
        self.consent_button.setVisible(ready and presenter.summary is None and not presenter.may_keep)
        self._kept.setText(
            self.tr("Saved") if presenter.summary is not None else self.tr("Not kept, as the client wished")
        )
