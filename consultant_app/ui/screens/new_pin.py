"""A PIN that is set: the manager's first one, or one that was forgotten, with the recovery phrase."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.people import AccessError
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters.unlock import UnlockPresenter
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.field import Field
from consultant_app.ui.widgets.layout import column, row, scrolled
from consultant_app.ui.widgets.logo import Logo
from consultant_app.ui.widgets.overlay import Overlay, Place
from consultant_app.ui.widgets.pin_pad import made_pin_edit
from consultant_app.ui.widgets.text import Text

_WIDEST = 460


class PinForm(QWidget):
    """A line of text, a PIN, the same PIN again, and one button.

    Signals:
        submitted: the line and the PIN, both PINs being equal.
    """

    submitted = pyqtSignal(str, str)

    def __init__(self, ui: Ui, presenter: UnlockPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self._presenter = ui, presenter
        self.title, self.about = Text("title", wrap=True), Text("soft", wrap=True)
        self.line = Field()
        self.pin, self.again = Field(edit=made_pin_edit()), Field(edit=made_pin_edit())
        self.button = Button(ui.theme, "primary")
        self.button.clicked.connect(self._submit)
        lines = column(self, spacing=0)
        lines.addWidget(self.title)
        lines.addSpacing(8)
        lines.addWidget(self.about)
        for field in (self.line, self.pin, self.again):
            field.edit.returnPressed.connect(self._submit)
            lines.addSpacing(12)
            lines.addWidget(field)
        lines.addSpacing(20)
        lines.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignLeft)
        presenter.changed.connect(self._show_problem)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self.pin.say(self.tr("PIN of 4 to 8 digits, or a password"))
        self.again.say(self.tr("The same again"))

    def _submit(self) -> None:
        first, second = self.pin.edit.text(), self.again.edit.text()
        if first != second:
            self.again.object_to(self.tr("The two are not the same. Type both again."))
            self.again.edit.setFocus()
            return
        self.submitted.emit(self.line.edit.text(), first)

    def _show_problem(self) -> None:
        problem = self._presenter.problem
        self.button.setEnabled(not self._presenter.busy)
        for field, keys in (
            (self.line, ("no_name", "phrase", "nobody", "taken")),
            (self.pin, ("digits", "simple")),
        ):
            field.object_to(self._told(problem) if problem is not None and problem.key in keys else "")

    def _told(self, problem: AccessError) -> str:
        return problem.told(self._ui.language.code)


class FirstPinScreen(QWidget):
    """The first screen of a new counter: its manager sets her PIN."""

    def __init__(self, ui: Ui, presenter: UnlockPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.form = PinForm(ui, presenter)
        self.form.submitted.connect(presenter.appoint)
        self.bar = QWidget()
        line = row(self.bar, margins=(24, 0, 0, 0))
        line.addWidget(Logo(ui.theme, 15))
        line.addStretch()
        middle = QWidget()
        inner = column(middle, margins=(24, 16, 24, 16))
        inner.addStretch()
        inner.addWidget(self.form)
        inner.addStretch()
        area = scrolled(middle)
        area.setMaximumWidth(_WIDEST)
        whole = row(self)
        whole.addStretch(1)
        whole.addWidget(area, 20)
        whole.addStretch(1)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self.form.title.setText(self.tr("Welcome to your counter"))
        self.form.about.setText(
            self.tr("The manager’s PIN locks the clients’ data whenever nobody is at the counter. Set it first.")
        )
        self.form.line.say(self.tr("Name of the manager"))
        self.form.button.say(self.tr("Set the PIN"))


class ForgottenSheet(Overlay):
    """A forgotten PIN is set anew by whoever holds the recovery phrase."""

    def __init__(self, ui: Ui, window: QWidget, presenter: UnlockPresenter) -> None:
        super().__init__(ui, window, Place.CENTRE)
        self.form = PinForm(ui, presenter)
        self.form.submitted.connect(presenter.renew)
        presenter.opened.connect(self.dismiss)
        self.content.addWidget(self.form)
        self.form.title.setText(self.tr("Set a new PIN"))
        self.form.about.setText(
            self.tr("The recovery phrase was shown when this counter was made, and written down on paper.")
        )
        self.form.line.say(self.tr("Recovery phrase"))
        self.form.button.say(self.tr("Set the new PIN"))
        self.setAccessibleName(self.tr("Set a new PIN"))
