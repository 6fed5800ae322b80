from typing import Any

import pytest

from consultant_app.inference.manifest import Calibration, SkinManifest
from consultant_app.training.release.card import model_card
from consultant_app.training.render.scene import CHANNELS

CURVE = Calibration(
    channel="redness",
    evidence=(0.0, 1.0),
    grade=(0.0, 4.0),
    error_grade=(0.0,),
    error=(0.3,),
    smallest_scale=0.5,
)


def figures(r: float) -> dict[str, float]:
    return {
        "readings": 140, "identities": 21, "r": r, "mae_grades": 0.314, "within_one_grade": 0.957,
        "coverage_68": 0.69, "coverage_95": 0.95,
    }  # fmt: skip


def manifest(**metrics: Any) -> SkinManifest:
    measured = {
        "rendered_holdout": {"redness": figures(0.912), "firmness": figures(0.31)},
        "repeatability": {"redness": {"sd_points": 2.44, "mdc95_points": 6.8}},
        "fairness": {"redness": {"largest_difference_points": 1.27}, "firmness": {}},
        "typical_severity": {"redness": 0.17, "firmness": 0.4},
    }
    return SkinManifest(
        id="skin-evidence",
        version="9.8.7",
        file="skin.onnx",
        sha256="ab" * 32,
        input_name="image",
        output_name="evidence",
        variance_name="log_variance",
        input_size=640,
        subtract=127.0,
        divide=128.0,
        channels=CHANNELS,
        calibrations={"redness": CURVE},
        overall_weights={"redness": 1.0},
        licence="The house's own.",
        training_data={"faces": "people who do not exist", "held_out_identities": 21},
        metrics=measured | metrics,
    )


def rows(card: str) -> dict[str, list[str]]:
    cells = [[cell.strip() for cell in line.strip("| ").split("|")] for line in card.splitlines() if "|" in line]
    return {row[0]: row for row in cells}


def test_the_card_shows_the_figures_of_its_manifest() -> None:
    card = model_card(manifest())
    assert "# Model card: skin-evidence 9.8.7" in card
    assert "ab" * 32 in card
    assert f"{len(CHANNELS)} evidence maps" in card
    assert rows(card)["redness"] == [
        "redness", "0-4", "140", "0.91", "0.31", "96%", "69%", "1.3", "2.4", "7", "0.17",
    ]  # fmt: skip
    assert "21 held-out identities" in card


def test_what_was_not_measured_is_a_dash_and_what_is_not_scored_is_named() -> None:
    card = model_card(manifest())
    assert rows(card)["firmness"][7:10] == ["-", "-", "-"]
    assert "(here: firmness)" in card
    assert "Agreement with an expert" not in card
    every = manifest().model_copy(update={"calibrations": {"redness": CURVE, "firmness": CURVE}})
    assert "(here:" not in model_card(every)


def test_real_photographs_are_shown_where_they_were_judged() -> None:
    said = {"spearman": 0.71, "spearman_low": 0.52, "spearman_high": 0.83}
    real = {"photos": 44, "lost": ["x.jpg"], "model": said, "classical": said | {"spearman": 0.6}}
    card = model_card(manifest(real_skin=real))
    assert rows(card)["model"] == ["model", "44", "0.71", "[0.52, 0.83]"]
    assert rows(card)["classical"][2] == "0.60"
    assert "on 1 of them" in card


@pytest.mark.parametrize("word", ["acne", "rosacea", "lesion", "patient", "diagnos", "melasma"])
def test_the_words_are_cosmetic(word: str) -> None:
    assert word not in model_card(manifest()).lower()
