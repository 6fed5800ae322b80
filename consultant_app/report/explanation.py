"""One criterion explained on one picture: the face with its map, close-ups, and why the score is what it is."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.brand import Brand
from consultant_app.domain.photo import RGB
from consultant_app.report.canvas import Canvas, Ink
from consultant_app.texts import Texts

_SIZE = (1600, 1200)
_MARGIN, _GAP = 60, 56
_TOP, _FACE = 126, (752, 940)
"""Where the face begins, and its width and height: 4 : 5, as in the report."""
_COLUMN = _MARGIN + _FACE[0] + _GAP
_WIDE = _SIZE[0] - _MARGIN - _COLUMN
_CLOSE_UPS, _BETWEEN = 3, 16
_LEGEND = (300, 18)


@dataclass(frozen=True, slots=True, eq=False)
class ExplanationContent:
    """What is on the picture, ready to be set.

    Attributes:
        words: The language of the picture.
        name: Of the criterion.
        score: Score with its +/-, or that nothing can be said.
        word: The word beside the score; empty without one.
        sentence: Why.
        face: The face with its map, uint8 [H, W, 3], 4 : 5.
        outlines: Zones that count, float32 [N, 2] each, pixels of ``face``.
        places: The close-ups' squares, float32 [4, 2] each, pixels of ``face``.
        close_ups: The same, cut from the photo, uint8 [side, side, 3].
        scale: The legend of the map, uint8 [h, w, 3]; ``None`` without a map.
        counts_from: Place on the scale from where evidence counts, 0..1.
        shares: Name with percent, and share, of each zone or part; the largest first.
        raw: The raw measure with its unit; ``None`` where it was not taken.
        model: Which model spoke.
    """

    words: Texts
    name: str
    score: str
    word: str
    sentence: str
    face: RGB
    outlines: tuple[NDArray[np.float32], ...]
    places: tuple[NDArray[np.float32], ...]
    close_ups: tuple[RGB, ...]
    scale: RGB | None
    counts_from: float
    shares: tuple[tuple[str, float], ...]
    raw: str | None
    model: str


def draw_explanation(brand: Brand, content: ExplanationContent) -> RGB:
    """The picture, uint8 [1200, 1600, 3], in the house's light colours and letters."""
    canvas = Canvas(brand, _SIZE)
    _head(canvas, brand, content)
    _face(canvas, content)
    if content.scale is not None:
        _legend(canvas, content, content.scale)
    y = _why(canvas, content)
    y = _close_ups(canvas, content, y)
    y = _shares(canvas, content, y)
    if content.raw is not None:
        canvas.text(content.words("explain.measured"), (_COLUMN, y), Ink("small", "ink_soft"))
        canvas.text(content.raw, (_COLUMN + _WIDE, y), Ink("small", "ink"), right=True)
    _foot(canvas, content)
    return canvas.pixels


def _head(canvas: Canvas, brand: Brand, content: ExplanationContent) -> None:
    canvas.text(brand.name.upper(), (_MARGIN, 48), Ink("body", "ink", serif=True))
    tagline = brand.tagline(content.words.language)
    canvas.text(tagline, (_SIZE[0] - _MARGIN, 50), Ink("small", "ink_soft", serif=True), right=True)
    canvas.rule((_MARGIN, 98), _SIZE[0] - 2 * _MARGIN)


def _face(canvas: Canvas, content: ExplanationContent) -> None:
    """The face fitted to its place, with thin lines that stay thin whatever the photo's size."""
    image = cv2.resize(content.face, _FACE, interpolation=cv2.INTER_CUBIC).astype(np.uint8, copy=False)
    scale = _FACE[0] / content.face.shape[1]
    for line in content.outlines:
        image = outlined(image, line * scale)
    for place in content.places:
        image = outlined(image, place * scale)
    canvas.image(image, (_MARGIN, _TOP))
    for number, place in enumerate(content.places, 1):
        x, y = place.min(axis=0) * scale
        corner = (
            _MARGIN + round(float(np.clip(x, 0, _FACE[0] - 30))),
            _TOP + round(float(np.clip(y, 0, _FACE[1]))),
        )
        canvas.badge(str(number), corner)


