"""The cameras of this computer by their names, one chosen."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QWidget

from consultant_app.capture.frame import CameraInfo
from consultant_app.capture.synthetic import SYNTHETIC_ID
from consultant_app.ui.context import Ui
from consultant_app.ui.screens.capture import CameraRow
from consultant_app.ui.widgets.layout import cleared, column
from consultant_app.ui.widgets.text import Text


class CameraPicker(QWidget):
    """A heading and a row a camera.

    Signals:
        chosen: this ``CameraInfo`` is to be used.
    """

    chosen = pyqtSignal(object)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._head = Text("eyebrow")
        self._lines = column(spacing=4)
        self.rows: list[CameraRow] = []
        whole = column(self)
        whole.addWidget(self._head)
        whole.addSpacing(6)
        whole.addLayout(self._lines)
        whole.addSpacing(12)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self._head.setText(self.tr("Camera"))

    def show_cameras(self, devices: tuple[CameraInfo, ...], used: CameraInfo | None) -> None:
        """Show these, with the one in use marked."""
        names = [self._name(info, place) for place, info in enumerate(devices, 1)]
        # Made anew only when they differ: a camera that is tried again and again must not make them flicker.
        if [(line.info, line.accessibleName()) for line in self.rows] != list(zip(devices, names, strict=True)):
            cleared(self._lines)
            self.rows = []
            for info, name in zip(devices, names, strict=True):
                line = CameraRow(self._ui, info, name)
                line.touched.connect(lambda info=info: self.chosen.emit(info))
                self._lines.addWidget(line)
                self.rows.append(line)
        for line in self.rows:
            line.set_chosen(chosen=line.info == used)

    def _name(self, info: CameraInfo, place: int) -> str:
        if info.id == SYNTHETIC_ID:
            return self.tr("Demonstration, without a camera")
        return info.name or self.tr("Camera {number}").format(number=place)
