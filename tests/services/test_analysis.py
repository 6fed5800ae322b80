from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from skimage import data

from consultant_app.domain.analysis import State
from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.domain.errors import PhotoError, PhotoRefusedError
from consultant_app.domain.photo import RGB, AnalysedPhoto
from consultant_app.domain.scoring import score_of
from consultant_app.services.analysis import AnalysisService


@pytest.fixture(scope="module")
def engine() -> AnalysisService:
    return AnalysisService(threads=1)


@pytest.fixture(scope="module")
def portrait() -> RGB:
    """The astronaut brought to the scale at which fine criteria can be said (the detail is interpolated)."""
    rgb = np.ascontiguousarray(data.astronaut()[:260, 110:350])
    return cv2.resize(rgb, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC).astype(np.uint8)


@pytest.fixture(scope="module")
def photo(engine: AnalysisService, portrait: RGB) -> AnalysedPhoto:
    return engine.analyse_rgb(portrait, "astronaut.png")


def test_every_criterion_is_answered_in_the_products_order(photo: AnalysedPhoto) -> None:
    assert [result.key for result in photo.analysis.criteria] == list(CRITERIA)
    for result in photo.analysis.criteria:
        criterion = CRITERIA[result.key]
        assert tuple(zone.key for zone in result.zones) == criterion.zones
        assert result.raw.unit == criterion.raw_unit
        if result.state is State.OK:
            assert result.grade is not None
            assert result.score == score_of(result.grade, criterion.grade_max)
            assert result.plus_minus is not None
            assert result.plus_minus >= 1
            assert result.reason is None
        else:
            assert (result.grade, result.score, result.plus_minus) == (None, None, None)
            assert result.reason is not None


def test_the_heat_map_is_the_score(engine: AnalysisService, photo: AnalysedPhoto) -> None:
    """A grade is recomputed from nothing but the map that is shown and the zone's outline on the photo."""
    result = photo.analysis.criterion("frown_lines")
    zone = next(z for z in result.zones if z.key is Zone.GLABELLA)
    heat = photo.evidence.maps["frown_lines"]
    polygon = photo.zone_polygons[Zone.GLABELLA]
    to_map = photo.evidence.crop_from_photo
    outline = polygon @ to_map[:, :2].T + to_map[:, 2]
    inside = np.zeros(heat.shape, np.uint8)
    cv2.fillPoly(inside, [np.round(outline).astype(np.int32)], 1)
    mean = float(heat[inside > 0].mean())
    grade, _ = engine._model.grade("frown_lines", mean, None, 6)
    assert zone.grade == pytest.approx(grade, abs=0.25)


def test_evidence_outside_the_zones_of_a_criterion_is_nothing(photo: AnalysedPhoto) -> None:
    heat = photo.evidence.maps["crows_feet"]
    assert heat.max() > 0
    assert (heat > 0).mean() < 0.08


def test_the_same_photo_gives_the_same_answer(
    engine: AnalysisService, portrait: RGB, photo: AnalysedPhoto
) -> None:
    again = engine.analyse_rgb(portrait, "astronaut.png").analysis
    assert again.criteria == photo.analysis.criteria
    assert again.overall == photo.analysis.overall


def test_what_a_coarse_photo_cannot_show_is_not_said(engine: AnalysisService) -> None:
    coarse = engine.analyse_rgb(np.ascontiguousarray(data.astronaut()), "astronaut.png").analysis
    calibrations = engine._model.manifest.calibrations
    finest = max(calibrations, key=lambda key: calibrations[key].smallest_scale)
    assert coarse.criterion(finest).reason == "reason.too_coarse"
    assert coarse.criterion("pores").raw.value is None
    assert coarse.criterion("redness").state is State.OK


def test_what_the_model_does_not_vouch_for_is_not_made_up(engine: AnalysisService, photo: AnalysedPhoto) -> None:
    unsaid = set(CRITERIA) - engine._model.manifest.calibrations.keys() - {"radiance"}
    for key in unsaid:
        assert photo.analysis.criterion(key).reason == "reason.no_measure"


