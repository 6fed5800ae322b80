"""From trained weights to a model the application ships: calibrated, measured, exported, described."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from torch import nn

from consultant_app.domain.criteria import CRITERIA
from consultant_app.files import resource, write_atomically
from consultant_app.imaging.alignment import CROP_SIZE, AlignedFace
from consultant_app.imaging.skin import zone_masks
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.manifest import Calibration, SkinManifest
from consultant_app.services.visible_skin import VisibleSkin
from consultant_app.training.data.canvas import Canvas
from consultant_app.training.data.clean import PIXELS_PER_MM
from consultant_app.training.data.dataset import load_canvases, open_set
from consultant_app.training.evaluation.agreement import agreement, fairness, uncertainty
from consultant_app.training.evaluation.cases import Case, Judged, calibration_of, collect, judge
from consultant_app.training.evaluation.engine import Engine, Located
from consultant_app.training.evaluation.realskin import real_skin
from consultant_app.training.evaluation.repeatability import repeatability
from consultant_app.training.release.calibrate import look
from consultant_app.training.release.card import model_card
from consultant_app.training.release.export import INPUT_NAME, OUTPUT_NAME, VARIANCE_NAME, onnx_bytes
from consultant_app.training.release.sources import SOURCES
from consultant_app.training.render.scene import CHANNELS

OVERALL_WEIGHTS = {key: 1.0 for key in CRITERIA if key != "radiance"}
"""All criteria weigh the same: no score is tuned to sell. Radiance is composed of others."""

LEAST_AGREEMENT = 0.5
"""Pearson r with rendered truth below which a criterion is not scored at all: its number would mislead, however
wide its +/-. The application then says "cannot say" and shows the raw measure."""

LARGEST_TYPICAL = 0.6
"""Share of the scale above which the median of real, untouched faces may not lie: a criterion that calls most
people marked has learned the renderer's idea of even skin, not skin, and is not scored either."""

_SEED = 1
_ALL = 100_000


@dataclass(frozen=True, slots=True)
class Judges:
    """What a model is measured on.

    Attributes:
        holdout: Rendered sets of held-out identities.
        data: Folder of the face images, for real faces of the same identities.
        graded: Folder of graded photographs, if at hand.
    """

    holdout: list[Path]
    data: Path
    graded: Path | None


@dataclass(frozen=True, slots=True)
class Release:
    """What is released where.

    Attributes:
        version: Version of the model.
        out: Folder for ``skin.onnx`` and ``model.json``.
        card: File of the model card.
        origin: How the weights came about, for the manifest.
    """

    version: str
    out: Path
    card: Path
    origin: dict[str, Any]


@dataclass(frozen=True, eq=False)
class Measured:
    """A calibrated model and what was measured of it.

    Attributes:
        curves: Criterion -> calibration, with its error, coverage and minimal detectable change.
        metrics: For the manifest and the card.
    """

    curves: dict[str, Calibration]
    metrics: dict[str, Any]


def measure(network: nn.Module, judges: Judges) -> Measured:
    """Calibrate on all held-out identities, and measure on each half by the other half's curves."""
    engine = Engine(partial(look, network), {}, FaceFinder(resource("models", "face")), VisibleSkin())
    cases = collect(engine, [open_set(folder) for folder in judges.holdout], _ALL)
    judged = judge(cases)
    curves = {key: _curve(key, cases, readings.face) for key, readings in judged.items()}
    engine = replace(engine, curves=curves)
    faces = load_canvases(judges.data, "holdout")
    again = repeatability(engine, faces, _SEED)["single"]
    for key, figures in again.items():
        curves[key] = curves[key].model_copy(update={"mdc95": figures["mdc95_points"]})
    metrics: dict[str, Any] = {
        "rendered_holdout": {key: agreement(r.face) | uncertainty(r.face) for key, r in judged.items()},
        "fairness": {key: fairness(r.face) for key, r in judged.items()},
        "repeatability": again,
        "typical_severity": typical_severity(engine, faces),
    }
    if judges.graded is not None:
        metrics["real_skin"] = real_skin(engine, judges.graded)
    return Measured(curves, metrics)


def _curve(key: str, cases: Sequence[Case], face: Judged) -> Calibration:
    """The curve from all cases, with the coverage that curves of one half had on the other."""
    covered = uncertainty(face)
    return calibration_of(key, cases).model_copy(
        update={name: covered[name] for name in ("coverage_68", "coverage_95")}
    )


def typical_severity(engine: Engine, canvases: Sequence[Canvas]) -> dict[str, float]:
    """Median severity (share of the scale) of real faces, as photographed."""
    shares: dict[str, list[float]] = {key: [] for key in engine.curves}
    for canvas in canvases:
        face = AlignedFace(canvas.photo, canvas.points, np.eye(2, 3))
        located = Located(face, canvas.skin, zone_masks(canvas.points, CROP_SIZE), PIXELS_PER_MM)
        for key, reading in engine.read(engine.pool(located)).items():
            shares[key].append(reading.grade / CRITERIA[key].grade_max)
    return {key: round(float(np.median(values)), 3) for key, values in shares.items() if values}


def _scored(metrics: dict[str, Any]) -> list[str]:
    """Criteria that agree well enough with rendered truth and do not call most real faces marked.

    A figure that could not be measured (readings all alike, no real face that shows the zones) proves nothing.
    """
    typical = metrics["typical_severity"]
    return [
        key
        for key, figures in metrics["rendered_holdout"].items()
        if figures.get("r", -1.0) >= LEAST_AGREEMENT and typical.get(key, 1.0) <= LARGEST_TYPICAL
    ]


def export(network: nn.Module, judges: Judges, release: Release) -> SkinManifest:
    """Calibrate and measure, write the ONNX file, its manifest and its card; the manifest is signed afterwards."""
    measured = measure(network, judges)
    data = onnx_bytes(network)
    name = "skin.onnx"
    manifest = SkinManifest(
        id="skin-evidence",
        version=release.version,
        file=name,
        sha256=hashlib.sha256(data).hexdigest(),
        input_name=INPUT_NAME,
        output_name=OUTPUT_NAME,
        variance_name=VARIANCE_NAME,
        input_size=CROP_SIZE,
        subtract=127.0,
        divide=128.0,
        channels=CHANNELS,
        calibrations={key: measured.curves[key] for key in _scored(measured.metrics)},
        overall_weights=OVERALL_WEIGHTS,
        licence="Encoder start: EfficientNet-lite0, Apache-2.0. Trained weights: the house's own.",
        training_data={
            "truth": "rendered",
            "faces": "portraits of people who do not exist (CC0 1.0), studio faces (CC BY 4.0, "
            "DeBruine and Jones); no graded photograph",
            "held_out_identities": max(f["identities"] for f in measured.metrics["rendered_holdout"].values()),
            **release.origin,
        },
        metrics=measured.metrics,
        sources=SOURCES,
    )
    write_atomically(release.out / name, data)
    write_atomically(release.out / "model.json", json.dumps(manifest.model_dump(), indent=1).encode())
    write_atomically(release.card, model_card(manifest).encode())
    return manifest
