"""A photo that is not fit: why, what to do, and the choice to analyse it all the same."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.context import Ui
from consultant_app.ui.presenters.visit import Phase, VisitPresenter
from consultant_app.ui.screens.overall import Findings
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.layout import column, row, scrolled
from consultant_app.ui.widgets.text import Text


class RefusalPage(QWidget):
    """Draws the refusal of a ``VisitPresenter``.

    Signals:
        another_asked: another photo is to be chosen.
    """

    another_asked = pyqtSignal()

    def __init__(self, ui: Ui, presenter: VisitPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._ui = ui
        self._presenter = presenter
        self._title = Text("display", wrap=True)
        self._about = Text("soft", wrap=True)
        self._findings = Findings(ui, with_values=True)
        self.another_button = Button(ui.theme, "primary", "image-plus")
        self.anyway_button = Button(ui.theme, "outline")
        self.another_button.clicked.connect(self.another_asked)
        self.anyway_button.clicked.connect(lambda: presenter.analyse_anyway(ui.language.code))
        middle = QWidget()
        middle.setMaximumWidth(720)
        lines = column(middle, margins=(32, 32, 32, 32), spacing=0)
        lines.addStretch()
        lines.addWidget(self._title)
        lines.addSpacing(8)
        lines.addWidget(self._about)
        lines.addSpacing(6)
        lines.addWidget(self._findings)
        lines.addSpacing(28)
        choice = row(spacing=12)
        choice.addWidget(self.another_button)
        choice.addWidget(self.anyway_button)
        choice.addStretch()
        lines.addLayout(choice)
        lines.addStretch()
        page = QWidget()
        centred = row(page)
        centred.addWidget(middle, alignment=Qt.AlignmentFlag.AlignVCenter)
        column(self).addWidget(scrolled(page))
        presenter.phase_changed.connect(self._fill)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self._title.setText(self.tr("This photo would not give a fair result"))
        self._about.setText(
            self.tr("A new photo is the better way. If you analyse this one, the remarks stay on the result.")
        )
        self.another_button.say(self.tr("Choose another photo"))
        self.anyway_button.say(self.tr("Analyse all the same"))
        self._fill()

    def _fill(self) -> None:
        refusal = self._presenter.refusal
        if self._presenter.phase is Phase.REFUSED and refusal is not None:
            self._findings.say(refusal.quality.findings)
