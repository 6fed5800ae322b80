"""The manager's overview: what happened at the counter, and how healthy model and camera are."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.statistics import ALL, Dashboard, Step
from consultant_app.services.statistics_words import figure
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters import figures, wording
from consultant_app.ui.presenters.dashboard import PERIODS, DashboardPresenter
from consultant_app.ui.widgets.bar_list import BarList
from consultant_app.ui.widgets.buttons import Button, Segmented
from consultant_app.ui.widgets.chip import Chips, Tone
from consultant_app.ui.widgets.column_chart import ColumnChart
from consultant_app.ui.widgets.figure_card import FigureCard
from consultant_app.ui.widgets.flow import Flow
from consultant_app.ui.widgets.layout import column, row, scrolled
from consultant_app.ui.widgets.text import Text

_WIDTH = 1120


class OverviewPage(QWidget):
    """Draws a ``DashboardPresenter``.

    Signals:
        export_asked: the figures are to be written to a file.
    """

    key = "overview"
    export_asked = pyqtSignal()

    def __init__(self, ui: Ui, presenter: DashboardPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self._presenter = ui, presenter
        theme = ui.theme
        self._head, self._about, self._state = Text("title"), Text("soft", wrap=True), Text("soft", wrap=True)
        self.periods = Segmented(theme, tuple(map(str, PERIODS)))
        self.periods.choose(str(presenter.days))
        self.periods.chosen.connect(lambda days: presenter.load(int(days)))
        self.export_button = Button(theme, "outline", "file-down")
        self.export_button.clicked.connect(self.export_asked)
        self._chips = Chips()
        self.chart = ColumnChart(theme)
        self._looked = Text("number")
        self.chart.looked.connect(self._tell_column)
        self._over_time = QWidget()
        inner = column(self._over_time, spacing=4)
        inner.addWidget(self._looked)
        inner.addWidget(self.chart)
        self.bars = {
            name: BarList(theme, touchable=name == "concerns")
            for name in ("consultants", "concerns", "products", "changes", "refusals", "unsaid")
        }
        self.bars["concerns"].touched.connect(presenter.choose)
        self.cards = {"visits": FigureCard(theme, self._over_time)}
        self.cards |= {name: FigureCard(theme, bars) for name, bars in self.bars.items()}
        self.cards |= {name: FigureCard(theme) for name in ("ages", "returns", "versions")}
        self._health = Text("body", wrap=True)
        self.cards["versions"].body.addWidget(self._health)
        self._arrange()
        presenter.changed.connect(self._fill)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    @property
    def widget(self) -> QWidget:
        """What is shown."""
        return self

    def title(self) -> str:
        """What the rail calls it."""
        return self.tr("Overview")

    def enter(self) -> None:
        """Count anew."""
        self._presenter.load()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self._head.setText(self.title())
        self._about.setText(
            self.tr("What speaks of fewer than ten people is not shown, nor what would give it away.")
        )
        for days in PERIODS:
            self.periods.say(str(days), self.tr("{days} days").format(days=days))
        self.export_button.say(self.tr("Export"))
        titles = {
            "visits": (self.tr("Visits"), self._about_visits()),
            "consultants": (self.tr("By consultant"), self.tr("Visits, and how many on a day with any.")),
            "concerns": (
                self.tr("What clients look after"),
                self.tr("Share of clients with it among their priorities at the last visit. Touch one for more."),
            ),
            "ages": ("", ""),
            "products": (
                self.tr("Advised, and taken home"),
                self.tr("Of the routines that were kept, how often a product was marked as bought."),
            ),
            "returns": (self.tr("Clients by number of visits"), ""),
            "changes": (
                self.tr("Measured change"),
                self.tr("First to last visit of who came again: improved, no measurable change, declined."),
            ),
            "refusals": (
                self.tr("Refused photos"),
                self.tr("Why. Nobody’s picture or name is kept with it. The table tells the counters apart."),
            ),
            "unsaid": (self.tr("Could not be said"), self.tr("Share of visits.")),
            "versions": (self.tr("Model and cameras"), ""),
        }
        for name, (title, about) in titles.items():
            self.cards[name].say(title, about, self.tr("As a table"))
        self.chart.setAccessibleName(self.tr("Visits over time, arrow keys go from one to the next"))
        self._fill()

    def _arrange(self) -> None:
        sheet = QWidget()
        lines = column(sheet, margins=(28, 22, 28, 28), spacing=16)
        head = QWidget()
        flow = Flow(head, gap=16, line_gap=8)
        for part in (self._head, self.periods, self.export_button):
            flow.addWidget(part)
        lines.addWidget(head)
        lines.addWidget(self._about)
        lines.addWidget(self._state)
        lines.addWidget(self._chips)
        lines.addWidget(self.cards["visits"])
        for left, right in (
            (("concerns",), ("consultants", "returns")),
            (("ages",), ()),
            (("products",), ("changes",)),
            (("refusals",), ("versions",)),
            (("unsaid",), ()),
        ):
            pair = row(spacing=16)
            for names in filter(None, (left, right)):
                side = column(spacing=16)
                for name in names:
                    side.addWidget(self.cards[name])
                side.addStretch()
                pair.addLayout(side, 1)
            lines.addLayout(pair)
        lines.addStretch()
        self.area = scrolled(sheet)
        column(self).addWidget(self.area)

    def _about_visits(self) -> str:
        shown = self._presenter.shown
        step = Step.WEEK if shown is None else shown.step
        return {
            Step.DAY: self.tr("By day."),
            Step.WEEK: self.tr("By week, from Monday."),
            Step.MONTH: self.tr("By month: shorter steps would speak of too few."),
        }[step]

    def _fill(self) -> None:
        shown = self._presenter.shown
        self._state.setText(self.tr("Counting…") if self._presenter.loading else "")
        self._state.setVisible(self._presenter.loading)
        self.export_button.setEnabled(shown is not None)
        for card in self.cards.values():
            card.setVisible(shown is not None)
        self._chips.setVisible(shown is not None)
        if shown is not None:
            self._fill_cards(shown)

    def _fill_cards(self, shown: Dashboard) -> None:
        words, cards = self._ui.language.words, self.cards
        self._chips.say(self._facts(shown))
        cards["visits"].say(self.tr("Visits"), self._about_visits(), self.tr("As a table"))
        self.chart.show_columns(figures.columns_of(shown, words))
        cards["visits"].tell(*figures.visits_rows(shown, words))
        made = {
            "consultants": (figures.consultant_bars(shown, words), shown.consultants),
            "products": (figures.product_bars(shown, words), shown.products),
            "changes": (figures.change_bars(shown, words), shown.changes),
            "refusals": (figures.refusal_bars(shown, words), shown.refusals),
            "unsaid": (figures.unsaid_bars(shown, words), shown.unsaid),
        }
        for name, (bars, table) in made.items():
            self.bars[name].show_bars(bars)
            cards[name].tell(*figures.rows_of(table, words))
        shares = self._presenter.concerns
        bars = figures.concern_bars(shares, shown, words)
        self.bars["concerns"].show_bars(bars, self._presenter.concern)
        cards["concerns"].tell(["", self.tr("Share")], [[bar.name, bar.told] for bar in bars])
        chosen = self._presenter.concern
        if chosen is not None:
            title = self.tr("{name}, by age and season").format(name=words(f"criterion.{chosen}.name"))
            cards["ages"].say(title, self.tr("Northern seasons, age at the visit."), "")
            cards["ages"].tell(*figures.concern_rows(shown, chosen, words))
        cards["returns"].tell(*figures.rows_of(shown.returns, words))
        cards["versions"].tell(*figures.rows_of(shown.versions, words))
        self._health.setText(self._health_told(shown))

    def _facts(self, shown: Dashboard) -> tuple[tuple[str, Tone], ...]:
        words = self._ui.language.words
        language = self._ui.language.code
        span = f"{wording.day(shown.start, language)} – {wording.day(shown.end, language)}"
        visits = figure(shown.visits.cells[ALL, ALL], words)
        clients = figure(shown.consultants.cells[ALL, "clients"], words)
        return (
            (span, "plain"),
            (self.tr("Visits: {count}").format(count=visits), "plain"),
            (self.tr("Clients: {count}").format(count=clients), "plain"),
            (self.tr("Model {version}").format(version=shown.model_version), "plain"),
        )

    def _health_told(self, shown: Dashboard) -> str:
        """Cameras with the age of their calibration, and what the model never says."""
        words, lines = self._ui.language.words, []
        for camera in shown.cameras:
            told = self.tr("{camera}: calibrated {days} days ago").format(camera=camera.name, days=camera.days)
            lines.append(f"{told}, {self.tr('due again')}." if camera.due else f"{told}.")
        if not shown.cameras:
            lines.append(self.tr("No camera of this counter is calibrated."))
        if shown.unscored:
            names = ", ".join(words(f"criterion.{key}.name") for key in shown.unscored)
            lines.append(self.tr("This model never says: {names}.").format(names=names))
        return "\n".join(lines)

    def _tell_column(self, place: int) -> None:
        shown = self._presenter.shown
        if shown is not None:
            looked = figures.columns_of(shown, self._ui.language.words)[place]
            self._looked.setText(f"{looked.name}: {looked.told}")
