"""The door of the counter: who is it, and her PIN."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.people import User
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters.unlock import UnlockPresenter
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.layout import cleared, column, row, scrolled
from consultant_app.ui.widgets.logo import Logo
from consultant_app.ui.widgets.monogram import Monogram
from consultant_app.ui.widgets.pin_pad import PinPad
from consultant_app.ui.widgets.rows import TouchRow
from consultant_app.ui.widgets.text import Elided, Text

_LEFT_WIDEST = 420


class PersonRow(TouchRow):
    """Somebody who may unlock."""

    def __init__(self, ui: Ui, user: User, *, chosen: bool) -> None:
        super().__init__(ui.theme)
        self.user = user
        role = ui.language.words(f"role.{user.role}")
        line = row(self, margins=(12, 8, 12, 8), spacing=14)
        line.addWidget(Monogram(ui.theme, user.name))
        words = column(spacing=0)
        words.addWidget(Elided("heading", user.name))
        words.addWidget(Elided("small", role))
        line.addLayout(words, 1)
        self.setAccessibleName(f"{user.name}, {role}")
        self.set_chosen(chosen=chosen)


class UnlockScreen(QWidget):
    """Draws an ``UnlockPresenter``.

    Signals:
        forgotten: the chosen person does not know her PIN any more.
    """

    forgotten = pyqtSignal()

    def __init__(
        self, ui: Ui, presenter: UnlockPresenter, known_pin: str | None = None, parent: QWidget | None = None
    ) -> None:
        """``known_pin``: what a demonstration says of its own accord."""
        super().__init__(parent)
        self.setObjectName("page")
        self._ui, self._presenter, self._known_pin = ui, presenter, known_pin
        self._title = Text("display", wrap=True)
        self._problem = Text("body", wrap=True)
        self._problem.setProperty("tone", "accent")
        self._hint = Text("small", wrap=True)
        self._people = column(spacing=2)
        self.pad = PinPad(ui.theme)
        self.pad.entered.connect(presenter.unlock)
        self.forgotten_button = Button(ui.theme, "plain")
        self.forgotten_button.clicked.connect(self.forgotten)
        self.bar = QWidget()
        line = row(self.bar, margins=(24, 0, 0, 0))
        line.addWidget(Logo(ui.theme, 15))
        line.addStretch()
        self._arrange()
        presenter.changed.connect(self._fill)
        presenter.refused.connect(self._again)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    @property
    def rows(self) -> list[PersonRow]:
        """Who can be chosen, from the top."""
        items = (self._people.itemAt(place) for place in range(self._people.count()))
        widgets = (None if item is None else item.widget() for item in items)
        return [widget for widget in widgets if isinstance(widget, PersonRow)]

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self._title.setText(self.tr("Welcome"))
        self.pad.say(self.tr("PIN"), self.tr("Take the last digit back"), self.tr("Unlock"))
        self.forgotten_button.say(self.tr("PIN forgotten?"))
        if self._known_pin is not None:
            self._hint.setText(self.tr("This is a demonstration. The PIN is {pin}.").format(pin=self._known_pin))
        self._fill()

    def begin(self) -> None:
        """Take the keyboard, with nothing typed."""
        self.pad.clear()
        self.pad.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        side = QWidget()
        side.setMaximumWidth(_LEFT_WIDEST)
        left = column(side, spacing=0)
        left.addStretch()
        left.addWidget(self._title)
        left.addSpacing(14)
        left.addLayout(self._people)
        left.addSpacing(12)
        left.addWidget(self._problem)
        left.addWidget(self._hint)
        self._hint.setVisible(self._known_pin is not None)
        left.addSpacing(4)
        left.addWidget(self.forgotten_button, alignment=Qt.AlignmentFlag.AlignLeft)
        left.addStretch()
        area = scrolled(side)
        area.setMaximumWidth(_LEFT_WIDEST)
        keys = column()
        keys.addStretch()
        keys.addWidget(self.pad)
        keys.addStretch()
        whole = row(self, margins=(40, 12, 40, 12), spacing=56)
        whole.addStretch(1)
        whole.addWidget(area, 6)
        whole.addLayout(keys)
        whole.addStretch(1)

    def _fill(self) -> None:
        presenter = self._presenter
        shown = [(row.user, row.chosen) for row in self.rows]
        wanted = [(user, user == presenter.chosen) for user in presenter.people]
        if shown != wanted or not self.rows:
            self._list(wanted)
        waiting = presenter.waiting_s
        self.pad.set_ready(ready=not presenter.busy and not waiting and presenter.chosen is not None)
        if waiting:
            said = self.tr("That was not the PIN, several times. The next try is in {seconds} s.")
            self._problem.setText(said.format(seconds=waiting))
        else:
            problem = presenter.problem
            self._problem.setText("" if problem is None else problem.told(self._ui.language.code))
        self._problem.setVisible(bool(self._problem.text()))
        self.setAccessibleDescription(self._problem.text())

    def _list(self, people: list[tuple[User, bool]]) -> None:
        cleared(self._people)
        for user, chosen in people:
            line = PersonRow(self._ui, user, chosen=chosen and len(people) > 1)
            line.touched.connect(lambda user=user: self._choose(user))
            self._people.addWidget(line)

    def _choose(self, user: User) -> None:
        self._presenter.choose(user)
        self.begin()

    def _again(self) -> None:
        self.pad.clear()
        if self.isVisible():
            self.pad.edit.setFocus(Qt.FocusReason.OtherFocusReason)
