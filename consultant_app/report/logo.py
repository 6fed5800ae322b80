"""The house's logo on paper: the outlines of an SVG drawn as vectors in one ink.

Only ``<path>`` outlines are read, without transforms: every drawing program writes such a file on "convert to
outlines, flatten". A larger SVG library would weigh more than the rest of the report.
"""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from reportlab.pdfgen.canvas import Canvas

from consultant_app.domain.errors import ConsultantError

_COMMAND = re.compile(r"([A-DF-Za-df-z])([^A-DF-Za-df-z]*)")
"""A letter with what follows it; ``e`` belongs to numbers."""
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_COUNT = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "Z": 0}
SVG = "{http://www.w3.org/2000/svg}"

Point = tuple[float, float]
Segment = tuple[str, tuple[Point, ...]]
"""``M`` and ``L`` with one point, ``C`` with three, ``Z`` with none; absolute coordinates."""


class Logo:
    """Outlines in the coordinates of their view box.

    Attributes:
        aspect: Width over height.
    """

    def __init__(self, box: tuple[float, float, float, float], segments: list[Segment]) -> None:
        self._left, self._top, self._width, self._height = box
        self._segments = segments
        self.aspect = self._width / self._height

    def draw(self, canvas: Canvas, x: float, y: float, height: float) -> None:
        """Fill the outlines in the canvas's fill colour, lower left corner at ``x``, ``y`` (points)."""
        scale = height / self._height
        path = canvas.beginPath()
        draw = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
        for command, points in self._segments:
            flat = [
                value
                for px, py in points
                for value in (x + (px - self._left) * scale, y + height - (py - self._top) * scale)
            ]
            draw[command](*flat)
        canvas.drawPath(path, stroke=0, fill=1, fillMode=1)


def read_logo(path: Path) -> Logo:
    """The logo in an SVG file.

    Raises:
        ConsultantError: the file is no SVG of plain outlines; the text says what to change.
    """
    try:
        return _logo(ET.fromstring(path.read_text(encoding="utf-8")))  # noqa: S314 - our own file, like the fonts
    except (OSError, ValueError, ET.ParseError) as error:
        raise ConsultantError(
            f"The logo {path.name} cannot be drawn ({error}). "
            "Save it as an SVG with a viewBox, all shapes converted to paths and flattened."
        ) from error


def _logo(root: ET.Element) -> Logo:
    box = view_box(root)
    segments: list[Segment] = []
    for element in root.iter():
        name = element.tag.removeprefix(SVG)
        if name not in {"svg", "g", "path", "title"} or element.get("transform"):
            raise ValueError(f"<{name}> is not a plain outline")
        segments += parse_outline(element.get("d", ""))
    if not segments:
        raise ValueError("it draws nothing")
    return Logo(box, segments)


def view_box(root: ET.Element) -> tuple[float, float, float, float]:
    """Left, top, width and height of an SVG.

    Raises:
        ValueError: it has none.
    """
    box = [float(part) for part in root.get("viewBox", "").replace(",", " ").split()]
    if len(box) != 4 or box[2] <= 0 or box[3] <= 0:
        raise ValueError("it has no viewBox")
    return box[0], box[1], box[2], box[3]


def parse_outline(data: str) -> list[Segment]:
    """The segments of an SVG path without arcs; quadratic curves become cubic ones.

    Raises:
        ValueError: an unknown sign, an arc, or a number too few or too many.
    """
    pen = _Pen()
    if data.strip() and data.strip()[0] not in "Mm":
        raise ValueError("a path must begin with a move")
    for command, body in _COMMAND.findall(data):
        count = _COUNT.get(command.upper())
        if count is None or _NUMBER.sub("", body).strip(" ,\t\r\n"):
            raise ValueError(f"the path part {command}{body.strip()[:20]} is not known")
        numbers = [float(number) for number in _NUMBER.findall(body)]
        if count == 0 and not numbers:
            pen.take(command, [])
        elif count == 0 or not numbers or len(numbers) % count:
            raise ValueError(f"the path part {command}{body.strip()[:20]} has a wrong count of numbers")
        else:
            for start in range(0, len(numbers), count):
                # Further pairs after a move are lines.
                again = {"M": "L", "m": "l"}.get(command, command) if start else command
                pen.take(again, numbers[start : start + count])
    return pen.segments


class _Pen:
    """Turns SVG's relative and shortened commands into absolute moves, lines and cubic curves."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self._at: Point = (0.0, 0.0)
        self._start: Point = (0.0, 0.0)
        self._handle: Point = (0.0, 0.0)
        self._last = ""

    def take(self, command: str, numbers: list[float]) -> None:
        kind, points = command.upper(), self._points(command, numbers)
        if kind in "CS":
            first = points[0] if kind == "C" else self._mirrored("CS")
            self._curve(first, points[-2], points[-1])
            self._handle = points[-2]
        elif kind in "QT":
            control = points[0] if kind == "Q" else self._mirrored("QT")
            self._curve(_raised(self._at, control), _raised(points[-1], control), points[-1])
            self._handle = control
        elif kind == "Z":
            self.segments.append(("Z", ()))
            self._at = self._start
        else:
            self.segments.append(("M" if kind == "M" else "L", (points[0],)))
            self._at = points[0]
            self._start = points[0] if kind == "M" else self._start
        self._last = kind

    def _points(self, command: str, numbers: list[float]) -> list[Point]:
        x, y = self._at if command.islower() else (0.0, 0.0)
        if command in "Hh":
            return [(x + numbers[0], self._at[1])]
        if command in "Vv":
            return [(self._at[0], y + numbers[0])]
        return [(x + px, y + py) for px, py in zip(numbers[::2], numbers[1::2], strict=True)]

    def _mirrored(self, kinds: str) -> Point:
        """The handle of the curve before, mirrored at the pen; the pen itself after anything else."""
        if not self._last or self._last not in kinds:
            return self._at
        return 2 * self._at[0] - self._handle[0], 2 * self._at[1] - self._handle[1]

    def _curve(self, first: Point, second: Point, end: Point) -> None:
        self.segments.append(("C", (first, second, end)))
        self._at = end


def _raised(end: Point, control: Point) -> Point:
    """The cubic handle at ``end`` of the quadratic curve with that control point."""
    return end[0] + 2 / 3 * (control[0] - end[0]), end[1] + 2 / 3 * (control[1] - end[1])
