"""The words that are burnt into every illustration."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from consultant_app.domain.photo import RGB

BAND_INK, BAND_TEXT = (26, 21, 18), (255, 250, 242)
"""Band and letters. The band's opacity keeps their contrast above 7 : 1 on white, on black and on every skin."""

_BAND_OPACITY = 0.78
_LETTER_SHARE = 0.026
"""Height of the letters over the image's shorter side: legible on a telephone that shows the whole picture."""
_SMALLEST_PX = 9
_LINE, _PADDING = 1.35, 0.8
"""Line height and padding of the band, in letter heights."""


def burnt(rgb: RGB, text: str, font: Path) -> RGB:
    """An image with words on a quiet band along its lower edge.

    Args:
        rgb: uint8 [H, W, 3]; left unchanged.
        text: The words; broken into lines where the image is narrow.
        font: TTF file.

    Returns:
        A new uint8 [H, W, 3]; above the band, bit for bit the given one.
    """
    height, width = rgb.shape[:2]
    size = max(_SMALLEST_PX, round(_LETTER_SHARE * min(height, width)))
    face = ImageFont.truetype(str(font), size)
    padding = round(_PADDING * size)
    lines = _lines(text, face, max(1, width - 2 * padding))
    step = round(_LINE * size)
    band = min(height, step * len(lines) + 2 * padding - (step - size))
    out = rgb.copy()
    ground = out[height - band :].astype(np.float32)
    out[height - band :] = np.rint(ground + _BAND_OPACITY * (np.array(BAND_INK, np.float32) - ground))
    image = Image.fromarray(out)
    pen = ImageDraw.Draw(image)
    for place, line in enumerate(lines):
        pen.text((padding, height - band + padding + place * step), line, font=face, fill=BAND_TEXT, anchor="lt")
    return np.asarray(image, np.uint8)


def _lines(text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and face.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
