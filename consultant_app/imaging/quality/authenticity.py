"""Is it the skin itself that was photographed, as the camera saw it? Compression, filters, screens, prints."""

import io
from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from consultant_app.domain.photo import Map
from consultant_app.imaging.mesh import FACE_OVAL
from consultant_app.imaging.quality.sharpness import blocks
from consultant_app.imaging.quality.view import View

_GRID = 8
_WINDOW = 64
_MOST = 384
"""Side of the piece of the photo, about the face's middle, in which traces of a raster are looked for."""

_STANDARD_SUM = 3688
"""Sum of the luminance table of ITU-T T.81, Annex K: quality 50."""

_SMALL = 160
"""Side to which the photo is brought to look for a frame."""

_EDGE = 12
_FEWEST_BLOCKS = 8
_LEVEL_FLOOR = 0.05
_LOWEST_FREQUENCY = 0.12
"""Cycles a pixel below which a face's own structure, not a raster, makes peaks."""


def authenticity(view: View) -> Iterator[tuple[str, float]]:
    """Measures of a picture's making: key, value in the unit of its limit."""
    piece = middle(view)
    yield "compressed", block_grid(piece)
    if view.jpeg_quality is not None:
        yield "jpeg", view.jpeg_quality
    yield "raster", raster(piece)
    yield "framed", frame(view)
    own = grain(view)
    if own is not None:
        yield "smoothed", own


def grain(view: View) -> float | None:
    """Fine grain of the calmer skin against the brows' hairs and against its own coarser relief, in percent.

    A filter that smooths skin spares hairs and takes the finest grain first; a blurred or small photo loses both
    alike. ``None`` where too little skin is seen.
    """
    finest, fine, coarse = view.bands
    skin, relief = blocks(fine, view.inner_skin), blocks(coarse, view.inner_skin)
    hairs = finest[view.brows]
    if len(skin) < _FEWEST_BLOCKS or not len(hairs):
        return None
    calm, usual = np.quantile(skin, [0.1, 0.25])
    steady = float(calm) / max(float(np.quantile(relief, 0.1)), _LEVEL_FLOOR)
    return 100 * float(usual) / max(float(np.abs(hairs).mean()), _LEVEL_FLOOR) * steady**2


def middle(view: View) -> Map:
    """The piece of the photo about the face's middle as it was taken, brightness 0..255, float32."""
    height, width = view.photo.shape[:2]
    low, high = view.points[list(FACE_OVAL), :2].min(axis=0), view.points[list(FACE_OVAL), :2].max(axis=0)
    centre, half = (low + high) / 2, float(min(_MOST, (high - low).min())) / 2
    x0, x1 = (int(np.clip(centre[0] + sign * half, 0, width)) for sign in (-1, 1))
    y0, y1 = (int(np.clip(centre[1] + sign * half, 0, height)) for sign in (-1, 1))
    # On the grid of the file's own blocks, so that their borders are where they are looked for.
    x0, y0 = x0 // _GRID * _GRID, y0 // _GRID * _GRID
    piece = view.photo[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)]
    return np.asarray(cv2.cvtColor(piece, cv2.COLOR_RGB2GRAY), np.float32)


def block_grid(piece: Map) -> float:
    """Step across the borders of 8 x 8 blocks over the steps elsewhere, in percent above one.

    The phase that stands out most is taken: a photo that was cropped has its grid elsewhere.
    """
    found = []
    for image in (piece, piece.T):
        steps = np.minimum(np.abs(np.diff(image, 2, axis=1)), 12).mean(axis=0)
        usable = len(steps) // _GRID * _GRID
        if usable < 4 * _GRID:
            return 0.0
        phases = steps[:usable].reshape(-1, _GRID).mean(axis=0)
        pairs = np.sort(phases + np.roll(phases, 1))
        found.append(pairs[-1] / max(float(np.median(pairs)), 1e-3))
    return 100 * (float(min(found)) - 1)


