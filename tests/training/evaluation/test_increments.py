from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from consultant_app.domain.criteria import FACE_ZONES, Zone
from consultant_app.files import resource
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.skin_model import Evidence
from consultant_app.training.data.dataset import Fact
from consultant_app.training.evaluation.engine import Engine
from consultant_app.training.evaluation.increments import increments
from consultant_app.training.render.scene import CHANNELS

pytestmark = pytest.mark.usefixtures("few_draws")

OWN = 0.5
"""Evidence of what the faces show of their own."""


def added(count: int) -> SimpleNamespace:
    """A set in the form of a rendered one: a photo's brightness is the evidence that a perfect model would see."""
    drawn = np.linspace(0.0, 0.8, count, dtype=np.float32)
    after = np.sqrt(OWN**2 + drawn**2)
    photos = np.stack([np.full(count, OWN, np.float32), after], axis=1)
    zones = np.full((count, 160, 160), 0, np.uint16)
    zones[:, 40:120, 20:70] = 1 << FACE_ZONES.index(Zone.CHEEK_LEFT)
    zones[:, 40:120, 90:140] = 1 << FACE_ZONES.index(Zone.CHEEK_RIGHT)
    fact = Fact("", "increment", (2.6, 2.6), 30.0, 70.0)
    return SimpleNamespace(
        photos=np.broadcast_to(photos[:, :, None, None, None], (count, 2, 640, 640, 3)),
        truth=np.broadcast_to((255 * drawn)[:, None, None, None], (count, len(CHANNELS), 160, 160)),
        skin=np.full((count, 160, 160), 255, np.uint8),
        zones=zones,
        facts=tuple(replace(fact, identity=f"face{i % 6}+donor") for i in range(count)),
    )


def engine(sees: float) -> Engine:
    """Sees a photo's brightness as evidence when ``sees`` is 1, and always the same when it is 0."""

    def look(crop: np.ndarray) -> Evidence:
        level = np.full((160, 160), sees * float(crop[0, 0, 0]), np.float32)
        return Evidence(dict.fromkeys(CHANNELS, level), {name: np.zeros_like(level) for name in CHANNELS})

    return Engine(look, {}, FaceFinder(resource("models", "face"), threads=1))


def test_who_sees_what_is_added_agrees_whatever_the_face_shows_of_its_own() -> None:
    found = increments(engine(1.0), [added(12)], most=100)  # type: ignore[list-item]
    assert found["redness"]["r"] == pytest.approx(1.0, abs=1e-3)
    assert (found["redness"]["zones"], found["redness"]["identities"]) == (24, 6)
    assert "forehead_lines" not in found


def test_who_sees_nothing_of_it_does_not() -> None:
    found = increments(engine(0.0), [added(12)], most=100)  # type: ignore[list-item]
    assert "r" not in found["redness"]


def test_what_the_camera_left_too_coarse_and_pairs_with_absolute_truth_are_left_out() -> None:
    data = added(12)
    data.facts = tuple(replace(fact, scales=(2.6, 0.8)) for fact in data.facts)
    found = increments(engine(1.0), [data], most=100)  # type: ignore[list-item]
    assert "pores" not in found
    assert "redness" in found
    data.facts = tuple(replace(fact, kind="absolute") for fact in data.facts)
    assert increments(engine(1.0), [data], most=100) == {}  # type: ignore[list-item]
