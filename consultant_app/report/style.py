"""The brand's tokens as type on paper: registered fonts, paragraph styles, colours."""

import unicodedata
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from consultant_app.brand import Brand, Palette, Typeface

_ANY_HEIGHT = 10_000.0
_POINTS = 0.6
"""Points on paper per pixel on screen: the same scale, read at hand's length instead of across a counter."""


class Style:
    """Everything needed to set a line in the house's manner.

    Args:
        brand: The house. Its fonts are registered with reportlab, whose registry belongs to the whole process;
            registering twice is harmless.
    """

    def __init__(self, brand: Brand) -> None:
        self.brand = brand
        self.colours: Palette = brand.light
        self._title = _register(brand.title)
        self._text = _register(brand.text)
        self._styles: dict[tuple[str, str, str, str], ParagraphStyle] = {}

    @property
    def text_font(self) -> str:
        """Registered name of the text face."""
        return self._text["normal"]

    def space(self, step: str) -> float:
        """A space of the brand in points."""
        return float(getattr(self.brand.spacing, step)) * _POINTS

    def size(self, step: str) -> float:
        """A type size of the brand in points."""
        return float(getattr(self.brand.sizes, step)) * _POINTS

    def width(self, text: str, size: str = "body", weight: str = "normal") -> float:
        """Width of ``text`` on one line of the text face, points."""
        return float(pdfmetrics.stringWidth(text, self._text[weight], self.size(size)))

    def line(
        self,
        text: str,
        size: str = "body",
        *,
        serif: bool = False,
        weight: str = "normal",
        colour: str = "ink",
        align: str = "left",
    ) -> Paragraph:
        """Text that wraps; nothing in it is read as markup.

        Args:
            text: What to set.
            size: Step of the type scale.
            serif: The title face instead of the text face.
            weight: ``normal``, ``strong`` or ``emphasis``.
            colour: Token of the palette.
            align: ``left``, ``right`` or ``center``.
        """
        return Paragraph(clean(text), self._style(size, ("serif-" if serif else "sans-") + weight, colour, align))

    def _style(self, size: str, face: str, colour: str, align: str) -> ParagraphStyle:
        key = (size, face, colour, align)
        if key not in self._styles:
            family, weight = face.split("-")
            points = self.size(size)
            self._styles[key] = ParagraphStyle(
                "-".join(key),
                fontName=(self._title if family == "serif" else self._text)[weight],
                fontSize=points,
                # Large type wants tight lines, small type air.
                leading=points * (1.1 if size in ("display", "title") else 1.35),
                textColor=HexColor(getattr(self.colours, colour)),
                alignment={"left": 0, "center": 1, "right": 2}[align],
            )
        return self._styles[key]


def hang(canvas: Canvas, text: Paragraph, x: float, top: float, width: float) -> float:
    """Set ``text`` on a page below ``top``; returns the height that it took, points."""
    height: float = text.wrap(width, _ANY_HEIGHT)[1]
    text.drawOn(canvas, x, top - height)
    return height


def clean(text: str) -> str:
    """``text`` for a paragraph: composed letters, no control characters, mark-up signs as themselves."""
    composed = unicodedata.normalize("NFC", text)
    return escape("".join(" " if unicodedata.category(letter).startswith("C") else letter for letter in composed))


def _register(face: Typeface) -> dict[str, str]:
    """Register a family under its files' paths, so that two brands never share a name by mistake."""
    for path in face.files:
        if str(path) not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(str(path), str(path)))
    return dict(zip(("normal", "strong", "emphasis"), map(str, face.files), strict=True))