def raster(piece: Map) -> float:
    """How far the strongest repeated frequency stands above its neighbours, in decibels.

    Pixels of a screen and dots of a print repeat over the whole picture; nothing in a face does. Frequencies of
    the JPEG's own blocks are left out.
    """
    side = min(piece.shape) // _WINDOW * _WINDOW
    if side < 2 * _WINDOW:
        return 0.0
    high = piece - cv2.GaussianBlur(piece, (0, 0), 3)
    tiles = high[:side, :side].reshape(side // _WINDOW, _WINDOW, side // _WINDOW, _WINDOW).transpose(0, 2, 1, 3)
    window = np.hanning(_WINDOW).astype(np.float32)
    power = np.abs(np.fft.rfft2(tiles.reshape(-1, _WINDOW, _WINDOW) * np.outer(window, window))) ** 2
    # The median over the tiles: what repeats everywhere stays, what one edge does is left out.
    level = 10 * np.log10(np.fft.fftshift(np.median(power, axis=0), axes=0) + 1e-3).astype(np.float32)
    around = cv2.medianBlur(level, 5)
    rise = np.where(_searched(), level - around, 0)
    return float(rise.max())


def _searched() -> NDArray[np.bool_]:
    """Frequencies in which a raster is looked for, bool [W, W / 2 + 1]."""
    fy = np.fft.fftshift(np.fft.fftfreq(_WINDOW))[:, None]
    fx = np.fft.rfftfreq(_WINDOW)[None]
    grid = _WINDOW // _GRID
    on_grid = [np.isin(np.round(np.abs(f) * _WINDOW) % grid, (0, 1, grid - 1)) for f in (fy, fx)]
    axis = (np.abs(fx) < 1.5 / _WINDOW) & on_grid[0] | (np.abs(fy) < 1.5 / _WINDOW) & on_grid[1]
    return np.asarray((np.hypot(fx, fy) > _LOWEST_FREQUENCY) & ~axis, np.bool_)


def frame(view: View) -> float:
    """How much of a rectangle's four sides runs straight around the face, in percent of the weakest side."""
    height, width = view.photo.shape[:2]
    # Every so many pixels first: a phone's photo would cost more to average than all else to measure.
    step = max(1, min(height, width) // (4 * _SMALL))
    coarse = cv2.cvtColor(np.ascontiguousarray(view.photo[::step, ::step]), cv2.COLOR_RGB2GRAY)
    grey = cv2.resize(coarse, (_SMALL, _SMALL), interpolation=cv2.INTER_AREA).astype(np.float32)
    oval = view.points[list(FACE_OVAL), :2] * (_SMALL / width, _SMALL / height)
    low, high = oval.min(axis=0), oval.max(axis=0)
    steep = [np.abs(np.diff(grey, axis=axis)) > _EDGE for axis in (1, 0)]
    upright, level = steep[0].mean(axis=0), steep[1].mean(axis=1)
    before, after = np.maximum(low, 1).astype(int), np.maximum(high, 0).astype(int)
    sides = [upright[: before[0]], upright[after[0] :], level[: before[1]], level[after[1] :]]
    return 100 * min(float(side.max()) if len(side) else 0.0 for side in sides)


def jpeg_quality(data: bytes) -> float | None:
    """Quality 1..100 by a JPEG's quantisation tables, ``None`` for other files; decodes no pixel.

    The luminance table over that of the standard's Annex K, read backwards through the scale that encoders share
    (Independent JPEG Group): another encoder's tables are given the quality that is as coarse.
    """
    try:
        image = Image.open(io.BytesIO(data), formats=("JPEG",))
        tables: dict[int, list[int]] = getattr(image, "quantization", {})
    # Damaged bytes raise whatever the parser meets; whether the photo can be used is said where it is decoded.
    except Exception:  # noqa: BLE001
        return None
    if not tables:
        return None
    scale = 100 * float(sum(tables[min(tables)])) / _STANDARD_SUM
    return float(np.clip(100 - scale / 2 if scale <= 100 else 5000 / scale, 1, 100))
