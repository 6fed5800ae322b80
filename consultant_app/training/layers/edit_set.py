"""Sets of photographs with and without single attributes: what the editor learns from and is judged on.

Each face is drawn once and photographed by one camera several times: as it is, bare, and without some of the
attributes, each alone. Light, noise and tone curve are the same, so the ratio of two photographs is the
attribute's layer as that camera shows it. Bare is the cleaned face with nothing drawn: what a real face brings of
its own is in the sum of the layers too, or the editor would learn to take away only what looks drawn.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from consultant_app.domain.errors import ConsultantError
from consultant_app.imaging.alignment import CROP_SIZE
from consultant_app.training.data import arrays
from consultant_app.training.data.canvas import Canvas
from consultant_app.training.data.dataset import drawn_canvas, load_canvases
from consultant_app.training.render.camera import compress, photograph
from consultant_app.training.render.renderer import render_without, same_draws
from consultant_app.training.render.scene import CHANNELS, build_scene

LAYERED = tuple(name for name in CHANNELS if name != "firmness")
"""Channels that are layers of light; slackness is geometry."""

_ARRAYS = ("photos", "shown", "skin", "points")


@dataclass(frozen=True, slots=True)
class EditSettings:
    """What to render.

    Attributes:
        count: Number of faces.
        seed: All randomness follows from it.
        split: ``train`` or ``holdout``: disjoint identities.
        without: Attributes that are left out of each face, one at a time.
        camera: Variety of camera and light, 0..1.
        blends: Share of the faces that wear another's skin.
        most_kept: Largest share of a face's own fine structure kept.
    """

    count: int
    seed: int
    split: str
    without: int = 4
    camera: float = 0.8
    blends: float = 0.4
    most_kept: float = 1.0


@dataclass(frozen=True, eq=False)
class EditSet:
    """Rendered faces, memory-mapped.

    Attributes:
        photos: uint8 [N, S, S, 3], as a file would hold them: compressed.
        shown: uint8 [N, 2 + K, S, S, 3], before compression: the photograph, the bare face, then without single
            channels.
        skin: uint8 [N, S, S], 255 is visible skin.
        points: float32 [N, 478, 3], the mesh in pixels of the crop.
        channels: [N, K], places in ``LAYERED`` of what the photographs lack.
        identities: Name of the face of each.
    """

    photos: NDArray[np.uint8]
    shown: NDArray[np.uint8]
    skin: NDArray[np.uint8]
    points: NDArray[np.float32]
    channels: NDArray[np.int64]
    identities: tuple[str, ...]


def render_edit_set(data: Path, out: Path, settings: EditSettings) -> None:
    """Render a set into a folder: one array a kind and ``manifest.json``, written last.

    Raises:
        ConsultantError: the face data is not there.
    """
    canvases = load_canvases(data, settings.split)
    forms: dict[str, tuple[DTypeLike, tuple[int, ...]]] = {
        "photos": (np.uint8, (CROP_SIZE, CROP_SIZE, 3)),
        "shown": (np.uint8, (2 + settings.without, CROP_SIZE, CROP_SIZE, 3)),
        "skin": (np.uint8, (CROP_SIZE, CROP_SIZE)),
        "points": (np.float32, (478, 3)),
    }
    made = arrays.create(out, settings.count, forms)
    facts = []
    for index in range(settings.count):
        random = np.random.default_rng([settings.seed, index])
        facts.append(_render(canvases, settings, random, arrays.item(made, index)))
    manifest = {
        "settings": asdict(settings),
        "layers": LAYERED,
        "identities": [identity for identity, _ in facts],
        "channels": [channels for _, channels in facts],
    }
    arrays.finish(out, made, manifest)


def _render(
    canvases: list[Canvas], settings: EditSettings, random: np.random.Generator, into: dict[str, NDArray[Any]]
) -> tuple[str, list[int]]:
    """Render one face into the arrays' places; its name and the channels left out."""
    canvas, darken = drawn_canvas(canvases, settings.blends, random)
    kept, seed = settings.most_kept * float(random.random()) ** 1.5, int(random.integers(2**31))
    scene = build_scene([canvas], [kept], seed, darken)
    bare = build_scene([canvas], [0.0], seed).base
    channels = [int(c) for c in random.choice(len(LAYERED), settings.without, replace=False)]
    lights, skin = render_without(scene, bare, [LAYERED[c] for c in channels])
    photos = [
        photograph(light, scene.normals, scene.generator, settings.camera).photos[0].permute(1, 2, 0).numpy()
        for light in same_draws(scene.generator, lights)
    ]
    into["photos"][...] = compress(photos[0], int(random.integers(50, 98)))
    into["shown"][...] = np.stack(photos)
    into["skin"][...] = (255 * skin[0].numpy()).round().astype(np.uint8)
    into["points"][...] = canvas.points
    return canvas.name, channels


def open_edit_set(folder: Path) -> EditSet:
    """Open a rendered set.

    Raises:
        ConsultantError: the folder holds no complete set, or one of other layers.
    """
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConsultantError(
            f"{folder} holds no complete set for the editor. Run: consultant-train layers --steps render"
        ) from error
    if tuple(manifest.get("layers", ())) != LAYERED:
        raise ConsultantError(f"{folder} was rendered for other layers. Render it again.")
    loaded = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _ARRAYS}
    channels = np.array(manifest["channels"], np.int64)
    return EditSet(**loaded, channels=channels, identities=tuple(manifest["identities"]))
