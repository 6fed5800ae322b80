"""How much light falls on the face, from where, and of which colour.

No measure asks how dark the skin is: clipped values, differences within the face, and its brightest places
(highlights, teeth and eyes, which every skin has) say what has to be known. ``docs/gate.md`` tells how often light
and dark skin are refused.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import Zone
from consultant_app.imaging.colour import Floats, linear_from_srgb
from consultant_app.imaging.quality.view import View, brightness_of

Ratios = NDArray[np.float64]

_CLIPPED, _BLACK = 247, 25
"""Encoded values from which, and up to which, ISO/IEC 29794-5 counts a pixel as over- and under-exposed."""

_FEWEST = 50
_FLOOR = 1e-3
"""Linear light below which a ratio would compare noise."""

_HIGHLIGHT = 0.98
"""Quantile of a face's brightness that stands for its lit places."""

_SAMPLES = 128
"""About so many pixels of the photo's shorter side are enough to know its brightest things."""

_BEHIND = 0.75
"""Quantile of the background's brightness: a window need not fill it."""

_SKIN = np.array([0.87, -0.45]), np.array([[0.044, -0.013], [-0.013, 0.064]])
"""Mean and covariance of skin's log ratios red to green and blue to green, over portraits and studio
photographs of all tones (ITA -57 to 67): a tone is no cast."""

_BRIGHT_THINGS = np.array([0.01, 0.0]), np.array([[0.029, -0.008], [-0.008, 0.027]])
"""The same of the brightest twentieth of these photographs."""

_BRIGHTEST = 0.95


def light(view: View) -> Iterator[tuple[str, float]]:
    """Measures of the light: key, value in the unit of its limit; none where next to no skin is seen."""
    if len(view.skin_light) < _FEWEST:
        return
    # Where skin is expected: burnt out, it has lost the colour by which it is told from what covers it.
    red, green, blue = (view.face.rgb[::2, ::2, channel] for channel in range(3))
    strongest = np.maximum(np.maximum(red, green), blue)
    yield "over_exposed", 100 * float((strongest[view.geometric[::2, ::2]] >= _CLIPPED).mean())
    yield "under_exposed", 100 * float((strongest[view.skin[::2, ::2]] <= _BLACK).mean())
    yield "uneven_light", side_difference(view)
    skin = np.median(view.skin_light, axis=0)
    yield "colour_cast", cast(view)
    yield "no_colour", 100 * float((skin.max() - skin.min()) / max(float(skin.max()), _FLOOR))
    face = highlight(view)
    yield "dim", face
    behind = background(view)
    if behind is not None:
        yield "back_lit", behind - face


def side_difference(view: View) -> float:
    """Difference of the light on the two cheeks in stops (a factor of two is one); 0 where one is hidden."""
    sides = []
    for zone in (Zone.CHEEK_LEFT, Zone.CHEEK_RIGHT):
        seen = view.face.rgb[::2, ::2][(view.zones[zone] & view.skin)[::2, ::2]]
        if len(seen) < _FEWEST:
            return 0.0
        sides.append(float(np.median(brightness_of(linear_from_srgb(seen)))) + _FLOOR)
    return abs(float(np.log2(sides[0] / sides[1])))


def cast(view: View) -> float:
    """How far the lamp's colour is from ordinary light, in standard deviations.

    Skin may be unusual and a wall may be painted; a lamp colours both. So the geometric mean is taken of how far
    the skin and how far the brightest things of the photo are from what they usually are (Mahalanobis).
    """
    step = max(1, min(view.photo.shape[:2]) // _SAMPLES)
    light = linear_from_srgb(view.photo[::step, ::step]).reshape(-1, 3)
    total = light.sum(axis=1)
    bright = light[total >= np.quantile(total, _BRIGHTEST)].mean(axis=0)
    skin = np.median(view.skin_light, axis=0)
    return float(np.sqrt(unusual(skin, *_SKIN) * unusual(bright, *_BRIGHT_THINGS)))


def unusual(light: Floats, usual: Ratios, spread: Ratios) -> float:
    """Mahalanobis distance of a colour's log ratios red to green and blue to green from what is usual.

    Args:
        light: Linear light [3].
        usual: Mean of the ratios [2].
        spread: Their covariance [2, 2].
    """
    red, green, blue = np.log(np.maximum(light, _FLOOR))
    away = np.array([red - green, blue - green]) - usual
    return float(np.sqrt(away @ np.linalg.solve(spread, away)))


def highlight(view: View) -> float:
    """Brightness of the lit places of the face, in stops below white."""
    seen = view.face.rgb[::3, ::3][view.oval[::3, ::3]]
    return _stops(brightness_of(linear_from_srgb(seen)), _HIGHLIGHT) if len(seen) else 0.0


def background(view: View) -> float | None:
    """Brightness of the lighter background of the crop, in stops below white; ``None`` where none is seen."""
    where = view.part("background") > 0.8
    step = max(1, view.face.rgb.shape[0] // where.shape[0])
    grid = view.face.rgb[step // 2 :: step, step // 2 :: step]
    seen = grid[where] if grid.shape[:2] == where.shape else grid[:0, 0]
    return _stops(brightness_of(linear_from_srgb(seen)), _BEHIND) if len(seen) >= _FEWEST else None


def _stops(brightness: Floats, quantile: float) -> float:
    return float(np.log2(max(float(np.quantile(brightness, quantile)), _FLOOR)))
