"""One criterion of the evolution: its name, the verdict in words, a small curve, both scores."""

from PyQt6.QtCore import Qt

from consultant_app.ui.presenters.evolution_rows import EvolutionRow
from consultant_app.ui.theme import Theme
from consultant_app.ui.widgets.layout import column, row
from consultant_app.ui.widgets.rows import TouchRow
from consultant_app.ui.widgets.text import Elided, Text
from consultant_app.ui.widgets.trend_line import TrendLine


class EvolutionItem(TouchRow):
    """A row that shows its criterion large when touched; a change that was measured stands out in ink."""

    def __init__(self, theme: Theme, shown: EvolutionRow, chosen: frozenset[str]) -> None:
        super().__init__(theme)
        self.shown = shown
        line = row(self, margins=(14, 6, 14, 6), spacing=12)
        words = column(spacing=0)
        words.addWidget(Elided("body", shown.name))
        verdict = Elided("small", shown.word)
        if shown.changed:
            verdict.setProperty("tone", "accent")
        words.addWidget(verdict)
        line.addLayout(words, 1)
        scores = Text("number" if shown.changed else "small", shown.scores)
        scores.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(scores)
        curve = TrendLine(theme)
        curve.show_points(shown.series.points, chosen)
        line.addWidget(curve)
        spoken = [shown.name, shown.word, shown.scores, shown.reason]
        self.setAccessibleName(", ".join(part for part in spoken if part))
        self.setToolTip(shown.reason)
