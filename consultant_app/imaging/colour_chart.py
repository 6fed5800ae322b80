"""Finds a ColorChecker Classic or Passport on a picture and reads its 24 patches.

OpenCV's own detector (``cv2.mcc``, part of its main module since 5.0) finds the chart at any turn and tilt
([ADR 10](../../docs/adr/0010-colour-calibration.md)); what it found is checked here before it is believed.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.calibration import CalibrationError
from consultant_app.domain.photo import RGB
from consultant_app.imaging.colour import linear_from_srgb

Doubles = NDArray[np.float64]

# CIELAB under D50 of the 24 patches of charts made since November 2014 (X-Rite; as colour-science 0.4.7 gives
# them), row by row from dark skin to black.
CHART_LAB = np.array(
    [
        (37.54, 14.37, 14.92), (64.66, 19.27, 17.50), (49.32, -3.82, -22.54), (43.46, -12.74, 22.72),
        (54.94, 9.61, -24.79), (70.48, -32.26, -0.37), (62.73, 35.83, 56.50), (39.43, 10.75, -45.17),
        (50.57, 48.64, 16.67), (30.10, 22.54, -20.87), (71.77, -24.13, 58.19), (71.51, 18.24, 67.37),
        (28.37, 15.42, -49.80), (54.38, -39.72, 32.27), (42.43, 51.05, 28.62), (81.80, 2.67, 80.41),
        (50.63, 51.28, -14.12), (49.57, -29.71, -28.32), (95.19, -1.03, 2.93), (81.29, -0.57, 0.44),
        (66.89, -0.75, -0.06), (50.76, -0.13, 0.14), (35.63, -0.46, -0.48), (20.64, 0.07, -0.46),
    ]
)  # fmt: skip
COLUMNS = 6
NEUTRALS = slice(18, 24)
"""The row of greys, white first."""

_SMALLEST = 6.0
"""Pixels of the side of what is read of a patch, its inner half: below, neighbours mix in."""
_CLIPPED, _DARK = 250, 0.06
"""Encoded value from which a pixel is taken for clipped; linear light of the white below which noise speaks."""
_MOST_CLIPPED = 6
_BURNT = 0.2
"""Share of the picture that is burnt out when that is why no chart is seen."""
_SMALLER, _LARGER = 0.25, 2.0
_SOFT = 1 / 96
"""Width of the blur that sharpening takes out, as a share of the picture's width."""

# Bradford's adaptation from D50 to D65, then XYZ to linear sRGB (IEC 61966-2-1), in one step.
_SRGB_FROM_XYZ_D50 = np.array(
    [[3.1341359, -1.6173863, -0.4906619], [-0.9787955, 1.9162544, 0.0334427], [0.0719537, -0.2289767, 1.4053860]]
)
_D50 = np.array([0.96422, 1.0, 0.82521])


def chart_light() -> Doubles:
    """What the patches are in linear sRGB, float64 [24, 3]; cyan lies a little outside of it (red < 0)."""
    middle = (CHART_LAB[:, 0] + 16) / 116
    roots = np.stack([middle + CHART_LAB[:, 1] / 500, middle, middle - CHART_LAB[:, 2] / 200], axis=1)
    low = 6 / 29
    xyz = np.where(roots > low, roots**3, 3 * low**2 * (roots - 4 / 29)) * _D50
    return np.asarray(xyz @ _SRGB_FROM_XYZ_D50.T, np.float64)


@dataclass(frozen=True, eq=False)
class ReadChart:
    """A chart as the camera saw it.

    Attributes:
        light: Linear light of the patches in the order of ``CHART_LAB``, float64 [24, 3].
        usable: Patches that are not clipped, bool [24].
        outline: Corners of the chart in picture pixels, float32 [4, 2].
    """

    light: Doubles
    usable: NDArray[np.bool_]
    outline: NDArray[np.float32]


def read_chart(rgb: RGB) -> ReadChart:
    """Find a chart on a picture uint8 [H, W, 3] and read it; about 0.3 s of one core for 1920 x 1080.

    Raises:
        CalibrationError: there is none, or it is too small, blurred, too bright or too dark to be believed.
    """
    found = _found(rgb)
    if found is None:
        raise CalibrationError(_why_none(rgb))
    squares = np.asarray(found.getColorCharts(), np.float32).reshape(-1, 4, 2)
    side = float(np.sqrt(min(abs(cv2.contourArea(square)) for square in squares)))
    if side < _SMALLEST:
        raise CalibrationError("small")
    light, usable = _patches(rgb, squares)
    _refuse_unfit(light, usable)
    return ReadChart(light, usable, np.asarray(found.getBox(), np.float32))


def _found(rgb: RGB) -> cv2.mcc.CChecker | None:
    detector = cv2.mcc.CCheckerDetector.create()
    detector.setColorChartType(cv2.mcc.MCC24)
    found = detector.process(np.ascontiguousarray(rgb[..., ::-1]), 1)
    return detector.getBestColorChecker() if found else None


def _why_none(rgb: RGB) -> str:
    """Why nothing was found: a blurred chart shows itself once sharpened, a small one on a larger picture."""
    if float((rgb.min(axis=2) >= _CLIPPED).mean()) > _BURNT:
        return "over_exposed"
    sharpened = cv2.addWeighted(rgb, 4, cv2.GaussianBlur(rgb, (0, 0), rgb.shape[1] * _SOFT), -3, 0)
    if _found(_resized(sharpened, _SMALLER)):
        return "blurred"
    return "small" if _found(_resized(rgb, _LARGER)) else "no_chart"


def _resized(rgb: cv2.typing.MatLike, scale: float) -> RGB:
    return np.asarray(cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _patches(rgb: RGB, squares: NDArray[np.float32]) -> tuple[Doubles, NDArray[np.bool_]]:
    """Median light of each square, and whether next to nothing of it is clipped."""
    light, usable = np.zeros((len(squares), 3)), np.zeros(len(squares), bool)
    for place, square in enumerate(squares):
        x, y, wide, high = cv2.boundingRect(square)
        mask = np.zeros((high, wide), np.uint8)
        cv2.fillConvexPoly(mask, np.round(square - (x, y)).astype(np.int32), 1)
        # A chart that reaches beyond the picture has no pixels there.
        part = rgb[max(0, y) : y + high, max(0, x) : x + wide]
        inside = part[mask[max(0, -y) :, max(0, -x) :][: part.shape[0], : part.shape[1]] > 0]
        if len(inside):
            light[place] = np.median(linear_from_srgb(inside), axis=0)
            usable[place] = float((inside >= _CLIPPED).any(axis=1).mean()) < 0.02
    return light, usable


def _refuse_unfit(light: Doubles, usable: NDArray[np.bool_]) -> None:
    if (~usable).sum() > _MOST_CLIPPED or not usable[NEUTRALS][2:4].all():
        raise CalibrationError("over_exposed")
    if usable[NEUTRALS.start] and light[NEUTRALS.start].max() < _DARK:
        raise CalibrationError("under_exposed")
