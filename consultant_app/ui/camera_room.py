"""Opens "Camera and light" over the window: lends it the camera, and gives the camera back to the capture."""

import time
from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QWidget

from consultant_app.capture.source import Cameras
from consultant_app.ui.camera import Camera
from consultant_app.ui.context import Ui
from consultant_app.ui.dialogs import Dialogs
from consultant_app.ui.ports import Workspace
from consultant_app.ui.preferences import Preferences
from consultant_app.ui.presenters.calibration import CalibrationPresenter
from consultant_app.ui.presenters.capture import CapturePresenter
from consultant_app.ui.rooms import Rooms
from consultant_app.ui.screens.camera_light import CameraLightSheet


class CameraRoom(QObject):
    """Holds what the sheet shows; a camera can be used by one screen at a time.

    Attributes:
        sheet: What is open; ``None`` while nothing is.
    """

    def __init__(
        self,
        ui: Ui,
        workspace: Workspace,
        dialogs: Dialogs,
        rooms: Rooms,
        cameras: Callable[[], Cameras],
        preferences: Preferences,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._ui, self._dialogs, self._rooms, self._window = ui, dialogs, rooms, window
        camera = Camera(cameras, time.monotonic, self)
        capture = CapturePresenter(workspace, ui.tasks, camera, preferences, time.monotonic, self)
        self.presenter = CalibrationPresenter(workspace, ui.tasks, capture, time.monotonic, self)
        self.sheet: CameraLightSheet | None = None
        self.presenter.printed.connect(self._printed)
        self.presenter.failed.connect(rooms.tell)
        capture.failed.connect(rooms.tell)

    def open(self) -> None:
        """Take the camera, and show the sheet."""
        self._rooms.capture.close()
        self.presenter.home()
        self.sheet = CameraLightSheet(self._ui, self._window, self.presenter)
        self.sheet.print_asked.connect(self._print)
        self.sheet.closed.connect(self._closed)
        self.sheet.open()

    def close(self) -> None:
        """Let go of the camera, and of the sheet."""
        if self.sheet is not None:
            self.sheet.dismiss()

    def _print(self) -> None:
        path = self._dialogs.report(self._window, f"{self.tr('Capture guide')}.pdf")
        if path is not None:
            self.presenter.print_guide(path, self._ui.language.code)

    def _printed(self, path: Path) -> None:
        self._rooms.files.tell(self.tr("The capture guide is ready"), path)

    def _closed(self) -> None:
        self.sheet = None
        if self._rooms.here is self._rooms.capture_screen:
            self._rooms.capture.open(self._rooms.capture.view)
