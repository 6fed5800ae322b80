"""Do the maps light up where an expert circled something? Circles are precise but not complete."""

import json
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.photo import Map
from consultant_app.imaging.alignment import CROP_SIZE
from consultant_app.imaging.evidence import map_from_photo
from consultant_app.training.evaluation.engine import Located
from consultant_app.training.evaluation.localisation import pointing
from consultant_app.training.evaluation.statistics import Figures, estimate, roc_auc

Circles = list[tuple[float, float, float]]

_APART = 2
"""Map pixels by which two peaks of a map must be apart: 3 mm."""


def read_circles(path: Path) -> dict[str, Circles]:
    """Circles (x, y, radius in photo pixels) by the stem of the photo's name; none where the file is missing."""
    if not path.is_file():
        return {}
    found = json.loads(path.read_text(encoding="utf-8"))
    return {name: [(float(x), float(y), float(r)) for x, y, r in circles] for name, circles in found.items()}


def circle_mask(circles: Circles, located: Located, size: int) -> NDArray[np.bool_]:
    """The circled area on the map grid, bool [size, size]; every circle covers one cell at least."""
    affine = map_from_photo(located.face.crop_from_photo, CROP_SIZE, size)
    scale = float(np.sqrt(abs(np.linalg.det(affine[:, :2]))))
    mask = np.zeros((size, size), np.uint8)
    for x, y, radius in circles:
        u, v = affine @ np.array([x, y, 1.0])
        cv2.circle(mask, (round(float(u)), round(float(v))), max(1, round(radius * scale)), 1, -1)
    return mask.astype(np.bool_)


def circled_row(
    heat: Map, circles: NDArray[np.bool_], skin: NDArray[np.bool_], count: int, random: np.random.Generator
) -> Figures:
    """One photo: does the maximum fall in a circle, how many of the strongest peaks do, and the area under ROC.

    Args:
        heat: The map, float [M, M].
        circles: bool [M, M].
        skin: bool [M, M].
        count: Number of circles: as many peaks are looked at.
        random: Breaks ties.
    """
    hit, expected = pointing(heat, circles, skin, random)
    inside, outside = heat[circles & skin], heat[skin & ~circles]
    peaks = strongest_peaks(np.where(skin, heat, -1).astype(np.float32), count)
    reached = cv2.dilate(circles.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    found = [bool(reached[y, x]) for y, x in peaks]
    return {
        "hit": hit,
        "expected": expected,
        "peaks_on_circles": float(np.mean(found)) if found else 0.0,
        "auc": roc_auc(inside.astype(np.float64), outside.astype(np.float64)),
    }


def strongest_peaks(heat: Map, count: int) -> list[tuple[int, int]]:
    """Up to ``count`` local maxima above 0, strongest first, as (y, x)."""
    reach = 2 * _APART + 1
    top = (heat >= cv2.dilate(heat, np.ones((reach, reach), np.uint8))) & (heat > 0)
    y, x = np.nonzero(top)
    order = np.argsort(-heat[y, x], kind="stable")[:count]
    return [(int(y[i]), int(x[i])) for i in order]


def circled_figures(rows: list[Figures]) -> Figures:
    """Means over photos with intervals; ``times_chance`` is the pointing game over random points on skin."""
    if not rows:
        return {}
    photos = np.arange(len(rows))
    columns = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    hit, expected = columns["hit"], columns["expected"]
    out: Figures = {"photos": len(rows)}
    out |= estimate(lambda i: float(hit[i].mean()), photos).named("pointing")
    out |= estimate(lambda i: float(expected[i].mean()), photos).named("random_points")
    out |= estimate(lambda i: float(hit[i].mean() / max(expected[i].mean(), 1e-9)), photos).named(
        "times_chance", 2
    )
    out |= estimate(lambda i: float(columns["peaks_on_circles"][i].mean()), photos).named("peaks_on_circles")
    out |= estimate(lambda i: float(np.nanmean(columns["auc"][i])), photos).named("auc")
    return out
