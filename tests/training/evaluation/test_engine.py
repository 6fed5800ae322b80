from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from skimage import data

from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.files import resource
from consultant_app.imaging.alignment import CROP_SIZE
from consultant_app.imaging.colour import lab_from_srgb
from consultant_app.imaging.evidence import ScoredArea, scored_area
from consultant_app.imaging.raw_measures import Measured
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.manifest import Calibration
from consultant_app.inference.skin_model import Evidence, grade_of
from consultant_app.services.scoring import score_all
from consultant_app.training.data.severity import CHANNEL_OF, FULL
from consultant_app.training.evaluation import engine as subject
from consultant_app.training.evaluation.engine import Pool, Pooled, Reading
from consultant_app.training.render.scene import CHANNELS

CURVE = Calibration(
    channel="lines", evidence=(0.0, 1.0), grade=(0.0, 4.0), error_grade=(0.0,), error=(0.5,), smallest_scale=1.0
)


@pytest.fixture(scope="module")
def astronaut() -> Iterator[np.ndarray]:
    return cv2.resize(data.astronaut()[:260, 110:350], None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)


def test_it_reads_the_grades_that_the_application_shows(astronaut: np.ndarray) -> None:
    random = np.random.default_rng(0)
    seen = Evidence(
        {name: random.uniform(0, 0.6, (160, 160)).astype(np.float32) for name in CHANNELS},
        {name: random.normal(-2, 1, (160, 160)).astype(np.float32) for name in CHANNELS},
    )
    update = {"deviation_power": 0.5, "usual_deviation": 0.4, "whole_error": 0.7, "smallest_scale": 0.1}
    curves = {
        key: CURVE.model_copy(update=update | {"channel": channel})
        for key, channel in CHANNEL_OF.items()
        if channel in CHANNELS
    }
    engine = subject.Engine(lambda _: seen, curves, FaceFinder(resource("models", "face"), threads=1))
    located = engine.locate(astronaut)
    read = engine.read(engine.pool(located))
    manifest = SimpleNamespace(calibrations=curves)
    model = SimpleNamespace(
        manifest=manifest,
        grade=lambda key, evidence, spread, top: grade_of(curves[key], evidence, top, spread),
    )
    area = scored_area(located.skin, located.zones, 160)
    measured = Measured(lab_from_srgb(located.face.rgb), {}, area, 0.65)
    shown = {r.key: r for r in score_all(model, seen, measured, 2.6).results if r.grade is not None}  # type: ignore[arg-type]
    assert len(set(shown) & set(read)) >= 12
    for key in set(shown) & set(read):
        assert read[key].grade == pytest.approx(shown[key].grade, abs=2e-3), key
        assert 100 * read[key].error / CRITERIA[key].grade_max == pytest.approx(shown[key].plus_minus, abs=0.51), (
            key
        )


def test_a_face_is_located_with_its_masks_and_scale(astronaut: np.ndarray) -> None:
    finder = FaceFinder(resource("models", "face"), threads=1)
    located = subject.Engine(lambda _: Evidence({}, {}), {}, finder).locate(astronaut)
    assert located.skin.shape == (CROP_SIZE, CROP_SIZE)
    assert set(located.zones) == set(Zone)
    assert 1 < located.scale < 5


def area() -> ScoredArea:
    skin = np.ones((160, 160), bool)
    zones = {zone: np.zeros((160, 160), bool) for zone in Zone}
    zones[Zone.UNDER_EYE_LEFT][40:60, 20:60] = True
    zones[Zone.UNDER_EYE_RIGHT][40:60, 90:110] = True
    zones[Zone.FACE][:] = True
    return scored_area(skin, zones, 160)


