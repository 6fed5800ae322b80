"""What all parts of the report share: the content, the manner, the width, and grids that align."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Spacer, Table

from consultant_app.domain.analysis import CriterionResult
from consultant_app.domain.scoring import Word
from consultant_app.report.content import ReportContent
from consultant_app.report.style import Style
from consultant_app.texts import Texts


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One report about to be set.

    Attributes:
        style: The house's manner.
        content: The report.
        width: Of the text area, points.
    """

    style: Style
    content: ReportContent
    width: float

    @property
    def words(self) -> Texts:
        """The sentences in the report's language."""
        return self.content.words

    def name(self, key: str) -> str:
        """Name of a criterion."""
        return self.words(f"criterion.{key}.name")

    def space(self, step: str) -> Spacer:
        """White space of the brand's scale."""
        return Spacer(1, self.style.space(step))

    def heading(self, key: str) -> Flowable:
        """Heading of a section; it never stays alone at the foot of a page."""
        heading = self.style.line(self.words(key), "title", serif=True)
        heading.keepWithNext = 1
        return heading

    def grid(
        self,
        rows: Sequence[Sequence[object]],
        widths: Sequence[float],
        *,
        row_space: float = 0,
        lines: Sequence[int] = (),
        align: str = "TOP",
    ) -> Table:
        """Rows of cells without padding at the sides, so that text edges align over the whole page.

        Args:
            rows: Cells: flowables or lists of them.
            widths: Of the columns, points.
            row_space: White above and below each row, points.
            lines: Columns that carry a hairline below each row.
            align: Where a cell's content stands in its row: ``TOP`` or ``BOTTOM``.
        """
        everything = ((0, 0), (-1, -1))
        look: list[tuple[object, ...]] = [
            ("LEFTPADDING", *everything, 0),
            ("RIGHTPADDING", *everything, 0),
            ("TOPPADDING", *everything, row_space),
            ("BOTTOMPADDING", *everything, row_space),
            ("VALIGN", *everything, align),
            # Even an empty cell names a font, which would be listed without being embedded.
            ("FONTNAME", *everything, self.style.text_font),
        ]
        hairline = HexColor(self.style.colours.line)
        look += [("LINEBELOW", (column, 0), (column, -1), 0.5, hairline) for column in lines]
        # A row taller than a page (a very long text of a catalogue) is continued instead of failing.
        return Table([list(row) for row in rows], colWidths=list(widths), style=look, hAlign="LEFT", splitInRow=1)

    @property
    def score_widths(self) -> tuple[float, float]:
        """Widths of the cells of ``score``, wide enough for any of them, points."""
        return self.style.width("\u00a0100", weight="strong"), self.style.width("\u00a0±\u00a0100")

    @property
    def word_width(self) -> float:
        """Width that holds the longest word of a score in this language, points."""
        return max(self.style.width(self.words(f"word.{word}")) for word in Word) + 1

    def score(self, result: CriterionResult) -> list[Flowable]:
        """The score and its +/- as two cells, to be aligned in columns; empty for "cannot say"."""
        if result.score is None:
            return [self.style.line(""), self.style.line("")]
        return [
            self.style.line(f"{result.score}", weight="strong", align="right"),
            self.style.line(f"\u00a0±\u00a0{result.plus_minus}", colour="ink_soft"),
        ]
