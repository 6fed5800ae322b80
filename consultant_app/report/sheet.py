"""What all parts of the report share: the content, the manner, the structure, and grids that align."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Spacer

from consultant_app.domain.analysis import CriterionResult
from consultant_app.domain.scoring import Word, word_of
from consultant_app.report.content import ReportContent
from consultant_app.report.flow import Grid, Line
from consultant_app.report.style import Style
from consultant_app.report.tags import Element, Tree
from consultant_app.texts import Texts


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One report about to be set.

    Attributes:
        style: The house's manner.
        content: The report.
        width: Of the text area, points.
        room: How generous the white is, 1 as the brand has it, less where a long routine needs the place.
        tree: The structure, grown as the parts are written: a part is written in the order of reading.
    """

    style: Style
    content: ReportContent
    width: float
    room: float = 1.0
    tree: Tree = field(default_factory=Tree)

    @property
    def words(self) -> Texts:
        """The sentences in the report's language."""
        return self.content.words

    def name(self, key: str) -> str:
        """Name of a criterion."""
        return self.words(f"criterion.{key}.name")

    def word(self, result: CriterionResult) -> str:
        """Word beside a score; empty for "cannot say"."""
        return "" if result.score is None else self.words(f"word.{word_of(result.score)}")

    def space(self, step: str) -> Spacer:
        """White space of the brand's scale."""
        return Spacer(1, self.white(step))

    def white(self, step: str) -> float:
        """A space of the brand's scale, points."""
        return self.style.space(step) * self.room

    def line(
        self,
        text: str,
        size: str = "body",
        *,
        tag: str = "P",
        within: Element | None = None,
        serif: bool = False,
        weight: str = "normal",
        colour: str = "ink",
        align: str = "left",
    ) -> Line:
        """Text that wraps, and that a screen reader reads where it was written.

        Args:
            text: What to set.
            size: Step of the type scale.
            tag: What it is in the structure.
            within: A node that it belongs to as well as other lines, e.g. a table's cell of two columns on paper.
            serif: The title face instead of the text face.
            weight: ``normal``, ``strong`` or ``emphasis``.
            colour: Token of the palette.
            align: ``left``, ``right`` or ``center``.
        """
        made = self.style.line(text, size, serif=serif, weight=weight, colour=colour, align=align)
        made.element = within or self.tree.add(tag)
        return made

    def heading(self, key: str, level: int = 2, *, quiet: bool = False) -> Flowable:
        """Heading of a section, never alone at the foot of a page; a ``quiet`` one looks like level 3."""
        size, weight = ("title", "normal") if level == 2 and not quiet else ("heading", "strong")
        heading = self.line(self.words(key), size, tag=f"H{level}", serif=True, weight=weight)
        heading.keepWithNext = 1
        return heading

    def label(self, text: str, align: str = "left") -> Line:
        """A few small words above what they name."""
        return self.line(text, "small", weight="emphasis", colour="accent", align=align)

    def small(self, text: str, align: str = "left") -> Line:
        """A sentence that stands back."""
        return self.line(text, "small", colour="ink_soft", align=align)

    @contextmanager
    def table(self) -> Iterator[Element]:
        """A table in the structure; its rows are opened with ``tree.within("TR")``."""
        with self.tree.within("Table") as element:
            yield element

    def grid(
        self,
        rows: Sequence[Sequence[object]],
        widths: Sequence[float],
        *,
        row_space: float = 0,
        lines: Sequence[int] = (),
        align: str = "TOP",
        left: str = "LEFT",
    ) -> Grid:
        """Rows of cells without padding at the sides, so that text edges align over the whole page.

        Args:
            rows: Cells: flowables, lists of them, or ``None`` for an empty one.
            widths: Of the columns, points.
            row_space: White above and below each row, points.
            lines: Columns that carry a hairline below each row.
            align: Where a cell's content stands in its row: ``TOP``, ``MIDDLE`` or ``BOTTOM``.
            left: Where a figure narrower than its column stands: ``LEFT``, ``CENTER`` or ``RIGHT``.
        """
        everything = ((0, 0), (-1, -1))
        look: list[tuple[object, ...]] = [
            ("LEFTPADDING", *everything, 0),
            ("RIGHTPADDING", *everything, 0),
            ("TOPPADDING", *everything, row_space),
            ("BOTTOMPADDING", *everything, row_space),
            ("VALIGN", *everything, align),
            ("ALIGN", *everything, left),
            # Even an empty cell names a font, which would be listed without being embedded.
            ("FONTNAME", *everything, self.style.text_font),
        ]
        hairline = HexColor(self.style.colours.line)
        look += [("LINEBELOW", (column, 0), (column, -1), 0.5, hairline) for column in lines]
        cells = [[[] if cell is None else cell for cell in row] for row in rows]
        # A row taller than a page (a very long text of a catalogue) is continued instead of failing.
        return Grid(cells, colWidths=list(widths), style=look, hAlign="LEFT", splitInRow=1)

    @property
    def score_widths(self) -> tuple[float, float]:
        """Widths of the cells of ``score``, wide enough for any of them, points."""
        return self.style.width("\u00a0100", weight="strong"), self.style.width("\u00a0±\u00a0100")

    @property
    def word_width(self) -> float:
        """Width that holds the longest word of a score in this language, points."""
        return max(self.style.width(self.words(f"word.{word}")) for word in Word) + 1

    def score(self, result: CriterionResult) -> list[Flowable]:
        """A said score and its +/- as two cells on paper, to be aligned in columns, and one in the structure."""
        cell = self.tree.add("TD")
        return [
            self.line(f"{result.score}", within=cell, weight="strong", align="right"),
            self.line(f"\u00a0±\u00a0{result.plus_minus}", within=cell, colour="ink_soft"),
        ]
