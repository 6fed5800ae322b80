"""A picture in the house's manner: its letters, colours and lines on pixels instead of on paper."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from consultant_app.brand import Brand
from consultant_app.domain.photo import RGB

Step = Literal["display", "title", "body", "small", "note"]
Place = tuple[int, int]
"""x and y of a left upper corner, pixels."""

_SIZES: dict[Step, int] = {"display": 60, "title": 38, "body": 29, "small": 22, "note": 19}
"""Pixels: about the brand's scale for the screen twice over, because pictures are looked at small."""
_LEADING = 1.35
_BADGE = 30
_BAR, _FIRST, _LAST, _APART = 12, 0.85, 0.22, 3
"""Height of a bar of shares, opacity of its first and last part, and the gap between parts."""


@dataclass(frozen=True, slots=True)
class Ink:
    """How a line is set: step of the scale, colour token, and face."""

    size: Step
    colour: str
    serif: bool = False
    strong: bool = False


class Canvas:
    """A ground of the brand's paper to set text and pictures on.

    Args:
        brand: Whose letters and light colours.
        size: Width and height in pixels.
    """

    def __init__(self, brand: Brand, size: tuple[int, int]) -> None:
        self._brand = brand
        self._image = Image.new("RGB", size, brand.light.paper)
        self._pen = ImageDraw.Draw(self._image)

    @property
    def pixels(self) -> RGB:
        """What was drawn, uint8 [H, W, 3]."""
        return np.array(self._image, np.uint8)

    def text(self, text: str, place: Place, ink: Ink, *, right: bool = False) -> int:
        """Set one line whose left upper corner, or right upper corner, is ``place``; returns its width."""
        font = self._font(ink)
        self._pen.text(place, text, font=font, fill=self._colour(ink.colour), anchor="ra" if right else "la")
        return round(font.getlength(text))

    def paragraph(self, text: str, place: Place, width: int, ink: Ink) -> int:
        """Set text broken into lines of ``width``; returns where the next thing may begin, y in pixels."""
        font, (x, y) = self._font(ink), place
        step = round(_SIZES[ink.size] * _LEADING)
        for line in broken(text, font, width):
            self.text(line, (x, y), ink)
            y += step
        return y

    def image(self, rgb: RGB, place: Place) -> None:
        """Lay an image down."""
        self._image.paste(Image.fromarray(rgb), place)

    def rule(self, place: Place, width: int) -> None:
        """Draw a hairline."""
        x, y = place
        self._pen.line((x, y, x + width, y), fill=self._colour("line"), width=2)

    def tick(self, place: Place, height: int) -> None:
        """Draw a short upright line."""
        x, y = place
        self._pen.line((x, y, x, y + height), fill=self._colour("ink"), width=2)

    def badge(self, text: str, place: Place) -> None:
        """Draw a number on a small ground of its own, legible on every picture."""
        x, y = place
        self._pen.rectangle((x, y, x + _BADGE - 1, y + _BADGE - 1), fill=self._colour("ink"))
        middle = (x + _BADGE / 2, y + _BADGE / 2)
        font = self._font(Ink("note", "paper", strong=True))
        self._pen.text(middle, text, font=font, fill=self._colour("paper"), anchor="mm")

    def parts(self, shares: list[float], place: Place, width: int) -> None:
        """Draw shares that sum to 1 as parts of one bar, the first the strongest."""
        left, y = place
        accent, paper = (
            np.array(Image.new("RGB", (1, 1), self._colour(name)))[0, 0] for name in ("accent", "paper")
        )
        last = max(1, len(shares) - 1)
        for number, share in enumerate(shares):
            opacity = _FIRST + (_LAST - _FIRST) * number / last
            colour = tuple(int(value) for value in np.rint(opacity * accent + (1 - opacity) * paper))
            right = left + round(share * width)
            # The last pixel of a rectangle is its own.
            end = right - _APART - 1
            if end >= left:
                self._pen.rectangle((left, y, end, y + _BAR - 1), fill=colour)
            left = right

    def _colour(self, token: str) -> str:
        return str(getattr(self._brand.light, token))

    def _font(self, ink: Ink) -> ImageFont.FreeTypeFont:
        face = self._brand.title if ink.serif else self._brand.text
        return ImageFont.truetype(str(face.strong if ink.strong else face.normal), _SIZES[ink.size])


def broken(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Text in lines no wider than ``width``, broken at plain spaces; a single word may be wider."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and font.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
