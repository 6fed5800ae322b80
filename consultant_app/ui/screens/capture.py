"""Taking a photo: a mirror with an oval and one instruction, a round button, and what to do about a camera."""

from collections.abc import Callable

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QShowEvent
from PyQt6.QtWidgets import QStackedLayout, QWidget

from consultant_app.capture.frame import CameraInfo
from consultant_app.capture.machine import Cause
from consultant_app.capture.synthetic import SYNTHETIC_ID
from consultant_app.domain.analysis import FaceView
from consultant_app.domain.guidance import Instruction
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters.capture import CapturePresenter
from consultant_app.ui.screens.camera_trouble import TroublePage
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.check_row import CheckRow
from consultant_app.ui.widgets.layout import cleared, column, row, scrolled
from consultant_app.ui.widgets.live_preview import LivePreview
from consultant_app.ui.widgets.panes import Panes
from consultant_app.ui.widgets.rows import TouchRow
from consultant_app.ui.widgets.shutter import Shutter
from consultant_app.ui.widgets.text import Elided, Text

RELEASE_KEYS = (
    Qt.Key.Key_Space,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_PageUp,
)
"""Remote clickers are keyboards: they send what turns the page of a talk."""

_PANEL = 336
_ICON = 56


class CameraRow(TouchRow):
    """One camera of the picker."""

    def __init__(self, ui: Ui, info: CameraInfo, name: str) -> None:
        super().__init__(ui.theme)
        self.info = info
        # A click must leave the keyboard, and with it the remote clicker, to the release.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(48)
        line = row(self, margins=(14, 4, 14, 4))
        line.addWidget(Elided("body", name), 1)
        self.setAccessibleName(name)


