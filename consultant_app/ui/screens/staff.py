"""The sheet on which the manager sees to the people of the counter: add, new PIN, role, let in again, let go."""

from PyQt6.QtWidgets import QWidget

from consultant_app.domain.people import Role, User
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters.staff import StaffPresenter
from consultant_app.ui.widgets.buttons import Button, Segmented
from consultant_app.ui.widgets.field import Field
from consultant_app.ui.widgets.layout import cleared, column, row, rule, scrolled
from consultant_app.ui.widgets.monogram import Monogram
from consultant_app.ui.widgets.overlay import Message, Overlay, Place
from consultant_app.ui.widgets.pin_pad import made_pin_edit
from consultant_app.ui.widgets.rows import TouchRow
from consultant_app.ui.widgets.text import Elided, Text

_ROLES = tuple(role.value for role in Role)


class StaffRow(TouchRow):
    """Somebody who works here."""

    def __init__(self, ui: Ui, user: User, note: str) -> None:
        super().__init__(ui.theme)
        self.user = user
        line = row(self, margins=(12, 8, 12, 8), spacing=14)
        line.addWidget(Monogram(ui.theme, user.name))
        words = column(spacing=0)
        words.addWidget(Elided("heading", user.name))
        words.addWidget(Elided("small", note))
        line.addLayout(words, 1)
        self.setAccessibleName(f"{user.name}, {note}")


