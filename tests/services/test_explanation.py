from dataclasses import replace

import cv2
import numpy as np
import pytest

from consultant_app.domain.analysis import (
    Analysis,
    CriterionResult,
    ModelIdentity,
    Overall,
    Quality,
    RawMeasure,
    State,
    ZoneScore,
)
from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.domain.photo import AnalysedPhoto, EvidenceMaps
from consultant_app.services.explanation import _CLOSE_UP_MM, close_up, explain_all

TO_MAP = np.array([[0.1, 0, 0], [0, 0.1, 0]])
CHEEKS = {Zone.CHEEK_RIGHT: (50, 150, 250, 350), Zone.CHEEK_LEFT: (450, 150, 650, 350)}
ZONES = {
    **CHEEKS,
    Zone.FOREHEAD: (100, 20, 600, 120),
    Zone.NOSE: (300, 150, 400, 350),
    Zone.CHIN: (250, 500, 450, 600),
    Zone.FACE: (10, 10, 690, 690),
}


def outline(left: int, top: int, right: int, bottom: int) -> np.ndarray:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def result(key: str, grades: dict[Zone, float | None], score: int | None = 60) -> CriterionResult:
    criterion = CRITERIA[key]
    said = score is not None
    zones = tuple(ZoneScore(z, g, None if g is None else 50, None if g is None else 5) for z, g in grades.items())
    grade = None if score is None else criterion.grade_max * (1 - score / 100)
    return CriterionResult(
        key,
        grade,
        criterion.grade_max,
        score,
        4 if said else None,
        State.OK if said else State.CANNOT_SAY,
        None if said else "reason.too_uncertain",
        RawMeasure(1.5, criterion.raw_unit),
        zones,
    )


def photo(results: list[CriterionResult], maps: dict[str, np.ndarray], **evidence: object) -> AnalysedPhoto:
    analysis = Analysis(
        "p.jpg", ModelIdentity("m", "1", "0"), Quality(True, ()), None, Overall(60, 5), tuple(results), (), ()
    )
    found = EvidenceMaps(maps, TO_MAP, **{"skin": np.ones((70, 70), bool), "map_per_mm": 0.7, **evidence})
    rgb = np.random.default_rng(3).integers(0, 256, (700, 700, 3), np.uint8)
    return AnalysedPhoto(rgb, analysis, found, {zone: outline(*box) for zone, box in ZONES.items()})


def spots(*places: tuple[int, int]) -> np.ndarray:
    heat = np.zeros((70, 70), np.float32)
    for row, column in places:
        heat[row - 1 : row + 2, column - 1 : column + 2] = 0.9
    return heat


def test_shares_are_the_grades_weighted_with_the_skin_of_the_zones() -> None:
    grades = {Zone.FOREHEAD: 0.0, Zone.CHEEK_LEFT: 3.0, Zone.CHEEK_RIGHT: 1.0}
    seen = photo([result("dark_spots", grades)], {"dark_spots": spots((25, 55))})
    shares = explain_all(seen)["dark_spots"].shares
    assert [share.zone for share in shares] == [Zone.CHEEK_LEFT, Zone.CHEEK_RIGHT, Zone.FOREHEAD]
    assert [share.share for share in shares] == pytest.approx([0.75, 0.25, 0.0])


def test_a_zone_that_was_not_seen_has_no_share_and_nothing_in_it_counts() -> None:
    grades = {Zone.FOREHEAD: 2.0, Zone.CHEEK_LEFT: None, Zone.CHEEK_RIGHT: 2.0}
    heat = spots((25, 55), (25, 15))
    explanation = explain_all(photo([result("dark_spots", grades)], {"dark_spots": heat}))["dark_spots"]
    assert {share.zone for share in explanation.shares} == {Zone.FOREHEAD, Zone.CHEEK_RIGHT}
    assert sum(share.share for share in explanation.shares) == pytest.approx(1)
    assert explanation.findings == 1
    assert [patch.zone for patch in explanation.patches] == [Zone.CHEEK_RIGHT]


def test_what_is_counted_agrees_with_the_map() -> None:
    grades = dict.fromkeys(CRITERIA["dark_spots"].zones, 2.0)
    heat = spots((25, 55), (20, 50), (25, 15))
    explanation = explain_all(photo([result("dark_spots", grades)], {"dark_spots": heat}))["dark_spots"]
    assert explanation.findings == 3
    scored = 11 * 51 + 2 * 21 * 21
    assert explanation.area_share == pytest.approx(27 / scored, rel=0.06)
    assert explanation.raw == RawMeasure(1.5, "% area")


