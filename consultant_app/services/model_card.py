"""The model card: read from the verified manifest, so that what is shown is what was measured and signed."""

import dataclasses
import math
from pathlib import Path
from typing import Any

from consultant_app.domain.analysis import ModelIdentity
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.model_card import CriterionCard, ModelCard, ModelSource
from consultant_app.domain.serial import JsonObject
from consultant_app.files import resource
from consultant_app.inference.manifest import SkinManifest, parse_manifest, verified_bytes
from consultant_app.inference.signature import signed_manifest
from consultant_app.services.scoring import RADIANCE_PARTS


def read_card(folder: Path | None = None, trusted: Path | None = None) -> ModelCard:
    """The card of the skin model in ``folder``, after signature and ONNX bytes were verified. Loads no session.

    Args:
        folder: Folder of the model; the bundled one by default.
        trusted: Folder of the keys that may have signed it; the bundled one by default.

    Raises:
        ModelError: the model is missing, altered, or not signed by a trusted key.
    """
    place = folder or resource("models", "skin")
    signed = signed_manifest(place, trusted)
    manifest = parse_manifest(signed.data)
    verified_bytes(place / manifest.file, manifest.sha256)
    return card_of(manifest, signed.signer)


def card_of(manifest: SkinManifest, signer: str) -> ModelCard:
    """The card of a manifest that the key ``signer`` signed."""
    identities = manifest.training_data.get("held_out_identities")
    return ModelCard(
        model=ModelIdentity(manifest.id, manifest.version, manifest.sha256),
        signed_by=signer,
        truth=str(manifest.training_data.get("truth", "")),
        sources=_sources(manifest),
        held_out_identities=identities if isinstance(identities, int) else None,
        criteria=tuple(_criterion(key, manifest) for key in CRITERIA),
        limits=_limits(manifest),
    )


def card_to_json(card: ModelCard) -> JsonObject:
    """The card as one JSON object (``docs/cli.md``); what was not measured is ``null``."""
    return dataclasses.asdict(card)


def _sources(manifest: SkinManifest) -> tuple[ModelSource, ...]:
    """What the manifest lists; of a model that lists nothing, what its makers wrote in their own words."""
    if manifest.sources:
        return tuple(ModelSource(source.kind, source.name, source.licence) for source in manifest.sources)
    return (ModelSource("other", str(manifest.training_data.get("faces", "")), manifest.licence),)


def _criterion(key: str, manifest: SkinManifest) -> CriterionCard:
    calibration = manifest.calibrations.get(key)
    holdout = manifest.metrics.get("rendered_holdout", {}).get(key, {})
    composed = key == "radiance"
    scored = all(part in manifest.calibrations for part in RADIANCE_PARTS) if composed else calibration is not None
    missing = "reason.components_missing" if composed else "reason.no_measure"
    return CriterionCard(
        key=key,
        scored=scored,
        reason=None if scored else missing,
        r=_figure(holdout, "r"),
        within_one_grade=_figure(holdout, "within_one_grade"),
        mdc95=None if calibration is None else calibration.mdc95,
        coverage_68=None if calibration is None else calibration.coverage_68,
        coverage_95=None if calibration is None else calibration.coverage_95,
    )


def _figure(figures: dict[str, Any], name: str) -> float | None:
    """A figure of the metrics, whose form is the trainers' own; ``None`` where it is absent or undefined."""
    value = figures.get(name)
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else None


def _limits(manifest: SkinManifest) -> tuple[str, ...]:
    """Limits that follow from what the manifest holds, so that none outlives its cause."""
    unmeasured = {
        "repeatability": all(curve.mdc95 is None for curve in manifest.calibrations.values()),
        "fairness": "fairness" not in manifest.metrics,
    }
    drawn = str(manifest.training_data.get("truth", "")).startswith("rendered")
    rendered = ("rendered_truth", "simulated_light") if drawn else ()
    return (*rendered, *(key for key, absent in unmeasured.items() if absent), "make_up", "covered", "adults")
