"""Good photographs made worse by known amounts: what the quality gate is measured on.

Amounts are in the face's own units (millimetres of skin, stops of light, pixels between the eyes), so that one
degree means the same on every photograph.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.photo import RGB
from consultant_app.imaging.colour import linear_from_srgb, srgb_from_linear
from consultant_app.imaging.mesh import FACE_OVAL, inter_eye_distance, pixels_per_mm
from consultant_app.imaging.quality import View

Random = np.random.Generator
Light = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Spoil:
    """One way of making a photograph worse.

    Attributes:
        unit: Unit of the degrees.
        degrees: From hardly visible to hopeless.
        unusable: Degrees from this one on (by place) are unusable: nobody would judge skin on such a photograph.
        measures: Findings of which one is expected to answer.
        make: View, degree, randomness -> photo.
    """

    unit: str
    degrees: tuple[float, ...]
    unusable: int
    measures: tuple[str, ...]
    make: Callable[[View, float, Random], RGB]


def _blur(view: View, sigma_mm: float, _: Random) -> RGB:
    return np.asarray(cv2.GaussianBlur(view.photo, (0, 0), sigma_mm * pixels_per_mm(view.points)), np.uint8)


def _motion(view: View, length_mm: float, random: Random) -> RGB:
    length = max(2.0, length_mm * pixels_per_mm(view.points))
    side = 2 * int(np.ceil(length / 2)) + 1
    kernel = np.zeros((side, side), np.float32)
    angle = random.uniform(0, np.pi)
    reach = length / 2 * np.array([np.cos(angle), np.sin(angle)])
    for t in np.linspace(-1, 1, 8 * side):
        x, y = side // 2 + t * reach
        kernel[int(np.clip(round(y), 0, side - 1)), int(np.clip(round(x), 0, side - 1))] += 1
    light = cv2.filter2D(linear_from_srgb(view.photo), -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE)
    return srgb_from_linear(np.asarray(light, np.float32))


def _dark(view: View, stops: float, random: Random) -> RGB:
    """Less light, and the noise of a sensor that gets little: read noise of a quarter per cent of full scale."""
    return _sensed(linear_from_srgb(view.photo) * np.float32(2**-stops), 0.0012, random)


def _bright(view: View, stops: float, _: Random) -> RGB:
    return srgb_from_linear(linear_from_srgb(view.photo) * np.float32(2**stops))


def _back_lit(view: View, stops: float, random: Random) -> RGB:
    """A window behind: what is no person burns out, the face is as many stops below, and light veils the lens."""
    side = view.part("background").shape[0]
    scale = view.face.rgb.shape[0] / side
    to_crop = np.diag([scale, scale]) @ np.eye(2, 3)
    to_photo = cv2.invertAffineTransform(view.face.crop_from_photo) @ np.vstack([to_crop, [0, 0, 1]])
    height, width = view.photo.shape[:2]
    behind = cv2.warpAffine(
        view.part("background"), to_photo, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )[..., None]
    light = linear_from_srgb(view.photo) * np.float32(2**-stops)
    mixed = light * (1 - behind) + (0.85 + 0.3 * linear_from_srgb(view.photo)) * behind
    veil = 0.03 * float(behind.mean())
    return _sensed(np.asarray(mixed * (1 - veil) + veil, np.float32), 0.001, random)


_LAMPS = ((0.35, 0.0, -0.9), (-0.3, 0.25, -0.1), (-0.5, -0.1, 0.45), (0.3, -0.35, 0.3))
"""Natural logs of the channels under a lamp of full strength: incandescent, green tube, blue shade, magenta."""


def _cast(view: View, strength: float, random: Random) -> RGB:
    lamp = np.array(_LAMPS[int(random.integers(len(_LAMPS)))])
    gains = np.exp(strength * (lamp - lamp.mean()) / np.linalg.norm(lamp - lamp.mean())).astype(np.float32)
    return srgb_from_linear(linear_from_srgb(view.photo) * gains / np.float32(max(1.0, float(gains.max()) * 0.8)))


def _far(view: View, eyes_px: float, _: Random) -> RGB:
    scale = eyes_px / inter_eye_distance(view.points)
    return np.asarray(cv2.resize(view.photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _uneven(view: View, stops: float, random: Random) -> RGB:
    """Light from one side: it falls by so many stops from one cheek to the other."""
    right, left = view.points[205, :2], view.points[425, :2]
    axis = (left - right) / max(float(np.linalg.norm(left - right)) ** 2, 1.0)
    y, x = np.mgrid[0 : view.photo.shape[0], 0 : view.photo.shape[1]].astype(np.float32)
    t = (x - right[0]) * axis[0] + (y - right[1]) * axis[1]
    t = t if random.random() < 0.5 else 1 - t
    falls = np.exp2(-stops * np.clip(t, -0.25, 1.25)).astype(np.float32)
    return _sensed(linear_from_srgb(view.photo) * falls[..., None], 0.0012, random)


def _filter(view: View, strength: float, random: Random) -> RGB:
    """A beauty filter: skin smoothed while edges stay, by a bilateral or a median filter, ``strength`` in mm."""
    reach = strength * pixels_per_mm(view.points)
    if random.random() < 0.5:
        smooth = cv2.bilateralFilter(view.photo, 2 * round(1.5 * reach) + 1, 55, reach)
    else:
        smooth = cv2.medianBlur(view.photo, 2 * max(1, round(reach)) + 1)
    mask = cv2.GaussianBlur(view.geometric.astype(np.float32), (0, 0), 3)
    height, width = view.photo.shape[:2]
    share = cv2.warpAffine(mask, view.face.crop_from_photo, (width, height), flags=cv2.WARP_INVERSE_MAP)[..., None]
    return np.round(view.photo * (1 - share) + smooth * share).astype(np.uint8)


def _jpeg(view: View, quality: float, random: Random) -> RGB:  # noqa: ARG001 - as all spoils are called
    _, data = cv2.imencode(".jpg", view.photo[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, int(quality)])
    opened = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
    return np.ascontiguousarray(opened[..., ::-1])


def _noise(view: View, levels: float, random: Random) -> RGB:
    grain = random.normal(0, levels, view.photo.shape).astype(np.float32)
    return np.asarray(np.clip(view.photo + grain, 0, 255), np.uint8)


def _grey(view: View, _: float, __: Random) -> RGB:
    return np.repeat(cv2.cvtColor(view.photo, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2).astype(np.uint8)


def _cut(view: View, share: float, random: Random) -> RGB:
    """The photo ends within the face: so many per cent of its width or height are missing at one side."""
    oval = view.points[list(FACE_OVAL), :2]
    (x0, y0), (x1, y1) = oval.min(axis=0), oval.max(axis=0)
    side = int(random.integers(3))
    if side == 0:
        return np.ascontiguousarray(view.photo[:, : int(x1 - share / 100 * (x1 - x0))])
    if side == 1:
        return np.ascontiguousarray(view.photo[:, max(0, int(x0 + share / 100 * (x1 - x0))) :])
    return np.ascontiguousarray(view.photo[: int(y1 - share / 100 * (y1 - y0))])


def _screen(view: View, pitch: float, random: Random) -> RGB:
    """A display photographed: its pixels of three stripes, a bezel, and the camera's own grid laid over both."""
    shown = _portrait_of(view, 900)
    height, width = shown.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    angle = np.radians(random.uniform(-4, 4))
    u = (np.cos(angle) * x + np.sin(angle) * y) / pitch
    v = (np.cos(angle) * y - np.sin(angle) * x) / pitch
    light = linear_from_srgb(shown)
    dark_rows = 0.55 + 0.45 * np.cos(2 * np.pi * v)
    for channel in range(3):
        stripe = 0.5 + 0.5 * np.cos(2 * np.pi * (u - channel / 3))
        light[..., channel] *= 0.25 + 0.75 * (0.35 + 0.65 * stripe) * (0.55 + 0.45 * dark_rows)
    light = np.asarray(cv2.GaussianBlur(light, (0, 0), 0.55), np.float32) * 1.7
    return _set_in(srgb_from_linear(light + 0.01), (14, 14, 16), 0.06, random)


