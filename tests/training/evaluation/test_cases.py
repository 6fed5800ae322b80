from types import SimpleNamespace

import numpy as np
import pytest

from consultant_app.domain.criteria import FACE_ZONES, Zone
from consultant_app.domain.errors import ConsultantError
from consultant_app.files import resource
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.skin_model import Evidence
from consultant_app.training.data.dataset import Fact
from consultant_app.training.evaluation import cases as subject
from consultant_app.training.evaluation.engine import Engine
from consultant_app.training.render.scene import CHANNELS


def rendered(count: int, kinds: tuple[str, ...] = ("absolute",)) -> SimpleNamespace:
    """A tiny set in the form of a rendered one: a photo's brightness tells how much was drawn."""
    random = np.random.default_rng(0)
    level = random.integers(5, 200, count).astype(np.uint8)
    zones = np.zeros((count, 160, 160), np.uint16)
    zones[:, 20:60, 20:140] |= 1 << FACE_ZONES.index(Zone.FOREHEAD)
    zones[:, 90:140, 20:70] |= 1 << FACE_ZONES.index(Zone.CHEEK_LEFT)
    zones[:, 90:140, 90:140] |= 1 << FACE_ZONES.index(Zone.CHEEK_RIGHT)
    facts = tuple(
        Fact(
            identity=f"face{i % 12}+donor",
            kind=kinds[i % len(kinds)],
            scales=(2.6, 1.4),
            tone=60.0 - 20 * (i % 6),
            age=None if i % 4 == 0 else 20.0 + 13 * (i % 4),
        )
        for i in range(count)
    )
    return SimpleNamespace(
        photos=np.broadcast_to(level[:, None, None, None, None], (count, 2, 640, 640, 3)),
        truth=np.broadcast_to(level[:, None, None, None], (count, len(CHANNELS), 160, 160)),
        skin=np.full((count, 160, 160), 255, np.uint8),
        zones=zones,
        facts=facts,
    )


def _brightness(crop: np.ndarray) -> Evidence:
    level = np.full((160, 160), float(crop[0, 0, 0]) / 255, np.float32)
    return Evidence(dict.fromkeys(CHANNELS, level**2), {name: np.zeros_like(level) for name in CHANNELS})


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(_brightness, {}, FaceFinder(resource("models", "face"), threads=1))


def test_both_photographs_of_a_drawn_skin_are_looked_at(engine: Engine) -> None:
    found = subject.collect(engine, [rendered(6, ("absolute", "increment"))], most=100)
    assert len(found) == 6
    assert [case.item for case in found] == [0, 0, 1, 1, 2, 2]
    assert [case.scale for case in found[:2]] == [2.6, 1.4]
    assert {case.identity for case in found} == {"face0", "face2", "face4"}


def test_a_part_of_the_sets_is_spread_over_all(engine: Engine) -> None:
    found = subject.collect(engine, [rendered(10), rendered(10)], most=4)
    assert [case.identity for case in found[::2]] == ["face0", "face6", "face3", "face9"]


def test_sets_without_absolute_truth_are_refused(engine: Engine) -> None:
    with pytest.raises(ConsultantError, match="Render"):
        subject.collect(engine, [rendered(4, ("increment",))], most=10)


def test_curves_read_the_half_they_were_not_fitted_on(engine: Engine) -> None:
    judged = subject.judge(subject.collect(engine, [rendered(24)], most=100))
    texture = judged["texture"]
    assert texture.face.top == 5
    assert len(texture.face) == 48
    assert len(texture.zones) == 3 * 48
    assert set(texture.zones.zone) == {"forehead", "cheek_left", "cheek_right"}
    assert np.corrcoef(texture.face.grade, texture.face.truth)[0, 1] > 0.98
    assert "crows_feet" not in judged  # its zones are nowhere visible


def test_photographs_too_coarse_for_a_criterion_are_counted_and_left_out(engine: Engine) -> None:
    judged = subject.judge(subject.collect(engine, [rendered(24)], most=100))
    assert judged["pores"].too_coarse == 24
    assert len(judged["pores"].face) == 24


def test_every_age_has_a_band() -> None:
    assert [subject.age_band(age) for age in (None, 18, 30, 59.5, 89)] == [
        "studio (17-35)", "under 30", "30-44", "45-59", "60 and over",
    ]  # fmt: skip


def test_halves_are_fixed_by_name_and_both_used() -> None:
    halves = [subject.half_of(f"face{i}") for i in range(40)]
    assert halves == [subject.half_of(f"face{i}") for i in range(40)]
    assert 10 < sum(halves) < 30
