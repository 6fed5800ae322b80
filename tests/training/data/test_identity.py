from dataclasses import replace

import cv2
import numpy as np
import pytest

from consultant_app.imaging.colour import linear_from_srgb
from consultant_app.training.data.canvas import Canvas
from consultant_app.training.data.identity import blend

SIDE = 640
WEAVE = np.sin(np.arange(SIDE) / 2.2)[None, :] * np.sin(np.arange(SIDE) / 2.6)[:, None]
"""A texture that no face has, with features of some 7 pixels."""


def log(rgb: np.ndarray) -> np.ndarray:
    return np.log(linear_from_srgb(rgb) + 1e-3)


def fine(canvas: Canvas) -> np.ndarray:
    return (log(canvas.photo) - log(canvas.clean)).mean(axis=2)


@pytest.fixture(scope="module")
def donor(canvas: Canvas) -> Canvas:
    """The same shape with skin of its own: redder to the right of the picture, woven."""
    tilt = np.linspace(-0.12, 0.12, SIDE)[None, :, None] * np.array([1.0, -1.0, -1.0])
    clean = np.clip(canvas.clean * np.exp(tilt), 0, 255)
    photo = np.clip(clean * (1 + 0.12 * WEAVE[..., None]), 0, 255)
    return replace(
        canvas,
        name="studio/donor.png",
        clean=clean.round().astype(np.uint8),
        photo=photo.round().astype(np.uint8),
        age=61.0,
    )


@pytest.fixture(scope="module")
def inner(canvas: Canvas) -> np.ndarray:
    return cv2.erode(canvas.skin.astype(np.uint8), np.ones((25, 25), np.uint8)) > 0


@pytest.fixture(scope="module")
def worn(canvas: Canvas, donor: Canvas) -> Canvas:
    """The donor's texture over the first face's own broad colour."""
    return blend(canvas, donor, 0.0)


def test_the_broad_colour_is_the_first_faces_where_none_of_the_others_is_asked(
    canvas: Canvas, worn: Canvas, inner: np.ndarray
) -> None:
    broad = [cv2.GaussianBlur(image.astype(np.float32), (0, 0), 6) for image in (worn.clean, canvas.clean)]
    assert np.abs(broad[0] - broad[1])[inner].max() <= 6


def test_the_texture_is_the_second_faces(canvas: Canvas, worn: Canvas, donor: Canvas, inner: np.ndarray) -> None:
    seen = fine(worn)[inner]
    assert np.corrcoef(seen, fine(donor)[inner])[0, 1] > 0.9
    assert abs(np.corrcoef(seen, fine(canvas)[inner])[0, 1]) < 0.3
    assert seen.std() == pytest.approx(fine(donor)[inner].std(), rel=0.2)


def test_the_broad_colour_follows_the_share(canvas: Canvas, donor: Canvas, inner: np.ndarray) -> None:
    lean = np.linspace(-1, 1, SIDE)[None, :].repeat(SIDE, 0)[inner]

    def redness(one: Canvas) -> float:
        """How much redder the right of the picture is than the left."""
        logs = log(one.clean)[inner]
        return float(np.polyfit(lean, logs[:, 0] - logs[:, 1], 1)[0])

    own, whole = redness(canvas), redness(donor)
    assert redness(blend(canvas, donor, 1.0)) == pytest.approx(whole, abs=0.15 * (whole - own))
    half = redness(blend(canvas, donor, 0.5))
    assert half == pytest.approx((own + whole) / 2, abs=0.15 * (whole - own))


def test_eyes_and_all_that_is_no_skin_stay(canvas: Canvas, worn: Canvas) -> None:
    beyond = cv2.dilate(canvas.skin.astype(np.uint8), np.ones((33, 33), np.uint8)) == 0
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    for centre in (468, 473):
        beyond |= np.hypot(x - canvas.points[centre, 0], y - canvas.points[centre, 1]) < 4
    for name in ("photo", "clean"):
        assert np.abs(getattr(worn, name).astype(int) - getattr(canvas, name))[beyond].max() <= 1


def test_shape_and_light_are_the_first_faces_and_the_name_is_both(canvas: Canvas, worn: Canvas) -> None:
    assert worn.name == f"{canvas.name}+studio/donor.png"
    assert worn.age == 61.0  # neither skin is younger than the older one looks
    for name in ("points", "skin", "zones", "normals", "light"):
        assert getattr(worn, name) is getattr(canvas, name)


def test_skin_is_carried_over_the_mesh(canvas: Canvas, donor: Canvas, inner: np.ndarray) -> None:
    """A donor that lies elsewhere in its picture lends the same skin."""
    moved = np.float32([[1, 0, 14], [0, 1, -9]])
    images = {
        name: cv2.warpAffine(getattr(donor, name), moved, (SIDE, SIDE), borderMode=cv2.BORDER_REPLICATE)
        for name in ("photo", "clean")
    }
    skin = cv2.warpAffine(donor.skin.astype(np.uint8), moved, (SIDE, SIDE)) > 0
    points = donor.points + np.float32([14, -9, 0])
    carried = blend(canvas, replace(donor, **images, skin=skin, points=points), 0.0)
    assert np.corrcoef(fine(carried)[inner], fine(donor)[inner])[0, 1] > 0.9


def test_where_no_skin_is_seen_nothing_is_lent(canvas: Canvas, donor: Canvas) -> None:
    assert blend(canvas, replace(donor, skin=np.zeros_like(donor.skin)), 0.7) is canvas
