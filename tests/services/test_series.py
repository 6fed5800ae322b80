"""A photo on which everything is seen stands in for the side view of one with a hidden half: so what the side view
gives can be compared with what the front itself would have said."""

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest
from skimage import data

from consultant_app.domain.analysis import FaceView, Quality, State, ZoneScore
from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.domain.photo import RGB, AnalysedPhoto
from consultant_app.imaging.raw_measures import Measured
from consultant_app.services import series
from consultant_app.services.analysis import AnalysisService
from consultant_app.services.explain_shell import explanation_content
from consultant_app.services.explanation import close_up, explain_all, main_view
from consultant_app.services.report_images import report_images
from consultant_app.services.series import OTHER_VIEW, SideReading
from consultant_app.texts import texts

HIDDEN = (Zone.CHEEK_LEFT, Zone.CROWS_FEET_LEFT, Zone.MOUTH_LEFT, Zone.UNDER_EYE_LEFT)
FINE = Quality(accepted=True, findings=())

Facing = Callable[[np.ndarray, Zone], float]


@pytest.fixture(scope="module")
def portrait() -> RGB:
    rgb = np.ascontiguousarray(data.astronaut()[:260, 110:350])
    return cv2.resize(rgb, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC).astype(np.uint8)


@pytest.fixture(scope="module")
def whole(engine: AnalysisService, portrait: RGB) -> AnalysedPhoto:
    return engine.analyse_rgb(portrait, "front.png")


@pytest.fixture(scope="module")
def half(engine: AnalysisService, portrait: RGB, whole: AnalysedPhoto) -> AnalysedPhoto:
    """Her left half under a blue cloth."""
    covered = portrait.copy()
    outline = cv2.convexHull(np.concatenate([whole.zone_polygons[zone] for zone in HIDDEN]))
    cv2.fillConvexPoly(covered, np.round(outline).astype(np.int32), (52, 74, 128))
    return engine.analyse_rgb(covered, "covered.png", force=True)


@pytest.fixture(scope="module")
def side(engine: AnalysisService, portrait: RGB) -> SideReading:
    return SideReading(FaceView.LEFT, "side.png", FINE, engine._reader.read(engine.view(portrait)))


@pytest.fixture
def square(monkeypatch: pytest.MonkeyPatch) -> None:
    """All zones are seen squarely on all photos: the stand-in is a front, whose cheeks are not."""
    monkeypatch.setattr(series, "facing", lambda _points, _zone: 1.0)


def _zone(photo: AnalysedPhoto, key: str, zone: Zone) -> ZoneScore:
    return next(each for each in photo.analysis.criterion(key).zones if each.key is zone)


@pytest.mark.usefixtures("square")
def test_what_the_front_hides_is_read_where_it_shows(
    engine: AnalysisService, whole: AnalysedPhoto, half: AnalysedPhoto, side: SideReading
) -> None:
    both = engine.with_sides(half, [side])
    assert _zone(half, "redness", Zone.CHEEK_LEFT).grade is None
    read, truth = (_zone(photo, "redness", Zone.CHEEK_LEFT) for photo in (both, whole))
    assert read.view is FaceView.LEFT
    assert read.grade == truth.grade
    assert (read.plus_minus or 0) >= round(100 * OTHER_VIEW)
    assert both.analysis.criterion("redness").from_sides == ((Zone.CHEEK_LEFT, FaceView.LEFT),)
    assert _zone(both, "redness", Zone.CHEEK_RIGHT) == _zone(half, "redness", Zone.CHEEK_RIGHT)
    grades = [photo.analysis.criterion("redness").grade for photo in (both, whole)]
    assert grades[0] == pytest.approx(grades[1], abs=0.25)


@pytest.mark.usefixtures("square")
def test_what_was_seen_keeps_its_score(
    engine: AnalysisService, whole: AnalysedPhoto, half: AnalysedPhoto, side: SideReading
) -> None:
    for front in (whole, half):
        both = engine.with_sides(front, [side])
        for before, after in zip(front.analysis.criteria, both.analysis.criteria, strict=True):
            if all(zone.grade is not None for zone in before.zones) and before.key != "radiance":
                assert after is before
    same = engine.with_sides(whole, [side])
    assert same.analysis.criteria == whole.analysis.criteria
    assert same.analysis.overall == whole.analysis.overall
    assert same.analysis.sides[0].photo == "side.png"
    assert same.sides[0].evidence.maps == {}


@pytest.mark.usefixtures("square")
def test_a_criterion_whose_zones_were_all_hidden_can_be_said(
    engine: AnalysisService, half: AnalysedPhoto, side: SideReading
) -> None:
    results = tuple(
        replace(
            result,
            state=State.CANNOT_SAY,
            reason="reason.zone_hidden",
            grade=None,
            score=None,
            plus_minus=None,
            zones=tuple(ZoneScore(zone.key, None, None, None) for zone in result.zones),
        )
        if result.key == "frown_lines"
        else result
        for result in half.analysis.criteria
    )
    hidden = replace(half, analysis=replace(half.analysis, criteria=results))
    read = engine.with_sides(hidden, [side]).analysis.criterion("frown_lines")
    assert read.state is State.OK
    assert read.from_sides == ((Zone.GLABELLA, FaceView.LEFT),)
    assert read.raw.value is not None


