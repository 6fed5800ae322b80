"""The sheet "Camera and light": does the camera see well, are its colours true, and the page for the counter."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QWidget

from consultant_app.capture.source import Setting
from consultant_app.domain.calibration import CardKind
from consultant_app.domain.guidance import Instruction
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters.calibration import CalibrationPresenter, Step
from consultant_app.ui.presenters.wording import one_decimal
from consultant_app.ui.screens.camera_picker import CameraPicker
from consultant_app.ui.screens.colour_status import ColourStatus
from consultant_app.ui.widgets.buttons import Button, Segmented
from consultant_app.ui.widgets.compare_view import CompareView
from consultant_app.ui.widgets.layout import column, row, rule, scrolled
from consultant_app.ui.widgets.live_preview import LivePreview
from consultant_app.ui.widgets.overlay import Overlay, Place
from consultant_app.ui.widgets.stepper import Stepper
from consultant_app.ui.widgets.text import Text

_PICTURE = 300
"""Height of the picture, logical pixels: all of 16:9 in the sheet's width."""
_ELSE = 300
"""What stands around it, and should be seen with it; on a low screen the picture gives way."""
_LOWEST = 180


class CameraLightSheet(Overlay):
    """Draws a ``CalibrationPresenter``; its camera runs while the sheet is open.

    Signals:
        print_asked: the capture guide is to be written.
    """

    print_asked = pyqtSignal()

    def __init__(self, ui: Ui, window: QWidget, presenter: CalibrationPresenter) -> None:
        super().__init__(ui, window, Place.SIDE)
        self._presenter = presenter
        self._shown = presenter.step
        self.preview, self.compare = LivePreview(ui.theme), CompareView(ui.theme)
        self.stepper = Stepper(ui.theme)
        self._title, self._about = Text("title", wrap=True), Text("soft", wrap=True)
        self.kinds = Segmented(ui.theme, tuple(CardKind))
        self.kinds.chosen.connect(lambda kind: presenter.start(CardKind(kind)))
        self.picker, self.status = CameraPicker(ui), ColourStatus(ui, presenter)
        self._facts, self.problem = Text("small"), Text("body", wrap=True)
        self.problem.setProperty("tone", "accent")
        self._counter_head, self._counter = Text("heading"), Text("body", wrap=True)
        self.print_button = Button(ui.theme, "outline", "file-down")
        self.left_button, self.right_button = Button(ui.theme, "outline"), Button(ui.theme, "primary")
        self._at_home = QWidget()
        self._arrange()
        self._connect()
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    def open(self) -> None:
        """Lie over the window and start the camera."""
        super().open()
        self._presenter.capture.open()

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """Let the picture leave room for what is said about it."""
        super().resizeEvent(event)
        for picture in (self.preview, self.compare):
            picture.setFixedHeight(min(_PICTURE, max(_LOWEST, self.height() - _ELSE)))

    def cancel(self) -> None:
        """Out of the wizard first, then away."""
        if self._presenter.step is Step.HOME:
            self.dismiss()
        else:
            self._presenter.home()

    def dismiss(self) -> None:
        """Go away, and let go of the camera."""
        self._presenter.close()
        super().dismiss()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self.setAccessibleName(self.tr("Camera and light"))
        self.kinds.say(CardKind.CHART, self.tr("ColorChecker"))
        self.kinds.say(CardKind.GREY, self.tr("Grey card"))
        self._counter_head.setText(self.tr("For the counter"))
        self._counter.setText(
            self.tr("One page to print: where lamps, camera and client belong, and how to keep it that way.")
        )
        self.print_button.say(self.tr("Save the capture guide"))
        self._show_state()

    def _arrange(self) -> None:
        sheet = QWidget()
        lines = column(sheet, margins=(40, 32, 40, 24))
        for part, gap in ((self.stepper, 8), (self._title, 8), (self._about, 20)):
            lines.addWidget(part)
            lines.addSpacing(gap)
        lines.addWidget(self.picker)
        kinds = row()
        kinds.addWidget(self.kinds)
        kinds.addStretch()
        lines.addLayout(kinds)
        lines.addSpacing(12)
        for below in (self.problem, self.preview, self.compare, self._facts):
            lines.addWidget(below)
            lines.addSpacing(10)
        home = column(self._at_home)
        home.addSpacing(16)
        home.addWidget(self.status)
        home.addSpacing(28)
        home.addWidget(self._counter_head)
        home.addSpacing(6)
        home.addWidget(self._counter)
        home.addSpacing(14)
        guide = row()
        guide.addWidget(self.print_button)
        guide.addStretch()
        home.addLayout(guide)
        lines.addWidget(self._at_home)
        lines.addStretch()
        self.content.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(sheet)
        self.content.addWidget(self._area, 1)
        self.content.addWidget(rule())
        foot = row(margins=(40, 12, 40, 12), spacing=8)
        foot.addStretch()
        foot.addWidget(self.left_button)
        foot.addWidget(self.right_button)
        self.content.addLayout(foot)

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.changed.connect(self._show_state)
        presenter.capture.frame_came.connect(self._show_frame)
        presenter.capture.guide_changed.connect(self._show_guide)
        self.picker.chosen.connect(presenter.capture.choose)
        self.print_button.clicked.connect(self.print_asked)
        self.left_button.clicked.connect(self._left)
        self.right_button.clicked.connect(self._right)

    def _left(self) -> None:
        if self._presenter.step is Step.FOUND:
            self._presenter.start()
        else:
            self._presenter.home()

    def _right(self) -> None:
        if self._presenter.step is Step.HOME:
            self.dismiss()
        elif self._presenter.step is Step.FOUND:
            self._presenter.save()
        else:
            self._presenter.home()

    def _show_state(self) -> None:
        step = self._presenter.step
        home, hold = step is Step.HOME, step is Step.HOLD
        bar = self._area.verticalScrollBar()
        if step is not self._shown and bar is not None:
            bar.setValue(0)
        self._shown = step
        for part, shown in (
            (self.stepper, not home),
            (self._at_home, home),
            (self.picker, home),
            (self.kinds, hold),
            (self.preview, home or hold),
            (self._facts, home),
            (self.compare, step in {Step.FOUND, Step.SAVED}),
            (self.problem, hold),
            (self.left_button, hold or step is Step.FOUND),
            (self.right_button, not hold),
        ):
            part.setVisible(shown)
        self.kinds.choose(self._presenter.kind)
        self._say_step(step)
        self.picker.show_cameras(self._presenter.capture.devices, self._presenter.capture.camera.info)
        self.status.show_state()
        self._show_found()
        problem = self._presenter.problem
        self.problem.setText("" if problem is None else problem.told(self.ui.language.code))
        if not self._presenter.capture.live:
            self.preview.show_picture(None)
        self._show_guide()

    def _say_step(self, step: Step) -> None:
        grey = self._presenter.kind is CardKind.GREY
        found = self.tr("The grey card was read") if grey else self.tr("The chart was read")
        hold = self.tr(
            "Hold it flat where a client’s face would be, in the light that she will have. It is read by itself."
        )
        numbered = {Step.HOLD: 1, Step.FOUND: 2, Step.SAVED: 3}
        number = numbered.get(step, 1)
        self.stepper.show_step(number, 3, self.tr("Step {number} of 3").format(number=number))
        title, about, left, right = {
            Step.HOME: (
                self.tr("Camera and light"),
                self.tr("Sit down where a client would, and see what the camera sees."),
                "",
                self.tr("Close"),
            ),
            Step.HOLD: (
                self.tr("Hold up the grey card") if grey else self.tr("Hold up the chart"),
                hold,
                self.tr("Cancel"),
                "",
            ),
            Step.FOUND: (found, self._found_words(), self.tr("Read it again"), self.tr("Use it")),
            Step.SAVED: (
                self.tr("The calibration is saved"),
                self.tr(
                    "Every photo that this camera takes is corrected from now on. "
                    "Photos from files stay as they are."
                ),
                "",
                self.tr("Done"),
            ),
        }[step]
        self._title.setText(title)
        self._about.setText(about)
        self.left_button.say(left)
        self.right_button.say(right)

    def _found_words(self) -> str:
        proposal = self._presenter.proposal
        if proposal is None:
            return ""
        found = proposal.calibration
        before, after = (
            one_decimal(value, self.ui.language.code) for value in (found.delta_e_before, found.delta_e_after)
        )
        words = (
            self.tr(
                "Its grey was off by {before} (ΔE 2000) and is now grey. A chart corrects the other colours, too."
            )
            if found.kind is CardKind.GREY
            else self.tr(
                "Mean colour error (ΔE 2000): {before} before, {after} after. Below about 2 it is hardly seen."
            )
        )
        return words.format(before=before, after=after)

    def _show_found(self) -> None:
        proposal = self._presenter.proposal
        if proposal is None:
            self.compare.show_pictures(None, None)
            return
        self.compare.setAccessibleName(self.tr("The picture as taken and corrected"))
        self.compare.say(self.tr("As taken"), self.tr("Corrected"), self.tr("Only the colours change"))
        self.compare.show_pictures(proposal.before, proposal.after)

    def _show_frame(self) -> None:
        frame = self._presenter.capture.frame
        if frame is not None and self.preview.isVisible():
            self.preview.show_picture(frame.rgb)
            self._facts.setText(self._fact_words())

    def _fact_words(self) -> str:
        size, rate = self._presenter.size, self._presenter.rate
        facts = [] if size is None else [f"{size[0]} × {size[1]}"]
        if rate is not None:
            facts.append(self.tr("{rate} pictures a second").format(rate=round(rate)))
        kept = self._presenter.capture.camera.locked
        names = {
            Setting.EXPOSURE: self.tr("exposure kept"),
            Setting.WHITE_BALANCE: self.tr("white balance kept"),
            Setting.FOCUS: self.tr("focus kept"),
        }
        return " · ".join([*facts, *(names[setting] for setting in Setting if setting in kept)])

    def _show_guide(self) -> None:
        capture, guide = self._presenter.capture, self._presenter.capture.guide
        if capture.missing:
            self.preview.say(self.tr("No camera was found. Plug one in; it is used at once."))
        elif capture.cause is not None:
            self.preview.say(
                self.tr("The camera gives no picture. Check its cable and its cover, and close video calls.")
            )
        elif not capture.live:
            self.preview.say(self.tr("The camera is starting…"))
        elif guide is None or self._presenter.step is not Step.HOME:
            self.preview.say("")
        else:
            ready = guide.instruction is Instruction.READY
            self.preview.say(self.ui.language.words(f"guide.{guide.instruction.value}"), ready=ready)