def outlined(image: RGB, points: NDArray[np.float32]) -> RGB:
    """A closed line through ``points`` [N, 2]: light upon broader dark, so that it is seen on every skin tone."""
    out = image
    fixed = np.round(points * 16).astype(np.int32)
    for level, width, share in ((24, 4, 0.4), (250, 2, 0.9)):
        drawn = out.copy()
        cv2.polylines(drawn, [fixed], True, (level, level, level), width, cv2.LINE_AA, shift=4)
        out = cv2.addWeighted(drawn, share, out, 1 - share, 0).astype(np.uint8, copy=False)
    return out


def _legend(canvas: Canvas, content: ExplanationContent, scale: RGB) -> None:
    words, y = content.words, _TOP + _FACE[1] + 18
    small = Ink("small", "ink_soft")
    x = _MARGIN + canvas.text(words("report.maps.low"), (_MARGIN, y), small) + 14
    canvas.image(cv2.resize(scale, _LEGEND).astype(np.uint8, copy=False), (x, y + 6))
    canvas.tick((x + round(content.counts_from * _LEGEND[0]), y + 2), _LEGEND[1] + 8)
    width = canvas.text(words("report.maps.high"), (x + _LEGEND[0] + 14, y), small)
    right = x + _LEGEND[0] + width + 44
    canvas.tick((right, y + 2), _LEGEND[1] + 8)
    canvas.text(words("explain.counts_from"), (right + 10, y), small)


def _why(canvas: Canvas, content: ExplanationContent) -> int:
    y = canvas.paragraph(content.name, (_COLUMN, _TOP - 14), _WIDE, Ink("display", "ink", serif=True))
    canvas.text(content.score, (_COLUMN, y + 6), Ink("title", "ink", strong=True))
    canvas.text(content.word, (_COLUMN + _WIDE, y + 6), Ink("title", "ink_soft", serif=True), right=True)
    return canvas.paragraph(content.sentence, (_COLUMN, y + 76), _WIDE, Ink("body", "ink")) + 30


def _close_ups(canvas: Canvas, content: ExplanationContent, y: int) -> int:
    if not content.close_ups:
        return y
    canvas.text(content.words("explain.close_ups"), (_COLUMN, y), Ink("small", "ink_soft"))
    side = (_WIDE - (_CLOSE_UPS - 1) * _BETWEEN) // _CLOSE_UPS
    for place, picture in enumerate(content.close_ups):
        ways = cv2.INTER_AREA if picture.shape[0] > side else cv2.INTER_CUBIC
        corner = (_COLUMN + place * (side + _BETWEEN), y + 38)
        canvas.image(cv2.resize(picture, (side, side), interpolation=ways).astype(np.uint8, copy=False), corner)
        canvas.badge(str(place + 1), corner)
    return y + 38 + side + 28


def _shares(canvas: Canvas, content: ExplanationContent, y: int) -> int:
    if not content.shares:
        return y
    canvas.text(content.words("explain.shares"), (_COLUMN, y), Ink("small", "ink_soft"))
    canvas.parts([share for _, share in content.shares], (_COLUMN, y + 40), _WIDE)
    # No break between a zone and its number.
    named = " · ".join(name.replace(" ", "\u00a0") for name, _ in content.shares)
    return canvas.paragraph(named, (_COLUMN, y + 64), _WIDE, Ink("small", "ink")) + 24


def _foot(canvas: Canvas, content: ExplanationContent) -> None:
    y = _SIZE[1] - 48
    canvas.rule((_MARGIN, y - 16), _SIZE[0] - 2 * _MARGIN)
    words = content.words
    canvas.text(f"{words('disclaimer')} {words('disclaimer.dermatologist')}", (_MARGIN, y), Ink("note", "ink"))
    canvas.text(content.model, (_SIZE[0] - _MARGIN, y), Ink("note", "ink_soft"), right=True)
