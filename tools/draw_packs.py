"""Draw the packs of the demonstration house: one SVG of plain paths a product, named like the product.

Run after the catalogue changed::

    python tools/draw_packs.py

A real house puts photographs or drawings of its own packs into ``resources/catalogue/pictures`` instead.
"""

import csv
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

_ROOT = Path(__file__).resolve().parent.parent
_CATALOGUE = _ROOT / "resources" / "catalogue"
_FONTS = _ROOT / "resources" / "brand" / "maison_aurelle" / "fonts"
_WIDE, _HIGH = 120.0, 200.0
_INK, _PAPER, _SHADE, _CAP = "#1F1B17", "#FFFDF9", "#E9DFCE", "#7D5F33"
_TINTS = {
    "cleanser": "#F3ECDF", "toner": "#EFEBE2", "exfoliant": "#EBDFD2", "serum": "#E6D5BB", "eye_care": "#E4DCD3",
    "spot_care": "#ECE6DC", "moisturiser": "#F5EFE4", "sunscreen": "#F2E3C4", "mask": "#DDD2C3",
}  # fmt: skip
"""A tone of the house for each step: packs of one step look like a family."""


@dataclass(frozen=True)
class Pack:
    """Shapes as SVG paths, and where the label's middle is and how wide it may be."""

    paths: list[str]
    label: tuple[float, float, float]


def _box(x: float, y: float, wide: float, high: float, round_: float = 0.0) -> str:
    """The outline of a rectangle with round corners."""
    r = min(round_, wide / 2, high / 2)
    k = r * 0.45
    right, low = x + wide, y + high
    return (
        f"M{x + r:.1f} {y:.1f}H{right - r:.1f}"
        f"C{right - k:.1f} {y:.1f} {right:.1f} {y + k:.1f} {right:.1f} {y + r:.1f}"
        f"V{low - r:.1f}C{right:.1f} {low - k:.1f} {right - k:.1f} {low:.1f} {right - r:.1f} {low:.1f}"
        f"H{x + r:.1f}C{x + k:.1f} {low:.1f} {x:.1f} {low - k:.1f} {x:.1f} {low - r:.1f}"
        f"V{y + r:.1f}C{x:.1f} {y + k:.1f} {x + k:.1f} {y:.1f} {x + r:.1f} {y:.1f}Z"
    )


def _path(data: str, fill: str = "none", stroke: str = _INK, width: float = 0.8) -> str:
    return f'<path d="{data}" fill="{fill}" stroke="{stroke}" stroke-width="{width:g}"/>'


def _light(x: float, y: float, high: float) -> str:
    """A quiet light along the side, that a flat shape looks round."""
    return _path(f"M{x:.1f} {y:.1f}V{y + high:.1f}", stroke=_PAPER, width=3)


def _bottle(tint: str) -> Pack:
    body = _box(32, 62, 56, 130, 9)
    cap, neck = _box(44, 22, 32, 32, 4), _box(48, 52, 24, 12, 2)
    paths = [_path(neck, _SHADE), _path(cap, _CAP), _path(body, tint), _light(39, 76, 100)]
    return Pack(paths, (60, 128, 48))


def _pump(tint: str) -> Pack:
    head = "M46 30H66C72 30 78 32 84 36V42H66V48H54V42H46Z"
    paths = [_path(head, _CAP), _path(_box(50, 48, 20, 16, 2), _SHADE), _path(_box(34, 62, 52, 130, 7), tint)]
    return Pack([*paths, _light(41, 76, 102)], (60, 128, 44))


def _dropper(tint: str) -> Pack:
    bulb = "M53 58V34C53 26 56 22 60 22C64 22 67 26 67 34V58Z"
    body = (
        "M36 104C36 94 46 92 48 86V78H72V86C74 92 84 94 84 104V184C84 189 81 192 76 192H44C39 192 36 189 36 184Z"
    )
    paths = [_path(bulb, _SHADE), _path(_box(48, 56, 24, 22, 2), _CAP), _path(body, tint), _light(43, 112, 66)]
    return Pack(paths, (60, 148, 42))


def _jar(tint: str) -> Pack:
    paths = [_path(_box(16, 92, 88, 34, 5), _CAP), _path(_box(20, 124, 80, 68, 12), tint), _light(28, 136, 44)]
    return Pack(paths, (60, 160, 64))


