"""See the difference: the picture with its handle, and beside it a slider a criterion, priorities first."""

from PyQt6.QtCore import QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QStackedLayout, QWidget

from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters.difference import DifferencePresenter, SliderRow, Stage
from consultant_app.ui.widgets.balance_slider import END, BalanceSlider
from consultant_app.ui.widgets.buttons import Button, Segmented
from consultant_app.ui.widgets.compare_view import CompareView, Layout
from consultant_app.ui.widgets.flow import Flow
from consultant_app.ui.widgets.layout import cleared, column, row, rule, scrolled
from consultant_app.ui.widgets.panes import Panes
from consultant_app.ui.widgets.text import Elided, Text

_ROOMY = 1060
"""Logical pixels from which the foot has room for all its words."""

_NEAR = 2.5


class DifferencePage(QWidget):
    """Draws a ``DifferencePresenter``.

    Signals:
        save_asked: the picture is to be saved.
    """

    save_asked = pyqtSignal()

    def __init__(self, ui: Ui, presenter: DifferencePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._ui = ui
        self._presenter = presenter
        self.view = CompareView(ui.theme)
        self.layouts = Segmented(ui.theme, (Layout.HANDLE, Layout.BESIDE))
        self.layouts.choose(Layout.HANDLE)
        self.layouts.chosen.connect(lambda key: self.view.arrange(Layout(key)))
        self.zoom_button = Button(ui.theme, "plain")
        self.zoom_button.clicked.connect(self._zoom)
        self.view.zoomed.connect(self._name_zoom)
        self.improve_button = Button(ui.theme, "primary")
        self.improve_button.clicked.connect(presenter.improve_priorities)
        self.reset_button = Button(ui.theme, "plain")
        self.reset_button.clicked.connect(presenter.reset)
        self.save_button = Button(ui.theme, "outline", "file-down")
        self.save_button.clicked.connect(self.save_asked)
        self.sliders: dict[str, BalanceSlider] = {}
        self._values: dict[str, Text] = {}
        self._wait = Text("title", wrap=True)
        self._wait.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._wait.setContentsMargins(48, 48, 48, 48)
        self._title, self._about = Text("title", wrap=True), Text("small", wrap=True)
        self._list = column(spacing=0)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._wait)
        self._pages.addWidget(self._made_page())
        presenter.stage_changed.connect(self._fill)
        presenter.changed.connect(self._follow)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self.layouts.say(Layout.HANDLE, self.tr("With handle"))
        self.layouts.say(Layout.BESIDE, self.tr("Side by side"))
        self._name_zoom()
        self.improve_button.say(
            self.tr("My priorities improved"), self.tr("Show every priority half as visible as it is")
        )
        self.reset_button.say(self.tr("As it is"), self.tr("Set all sliders back to the middle"))
        self.save_button.say(self.tr("Save picture"))
        self._title.setText(self.tr("See the difference"))
        self._about.setText(
            self.tr("To the left an attribute shows less, to the right more. In the middle it is as it is.")
        )
        self.view.say(self.tr("Before"), self.tr("After"), self._ui.language.words("simulation.label"))
        self.view.setAccessibleName(self.tr("The photograph before and after, with a handle between them"))
        self._fill()

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """On a small screen the presets keep their words, and saving its icon."""
        super().resizeEvent(event)
        self.save_button.set_compact(compact=self.width() < _ROOMY)

    def _made_page(self) -> QWidget:
        left, right = QWidget(), QWidget()
        hero = column(left)
        hero.addWidget(self.view, 1)
        tools = row(margins=(12, 6, 12, 6), spacing=8)
        tools.addWidget(self.layouts)
        tools.addStretch()
        tools.addWidget(self.zoom_button)
        hero.addLayout(tools)
        side = column(right)
        side.addWidget(self._made_list(), 1)
        side.addWidget(rule())
        side.addWidget(self._made_foot())
        return Panes(left, right)

    def _made_list(self) -> QWidget:
        content = QWidget()
        lines = column(content, margins=(28, 26, 28, 16), spacing=0)
        lines.addWidget(self._title)
        lines.addSpacing(6)
        lines.addWidget(self._about)
        lines.addLayout(self._list)
        lines.addStretch()
        area = scrolled(content)
        area.setMinimumWidth(340)
        return area

    def _made_foot(self) -> QWidget:
        foot = QWidget()
        line = Flow(foot)
        line.setContentsMargins(28, 12, 28, 12)
        for button in (self.improve_button, self.reset_button, self.save_button):
            line.addWidget(button)
        return foot

    def _zoom(self) -> None:
        if self.view.zoom > 1.0:
            self.view.whole()
        else:
            self.view.nearer(_NEAR)

    def _name_zoom(self) -> None:
        self.zoom_button.say(self.tr("Whole face") if self.view.zoom > 1.0 else self.tr("Closer"))

    def _fill(self) -> None:
        presenter = self._presenter
        ready = presenter.stage is Stage.READY
        self._pages.setCurrentIndex(1 if ready else 0)
        waiting = self.tr("Preparing the picture…")
        problem = presenter.problem
        self._wait.setText(waiting if problem is None else problem.told(self._ui.language.code))
        if ready and presenter.simulation is not None and presenter.photo is not None:
            before, after = presenter.simulation.before, presenter.simulation.image
            self.view.show_pictures(before, after, _face_on(presenter.photo, before.shape))
        else:
            self.view.show_pictures(None, None)
        self._list_sliders()

    def _list_sliders(self) -> None:
        cleared(self._list)
        self.sliders, self._values = {}, {}
        rows = self._presenter.rows(self._ui.language.code)
        self.improve_button.setVisible(any(shown.priority for shown in rows))
        for head, group in (
            (self.tr("Priorities"), [shown for shown in rows if shown.priority]),
            (self.tr("Also looked at"), [shown for shown in rows if not shown.priority]),
        ):
            if group:
                title = Text("heading", head)
                title.setContentsMargins(0, 22, 0, 4)
                self._list.addWidget(title)
            for shown in group:
                self._list.addWidget(self._made_row(shown))
        self._follow()

    def _made_row(self, shown: SliderRow) -> QWidget:
        line = QWidget()
        lines = column(line, margins=(0, 6, 0, 0), spacing=0)
        words = row()
        value = Text("small")
        words.addWidget(Elided("body", shown.name), 1)
        words.addWidget(value)
        lines.addLayout(words)
        slider = BalanceSlider(self._ui.theme)
        slider.setAccessibleName(shown.name)
        slider.valueChanged.connect(lambda at, key=shown.key: self._presenter.set(key, at / END))
        lines.addWidget(slider)
        self.sliders[shown.key], self._values[shown.key] = slider, value
        return line

    def _follow(self) -> None:
        """Bring sliders, their words and the picture to where the presenter stands."""
        settings = self._presenter.settings
        for key, slider in self.sliders.items():
            at = round(settings.get(key, 0.0) * END)
            slider.blockSignals(True)
            slider.setValue(at)
            slider.blockSignals(False)
            slider.update()
            self._values[key].setText(self._said(at))
        self.reset_button.setEnabled(any(settings.values()))
        self.view.update()

    def _said(self, at: int) -> str:
        if at == 0:
            return self.tr("as it is")
        if abs(at) == END:
            return self.tr("gone") if at < 0 else self.tr("twice as visible")
        return f"{'−' if at < 0 else '+'}{abs(at)}\u202f%"


def _face_on(photo: AnalysedPhoto, shape: tuple[int, ...]) -> QRectF | None:
    """The box of the face's oval on the picture shown, which may be smaller than the photo."""
    oval = photo.zone_polygons.get(Zone.FACE)
    if oval is None:
        return None
    scale = shape[1] / photo.rgb.shape[1]
    low, high = oval.min(axis=0) * scale, oval.max(axis=0) * scale
    return QRectF(float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1]))
