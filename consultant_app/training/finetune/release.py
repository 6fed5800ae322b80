"""The description of a fine-tuned model: the starting model's, with what the house's grades changed."""

from typing import Any

from consultant_app.inference.manifest import Calibration, SkinManifest, Source
from consultant_app.training.finetune.choose import Choice, Curves

LEAST_R = 0.5
"""Pearson r with the judging persons' grades that a criterion the model did not score before must reach."""


def house_manifest(
    start: SkinManifest,
    curves: Curves,
    chosen: dict[str, Choice],
    record: dict[str, Any],
    version: str,
    sha256: str,
) -> SkinManifest:
    """The manifest to sign.

    Figures of the starting model that the house's grades made void (agreement with rendered truth, smallest
    detectable change, coverage of the +/-) are taken out for the criteria that changed: "not measured" is true.
    """
    changed = {key for key, choice in chosen.items() if choice.curve == "house"}
    kept = {key for key in changed if key in start.calibrations or _agrees(record["judged"].get(key))}
    calibrations = start.calibrations | {key: _unmeasured(curves[key]) for key in curves if key in kept}
    metrics = dict(start.metrics)
    rendered = metrics.get("rendered_holdout", {})
    metrics["rendered_holdout"] = {key: figures for key, figures in rendered.items() if key not in changed}
    metrics["house"] = {name: record[name] for name in ("persons", "judged", "kept", "graders")}
    house = {name: record[name] for name in ("data", "settings", "versions")}
    return start.model_copy(
        update={
            "version": version,
            "sha256": sha256,
            "calibrations": calibrations,
            "training_data": start.training_data | {"truth": "rendered_and_graded", "house_grades": house},
            "metrics": metrics,
            "sources": (*start.sources, Source(kind="grades", name="", licence="")),
        }
    )


def _agrees(judged: dict[str, dict[str, float]] | None) -> bool:
    return judged is not None and judged["after"].get("r", 0.0) >= LEAST_R


def _unmeasured(curve: Calibration) -> Calibration:
    return curve.model_copy(update={"mdc95": None, "coverage_68": None, "coverage_95": None})