def test_an_illustrated_change_moves_its_own_score(
    engine: AnalysisService, portrait: RGB, photo: AnalysedPhoto
) -> None:
    spoilt = portrait.copy()
    random = np.random.default_rng(5)
    cheek = photo.zone_polygons[Zone.CHEEK_LEFT].mean(axis=0)
    for x, y in cheek + random.normal(0, 22, (24, 2)):
        cv2.circle(spoilt, (round(float(x)), round(float(y))), 3, (150, 62, 58), -1, cv2.LINE_AA)
    before, after = (
        found.analysis.criterion("blemishes") for found in (photo, engine.analyse_rgb(spoilt, "spoilt.png"))
    )

    def drop(zone: Zone) -> int:
        first, then = (next(z.score for z in found.zones if z.key is zone) for found in (before, after))
        return (first or 0) - (then or 0)

    assert drop(Zone.CHEEK_LEFT) > 10
    assert abs(drop(Zone.CHEEK_RIGHT)) <= 3
    assert (before.score or 0) > (after.score or 0)


def test_tone_is_measured(photo: AnalysedPhoto) -> None:
    assert photo.analysis.tone is not None
    assert photo.analysis.tone.ita_class in {"light", "intermediate", "tan", "very light"}


def test_a_refused_photo_says_why_and_can_be_forced(engine: AnalysisService) -> None:
    tiny = cv2.resize(data.astronaut(), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    with pytest.raises(PhotoRefusedError) as caught:
        engine.analyse_rgb(tiny, "tiny.png")
    assert not caught.value.analysis.quality.accepted
    assert caught.value.analysis.criteria == ()
    assert "Come closer" in str(caught.value)
    assert len(engine.analyse_rgb(tiny, "tiny.png", force=True).analysis.criteria) == 16


def test_files_that_are_no_photo_of_a_face(engine: AnalysisService, tmp_path: Path) -> None:
    text, wall = tmp_path / "notes.jpg", tmp_path / "wall.png"
    text.write_text("not an image")
    Image.new("RGB", (300, 300), (120, 130, 140)).save(wall)
    for path, key in ((text, "no_image"), (wall, "no_face"), (tmp_path / "gone.png", "unreadable")):
        with pytest.raises(PhotoError) as caught:
            engine.analyse(path)
        assert caught.value.key == key


def test_a_file_of_low_quality_is_told_by_its_tables(
    engine: AnalysisService, portrait: RGB, tmp_path: Path
) -> None:
    for quality, told in ((92, False), (15, True)):
        Image.fromarray(portrait).save(tmp_path / "photo.jpg", quality=quality)
        findings = engine.analyse(tmp_path / "photo.jpg", force=True).analysis.quality.findings
        assert ("jpeg" in {finding.key for finding in findings}) == told


def test_the_gate_sees_the_photo_as_it_is_scored(engine: AnalysisService, portrait: RGB) -> None:
    view = engine.view(portrait)
    assert view.photo is portrait
    assert view.parts
    assert np.array_equal(view.skin, engine.visible_skin(view.face))


@pytest.mark.shared_data
def test_no_portrait_is_lost(engine: AnalysisService, shared_data: Path) -> None:
    for path in sorted((shared_data / "faces" / "portraits").glob("*.jpg"))[::20]:
        analysis = engine.analyse(path).analysis
        assert sum(result.state is State.OK for result in analysis.criteria) >= 8, path.name


def test_a_burst_of_one_picture_thrice_scores_as_that_picture(
    engine: AnalysisService, portrait: RGB, photo: AnalysedPhoto
) -> None:
    again = engine.analyse_rgb(portrait, "astronaut.png", more=[portrait, portrait])
    assert again.analysis.criteria == photo.analysis.criteria


def test_pictures_without_a_face_or_in_another_pose_are_left_out_of_a_burst(
    engine: AnalysisService, portrait: RGB, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []
    evidence = engine._model.evidence
    monkeypatch.setattr(engine._model, "evidence", lambda crop: (read.append(crop), evidence(crop))[1])
    empty = np.full_like(portrait, 128)
    noisy = np.clip(portrait.astype(np.int16) + np.random.default_rng(0).integers(-3, 4, portrait.shape), 0, 255)
    engine.analyse_rgb(portrait, "astronaut.png", more=[empty, noisy.astype(np.uint8)])
    assert len(read) == 2
