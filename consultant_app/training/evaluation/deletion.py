"""Deletion and insertion (Petsiuk et al. 2018): does what a map calls important matter to the answer?

Skin is taken away cell by cell, the most important first, by putting strongly smoothed skin in its place; or the
smoothed skin gets its cells back in that order. A map that shows what the network uses lets the answer fall
quickly in the first case and rise quickly in the second.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.photo import RGB, Map
from consultant_app.imaging.colour import linear_from_srgb, srgb_from_linear
from consultant_app.training.evaluation.frame import STRIDE, Mask, enlarged, gaussian, masked_mean, pixels

CELL = 4
"""Map cells along a side of what is replaced at once: 16 pixels, 6 mm. Single cells would leave a chequerboard,
which is texture of its own."""

WINDOW = 64
"""Side in map cells of the window that is looked at (256 pixels, 98 mm): the network sees no further than a part
of the face, and a whole frame costs six times as much."""

SHARES = (0.05, 0.2, 0.5)
"""Shares of the window's skin at which a curve is taken, beside none and all."""

Answers = Callable[[NDArray[np.uint8]], NDArray[np.float32]]
"""From photos uint8 [B, S, S, 3] to one channel's evidence float32 [B, S / 4, S / 4]."""


@dataclass(frozen=True, eq=False)
class Window:
    """A part of one face.

    Attributes:
        photo: uint8 [S, S, 3], S = 256.
        smooth: The same without what could be important, uint8 [S, S, 3].
        skin: bool [S / 4, S / 4].
        corner: Row and column of the window on the map grid.
    """

    photo: RGB
    smooth: RGB
    skin: Mask
    corner: tuple[int, int]

    def cut(self, heat: Map) -> Map:
        """The window's part of a map [160, 160]."""
        row, column = self.corner
        side = self.skin.shape[0]
        return heat[row : row + side, column : column + side]


def smoothed_skin(photo: RGB, skin: Mask) -> RGB:
    """The photo with its skin replaced by the mean over 14 mm (sigma) of the skin around, in log light.

    Lines, pores, spots and highlights are gone and broad patches faint; the light on the face stays.

    Args:
        photo: uint8 [S, S, 3].
        skin: bool [S / 4, S / 4].
    """
    whole = enlarged(skin, photo.shape[0])
    log = np.log(linear_from_srgb(photo) + 1e-3)
    soft = gaussian(whole.astype(np.float32), 1.5)[..., None]
    mixed = soft * masked_mean(log, whole, pixels(14.0)) + (1 - soft) * log
    return srgb_from_linear(np.asarray(np.exp(mixed) - 1e-3, np.float32))


def window_around(photo: RGB, smooth: RGB, skin: Mask, mask: Mask) -> Window:
    """The window whose middle is nearest to the middle of ``mask`` [M, M]; no map has a say in the choice."""
    rows, columns = np.nonzero(mask)
    corner = []
    for middle, size in ((rows.mean(), mask.shape[0]), (columns.mean(), mask.shape[1])):
        # Whole strides of the encoder, so that the window is sampled as the frame is.
        start = 8 * round((float(middle) - WINDOW / 2) / 8)
        corner.append(int(np.clip(start, 0, max(0, size - WINDOW))))
    row, column = corner
    there = (slice(row, row + WINDOW), slice(column, column + WINDOW))
    fine = tuple(slice(part.start * STRIDE, part.stop * STRIDE) for part in there)
    return Window(photo[fine], smooth[fine], skin[there], (row, column))


def order_of(heat: Map, skin: Mask, random: np.random.Generator) -> NDArray[np.intp]:
    """Cells (flat numbers on the cell grid) that are mostly skin, the most important first; ties at random."""
    side = skin.shape[0] // CELL
    mean = _cell_means(np.where(skin, heat, 0).astype(np.float32), side)
    cells = np.flatnonzero(_cell_means(skin.astype(np.float32), side).ravel() >= 0.5)
    shuffled = random.permutation(cells)
    return shuffled[np.argsort(-mean.ravel()[shuffled], kind="stable")]


def _cell_means(values: Map, side: int) -> Map:
    return np.asarray(cv2.resize(values, (side, side), interpolation=cv2.INTER_AREA), np.float32)


def replaced(window: Window, cells: NDArray[np.intp]) -> RGB:
    """The window with some cells smoothed, their borders feathered over 2 pixels."""
    side = window.skin.shape[0] // CELL
    grid = np.zeros(side * side, np.float32)
    grid[cells] = 1
    size = window.photo.shape[0]
    share = cv2.resize(grid.reshape(side, side), (size, size), interpolation=cv2.INTER_NEAREST)
    share = cv2.GaussianBlur(share, (0, 0), 2.0)[..., None]
    return np.asarray(np.rint(share * window.smooth + (1 - share) * window.photo), np.uint8)


def curve(
    answers: Answers, window: Window, order: NDArray[np.intp], ends: tuple[float, float]
) -> tuple[float, float]:
    """Areas under the deletion and the insertion curve of one order, in evidence.

    Args:
        answers: The network's channel.
        window: What is looked at.
        order: Cells, the most important first.
        ends: Mean evidence of the untouched and of the wholly smoothed window (see ``extremes``).
    """
    counts = [round(share * len(order)) for share in SHARES]
    photos = [replaced(window, order[:count]) for count in counts]
    photos += [replaced(window, order[count:]) for count in counts]
    seen = answers(np.stack(photos))[:, window.skin].mean(axis=1)
    shares = np.array([0.0, *SHARES, 1.0])
    deletion = np.array([ends[0], *seen[: len(counts)], ends[1]])
    insertion = np.array([ends[1], *seen[len(counts) :], ends[0]])
    return float(np.trapezoid(deletion, shares)), float(np.trapezoid(insertion, shares))


def extremes(answers: Answers, window: Window, order: NDArray[np.intp]) -> tuple[float, float]:
    """Mean evidence over the skin of the untouched window and of the one with every cell smoothed."""
    both = answers(np.stack([window.photo, replaced(window, order)]))
    untouched, smoothed = both[:, window.skin].mean(axis=1)
    return float(untouched), float(smoothed)