def test_zones_are_pooled_apart_and_weighed_by_size() -> None:
    maps = {"lines": np.zeros((160, 160), np.float32)}
    maps["lines"][:, 80:] = 1.0
    pooled = subject.pool(maps, area())["under_eye_lines"]
    assert pooled.zones == {Zone.UNDER_EYE_LEFT: Pool(0.0, 800), Zone.UNDER_EYE_RIGHT: Pool(1.0, 400)}
    assert subject.read_face("under_eye_lines", CURVE, pooled) == Reading(pytest.approx(4 / 3), pytest.approx(0.5))


def test_hidden_zones_leave_a_criterion_out() -> None:
    maps = {channel: np.zeros((160, 160), np.float32) for channel in CHANNEL_OF.values()}
    pooled = subject.pool(maps, area())
    assert "forehead_lines" not in pooled
    assert "eye_bags" in pooled


def test_blemishes_count_all_skin() -> None:
    pooled = Pooled({Zone.CHIN: Pool(0.5, 10)}, Pool(0.1, 1000))
    assert subject.read_face("blemishes", CURVE, pooled).grade == pytest.approx(0.4)
    assert subject.true_face("blemishes", pooled) == pytest.approx(
        CRITERIA["blemishes"].grade_max * 0.1 / FULL["blemishes"]
    )


def test_drawn_grades_are_composed_like_read_ones() -> None:
    full = FULL["eye_bags"]
    pooled = Pooled({Zone.UNDER_EYE_LEFT: Pool(full, 300), Zone.UNDER_EYE_RIGHT: Pool(0.0, 100)}, Pool(0.0, 400))
    assert subject.true_face("eye_bags", pooled) == pytest.approx(0.75 * CRITERIA["eye_bags"].grade_max)


def test_a_calibrated_curve_reads_back_what_was_drawn_and_widens_the_error_of_the_face() -> None:
    random, full = np.random.default_rng(0), FULL["redness"]
    faces = []
    for index in range(200):
        truth = np.clip(random.uniform(0, full) + random.normal(0, 0.05 * full, 2), 0, full)
        off = random.normal(0, 0.1 * full)  # one camera, one error: zones do not average it out
        pools = [(Pool(float(t + off), 50, 0.1), Pool(float(t), 50)) for t in truth]
        zones = (Zone.CHEEK_LEFT, Zone.CHEEK_RIGHT)
        seen, drawn = (
            Pooled({zone: pair[side] for zone, pair in zip(zones, pools, strict=True)}, pools[0][side])
            for side in (0, 1)
        )
        faces.append((seen, drawn, f"p{index % 7}"))
    curve = subject.calibrated("redness", faces)
    read = subject.read_zone("redness", curve, Pool(full / 2, 50, 0.1))
    assert read.grade == pytest.approx(CRITERIA["redness"].grade_max / 2, abs=0.3)
    assert 0.7 < curve.whole_error < 1.3
    inside = [
        abs((found := subject.read_face("redness", curve, seen)).grade - subject.true_face("redness", drawn))
        <= found.error
        for seen, drawn, _ in faces
    ]
    assert np.mean(inside) == pytest.approx(0.68, abs=0.02)


def test_a_model_without_predicted_deviation_is_calibrated_too() -> None:
    one = [({Zone.CHIN: Pool(v / 100, 50)}, Pool(v / 100, 50)) for v in range(60)]
    faces = [(Pooled(zones, whole), Pooled(zones, whole), "p") for zones, whole in one]
    assert subject.calibrated("redness", faces).deviation_power == 0


def test_coarse_photos_and_wide_errors_are_what_the_product_leaves_out() -> None:
    assert subject.sharp_enough("pores", 1.7)
    assert not subject.sharp_enough("pores", 1.5)
    assert subject.too_uncertain("redness", Reading(1.0, 1.3))
    assert not subject.too_uncertain("redness", Reading(1.0, 1.1))


def test_a_folder_without_model_is_refused(tmp_path: Path) -> None:
    from consultant_app.domain.errors import ModelError

    with pytest.raises(ModelError):
        subject.open_engine(tmp_path)
