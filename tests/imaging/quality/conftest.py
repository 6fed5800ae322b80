from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest
from skimage import data

from consultant_app.domain.photo import RGB
from consultant_app.files import resource
from consultant_app.imaging.alignment import CROP_SIZE, align
from consultant_app.imaging.colour import linear_from_srgb, srgb_from_linear
from consultant_app.imaging.quality import View
from consultant_app.imaging.skin import geometric_skin_mask, skin_mask, zone_masks
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.skin_parser import SkinParser

Seen = Callable[[RGB], View]


@pytest.fixture(scope="session")
def portrait() -> RGB:
    """The astronaut at the scale of a counter's photo (its finest detail is interpolated)."""
    rgb = np.ascontiguousarray(data.astronaut()[:260, 110:350])
    return cv2.resize(rgb, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC).astype(np.uint8)


@pytest.fixture(scope="session")
def points(portrait: RGB) -> np.ndarray:
    return FaceFinder(resource("models", "face"), threads=1).find_one(portrait).points


@pytest.fixture(scope="session")
def view(portrait: RGB, points: np.ndarray) -> View:
    """The astronaut as the gate sees her, with the parsing network's answer."""
    face = align(portrait, points)
    parts = SkinParser(resource("models", "parsing"), 1).parse(face.rgb)
    geometric = geometric_skin_mask(face.points, CROP_SIZE) > 0
    skin = skin_mask(face.rgb, face.points)
    return View(portrait, points, face, skin, geometric, zone_masks(face.points, CROP_SIZE), parts)


@pytest.fixture(scope="session")
def seen(view: View) -> Seen:
    """The same face on a changed photo of the same size: landmarks, masks and parts stay."""

    def changed(rgb: RGB) -> View:
        return replace(view, photo=rgb, face=align(rgb, view.points))

    return changed


@pytest.fixture(scope="session")
def lit(portrait: RGB) -> Callable[[object], RGB]:
    """The photo with its linear light multiplied by a factor, by channels, or by a map."""

    def multiplied(factor: object) -> RGB:
        return srgb_from_linear(linear_from_srgb(portrait) * np.asarray(factor, np.float32))

    return multiplied
