"""The head of a result: the overall score with its +/-, and what has to be known about the photo."""

from collections.abc import Sequence

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QWidget

from consultant_app.domain.analysis import Overall, QualityFinding, Severity
from consultant_app.domain.finding_words import measured_text
from consultant_app.domain.scoring import word_of
from consultant_app.ui.context import Ui
from consultant_app.ui.icons import pixmap
from consultant_app.ui.presenters import wording
from consultant_app.ui.widgets.layout import cleared, column, row
from consultant_app.ui.widgets.score_line import ScoreLine
from consultant_app.ui.widgets.text import Text


class OverallScore(QWidget):
    """One large number, its +/-, its word; never without the criteria below it."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._name = Text("eyebrow")
        self._figure = Text("figure")
        self._spread = Text("title")
        self._spread.setProperty("tone", "soft")
        self._word = Text("heading")
        self._about = Text("small", wrap=True)
        self._line = ScoreLine(ui.theme)
        lines = column(self, margins=(14, 0, 14, 0), spacing=4)
        lines.addWidget(self._name)
        numbers = row(spacing=10)
        numbers.addWidget(self._figure, alignment=Qt.AlignmentFlag.AlignBaseline)
        numbers.addWidget(self._spread, alignment=Qt.AlignmentFlag.AlignBaseline)
        numbers.addStretch()
        numbers.addWidget(self._word, alignment=Qt.AlignmentFlag.AlignBaseline)
        lines.addLayout(numbers)
        lines.addWidget(self._line)
        lines.addSpacing(4)
        lines.addWidget(self._about)

    def say(self, overall: Overall) -> None:
        """Show ``overall`` in the language on screen."""
        words = self._ui.language.words
        score, spread = overall.score, overall.plus_minus
        self._name.setText(words("overall.name"))
        self._about.setText(words("overall.about"))
        self._figure.setText("–" if score is None else str(score))
        self._spread.setText("" if score is None or spread is None else f"± {spread}")
        said = words("state.cannot_say") if score is None else words(f"word.{word_of(score)}")
        self._word.setText(wording.sentence(said))
        self._line.show_score(score, spread)
        number = "" if score is None else wording.score(score, spread)
        self.setAccessibleName(f"{self._name.text()}: {number} {said}")


class Findings(QWidget):
    """Remarks on the photo, which stay on the result: what is the matter, and below it what to do."""

    def __init__(self, ui: Ui, parent: QWidget | None = None, *, with_values: bool = False) -> None:
        """Nothing is shown yet.

        Args:
            ui: Theme and language.
            parent: As Qt wants it.
            with_values: Show beside each remark what was measured and what would be needed.
        """
        super().__init__(parent)
        self._ui = ui
        self._with_values = with_values
        self._box = QWidget()
        self._box.setObjectName("note")
        self._lines = column(self._box, margins=(14, 12, 14, 12), spacing=12)
        column(self, margins=(0, 18, 0, 0)).addWidget(self._box)
        self._said: tuple[QualityFinding, ...] = ()
        ui.theme.changed.connect(self._repeat)

    def say(self, findings: Sequence[QualityFinding]) -> None:
        """Show the remarks in the language on screen, those that refuse first; nothing where there are none."""
        self._said = tuple(findings)
        cleared(self._lines)
        tokens = self._ui.theme.tokens
        for finding in sorted(findings, key=lambda finding: finding.severity is not Severity.REFUSE):
            line = row(spacing=12)
            sign = QLabel()
            sign.setPixmap(pixmap("info", tokens.accent, 18, self.devicePixelRatioF()))
            line.addWidget(sign, alignment=Qt.AlignmentFlag.AlignTop)
            words = column(spacing=2)
            for text in self._texts(finding):
                words.addWidget(text)
            line.addLayout(words, 1)
            self._lines.addLayout(line)
        self.setVisible(bool(findings))

    def _repeat(self) -> None:
        """Say it again in the theme's colours."""
        self.say(self._said)

    def _texts(self, finding: QualityFinding) -> list[Text]:
        words = self._ui.language.words
        told = [Text("body", finding.reason_told(words), wrap=True)]
        if remedy := finding.remedy_told(words):
            told.append(Text("soft", remedy, wrap=True))
        if self._with_values and (measured := measured_text(finding, words)):
            told.append(Text("small", measured, wrap=True))
        return told