class StaffSheet(Overlay):
    """Draws a ``StaffPresenter``: everybody, and a form for one of them or somebody new."""

    def __init__(self, ui: Ui, window: QWidget, presenter: StaffPresenter) -> None:
        super().__init__(ui, window, Place.SIDE)
        self._window, self._presenter = window, presenter
        self.chosen: User | None = None
        self._title, self._about = Text("title"), Text("soft", wrap=True)
        self._people = column(spacing=2)
        self._head = Text("heading", wrap=True)
        self.name, self.pin, self.again = Field(), Field(edit=made_pin_edit()), Field(edit=made_pin_edit())
        self.role = Segmented(ui.theme, _ROLES)
        self._role_name = Text("eyebrow")
        self.save_button, self.try_button = Button(ui.theme, "primary"), Button(ui.theme, "outline")
        self.remove_button, self.new_button = Button(ui.theme, "outline"), Button(ui.theme, "plain", "plus")
        self.close_button = Button(ui.theme, "plain")
        self.save_button.clicked.connect(self._save)
        self.role.chosen.connect(self._change_role)
        self.try_button.clicked.connect(self._let_try)
        self.remove_button.clicked.connect(self._ask_remove)
        self.new_button.clicked.connect(lambda: self._choose(None))
        self.close_button.clicked.connect(self.dismiss)
        self._arrange()
        presenter.changed.connect(self._fill)
        presenter.done.connect(lambda: self._choose(None))
        ui.language.changed.connect(self.retranslate)
        self.role.choose(Role.CONSULTANT)
        self.retranslate()
        presenter.load()

    @property
    def rows(self) -> list[StaffRow]:
        """Who is listed, from the top."""
        items = (self._people.itemAt(place) for place in range(self._people.count()))
        widgets = (None if item is None else item.widget() for item in items)
        return [widget for widget in widgets if isinstance(widget, StaffRow)]

    def cancel(self) -> None:
        """Escape or a touch beside the sheet must not lose what was typed."""
        if not any(field.edit.text() for field in (self.name, self.pin)):
            self.dismiss()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self._title.setText(self.tr("People of the counter"))
        self.setAccessibleName(self._title.text())
        self._about.setText(self.tr("Everybody comes in with a PIN or password of her own."))
        self.name.say(self.tr("Name"))
        self.pin.say(self.tr("PIN of 4 to 8 digits, or a password"))
        self.again.say(self.tr("The same again"))
        self._role_name.setText(self.tr("Role"))
        for role in _ROLES:
            self.role.say(role, self.ui.language.words(f"role.{role}"))
        self.try_button.say(self.tr("Let her try again now"))
        self.remove_button.say(self.tr("Does not work here any more"))
        self.new_button.say(self.tr("Somebody new"))
        self.close_button.say(self.tr("Close"))
        self._fill()

    def _arrange(self) -> None:
        self.content.setContentsMargins(0, 0, 0, 0)
        sheet = QWidget()
        lines = column(sheet, margins=(40, 32, 40, 24), spacing=0)
        for part, gap in ((self._title, 4), (self._about, 12)):
            lines.addWidget(part)
            lines.addSpacing(gap)
        lines.addLayout(self._people)
        first = row()
        first.addWidget(self.new_button)
        first.addStretch()
        lines.addLayout(first)
        lines.addSpacing(12)
        lines.addWidget(rule())
        lines.addSpacing(16)
        choice = row()
        choice.addWidget(self.role)
        choice.addStretch()
        fields: tuple[tuple[QWidget, int], ...] = ((self._head, 8), (self.name, 10), (self._role_name, 6))
        for field, gap in fields:
            lines.addWidget(field)
            lines.addSpacing(gap)
        lines.addLayout(choice)
        lines.addSpacing(12)
        for secret in (self.pin, self.again):
            lines.addWidget(secret)
            lines.addSpacing(10)
        buttons = column(spacing=8)
        for button in (self.save_button, self.try_button, self.remove_button):
            line = row()
            line.addWidget(button)
            line.addStretch()
            buttons.addLayout(line)
        lines.addLayout(buttons)
        lines.addStretch()
        self.content.addWidget(scrolled(sheet), 1)
        self.content.addWidget(rule())
        foot = row(margins=(40, 12, 40, 12))
        foot.addStretch()
        foot.addWidget(self.close_button)
        self.content.addLayout(foot)

    def _fill(self) -> None:
        presenter, words = self._presenter, self.ui.language.words
        if self.chosen is not None:
            self.chosen = next((user for user in presenter.people if user.id == self.chosen.id), None)
        cleared(self._people)
        for user in presenter.people:
            note = words(f"role.{user.role}")
            if presenter.waits.get(user.id):
                note = self.tr("{role}, held up by wrong entries").format(role=note)
            line = StaffRow(self.ui, user, note)
            line.set_chosen(chosen=user == self.chosen)
            line.touched.connect(lambda user=user: self._choose(user))
            self._people.addWidget(line)
        self._fill_form()

    def _fill_form(self) -> None:
        presenter, chosen = self._presenter, self.chosen
        other = chosen is not None and not presenter.is_herself(chosen)
        self._head.setText(self.tr("Somebody new") if chosen is None else chosen.name)
        self.name.setVisible(chosen is None)
        self._role_name.setVisible(chosen is None or other)
        self.role.setVisible(chosen is None or other)
        self.save_button.say(self.tr("Add") if chosen is None else self.tr("Set the new PIN"))
        self.save_button.setEnabled(not presenter.busy)
        self.try_button.setVisible(chosen is not None and bool(presenter.waits.get(chosen.id)))
        self.remove_button.setVisible(other)
        problem = presenter.problem
        told = "" if problem is None else problem.told(self.ui.language.code)
        of_name = problem is not None and problem.key == "no_name"
        self.name.object_to(told if of_name else "")
        self.pin.object_to("" if of_name else told)

    def _choose(self, user: User | None) -> None:
        self.chosen = user
        self.role.choose(Role.CONSULTANT if user is None else user.role)
        for field in (self.name, self.pin, self.again):
            field.edit.clear()
        self._fill()

    def _save(self) -> None:
        pin = self.pin.edit.text()
        if pin != self.again.edit.text():
            self.again.object_to(self.tr("The two are not the same. Type both again."))
            self.again.edit.setFocus()
            return
        self.again.object_to("")
        if self.chosen is None:
            self._presenter.add(self.name.edit.text(), Role(self.role.current()), pin)
        else:
            self._presenter.set_pin(self.chosen, pin)

    def _let_try(self) -> None:
        if self.chosen is not None:
            self._presenter.let_try(self.chosen)

    def _change_role(self, role: str) -> None:
        if self.chosen is not None:
            self._presenter.set_role(self.chosen, Role(role))

    def _ask_remove(self) -> None:
        user = self.chosen
        if user is None:
            return
        message = Message(
            self.ui,
            self._window,
            self.tr("{name} does not work here any more?").format(name=user.name),
            self.tr("She can no longer come in. What she did keeps her name."),
        )
        remove = message.offer("outline", self.tr("Let her in no more"))
        remove.clicked.connect(lambda _=False: self._presenter.remove(user))
        message.offer("primary", self.tr("Go back")).setFocus()
        message.open()
