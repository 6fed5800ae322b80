"""The brand's tokens as type on paper: registered fonts, paragraph styles, colours."""

import re
import unicodedata
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from consultant_app.brand import Brand, Palette, Typeface
from consultant_app.report.flow import Line
from consultant_app.report.scripts import in_other_fonts, in_reading_order

_ANY_HEIGHT = 10_000.0
_POINTS = 0.6
"""Points on paper per pixel on screen: the same scale, read at hand's length instead of across a counter."""

_NARROW = 0.6
"""Width of French's narrow no-break space over that of the no-break space."""
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_BEFORE, _AFTER = re.compile(r"[ \u00a0\u202f]+(?=[;:!?%»€])"), re.compile(r"(?<=«)[ \u00a0\u202f]+")


class Style:
    """Everything needed to set a line in the house's manner.

    Args:
        brand: The house. Its fonts are registered with reportlab, whose registry belongs to the whole process;
            registering twice is harmless.
        language: Whose typography the spaces before signs follow.
    """

    def __init__(self, brand: Brand, language: str = "en") -> None:
        self.brand = brand
        self.language = language
        self.colours: Palette = brand.light
        self._title = _register(brand.title)
        self._text = _register(brand.text)
        self._styles: dict[tuple[str, str, str, str], ParagraphStyle] = {}

    @property
    def text_font(self) -> str:
        """Registered name of the text face."""
        return self._text["normal"]

    @property
    def strong_font(self) -> str:
        """Registered name of the text face's bold."""
        return self._text["strong"]

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
    ) -> Line:
        """Text that wraps; nothing in it is read as markup.

        Args:
            text: What to set.
            size: Step of the type scale.
            serif: The title face instead of the text face.
            weight: ``normal``, ``strong`` or ``emphasis``.
            colour: Token of the palette.
            align: ``left``, ``right`` or ``center``.
        """
        made = self._style(size, ("serif-" if serif else "sans-") + weight, colour, align)
        markup = in_other_fonts(clean(in_reading_order(spaced(text, self.language))), made.fontName)
        return Line(narrowed(markup, made.fontSize), made)

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


def hang(canvas: Canvas, text: Line, x: float, top: float, width: float) -> float:
    """Set ``text`` on a page below ``top``; returns the height that it took, points."""
    height: float = text.wrap(width, _ANY_HEIGHT)[1]
    text.drawOn(canvas, x, top - height)
    return height


def spaced(text: str, language: str) -> str:
    """``text`` with the spaces that French sets before ``; : ! ? % » €`` and after ``«``: narrow, and unbroken."""
    if not language.startswith("fr"):
        return text
    return _AFTER.sub("\u202f", _BEFORE.sub("\u202f", text))


def narrowed(markup: str, points: float) -> str:
    """Narrow no-break spaces as smaller no-break ones: reportlab takes the former for a place to break.

    Args:
        markup: Text for a paragraph, signs of mark-up escaped.
        points: Size of its type.
    """
    return markup.replace("\u202f", f'<font size="{points * _NARROW:.2f}">\u00a0</font>')


def clean(text: str) -> str:
    """``text`` for a paragraph: composed letters, round apostrophes, no control letters, signs as themselves."""
    composed = unicodedata.normalize("NFC", text)
    plain = "".join(" " if unicodedata.category(letter).startswith("C") else letter for letter in composed)
    return escape(_APOSTROPHE.sub("’", plain))


def _register(face: Typeface) -> dict[str, str]:
    """Register a family under its files' paths, so that two brands never share a name by mistake."""
    for path in face.files:
        if str(path) not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(str(path), str(path)))
    return dict(zip(("normal", "strong", "emphasis"), map(str, face.files), strict=True))
