"""A camera's colours brought to their true place: one 3 x 3 matrix in linear light.

Brightness is left as it was taken: greys keep their luminance. A chart tells how bright it was
when it was held up, not how bright tomorrow's client is lit.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.calibration import CalibrationError, LogRatios, Matrix
from consultant_app.domain.photo import RGB
from consultant_app.imaging.colour import linear_from_srgb, srgb_from_linear
from consultant_app.imaging.colour_chart import COLUMNS, NEUTRALS, ReadChart, chart_light

Doubles = NDArray[np.float64]

_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
_SKINS, _GREYS = [0, 1], [19, 20, 21, 22]
_SKIN_WEIGHT, _GREY_WEIGHT, _OUTSIDE_WEIGHT = 3.0, 2.0, 0.3
"""What the fit is for: skin first, then greys; a patch outside of sRGB (cyan) cannot be met anyway."""
_CYAN = 17
_FEWEST = 14
_WORST = 9.0
"""Mean CIEDE2000 after the fit above which this is no such chart, or something shines on it."""
_NEAR_WHITE = 240
"""Encoded value from which a pixel goes over to what is burnt out."""
_ENCODED = srgb_from_linear(np.linspace(0, 1, 65536, dtype=np.float32))
_LINEAR = np.round(linear_from_srgb(np.arange(256, dtype=np.uint8)) * 65535).astype(np.uint16)


@dataclass(frozen=True, eq=False)
class ColourCorrection:
    """Takes linear RGB of one camera in one light to linear sRGB.

    Attributes:
        matrix: float64 [3, 3], acts on column vectors (red, green, blue).
    """

    matrix: Doubles

    def __call__(self, rgb: RGB) -> RGB:
        """The picture uint8 [H, W, 3] in true colours; some 12 ms of one core for 1920 x 1080.

        What is burnt out stays as it is, with a soft border: its colour is lost, and the quality gate must see it.
        """
        # In 16 bits OpenCV clips by itself, and the way back is a table, too.
        true = np.asarray(cv2.LUT(cv2.transform(cv2.LUT(rgb, _LINEAR), self.matrix), _ENCODED), np.uint8)
        bright = cv2.bitwise_not(cv2.inRange(rgb, (0, 0, 0), (_NEAR_WHITE, _NEAR_WHITE, _NEAR_WHITE)))
        places = cv2.findNonZero(bright)
        if places is not None:
            x, y = places.reshape(-1, 2).T
            taken = rgb[y, x].astype(np.float32)
            share = (taken.max(axis=1, keepdims=True) - _NEAR_WHITE) / (255 - _NEAR_WHITE)
            true[y, x] = np.round(true[y, x] + share * (taken - true[y, x])).astype(np.uint8)
        return true

    @property
    def rows(self) -> Matrix:
        """The matrix as it is kept."""
        red, green, blue = ((float(row[0]), float(row[1]), float(row[2])) for row in self.matrix)
        return red, green, blue


@dataclass(frozen=True, eq=False)
class Fitted:
    """A correction, and what it does to the card that it was fitted on.

    Attributes:
        correction: The correction.
        illuminant: What the camera made of grey.
        before: Mean CIEDE2000 of the patches to their true colours, uncorrected.
        after: The same, corrected.
    """

    correction: ColourCorrection
    illuminant: LogRatios
    before: float
    after: float


def fit_chart(chart: ReadChart) -> Fitted:
    """The matrix that brings the chart's patches nearest to their printed values, its greys together exactly.

    Weighted least squares in linear light; the weights make equal errors about equally visible. Light that falls
    off over the chart is found from all patches and taken out first.

    Raises:
        CalibrationError: too few patches can be used, or they are not the chart's colours.
    """
    if chart.usable.sum() < _FEWEST:
        raise CalibrationError("over_exposed")
    true, use = chart_light(), chart.usable
    greys = [place for place in _GREYS if use[place]]
    seen, matrix = chart.light.copy(), np.eye(3)
    for _ in range(3):
        target = true * (seen[greys] @ _LUMINANCE).sum() / (true[greys] @ _LUMINANCE).sum()
        pair = seen[greys].sum(axis=0), target[greys].sum(axis=0)
        matrix = _solved(seen[use], target[use], _weights(true)[use], pair)
        seen = chart.light / _fall_off(seen @ matrix.T, chart.light @ matrix.T, target, use)[:, None]
    before, after = (_delta_e(light, true, greys)[use].mean() for light in (seen, seen @ matrix.T))
    if after > _WORST:
        raise CalibrationError("unlike")
    illuminant = log_ratios(np.linalg.solve(matrix, np.ones(3)))
    return Fitted(ColourCorrection(matrix), illuminant, float(before), float(after))


def fit_grey(light: Doubles) -> Fitted:
    """The three gains that make a grey card of linear light float64 [3] grey."""
    brightness = float(light @ _LUMINANCE)
    matrix = np.diag(brightness / light)
    even = np.full((1, 3), 0.18)
    shown = light[None] * 0.18 / brightness
    before, after = (float(_difference(one, even)[0]) for one in (shown, shown @ matrix.T))
    return Fitted(ColourCorrection(matrix), log_ratios(light), before, after)


def log_ratios(light: NDArray[np.floating]) -> LogRatios:
    """Natural logarithms of red to green and of blue to green of linear light [3]."""
    red, green, blue = np.log(np.maximum(light.astype(np.float64), 1e-6))
    return float(red - green), float(blue - green)


def _weights(true: Doubles) -> Doubles:
    """One over the square of a just visible step of each patch: steps of L* grow with luminance to the 2/3."""
    weights = np.maximum(true @ _LUMINANCE, 0.02) ** (-4 / 3)
    weights[_SKINS] *= _SKIN_WEIGHT
    weights[NEUTRALS] *= _GREY_WEIGHT
    weights[_CYAN] *= _OUTSIDE_WEIGHT
    return np.asarray(weights, np.float64)


def _solved(seen: Doubles, true: Doubles, weights: Doubles, grey: tuple[Doubles, Doubles]) -> Doubles:
    """Weighted least squares of ``seen @ M.T = true`` with M taking the first ``grey`` exactly to the second."""
    bare, printed = grey
    normal = seen.T @ (weights[:, None] * seen)
    system = np.block([[normal, bare[:, None]], [bare[None, :], np.zeros((1, 1))]])
    right = np.vstack([seen.T @ (weights[:, None] * true), printed[None]])
    return np.asarray(np.linalg.solve(system, right)[:3].T, np.float64)


def _fall_off(now: Doubles, raw: Doubles, target: Doubles, use: NDArray[np.bool_]) -> Doubles:
    """How the light falls off over the chart, a plane in log light, 1 on the mean; float64 [24]."""
    places = np.arange(len(target))
    across = np.stack([places % COLUMNS - 2.5, places // COLUMNS - 1.5], axis=1)
    bright = use & (target @ _LUMINANCE > 0.05) & (now @ _LUMINANCE > 0)
    ratio = np.log((raw @ _LUMINANCE)[bright] / (target @ _LUMINANCE)[bright])
    plane = np.column_stack([across[bright], np.ones(bright.sum())])
    slope = np.linalg.lstsq(plane, ratio, rcond=None)[0]
    return np.asarray(np.exp(across @ slope[:2]), np.float64)


def _delta_e(light: Doubles, true: Doubles, greys: list[int]) -> Doubles:
    """CIEDE2000 of each patch once the greys are as bright as printed."""
    scale = (true[greys] @ _LUMINANCE).sum() / (light[greys] @ _LUMINANCE).sum()
    return _difference(light * scale, true)


def _difference(light: Doubles, true: Doubles) -> Doubles:
    # It brings SciPy along: only who calibrates a camera waits for it.
    from skimage.color import deltaE_ciede2000

    lab = [
        cv2.cvtColor(np.clip(one, 0, 1).astype(np.float32)[None], cv2.COLOR_LRGB2LAB)[0] for one in (light, true)
    ]
    return np.asarray(deltaE_ciede2000(*lab), np.float64)  # type: ignore[no-untyped-call]
