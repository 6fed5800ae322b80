"""Everything the report says, measured in one run: each part by its own module, gathered as plain data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from consultant_app.domain.criteria import CRITERIA
from consultant_app.inference.layer_model import LayerModel
from consultant_app.inference.manifest import SkinManifest
from consultant_app.inference.skin_model import SkinModel
from consultant_app.services.visible_skin import VisibleSkin
from consultant_app.training.data.dataset import RenderedSet, load_canvases, open_set
from consultant_app.training.evaluation.agreement import (
    agreement_tables,
    fairness,
    rendered_repeatability,
    uncertainty,
)
from consultant_app.training.evaluation.baselines import baseline_agreement
from consultant_app.training.evaluation.cases import Judgement, collect, judge
from consultant_app.training.evaluation.cost import cost
from consultant_app.training.evaluation.drawn import Drawn, drawn_of
from consultant_app.training.evaluation.engine import Engine
from consultant_app.training.evaluation.guarded import guarded
from consultant_app.training.evaluation.increments import increments
from consultant_app.training.evaluation.portraits import portraits
from consultant_app.training.evaluation.realskin import real_skin
from consultant_app.training.evaluation.repeatability import repeatability

Say = Callable[[str], None]

_ON_CLOCK = 10
"""Portraits on which the whole analysis is timed."""

_BASELINE_PHOTOS = 40


@dataclass(frozen=True, slots=True)
class EditingSources:
    """What an editor is measured on.

    Attributes:
        editor: Folder of its model.
        sets: Held-out faces with and without single attributes.
        embedding: ONNX file of a face embedding.
        trusted: Folder of the keys that may have signed the editor; the bundled one when left out.
    """

    editor: Path
    sets: Sequence[Path]
    embedding: Path
    trusted: Path | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """What a model is measured on.

    Attributes:
        model: Folder of the model.
        holdout: Rendered sets of held-out identities.
        data: Folder with ``faces/index.csv``.
        graded: Folder of graded photographs, if at hand.
        weights: Weights of the same network, for explanations and for the comparison with torch; may be empty.
        editing: What the editor is measured on, if there is one.
        most: Most drawn skins that are looked at.
        seed: Source of all randomness.
    """

    model: Path
    holdout: Sequence[Path]
    data: Path
    graded: Path | None
    weights: Sequence[Path]
    editing: EditingSources | None
    most: int
    seed: int


def measure(engine: Engine, model: SkinModel, sources: Sources, say: Say) -> dict[str, Any]:
    """All figures of the report; parts whose material is not at hand are missing.

    Args:
        engine: The model, opened for measuring.
        model: The same model, for what it says of itself.
        sources: What it is measured on.
        say: Told what is being done.

    Raises:
        ConsultantError: a folder does not hold what it should.
    """
    sets = [open_set(folder) for folder in sources.holdout]
    say("rendered hold-out")
    cases = collect(engine, sets, sources.most)
    judged = judge(cases)
    out: dict[str, Any] = {
        "model": about_model(model),
        "data": about_data(sources, sets) | {"photographs": len(cases), "faces": len({c.identity for c in cases})},
        **rendered_parts(judged),
    }
    say("what is added to faces that keep lines of their own")
    out["increments"] = increments(engine, sets, sources.most)
    say("repeatability on untouched faces")
    faces = load_canvases(sources.data, "holdout")
    again = repeatability(engine, faces, sources.seed)
    out["repeatability"] |= {"untouched": again["single"], "burst": again["burst"]}
    say("gate, calibration and burst at careless counters")
    out["counter"] = guarded(engine, VisibleSkin().seen, faces, sources.seed)
    say("portraits by age")
    out["portraits"] = portraits(engine, sources.data)
    if sources.graded is not None:
        say("graded photographs")
        out["real_skin"] = real_skin(engine, sources.graded)
    say("classical measures on the rendered hold-out")
    drawn = drawn_of(sets, _BASELINE_PHOTOS, model.manifest.channels)
    out["baselines"] = baseline_agreement(
        drawn, evidence_of(engine, drawn), most=_BASELINE_PHOTOS, seed=sources.seed
    )
    if sources.weights:
        say("explanations")
        out["explanation"] = _explanation(sources, drawn)
    if sources.editing is not None:
        say("editing")
        out["editing"] = _editing(engine, sources.editing, sources.data)
    say("cost")
    out["cost"] = cost(sources.model, model.manifest, _on_clock(sources.data), sources.weights)
    return out


def about_model(model: SkinModel) -> dict[str, Any]:
    """Who the model is, and what it says and does not say."""
    manifest: SkinManifest = model.manifest
    return {
        "id": manifest.id,
        "version": manifest.version,
        "sha256": manifest.sha256,
        "input_size": manifest.input_size,
        "channels": list(manifest.channels),
        "provider": model.provider.provider,
        "scored": list(manifest.calibrations),
        "not_scored": [key for key in CRITERIA if key not in manifest.calibrations and key != "radiance"],
    }


def about_data(sources: Sources, sets: Sequence[RenderedSet]) -> dict[str, Any]:
    """Which sets were looked at, told by name and by the digest of their truth, not by place."""
    facts = [fact for data in sets for fact in data.facts]
    return {
        "sets": [
            {"name": folder.name, "pairs": len(data.facts), "sha256_truth": data.digests["truth"]}
            for folder, data in zip(sources.holdout, sets, strict=True)
        ],
        "absolute_pairs": sum(fact.kind == "absolute" for fact in facts),
        "most_looked_at": sources.most,
        "seed": sources.seed,
    }


def rendered_parts(judged: dict[str, Judgement]) -> dict[str, Any]:
    """The parts that rest on the rendered hold-out."""
    return {
        "agreement": agreement_tables(judged),
        "uncertainty": {
            key: {"face": uncertainty(found.face), "zones": uncertainty(found.zones)}
            for key, found in judged.items()
        },
        "fairness": {key: figures for key, found in judged.items() if (figures := fairness(found.face))},
        "repeatability": {
            "rendered": {
                key: figures for key, found in judged.items() if (figures := rendered_repeatability(found.face))
            }
        },
    }


def evidence_of(engine: Engine, drawn: Drawn) -> np.ndarray[Any, np.dtype[np.float32]]:
    """The model's maps of those photographs, float32 [N, C, M, M]."""
    seen = (engine.look(np.ascontiguousarray(photo)).maps for photo in drawn.photos)
    return np.stack([np.stack([maps[name] for name in drawn.channels]) for maps in seen])


def _explanation(sources: Sources, drawn: Drawn) -> dict[str, Any]:
    from consultant_app.training.evaluation.explanation import explain
    from consultant_app.training.evaluation.head_features import head_features
    from consultant_app.training.release.weights import load_network

    network = load_network(list(sources.weights))
    return explain(network, drawn, seed=sources.seed) | {"features": head_features(network, drawn)}


def _editing(engine: Engine, sources: EditingSources, data: Path) -> dict[str, Any]:
    from consultant_app.training.evaluation.editing.identity import Identity
    from consultant_app.training.evaluation.editing.report import editing
    from consultant_app.training.layers.edit_set import open_edit_set

    editor = LayerModel(sources.editor, trusted=sources.trusted)
    sets = [open_edit_set(folder) for folder in sources.sets]
    return editing(engine, editor, sets, data, Identity(sources.embedding))


def _on_clock(data: Path) -> list[Path]:
    """The first portraits by name."""
    return sorted((data / "faces" / "portraits").glob("*.jpg"))[:_ON_CLOCK]
