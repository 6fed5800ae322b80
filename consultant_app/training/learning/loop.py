"""Train the skin network on rendered sets: one loop, one screen. Resumable at any checkpoint, same by seed."""

import json
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from consultant_app.training.data.dataset import RenderedSet, open_set
from consultant_app.training.learning.network import SkinNetwork, parameter_groups, preprocess
from consultant_app.training.render.renderer import STRIDE


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """How to train.

    Attributes:
        steps: Optimiser steps.
        batch: Crops a step.
        crop: Side of a crop in pixels, a multiple of 32.
        rate: Peak learning rate of the head.
        seed: All randomness follows from it and the step.
        save_every: Steps between checkpoints.
        average: Decay of the running mean of the weights that is evaluated and exported.
    """

    steps: int = 3200
    batch: int = 16
    crop: int = 192
    rate: float = 2e-3
    seed: int = 1
    save_every: int = 400
    average: float = 0.998


def train(folders: list[Path], run: Path, settings: TrainSettings) -> None:
    """Train into the folder ``run``: checkpoints, ``settings.json`` and ``log.jsonl``; resumes what it finds."""
    sets = [open_set(folder) for folder in folders]
    run.mkdir(parents=True, exist_ok=True)
    sources = [json.loads((folder / "manifest.json").read_text(encoding="utf-8")) for folder in folders]
    record = {
        "settings": asdict(settings),
        "sets": [s["settings"] | {"sha256": s["sha256_truth"]} for s in sources],
    }
    (run / "settings.json").write_text(json.dumps(record, indent=1), encoding="utf-8")
    torch.manual_seed(settings.seed)
    network = SkinNetwork()
    network.encoder.load_imagenet()
    network = network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    mean_network = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=_averaging(settings.average), use_buffers=True
    )
    optimiser = torch.optim.AdamW(parameter_groups(network, settings.rate), weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, settings.steps))
    parts = {"network": network, "mean": mean_network, "optimiser": optimiser, "schedule": schedule}
    first = _resume(run, parts)
    rarity = _positive_weight(sets)
    started = time.monotonic()
    for step in range(first, settings.steps):
        photos, truth, trust = _batch(sets, settings, step)
        network.train()
        with torch.autocast("cpu", torch.bfloat16):
            logits = network(preprocess(photos).to(memory_format=torch.channels_last))
        loss = evidence_loss(logits.float(), truth, trust, rarity)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        mean_network.update_parameters(network)
        if (step + 1) % 50 == 0:
            line = {
                "step": step + 1,
                "loss": round(loss.item(), 5),
                "seconds": round(time.monotonic() - started, 1),
            }
            with (run / "log.jsonl").open("a", encoding="utf-8") as log:
                log.write(json.dumps(line) + "\n")
        if (step + 1) % settings.save_every == 0 or step + 1 == settings.steps:
            states = {name: part.state_dict() for name, part in parts.items()}
            part_file = run / "last.pt.part"
            torch.save({"step": step + 1, **states}, part_file)
            part_file.replace(run / "last.pt")
            torch.save(mean_network.module.state_dict(), run / f"weights_{step + 1:06d}.pt")


def evidence_loss(logits: Tensor, truth: Tensor, trust: Tensor, rarity: Tensor) -> Tensor:
    """Binary cross-entropy of evidence against rendered truth.

    What is drawn is always trusted; what is not drawn only as far as the face is known to be clean there. Rare
    attributes weigh more where they are, or predicting nothing would be the best answer.
    """
    weight = (trust + (1 - trust) * truth) * (1 + rarity[None, :, None, None] * truth)
    losses = F.binary_cross_entropy_with_logits(logits, truth, reduction="none")
    return (losses * weight).sum() / weight.sum().clamp_min(1)


def _averaging(decay: float) -> Callable[..., None]:
    average: Callable[..., None] = torch.optim.swa_utils.get_ema_multi_avg_fn(decay)  # type: ignore[no-untyped-call]
    return average


def _rate(step: int, steps: int) -> float:
    warm = min(1.0, (step + 1) / 100)
    return warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps))))


def _positive_weight(sets: list[RenderedSet]) -> Tensor:
    share = np.mean([s.truth[::10].mean(axis=(0, 2, 3)) / 255 for s in sets], axis=0)
    return torch.tensor(np.clip(0.12 / np.maximum(share, 1e-4), 0.5, 6.0), dtype=torch.float32)


def _resume(run: Path, parts: dict[str, object]) -> int:
    last = run / "last.pt"
    if not last.exists():
        return 0
    state = torch.load(last, map_location="cpu", weights_only=True)
    for name, part in parts.items():
        part.load_state_dict(state[name])  # type: ignore[attr-defined]
    return int(state["step"])


def _batch(sets: list[RenderedSet], settings: TrainSettings, step: int) -> tuple[Tensor, Tensor, Tensor]:
    """Crops of one step, drawn from (seed, step) alone, so that a resumed run sees the same ones."""
    random = np.random.default_rng([settings.seed, step])
    items = [_crop(sets, settings.crop, random) for _ in range(settings.batch)]
    photos, truth, trust = (torch.stack(list(column)) for column in zip(*items, strict=True))
    return photos, truth, trust


def _crop(sets: list[RenderedSet], side: int, random: np.random.Generator) -> Iterator[Tensor]:
    data = sets[int(random.integers(len(sets)))]
    index = int(random.integers(len(data.identities)))
    # A crop of 0.8 to 1.3 times the side is brought to it: faces fill the frame differently.
    span = STRIDE * round(side * float(random.uniform(0.8, 1.3)) / STRIDE)
    places = np.argwhere(data.skin[index] > 127)
    limit = (data.photos.shape[1] - span) // STRIDE
    centre = places[int(random.integers(len(places)))] if len(places) else np.array([limit // 2, limit // 2])
    y, x = np.clip(centre - span // (2 * STRIDE), 0, limit)
    cell = span // STRIDE
    photo = data.photos[index, STRIDE * y : STRIDE * y + span, STRIDE * x : STRIDE * x + span]
    maps = [a[index, :, y : y + cell, x : x + cell] for a in (data.truth, data.weight)]
    tensors = [torch.from_numpy(np.array(photo)).permute(2, 0, 1), *(torch.from_numpy(np.array(m)) for m in maps)]
    flip = random.random() < 0.5
    for tensor, size in zip(tensors, (side, side // STRIDE, side // STRIDE), strict=True):
        resized = F.interpolate(tensor[None].float(), size=(size, size), mode="bilinear", antialias=True)[0]
        resized = resized.flip(-1) if flip else resized
        yield resized if tensor.shape[0] == 3 else resized / 255
