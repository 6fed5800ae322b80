"""The place where a visit begins: take a photo, or drop one here, or choose a file."""

from pathlib import Path

from PyQt6.QtCore import QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PyQt6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from consultant_app.ui.context import Ui
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.face_map import FaceSign
from consultant_app.ui.widgets.text import Text

_MEASURE = 360
"""Width of the instruction: two even lines read better than one and a half."""

_SIDE = 24
_PICTURE = 84
_ROOMY = 360
"""Logical pixels of height from which there is room for the picture."""

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
"""File name endings offered; the engine decides by the content."""


class DropArea(QWidget):
    """Asks for the camera, takes one photo by drop, or asks for the file dialog.

    Signals:
        dropped: path of the photo.
        asked: the person wants to choose a file.
        camera_asked: the person wants to take a photo.
    """

    dropped = pyqtSignal(object)
    asked = pyqtSignal()
    camera_asked = pyqtSignal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._over = False
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(260)
        self._picture = FaceSign(ui.theme, _PICTURE)
        self._title = Text("title")
        self._about = Text("soft", wrap=True)
        self.camera_button = Button(ui.theme, "primary", "camera")
        self.camera_button.clicked.connect(self.camera_asked)
        self.button = Button(ui.theme, "outline", "image-plus")
        self.button.clicked.connect(self.asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 16, _SIDE, 16)
        column.addStretch()
        parts = (
            (self._picture, 14),
            (self._title, 8),
            (self._about, 22),
            (self.camera_button, 12),
            (self.button, 0),
        )
        for part, gap in parts:
            if isinstance(part, Text):
                part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part, alignment=Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(gap)
        column.addStretch()
        ui.theme.changed.connect(self.update)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self._title.setText(self.tr("New analysis"))
        self._about.setText(
            self.tr("From the front, without glasses, hair off the face, in even light. Or drop a photo here.")
        )
        self._fit()
        self.camera_button.say(self.tr("Take a photo"))
        self.button.say(self.tr("Choose a photo"))

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """Leave the picture out where the buttons need its room."""
        super().resizeEvent(event)
        self._picture.setVisible(self.height() >= _ROOMY)
        self._fit()

    def _fit(self) -> None:
        # A layout that centres it asks a paragraph for one line's height only.
        wide = min(_MEASURE, max(1, self.width() - 2 * _SIDE))
        self._about.ensurePolished()
        self._about.setFixedSize(wide, self._about.heightForWidth(wide))

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:  # noqa: N802 - Qt's name
        """Welcome a single picture file."""
        if event is not None and _photo_in(event) is not None:
            event.acceptProposedAction()
            self._hover(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """The file went elsewhere."""
        self._hover(over=False)

    def dropEvent(self, event: QDropEvent | None) -> None:  # noqa: N802 - Qt's name
        """Take the photo."""
        self._hover(over=False)
        path = None if event is None else _photo_in(event)
        if event is not None and path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw the ground and a fine line around it, in the accent while a photo is held over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._ui.theme.tokens
        pen = QPen(tokens.colour(tokens.accent if self._over else tokens.line), 2.0 if self._over else 1.0)
        painter.setPen(pen)
        painter.setBrush(tokens.colour(tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), tokens.radius, tokens.radius)

    def _hover(self, *, over: bool) -> None:
        self._over = over
        self.update()


def _photo_in(event: QDropEvent) -> Path | None:
    """The one local picture file that is dragged, if it is one."""
    data = event.mimeData()
    urls = [] if data is None else data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in SUFFIXES else None
