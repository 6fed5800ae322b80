import cv2
import numpy as np
import pytest

from consultant_app.domain.criteria import Zone
from consultant_app.imaging.colour import linear_from_srgb
from consultant_app.imaging.mesh import zone_polygons
from consultant_app.imaging.skin import geometric_skin_mask
from consultant_app.training.data.canvas import Canvas
from consultant_app.training.data.clean import FOLD_PATHS, PIXELS_PER_MM, clean_skin, fill_in
from consultant_app.training.render.chromophores import MELANIN

SIDE = 640


def plain() -> np.ndarray:
    """Even skin in soft light that falls off across the face, float [S, S, 3]."""
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    return np.array([205.0, 165, 140]) * (1.0 - 0.15 * x - 0.1 * y)[..., None]


def below_the_eye(canvas: Canvas) -> np.ndarray:
    """A hollow as wide as those of tired faces, 1 at its deepest, float32 [S, S]."""
    middle = zone_polygons(canvas.points)[Zone.UNDER_EYE_RIGHT].mean(0)
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    wide, high = 6.0 * PIXELS_PER_MM, 3.0 * PIXELS_PER_MM
    return np.exp(-0.5 * (((x - middle[0]) / wide) ** 2 + ((y - middle[1]) / high) ** 2)).astype(np.float32)


def along_the_fold(canvas: Canvas) -> np.ndarray:
    """A groove of about 4 mm from the nose to the corner of the mouth, 1 at its bottom."""
    line = np.round(canvas.points[list(FOLD_PATHS[0][:3]), :2]).astype(np.int32)
    groove = np.zeros((SIDE, SIDE), np.float32)
    cv2.polylines(groove, [line], False, 1.0, round(1.5 * PIXELS_PER_MM))
    groove = cv2.GaussianBlur(groove, (0, 0), 1.2 * PIXELS_PER_MM)
    return groove / groove.max()


def marks(canvas: Canvas) -> np.ndarray:
    """Small round marks of about 3 mm over the right cheek, 1 at their middle."""
    middle = zone_polygons(canvas.points)[Zone.CHEEK_RIGHT].mean(0)
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    out = np.zeros((SIDE, SIDE), np.float32)
    for dx, dy in ((-18, -20), (12, 0), (-8, 22)):
        out += np.exp(-0.5 * ((x - middle[0] - dx) ** 2 + (y - middle[1] - dy) ** 2) / (1.0 * PIXELS_PER_MM) ** 2)
    return out


def contrast(before: np.ndarray, after: np.ndarray, where: np.ndarray) -> float:
    """Mean difference of log light."""
    logs = [np.log(linear_from_srgb(image) + 1e-3).mean(axis=2) for image in (before, after)]
    return float((logs[0] - logs[1])[where].mean())


@pytest.mark.parametrize("drawn", [below_the_eye, along_the_fold, marks])
def test_what_is_broad_goes_as_well_as_what_is_fine(drawn: object, canvas: Canvas) -> None:
    skin = geometric_skin_mask(canvas.points, SIDE) > 0
    shape = drawn(canvas)  # type: ignore[operator]
    even = plain()
    darker = even * np.exp(-shape[..., None] * np.array([0.18, 0.25, 0.28]))
    pair = [image.round().astype(np.uint8) for image in (even, darker)]
    cleaned = [clean_skin(image, skin, canvas.points) for image in pair]
    bottom = skin & (shape > 0.7)
    assert bottom.sum() > 30
    assert contrast(*pair, bottom) > 0.2
    assert abs(contrast(*cleaned, bottom)) < contrast(*pair, bottom) / 3


def patches(canvas: Canvas) -> np.ndarray:
    """Patches of about 12 mm over both cheeks, 1 at their middle."""
    polygons = zone_polygons(canvas.points)
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    middles = [polygons[zone].mean(0) for zone in (Zone.CHEEK_RIGHT, Zone.CHEEK_LEFT)]
    wide = 6.0 * PIXELS_PER_MM
    return np.sum([np.exp(-0.5 * ((x - m[0]) ** 2 + (y - m[1]) ** 2) / wide**2) for m in middles], axis=0)


