"""The places that weigh most, as small pictures cut out of the photo; touched, the photo goes there."""

from PyQt6.QtCore import QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PyQt6.QtWidgets import QAbstractButton, QWidget

from consultant_app.ui.presenters.criteria import CloseUp
from consultant_app.ui.theme import Theme
from consultant_app.ui.widgets.layout import row
from consultant_app.ui.widgets.photo_view import image_of

_SIDE = 100
_GAP = 10


class CloseUpButton(QAbstractButton):
    """One close-up; checked while the photo shows its place."""

    def __init__(self, theme: Theme, shown: CloseUp, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = shown
        self._theme = theme
        self._image = image_of(shown.image)
        self._pixmap = QPixmap()
        self.setCheckable(True)
        self.setFixedSize(_SIDE, _SIDE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(shown.name)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square."""
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw the picture, and a frame where it is chosen or the keyboard is."""
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        rounded = QPainterPath()
        rounded.addRoundedRect(box, tokens.corner, tokens.corner)
        painter.setClipPath(rounded)
        painter.drawPixmap(self.rect(), self._scaled())
        painter.setClipping(False)
        chosen = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(tokens.colour(tokens.accent if chosen else tokens.edge), 3 if self.isChecked() else 1))
        painter.drawPath(rounded)

    def _scaled(self) -> QPixmap:
        """The picture at the screen's own density; made once."""
        wanted = round(_SIDE * self.devicePixelRatioF())
        if self._pixmap.width() != wanted:
            size, smooth = QSize(wanted, wanted), Qt.TransformationMode.SmoothTransformation
            scaled = self._image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            self._pixmap = QPixmap.fromImage(scaled)
        return self._pixmap


class CloseUps(QWidget):
    """A few close-ups in a row, one or none chosen.

    Signals:
        chosen: the ``CloseUp`` to go to; ``None`` to go back to the whole face.
    """

    chosen = pyqtSignal(object)

    def __init__(self, theme: Theme, close_ups: tuple[CloseUp, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[CloseUpButton] = []
        line = row(self, spacing=_GAP)
        for number, shown in enumerate(close_ups, 1):
            button = CloseUpButton(theme, shown)
            button.setAccessibleName(
                self.tr("Close-up {number} of {count}: {zone}").format(
                    number=number, count=len(close_ups), zone=shown.name
                )
            )
            button.clicked.connect(lambda checked, button=button: self._choose(button, checked=checked))
            self.buttons.append(button)
            line.addWidget(button)
        line.addStretch()

    def release(self) -> None:
        """Show none as chosen: the photo left its place by itself."""
        for button in self.buttons:
            button.setChecked(False)

    def _choose(self, chosen: CloseUpButton, *, checked: bool) -> None:
        for button in self.buttons:
            if button is not chosen:
                button.setChecked(False)
        self.chosen.emit(chosen.shown if checked else None)
