"""One fine-tuning, from a table of grades to weights, curves, a model to sign and what they are worth."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from consultant_app.domain.errors import ConsultantError
from consultant_app.files import write_atomically
from consultant_app.inference.manifest import SkinManifest, parse_manifest
from consultant_app.training.finetune.choose import Choice, Curves, Reading, choices, settled
from consultant_app.training.finetune.curves import start_curves
from consultant_app.training.finetune.figures import compare
from consultant_app.training.finetune.graders import agreement_of_graders
from consultant_app.training.finetune.house import House, Parts, parted, read_house
from consultant_app.training.finetune.items import read_grades
from consultant_app.training.finetune.learn import joined, pooled_means, tune
from consultant_app.training.finetune.photos import Photo
from consultant_app.training.finetune.release import house_manifest
from consultant_app.training.finetune.report import markdown
from consultant_app.training.finetune.settings import FinetuneSettings
from consultant_app.training.learning import checkpoint
from consultant_app.training.learning.network import SkinNetwork
from consultant_app.training.learning.provenance import provenance
from consultant_app.training.release.export import onnx_bytes
from consultant_app.training.release.weights import load_network
from consultant_app.training.render.scene import CHANNELS

WEIGHTS, RECORD, REPORT, MODEL = "weights_finetuned.pt", "report.json", "report.md", "model"


@dataclass(frozen=True, slots=True)
class Sources:
    """What a fine-tuning starts from.

    Attributes:
        grades: Table of grades (CSV).
        photos: Folder of the photographs it names.
        weights: Weights whose mean is the starting network.
        model: Folder of the model that was exported from these weights: its ``model.json`` holds the curves.
    """

    grades: Path
    photos: Path
    weights: tuple[Path, ...]
    model: Path


@dataclass(frozen=True, eq=False)
class Outcome:
    """What was learned, and what the judging persons say of it.

    Attributes:
        network: The network to ship.
        curves: The curves to ship, of every criterion.
        chosen: What was kept, by graded criterion.
        judged: Figures before and after (see ``figures.compare``).
        history: Error on the choosing persons after each pass, as a share of the scale.
    """

    network: SkinNetwork
    curves: Curves
    chosen: dict[str, Choice]
    judged: dict[str, Any]
    history: tuple[float, ...]


def finetune(
    sources: Sources, run: Path, settings: FinetuneSettings, version: str, *, skip_unusable: bool = False
) -> dict[str, Any]:
    """Fine-tune into the folder ``run``; the record is written last, so a run without one is not finished.

    Returns:
        The record, as in ``report.json``. It names no person and no grader.

    Raises:
        GradesError: table or photographs have faults; all of them are listed, nothing is trained or written.
        ConsultantError: model or weights are missing, or the folder holds a run or cannot be written.
    """
    if (run / RECORD).exists():
        raise ConsultantError(f"{run} holds a finished run. Give another folder with --run.")
    manifest = _manifest(sources.model)
    start = load_network(list(sources.weights))
    house = read_house(sources.grades, sources.photos, settings, skip_unusable=skip_unusable)
    curves = start_curves(manifest)
    parts = parted(house, curves, set(manifest.calibrations), settings)
    torch.manual_seed(settings.seed)
    outcome = learn(start, house.photos, parts, curves, settings)
    record = {
        **_told(house, parts, outcome),
        "settings": asdict(settings),
        "data": {"photos": len(house.photos)} | _hashes(sources, house.photos),
        "versions": provenance(torch.device("cpu"), 1),
    }
    _write(run, outcome, manifest, version, record)
    return record


def learn(
    start: SkinNetwork, photos: list[Photo], parts: Parts, curves: Curves, settings: FinetuneSettings
) -> Outcome:
    """Tune, choose between start and tuned, and let the judging persons compare."""
    tuned = tune(start, photos, parts.learn, parts.choose, curves, settings)
    before = Reading(pooled_means(start, photos, settings.batch), curves)
    after = Reading(pooled_means(tuned.network, photos, settings.batch), curves | tuned.curves)
    apart = settings.scope == "readout"
    chosen = choices(before, after, parts.learn, parts.choose, parts.silent, apart=apart)
    kept = settled(before, after, parts.learn, parts.choose, chosen)
    adopted = {CHANNELS.index(curves[key].channel) for key, choice in chosen.items() if choice.maps == "tuned"}
    network = joined(start, tuned.network, sorted(adopted), apart=apart)
    pooled = pooled_means(network, photos, settings.batch)
    was, now = read_grades(parts.judge, before.pooled, curves), read_grades(parts.judge, pooled, kept)
    return Outcome(network, kept, chosen, compare(parts.judge, was, now), tuned.history)


def _manifest(folder: Path) -> SkinManifest:
    """The description of the model to start from. It need not be signed: nothing of it runs."""
    try:
        manifest = parse_manifest((folder / "model.json").read_bytes())
    except OSError as error:
        raise ConsultantError(
            f"No model.json in {folder}. Give the starting model's folder with --model."
        ) from error
    if manifest.channels != CHANNELS:
        raise ConsultantError(f"The model in {folder} has other maps than this code. Export it anew.")
    return manifest


def _told(house: House, parts: Parts, outcome: Outcome) -> dict[str, Any]:
    roles = {"learn": parts.learn, "choose": parts.choose, "judge": parts.judge}
    return {
        "persons": {name: len(set(part.person.tolist())) for name, part in roles.items()},
        "judged": outcome.judged,
        "kept": {key: asdict(choice) for key, choice in outcome.chosen.items()},
        "graders": agreement_of_graders(house.grades),
        "left_out": parts.left_out,
        "unusable_photos": house.unusable,
        "ignored_columns": list(house.ignored),
        "history": list(outcome.history),
    }


def _hashes(sources: Sources, photos: list[Photo]) -> dict[str, str]:
    """Digests of all that went in; the photographs' is that of their sorted digests."""
    together = "\n".join(sorted(photo.sha256 for photo in photos)).encode()
    files = {
        "sha256_grades": sources.grades,
        "sha256_model_json": sources.model / "model.json",
        **{f"sha256_{path.name}": path for path in sources.weights},
    }
    digests = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    return digests | {"sha256_photos": hashlib.sha256(together).hexdigest()}


def _write(run: Path, outcome: Outcome, start: SkinManifest, version: str, record: dict[str, Any]) -> None:
    onnx = onnx_bytes(outcome.network)
    digest = hashlib.sha256(onnx).hexdigest()
    manifest = house_manifest(start, outcome.curves, outcome.chosen, record, version, digest)
    try:
        checkpoint.save(run / WEIGHTS, outcome.network.state_dict())
        write_atomically(run / MODEL / manifest.file, onnx)
        write_atomically(run / MODEL / "model.json", json.dumps(manifest.model_dump(), indent=1).encode())
        write_atomically(run / REPORT, markdown(record).encode())
        write_atomically(run / RECORD, json.dumps(record, indent=1).encode())
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConsultantError(f"{run} cannot be written ({reason}). Make room, then run it again.") from error
