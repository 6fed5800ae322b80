"""The sheet that asks for the recovery phrase where the computer no longer holds the store's key."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.context import Ui
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.field import Field
from consultant_app.ui.widgets.layout import row
from consultant_app.ui.widgets.overlay import Overlay, Place
from consultant_app.ui.widgets.text import Text


class RecoverySheet(Overlay):
    """Goes only by one of its buttons: without the store there is nothing below it.

    Signals:
        submitted: the phrase as it was typed; the sheet has gone away.
        given_up: the window is to be closed.
    """

    submitted = pyqtSignal(str)
    given_up = pyqtSignal()

    def __init__(self, ui: Ui, window: QWidget, why: str) -> None:
        """``why``: what happened, in words; shown above the line."""
        super().__init__(ui, window, Place.CENTRE)
        self.phrase = Field()
        self.close_button, self.open_button = Button(ui.theme, "outline"), Button(ui.theme, "primary")
        self._title = Text("title", wrap=True)
        self._about = Text("soft", wrap=True)
        for part, gap in (
            (self._title, 12),
            (Text("body", why, wrap=True), 8),
            (self._about, 18),
            (self.phrase, 24),
        ):
            self.content.addWidget(part)
            self.content.addSpacing(gap)
        buttons = row(spacing=8)
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.open_button)
        self.content.addLayout(buttons)
        self.close_button.clicked.connect(self.given_up)
        self.open_button.clicked.connect(self._submit)
        self.phrase.edit.returnPressed.connect(self._submit)
        self.phrase.edit.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self._title.setText(self.tr("This computer has lost the key"))
        self._about.setText(
            self.tr("The recovery phrase was shown when this counter was made, and written down on paper.")
        )
        self.phrase.say(self.tr("Recovery phrase"))
        self.close_button.say(self.tr("Close the window"))
        self.open_button.say(self.tr("Open the counter"))
        self.setAccessibleName(self._title.text())

    def cancel(self) -> None:
        """Escape, or a touch beside it: neither answers."""

    def _submit(self) -> None:
        phrase = self.phrase.edit.text().strip()
        if not phrase:
            self.phrase.edit.setFocus()
            return
        self.phrase.edit.clear()
        self.dismiss()
        self.submitted.emit(phrase)