def _print(view: View, pitch: float, random: Random) -> RGB:
    """A print photographed: dots at an angle, ink that never gets black, a border of paper on a table."""
    shown = _portrait_of(view, 900)
    height, width = shown.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    angle = np.pi / 4 + np.radians(random.uniform(-6, 6))
    u, v = np.cos(angle) * x + np.sin(angle) * y, np.cos(angle) * y - np.sin(angle) * x
    screen = 0.5 + 0.25 * (np.cos(2 * np.pi * u / pitch) + np.cos(2 * np.pi * v / pitch))
    light = linear_from_srgb(shown)
    dots = 1 / (1 + np.exp(-9 * (np.sqrt(light) - screen[..., None])))
    printed = np.asarray(
        cv2.GaussianBlur((0.6 * light + 0.4 * dots**2).astype(np.float32), (0, 0), 0.7), np.float32
    )
    return _set_in(srgb_from_linear(0.05 + 0.75 * printed), (236, 234, 228), 0.07, random)


def _portrait_of(view: View, side: int) -> RGB:
    """The photo with its larger side brought to ``side`` pixels."""
    scale = side / max(view.photo.shape[:2])
    kind = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(view.photo, None, fx=scale, fy=scale, interpolation=kind), np.uint8)


def _set_in(picture: RGB, border: tuple[int, int, int], share: float, random: Random) -> RGB:
    """The picture in its border, before a wall."""
    band = round(share * max(picture.shape[:2]))
    framed = cv2.copyMakeBorder(picture, band, band, band, band, cv2.BORDER_CONSTANT, value=border)
    wall = tuple(int(value) for value in random.integers(90, 190, 3))
    around = cv2.copyMakeBorder(framed, band, band, band, band, cv2.BORDER_CONSTANT, value=wall)
    grain = random.normal(0, 1.5, around.shape)
    return np.asarray(np.clip(around + grain, 0, 255), np.uint8)


