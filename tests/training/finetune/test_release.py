import pytest

from consultant_app.services.model_card import card_of
from consultant_app.texts import languages, texts
from consultant_app.training.finetune.choose import Choice
from consultant_app.training.finetune.curves import start_curves
from consultant_app.training.finetune.release import house_manifest
from tests.training.finetune.conftest import start_manifest

START = start_manifest()
CURVES = {key: curve.model_copy(update={"mdc95": 7.0}) for key, curve in start_curves(START).items()}


def record(**r: float) -> dict:
    judged = {key: {"after": {"r": value}} for key, value in r.items()}
    return {
        "persons": {},
        "judged": judged,
        "kept": {},
        "graders": {},
        "data": {"photos": 3},
        "settings": {},
        "versions": {},
    }


def house(key: str) -> dict[str, Choice]:
    return {key: Choice("start", "house", 1.0, 0.5, "")}


def test_figures_that_no_longer_hold_are_taken_out_and_the_others_stay() -> None:
    manifest = house_manifest(START, CURVES, house("redness"), record(redness=0.1), "2.0", "f" * 64)
    assert (manifest.version, manifest.sha256) == ("2.0", "f" * 64)
    assert manifest.calibrations["redness"].mdc95 is None
    assert manifest.metrics["rendered_holdout"] == {"pores": {"r": 0.8}}
    assert manifest.training_data["house_grades"]["data"] == {"photos": 3}


def test_what_was_not_changed_reads_as_before() -> None:
    start = {"redness": Choice("start", "start", 1.0, 1.0, "")}
    manifest = house_manifest(START, CURVES, start, record(redness=0.9), "2.0", "f" * 64)
    assert manifest.calibrations == START.calibrations
    assert "redness" in manifest.metrics["rendered_holdout"]


def test_a_criterion_is_newly_scored_only_if_the_judges_agree() -> None:
    for r, scored in ((0.7, True), (0.3, False)):
        manifest = house_manifest(START, CURVES, house("eye_bags"), record(eye_bags=r), "2.0", "f" * 64)
        assert ("eye_bags" in manifest.calibrations) == scored
    assert "eye_bags" not in house_manifest(START, CURVES, house("eye_bags"), record(), "2", "f").calibrations


@pytest.mark.parametrize("language", languages())
def test_the_card_says_in_every_language_that_graded_photographs_were_used(language) -> None:
    manifest = house_manifest(START, CURVES, house("redness"), record(), "2.0", "f" * 64)
    assert f"card.truth.{manifest.training_data['truth']}" in texts(language)
    assert f"card.source.{manifest.sources[-1].kind}" in texts(language)
    assert manifest.sources[-1].kind == "grades"
    # The figures that remain are against drawn truth.
    assert "rendered_truth" in card_of(manifest, "house").limits
