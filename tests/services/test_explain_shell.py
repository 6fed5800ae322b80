from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from skimage import data

from consultant_app.brand import load_brand
from consultant_app.domain.analysis import State
from consultant_app.domain.criteria import Zone
from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.services.analysis import AnalysisService
from consultant_app.services.explain_shell import explanation_content, write_explanation
from consultant_app.texts import texts


@pytest.fixture(scope="module")
def photo() -> AnalysedPhoto:
    rgb = np.ascontiguousarray(data.astronaut()[:260, 110:350])
    large = cv2.resize(rgb, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC).astype(np.uint8)
    return AnalysisService(threads=1).analyse_rgb(large, "astronaut.png")


def test_the_picture_tells_what_was_found(photo: AnalysedPhoto) -> None:
    content = explanation_content(photo, "redness", texts("en"))
    result = photo.analysis.criterion("redness")
    assert content.score == f"{result.score} ± {result.plus_minus}"
    assert len(content.outlines) == sum(zone.grade is not None for zone in result.zones)
    assert len(content.close_ups) == len(content.places) > 0
    assert sum(share for _, share in content.shares) == pytest.approx(1)
    assert content.shares[0][0].endswith("%")
    assert content.scale is not None
    assert photo.analysis.model.version in content.model


def test_a_place_on_the_cut_is_the_same_skin_as_its_close_up(photo: AnalysedPhoto) -> None:
    bare = explanation_content(photo, "redness", texts("en"))
    square, close_up = bare.places[0], bare.close_ups[0]
    left, top = square.min(axis=0)
    right, bottom = square.max(axis=0)
    assert (right - left) / (bottom - top) == pytest.approx(1, abs=0.03)
    face = explanation_content(unmapped(photo), "redness", texts("en")).face
    seen = face[round(float(top)) : round(float(bottom)) + 1, round(float(left)) : round(float(right)) + 1]
    small = cv2.resize(close_up, seen.shape[1::-1], interpolation=cv2.INTER_AREA)
    assert np.abs(seen.astype(int) - small).mean() < 4


def unmapped(photo: AnalysedPhoto) -> AnalysedPhoto:
    """The same photo whose redness was not seen at all, so that nothing tints the face."""
    maps = {key: np.zeros_like(heat) for key, heat in photo.evidence.maps.items()}
    return replace(photo, evidence=replace(photo.evidence, maps=maps))


def test_what_cannot_be_said_is_explained_by_its_reason(photo: AnalysedPhoto) -> None:
    unsaid = next(result for result in photo.analysis.criteria if result.state is State.CANNOT_SAY)
    content = explanation_content(photo, unsaid.key, texts("fr"))
    assert content.score == "non évaluable"
    assert content.sentence == texts("fr")(unsaid.reason or "")
    assert (content.close_ups, content.shares, content.scale, content.word) == ((), (), None, "")
    assert content.outlines


def test_a_composed_score_shows_its_parts(photo: AnalysedPhoto) -> None:
    analysis = photo.analysis
    parts = {"tone_evenness": 1.0, "texture": 2.0, "shine": 0.5}
    graded = [
        replace(result, grade=parts.get(result.key, result.grade))
        if result.key != "radiance"
        else replace(
            result,
            state=State.OK,
            score=70,
            plus_minus=5,
            grade=1.5,
            zones=tuple(replace(zone, grade=1.5, score=70, plus_minus=5) for zone in result.zones),
        )
        for result in analysis.criteria
    ]
    changed = replace(photo, analysis=replace(analysis, criteria=tuple(graded)))
    content = explanation_content(changed, "radiance", texts("en"))
    assert content.sentence.startswith("Composed of other criteria. What weighs most: “Texture”")
    assert content.shares[0][0].startswith("Texture ")
    assert len(content.outlines) == 1
    assert np.array_equal(content.outlines[0].shape, photo.zone_polygons[Zone.FACE].shape)


@pytest.mark.parametrize(("name", "kind"), [("why.png", "PNG"), ("why.JPG", "JPEG")])
def test_the_suffix_says_the_format(photo: AnalysedPhoto, tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / "new" / name
    write_explanation(path, photo, "redness", load_brand(), "fr")
    with Image.open(path) as picture:
        assert picture.format == kind
        assert picture.size == (1600, 1200)
    assert [item.name for item in path.parent.iterdir()] == [name]


def test_a_place_that_cannot_be_written_is_told(photo: AnalysedPhoto, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ConsultantError, match="n’a pas pu être enregistrée sous « why"):
        write_explanation(tmp_path / "file" / "why.png", photo, "redness", load_brand(), "fr")
