"""Pictures of packs on paper: an SVG of plain paths drawn as vectors, or a photograph."""

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
from PIL import Image, UnidentifiedImageError
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from consultant_app.domain.errors import ConsultantError
from consultant_app.report.figures import jpeg
from consultant_app.report.flow import Figure
from consultant_app.report.logo import SVG, Segment, parse_outline, view_box
from consultant_app.report.tags import Element

_PHOTO_HEIGHT = 400
"""Pixels: over 400 dots per inch at the height of a pack on paper."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One path: its outline, its colours ``#RRGGBB`` or ``None``, and its line's width in the drawing's units."""

    segments: tuple[Segment, ...]
    fill: str | None
    stroke: str | None
    width: float


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """A pack's picture: shapes in a view box, or pixels."""

    box: tuple[float, float, float, float]
    shapes: tuple[Shape, ...] = ()
    photo: np.ndarray | None = None

    def figure(self, height: float, element: Element) -> "PackFigure":
        """The picture ``height`` points high, in its own proportions."""
        return PackFigure(self, height, element)


class PackFigure(Figure):
    """A pack on the page."""

    def __init__(self, pack: Pack, height: float, element: Element) -> None:
        super().__init__(element)
        self.height, self.width = height, height * pack.box[2] / pack.box[3]
        self._pack = pack

    def paint(self) -> None:
        """Paint at the canvas's origin."""
        if self._pack.photo is not None:
            self.canv.drawImage(jpeg(self._pack.photo), 0, 0, self.width, self.height)
            return
        left, top, _, high = self._pack.box
        scale = self.height / high
        for shape in self._pack.shapes:
            _draw(self.canv, shape, (left, top, scale, self.height))


def _draw(canvas: Canvas, shape: Shape, place: tuple[float, float, float, float]) -> None:
    left, top, scale, height = place
    path = canvas.beginPath()
    draw = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
    for command, points in shape.segments:
        draw[command](*(v for x, y in points for v in ((x - left) * scale, height - (y - top) * scale)))
    if shape.fill is not None:
        canvas.setFillColor(HexColor(shape.fill))
    if shape.stroke is not None:
        canvas.setStrokeColor(HexColor(shape.stroke))
        canvas.setLineWidth(shape.width * scale)
        canvas.setLineJoin(1)
        canvas.setLineCap(1)
    canvas.drawPath(path, stroke=int(shape.stroke is not None), fill=int(shape.fill is not None), fillMode=0)


def read_pack(path: Path) -> Pack:
    """A pack's picture.

    Raises:
        ConsultantError: the file cannot be drawn; the text says what to change.
    """
    try:
        if path.suffix.lower() == ".svg":
            return _svg(ET.fromstring(path.read_text(encoding="utf-8")))  # noqa: S314 - the house's own file
        with Image.open(path, formats=("PNG", "JPEG")) as image:
            image.thumbnail((_PHOTO_HEIGHT * 2, _PHOTO_HEIGHT))
            # A cut-out pack stands on the paper's white.
            ground = Image.new("RGBA", image.size, "white")
            pixels = np.asarray(Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB"), np.uint8)
        return Pack((0.0, 0.0, float(pixels.shape[1]), float(pixels.shape[0])), photo=pixels)
    except (OSError, ValueError, ET.ParseError, UnidentifiedImageError) as error:
        raise ConsultantError(
            f"The picture {path.name} cannot be drawn ({error}). Save it as PNG or JPEG, or as an SVG with a "
            "viewBox and paths only (fill, stroke and stroke-width as attributes, nothing transformed)."
        ) from error


def _svg(root: ET.Element) -> Pack:
    shapes = []
    for element in root.iter():
        name = element.tag.removeprefix(SVG)
        if name not in {"svg", "g", "path", "title", "desc"} or element.get("transform"):
            raise ValueError(f"<{name}> is not a plain path")
        if name == "path":
            segments = tuple(parse_outline(element.get("d", "")))
            fill, stroke = _colour(element.get("fill", "#000000")), _colour(element.get("stroke", "none"))
            shapes.append(Shape(segments, fill, stroke, float(element.get("stroke-width", "1"))))
    if not shapes:
        raise ValueError("it draws nothing")
    return Pack(view_box(root), tuple(shapes))


def _colour(value: str) -> str | None:
    if value == "none":
        return None
    if len(value) == 7 and value[0] == "#":
        int(value[1:], 16)
        return value
    raise ValueError(f"the colour {value} is not like #1F1B17")
