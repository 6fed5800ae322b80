"""The window: one bar, the screen of the moment, and the disclaimer that never leaves. It only composes."""

import time
from collections.abc import Callable
from functools import partial

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PyQt6.QtWidgets import QStackedWidget, QWidget

from consultant_app.capture.source import Cameras
from consultant_app.domain.errors import ConsultantError, LockedOutError
from consultant_app.ui.camera import Camera
from consultant_app.ui.camera_room import CameraRoom
from consultant_app.ui.cameras import default_cameras
from consultant_app.ui.context import Ui
from consultant_app.ui.dialogs import Dialogs
from consultant_app.ui.door import Door, DoorScreen
from consultant_app.ui.idle import Idle
from consultant_app.ui.manager_room import ManagerRoom, made_for
from consultant_app.ui.ports import Workspace
from consultant_app.ui.preferences import Preferences
from consultant_app.ui.presenters.capture import CapturePresenter
from consultant_app.ui.rooms import Rooms, Screen
from consultant_app.ui.safety_room import SafetyRoom
from consultant_app.ui.screens.model_card import ModelCardSheet
from consultant_app.ui.screens.recovery import RecoverySheet
from consultant_app.ui.screens.settings import SettingsMenu
from consultant_app.ui.store_room import StoreRoom
from consultant_app.ui.tasks import Lane
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.layout import column, row
from consultant_app.ui.widgets.logo import Logo
from consultant_app.ui.widgets.overlay import Message, Overlay
from consultant_app.ui.widgets.text import Text

_BAR = 64
_FOOT = 32
_FIRST_SIZE = QSize(1366, 768)
_SMALLEST = QSize(768, 480)


