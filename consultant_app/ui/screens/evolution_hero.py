"""The large half of the evolution: the chosen criterion as a curve, or two visits' photos and what differs."""

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QStackedLayout, QWidget

from consultant_app.domain.change import Change
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters import wording
from consultant_app.ui.presenters.evolution import EvolutionPresenter, Pictures, View
from consultant_app.ui.presenters.evolution_rows import EvolutionRow
from consultant_app.ui.widgets.buttons import Button, Segmented
from consultant_app.ui.widgets.compare_view import CompareView, Layout
from consultant_app.ui.widgets.difference_ramp import DifferenceRamp
from consultant_app.ui.widgets.layout import column, row
from consultant_app.ui.widgets.text import Text
from consultant_app.ui.widgets.trend_chart import Trend, TrendChart

_NEAR = 2.5

_ROOMY = 560
"""Logical pixels from which the foot has room for all its words."""


class EvolutionHero(QWidget):
    """Draws what an ``EvolutionPresenter`` has chosen to be seen large."""

    def __init__(self, ui: Ui, presenter: EvolutionPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._presenter = presenter
        self._name, self._caption = Text("title", wrap=True), Text("soft", wrap=True)
        self.chart = TrendChart(ui)
        self.chart.touched.connect(presenter.touch)
        self._legend, self._advised = Text("small", wrap=True), Text("small", wrap=True)
        self.view = CompareView(ui.theme)
        self.message = Text("title", wrap=True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setContentsMargins(56, 48, 56, 48)
        self.views = Segmented(ui.theme, tuple(View))
        self.views.chosen.connect(lambda key: presenter.show_view(View(key)))
        self.ramp = DifferenceRamp(ui.theme)
        self.zoom_button = Button(ui.theme, "plain")
        self.zoom_button.clicked.connect(self._zoom)
        self.view.zoomed.connect(self._name_zoom)
        self._shown: tuple[object, object] | None = None
        self._shown_page = 0
        self._arrange()
        presenter.changed.connect(self._fill)
        presenter.pictures_changed.connect(self._fill)

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self.views.say(View.CURVE, self.tr("Curve"))
        self.views.say(View.BESIDE, self.tr("Side by side"))
        self.views.say(View.HANDLE, self.tr("Handle"))
        self.views.say(View.MAP, self.tr("What differs"))
        self.ramp.say(self.tr("less visible"), self.tr("more visible"))
        self._legend.setText(
            self.tr("Band: the ± of each score. Between the dashed lines, two photos cannot tell a change.")
        )
        self._name_zoom()
        self._fill()

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """Leave the tools that have room."""
        super().resizeEvent(event)
        self._fit_tools()

    def _arrange(self) -> None:
        curve = QWidget()
        lines = column(curve, margins=(28, 22, 8, 10), spacing=4)
        for part in (self._name, self._caption):
            lines.addWidget(part)
        lines.addSpacing(6)
        lines.addWidget(self.chart, 1)
        lines.addWidget(self._legend)
        lines.addWidget(self._advised)
        whole = column(self)
        # Given its place first: a layout without one shows its first page as a window of its own.
        self._pages = QStackedLayout()
        whole.addLayout(self._pages, 1)
        for page in (curve, self.view, self.message):
            self._pages.addWidget(page)
        # A line of its own: the foot must not grow wider with one view than with another.
        whole.addWidget(self.ramp)
        tools = row(margins=(8, 6, 8, 6), spacing=8)
        tools.addWidget(self.views)
        tools.addStretch()
        tools.addWidget(self.zoom_button)
        whole.addLayout(tools)

    def _fill(self) -> None:
        presenter = self._presenter
        self.views.choose(presenter.view)
        shown = self._page()
        self._pages.setCurrentIndex(shown)
        self._shown_page = shown
        self._fit_tools()
        self.ramp.setVisible(shown == 1 and presenter.view is View.MAP)
        if shown == 0:
            self._fill_curve()
        elif shown == 1:
            self._fill_pictures()
        else:
            self.message.setText(self._said_instead())

    def _page(self) -> int:
        presenter = self._presenter
        if presenter.view is View.CURVE:
            return 0
        if presenter.pictures is not Pictures.READY:
            return 2
        return 2 if presenter.view is View.MAP and presenter.map is None else 1

    def _row(self) -> EvolutionRow | None:
        rows = self._presenter.rows(self._ui.language.code)
        return next((row for row in rows if row.key == self._presenter.key), None)

    def _fill_curve(self) -> None:
        presenter, shown = self._presenter, self._row()
        if shown is None or presenter.before is None or presenter.after is None:
            self._name.setText("")
            self._caption.setText("")
            self.chart.show_trend(None)
            return
        self._name.setText(shown.name)
        self._caption.setText(self._said_of(shown))
        chosen = presenter.before.summary.id, presenter.after.summary.id
        trend = Trend(shown.series.points, chosen, presenter.periods, shown.verdict.detectable)
        self.chart.show_trend(trend)
        spoken = " ".join(part for part in (shown.name, shown.scores, shown.word) if part)
        self.chart.setAccessibleName(spoken)
        self._legend.setVisible(shown.verdict.detectable is not None)
        names = list(dict.fromkeys(name for period in presenter.periods for name in period.advised))
        self._advised.setText(self.tr("Advised in between: {names}").format(names=", ".join(names)))
        self._advised.setVisible(bool(names))

    def _said_of(self, shown: EvolutionRow) -> str:
        verdict = shown.verdict
        if verdict.change is Change.NOT_COMPARABLE:
            return f"{wording.sentence(shown.word)}. {shown.reason}"
        head = self.tr("{scores}: {verdict}.").format(scores=shown.scores, verdict=shown.word)
        if shown.changed:
            return f"{head} " + self.tr("The difference is larger than chance shows between two photos.")
        if verdict.held_back:
            return f"{head} " + self.tr(
                "The difference alone would be large, but among so many criteria one such is expected by chance."
            )
        return f"{head} " + self.tr("Two photos of the same skin can differ by as much.")

    def _fill_pictures(self) -> None:
        presenter, pair = self._presenter, self._presenter.pair
        if pair is None or presenter.before is None or presenter.after is None:
            return
        is_map = presenter.view is View.MAP and presenter.map is not None
        first, second = (pair.after, presenter.map) if is_map else (pair.before, pair.after)
        if self._shown != (id(first), id(second)):
            self._shown = (id(first), id(second))
            box = pair.face
            self.view.show_pictures(first, second, QRectF(box.x, box.y, box.width, box.height))
        self.view.arrange(Layout.HANDLE if presenter.view is View.HANDLE else Layout.BESIDE)
        days = [
            wording.day(visit.summary.at, self._ui.language.code) for visit in (presenter.before, presenter.after)
        ]
        if is_map:
            self.view.say(days[1], self.tr("Since {day}").format(day=days[0]), self._said_on_map())
        else:
            self.view.say(days[0], days[1], self._said_on_photos(matched=pair.matched))
        self.view.setAccessibleName(
            self.tr("The photos of {before} and {after}").format(before=days[0], after=days[1])
        )

    def _said_on_photos(self, *, matched: bool) -> str:
        if matched:
            return self.tr("Laid over one another, and the later photo brought into the light of the earlier.")
        return self.tr("Laid over one another. Too little skin was alike to match the light: compare with care.")

    def _said_on_map(self) -> str:
        shown = self._row()
        if shown is None:
            return ""
        head = self.tr("{criterion}: {verdict}.").format(criterion=shown.name, verdict=shown.word)
        if shown.changed:
            return f"{head} " + self.tr("The scale is the same on every image.")
        return f"{head} " + self.tr("What is tinted may be chance.")

    def _said_instead(self) -> str:
        presenter = self._presenter
        if presenter.pictures is Pictures.NOT_KEPT:
            return self.tr("The photos of these two visits were not both kept. The curve shows the scores.")
        if presenter.pictures is Pictures.FAILED and presenter.problem is not None:
            return presenter.problem.told(self._ui.language.code)
        pair = presenter.pair
        if pair is not None and presenter.key not in pair.keys:
            return self.tr("There is no map of this criterion. Choose another one in the list.")
        return self.tr("Laying the photos over one another…")

    def _fit_tools(self) -> None:
        # On a small screen two fingers, the wheel and a double touch are left to see nearer with.
        self.zoom_button.setVisible(self._shown_page == 1 and self.width() >= _ROOMY)

    def _zoom(self) -> None:
        if self.view.zoom > 1.0:
            self.view.whole()
        else:
            self.view.nearer(_NEAR)

    def _name_zoom(self) -> None:
        self.zoom_button.say(self.tr("Whole face") if self.view.zoom > 1.0 else self.tr("Closer"))