def _tube(tint: str) -> Pack:
    body = "M34 24H86L80 162H40Z"
    crimp = "M34 24H86V34H34Z"
    paths = [_path(body, tint), _path(crimp, _SHADE), _path(_box(42, 162, 36, 30, 4), _CAP), _light(43, 44, 104)]
    return Pack(paths, (60, 96, 40))


def _small_tube(tint: str) -> Pack:
    body = "M44 62H76L72 158H48Z"
    nozzle = "M50 158H70L66 178H54Z"
    paths = [_path(body, tint), _path("M44 62H76V69H44Z", _SHADE), _path(nozzle, _CAP), _light(50, 78, 70)]
    return Pack(paths, (60, 114, 26))


_SHAPES = {
    "milk": _pump, "gel": _tube, "oil": _bottle, "foam": _pump, "lotion": _bottle, "fluid": _tube,
    "serum": _dropper, "gel_cream": _jar, "cream": _jar, "clay": _jar, "balm": _jar, "stick": _small_tube,
}  # fmt: skip
"""The pack that a texture is sold in."""


def draw(product: dict[str, str]) -> str:
    """The SVG of one product."""
    small = product["step"] in ("eye_care", "spot_care")
    shape = _small_tube if small else _SHAPES[product["texture"]]
    pack = shape(_TINTS[product["step"]])
    label = _label(product["name"], product["size"], pack.label)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE:g} {_HIGH:g}">'
        f"<title>{product['name']}</title>{''.join(pack.paths)}{label}</svg>\n"
    )


def _label(name: str, size: str, place: tuple[float, float, float]) -> str:
    """The name in the house's letters, a word a line, and the size below."""
    x, y, wide = place
    words = re.sub(r" SPF 50$", "", name).split()
    lines = _lines(words)
    serif, sans = _FONTS / "CormorantGaramond-SemiBold.ttf", _FONTS / "HankenGrotesk-Medium.ttf"
    height = min(15.0, *(wide / max(0.1, _width(serif, line)) for line in lines))
    top = y - height * 1.05 * (len(lines) - 1) / 2
    parts = [_written(serif, line, x, top + place_ * height * 1.05, height) for place_, line in enumerate(lines)]
    foot = "SPF 50" if name.endswith("SPF 50") else size.replace("\u00a0", " ")
    parts.append(_written(sans, foot, x, top + len(lines) * height * 1.05 + 4, min(6.5, wide / 4)))
    return "".join(parts)


def _lines(words: list[str]) -> list[str]:
    """Words a line, short ones ("de", "d’") with the next."""
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1].split()[-1]) <= 2:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _width(font: Path, text: str) -> float:
    """Width of a line at size 1."""
    face = _face(font)
    letters, widths = face.getBestCmap(), face["hmtx"].metrics
    return float(sum(widths[letters[ord(letter)]][0] for letter in text) / face["head"].unitsPerEm)


def _written(font: Path, text: str, x: float, y: float, height: float) -> str:
    """A line as outlines, its middle at ``x``, its baseline at ``y``."""
    face = _face(font)
    glyphs, letters, scale = face.getGlyphSet(), face.getBestCmap(), height / face["head"].unitsPerEm
    left = x - _width(font, text) * height / 2
    pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.2f}".rstrip("0").rstrip("."))
    for letter in text:
        glyph = letters[ord(letter)]
        glyphs[glyph].draw(TransformPen(pen, (scale, 0, 0, -scale, left, y)))
        left += face["hmtx"].metrics[glyph][0] * scale
    return f'<path d="{pen.getCommands()}" fill="{_INK}"/>'


_faces: dict[Path, TTFont] = {}


def _face(path: Path) -> TTFont:
    return _faces.setdefault(path, TTFont(path))


def main() -> int:
    """Draw all packs; pictures of products that are gone are deleted."""
    folder = _CATALOGUE / "pictures"
    folder.mkdir(exist_ok=True)
    with (_CATALOGUE / "products.csv").open(encoding="utf-8-sig", newline="") as file:
        products = list(csv.DictReader(file))
    for product in products:
        (folder / f"{product['id']}.svg").write_text(draw(product), encoding="utf-8")
    known = {product["id"] for product in products}
    for path in folder.glob("*.svg"):
        if path.stem not in known:
            path.unlink()
    print(f"{len(products)} packs drawn into {folder.relative_to(_ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
