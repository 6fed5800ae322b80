"""From trained weights to a model the application ships: calibrated, measured, exported, described."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from torch import nn

from consultant_app.domain.criteria import CRITERIA
from consultant_app.files import resource, write_atomically
from consultant_app.imaging.alignment import CROP_SIZE
from consultant_app.imaging.evidence import criterion_area, scored_area
from consultant_app.imaging.skin import zone_masks
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.manifest import Calibration, SkinManifest
from consultant_app.inference.skin_model import grade_of
from consultant_app.training.data.canvas import Canvas
from consultant_app.training.data.dataset import load_canvases, open_set
from consultant_app.training.data.severity import FULL
from consultant_app.training.evaluation.classical import blemish_area
from consultant_app.training.evaluation.frame import frame_of
from consultant_app.training.evaluation.judge import (
    Figures,
    agreement,
    agreement_with_expert,
    blemish_evidence,
    graded_faces,
)
from consultant_app.training.release.calibrate import ZonePairs, collect_pairs, evidence_maps, fit
from consultant_app.training.release.card import model_card
from consultant_app.training.release.export import INPUT_NAME, OUTPUT_NAME, onnx_bytes
from consultant_app.training.release.sources import SOURCES
from consultant_app.training.render.scene import CHANNELS

OVERALL_WEIGHTS = {key: 1.0 for key in CRITERIA if key not in {"radiance", "firmness"}}
"""All criteria weigh the same: no score is tuned to sell. Radiance is composed of others."""


LEAST_AGREEMENT = 0.5
"""Pearson r with rendered truth below which a criterion is not scored at all: its number would mislead, however
wide its +/-. The application then says "cannot say" and shows the raw measure."""


LARGEST_TYPICAL = 0.6
"""Share of the scale above which the median of real, untouched faces may not lie: a criterion that calls most
people marked has learned the renderer's idea of even skin, not skin, and is not scored either."""


def typical_severity(
    network: nn.Module, curves: dict[str, Calibration], canvases: list[Canvas]
) -> dict[str, float]:
    """Median severity (share of the scale) of real faces of the held-out identities, as photographed."""
    shares: dict[str, list[float]] = {key: [] for key in curves}
    for canvas in canvases:
        maps = evidence_maps(network, canvas.photo)
        area = scored_area(canvas.skin, zone_masks(canvas.points, CROP_SIZE), maps.shape[-1])
        for key, curve in curves.items():
            where = criterion_area(key, area)
            if where.any():
                evidence = float(maps[CHANNELS.index(curve.channel)][where].mean())
                top = CRITERIA[key].grade_max
                shares[key].append(grade_of(curve, evidence, top)[0] / top)
    return {key: round(float(np.median(values)), 3) for key, values in shares.items()}


def _split(pairs: ZonePairs, part: int) -> ZonePairs:
    """Half of the identities, by hash: part 0 calibrates, part 1 judges."""
    side = {name: hashlib.sha256(f"half {name}".encode()).digest()[0] % 2 for name in set(pairs.identity.tolist())}
    keep = [side[name] == part for name in pairs.identity.tolist()]
    return ZonePairs(pairs.evidence[keep], pairs.truth[keep], pairs.identity[keep])


def rendered_figures(pairs: dict[str, ZonePairs]) -> dict[str, Figures]:
    """Agreement with rendered truth: calibrated on half of the held-out identities, measured on the rest."""
    return {
        key: agreement(key, fit(key, _split(found, 0), FULL[key]), _split(found, 1), FULL[key])
        for key, found in pairs.items()
    }


def graded_figures(network: nn.Module, graded: Path) -> dict[str, Any]:
    """Agreement of blemish evidence, and of the classical measure, with the expert on the same photographs."""
    faces, lost = graded_faces(graded, FaceFinder(resource("models", "face")))
    return {
        "model": agreement_with_expert([blemish_evidence(network, face) for face in faces], faces),
        "classical a* outliers": agreement_with_expert(
            [blemish_area(frame_of(face.face.rgb, face.skin, {})) for face in faces], faces
        ),
        "no single face found": lost,
    }


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


def measure(network: nn.Module, pairs: dict[str, ZonePairs], judges: Judges) -> dict[str, Any]:
    """All figures of a model; ``pairs`` come from its run over the held-out sets."""
    curves = {key: fit(key, found, FULL[key]) for key, found in pairs.items()}
    figures: dict[str, Any] = {
        "rendered_holdout": rendered_figures(pairs),
        "typical_severity": typical_severity(network, curves, load_canvases(judges.data, "holdout")),
    }
    graded = judges.graded
    if graded is not None:
        figures["graded_blemishes"] = graded_figures(network, graded)
    return figures


def evaluate(network: nn.Module, judges: Judges) -> dict[str, Any]:
    """Run a model over the held-out sets and measure it."""
    return measure(network, collect_pairs(network, [open_set(folder) for folder in judges.holdout]), judges)


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


def _scored(metrics: dict[str, Any]) -> list[str]:
    """Criteria that agree well enough with rendered truth and do not call most real faces marked."""
    typical = metrics["typical_severity"]
    return [
        key
        for key, figures in metrics["rendered_holdout"].items()
        if figures["r"] >= LEAST_AGREEMENT and typical[key] <= LARGEST_TYPICAL
    ]


def export(network: nn.Module, judges: Judges, release: Release) -> SkinManifest:
    """Calibrate on all held-out identities, write the ONNX file, its manifest and its card."""
    pairs = collect_pairs(network, [open_set(folder) for folder in judges.holdout])
    metrics = measure(network, pairs, judges)
    data = onnx_bytes(network)
    name = "skin.onnx"
    manifest = SkinManifest(
        id="skin-evidence",
        version=release.version,
        file=name,
        sha256=hashlib.sha256(data).hexdigest(),
        input_name=INPUT_NAME,
        output_name=OUTPUT_NAME,
        input_size=CROP_SIZE,
        subtract=127.0,
        divide=128.0,
        channels=CHANNELS,
        calibrations={key: fit(key, pairs[key], FULL[key]) for key in _scored(metrics)},
        overall_weights=OVERALL_WEIGHTS,
        licence="Encoder start: EfficientNet-lite0, Apache-2.0. Trained weights: the house's own.",
        training_data={
            "truth": "rendered",
            "faces": "portraits of people who do not exist (CC0 1.0), studio faces (CC BY 4.0, "
            "DeBruine and Jones); no graded photograph",
            "held_out_identities": len({name for found in pairs.values() for name in found.identity.tolist()}),
            **release.origin,
        },
        metrics=metrics,
        sources=SOURCES,
    )
    write_atomically(release.out / name, data)
    write_atomically(release.out / "model.json", json.dumps(manifest.model_dump(), indent=1).encode())
    write_atomically(release.card, model_card(manifest).encode())
    return manifest
