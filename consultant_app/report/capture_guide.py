"""The page that hangs at the counter: where lamps, camera and client belong, in the house's manner, on one A4."""

import io

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from consultant_app.brand import Brand
from consultant_app.domain.calibration import LASTS
from consultant_app.report.logo import read_logo
from consultant_app.report.style import Style, hang
from consultant_app.texts import Texts

DISTANCE_CM = 60
"""From which a head takes about 0.45 of the height of a laptop camera's picture (ISO/IEC 29794-5)."""

_STEPS = ("light", "distance", "background", "client", "camera", "colours")
_SIDE, _GAP = 46.0, 30.0
_WIDTH = A4[0] - 2 * _SIDE
_COLUMN = (_WIDTH - _GAP) / 2
_DRAWING = 216.0
"""Height of the two drawings in points."""
_STEP_HEIGHT = 92.0
_NUMBER = 24.0


def render_guide(brand: Brand, words: Texts) -> bytes:
    """The PDF's bytes; the same arguments give the same bytes.

    Raises:
        ConsultantError: the brand's logo cannot be drawn.
    """
    out, style = io.BytesIO(), Style(brand, words.language)
    canvas = Canvas(out, pagesize=A4, invariant=1, initialFontName=style.text_font, lang=words.language)
    canvas.setTitle(words("counter.title"))
    canvas.setAuthor(brand.name)
    canvas.setCreator(brand.name)
    canvas.setSubject(words("counter.about"))
    page = _Page(canvas, style, words)
    page.frame()
    top = page.head(A4[1] - 96)
    page.drawings(top - 26)
    page.steps(top - 26 - _DRAWING - 58)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


