"""Rendered sets on disk: made once, read by memory map, described by a manifest with seeds and hashes."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from consultant_app.domain.errors import ConsultantError
from consultant_app.imaging.alignment import CROP_SIZE
from consultant_app.training.data.canvas import Canvas, load_canvas, usable_faces
from consultant_app.training.render.camera import compress
from consultant_app.training.render.renderer import STRIDE, render
from consultant_app.training.render.scene import CHANNELS, build_scene

_MAP = CROP_SIZE // STRIDE
_ARRAYS = {
    "photos": (CROP_SIZE, CROP_SIZE, 3),
    "truth": (len(CHANNELS), _MAP, _MAP),
    "weight": (len(CHANNELS), _MAP, _MAP),
    "skin": (_MAP, _MAP),
    "zones": (_MAP, _MAP),
}


@dataclass(frozen=True, slots=True)
class RenderSettings:
    """What to render.

    Attributes:
        count: Number of photographs.
        seed: All randomness follows from it.
        split: ``train`` or ``holdout``: disjoint identities.
        camera: Variety of camera and light, 0..1.
        most_kept: Largest share of a face's own fine structure kept.
    """

    count: int
    seed: int
    split: str
    camera: float = 1.0
    most_kept: float = 1.0


def split_of(name: str) -> str:
    """The split an identity belongs to: one in six is held out, by a hash of its name."""
    return "holdout" if hashlib.sha256(name.encode()).digest()[0] % 6 == 0 else "train"


def load_canvases(data: Path, split: str) -> list[Canvas]:
    """All canvases of a split.

    Raises:
        ConsultantError: the face data is not there.
    """
    if not (data / "faces" / "index.csv").is_file():
        raise ConsultantError(f"No face images in {data}. Give the folder that holds faces/index.csv with --data.")
    points = np.load(data / "faces" / "landmarks.npz")
    rows = [row for row in usable_faces(data) if split_of(row["file"]) == split]
    return [load_canvas(data, row, points[row["file"].rsplit(".", 1)[0]]) for row in rows]


def render_set(data: Path, out: Path, settings: RenderSettings) -> None:
    """Render a set into a folder: one array a kind and ``manifest.json``, written last."""
    canvases = load_canvases(data, settings.split)
    if settings.split == "holdout":
        canvases = [canvas for canvas in canvases if canvas.young]
    out.mkdir(parents=True, exist_ok=True)
    arrays = {
        name: np.lib.format.open_memmap(
            out / f"{name}.npy", "w+", np.uint16 if name == "zones" else np.uint8, (settings.count, *shape)
        )
        for name, shape in _ARRAYS.items()
    }
    random = np.random.default_rng(settings.seed)
    names = []
    for index in range(settings.count):
        canvas = canvases[int(random.integers(len(canvases)))]
        names.append(canvas.name)
        # Two thirds nearly clean (absolute grades), one third with its own texture (increments).
        kept = random.uniform(0, 0.3) if random.random() < 0.65 else random.uniform(0.3, 1.0)
        kept = min(float(kept), settings.most_kept)
        scene = build_scene([canvas], [kept], int(random.integers(2**31)))
        rendering = render(scene, camera=settings.camera)
        photo = rendering.photos[0].permute(1, 2, 0).numpy()
        arrays["photos"][index] = compress(photo, int(random.integers(35, 98)))
        arrays["truth"][index] = _bytes(rendering.truth[0])
        arrays["weight"][index] = _bytes(rendering.weight[0])
        arrays["skin"][index] = _bytes(rendering.skin[0])
        arrays["zones"][index] = canvas.zones[STRIDE // 2 :: STRIDE, STRIDE // 2 :: STRIDE]
    for array in arrays.values():
        array.flush()
    manifest = {
        "settings": {name: getattr(settings, name) for name in RenderSettings.__slots__},
        "channels": CHANNELS,
        "identities": names,
        "sha256_truth": hashlib.sha256((out / "truth.npy").read_bytes()).hexdigest(),
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")


def _bytes(values: torch.Tensor) -> NDArray[np.uint8]:
    rounded: NDArray[np.uint8] = (values * 255).round().clamp(0, 255).to(torch.uint8).numpy()
    return rounded


@dataclass(frozen=True, eq=False)
class RenderedSet:
    """Rendered photographs with truth, memory-mapped.

    Attributes:
        photos: uint8 [N, 640, 640, 3].
        truth, weight: uint8 [N, C, 160, 160]; 255 is 1.0.
        skin: uint8 [N, 160, 160]; zones: uint16 bits [N, 160, 160].
        identities: Name of the face of each photograph.
    """

    photos: NDArray[np.uint8]
    truth: NDArray[np.uint8]
    weight: NDArray[np.uint8]
    skin: NDArray[np.uint8]
    zones: NDArray[np.uint16]
    identities: tuple[str, ...]


def open_set(folder: Path) -> RenderedSet:
    """Open a rendered set.

    Raises:
        ConsultantError: the folder holds no complete set, or one of other channels.
    """
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConsultantError(f"{folder} holds no complete rendered set. Run: consultant-train render") from error
    if tuple(manifest["channels"]) != CHANNELS:
        raise ConsultantError(f"{folder} was rendered for other channels. Render it again.")
    arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _ARRAYS}
    return RenderedSet(**arrays, identities=tuple(manifest["identities"]))
