"""The result: the photograph as the hero, and beside it what was seen, strengths first."""

from PyQt6.QtCore import QRectF, Qt, QTimer, pyqtSignal
from PyQt6.QtWidgets import QScrollArea, QStackedLayout, QWidget

from consultant_app.domain.analysis import FaceView
from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters.criteria import CloseUp, CriterionRow, groups_of
from consultant_app.ui.presenters.sides import hidden_zones
from consultant_app.ui.presenters.visit import Phase, VisitPresenter
from consultant_app.ui.screens.overall import Findings, OverallScore
from consultant_app.ui.screens.result_legend import ROOMY, ResultLegend
from consultant_app.ui.widgets.buttons import Button, Segmented
from consultant_app.ui.widgets.criterion_row import CriterionItem
from consultant_app.ui.widgets.face_map import FaceMap
from consultant_app.ui.widgets.layout import Watched, cleared, column, row, scrolled
from consultant_app.ui.widgets.panes import Panes
from consultant_app.ui.widgets.photo_view import PhotoView
from consultant_app.ui.widgets.side_offer import SideOffer
from consultant_app.ui.widgets.text import Text


class ResultPage(QWidget):
    """Draws the result of a ``VisitPresenter``; one criterion at a time is open.

    Signals:
        side_asked: a photo of this side (``FaceView``) is to be added.
    """

    side_asked = pyqtSignal(object)

    def __init__(self, ui: Ui, presenter: VisitPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._ui = ui
        self._presenter = presenter
        self.items: dict[str, CriterionItem] = {}
        self._heat_of: str | None = None
        self.photo = PhotoView(ui.theme)
        self.views = Segmented(ui.theme, tuple(FaceView))
        self.views.chosen.connect(lambda key: presenter.show_view(FaceView(key)))
        self._shown_view = FaceView.FRONT
        self.withdraw_button = Button(ui.theme, "plain", "x")
        self.withdraw_button.clicked.connect(lambda: presenter.sides.withdraw(presenter.view))
        self.offer = SideOffer(ui)
        self.offer.asked.connect(self.side_asked)
        self._no_photo = Text("soft", wrap=True)
        self._no_photo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._no_photo.setContentsMargins(48, 0, 48, 32)
        self.face_map = FaceMap(ui.theme)
        self.legend = ResultLegend(ui, presenter)
        self.legend.outlines_button.toggled.connect(lambda shown: self.photo.show_outlines(visible=shown))
        self.photo.left_place.connect(self._release_place)
        self._overall = OverallScore(ui)
        self._findings = Findings(ui)
        self._groups = column(spacing=0)
        self._scroll = self._arrange()
        presenter.phase_changed.connect(self._fill)
        presenter.selection_changed.connect(self._select)
        presenter.heat_ready.connect(self._show_heat)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self._no_photo.setText(self.tr("The photo of this visit was not kept, as the client wished."))
        self.photo.setAccessibleName(self.tr("Photograph of the client with the zones of the face"))
        for view in FaceView:
            self.views.say(view, self._ui.language.words(f"view.{view}"))
        self.withdraw_button.say(self.tr("Leave this photo out"))
        self._list_criteria()
        self._select()

    def _arrange(self) -> QScrollArea:
        hero = Watched()
        hero.setObjectName("page")
        hero.resized.connect(self._fit)
        lines = column(hero)
        lines.addWidget(self._made_views())
        # Given its place first: a layout without one shows its first page as a window of its own.
        self._stack = QStackedLayout()
        lines.addLayout(self._stack, 1)
        self._stack.addWidget(self.photo)
        self._stack.addWidget(self._made_without_photo())
        lines.addWidget(self.legend)
        side = QWidget()
        inner = column(side, margins=(28, 26, 28, 28), spacing=0)
        inner.addWidget(self._overall)
        inner.addWidget(self._findings)
        inner.addWidget(self.offer)
        inner.addLayout(self._groups)
        inner.addStretch()
        scroll = scrolled(side)
        scroll.setMinimumWidth(416)
        self._hero = hero
        row(self).addWidget(Panes(hero, scroll))
        return scroll

    def _made_without_photo(self) -> QWidget:
        page = QWidget()
        lines = column(page)
        lines.addWidget(self.face_map, 1)
        lines.addWidget(self._no_photo)
        return page

    def _fill(self) -> None:
        presenter = self._presenter
        if presenter.phase is not Phase.READY:
            return
        self._show_view()
        self._stack.setCurrentIndex(0 if presenter.display is not None else 1)
        self.legend.setVisible(presenter.display is not None)
        self._list_criteria()
        self._select()
        bar = self._scroll.verticalScrollBar()
        if bar is not None:
            bar.setValue(0)

    def _made_views(self) -> QWidget:
        """The choice between the photos of a series; hidden where there is one."""
        self._bar = QWidget()
        line = row(self._bar, margins=(12, 6, 12, 6))
        line.addStretch()
        line.addWidget(self.views)
        line.addWidget(self.withdraw_button)
        line.addStretch()
        return self._bar

    def _show_view(self) -> None:
        """Show the photo of the view on screen, and which views there are."""
        presenter = self._presenter
        self._shown_view = presenter.view
        self.photo.show_photo(presenter.display)
        self._bar.setVisible(len(presenter.displays) > 1)
        for view in FaceView:
            self.views.button(view).setVisible(view in presenter.displays)
        self.views.choose(presenter.view)
        self.withdraw_button.setVisible(presenter.sides.can_withdraw(presenter.view))

    def _list_criteria(self) -> None:
        cleared(self._groups)
        self.items = {}
        analysis, language = self._presenter.analysis, self._ui.language.code
        if analysis is None:
            return
        self._overall.say(analysis.overall)
        self._findings.say(analysis.quality.findings)
        self.offer.setVisible(self._presenter.sides.can_add)
        self.offer.say(hidden_zones(analysis), tuple(side.view for side in analysis.sides))
        groups = groups_of(analysis, language, self._presenter.explanations, self._presenter.photo)
        for head, rows in (
            (self.tr("Strengths"), groups.strengths),
            (self.tr("Priorities"), groups.priorities),
            (self.tr("Also looked at"), groups.others),
            (self.tr("Cannot be said from this photo"), groups.unsaid),
        ):
            self._list_group(head, rows)

    def _list_group(self, head: str, rows: tuple[CriterionRow, ...]) -> None:
        if not rows:
            return
        title = Text("heading", head)
        title.setContentsMargins(14, 26, 14, 6)
        self._groups.addWidget(title)
        for shown in rows:
            item = CriterionItem(self._ui, shown)
            item.touched.connect(self._touch)
            item.place_chosen.connect(self._go_to)
            self.items[shown.key] = item
            self._groups.addWidget(item)

    def _touch(self, key: str) -> None:
        self._presenter.select(None if self._presenter.selected == key else key)

    def _select(self) -> None:
        presenter = self._presenter
        key = presenter.selected
        if presenter.view is not self._shown_view:
            self._show_view()
            self._heat_of = None
        for name, item in self.items.items():
            item.unfold(opened=name == key)
        mapped = key is not None and presenter.has_map(key)
        self._show_on_map(key)
        self.photo.go_to(None)
        self.legend.show_of(key, mapped=mapped)
        self.photo.mark(frozenset() if key is None else self._counted(key))
        if not mapped:
            self._heat_of = None
            self.photo.show_heat(None)
        if key in self.items:
            # Once the layout has given the row its new height.
            QTimer.singleShot(0, self._scroll_to_open)

    def _show_on_map(self, key: str | None) -> None:
        """Where there is no photo, the zones of a criterion on a drawn face."""
        analysis = self._presenter.analysis
        scored = () if analysis is None or key is None else analysis.criterion(key).zones
        words = self._ui.language.words
        spoken = [
            words(f"zone.{zone.key.value}") + " " + ("–" if zone.score is None else str(zone.score))
            for zone in scored
        ]
        self.face_map.show_zones({zone.key: zone.score for zone in scored}, ", ".join(spoken) or self.tr("A face"))

    def _counted(self, key: str) -> frozenset[Zone]:
        """Zones that the score was read from on the photo on screen; all of a criterion that cannot be said."""
        analysis, view = self._presenter.analysis, self._presenter.view
        scored = () if analysis is None else analysis.criterion(key).zones
        here = (zone.key for zone in scored if zone.grade is not None and zone.view is view)
        return frozenset(here) or frozenset(CRITERIA[key].zones)

    def _show_heat(self) -> None:
        """Fade to another criterion's map; change the strength of the same one at once."""
        presenter = self._presenter
        if presenter.heat is not None and presenter.selected == self._heat_of:
            self.photo.change_heat(presenter.heat)
        else:
            self._heat_of = presenter.selected
            self.photo.show_heat(presenter.heat)

    def _go_to(self, close_up: CloseUp | None) -> None:
        """Show a place from near: its pixels, on the photo on which it lies, as large as that is displayed."""
        photo = self._presenter.photo
        if close_up is not None:
            self._presenter.show_view(close_up.view)
        display = self._presenter.display
        if close_up is None or photo is None or display is None:
            self.photo.go_to(None)
            return
        place = close_up.box
        scale = display.rgb.shape[1] / photo.seen_from(close_up.view).rgb.shape[1]
        self.photo.go_to(QRectF(place.x * scale, place.y * scale, place.width * scale, place.height * scale))

    def _release_place(self) -> None:
        for item in self.items.values():
            item.release_place()

    def _scroll_to_open(self) -> None:
        """Bring the open criterion's details into view, and its head before all."""
        item = self.items.get(self._presenter.selected or "")
        if item is not None:
            self._scroll.ensureWidgetVisible(item, 0, 24)
            self._scroll.ensureWidgetVisible(item.head, 0, 24)

    def _fit(self) -> None:
        """Where the photo is small, words beside it give way."""
        self.withdraw_button.set_compact(compact=self._hero.width() < ROOMY)
        self.legend.fit(self._hero.width())