def test_the_close_ups_are_cut_from_the_photo_around_what_weighs_most() -> None:
    grades = dict.fromkeys(CRITERIA["dark_spots"].zones, 2.0)
    seen = photo([result("dark_spots", grades)], {"dark_spots": spots((25, 56), (25, 14), (7, 35))})
    explanation = explain_all(seen)["dark_spots"]
    assert {patch.zone for patch in explanation.patches} == set(grades)
    side = round(_CLOSE_UP_MM["dark_spots"] * 0.7 / 0.1)
    for patch in explanation.patches:
        assert patch.box.width == side
        assert patch.share == pytest.approx(1 / 3, abs=0.01)
        assert np.shares_memory(close_up(seen.rgb, patch), seen.rgb)
        assert np.array_equal(close_up(seen.rgb, patch), seen.rgb[patch.box.where])
    first = next(patch for patch in explanation.patches if patch.zone is Zone.CHEEK_LEFT)
    assert (first.box.x + side / 2, first.box.y + side / 2) == pytest.approx((560, 250), abs=6)


def test_blemishes_are_shared_out_as_they_are_seen_wherever_they_are() -> None:
    grades = dict.fromkeys(CRITERIA["blemishes"].zones, 1.0)
    heat = spots((25, 55), (25, 60), (25, 15), (65, 10))
    explanation = explain_all(photo([result("blemishes", grades)], {"blemishes": heat}))["blemishes"]
    shares = {share.zone: share.share for share in explanation.shares}
    assert shares[Zone.CHEEK_LEFT] == pytest.approx(0.5)
    assert shares[Zone.FACE] == pytest.approx(0.25)
    assert sum(shares.values()) == pytest.approx(1)
    assert explanation.findings == 4


def test_specks_are_no_lines_and_textures_are_not_counted() -> None:
    heat = np.zeros((70, 70), np.float32)
    heat[6:8, 30:50] = 0.8
    heat[9, 20] = 0.8
    results = [
        result("forehead_lines", {Zone.FOREHEAD: 2.0}),
        result("texture", dict.fromkeys(CRITERIA["texture"].zones, 1.0)),
    ]
    explained = explain_all(photo(results, {"forehead_lines": heat, "texture": heat}))
    assert explained["forehead_lines"].findings == 1
    assert explained["texture"].findings is None
    assert explained["texture"].area_share > 0


def test_what_cannot_be_said_has_its_reason_and_nothing_else() -> None:
    grades = dict.fromkeys(CRITERIA["redness"].zones)
    seen = photo([result("redness", grades, score=None)], {"redness": spots((25, 55))})
    explanation = explain_all(seen)["redness"]
    assert explanation.state is State.CANNOT_SAY
    assert explanation.reason == "reason.too_uncertain"
    assert (explanation.shares, explanation.patches, explanation.findings) == ((), (), None)


def test_radiance_is_explained_by_its_parts() -> None:
    results = [
        result("texture", dict.fromkeys(CRITERIA["texture"].zones, 1.0), 50),
        result("tone_evenness", {Zone.FACE: 1.0}, 90),
        result("shine", dict.fromkeys(CRITERIA["shine"].zones, 1.0), 100),
        result("radiance", {Zone.FACE: 2.0}, 78),
    ]
    explanation = explain_all(photo(results, {}))["radiance"]
    assert [part.criterion for part in explanation.parts] == ["texture", "tone_evenness", "shine"]
    assert [part.share for part in explanation.parts] == pytest.approx([0.175 / 0.215, 0.04 / 0.215, 0], abs=1e-6)
    assert explanation.patches == ()
    perfect = [replace(item, grade=0.0, score=100) for item in results]
    assert explain_all(photo(perfect, {}))["radiance"].parts == ()


def test_nothing_seen_is_explained_by_nothing() -> None:
    seen = photo(
        [result("dark_spots", dict.fromkeys(CRITERIA["dark_spots"].zones, 0.0), 100)],
        {"dark_spots": np.zeros((70, 70), np.float32)},
    )
    explanation = explain_all(seen)["dark_spots"]
    assert (explanation.shares, explanation.patches) == ((), ())
    assert (explanation.findings, explanation.area_share) == (0, 0.0)


def test_a_visit_of_an_older_version_is_explained_too() -> None:
    grades = dict.fromkeys(CRITERIA["dark_spots"].zones, 2.0)
    maps = {"dark_spots": cv2.GaussianBlur(spots((25, 55)), (0, 0), 1)}
    explanation = explain_all(photo([result("dark_spots", grades)], maps, skin=None, map_per_mm=None))[
        "dark_spots"
    ]
    assert explanation.findings == 1
    assert explanation.patches[0].zone is Zone.CHEEK_LEFT


def test_every_criterion_with_a_map_has_a_size_for_its_close_ups() -> None:
    assert _CLOSE_UP_MM.keys() == CRITERIA.keys() - {"radiance"}
