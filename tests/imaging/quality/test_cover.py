from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
import pytest

from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import RGB
from consultant_app.imaging.mesh import LIPS
from consultant_app.imaging.quality import LIMITS, View
from consultant_app.imaging.quality.cover import _LIDS, cover, glasses, lid_colour

Seen = Callable[[RGB], View]


def covered(view: View, name: str, where: np.ndarray) -> View:
    """The network takes an area for one class alone."""
    area = view.on_parts(where)
    parts = {key: np.where(area, np.float32(key == name), part) for key, part in view.parts.items()}
    return replace(view, parts=parts)


def zones(view: View, *keys: Zone) -> np.ndarray:
    return np.any([view.zones[key] for key in keys], axis=0)


def fired(view: View) -> set[str]:
    return {key for key, value in cover(view) if LIMITS[key].crossed(value) is not None}


def test_a_bare_face_is_not_covered(view: View) -> None:
    assert fired(view) <= {"make_up", "fringe"}


def test_each_thing_is_named(view: View) -> None:
    mouth = zones(view, Zone.MOUTH_LEFT, Zone.MOUTH_RIGHT, Zone.CHIN) | view.filled((LIPS,))
    assert fired(covered(view, "hair", zones(view, Zone.FOREHEAD))) >= {"fringe"}
    assert fired(covered(view, "hair", zones(view, Zone.CHIN))) >= {"beard"}
    assert fired(covered(view, "occluder", zones(view, Zone.CHEEK_LEFT))) >= {"hand"}
    masked = fired(covered(view, "occluder", mouth))
    assert "mask" in masked
    assert "hand" not in masked


def test_the_more_is_hidden_the_more_is_measured(view: View) -> None:
    cheek = view.zones[Zone.CHEEK_RIGHT]
    rows = np.nonzero(cheek.any(axis=1))[0]
    found = []
    for share in (0, 0.4, 0.8):
        part = cheek.copy()
        part[rows[int(share * (len(rows) - 1))] :] = False
        found.append(dict(cover(covered(view, "occluder", part)))["hand"])
    assert all(after > before for before, after in pairwise(found))


def test_hidden_skin_is_measured_without_a_network(view: View) -> None:
    half = view.skin.copy()
    half[:, : half.shape[1] // 2] = False
    found = dict(cover(replace(view, skin=half, parts={})))
    assert 35 < found["covered"] < 65


@pytest.mark.parametrize("colour", [(12, 12, 14), (60, 30, 15), (20, 30, 80)])
def test_a_frame_of_any_colour_tells_from_a_bare_face(
    colour: tuple[int, int, int], seen: Seen, portrait: RGB, points: np.ndarray
) -> None:
    def worn(thickness: int) -> float:
        rgb = portrait.copy()
        middles = [(points[a, :2] + points[b, :2]) / 2 for a, b in ((33, 133), (362, 263))]
        apart = float(np.linalg.norm(middles[1] - middles[0]))
        for middle in middles:
            centre = (round(float(middle[0])), round(float(middle[1] + 0.08 * apart)))
            cv2.ellipse(rgb, centre, (round(0.42 * apart), round(0.34 * apart)), 0, 0, 360, colour, thickness, 16)
        ends = [
            np.round(middle + np.float32([side * 0.42 * apart, 0])).astype(int)
            for middle, side in zip(middles, (1, -1), strict=True)
        ]
        cv2.line(rgb, ends[0].tolist(), ends[1].tolist(), colour, thickness, 16)
        return glasses(seen(rgb))

    bare = glasses(seen(portrait))
    assert LIMITS["glasses"].crossed(bare) is None
    for thickness in (3, 5):
        assert LIMITS["glasses"].crossed(worn(thickness)) is not None


def test_painted_lids_are_seen_on_light_and_dark_skin(seen: Seen, view: View, portrait: RGB) -> None:
    for light in (1.0, 0.35):
        skin = (portrait * light).astype(np.uint8)
        bare = lid_colour(seen(skin))
        made_up = seen(skin)
        rgb = made_up.face.rgb.copy()
        lids = np.zeros(rgb.shape[:2], np.uint8)
        for ids in _LIDS:
            cv2.fillConvexPoly(lids, cv2.convexHull(np.round(view.face.points[list(ids), :2]).astype(np.int32)), 1)
        rgb[lids > 0] = (rgb[lids > 0] * np.array([0.55, 0.6, 1.0]) + np.array([0, 0, 40]) * light).astype(
            np.uint8
        )
        assert lid_colour(replace(made_up, face=replace(made_up.face, rgb=rgb))) > bare + 10


def test_without_lids_or_skin_nothing_is_painted(view: View) -> None:
    assert lid_colour(replace(view, skin=np.zeros_like(view.skin))) == 0
