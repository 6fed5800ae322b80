"""A sheet that asks for the password of a copy for e-mail, and says how long it would stand."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QLineEdit, QWidget

from consultant_app.domain.reports import PASSWORD_LETTERS, Strength, password_strength
from consultant_app.ui.context import Ui
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.field import Field
from consultant_app.ui.widgets.layout import row
from consultant_app.ui.widgets.overlay import Overlay, Place
from consultant_app.ui.widgets.text import Text


class MailCopySheet(Overlay):
    """The password is chosen by the client and kept nowhere.

    Signals:
        chosen: the password; the sheet has gone away.
    """

    chosen = pyqtSignal(str)

    def __init__(self, ui: Ui, window: QWidget) -> None:
        super().__init__(ui, window, Place.CENTRE)
        title = self.tr("A copy that only she can open")
        about = self.tr(
            "Let her choose a password and type it herself. It is kept nowhere: without it, nobody can open "
            "the copy. Never send it in the same e-mail."
        )
        self.field = Field()
        self.field.say(self.tr("Password"), self.tr("A few words she will remember"))
        self.field.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.strength = Text("small", wrap=True)
        self.show_button = Button(ui.theme, "plain")
        self.show_button.setCheckable(True)
        self.show_button.say(self.tr("Show what is typed"))
        self.show_button.toggled.connect(self._reveal)
        self.save_button = Button(ui.theme, "primary")
        self.save_button.say(self.tr("Save the copy"))
        self.save_button.clicked.connect(self._take)
        self.field.edit.textChanged.connect(self._judge)
        self.field.edit.returnPressed.connect(self._take)
        stop = Button(ui.theme, "plain")
        stop.say(self.tr("Go back"))
        stop.clicked.connect(self.cancel)
        for part, gap in ((Text("title", title, wrap=True), 10), (Text("soft", about, wrap=True), 20)):
            self.content.addWidget(part)
            self.content.addSpacing(gap)
        self.content.addWidget(self.field)
        self.content.addSpacing(6)
        self.content.addWidget(self.strength)
        self.content.addWidget(self.show_button)
        self.content.addSpacing(20)
        buttons = row(spacing=8)
        buttons.addStretch()
        buttons.addWidget(stop)
        buttons.addWidget(self.save_button)
        self.content.addLayout(buttons)
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
        self._judge("")

    def _judge(self, password: str) -> None:
        """Say in words how strong it is."""
        strength = password_strength(password)
        words = {
            Strength.TOO_SHORT: self.tr("At least {n} letters, digits or signs.").format(n=PASSWORD_LETTERS),
            Strength.WEAK: self.tr("Weak: it could be guessed. Make it longer."),
            Strength.FAIR: self.tr("Fair. A word more would make it strong."),
            Strength.STRONG: self.tr("Strong."),
        }[strength]
        self.strength.setText(words)
        self.field.edit.setAccessibleDescription(words)
        self.save_button.setEnabled(strength is not Strength.TOO_SHORT)

    def _reveal(self, shown: bool) -> None:
        self.field.edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def _take(self) -> None:
        password = self.field.edit.text()
        if password_strength(password) is Strength.TOO_SHORT:
            return
        self.field.edit.clear()
        self.dismiss()
        self.chosen.emit(password)
