"""The first and only page of the model team: photos of clients who allowed it, to be graded and learned from."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.context import Ui
from consultant_app.ui.presenters.model_photos import ModelPhotosPresenter
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.layout import column, row, scrolled
from consultant_app.ui.widgets.logo import Logo
from consultant_app.ui.widgets.text import Text

_WIDEST = 640


class ModelPhotosScreen(QWidget):
    """Draws a ``ModelPhotosPresenter``.

    Signals:
        export_asked: the photos are to be written to a folder.
    """

    export_asked = pyqtSignal()

    def __init__(self, ui: Ui, presenter: ModelPhotosPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._presenter = presenter
        self._title, self._about, self._count = (
            Text("display", wrap=True),
            Text("soft", wrap=True),
            Text("heading"),
        )
        self.export_button = Button(ui.theme, "primary", "file-down")
        self.export_button.clicked.connect(self.export_asked)
        self.bar = QWidget()
        line = row(self.bar, margins=(24, 0, 0, 0))
        line.addWidget(Logo(ui.theme, 15))
        line.addStretch()
        middle = QWidget()
        middle.setMaximumWidth(_WIDEST)
        lines = column(middle, margins=(32, 24, 32, 24), spacing=0)
        lines.addStretch()
        for part, gap in ((self._title, 10), (self._about, 24), (self._count, 20)):
            lines.addWidget(part)
            lines.addSpacing(gap)
        lines.addWidget(self.export_button, alignment=Qt.AlignmentFlag.AlignLeft)
        lines.addStretch()
        page = QWidget()
        row(page).addWidget(middle)
        column(self).addWidget(scrolled(page))
        presenter.changed.connect(self._fill)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self._title.setText(self.tr("Photos for the model"))
        self._about.setText(
            self.tr(
                "Kept photos of clients who allowed it, without their names. They are written to a folder with a "
                "table that your graders fill in."
            )
        )
        self.export_button.say(self.tr("Write them to a folder"))
        self._fill()

    def _fill(self) -> None:
        persons = self._presenter.persons
        self._count.setText("" if persons is None else self.tr("Clients who allow it: {n}").format(n=persons))
        self.export_button.setEnabled(bool(persons) and not self._presenter.busy)