class CaptureScreen(QWidget):
    """Draws a ``CapturePresenter``.

    Signals:
        file_asked: a photo is to be chosen instead.
    """

    file_asked = pyqtSignal()

    def __init__(
        self, ui: Ui, presenter: CapturePresenter, click: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        """``click`` is called at the release where the person wants to hear it."""
        super().__init__(parent)
        self.setObjectName("page")
        self._ui = ui
        self._presenter = presenter
        self._click = click
        self.preview = LivePreview(ui.theme)
        self.trouble = TroublePage(ui)
        self.trouble.file_asked.connect(self.file_asked)
        # A front photo from a file is chosen before the camera is opened; one of the side belongs to this visit.
        self.file_button = Button(ui.theme, "plain", "image-plus")
        self.file_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.file_button.clicked.connect(self.file_asked)
        self.shutter = Shutter(ui.theme)
        self.shutter.clicked.connect(presenter.release)
        self.automatic, self.sound = CheckRow(ui.theme), CheckRow(ui.theme)
        for box in (self.automatic, self.sound):
            box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.automatic.setChecked(presenter.automatic)
        self.sound.setChecked(presenter.sound)
        self.automatic.toggled.connect(presenter.set_automatic)
        self.sound.toggled.connect(presenter.set_sound)
        self._cameras_head, self._keys = Text("eyebrow"), Text("small", wrap=True)
        self._cameras = column(spacing=4)
        self.reminder = Text("small", wrap=True)
        self.reminder.setProperty("tone", "accent")
        self._pages = QStackedLayout()
        self.bar = QWidget()
        self._crumb = Elided("body")
        row(self.bar, margins=(8, 0, 0, 0)).addWidget(self._crumb, 1)
        self._arrange()
        presenter.changed.connect(self._show_state)
        presenter.frame_came.connect(self._show_frame)
        presenter.guide_changed.connect(self._show_guide)
        presenter.released.connect(self._released)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    @property
    def rows(self) -> list[CameraRow]:
        """The cameras on screen."""
        items = (self._cameras.itemAt(place) for place in range(self._cameras.count()))
        widgets = (None if item is None else item.widget() for item in items)
        return [widget for widget in widgets if isinstance(widget, CameraRow)]

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self.setAccessibleName(self.tr("Take a photo"))
        self._cameras_head.setText(self.tr("Camera"))
        self.automatic.say(self.tr("Take the photo by itself"), self.tr("As soon as all is right."))
        self.sound.say(self.tr("With a sound"))
        self.shutter.setAccessibleName(self.tr("Take the photo"))
        self.shutter.setToolTip(self.tr("Take the photo"))
        self._keys.setText(self.tr("Or press the space bar, Enter, or a remote clicker."))
        self.reminder.setText(
            self.tr("The colours of this camera should be calibrated again: Settings, Camera and light.")
        )
        for button in (self.trouble.file_button, self.file_button):
            button.say(self.tr("Choose a photo instead"))
        self._show_state()

    def showEvent(self, event: QShowEvent | None) -> None:  # noqa: N802 - Qt's name
        """Keep the keyboard at the release."""
        super().showEvent(event)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Space, Enter and the page keys release; a key that is held down releases once."""
        if event is not None and event.key() in RELEASE_KEYS:
            if not event.isAutoRepeat():
                self._presenter.release()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        stage = QWidget()
        stage.setLayout(self._pages)
        self._pages.addWidget(self.preview)
        self._pages.addWidget(self.trouble)
        choices = QWidget()
        lines = column(choices, margins=(28, 28, 28, 12))
        lines.addWidget(self._cameras_head)
        lines.addSpacing(8)
        lines.addLayout(self._cameras)
        lines.addSpacing(8)
        lines.addWidget(self.reminder)
        lines.addSpacing(16)
        lines.addWidget(self.automatic)
        lines.addSpacing(4)
        lines.addWidget(self.sound)
        lines.addSpacing(12)
        lines.addWidget(self.file_button, alignment=Qt.AlignmentFlag.AlignLeft)
        lines.addStretch()
        panel = QWidget()
        panel.setMinimumWidth(_PANEL)
        side = column(panel)
        side.addWidget(scrolled(choices), 1)
        side.addWidget(self.shutter, alignment=Qt.AlignmentFlag.AlignHCenter)
        side.addSpacing(12)
        foot = row(margins=(28, 0, 28, 20))
        foot.addWidget(self._keys)
        self._keys.setAlignment(Qt.AlignmentFlag.AlignCenter)
        side.addLayout(foot)
        row(self).addWidget(Panes(stage, panel, beside=(1, 0), above=(5, 4)))

    def _show_state(self) -> None:
        presenter = self._presenter
        side = presenter.view is not FaceView.FRONT
        name = self._ui.language.words(f"view.{presenter.view}")
        self._crumb.say(f"{self.tr('Take a photo')} · {name}" if side else self.tr("Take a photo"))
        self.file_button.setVisible(side)
        self._show_cameras()
        words = self._trouble_words()
        if words is not None:
            self.trouble.say(*words)
            self._pages.setCurrentWidget(self.trouble)
        else:
            self._pages.setCurrentWidget(self.preview)
            if not presenter.live:
                self.preview.show_picture(None)
        self.shutter.setEnabled(presenter.live)
        self.reminder.setVisible(presenter.due is not None)
        self._show_guide()

    def _show_cameras(self) -> None:
        names = [self._name(info, place) for place, info in enumerate(self._presenter.devices, 1)]
        # Made anew only when they differ: a camera that is tried again and again must not make them flicker.
        if [(line.info, line.accessibleName()) for line in self.rows] != list(
            zip(self._presenter.devices, names, strict=True)
        ):
            cleared(self._cameras)
            for info, name in zip(self._presenter.devices, names, strict=True):
                line = CameraRow(self._ui, info, name)
                line.touched.connect(lambda info=info: self._presenter.choose(info))
                self._cameras.addWidget(line)
        for line in self.rows:
            line.set_chosen(chosen=line.info == self._presenter.camera.info)

    def _show_frame(self) -> None:
        frame = self._presenter.frame
        if frame is not None:
            self.preview.show_picture(frame.rgb)

    def _show_guide(self) -> None:
        presenter, guide = self._presenter, self._presenter.guide
        ready = guide is not None and guide.instruction is Instruction.READY
        self.shutter.set_ready(ready=ready and presenter.live)
        if not presenter.live:
            self.preview.say(self.tr("The camera is starting…"))
        elif guide is None:
            self.preview.say("")
        else:
            words = self._ui.language.words(f"guide.{guide.instruction.value}")
            self.preview.say(words, ready=ready, count=guide.count)

    def _released(self) -> None:
        if self._presenter.sound:
            self._click()

    def _name(self, info: CameraInfo, place: int) -> str:
        if info.id == SYNTHETIC_ID:
            return self.tr("Demonstration, without a camera")
        return info.name or self.tr("Camera {number}").format(number=place)

    def _trouble_words(self) -> tuple[str, str] | None:
        """What happened and what to do; ``None`` while nothing is wrong."""
        if self._presenter.missing:
            return (
                self.tr("No camera was found"),
                self.tr("Plug one in; it is used at once. Or choose a photo that is on this computer."),
            )
        cause = self._presenter.cause
        if cause is None:
            return None
        return {
            Cause.UNPLUGGED: (
                self.tr("The camera is not connected"),
                self.tr("Check its cable and plug it in again; it goes on by itself. Or choose another camera."),
            ),
            Cause.BUSY: (
                self.tr("Another program uses the camera"),
                self.tr("Close video calls and other camera programs; it goes on by itself."),
            ),
            Cause.PERMISSION: (
                self.tr("This computer does not allow the camera"),
                self.tr("Allow it for this program in the system’s privacy settings, under Camera."),
            ),
            Cause.UNKNOWN: (
                self.tr("The camera could not be started"),
                self.tr(
                    "It is tried again and again. If this stays, unplug it and plug it in, or choose another."
                ),
            ),
            Cause.FROZEN: (
                self.tr("The picture stands still"),
                self.tr("The camera is started anew. If this stays, unplug it and plug it in again."),
            ),
            Cause.BLACK: (
                self.tr("The picture is black"),
                self.tr("Open the cover or the slider in front of the lens, and switch the light on."),
            ),
        }[cause]