def test_a_patch_of_pigment_fades_in_colour_and_in_light_and_shade_alone_stays(canvas: Canvas) -> None:
    skin = geometric_skin_mask(canvas.points, SIDE) > 0
    shape, even = patches(canvas)[..., None], plain()
    middle, around = skin & (shape[..., 0] > 0.9), skin & (shape[..., 0] < 0.1)

    def depth(image: np.ndarray) -> np.ndarray:
        log = np.log(linear_from_srgb(image) + 1e-3) - np.log(
            linear_from_srgb(even.round().astype(np.uint8)) + 1e-3
        )
        return log[around].mean(0) - log[middle].mean(0)

    for vector, left in ((np.array(MELANIN), 0.75), (np.ones(3), 1.1)):
        spotted = (even * np.exp(-0.12 * shape * vector)).round().astype(np.uint8)
        before, after = depth(spotted), depth(clean_skin(spotted, skin, canvas.points))
        assert after.mean() < left * before.mean()
        if vector.std() == 0:
            assert after.mean() > 0.6 * before.mean()


@pytest.mark.parametrize(("brighter", "left"), [(0.05, 1.05), (0.5, 0.75)])
def test_a_highlight_is_dimmed_and_form_is_not(brighter: float, left: float, canvas: Canvas) -> None:
    skin = geometric_skin_mask(canvas.points, SIDE) > 0
    shape, even = patches(canvas)[..., None], 0.7 * plain()
    bright = skin & (shape[..., 0] > 0.9)
    lit = (even * np.exp(brighter / 2.2 * shape)).round().astype(np.uint8)
    plain_twin = clean_skin(even.round().astype(np.uint8), skin, canvas.points)
    seen = contrast(clean_skin(lit, skin, canvas.points), plain_twin, bright)
    whole = contrast(lit, even.round().astype(np.uint8), bright)
    assert 0.3 * whole < seen < left * whole


def test_even_skin_stays_as_it_is(canvas: Canvas) -> None:
    skin = geometric_skin_mask(canvas.points, SIDE) > 0
    even = plain().round().astype(np.uint8)
    assert np.abs(clean_skin(even, skin, canvas.points).astype(int) - even)[skin].mean() < 2.5


def test_outside_the_skin_nothing_changes(canvas: Canvas) -> None:
    beyond = cv2.dilate(canvas.skin.astype(np.uint8), np.ones((13, 13), np.uint8)) == 0
    assert np.abs(canvas.photo.astype(int) - canvas.clean)[beyond].max() <= 1


def test_broad_light_and_shade_stay(canvas: Canvas) -> None:
    inner = cv2.erode(canvas.skin.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    weight = inner.astype(np.float32)
    share = cv2.GaussianBlur(weight, (0, 0), 40) + 1e-6
    broad = [cv2.GaussianBlur(image.astype(np.float32).mean(2) * weight, (0, 0), 40)[inner] / share[inner]
             for image in (canvas.photo, canvas.clean)]  # fmt: skip
    assert np.corrcoef(*broad)[0, 1] > 0.97


def disc(radius: float) -> np.ndarray:
    y, x = np.mgrid[0:96, 0:96]
    return np.hypot(x - 50, y - 44) < radius


def test_a_gap_in_an_even_picture_is_filled_exactly() -> None:
    known = (~disc(25)).astype(np.float32)
    image = np.full((96, 96, 3), (0.25, -1.5, 3.0), np.float32)
    torn = np.where(known[..., None] > 0, image, 1e3).astype(np.float32)
    assert fill_in(torn, known) == pytest.approx(image, abs=1e-4)


def test_a_gap_is_bridged_smoothly_and_what_is_known_stays() -> None:
    y, x = np.mgrid[0:96, 0:96].astype(np.float32)
    image = np.stack([0.02 * x + 0.01 * y, np.sin(x / 30)], axis=-1).astype(np.float32)
    gap = disc(20)
    filled = fill_in(np.where(gap[..., None], -9, image).astype(np.float32), (~gap).astype(np.float32))
    assert filled[~gap] == pytest.approx(image[~gap], abs=1e-5)
    around = disc(26) & ~gap
    for band in (0, 1):
        inside = filled[gap][:, band]
        assert image[around][:, band].min() - 0.02 < inside.min()
        assert inside.max() < image[around][:, band].max() + 0.02
    # No seam: steps within the gap and over its border are no steeper than the picture somewhere is, twice over.
    steepest = np.max([np.abs(np.diff(image, axis=axis)).max(axis=(0, 1)) for axis in (0, 1)], axis=0)
    for axis in (0, 1):
        assert (np.abs(np.diff(filled, axis=axis)).max(axis=(0, 1)) < 2 * steepest).all()
    assert np.abs(filled - image)[gap].mean() < 0.15
