"""The sheet on which a client is written down: who she is, and what her routine must respect.

What she allows is signed on a sheet of its own (``screens.privacy``).
"""

from collections.abc import Callable
from datetime import date

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from consultant_app.domain.clients import ClientDraft, Consent, Profile
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters.client_form import FormProblem, FormValues, read_form, values_of
from consultant_app.ui.widgets.buttons import Button, Segmented
from consultant_app.ui.widgets.check_row import CheckRow
from consultant_app.ui.widgets.field import Field
from consultant_app.ui.widgets.layout import column, row, rule, scrolled
from consultant_app.ui.widgets.overlay import Overlay, Place
from consultant_app.ui.widgets.text import Text


class ClientForm(Overlay):
    """A form for a new client, or for one already known.

    Signals:
        submitted: the checked ``ClientDraft``; whoever takes it closes the form once it is stored. ``then_photo``
            says whether the photo is what comes next.
        edited: something was typed, ticked or chosen.
    """

    submitted = pyqtSignal(object)
    edited = pyqtSignal()

    def __init__(
        self,
        ui: Ui,
        window: QWidget,
        draft: ClientDraft | None = None,
        typed: FormValues | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        """Fill the form.

        Args:
            ui: The surroundings.
            window: What it lies over.
            draft: The client as she is stored; ``None`` for a new one.
            typed: What was typed before it was left, where it is gone on with.
            today: The day, for what a birth date may be.
        """
        super().__init__(ui, window, Place.SIDE)
        self._new = draft is None
        self._today = today
        self._kept = Profile() if draft is None else draft.profile
        self._consent = Consent() if draft is None else draft.consent
        self._title = Text("title")
        self._heads = {key: Text("heading") for key in ("person", "profile")}
        self._language_label = Text("eyebrow")
        self.fields = {
            key: Field()
            for key in ("first_name", "last_name", "birth_date", "email", "phone", "allergens", "budget", "notes")
        }
        self.checks = {
            key: CheckRow(ui.theme)
            for key in (
                "pregnancy",
                "sensitive",
                "fragrance_free",
            )
        }
        self.report_language = Segmented(ui.theme, ui.language.choices())
        # Of somebody new, the photo is the next step; a change of details ends with it.
        self.save_button = Button(ui.theme, "outline" if self._new else "primary")
        self.photo_button = Button(ui.theme, "primary", "camera")
        if not self._new:
            self.photo_button.hide()
        self.cancel_button = Button(ui.theme, "plain")
        self.then_photo = False
        # Qt tells of a click whether the button is checked, which is no argument of ours.
        self.save_button.clicked.connect(lambda _=False: self.submit())
        self.photo_button.clicked.connect(lambda _=False: self.submit(then_photo=True))
        self.cancel_button.clicked.connect(self.cancel)
        self._arrange()
        self._fill(values_of(draft or ClientDraft(first_name="", language=ui.language.code)))
        ui.language.changed.connect(self.retranslate)
        self.retranslate()
        self._start = self.values()
        if typed is not None:
            self._fill(typed)
            self._kept = typed.kept
        self._watch()

    @property
    def touched(self) -> bool:
        """Whether there is anything to lose."""
        return self.values() != self._start

    def values(self) -> FormValues:
        """The form as it stands."""
        text = {key: field.edit.text() for key, field in self.fields.items()}
        ticked = {key: check.isChecked() for key, check in self.checks.items()}
        return FormValues(
            first_name=text["first_name"],
            last_name=text["last_name"],
            birth_date=text["birth_date"],
            email=text["email"],
            phone=text["phone"],
            language=self.report_language.current(),
            notes=text["notes"],
            consent=self._consent,
            allergens=text["allergens"],
            pregnancy=ticked["pregnancy"],
            sensitive=ticked["sensitive"],
            fragrance_free=ticked["fragrance_free"],
            budget=text["budget"],
            kept=self._kept,
        )

    def submit(self, *, then_photo: bool = False) -> None:
        """Hand on the draft, or say what has to be mended."""
        self.then_photo = then_photo
        draft, problems = read_form(self.values(), self._today())
        self._object(problems)
        if draft is not None:
            self.submitted.emit(draft)

    def cancel(self) -> None:
        """Escape or a touch beside the sheet must not lose what was typed; the button may, being meant."""
        if not self.touched or self.sender() is self.cancel_button:
            self.dismiss()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Enter goes on to the next field, and presses a button; with Ctrl it ends the form, wherever one is."""
        if event is None or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        here = self.focusWidget()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit(then_photo=self.photo_button.isVisible() and self.photo_button.isEnabled())
        elif isinstance(here, Button):
            here.click()
        elif here is not None:
            here.focusNextChild()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self._title.setText(self.tr("New client") if self._new else self.tr("Client details"))
        self._heads["person"].setText(self.tr("Person"))
        self._heads["profile"].setText(self.tr("What the routine must respect"))
        self._language_label.setText(self.tr("Language of the report"))
        for code in self.ui.language.choices():
            self.report_language.say(code, code.upper())
        self.save_button.say(self.tr("Save"))
        self.photo_button.say(self.tr("Save, then photo"))
        self.cancel_button.say(self.tr("Cancel"))
        self._name_fields()
        self._name_checks()

    def _watch(self) -> None:
        """Tell every change, so that it can be kept."""
        for field in self.fields.values():
            field.edit.textEdited.connect(self.edited)
        for check in self.checks.values():
            check.clicked.connect(self.edited)
        self.report_language.chosen.connect(self.edited)

    def _name_fields(self) -> None:
        self.fields["first_name"].say(self.tr("First name"))
        self.fields["last_name"].say(self.tr("Last name"))
        self.fields["birth_date"].say(self.tr("Date of birth"), self.tr("DD/MM/YYYY"))
        self.fields["email"].say(self.tr("Email"))
        self.fields["phone"].say(self.tr("Telephone"))
        self.fields["allergens"].say(self.tr("Ingredients to avoid"), self.tr("INCI names, separated by commas"))
        self.fields["budget"].say(self.tr("Budget for the routine"), self.tr("No limit"))
        self.fields["notes"].say(self.tr("Notes"))

    def _name_checks(self) -> None:
        self.checks["pregnancy"].say(self.tr("Pregnant or breast-feeding"))
        self.checks["sensitive"].say(self.tr("Skin that reacts easily"))
        self.checks["fragrance_free"].say(self.tr("Without fragrance"))

    def _arrange(self) -> None:
        self.content.setContentsMargins(0, 0, 0, 0)
        sheet = QWidget()
        lines = column(sheet, margins=(40, 32, 40, 24), spacing=14)
        lines.addWidget(self._title)
        lines.addSpacing(6)
        self._arrange_person(lines)
        lines.addSpacing(18)
        lines.addWidget(self._heads["profile"])
        for check in self.checks.values():
            lines.addWidget(check)
        for key in ("allergens", "budget", "notes"):
            lines.addWidget(self.fields[key])
        lines.addStretch()
        self.content.addWidget(scrolled(sheet), 1)
        self.content.addWidget(rule())
        foot = row(margins=(40, 12, 40, 12), spacing=8)
        foot.addStretch()
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        foot.addWidget(self.photo_button)
        self.content.addLayout(foot)

    def _arrange_person(self, lines: QVBoxLayout) -> None:
        lines.addWidget(self._heads["person"])
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(14)
        places = ("first_name", "last_name", "email", "phone", "birth_date")
        for place, key in enumerate(places):
            grid.addWidget(self.fields[key], place // 2, place % 2)
        speech = column(spacing=8)
        speech.addWidget(self._language_label)
        choice = row()
        choice.addWidget(self.report_language)
        choice.addStretch()
        speech.addLayout(choice)
        speech.addStretch()
        grid.addLayout(speech, 2, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        lines.addLayout(grid)

    def _fill(self, values: FormValues) -> None:
        for key, field in self.fields.items():
            field.edit.setText(getattr(values, key))
        for key, check in self.checks.items():
            check.setChecked(getattr(values, key))
        self.report_language.choose(values.language)

    def _object(self, problems: frozenset[FormProblem]) -> None:
        said = {
            "first_name": (FormProblem.NAME, self.tr("Give at least a first or a last name.")),
            "birth_date": (
                FormProblem.BIRTH_DATE,
                self.tr("Write the date as day, month and year, within the past 120 years."),
            ),
            "budget": (FormProblem.BUDGET, self.tr("Write an amount above zero, or leave it empty.")),
        }
        for key, (problem, words) in said.items():
            self.fields[key].object_to(words if problem in problems else "")
        first = next((key for key, (problem, _) in said.items() if problem in problems), None)
        if first is not None:
            self.fields[first].edit.setFocus()
