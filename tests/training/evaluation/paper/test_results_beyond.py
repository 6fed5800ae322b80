from typing import Any

from consultant_app.training.evaluation.paper.results_beyond import explanation_chapter
from tests.training.evaluation.paper.conftest import around

METHODS = ("evidence", "gradcam_encoder", "gradcam_head", "classical", "random", "chance")


def compared() -> dict[str, Any]:
    one: dict[str, float] = {}
    for method in METHODS:
        one |= around(method, 0.5)
    return dict.fromkeys(("pointing", "auprc", "deletion", "insertion"), one)


def feature(number: float, share: float, contrast: float) -> dict[str, float]:
    return {
        "feature": number,
        "weight": 1.0,
        "activation": 1.0,
        "elsewhere": 0.2,
        "share": share,
        "contrast": contrast,
    }


def test_the_features_of_a_channel_are_listed_with_share_and_contrast():
    text = explanation_chapter(
        {
            "explanation": {
                "overall": compared(),
                "channels": {"pores": compared()},
                "sanity": [{"stage": "out", **around("spearman", 0.1)}],
                "features": {"pores": [feature(17.0, 0.31, 1.24), feature(3.0, 0.12, -0.5)]},
            }
        }
    )
    row = next(line for line in text.splitlines() if "17 (31 %, +1.2)" in line)
    assert row.startswith("| pores")
    assert "3 (12 %, -0.5)" in row
    assert "43" in row
