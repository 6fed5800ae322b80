from consultant_app.training.finetune.report import markdown

RECORD = {
    "persons": {"learn": 30, "choose": 10, "judge": 12},
    "judged": {
        "redness": {
            "data": {"photos": 24.0, "persons": 12.0, "grades": 24.0},
            "before": {"mae": 0.9, "mae_low": 0.7, "mae_high": 1.1, "within_one": 0.6},
            "after": {"mae": 0.4, "mae_low": 0.3, "mae_high": 0.5, "r": 0.81, "within_one": 1.0},
            "change": {"mae": -0.5, "mae_low": -0.7, "mae_high": -0.3},
        }
    },
    "kept": {
        "redness": {"maps": "tuned", "curve": "house", "start_mae": 0.8, "kept_mae": 0.35, "why": "better"},
        "pores": {
            "maps": "start",
            "curve": "start",
            "start_mae": None,
            "kept_mae": None,
            "why": "too few persons",
        },
    },
    "graders": {"redness": {"graded_by_several": 20.0, "mean_difference": 0.31, "icc": 0.88}},
    "left_out": {"zone hidden on the photo": 2},
    "unusable_photos": ["cat.png"],
    "ignored_columns": ["note"],
    "settings": {"scope": "readout"},
    "data": {"photos": 104, "sha256_grades": "ab12"},
    "versions": {"code": {"version": "1.0"}, "libraries": {"torch": "2"}, "device": "cpu"},
}


def test_the_report_says_all_that_the_record_holds() -> None:
    text = markdown(RECORD)
    for said in (
        "104 photographs. 30 persons taught, 10 others chose",
        "12 others judged",
        "| redness | 24 | 12 | before | 0.90 [0.70, 1.10] | too few | too few | 0.60 |",
        "|  |  |  | after | 0.40 [0.30, 0.50] | 0.81 | too few | 1.00 |",
        "|  |  |  | change | -0.50 [-0.70, -0.30] |",
        "| redness | tuned | house | 0.80 | 0.35 | better |",
        "| pores | start | start | - | - | too few persons |",
        "| redness | 20 | 0.31 | 0.88 | too few |",
        "- 2 grades: zone hidden on the photo.",
        "**Photographs without a single face:** cat.png.",
        "note",
        "- sha256_grades: `ab12`",
        "version 1.0, torch 2",
    ):
        assert said in text, said


def test_where_nothing_was_left_out_it_says_so() -> None:
    bare = RECORD | {"left_out": {}, "unusable_photos": [], "ignored_columns": [], "graders": {}}
    text = markdown(bare)
    assert "## Left out\n\nNothing." in text
    assert "among themselves" not in text
