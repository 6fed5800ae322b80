"""One product of a routine: what it is, what led to it, how it is used, and what may be done with it."""

from collections.abc import Callable

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from consultant_app.ui.presenters.routine import ProductCard, ReasonLine
from consultant_app.ui.theme import Theme
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.check_row import CheckRow
from consultant_app.ui.widgets.field import Field
from consultant_app.ui.widgets.flow import Flow
from consultant_app.ui.widgets.layout import column, row, rule
from consultant_app.ui.widgets.text import Text


class ProductView(QWidget):
    """A product's card; one that stands in the morning already is only recalled.

    Signals:
        swap_asked: another product is wanted in its place.
        remove_asked: it is to go.
        why_asked: what led to it is to be told in full.
        bought: whether the client takes it home.
        typed: what is being written beside it, at every letter.
        noted: what was written beside it.
    """

    swap_asked = pyqtSignal()
    remove_asked = pyqtSignal()
    why_asked = pyqtSignal()
    bought = pyqtSignal(bool)
    typed = pyqtSignal(str)
    noted = pyqtSignal(str)

    def __init__(
        self, theme: Theme, shown: ProductCard, parent: QWidget | None = None, *, may_change: bool = False
    ) -> None:
        super().__init__(parent)
        self.shown = shown
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        lines = column(self, margins=(24, 20, 24, 16), spacing=6)
        head = row(spacing=12)
        head.addWidget(Text("eyebrow", f"{shown.number}  ·  {shown.step}"))
        head.addStretch()
        head.addWidget(Text("small", shown.facts))
        lines.addLayout(head)
        lines.addWidget(Text("heading", shown.name, wrap=True))
        self.setAccessibleName(f"{shown.number}. {shown.step}: {shown.name}")
        if shown.repeated:
            lines.addWidget(Text("small", self.tr("As in the morning."), wrap=True))
            return
        if shown.origin:
            lines.addWidget(Text("small", shown.origin, wrap=True))
        lines.addWidget(Text("soft", shown.pitch, wrap=True))
        for reason in shown.reasons:
            self._add_reason(lines, reason)
        lines.addSpacing(8)
        lines.addWidget(rule())
        lines.addSpacing(4)
        lines.addWidget(Text("small", shown.how, wrap=True))
        self._add_actions(theme, lines, may_change=may_change)

    def _add_reason(self, lines: QVBoxLayout, reason: ReasonLine) -> None:
        lines.addSpacing(6)
        seen = Text("body", reason.seen, wrap=True)
        seen.setProperty("tone", "accent")
        lines.addWidget(seen)
        for told in filter(None, (reason.sure, reason.why)):
            lines.addWidget(Text("small", told, wrap=True))

    def _add_actions(self, theme: Theme, lines: QVBoxLayout, *, may_change: bool) -> None:
        """What may be done, in as many lines as the language needs; of a kept visit, only what was done."""
        self.why_button = self._button(theme, "info", self.tr("Why this?"), self.why_asked.emit)
        self.swap_button = self._button(theme, "sliders-horizontal", self.tr("Swap"), self.swap_asked.emit)
        self.note_button = self._button(theme, "pencil", self.tr("Note"), self._open_note)
        self.remove_button = self._button(theme, "x", self.tr("Remove"), self.remove_asked.emit)
        actions = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        actions.setSizePolicy(policy)
        flow = Flow(actions, gap=0, line_gap=0)
        for button in (self.why_button, self.swap_button, self.note_button, self.remove_button):
            # Shown before it has its place, it would be a window of its own.
            flow.addWidget(button)
            button.setVisible(may_change or (button is self.why_button and bool(self.shown.reasons)))
        lines.addWidget(actions)
        self.note = Field()
        self.note.say(self.tr("Note beside this product"))
        self.note.edit.setText(self.shown.note)
        self.note.edit.setReadOnly(not may_change)
        self.note.edit.textEdited.connect(self.typed)
        self.note.edit.editingFinished.connect(lambda: self.noted.emit(self.note.edit.text()))
        lines.addWidget(self.note)
        self.note.setVisible(bool(self.shown.note))
        self.bought_check = CheckRow(theme)
        self.bought_check.say(self.tr("She takes it home"))
        self.bought_check.setChecked(self.shown.bought)
        self.bought_check.setEnabled(may_change)
        self.bought_check.clicked.connect(self.bought)
        lines.addWidget(self.bought_check)
        self.bought_check.setVisible(may_change or self.shown.bought)

    def _button(self, theme: Theme, icon: str, words: str, act: Callable[[], None]) -> Button:
        button = Button(theme, "plain", icon)
        button.say(words)
        button.setAccessibleName(f"{words}: {self.shown.name}")
        button.clicked.connect(lambda _=False: act())
        return button

    def _open_note(self) -> None:
        self.note.setVisible(True)
        self.note.edit.setFocus(Qt.FocusReason.OtherFocusReason)
