"""One criterion as a row: name, score with its +/-, word, hairline; touched, it unfolds what stands behind it."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from consultant_app.domain.analysis import FaceView
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters import wording
from consultant_app.ui.presenters.criteria import CloseUp, CriterionRow, ShareRow, ZoneRow
from consultant_app.ui.widgets.close_ups import CloseUps
from consultant_app.ui.widgets.layout import column, row
from consultant_app.ui.widgets.rows import TouchRow
from consultant_app.ui.widgets.score_line import ScoreLine
from consultant_app.ui.widgets.share_line import ShareLine
from consultant_app.ui.widgets.text import Text


class CriterionItem(QWidget):
    """A criterion's row and its details.

    Signals:
        touched: key of the criterion.
        place_chosen: the ``CloseUp`` that the photo shall show from near; ``None``: the whole face.
    """

    touched = pyqtSignal(str)
    place_chosen = pyqtSignal(object)

    def __init__(self, ui: Ui, shown: CriterionRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = shown
        self._ui = ui
        self.head = TouchRow(ui.theme)
        self.head.touched.connect(lambda: self.touched.emit(shown.key))
        self._details: QWidget | None = None
        self.close_ups: CloseUps | None = None
        self._whole = column(self)
        self._whole.addWidget(self.head)
        self._fill_head()

    def unfold(self, *, opened: bool) -> None:
        """Show or hide the details; they are made when first asked for."""
        self.head.set_chosen(chosen=opened)
        if opened and self._details is None:
            self._details = self._made_details()
            self._whole.addWidget(self._details)
        if self._details is not None:
            self._details.setVisible(opened)
        if not opened:
            self.release_place()

    def release_place(self) -> None:
        """Show no close-up as chosen."""
        if self.close_ups is not None:
            self.close_ups.release()

    @property
    def opened(self) -> bool:
        """Whether the details are shown."""
        return self.head.chosen

    def _fill_head(self) -> None:
        shown = self.shown
        lines = column(self.head, margins=(14, 10, 14, 8), spacing=4)
        top = row(spacing=10)
        top.addWidget(Text("body", shown.name))
        top.addStretch()
        word = Text("small", shown.word)
        top.addWidget(word, alignment=Qt.AlignmentFlag.AlignVCenter)
        spoken = f"{shown.name}: {shown.word}"
        if shown.score is not None:
            number = Text("number", wording.score(shown.score, shown.plus_minus))
            number.setMinimumWidth(66)
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            top.addWidget(number)
            spoken = f"{shown.name}: {number.text()}, {shown.word}"
        lines.addLayout(top)
        line = ScoreLine(self._ui.theme)
        line.show_score(shown.score, shown.plus_minus)
        lines.addWidget(line)
        self.head.setAccessibleName(spoken)
        self.head.setAccessibleDescription(shown.reason or shown.about)

    def _made_details(self) -> QWidget:
        shown, made = self.shown, QWidget()
        lines = column(made, margins=(14, 10, 14, 18), spacing=10)
        lines.addWidget(Text("soft", shown.about, wrap=True))
        if shown.reason is not None:
            reason = Text("body", shown.reason, wrap=True)
            lines.addWidget(reason)
        if shown.sentence is not None:
            lines.addWidget(Text("body", shown.sentence, wrap=True))
        if shown.close_ups:
            lines.addWidget(Text("small", self._ui.language.words("explain.close_ups")))
            lines.addWidget(self._made_close_ups(shown.close_ups))
        if shown.zones:
            lines.addLayout(self._made_zones(shown.zones))
        if shown.shares:
            lines.addLayout(self._made_shares(shown.shares))
        if shown.raw is not None:
            measure = row(spacing=10)
            measure.addWidget(Text("small", self.tr("Measured")))
            measure.addStretch()
            value = Text("small", shown.raw)
            value.setProperty("tone", "ink")
            measure.addWidget(value)
            lines.addLayout(measure)
        return made

    def _zone_name(self, zone: ZoneRow) -> str:
        """The zone, with the photo that it was read from where that is not the front one."""
        if zone.view is FaceView.FRONT:
            return zone.name
        return f"{zone.name} · {self._ui.language.words(f'view.{zone.view}')}"

    def _made_close_ups(self, close_ups: tuple[CloseUp, ...]) -> CloseUps:
        self.close_ups = CloseUps(self._ui.theme, close_ups)
        self.close_ups.chosen.connect(self.place_chosen)
        return self.close_ups

    def _made_shares(self, shares: tuple[ShareRow, ...]) -> QVBoxLayout:
        lines = column(spacing=6)
        lines.addWidget(Text("small", self._ui.language.words("explain.shares")))
        lines.addWidget(ShareLine(self._ui.theme, tuple(share.share for share in shares)))
        # No break between a zone and its number.
        said = (f"{wording.sentence(share.name)} {share.percent}".replace(" ", "\u00a0") for share in shares)
        named = Text("small", " · ".join(said), wrap=True)
        named.setProperty("tone", "ink")
        lines.addWidget(named)
        return lines

    def _made_zones(self, zones: tuple[ZoneRow, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for place, zone in enumerate(zones):
            grid.addWidget(Text("small", self._zone_name(zone)), place, 0)
            line = ScoreLine(self._ui.theme)
            line.show_score(zone.score, zone.plus_minus)
            grid.addWidget(line, place, 1)
            said = self.tr("not seen") if zone.score is None else wording.score(zone.score, zone.plus_minus)
            value = Text("small", said)
            value.setProperty("tone", "ink")
            grid.addWidget(value, place, 2, Qt.AlignmentFlag.AlignRight)
        return grid
