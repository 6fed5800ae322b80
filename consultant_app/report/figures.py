"""The drawn parts of the report: the face with its zones and marks, a score on its line, a QR code."""

import io
from collections.abc import Iterable, Sequence

import numpy as np
import segno
from numpy.typing import NDArray
from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from consultant_app.brand import Palette
from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import RGB
from consultant_app.report.content import Cut, Outlines
from consultant_app.report.flow import Figure
from consultant_app.report.style import Style
from consultant_app.report.tags import Element

_JPEG_QUALITY = 90
_QUIET = 2
"""Light modules kept around a code; the page's own white adds the rest."""
_BADGE = 6.4
"""Radius of a numbered mark, points."""
_HATCH_NEAR, _HATCH_FAR = 2.2, 6.0
"""Distance of the hatching's lines where all of a criterion lies in a zone, and where hardly any does, points."""

Line = NDArray[np.float32]


class Picture(Figure):
    """An image at a given width in its own proportions, with outlines over it as vectors.

    Args:
        rgb: uint8 [H, W, 3].
        width: Points.
        colours: Palette of the page.
        element: Its node; ``None`` for an ornament.
        outlines: Closed outlines, float32 [N, 2] each, pixels of ``rgb``; clipped to the image.
    """

    def __init__(
        self,
        rgb: RGB,
        width: float,
        colours: Palette,
        element: Element | None = None,
        outlines: Iterable[Line] = (),
    ) -> None:
        super().__init__(element)
        self.width, self.height = width, width * rgb.shape[0] / rgb.shape[1]
        self._image = jpeg(rgb)
        self._colours = colours
        self._scale = width / rgb.shape[1]
        self._outlines = tuple(outlines)

    def paint(self) -> None:
        """Paint at the canvas's origin."""
        self.canv.drawImage(self._image, 0, 0, self.width, self.height)
        if not self._outlines:
            return
        canvas = self.canv
        canvas.saveState()
        _clip(canvas, self.width, self.height)
        canvas.setLineJoin(1)
        # A light line on a broader dark one is seen on every skin tone, and in grey.
        for colour, width, alpha in ((self._colours.ink, 1.5, 0.3), (self._colours.surface, 0.7, 0.95)):
            canvas.setStrokeColor(HexColor(colour))
            canvas.setStrokeAlpha(alpha)
            canvas.setLineWidth(width)
            for outline in self._outlines:
                canvas.drawPath(_path(canvas, outline, self._scale, self.height), stroke=1, fill=0)
        canvas.restoreState()


class FaceMap(Figure):
    """The face with its zones: over the photograph, or drawn as lines; hatched where something was seen.

    Args:
        cut: The face.
        width: Points.
        style: The house's manner.
        element: Its node.
        marks: Numbers with the zone that each stands in.
        hatched: Zone -> share of what was seen there, 0..1; the larger, the closer the lines.
    """

    def __init__(
        self,
        cut: Cut,
        width: float,
        style: Style,
        element: Element | None,
        marks: Sequence[tuple[int, Zone]] = (),
        hatched: dict[Zone, float] | None = None,
    ) -> None:
        super().__init__(element)
        self.width, self.height = width, width * cut.size[1] / cut.size[0]
        self._cut, self._style, self._marks, self._hatched = cut, style, marks, hatched or {}
        self._scale = width / cut.size[0]
        zones = [line for zone, line in cut.outlines.items() if zone is not Zone.FACE]
        self._photo = None if cut.photo is None else Picture(cut.photo, width, style.colours, None, zones)

    def paint(self) -> None:
        """Paint at the canvas's origin."""
        if self._photo is None:
            self._paint_lines()
        else:
            self._photo.canv = self.canv
            self._photo.paint()
        for number, middle in places(self._marks, self._cut.outlines, self._scale, _BADGE):
            self._badge(number, middle[0], self.height - middle[1])

    def _paint_lines(self) -> None:
        canvas, colours = self.canv, self._style.colours
        canvas.saveState()
        _clip(canvas, self.width, self.height)
        for zone, share in self._hatched.items():
            if zone in self._cut.outlines:
                self._hatch(self._cut.outlines[zone], share)
        canvas.setLineJoin(1)
        for zone, outline in self._cut.outlines.items():
            canvas.setStrokeColor(HexColor(colours.ink_soft))
            canvas.setLineWidth(0.9 if zone is Zone.FACE or zone in self._hatched else 0.45)
            canvas.drawPath(_path(canvas, outline, self._scale, self.height), stroke=1, fill=0)
        canvas.restoreState()

    def _hatch(self, outline: Line, share: float) -> None:
        canvas, step = self.canv, _HATCH_FAR - (_HATCH_FAR - _HATCH_NEAR) * min(1.0, share)
        canvas.saveState()
        canvas.clipPath(_path(canvas, outline, self._scale, self.height), stroke=0, fill=0)
        canvas.setStrokeColor(HexColor(self._style.colours.accent))
        canvas.setLineWidth(0.5)
        low, high = outline.min(axis=0) * self._scale, outline.max(axis=0) * self._scale
        tall = float(high[1] - low[1])
        for start in np.arange(float(low[0]) - tall, float(high[0]), step):
            canvas.line(start, self.height - float(high[1]), start + tall, self.height - float(low[1]))
        canvas.restoreState()

    def _badge(self, number: int, x: float, y: float) -> None:
        canvas, style = self.canv, self._style
        canvas.setFillColor(HexColor(style.colours.surface))
        canvas.setStrokeColor(HexColor(style.colours.ink))
        canvas.setLineWidth(0.6)
        canvas.circle(x, y, _BADGE, stroke=1, fill=1)
        canvas.setFillColor(HexColor(style.colours.ink))
        canvas.setFont(style.strong_font, style.size("small"))
        canvas.drawCentredString(x, y - style.size("small") * 0.35, f"{number}")


