"""A field for a PIN or a password, and the keys to touch for a PIN: the same by finger, mouse and keyboard."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QGridLayout, QLineEdit, QWidget

from consultant_app.domain.people import LONGEST_PASSWORD
from consultant_app.ui.theme import Theme
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.layout import column

_KEY_WIDE, _KEY_HIGH, _GAP = 76, 56, 8


def made_pin_edit() -> QLineEdit:
    """A line for a PIN or a password, of which it shows nothing."""
    edit = QLineEdit()
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    edit.setMaxLength(LONGEST_PASSWORD)
    edit.setInputMethodHints(
        Qt.InputMethodHint.ImhSensitiveData
        | Qt.InputMethodHint.ImhNoPredictiveText
        | Qt.InputMethodHint.ImhNoAutoUppercase
    )
    edit.setMinimumHeight(48)
    edit.setProperty("kind", "line")
    # No way out through the clipboard or a menu.
    edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    return edit


class PinPad(QWidget):
    """Digits, a key that takes the last one back, and one that enters.

    Signals:
        entered: the PIN as typed.
    """

    entered = pyqtSignal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = made_pin_edit()
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.edit.setProperty("pin", "true")
        self.edit.returnPressed.connect(self._enter)
        self.keys = {str(digit): Button(theme, "outline") for digit in range(10)}
        self.back_key, self.enter_key = Button(theme, "outline", "delete"), Button(theme, "primary", "arrow-right")
        for digit, key in self.keys.items():
            key.say(digit)
            key.clicked.connect(lambda _=False, digit=digit: self._type(digit))
        self.back_key.clicked.connect(self.edit.backspace)
        self.enter_key.clicked.connect(self._enter)
        grid = QGridLayout()
        grid.setSpacing(_GAP)
        shown = (*(self.keys[str(digit)] for digit in range(1, 10)), self.back_key, self.keys["0"], self.enter_key)
        for place, key in enumerate(shown):
            key.setFixedSize(_KEY_WIDE, _KEY_HIGH)
            grid.addWidget(key, place // 3, place % 3)
        for key in (self.back_key, self.enter_key):
            key.set_compact(compact=True)
        lines = column(self, spacing=14)
        lines.addWidget(self.edit)
        lines.addLayout(grid)

    def say(self, label: str, back: str, enter: str) -> None:
        """Set the words that screen readers say."""
        self.edit.setAccessibleName(label)
        self.edit.setPlaceholderText(label)
        self.back_key.say(back)
        self.enter_key.say(enter)

    def clear(self) -> None:
        """Empty the field."""
        self.edit.clear()

    def set_ready(self, *, ready: bool) -> None:
        """Whether a PIN is taken now."""
        for part in (self.edit, *self.keys.values(), self.back_key, self.enter_key):
            part.setEnabled(ready)

    def _type(self, digit: str) -> None:
        self.edit.insert(digit)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self) -> None:
        self.entered.emit(self.edit.text())
