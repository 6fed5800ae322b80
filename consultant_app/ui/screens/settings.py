"""The small settings menu: language, look, movement, at once in force; the ways to camera and model's card."""

from PyQt6.QtCore import QSize, Qt, pyqtBoundSignal, pyqtSignal
from PyQt6.QtWidgets import QFrame, QScrollArea, QWidget

from consultant_app.services.access import UseCase
from consultant_app.ui.context import Ui
from consultant_app.ui.ports import AccessPort
from consultant_app.ui.preferences import Preferences
from consultant_app.ui.widgets.buttons import Button, Segmented
from consultant_app.ui.widgets.check_row import CheckRow
from consultant_app.ui.widgets.layout import column, row
from consultant_app.ui.widgets.overlay import Overlay, Place
from consultant_app.ui.widgets.text import Text

_NAMES = {"en": "English", "fr": "Français"}


_LOCK_AFTER = ("2", "5", "15")
"""Minutes that can be chosen."""
_WIDE = 340
"""Of a menu in the corner, logical pixels."""


class _AsHighAsItsPage(QScrollArea):
    """Scrolls only where the window leaves the page too little room: at 150 % and more, on a small screen."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.setObjectName("sheet")
        self.setWidget(page)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As the page wants it, its lines wrapped at the width that they have."""
        page = self.widget()
        if page is None:
            return super().sizeHint()
        wide = max(page.minimumSizeHint().width(), _WIDE)
        return QSize(wide, page.heightForWidth(wide) if page.hasHeightForWidth() else page.sizeHint().height())


class SettingsMenu(Overlay):
    """Lies below the settings button.

    Signals:
        camera_asked: camera and light are to be shown; the menu has gone away.
        model_asked: the model's card is to be shown; the menu has gone away.
        people_asked: the people of the counter are to be shown; the menu has gone away.
        retention_asked: how long what is kept is to be shown; the menu has gone away.
        safety_asked: backups and audit log are to be shown; the menu has gone away.
    """

    camera_asked = pyqtSignal()
    model_asked = pyqtSignal()
    people_asked = pyqtSignal()
    retention_asked = pyqtSignal()
    safety_asked = pyqtSignal()

    def __init__(
        self,
        ui: Ui,
        window: QWidget,
        preferences: Preferences,
        *,
        has_model: bool,
        access: AccessPort | None = None,
    ) -> None:
        """Lay it over the window.

        Args:
            ui: The surroundings.
            window: What it lies over.
            preferences: What can be set here.
            has_model: Whether a model is loaded, whose card could be shown, and with it all of the counter.
            access: Who is in, so that what she may not do is not offered.
        """
        super().__init__(ui, window, Place.CORNER)
        self._preferences = preferences
        self._language_name, self._look_name = Text("eyebrow"), Text("eyebrow")
        self.languages = Segmented(ui.theme, ui.language.choices())
        for code in ui.language.choices():
            self.languages.say(code, _NAMES.get(code, code.upper()))
        self.look = Segmented(ui.theme, ("light", "dark"))
        page = QWidget()
        self._lines = column(page, margins=(24, 18, 24, 20))
        self._area = _AsHighAsItsPage(page)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(self._area)
        for name, choice in ((self._language_name, self.languages), (self._look_name, self.look)):
            if name is self._look_name:
                self._lines.addSpacing(14)
            self._lines.addWidget(name)
            self._lines.addSpacing(6)
            line = row()
            line.addWidget(choice)
            line.addStretch()
            self._lines.addLayout(line)
        self._lock_name = Text("eyebrow")
        self.lock_after = Segmented(ui.theme, _LOCK_AFTER)
        self.lock_after.choose(str(preferences.lock_after_min))
        self.lock_after.chosen.connect(self._lock_after)
        self._lines.addSpacing(14)
        self._lines.addWidget(self._lock_name)
        self._lines.addSpacing(6)
        times = row()
        times.addWidget(self.lock_after)
        times.addStretch()
        self._lines.addLayout(times)
        self.still = CheckRow(ui.theme)
        self.still.setChecked(ui.theme.motion_ms == 0)
        self.still.toggled.connect(self._calm)
        self._lines.addSpacing(8)
        self._lines.addWidget(self.still)
        self.camera_button, self.model_button = (Button(ui.theme, "outline", icon) for icon in ("camera", "info"))
        self.camera_button.clicked.connect(lambda: self._go(self.camera_asked))
        self.model_button.clicked.connect(lambda: self._go(self.model_asked))
        self.people_button, self.retention_button = Button(ui.theme, "outline"), Button(ui.theme, "outline")
        self.people_button.clicked.connect(lambda: self._go(self.people_asked))
        self.retention_button.clicked.connect(lambda: self._go(self.retention_asked))
        self.safety_button = Button(ui.theme, "outline")
        self.safety_button.clicked.connect(lambda: self._go(self.safety_asked))
        for button, gap, shown in (
            (self.camera_button, 10, has_model),
            (self.model_button, 8, has_model),
            (self.people_button, 8, has_model and access is not None and access.may(UseCase.MANAGE_PEOPLE)),
            (self.retention_button, 8, has_model and access is not None and access.may(UseCase.SET_RETENTION)),
            (self.safety_button, 8, has_model and access is not None and access.may(UseCase.READ_AUDIT)),
        ):
            button.setVisible(shown)
            self._lines.addSpacing(gap if shown else 0)
            self._lines.addWidget(button)
        self.backup_line = Text("small", wrap=True)
        self.backup_line.hide()
        self._lines.addSpacing(8)
        self._lines.addWidget(self.backup_line)
        self.languages.choose(ui.language.code)
        self.look.choose("dark" if ui.theme.dark else "light")
        self.languages.chosen.connect(self._speak)
        self.look.chosen.connect(self._dress)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self.setAccessibleName(self.tr("Settings"))
        self._language_name.setText(self.tr("Language"))
        self._look_name.setText(self.tr("Appearance"))
        self.look.say("light", self.tr("Light"))
        self.look.say("dark", self.tr("Dark"))
        self._lock_name.setText(self.tr("Lock when nobody touches it"))
        for minutes in _LOCK_AFTER:
            self.lock_after.say(minutes, self.tr("{minutes} min").format(minutes=minutes))
        self.still.say(self.tr("Less movement"))
        self.camera_button.say(self.tr("Camera and light"))
        self.model_button.say(self.tr("About the analysis model"))
        self.people_button.say(self.tr("People of the counter"))
        self.retention_button.say(self.tr("How long things are kept"))
        self.safety_button.say(self.tr("Backups and log"))

    def tell_backup(self, line: str) -> None:
        """Say how it stands with the backups."""
        self.backup_line.setText(line)
        self.backup_line.show()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name and signature
        """Where the menu is higher than the screen, what has the keyboard is brought into sight."""
        moved = super().focusNextPrevChild(forward)
        reached = self.focusWidget()
        if reached is not None:
            self._area.ensureWidgetVisible(reached)
        return moved

    def _go(self, asked: pyqtBoundSignal) -> None:
        self.dismiss()
        asked.emit()

    def _speak(self, code: str) -> None:
        self._preferences.language = code
        self.ui.language.choose(code)

    def _lock_after(self, minutes: str) -> None:
        self._preferences.lock_after_min = int(minutes)

    def _calm(self, still: bool) -> None:
        self._preferences.still = still
        self.ui.theme.set_still(still=still)

    def _dress(self, look: str) -> None:
        self._preferences.dark = look == "dark"
        self.ui.theme.set_dark(dark=look == "dark")