def _sensed(light: Light, read_noise: float, random: Random) -> RGB:
    """Linear light through a sensor: shot noise that grows with the root of the light, and read noise."""
    spread = np.sqrt(read_noise**2 + 4e-5 * np.maximum(light, 0)).astype(np.float32)
    return srgb_from_linear(light + spread * random.standard_normal(light.shape).astype(np.float32))


SPOILS: dict[str, Spoil] = {
    "blur": Spoil("mm", (0.15, 0.3, 0.5, 0.8, 1.3), 3, ("blurred",), _blur),
    "motion": Spoil("mm", (0.7, 1.5, 2.5, 4, 7), 3, ("motion", "blurred"), _motion),
    "dark": Spoil("stops", (1, 2, 3.5, 5, 6.5), 3, ("dim", "under_exposed", "noisy"), _dark),
    "bright": Spoil("stops", (0.4, 0.8, 1.3, 2, 3), 3, ("over_exposed",), _bright),
    "back-lit": Spoil("stops", (1, 2, 3, 4, 5.5), 3, ("back_lit", "dim", "under_exposed"), _back_lit),
    "uneven": Spoil("stops", (0.7, 1.4, 2.2, 3.2, 4.5), 4, ("uneven_light",), _uneven),
    "cast": Spoil("log", (0.1, 0.2, 0.4, 0.7, 1.1), 4, ("colour_cast",), _cast),
    "far": Spoil("px", (90, 60, 42, 28, 18), 3, ("face_small", "blurred"), _far),
    "filter": Spoil("mm", (0.3, 0.6, 1, 1.6, 2.4), 3, ("smoothed",), _filter),
    "jpeg": Spoil("quality", (70, 45, 28, 18, 10), 4, ("compressed",), _jpeg),
    "noise": Spoil("levels", (3, 7, 13, 21, 32), 4, ("noisy",), _noise),
    "grey": Spoil("", (1,), 0, ("no_colour",), _grey),
    "cut": Spoil("%", (4, 10, 18, 30, 42), 3, ("cut_off",), _cut),
    "screen": Spoil("px", (2.2, 2.7, 3.3), 0, ("raster", "framed"), _screen),
    "print": Spoil("px", (3.2, 4, 5), 0, ("raster", "framed"), _print),
}
"""Name -> how it is done."""

COVERS = {"glasses": "glasses", "mask": "cover", "hand": "hand"}
"""What is drawn over faces, by the gate's name and the renderer's."""


def two_faces(first: View, second: View) -> RGB:
    """Two people side by side, heads of one size."""
    scale = inter_eye_distance(first.points) / inter_eye_distance(second.points)
    other = np.asarray(cv2.resize(second.photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    height = min(first.photo.shape[0], other.shape[0])
    return np.ascontiguousarray(np.hstack([first.photo[:height], other[:height]]))
