"""The drawn parts of the report: the face with its zones, and a score on its line."""

import io
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from consultant_app.brand import Palette
from consultant_app.domain.photo import RGB

_JPEG_QUALITY = 92


class Picture(Flowable):  # type: ignore[misc] # reportlab carries no types
    """An image at a given width in its own proportions, optionally with outlines drawn over it as vectors.

    Args:
        rgb: uint8 [H, W, 3].
        width: Points.
        colours: Palette of the page.
        outlines: Closed outlines, float32 [N, 2] each, pixels of ``rgb``; clipped to the image.
    """

    def __init__(
        self, rgb: RGB, width: float, colours: Palette, outlines: Iterable[NDArray[np.float32]] = ()
    ) -> None:
        super().__init__()
        self.width = width
        self.height = width * rgb.shape[0] / rgb.shape[1]
        self._image = _jpeg(rgb)
        self._colours = colours
        self._scale = width / rgb.shape[1]
        self._outlines = tuple(outlines)

    def draw(self) -> None:
        """Paint at the canvas's origin; called by reportlab."""
        canvas = self.canv
        canvas.drawImage(self._image, 0, 0, self.width, self.height)
        if not self._outlines:
            return
        canvas.saveState()
        frame = canvas.beginPath()
        frame.rect(0, 0, self.width, self.height)
        canvas.clipPath(frame, stroke=0, fill=0)
        canvas.setLineJoin(1)
        # A light line on a broader dark one is seen on every skin tone.
        for colour, width, alpha in ((self._colours.ink, 1.3, 0.22), (self._colours.surface, 0.6, 0.9)):
            canvas.setStrokeColor(HexColor(colour))
            canvas.setStrokeAlpha(alpha)
            canvas.setLineWidth(width)
            for outline in self._outlines:
                canvas.drawPath(self._path(outline), stroke=1, fill=0)
        canvas.restoreState()

    def _path(self, outline: NDArray[np.float32]) -> object:
        path = self.canv.beginPath()
        points = [(float(x) * self._scale, self.height - float(y) * self._scale) for x, y in outline]
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.close()
        return path


class ScoreLine(Flowable):  # type: ignore[misc] # reportlab carries no types
    """A score as a dot on a hairline from 0 to 100, its +/- as a band: the uncertainty is seen, not only read.

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

    def draw(self) -> None:
        """Paint at the canvas's origin; called by reportlab."""
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


def _jpeg(rgb: RGB) -> ImageReader:
    """The image as JPEG, which the PDF carries as it is: a tenth of the size of deflated pixels."""
    file = io.BytesIO()
    Image.fromarray(rgb).save(file, "JPEG", quality=_JPEG_QUALITY, subsampling=0, optimize=True)
    file.seek(0)
    return ImageReader(file)