def test_a_zone_that_the_front_shows_too_narrow_moves_with_its_heat(
    engine: AnalysisService, whole: AnalysedPhoto, side: SideReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    def facing(points: np.ndarray, zone: Zone) -> float:
        return 0.1 if points is whole.landmarks and zone is Zone.CHEEK_LEFT else 1.0

    monkeypatch.setattr(series, "facing", facing)
    both = engine.with_sides(whole, [side])
    result = both.analysis.criterion("redness")
    assert result.from_sides == ((Zone.CHEEK_LEFT, FaceView.LEFT),)
    assert result.grade == pytest.approx(whole.analysis.criterion("redness").grade, abs=0.05)
    before, after = (photo.evidence.maps["redness"] for photo in (whole, both))
    assert after.sum() < before.sum()
    assert both.seen_from(FaceView.LEFT).evidence.maps["redness"].sum() > 0
    # A blemish counts wherever it is seen: the face as a whole stays the front's.
    assert both.analysis.criterion("blemishes") is whole.analysis.criterion("blemishes")


def test_a_view_that_shows_a_zone_badly_or_coarsely_is_not_used(
    engine: AnalysisService, half: AnalysedPhoto, side: SideReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(series, "facing", lambda _points, _zone: 0.45)
    assert engine.with_sides(half, [side]).analysis.criteria == half.analysis.criteria
    monkeypatch.setattr(series, "facing", lambda _points, _zone: 1.0)
    coarse = replace(side, reading=replace(side.reading, scale=0.1))
    assert engine.with_sides(half, [coarse]).analysis.criteria == half.analysis.criteria


@pytest.mark.usefixtures("square")
def test_of_two_views_the_one_that_shows_more_is_read(
    engine: AnalysisService, half: AnalysedPhoto, side: SideReading
) -> None:
    measured = side.reading.measured
    fewer: Measured = replace(measured, map_per_mm=measured.map_per_mm * 1.2)
    other = replace(side, view=FaceView.RIGHT, reading=replace(side.reading, measured=fewer))
    for both in (engine.with_sides(half, [side, other]), engine.with_sides(half, [other, side])):
        assert both.views == tuple(FaceView)
        assert {view for _, view in both.analysis.criterion("redness").from_sides} == {FaceView.LEFT}


@pytest.mark.usefixtures("square")
def test_the_explanation_comes_from_the_photo_that_scored(
    engine: AnalysisService, half: AnalysedPhoto, side: SideReading
) -> None:
    both = engine.with_sides(half, [side])
    why = explain_all(both)
    told = {key: explanation for key, explanation in why.items() if explanation.from_sides}
    assert "redness" in told
    assert sum(share.share for share in told["redness"].shares) == pytest.approx(1)
    places = [patch for explanation in told.values() for patch in explanation.patches]
    assert {patch.view for patch in places} == {FaceView.FRONT, FaceView.LEFT}
    for patch in places:
        rgb = both.seen_from(patch.view).rgb
        assert close_up(rgb, patch).shape[:2] == (patch.box.height, patch.box.width)
        if patch.view is FaceView.LEFT:
            assert patch.zone in HIDDEN
    from consultant_app.domain.explanation_words import sentence

    assert "From the photo of the left side: left cheek" in sentence(told["redness"], texts("en"))
    assert "côté gauche" in sentence(told["redness"], texts("fr"))


@pytest.mark.usefixtures("square")
def test_side_views_are_added_once_to_a_photo_just_analysed(
    engine: AnalysisService, half: AnalysedPhoto, side: SideReading
) -> None:
    both = engine.with_sides(half, [side])
    for photo, sides in ((both, [side]), (half, [side, side]), (replace(half, landmarks=None), [side])):
        with pytest.raises(ValueError, match="added once"):
            engine.with_sides(photo, sides)
    with pytest.raises(KeyError):
        both.seen_from(FaceView.RIGHT)
    assert engine.with_sides(half, []).analysis == half.analysis


def test_every_criterion_has_its_zones_still(
    engine: AnalysisService, half: AnalysedPhoto, side: SideReading
) -> None:
    both = engine.with_sides(half, [side])
    for result in both.analysis.criteria:
        assert tuple(zone.key for zone in result.zones) == CRITERIA[result.key].zones


@pytest.mark.usefixtures("square")
def test_report_and_picture_show_the_photo_that_says_most(
    engine: AnalysisService, half: AnalysedPhoto, side: SideReading
) -> None:
    both = engine.with_sides(half, [side])
    keys = [result.key for result in both.analysis.criteria if result.from_sides][:3]
    told = replace(both, analysis=replace(both.analysis, priorities=tuple(keys)))
    why = explain_all(told)
    images = report_images(told, why, with_photo=True)
    for key in keys:
        content = explanation_content(told, key, texts("fr"))
        view = main_view(why[key], told.analysis.criterion(key))
        assert "côté gauche" in content.sentence
        assert len(content.places) == sum(patch.view is view for patch in why[key].patches)
        assert len(content.close_ups) == len(images.seen[key].close_ups) == len(why[key].patches)
        assert images.seen[key].heat is not None
    assert main_view(why["forehead_lines"], told.analysis.criterion("forehead_lines")) is FaceView.FRONT
