"""Each measure must rise when the thing it is named after is painted on a plain face, where it is painted."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from consultant_app.domain.criteria import CRITERIA, FACE_ZONES, Zone
from consultant_app.training.evaluation.classical import (
    CRITERIA_MEASURED,
    blemish_area,
    maps,
    measures,
    zone_measures,
)
from consultant_app.training.evaluation.frame import frame_of

BASE = (196, 150, 128)
SKIN = np.zeros((640, 640), bool)
SKIN[40:600, 40:600] = True


def _zones() -> dict[Zone, NDArray[np.bool_]]:
    """Zones as squares of 120 pixels on a grid of four by four."""
    out = {}
    for number, zone in enumerate(FACE_ZONES):
        row, column = divmod(number, 4)
        area = np.zeros((640, 640), bool)
        area[60 + 130 * row : 180 + 130 * row, 60 + 130 * column : 180 + 130 * column] = True
        out[zone] = area
    return out


ZONES = _zones()


def _plain() -> NDArray[np.uint8]:
    noise = np.random.default_rng(0).normal(0, 1, (640, 640, 1))
    return np.clip(np.array(BASE) + noise, 0, 255).astype(np.uint8)


def _tinted(face: NDArray[np.uint8], share: NDArray[np.float32], tint: tuple[int, int, int]) -> NDArray[np.uint8]:
    return np.clip(face + share[..., None] * np.array(tint), 0, 255).astype(np.uint8)


def _centre(zone: Zone) -> tuple[int, int]:
    rows, columns = np.nonzero(ZONES[zone])
    return int(columns.mean()), int(rows.mean())


def _painted(key: str, zone: Zone) -> NDArray[np.uint8]:
    """A plain face with something of the criterion in the middle of a zone."""
    share = np.zeros((640, 640), np.float32)
    x, y = _centre(zone)
    if key in {"forehead_lines", "frown_lines", "crows_feet", "under_eye_lines", "folds"}:
        width = 12 if key == "folds" else 4
        for shift in (-20, 0, 20):
            cv2.line(share, (x - 45, y + shift), (x + 45, y + shift), 1.0, width)
        return _tinted(_plain(), cv2.GaussianBlur(share, (0, 0), 1.0), (-50, -50, -50))
    if key in {"texture", "pores"}:
        for dx in range(-48, 49, 12):
            for dy in range(-48, 49, 12):
                cv2.circle(share, (x + dx, y + dy), 2, 1.0, -1)
        return _tinted(_plain(), cv2.GaussianBlur(share, (0, 0), 0.8), (-45, -45, -45))
    reach = {"dark_spots": 4, "blemishes": 8, "shine": 12}.get(key, 35)
    cv2.circle(share, (x, y), reach, 1.0, -1)
    if key == "eye_bags":
        cv2.circle(share, (x, y), reach - 12, -1.0, -1)
    tint = {
        "dark_spots": (-60, -60, -60),
        "blemishes": (20, -40, -35),
        "redness": (15, -30, -20),
        "shine": (55, 90, 110),
    }.get(key, (-45, -45, -40))
    return _tinted(_plain(), cv2.GaussianBlur(share, (0, 0), 1.5), tint)


@pytest.mark.parametrize("key", sorted(set(CRITERIA_MEASURED) - {"frown_lines", "crows_feet", "under_eye_lines"}))
def test_a_measure_rises_with_what_it_measures_and_its_map_shows_where(key: str) -> None:
    zone = Zone.CHEEK_LEFT if CRITERIA[key].zones == (Zone.FACE,) else CRITERIA[key].zones[0]
    marked = _painted(key, zone)
    assert measures(marked, SKIN, ZONES, (key,))[key] > measures(_plain(), SKIN, ZONES, (key,))[key]
    heat = maps(marked, SKIN, ZONES, (key,))[key]
    assert heat.shape == (160, 160)
    assert heat.min() >= 0
    there = ZONES[zone][::4, ::4]
    assert heat[there].mean() > 1.5 * heat[SKIN[::4, ::4] & ~there].mean()


def test_the_line_criteria_share_one_map_and_differ_by_their_zones() -> None:
    marked = _painted("frown_lines", Zone.GLABELLA)
    only = ("forehead_lines", "frown_lines")
    heat = maps(marked, SKIN, ZONES, only)
    assert heat["forehead_lines"] is heat["frown_lines"]
    found = measures(marked, SKIN, ZONES, only)
    assert found["frown_lines"] > 3 * found["forehead_lines"]


def test_zones_are_measured_one_by_one() -> None:
    by_zone = zone_measures(_painted("pores", Zone.NOSE), SKIN, ZONES, ("pores",))["pores"]
    assert set(by_zone) == set(CRITERIA["pores"].zones)
    assert by_zone[Zone.NOSE] > 3 * by_zone[Zone.CHEEK_LEFT]


def test_a_criterion_whose_zones_are_hidden_is_not_measured() -> None:
    hidden = SKIN & ~ZONES[Zone.GLABELLA]
    only = ("frown_lines", "redness")
    assert set(measures(_plain(), hidden, ZONES, only)) == {"redness"}
    assert zone_measures(_plain(), hidden, ZONES, only)["frown_lines"] == {}


def test_no_skin_measures_nothing_and_shows_nothing() -> None:
    nothing = np.zeros_like(SKIN)
    assert measures(_plain(), nothing, ZONES) == {}
    assert all(not heat.any() for heat in maps(_plain(), nothing, ZONES).values())
    assert blemish_area(frame_of(_plain(), nothing, {})) == 0.0


def test_light_alone_reddens_nothing() -> None:
    darker = (_plain() * 0.8).astype(np.uint8)
    here, there = (measures(face, SKIN, ZONES, ("redness",))["redness"] for face in (darker, _plain()))
    assert here == pytest.approx(there, abs=0.3)


def test_the_blemish_area_is_the_share_of_skin_that_is_redder_than_its_surroundings() -> None:
    frame = frame_of(_painted("blemishes", Zone.CHIN), SKIN, ZONES)
    painted = np.pi * 8**2 / SKIN.sum()
    assert painted < blemish_area(frame) < 2 * painted, "the soft border of the spot is red too"
    assert blemish_area(frame, limit=100) == 0.0
