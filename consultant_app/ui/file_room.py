"""The way of files out of the counter: named, written where the person says, and offered to be opened."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, QUrl
from PyQt6.QtGui import QDesktopServices
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.context import Ui
from consultant_app.ui.dialogs import Dialogs

if TYPE_CHECKING:
    from consultant_app.ui.rooms import Rooms


class FileRoom(QObject):
    """Names what leaves the counter, and says when it has."""

    def __init__(self, ui: Ui, rooms: "Rooms", dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(rooms)
        self._ui, self._rooms, self._dialogs, self._window = ui, rooms, dialogs, window
        rooms.report.name_files(self.stem)
        rooms.report.presenter.saved.connect(self._report_saved)
        rooms.visit_screen.difference.save_asked.connect(self.save_picture)
        rooms.difference.exported.connect(self._picture_saved)

    def stem(self) -> str:
        """Client and day of the visit on screen, fit to name a file."""
        client, at = self._rooms.visit.client, self._rooms.visit.at
        name = "" if client is None else client.display_name
        day = "" if at is None else f"{at.astimezone():%Y-%m-%d}"
        return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", f"{name} {day}").strip(" .")

    def save_picture(self) -> None:
        """Ask where the picture of the difference goes, and write it in the client's language."""
        client = self._rooms.visit.client
        if client is None:
            return
        path = self._dialogs.picture(self._window, f"{self.stem()}.jpg")
        if path is not None:
            self._rooms.difference.export(path, client.details.language)

    def save_model_photos(self) -> None:
        """Ask where the photos for the model team go, and write them."""
        folder = self._dialogs.folder(self._window)
        if folder is not None:
            self._rooms.model_photos.export(folder)

    def model_photos_saved(self, folder: Path, count: int) -> None:
        """Say that they are written, and offer to look."""
        self.tell(self.tr("{n} photos are written").format(n=count), folder)

    def tell(self, title: str, path: Path) -> None:
        """Say that a file was written, and offer to open it."""

        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        self._rooms.toast.say(f"{title}: {path.name}", self.tr("Open it"), show)

    def _report_saved(self, path: Path) -> None:
        self.tell(self.tr("The report is ready"), path)

    def _picture_saved(self, path: Path) -> None:
        self.tell(self.tr("The picture is saved"), path)