class _Page:
    """Draws the parts of the page; ``top`` is where a part begins, points from the lower edge."""

    def __init__(self, canvas: Canvas, style: Style, words: Texts) -> None:
        self._canvas, self._style, self._words = canvas, style, words
        self._ink, self._soft, self._line, self._accent, self._wash = (
            HexColor(getattr(style.colours, name)) for name in ("ink", "ink_soft", "line", "accent", "accent_soft")
        )

    def frame(self) -> None:
        """Logo and tagline above, the disclaimers below."""
        canvas, style, words = self._canvas, self._style, self._words
        canvas.setFillColor(self._ink)
        read_logo(style.brand.logo).draw(canvas, _SIDE, A4[1] - 50, 11)
        tagline = style.line(style.brand.tagline(words.language), serif=True, weight="emphasis", align="right")
        hang(canvas, tagline, A4[0] / 2, A4[1] - 38, A4[0] / 2 - _SIDE)
        self._pen(self._line, 0.5)
        canvas.line(_SIDE, A4[1] - 62, A4[0] - _SIDE, A4[1] - 62)
        canvas.line(_SIDE, 58, A4[0] - _SIDE, 58)
        foot = style.line(f"{words('disclaimer')} {words('disclaimer.dermatologist')}", "small")
        hang(canvas, foot, _SIDE, 52, _WIDTH)

    def head(self, top: float) -> float:
        """Title and what the page is for; returns its lower edge."""
        title = self._style.line(self._words("counter.title"), "display", serif=True)
        top -= hang(self._canvas, title, _SIDE, top, _WIDTH) + 8
        about = self._style.line(self._words("counter.about"), "heading", colour="ink_soft")
        return top - hang(self._canvas, about, _SIDE, top, _WIDTH * 0.9)

    def drawings(self, top: float) -> None:
        """The counter from above, and the picture that comes of it."""
        for x, key, draw in ((_SIDE, "above", self._above), (_SIDE + _COLUMN + _GAP, "picture", self._picture)):
            self._canvas.saveState()
            draw(x, top - _DRAWING)
            self._canvas.restoreState()
            name = self._style.line(self._words(f"counter.{key}"), "small", colour="ink_soft", align="center")
            hang(self._canvas, name, x, top - _DRAWING - 8, _COLUMN)

    def steps(self, top: float) -> None:
        """Six short rules in two columns, to be read in rows."""
        style, words = self._style, self._words
        for place, key in enumerate(_STEPS):
            x = _SIDE + (place % 2) * (_COLUMN + _GAP)
            y = top - (place // 2) * _STEP_HEIGHT
            number = style.line(f"{place + 1}", "title", serif=True, colour="accent")
            hang(self._canvas, number, x, y + 3, _NUMBER)
            name = style.line(words(f"counter.{key}"), "heading", serif=True)
            used = hang(self._canvas, name, x + _NUMBER, y, _COLUMN - _NUMBER)
            about = words(f"counter.{key}.about", centimetres=DISTANCE_CM, days=LASTS.days)
            hang(self._canvas, style.line(about), x + _NUMBER, y - used - 4, _COLUMN - _NUMBER)

    def _above(self, x: float, y: float) -> None:
        """Wall, client, camera and two lamps seen from above."""
        canvas, middle = self._canvas, x + _COLUMN / 2
        self._card(x, y)
        canvas.setFillColor(self._line)
        canvas.rect(x + 34, y + _DRAWING - 26, _COLUMN - 68, 7, stroke=0, fill=1)
        head, lens = y + _DRAWING - 76, y + 44
        for side in (-1, 1):
            self._beam(middle + side * 84, lens + 6, middle, head - 14)
        self._person_from_above(middle, head)
        canvas.setFillColor(self._ink)
        canvas.roundRect(middle - 15, lens - 12, 30, 12, 3, stroke=0, fill=1)
        canvas.circle(middle, lens, 5, stroke=0, fill=1)
        self._measure(middle, lens + 12, head - 24)
        for side in (-1, 1):
            self._lamp(middle + side * 84, lens + 6, side)

    def _picture(self, x: float, y: float) -> None:
        """The frame of the camera with a head of the right size in it."""
        canvas, middle = self._canvas, x + _COLUMN / 2
        wide = _COLUMN - 20
        high = wide * 9 / 16
        self._card(x, y)
        low = y + (_DRAWING - high) / 2
        clip = canvas.beginPath()
        clip.rect(middle - wide / 2, low, wide, high)
        canvas.setFillColor(HexColor(self._style.colours.paper))
        canvas.rect(middle - wide / 2, low, wide, high, stroke=0, fill=1)
        canvas.saveState()
        canvas.clipPath(clip, stroke=0, fill=0)
        # The head takes 0.45 of the height of the picture from chin to crown; the oval leaves it some room.
        face, centre = 0.45 * high, low + 0.53 * high
        canvas.setFillColor(self._line)
        canvas.ellipse(
            middle - 0.52 * high, low - 0.62 * high, middle + 0.52 * high, low + 0.27 * high, stroke=0, fill=1
        )
        canvas.rect(middle - 0.11 * high, low + 0.16 * high, 0.22 * high, 0.2 * high, stroke=0, fill=1)
        canvas.setFillColor(self._soft)
        canvas.ellipse(
            middle - 0.37 * face, centre - face / 2, middle + 0.37 * face, centre + face / 2, stroke=0, fill=1
        )
        canvas.restoreState()
        self._pen(self._accent, 1.6)
        canvas.ellipse(
            middle - 0.48 * face, centre - 0.64 * face, middle + 0.48 * face, centre + 0.64 * face, fill=0
        )
        self._pen(self._soft, 0.8)
        canvas.rect(middle - wide / 2, low, wide, high, stroke=1, fill=0)

    def _card(self, x: float, y: float) -> None:
        self._canvas.setFillColor(self._wash)
        self._canvas.roundRect(x, y, _COLUMN, _DRAWING, 6, stroke=0, fill=1)

    def _person_from_above(self, x: float, y: float) -> None:
        canvas = self._canvas
        canvas.setFillColor(self._line)
        canvas.ellipse(x - 42, y - 6, x + 42, y + 26, stroke=0, fill=1)
        canvas.setFillColor(self._soft)
        canvas.ellipse(x - 17, y - 18, x + 17, y + 22, stroke=0, fill=1)
        nose = canvas.beginPath()
        nose.moveTo(x - 4, y - 16)
        nose.lineTo(x, y - 24)
        nose.lineTo(x + 4, y - 16)
        nose.close()
        canvas.drawPath(nose, stroke=0, fill=1)

    def _lamp(self, x: float, y: float, side: int) -> None:
        """A soft panel that looks at the face."""
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(side * 38)
        canvas.setFillColor(self._accent)
        canvas.roundRect(-24, -5, 48, 10, 3, stroke=0, fill=1)
        canvas.restoreState()

    def _beam(self, x: float, y: float, to_x: float, to_y: float) -> None:
        light = self._canvas.beginPath()
        light.moveTo(x, y)
        light.lineTo(to_x - 34, to_y + 4)
        light.lineTo(to_x + 34, to_y + 4)
        light.close()
        self._canvas.setFillColor(HexColor(self._style.colours.paper))
        self._canvas.setFillAlpha(0.75)
        self._canvas.drawPath(light, stroke=0, fill=1)
        self._canvas.setFillAlpha(1)

    def _measure(self, x: float, low: float, high: float) -> None:
        """A line with its length beside it."""
        canvas = self._canvas
        self._pen(self._ink, 0.7)
        canvas.line(x, low, x, high)
        for end in (low, high):
            canvas.line(x - 4, end, x + 4, end)
        length = self._style.line(self._words("counter.distance_mark", centimetres=DISTANCE_CM), weight="strong")
        hang(canvas, length, x + 8, (low + high) / 2 + 8, 80)

    def _pen(self, colour: HexColor, width: float) -> None:
        self._canvas.setStrokeColor(colour)
        self._canvas.setLineWidth(width)
