"""From trained weights to a model the application ships: calibrated, measured, exported, described."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import nn

from consultant_app.domain.criteria import CRITERIA
from consultant_app.files import resource, write_atomically
from consultant_app.imaging.alignment import CROP_SIZE
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.manifest import SkinManifest
from consultant_app.training.calibrate import ZonePairs, collect_pairs, fit
from consultant_app.training.card import model_card
from consultant_app.training.dataset import open_set
from consultant_app.training.evaluate import (
    Figures,
    agreement,
    agreement_with_expert,
    blemish_evidence,
    classical_blemish_area,
    graded_faces,
)
from consultant_app.training.export import INPUT_NAME, OUTPUT_NAME, onnx_bytes
from consultant_app.training.render.scene import CHANNELS
from consultant_app.training.severity import FULL

OVERALL_WEIGHTS = {key: 1.0 for key in CRITERIA if key not in {"radiance", "firmness"}}
"""All criteria weigh the same: no score is tuned to sell. Radiance is composed of others."""


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
        "classical a* outliers": agreement_with_expert([classical_blemish_area(face) for face in faces], faces),
        "no single face found": lost,
    }


def measure(network: nn.Module, pairs: dict[str, ZonePairs], graded: Path | None) -> dict[str, Any]:
    """All figures of a model; ``pairs`` come from its run over the held-out sets."""
    figures: dict[str, Any] = {"rendered_holdout": rendered_figures(pairs)}
    if graded is not None:
        figures["graded_blemishes"] = graded_figures(network, graded)
    return figures


def evaluate(network: nn.Module, holdout: list[Path], graded: Path | None) -> dict[str, Any]:
    """Run a model over the held-out sets and measure it."""
    return measure(network, collect_pairs(network, [open_set(folder) for folder in holdout]), graded)


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


def export(network: nn.Module, holdout: list[Path], graded: Path | None, release: Release) -> SkinManifest:
    """Calibrate on all held-out identities, write the ONNX file, its manifest and its card."""
    pairs = collect_pairs(network, [open_set(folder) for folder in holdout])
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
        calibrations={key: fit(key, found, FULL[key]) for key, found in pairs.items()},
        overall_weights=OVERALL_WEIGHTS,
        licence="Encoder start: EfficientNet-lite0, Apache-2.0. Trained weights: the house's own.",
        training_data={
            "truth": "rendered",
            "faces": "portraits of people who do not exist (CC0 1.0), studio faces (CC BY 4.0, "
            "DeBruine and Jones); no graded photograph",
            **release.origin,
        },
        metrics=measure(network, pairs, graded),
    )
    write_atomically(release.out / name, data)
    write_atomically(release.out / "model.json", json.dumps(manifest.model_dump(), indent=1).encode())
    write_atomically(release.card, model_card(manifest).encode())
    return manifest
