"""The line below the photograph: what its colours mean, how strongly they lie on it, which zones are drawn."""

from PyQt6.QtWidgets import QWidget

from consultant_app.imaging.overlay import skin_colour
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters.shown_result import ShownResult
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.heat_legend import HeatRamp
from consultant_app.ui.widgets.layout import row
from consultant_app.ui.widgets.strength import StrengthSlider
from consultant_app.ui.widgets.text import Elided, Text

ROOMY = 690
"""Logical pixels of the photo's width from which there is room for all words."""

_TIGHT = 490
"""Likewise for the slider."""


class ResultLegend(QWidget):
    """Explains the heat map of a ``ShownResult``; below a small photo it keeps what is said nowhere else."""

    def __init__(self, ui: Ui, presenter: ShownResult, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self._presenter = ui, presenter
        self._key: str | None = None
        self._mapped, self._wide = False, ROOMY
        self.caption = Elided("small")
        self.least, self.most = Text("small"), Text("small")
        self.ramp = HeatRamp(ui.theme)
        self.strength = StrengthSlider()
        self.strength.moved.connect(self._set_strength)
        self.outlines_button = Button(ui.theme, "plain")
        self.outlines_button.setCheckable(True)
        self.outlines_button.setChecked(True)
        self.outlines_button.toggled.connect(self._name_outlines)
        self.setFixedHeight(48)
        line = row(self, margins=(24, 0, 12, 0), spacing=10)
        line.addWidget(self.caption, 1)
        for part in (self.least, self.ramp, self.most, self.strength, self.outlines_button):
            line.addWidget(part)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self.least.setText(self.tr("not visible"))
        self.most.setText(self.tr("marked"))
        self.strength.setToolTip(self.tr("How strongly the colour lies on the photo"))
        self.strength.setAccessibleName(self.tr("Strength of the colour"))
        self._name_outlines()
        self.fit(self._wide)

    def show_of(self, key: str | None, *, mapped: bool) -> None:
        """Explain the map of a criterion, where there is one."""
        self._key, self._mapped = key, mapped
        self.ramp.setVisible(mapped)
        self._show_scale()
        self.fit(self._wide)

    def fit(self, wide: int) -> None:
        """Below a photo of this width, keep the ramp and its caption, and let go of other words."""
        self._wide = wide
        for part in (self.least, self.most):
            part.setVisible(self._mapped and wide >= ROOMY)
        self.strength.setVisible(self._mapped and wide >= _TIGHT)
        self.caption.say(self._seen() if self._mapped else self._hint())

    def _set_strength(self, strength: float) -> None:
        self._presenter.set_strength(strength)
        self._show_scale()

    def _show_scale(self) -> None:
        display = self._presenter.display
        if display is not None and display.evidence.maps:
            self.ramp.show_scale(skin_colour(display.rgb, display.evidence), self._presenter.strength)

    def _hint(self) -> str:
        return self.tr("Touch a criterion to see it on the face.") if self._key is None else ""

    def _seen(self) -> str:
        name = self._ui.language.words(f"criterion.{self._key}.name")
        if self._wide < ROOMY:
            return name
        return self.tr("{criterion}, where it was seen").format(criterion=name)

    def _name_outlines(self) -> None:
        shown = self.outlines_button.isChecked()
        self.outlines_button.say(self.tr("Hide zones") if shown else self.tr("Show zones"))
