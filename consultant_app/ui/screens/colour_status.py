"""What is known of a camera's colours, since when, and whether it is time again."""

from PyQt6.QtWidgets import QWidget

from consultant_app.domain.calibration import CardKind, CounterCalibration, Due
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters.calibration import CalibrationPresenter
from consultant_app.ui.presenters.wording import day, one_decimal
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.layout import column, row
from consultant_app.ui.widgets.text import Text


class ColourStatus(QWidget):
    """A heading, a sentence, a reminder where one is due, and the ways to renew or forget."""

    def __init__(self, ui: Ui, presenter: CalibrationPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._presenter = presenter
        self._head, self.about, self.reminder = Text("heading"), Text("body", wrap=True), Text("body", wrap=True)
        self.reminder.setProperty("tone", "accent")
        self.calibrate_button, self.forget_button = Button(ui.theme, "outline"), Button(ui.theme, "plain")
        self.calibrate_button.clicked.connect(lambda _=False: presenter.start())
        self.forget_button.clicked.connect(presenter.forget)
        buttons = row(spacing=4)
        buttons.addWidget(self.calibrate_button)
        buttons.addWidget(self.forget_button)
        buttons.addStretch()
        lines = column(self)
        for part, gap in ((self._head, 6), (self.about, 6), (self.reminder, 14)):
            lines.addWidget(part)
            lines.addSpacing(gap)
        lines.addLayout(buttons)

    def show_state(self) -> None:
        """Show what is known now, in the language on screen."""
        known, due = self._presenter.known, self._presenter.due
        self._head.setText(self.tr("Colours"))
        self.about.setText(self._words(known))
        self.reminder.setText(
            {
                None: "",
                Due.OLD: self.tr("This calibration is more than 30 days old. Please renew it."),
                Due.DRIFTED: self.tr("The light has changed since this calibration. Please renew it."),
            }[due]
        )
        self.reminder.setVisible(due is not None)
        self.calibrate_button.setEnabled(self._presenter.capture.live)
        self.calibrate_button.say(self.tr("Calibrate colours") if known is None else self.tr("Calibrate again"))
        self.forget_button.setVisible(known is not None)
        self.forget_button.say(self.tr("Forget this calibration"))

    def _words(self, known: CounterCalibration | None) -> str:
        if known is None:
            return self.tr(
                "This camera is not calibrated. With a ColorChecker or a grey card its photos show true colours, "
                "and visits compare better."
            )
        words = (
            self.tr("Calibrated on {day} with a grey card. Its grey was off by {before} (ΔE 2000).")
            if known.kind is CardKind.GREY
            else self.tr("Calibrated on {day}. Mean colour error (ΔE 2000): {before} before, {after} after.")
        )
        code = self._ui.language.code
        return words.format(
            day=day(known.at, code),
            before=one_decimal(known.delta_e_before, code),
            after=one_decimal(known.delta_e_after, code),
        )