class MainWindow(QWidget):
    """Opens the workspace off the GUI thread, then shows the screens."""

    def __init__(
        self,
        ui: Ui,
        factory: Callable[..., Workspace],
        preferences: Preferences,
        dialogs: Dialogs | None = None,
        cameras: Callable[[], Cameras] = default_cameras,
    ) -> None:
        """Compose the window.

        Args:
            ui: The surroundings.
            factory: Opens store and engine; with the recovery phrase, where the computer lost its key.
            preferences: What the window remembers.
            dialogs: How files are asked for.
            cameras: Finds the cameras; called when a photo is first taken.
        """
        super().__init__()
        self._cameras = cameras
        self.setObjectName("window")
        self._ui = ui
        self._factory = factory
        self._preferences = preferences
        self._dialogs = dialogs or Dialogs()
        self.workspace: Workspace | None = None
        self.rooms: Rooms | None = None
        self.camera_room: CameraRoom | None = None
        self.store_room: StoreRoom | None = None
        self.safety_room: SafetyRoom | None = None
        self.manager_room: ManagerRoom | None = None
        self.door: Door | None = None
        self._may_close = False
        self.idle = Idle(lambda: preferences.lock_after_min, self)
        self.idle.lapsed.connect(self.lock)
        self.back_button = Button(ui.theme, "icon", "arrow-left")
        self.back_button.clicked.connect(self._back)
        self.settings_button = Button(ui.theme, "icon", "sliders-horizontal")
        self.settings_button.clicked.connect(self._open_settings)
        self.lock_button = Button(ui.theme, "icon", "lock")
        self.lock_button.clicked.connect(self.lock)
        self._bars, self._pages = QStackedWidget(), QStackedWidget()
        self._disclaimer = Text("small", wrap=True)
        self._opening = Text("soft")
        self._arrange()
        self._bind_keys()
        self.setMinimumSize(_SMALLEST)
        self.resize(_FIRST_SIZE)
        geometry = preferences.geometry
        if geometry is not None:
            self.restoreGeometry(geometry)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    def open_workspace(self) -> None:
        """Open store and engine; the window can be seen meanwhile."""
        self._ui.tasks.run(Lane.STORE, self._factory, self._move_in, self._not_opened)

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        words = self._ui.language.words
        self.setWindowTitle(self._ui.theme.brand.name)
        self.back_button.say(self.tr("Back"))
        self.lock_button.say(self.tr("Lock"))
        self.settings_button.say(self.tr("Settings"))
        self._opening.setText(self.tr("Opening…"))
        self._disclaimer.setText(f"{words('disclaimer')} {words('disclaimer.dermatologist')}")

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Ask before a result is lost; remember the window's size."""
        if event is None:
            return
        if self.rooms is not None and self.rooms.must_ask and not self._may_close:
            event.ignore()
            self.rooms.leave_then(self._close_for_good)
            return
        self.idle.rest()
        self._preferences.geometry = self.saveGeometry()
        if self.camera_room is not None:
            self.camera_room.close()
        if self.manager_room is not None:
            self.manager_room.leave()
        if self.rooms is not None:
            self.rooms.leave()
        event.accept()

    def _close_for_good(self) -> None:
        self._may_close = True
        self.close()

    def _arrange(self) -> None:
        top = QWidget()
        top.setObjectName("bar")
        top.setFixedHeight(_BAR)
        line = row(top, margins=(12, 0, 12, 0), spacing=4)
        line.addWidget(self.back_button)
        line.addWidget(self._bars, 1)
        line.addWidget(self.lock_button)
        line.addWidget(self.settings_button)
        foot = QWidget()
        foot.setObjectName("foot")
        # It wraps on a narrow screen: what the law wants said is never cut short.
        foot.setMinimumHeight(_FOOT)
        row(foot, margins=(24, 5, 24, 5)).addWidget(self._disclaimer)
        whole = column(self)
        whole.addWidget(top)
        whole.addWidget(self._pages, 1)
        whole.addWidget(foot)
        for plain in (self, top, foot):
            plain.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back_button.hide()
        self.lock_button.hide()
        self._bars.addWidget(QWidget())
        self._pages.addWidget(self._made_opening())

    def _made_opening(self) -> QWidget:
        page = QWidget()
        lines = column(page, spacing=28)
        lines.addStretch()
        lines.addWidget(Logo(self._ui.theme, 26), alignment=Qt.AlignmentFlag.AlignHCenter)
        lines.addWidget(self._opening, alignment=Qt.AlignmentFlag.AlignHCenter)
        lines.addStretch()
        return page

    def _bind_keys(self) -> None:
        for key, act in (
            (QKeySequence(Qt.Key.Key_Escape), self._back),
            (QKeySequence("Ctrl+L"), self.lock),
            (QKeySequence.StandardKey.New, lambda: self._do(lambda rooms: rooms.forms.new())),
            (QKeySequence.StandardKey.Save, lambda: self._do(lambda rooms: rooms.visit.save())),
            (
                QKeySequence.StandardKey.Find,
                lambda: self._do(lambda rooms: rooms.clients_screen.search.setFocus()),
            ),
        ):
            QShortcut(key, self).activated.connect(act)

    def _do(self, act: Callable[[Rooms], None]) -> None:
        """Do what a key asks for, unless a sheet lies over the window."""
        if self.rooms is not None and not self._covered():
            act(self.rooms)

    def _covered(self) -> bool:
        return any(sheet.isVisible() for sheet in self.findChildren(Overlay))

    def _back(self) -> None:
        open_sheets = [sheet for sheet in self.findChildren(Overlay) if sheet.isVisible()]
        if open_sheets:
            open_sheets[-1].cancel()
        elif self.rooms is not None:
            self.rooms.back()

    def _open_settings(self) -> None:
        access = None if self.workspace is None else self.workspace.store.access
        menu = SettingsMenu(self._ui, self, self._preferences, has_model=self.rooms is not None, access=access)
        if self.store_room is not None:
            menu.people_asked.connect(self.store_room.show_people)
            menu.retention_asked.connect(self.store_room.show_retention)
        if self.safety_room is not None:
            menu.safety_asked.connect(self.safety_room.show)
            menu.tell_backup(self.safety_room.line())
        menu.camera_asked.connect(self._show_camera)
        menu.model_asked.connect(self._show_model)
        menu.open()

    def _show_camera(self) -> None:
        if self.camera_room is not None:
            self.camera_room.open()

    def _show_model(self) -> None:
        if self.workspace is not None:
            ModelCardSheet(self._ui, self, self.workspace.model_card).open()

    def lock(self) -> None:
        """Close the door: every screen of the counter goes, with all that it knows of a client.

        What was begun is a draft already, so nothing is asked and nothing is lost.
        """
        if self.rooms is None or self.door is None:
            return
        self.idle.rest()
        self.rooms.leave()
        if self.manager_room is not None:
            self.manager_room.leave()
        # What is under way ends on its lane, and finds nobody to tell.
        self._ui.tasks.mute()
        if self.store_room is not None:
            self.store_room.lock()
        self._clear_out(self.rooms)
        self.lock_button.hide()
        self.back_button.hide()
        self.door.stand()

    def _move_in(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.door = Door(self._ui, workspace, self)
        self.store_room = StoreRoom(self._ui, workspace.store, self)
        automatic = workspace.known_pin is None
        self.safety_room = SafetyRoom(self._ui, workspace.store, self, automatic=automatic)
        self.store_room.start()
        for screen in self.door.screens:
            self._bars.addWidget(screen.bar)
            self._pages.addWidget(screen)
        self.door.closed.connect(self._show_door)
        self.door.opened.connect(self._enter)
        self.door.stand()
        if workspace.store.recovery_passphrase is not None:
            self._hand_over(workspace.store.recovery_passphrase)

    def _show_door(self, screen: DoorScreen) -> None:
        self._bars.setCurrentWidget(screen.bar)
        self._pages.setCurrentWidget(screen)

    def _enter(self, user: object) -> None:
        """Somebody is in: make her rooms, and for a manager hers."""
        workspace = self.workspace
        if workspace is None or self.rooms is not None:
            return
        camera = Camera(self._cameras, time.monotonic, self)
        capture = CapturePresenter(workspace, self._ui.tasks, camera, self._preferences, time.monotonic, self)
        rooms = Rooms(self._ui, workspace, self._dialogs, capture, self._preferences, self)
        self.manager_room = made_for(user, self._ui, workspace, rooms, self)
        capture.setParent(rooms)
        camera.setParent(rooms)
        for screen in rooms.screens:
            self._bars.addWidget(screen.bar)
            self._pages.addWidget(screen)
        rooms.entered.connect(self._show)
        self.rooms = rooms
        self.camera_room = CameraRoom(
            self._ui, workspace, self._dialogs, rooms, self._cameras, self._preferences, self
        )
        self.lock_button.show()
        rooms.start()
        self.idle.watch()

    def _clear_out(self, rooms: Rooms) -> None:
        """Take everything down that somebody saw or typed."""
        self.rooms, room, self.camera_room = None, self.camera_room, None
        rooms.entered.disconnect(self._show)
        if room is not None:
            room.close()
            room.deleteLater()
        for sheet in self.findChildren(Overlay):
            sheet.clear_away()
        for screen in rooms.screens:
            for part in (screen.bar, screen):
                (self._bars if part is screen.bar else self._pages).removeWidget(part)
                part.deleteLater()
        if self.manager_room is not None:
            self.manager_room.deleteLater()
            self.manager_room = None
        rooms.toast.deleteLater()
        rooms.report.deleteLater()
        rooms.deleteLater()

    def _hand_over(self, passphrase: str) -> None:
        """Show the recovery phrase of a new store: it is shown this once and kept nowhere."""
        message = Message(
            self._ui,
            self,
            self.tr("Write this recovery phrase down"),
            self.tr(
                "If this computer’s own key is ever lost, only this phrase opens the clients’ data again. "
                "It is shown once and kept nowhere. Keep it on paper, in a safe place."
            )
            + f"\n\n{passphrase}",
            must_answer=True,
        )
        message.offer("primary", self.tr("I have written it down"))
        message.open()

    def _show(self, screen: Screen) -> None:
        self._bars.setCurrentWidget(screen.bar)
        self._pages.setCurrentWidget(screen)
        home = self.rooms is not None and screen in (self.rooms.clients_screen, self.rooms.model_screen)
        self.back_button.setVisible(not home)
        if home and self.rooms is not None:
            self.rooms.clients_screen.search.setFocus()

    def _recover(self, passphrase: str) -> None:
        """Open the workspace with the recovery phrase; the computer then holds its key again."""
        self._ui.tasks.run(Lane.STORE, partial(self._factory, passphrase), self._move_in, self._not_opened)

    def _not_opened(self, error: ConsultantError) -> None:
        if isinstance(error, LockedOutError):
            sheet = RecoverySheet(self._ui, self, str(error))
            sheet.submitted.connect(self._recover)
            sheet.given_up.connect(self.close)
            sheet.open()
            return
        message = Message(self._ui, self, self.tr("The counter could not be opened"), str(error))
        message.offer("outline", self.tr("Close the window")).clicked.connect(self.close)
        message.offer("primary", self.tr("Try again")).clicked.connect(self.open_workspace)
        message.open()