def places(
    marks: Sequence[tuple[int, Zone]], outlines: Outlines, scale: float, radius: float
) -> list[tuple[int, tuple[float, float]]]:
    """Where numbers stand: in the middle of their zone, side by side where they share one; points from the top."""
    shared: dict[Zone, list[int]] = {}
    for number, zone in marks:
        if zone in outlines:
            shared.setdefault(zone, []).append(number)
    out = []
    for zone, numbers in shared.items():
        x, y = (float(part) * scale for part in (outlines[zone].min(axis=0) + outlines[zone].max(axis=0)) / 2)
        left = x - (len(numbers) - 1) * radius * 1.15
        out += [(number, (left + place * radius * 2.3, y)) for place, number in enumerate(numbers)]
    return sorted(out)


class ScoreLine(Figure):
    """A score as a dot on a hairline from 0 to 100, its +/- as a band: the uncertainty is seen, not only read.

    An ornament: the numbers stand beside it.

    Args:
        score: 0-100.
        plus_minus: Half width of the band in points of 100.
        width: Points.
        height: Points; the dot sits in the middle.
        colours: Palette of the page.
    """

    def __init__(self, score: int, plus_minus: int, width: float, height: float, colours: Palette) -> None:
        super().__init__()
        self.width, self.height = width, height
        self._score, self._plus_minus, self._colours = score, plus_minus, colours

    def paint(self) -> None:
        """Paint at the canvas's origin."""
        canvas, middle = self.canv, self.height / 2
        low, dot, high = (
            self.width * min(100, max(0, value)) / 100
            for value in (self._score - self._plus_minus, self._score, self._score + self._plus_minus)
        )
        canvas.setStrokeColor(HexColor(self._colours.line))
        canvas.setLineWidth(0.6)
        canvas.line(0, middle, self.width, middle)
        accent = HexColor(self._colours.accent)
        canvas.setLineCap(1)
        canvas.setStrokeColor(accent)
        canvas.setStrokeAlpha(0.35)
        canvas.setLineWidth(2.4)
        canvas.line(low, middle, high, middle)
        canvas.setStrokeAlpha(1)
        canvas.setFillColor(accent)
        canvas.circle(dot, middle, 1.7, stroke=0, fill=1)


class QrCode(Figure):
    """A QR code that is also a link.

    Args:
        url: Where it leads.
        side: Points, its quiet zone included.
        ink: Colour ``#RRGGBB``; dark, or readers miss it.
        element: Its node.
    """

    def __init__(self, url: str, side: float, ink: str, element: Element) -> None:
        super().__init__(element)
        self.width = self.height = side
        self._ink = ink
        # Level M: a crease or a stain is borne, and the code stays coarse enough for a telephone.
        self._rows = [bytes(row) for row in segno.make(url, error="m", micro=False).matrix_iter(border=_QUIET)]

    def paint(self) -> None:
        """Paint at the canvas's origin, runs of dark modules as one rectangle."""
        canvas, step = self.canv, self.width / len(self._rows)
        # Its quiet zone reaches into the margin, so that the dark squares stand below the text's edge.
        canvas.translate(-_QUIET * step, 0)
        canvas.setFillColor(HexColor(self._ink))
        path = canvas.beginPath()
        for down, row in enumerate(self._rows, 1):
            start = 0
            while (start := row.find(1, start)) >= 0:
                end = next((place for place in range(start, len(row)) if not row[place]), len(row))
                path.rect(start * step, self.height - down * step, (end - start) * step, step)
                start = end
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.translate(_QUIET * step, 0)


def jpeg(rgb: RGB) -> ImageReader:
    """The image as JPEG, which the PDF carries as it is: a tenth of the size of deflated pixels."""
    file = io.BytesIO()
    Image.fromarray(rgb).save(file, "JPEG", quality=_JPEG_QUALITY, subsampling=0, optimize=True)
    file.seek(0)
    return ImageReader(file)


def _clip(canvas: Canvas, width: float, height: float) -> None:
    frame = canvas.beginPath()
    frame.rect(0, 0, width, height)
    canvas.clipPath(frame, stroke=0, fill=0)


def _path(canvas: Canvas, outline: Line, scale: float, height: float) -> object:
    path = canvas.beginPath()
    points = [(float(x) * scale, height - float(y) * scale) for x, y in outline]
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    return path
