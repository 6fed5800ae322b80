import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.errors import ModelError
from consultant_app.domain.model_card import ModelSource
from consultant_app.files import resource
from consultant_app.inference.manifest import Calibration, SkinManifest, Source
from consultant_app.services.model_card import card_of, card_to_json, read_card
from consultant_app.services.scoring import RADIANCE_PARTS

CURVE = Calibration(
    channel="lines", evidence=(0.0, 1.0), grade=(0.0, 4.0), error_grade=(0.0,), error=(0.5,), smallest_scale=1.0
)


def manifest(**changes: Any) -> SkinManifest:
    values: dict[str, Any] = {
        "id": "test", "version": "2.0.0", "file": "skin.onnx", "sha256": "ab" * 32, "input_name": "image",
        "output_name": "evidence", "input_size": 640, "subtract": 127.0, "divide": 128.0, "channels": ("lines",),
        "calibrations": {"redness": CURVE}, "overall_weights": {}, "licence": "the house's own",
        "training_data": {"truth": "rendered", "held_out_identities": 12, "faces": "a house's own photographs"},
        "metrics": {"rendered_holdout": {"redness": {"r": 0.91, "within_one_grade": 0.96}, "pores": {"r": 0.3}}},
    }  # fmt: skip
    return SkinManifest(**(values | changes))


def criterion(card: Any, key: str) -> Any:
    return next(found for found in card.criteria if found.key == key)


def test_figures_come_from_the_manifest_and_what_is_not_measured_is_none() -> None:
    card = card_of(manifest(), "house")
    assert (card.signed_by, card.model.version, card.held_out_identities) == ("house", "2.0.0", 12)
    assert [found.key for found in card.criteria] == list(CRITERIA)
    redness, pores = criterion(card, "redness"), criterion(card, "pores")
    assert (redness.scored, redness.reason, redness.r, redness.within_one_grade) == (True, None, 0.91, 0.96)
    assert (redness.mdc95, redness.coverage_68, redness.coverage_95) == (None, None, None)
    assert (pores.scored, pores.reason, pores.r) == (False, "reason.no_measure", 0.3)
    assert criterion(card, "firmness").r is None


def test_the_smallest_change_and_the_coverage_are_the_calibrations() -> None:
    curve = CURVE.model_copy(update={"mdc95": 8.5, "coverage_68": 0.69, "coverage_95": 0.94})
    redness = criterion(card_of(manifest(calibrations={"redness": curve}), "house"), "redness")
    assert (redness.mdc95, redness.coverage_68, redness.coverage_95) == (8.5, 0.69, 0.94)


@pytest.mark.parametrize("value", [float("nan"), "0.9", None, {"value": 0.9}])
def test_a_figure_that_is_none_is_not_shown_as_one(value: object) -> None:
    card = card_of(manifest(metrics={"rendered_holdout": {"redness": {"r": value}}}), "house")
    assert criterion(card, "redness").r is None


def test_radiance_is_said_where_all_its_parts_are() -> None:
    parts = dict.fromkeys(RADIANCE_PARTS, CURVE)
    assert criterion(card_of(manifest(calibrations=parts), "house"), "radiance").scored
    parts.popitem()
    radiance = criterion(card_of(manifest(calibrations=parts), "house"), "radiance")
    assert (radiance.scored, radiance.reason) == (False, "reason.components_missing")


def test_a_limit_does_not_outlive_its_cause() -> None:
    before = card_of(manifest(metrics={}), "house").limits
    measured = CURVE.model_copy(update={"mdc95": 8.5})
    after = card_of(manifest(metrics={"fairness": {}}, calibrations={"redness": measured}), "house").limits
    assert set(before) - set(after) == {"repeatability", "fairness"}
    graded = card_of(manifest(training_data={"truth": "graded"}), "house")
    assert "rendered_truth" not in graded.limits
    assert graded.held_out_identities is None


def test_sources_are_listed_else_said_in_the_makers_words() -> None:
    assert card_of(manifest(), "house").sources == (
        ModelSource("other", "a house's own photographs", "the house's own"),
    )
    listed = card_of(manifest(sources=(Source(kind="studio", name="A", licence="B"),)), "house")
    assert listed.sources == (ModelSource("studio", "A", "B"),)


def test_the_shipped_card_is_json_and_knows_all_criteria() -> None:
    card = read_card()
    content = json.loads(json.dumps(card_to_json(card), allow_nan=False))
    assert [found["key"] for found in content["criteria"]] == list(CRITERIA)
    assert content["model"]["sha256"] == card.model.sha256
    assert any(found.scored and found.r is not None for found in card.criteria)
    assert all(source.licence or source.kind == "weights" for source in card.sources)


def test_a_model_that_was_altered_has_no_card(tmp_path: Path) -> None:
    folder = tmp_path / "skin"
    shutil.copytree(resource("models", "skin"), folder)
    (folder / "skin.onnx").write_bytes(b"other")
    with pytest.raises(ModelError, match="altered"):
        read_card(folder)
    (folder / "model.json.sig").unlink()
    with pytest.raises(ModelError, match="no signature"):
        read_card(folder)
