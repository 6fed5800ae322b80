"""The way of a photo of one side: taken or chosen, added to the visit on screen, or left out with the reason."""

from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.analysis import FaceView, Severity
from consultant_app.domain.errors import PhotoRefusedError
from consultant_app.ui.context import Ui
from consultant_app.ui.dialogs import Dialogs
from consultant_app.ui.presenters.taken import PhotoFile, Taken
from consultant_app.ui.widgets.overlay import Message

if TYPE_CHECKING:
    from consultant_app.ui.rooms import Rooms


class SideRoom(QObject):
    """Between the visit on screen and the camera; the result is never lost on the way."""

    def __init__(self, ui: Ui, rooms: "Rooms", dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(rooms)
        self._ui, self._rooms, self._dialogs, self._window = ui, rooms, dialogs, window
        rooms.visit.sides.refused.connect(self._refused)

    @property
    def under_way(self) -> bool:
        """Whether the camera is on screen for a side view of the visit at hand."""
        rooms = self._rooms
        return rooms.here is rooms.capture_screen and rooms.capture.view is not FaceView.FRONT

    def take(self, view: FaceView) -> None:
        """Take or choose a photo of one side for the visit on screen, as its front photo was."""
        rooms = self._rooms
        if not rooms.visit.sides.can_add:
            return
        if rooms.visit.from_camera:
            rooms.enter(rooms.capture_screen)
            rooms.capture.open(view)
        else:
            self.choose(view)

    def choose(self, view: FaceView) -> None:
        """Ask for a file with a photo of one side."""
        path = self._dialogs.photo(self._window)
        if path is not None:
            self.add(view, PhotoFile(path))

    def add(self, view: FaceView, taken: Taken, *, force: bool = False) -> None:
        """Look at a photo of one side, and show the result with it."""
        self._rooms.enter(self._rooms.visit_screen)
        self._rooms.visit.sides.add(view, taken, self._ui.language.code, force=force)

    def _refused(self, view: FaceView, taken: Taken, error: PhotoRefusedError) -> None:
        """Say why it is not fit, and what can be done."""
        words = self._ui.language.words
        found = error.analysis.quality.findings
        reasons = [each.told(words) for each in found if each.severity is Severity.REFUSE]
        title = self.tr("This photo does not show the side well")
        message = Message(self._ui, self._window, title, "\n".join(reasons))
        message.offer("plain", self.tr("Leave it out"))
        anyway = message.offer("outline", self.tr("Use it all the same"))
        anyway.clicked.connect(lambda _=False: self.add(view, taken, force=True))
        another = message.offer("primary", self.tr("Another photo"))
        another.clicked.connect(lambda _=False: self.take(view))
        message.open()
        another.setFocus()
