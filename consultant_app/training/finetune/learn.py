"""Move the network towards a house's grades: through the pooled evidence and the curve that reads it."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from consultant_app.domain.criteria import CRITERIA
from consultant_app.inference.manifest import Calibration
from consultant_app.training.finetune.curves import LearnedCurve
from consultant_app.training.finetune.items import Items
from consultant_app.training.finetune.photos import Photo
from consultant_app.training.finetune.settings import FinetuneSettings
from consultant_app.training.learning.network import SkinNetwork, preprocess

_BEND = 0.1
"""Error, as a share of the scale, from which on the loss grows straight: one odd grade must not lead."""

_KEEP = 20.0
"""Weight of ungraded maps staying as they were (learning without forgetting, Li and Hoiem 2016)."""


@dataclass(frozen=True, eq=False)
class Tuned:
    """The tuned network, its settled curves, and the error on the choosing persons after each pass (0: before)."""

    network: SkinNetwork
    curves: dict[str, Calibration]
    history: tuple[float, ...]


def tune(
    start: SkinNetwork,
    photos: list[Photo],
    learn: Items,
    choose: Items,
    curves: dict[str, Calibration],
    settings: FinetuneSettings,
) -> Tuned:
    """Fine-tune a copy of the network on ``learn``; keep the pass at which ``choose`` was read best.

    The normalisation keeps its statistics (the network stays in evaluation mode): a few photographs cannot
    estimate them.
    """
    pupil = _Pupil(start, sorted(set(learn.key.tolist())), curves, settings)
    history = [pupil.error(photos, choose)]
    best = (history[0], pupil.state())
    for epoch in range(settings.epochs):
        for batch in _batches(learn, settings, epoch):
            pupil.step(photos, learn, batch, [settings.seed, epoch, int(batch[0])])
        history.append(pupil.error(photos, choose))
        if history[-1] < best[0]:
            best = (history[-1], pupil.state())
        elif len(history) - 1 - int(np.argmin(history)) >= settings.patience:
            break
    network, settled = pupil.finished(best[1])
    return Tuned(network, settled, tuple(round(error, 5) for error in history))


_State = tuple[dict[str, Any], dict[str, Any]]


class _Pupil:
    """A copy of the network with learning curves on top, and what moves them."""

    def __init__(
        self, start: SkinNetwork, keys: list[str], curves: dict[str, Calibration], settings: FinetuneSettings
    ) -> None:
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.network = copy.deepcopy(start).to(self.device).eval()
        self.curves = {key: LearnedCurve(curves[key], CRITERIA[key].grade_max) for key in keys}
        self.heads = nn.ModuleDict(self.curves).to(self.device)
        self.settings = settings
        # Ungraded maps can only change where layers that all maps share are tuned.
        self.anchor = None if settings.scope == "readout" else copy.deepcopy(self.network)
        groups = _movable(self.network, settings)
        self.moving = [parameter for group in groups for parameter in group["params"]]
        self.origin = [parameter.detach().clone() for parameter in self.moving]
        curve_group = {"params": list(self.heads.parameters()), "lr": 10 * settings.rate}
        self.optimiser = torch.optim.Adam([*groups, curve_group])

    def step(self, photos: list[Photo], learn: Items, batch: NDArray[np.intp], seed: list[int]) -> None:
        """One step on the photographs ``batch``."""
        images = _varied(_images(photos, batch, self.device), seed)
        evidence = torch.sigmoid(self.network(preprocess(images)).logits)
        loss = _miss(evidence, self.heads, photos, learn.where(np.isin(learn.photo, batch)), batch)
        loss = loss + self.settings.pull * _distance(self.moving, self.origin)
        if self.anchor is not None:
            loss = loss + _KEEP * _forgotten(evidence, self.anchor, images, learn)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimiser.step()

    def error(self, photos: list[Photo], items: Items) -> float:
        """Mean absolute error as a share of the scale, criteria counting alike; 0 where nothing can be told."""
        items = items.where(np.isin(items.key, list(self.curves)))
        used = np.unique(items.photo)
        if not len(used):
            return 0.0
        means = pooled_means(self.network, [photos[index] for index in used], self.settings.batch)
        with torch.no_grad():
            said = _read(torch.from_numpy(means).to(self.device), self.heads, items, used).clamp(0, 1)
        off = np.abs(said.cpu().numpy() - items.grade / items.top())
        of_key = [items.key == key for key in sorted(set(items.key.tolist()))]
        return float(np.mean([np.average(off[rows], weights=items.graders[rows]) for rows in of_key]))

    def state(self) -> _State:
        """A copy of all that moves."""
        return copy.deepcopy((self.network.state_dict(), self.heads.state_dict()))

    def finished(self, best: _State) -> tuple[SkinNetwork, dict[str, Calibration]]:
        """The network on the CPU and the curves, as they were at ``best``."""
        self.network.load_state_dict(best[0])
        self.heads.load_state_dict(best[1])
        settled = {key: curve.settled() for key, curve in self.curves.items()}
        return self.network.cpu().requires_grad_(), settled


def joined(start: SkinNetwork, tuned: SkinNetwork, channels: list[int], *, apart: bool) -> SkinNetwork:
    """The network to ship: the starting one with the tuned maps that are kept.

    Args:
        start: Before.
        tuned: After.
        channels: Maps that are kept.
        apart: Only the last layer's rows were tuned, so each map is taken by itself; else all come or none.
    """
    if not apart:
        return tuned if channels else start
    network = copy.deepcopy(start)
    with torch.no_grad():
        for mine, theirs in zip(network.out.parameters(), tuned.out.parameters(), strict=True):
            mine[channels] = theirs[channels]
    return network


def pooled_means(network: SkinNetwork, photos: list[Photo], batch: int) -> NDArray[np.float32]:
    """Mean evidence of every photograph, map and slot, float32 [P, C, SLOTS]; 0 where a slot is hidden."""
    device = next(network.parameters()).device
    out = []
    with torch.no_grad():
        for start in range(0, len(photos), batch):
            part = np.arange(start, min(start + batch, len(photos)))
            evidence = torch.sigmoid(network(preprocess(_images(photos, part, device))).logits)
            out.append(_pool(evidence, photos, part).cpu().numpy())
    return np.concatenate(out)


def _movable(network: SkinNetwork, settings: FinetuneSettings) -> list[dict[str, Any]]:
    """Parameter groups of what may move; everything else is frozen."""
    network.requires_grad_(False)
    encoder = list(network.encoder.parameters())
    inside = set(map(id, encoder))
    head = [parameter for parameter in network.parameters() if id(parameter) not in inside]
    groups = [(list(network.out.parameters()) if settings.scope == "readout" else head, settings.rate)]
    if settings.scope == "all":
        groups.append((encoder, 0.05 * settings.rate))
    for parameters, _ in groups:
        for parameter in parameters:
            parameter.requires_grad_()
    return [{"params": parameters, "lr": rate} for parameters, rate in groups]


def _batches(learn: Items, settings: FinetuneSettings, epoch: int) -> Iterator[NDArray[np.intp]]:
    """Photographs of each step, shuffled from seed and pass alone."""
    order = np.random.default_rng([settings.seed, epoch]).permutation(np.unique(learn.photo))
    for start in range(0, len(order), settings.batch):
        yield order[start : start + settings.batch]


def _images(photos: list[Photo], batch: NDArray[np.intp], device: torch.device) -> Tensor:
    crops = np.stack([photos[index].crop for index in batch])
    return torch.from_numpy(crops).permute(0, 3, 1, 2).to(device)


def _varied(images: Tensor, seed: list[int]) -> Tensor:
    """Exposure, tint, contrast and grain of another shot in the same booth; little, for colour is graded."""
    random = np.random.default_rng(seed)
    shape = (len(images), 1, 1, 1)
    gain = np.exp(random.uniform(-0.06, 0.06, shape) + random.uniform(-0.015, 0.015, (len(images), 3, 1, 1)))
    gamma = np.exp(random.uniform(-0.08, 0.08, shape))
    light, bend = (torch.from_numpy(part).float().to(images.device) for part in (gain, gamma))
    grain = torch.from_numpy(random.normal(0, random.uniform(0, 1.5), images.shape)).float().to(images.device)
    return (255 * light * (images.float() / 255) ** bend + grain).clamp(0, 255)


def _pool(evidence: Tensor, photos: list[Photo], batch: NDArray[np.intp]) -> Tensor:
    """Means of maps [B, C, M, M] over every slot, [B, C, SLOTS]."""
    areas = torch.from_numpy(np.stack([photos[index].areas for index in batch])).to(evidence.device).float()
    total = torch.einsum("bcyx,bsyx->bcs", evidence, areas)
    return total / areas.sum(dim=(2, 3)).clamp_min(1)[:, None]


def _read(pooled: Tensor, heads: nn.ModuleDict, items: Items, batch: NDArray[np.intp]) -> Tensor:
    """Grades [N] of items whose photographs are ``batch``, as shares of their scales."""
    place = {int(photo): index for index, photo in enumerate(batch)}
    at = torch.tensor([place[int(photo)] for photo in items.photo])
    means = pooled[at, torch.from_numpy(items.channel)]
    shares = torch.from_numpy(items.share).to(pooled.device)
    out = torch.zeros(len(items.grade), device=pooled.device)
    for key in sorted(set(items.key.tolist())):
        rows = torch.from_numpy(np.flatnonzero(items.key == key))
        grades = heads[key](means[rows]) / CRITERIA[key].grade_max
        out = out.index_put((rows.to(out.device),), (grades * shares[rows]).sum(1))
    return out


def _miss(
    evidence: Tensor, heads: nn.ModuleDict, photos: list[Photo], items: Items, batch: NDArray[np.intp]
) -> Tensor:
    """Smooth L1 to the mean grade, weighted by how many graders stand behind it."""
    said = _read(_pool(evidence, photos, batch), heads, items, batch)
    asked = torch.from_numpy(items.grade / items.top()).float().to(said.device)
    weight = torch.from_numpy(items.graders).float().to(said.device)
    losses = F.smooth_l1_loss(said, asked, beta=_BEND, reduction="none")
    return (losses * weight).sum() / weight.sum()


def _distance(moving: list[nn.Parameter], origin: list[Tensor]) -> Tensor:
    return torch.stack([((now - then) ** 2).sum() for now, then in zip(moving, origin, strict=True)]).sum()


def _forgotten(evidence: Tensor, anchor: SkinNetwork, images: Tensor, learn: Items) -> Tensor:
    """Mean squared change of the maps that no grade speaks for."""
    silent = sorted(set(range(evidence.shape[1])) - set(learn.channel.tolist()))
    if not silent:
        return evidence.new_zeros(())
    with torch.no_grad():
        before = torch.sigmoid(anchor(preprocess(images)).logits)
    return F.mse_loss(evidence[:, silent], before[:, silent])
