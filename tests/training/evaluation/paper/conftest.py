"""Figures in the form that ``measure`` returns, made up for the tests alone."""

from typing import Any

import pytest

from consultant_app.imaging.colour import ITA_CLASSES


def around(name: str, value: float, half: float = 0.02) -> dict[str, float]:
    return {name: value, f"{name}_low": value - half, f"{name}_high": value + half}


def agreeing(r: float) -> dict[str, float]:
    return {
        "readings": 100, "identities": 20, **around("r", r), **around("spearman", r), **around("mae_grades", 0.3),
        **around("within_one_grade", 0.97), **around("qwk", r),
    }  # fmt: skip


def again(sd: float) -> dict[str, float]:
    return {
        "persons": 20,
        "shots": 4,
        **around("sd_points", sd),
        **around("icc21", 0.95),
        "mdc95_points": 2.77 * sd,
    }


def covering(share: float) -> dict[str, float]:
    return {
        **around("coverage_68", share), **around("coverage_95", 0.95), "median_half_width_points": 5.0,
        "tenth_half_width_points": 2.0, "ninetieth_half_width_points": 9.0,
    }  # fmt: skip


def skin() -> dict[str, Any]:
    measured = {
        **around("spearman", 0.8), **around("partial_spearman", 0.7), **around("qwk_quantile_matched", 0.76)
    }  # fmt: skip
    circled = {
        "photos": 40, **around("pointing", 0.6), **around("random_points", 0.1), **around("times_chance", 6.0),
        **around("peaks_on_circles", 0.4), **around("auc", 0.9),
    }  # fmt: skip
    return {
        "photos": 144,
        "lost": ["photos/a.jpg"],
        "grades": {"0": 70, "1": 40, "2": 20, "3": 14},
        "model": measured | around("qwk_as_shown", 0.5),
        "classical": measured | {"settings_tried": 19, "best": "a setting", "chosen_apart": 0.6},
        "difference": around("spearman", 0.05) | around("partial_spearman", -0.01),
        "confounders": {"sharpness": -0.42, "L*": 0.1},
        "circled": {"model": circled, "classical": circled},
    }


def counter() -> dict[str, Any]:
    """Pores keep both goals, redness the first ratio only."""

    def ways(left: float) -> dict[str, Any]:
        sds = {
            "calm": 4.0,
            "calm_burst": 8.0 * left,
            "careless": 8.0,
            "gate": 5.0,
            "calibrated": 4.5,
            "burst": 8.0 * left,
        }
        spreads = {way: {"persons": 20, "scores": 80, **around("sd_points", sd, 0.5)} for way, sd in sds.items()}
        return spreads | around("of_careless", left, 0.05) | around("of_calm", 2 * left, 0.05)

    return {
        "faces": 20, "counters": 4, "attempts": 6, "photos": 100, "lost": 1,
        "refused": {"any": 20, "blurred": 15, "dim": 8},
        "charts": {"held_up": 80, "unread": 2, "before": 4.04, "after": 2.0},
        "criteria": {"pores": ways(0.2), "redness": ways(0.45)},
    }  # fmt: skip


@pytest.fixture
def editing() -> dict[str, Any]:
    """Pores do what they say, and beat the baseline; redness does neither."""

    def loop(slope: float) -> dict[str, float]:
        return {
            "faces": 12.0, **around("slope", slope), "others_points": 1.5, "outside_levels": 0.0,
            "least_likeness": 0.98,
        }  # fmt: skip

    def pair(editor: float) -> dict[str, Any]:
        apart = {"untouched": 3.0, "baseline": 2.0, "editor": editor}
        return {"pairs": 9} | {
            who: around("delta_e", value, 0.1)
            | around("grain", 0.98, 0.01)
            | around("looks", 9.0)
            | around("seen_of_true", 0.9, 0.1)
            for who, value in apart.items()
        }

    return {
        "editor": {"id": "skin-layers", "version": "1.0", "sha256": "ef" * 32},
        "true_pairs": {"pores": pair(1.0), "redness": pair(2.5)},
        "closed_loop": {"pores": loop(1.0), "redness": loop(0.4)},
        "asked_seen": {"pores": [[-20.0, -19.0], [10.0, 11.0]], "redness": [[-20.0, -8.0], [10.0, 4.0]]},
    }


@pytest.fixture
def figures() -> dict[str, Any]:
    """Pores reach every goal, redness misses some."""
    classes = {name: around("bias_points", place, 1.0) for place, name in enumerate(ITA_CLASSES)}
    parts = {
        "by_zone": {"nose": agreeing(0.9)},
        "by_tone": {"tan": agreeing(0.9)},
        "by_age": {"under 30": agreeing(0.9)},
    }
    left = {"too_coarse": 3, "hidden": 1, "too_uncertain": 0}
    return {
        "model": {
            "id": "skin-evidence", "version": "9.9", "sha256": "ab" * 32, "input_size": 640, "provider": "CPU",
            "channels": ["redness", "pores"], "scored": ["pores", "redness"], "not_scored": ["firmness"],
        },
        "data": {
            "sets": [{"name": "hold", "pairs": 50, "sha256_truth": "cd" * 32}], "absolute_pairs": 40,
            "most_looked_at": 40, "seed": 7, "photographs": 80, "faces": 20,
        },
        "agreement": {
            key: {"face": agreeing(r), "all_zones": agreeing(r), "left_out": left, **parts}
            for key, r in (("pores", 0.95), ("redness", 0.8))
        },
        "uncertainty": {
            key: {"face": covering(share), "zones": covering(share)}
            for key, share in (("pores", 0.68), ("redness", 0.5))
        },
        "fairness": {"pores": {"classes": classes, "largest_difference_points": 2.0, "mae_ratio": 1.1}},
        "repeatability": {"untouched": {"pores": again(2), "redness": again(6)}, "rendered": {"pores": again(2)}},
        "counter": counter(),
        "baselines": {
            "pores": {"zones": 60, **around("model", 0.9), **around("classical", 0.5), **around("gain", 0.4)}
        },
        "real_skin": skin(),
        "portraits": {
            "photos": 150, "held_out": 24, "lost": [],
            "age": {
                key: {"all": around("spearman", 0.75), "held_out": around("spearman", 0.65)}
                for key in ("forehead_lines", "mean of these")
            },
            "tone": {"pores": around("partial_spearman", 0.3), "redness": around("partial_spearman", 0.0)},
        },
        "cost": {
            "machine": {"system": "Linux", "machine": "x86_64", "cores": 2}, "size_mb": 11.0, "input_size": 640,
            "passes": {"CPUExecutionProvider": {"threads 2": {"own_size_ms": 90.0, "asked_size_scaled_ms": 57.6}}},
            "analyse": {"photos": 10, "median_ms": 220.0, "model_ms": 120.0, "peak_memory_mb": 300.0},
        },
    }  # fmt: skip
