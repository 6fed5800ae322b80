"""Rendered sets on disk: made once, read by memory map, described by a manifest with seeds and hashes."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import DTypeLike, NDArray

from consultant_app.domain.errors import ConsultantError
from consultant_app.imaging.alignment import CROP_SIZE
from consultant_app.training.data import arrays
from consultant_app.training.data.canvas import Canvas, load_canvas, usable_faces
from consultant_app.training.data.clean import PIXELS_PER_MM
from consultant_app.training.data.identity import blend
from consultant_app.training.render.camera import compress
from consultant_app.training.render.renderer import MELANIN_PER_DEGREE, STRIDE, render
from consultant_app.training.render.scene import CHANNELS, build_scene

_MAP = CROP_SIZE // STRIDE
_FORMS: dict[str, tuple[DTypeLike, tuple[int, ...]]] = {
    "photos": (np.uint8, (2, CROP_SIZE, CROP_SIZE, 3)),
    "truth": (np.uint8, (len(CHANNELS), _MAP, _MAP)),
    "weight": (np.uint8, (len(CHANNELS), _MAP, _MAP)),
    "skin": (np.uint8, (_MAP, _MAP)),
    "zones": (np.uint16, (_MAP, _MAP)),
}
_TONES = (-50.0, 65.0)
"""Range of ITA, in degrees, from which the tone of a rendered face is drawn evenly."""


@dataclass(frozen=True, slots=True)
class RenderSettings:
    """What to render.

    Attributes:
        count: Number of pairs of photographs.
        seed: All randomness follows from it.
        split: ``train`` or ``holdout``: disjoint identities.
        camera: Variety of camera and light, 0..1.
        increments: Share of the pairs that show an untouched face without and with what is drawn; all pairs of
            faces that keep lines of their own through the cleaning do.
        blends: Share of the faces that wear another's skin.
        most_kept: Largest share of a face's own fine structure kept where both photographs show the drawn skin.
        oldest: Largest age of the faces; the studio's are always young enough.
    """

    count: int
    seed: int
    split: str
    camera: float = 1.0
    increments: float = 0.2
    blends: float = 0.4
    most_kept: float = 0.35
    oldest: float = 120.0


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
    """Render a set into a folder: one array a kind and ``manifest.json``, written last.

    Raises:
        ConsultantError: the face data is not there, or no face is young enough.
    """
    canvases = [c for c in load_canvases(data, settings.split) if c.age is None or c.age <= settings.oldest]
    if not canvases:
        raise ConsultantError(f"No face of the split {settings.split} is {settings.oldest:g} or younger.")
    made = arrays.create(out, settings.count, _FORMS)
    facts = []
    for index in range(settings.count):
        random = np.random.default_rng([settings.seed, index])
        facts.append(_render_pair(canvases, settings, random, arrays.item(made, index)))
    manifest = {
        "settings": {name: getattr(settings, name) for name in RenderSettings.__slots__},
        "channels": CHANNELS,
        "facts": [asdict(fact) for fact in facts],
    }
    arrays.finish(out, made, manifest)


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of a pair besides its arrays.

    Attributes:
        identity: Name of the face; ``shape+skin`` where one wears another's skin.
        kind: ``absolute`` (both photographs show the drawn skin) or ``increment`` (the first shows it untouched).
        scales: Pixels per millimetre that the two cameras left.
        tone: ITA of the drawn skin in degrees, before the cameras.
        age: Years the face was asked for; ``None`` if not known.
    """

    identity: str
    kind: str
    scales: tuple[float, float]
    tone: float
    age: float | None

    @property
    def young(self) -> bool:
        """Too young for lines, folds, bags or slackness worth a grade: asked for at most 30 years, or studio."""
        return self.age is None or self.age <= 30


def keeps_its_own(age: float | None) -> bool:
    """Whether a face is so old that cleaning leaves it lines, folds and bags of its own, which no truth speaks of.

    On held-out faces asked for at over 60 years the agreement with what was drawn on them cleaned fell from 0.9 to
    0.4 for lines of the forehead, where up to 60 it did not change with age.
    """
    return age is not None and age > 60


def _render_pair(
    canvases: list[Canvas], settings: RenderSettings, random: np.random.Generator, into: dict[str, NDArray[Any]]
) -> Fact:
    """Render one pair into the arrays' places."""
    increment = random.random() < settings.increments
    canvas, darken = drawn_canvas(canvases, settings.blends, random)
    # What a cleaned face still shows of its own is in no truth; what is added to it is.
    increment = increment or keeps_its_own(canvas.age)
    kept = 1.0 if increment else settings.most_kept * float(random.random()) ** 1.5
    scene = build_scene([canvas], [kept], int(random.integers(2**31)), darken)
    rendering = render(scene)
    first = rendering.photographs(settings.camera, untouched=increment)
    second = rendering.photographs(settings.camera)
    for place, exposure in enumerate((first, second)):
        photo = exposure.photos[0].permute(1, 2, 0).numpy()
        into["photos"][place] = compress(photo, int(random.integers(35, 98)))
    into["truth"][...] = _bytes(rendering.truth[0])
    into["weight"][...] = _bytes(rendering.weight[0])
    into["skin"][...] = _bytes(rendering.skin[0])
    into["zones"][...] = sum(
        (area.numpy().astype(np.uint16) << bit for bit, area in enumerate(rendering.zones[0])),
        start=np.zeros((_MAP, _MAP), np.uint16),
    )
    scales = tuple(round(float(e.detail[0]) * PIXELS_PER_MM, 3) for e in (first, second))
    kind = "increment" if increment else "absolute"
    tone = canvas.tone - darken / MELANIN_PER_DEGREE
    return Fact(canvas.name, kind, (scales[0], scales[1]), round(tone, 1), canvas.age)


def drawn_canvas(canvases: list[Canvas], blends: float, random: np.random.Generator) -> tuple[Canvas, float]:
    """A face to draw on, its tone near one drawn evenly, and the melanin that brings it there.

    Args:
        canvases: To draw from.
        blends: Share of the faces that wear another's skin.
        random: Source of the draws.
    """
    wanted = float(random.uniform(*_TONES))
    canvas = _pick(canvases, wanted, random)
    if random.random() < blends:
        canvas = blend(canvas, _pick(canvases, canvas.tone, random), float(random.uniform(0.2, 1.0)))
    # A shift beyond this looks painted; the canvases cover the rest of the range.
    return canvas, float(np.clip((canvas.tone - wanted) * MELANIN_PER_DEGREE, -0.25, 0.45))


def _pick(canvases: list[Canvas], tone: float, random: np.random.Generator) -> Canvas:
    """A canvas near a tone: the faces at hand are not evenly spread over tones, what is learned must be."""
    near = np.exp(-np.abs(np.array([canvas.tone for canvas in canvases]) - tone) / 18.0)
    return canvases[int(random.choice(len(canvases), p=near / near.sum()))]


def _bytes(values: torch.Tensor) -> NDArray[np.uint8]:
    rounded: NDArray[np.uint8] = (values * 255).round().clamp(0, 255).to(torch.uint8).numpy()
    return rounded


@dataclass(frozen=True, eq=False)
class RenderedSet:
    """Rendered photographs with truth, memory-mapped.

    Attributes:
        photos: uint8 [N, 2, 640, 640, 3].
        truth, weight: uint8 [N, C, 160, 160]; 255 is 1.0.
        skin: uint8 [N, 160, 160]; zones: uint16 bits [N, 160, 160].
        facts: What is known of each pair besides.
        digests: Array -> sha256 of its file.
    """

    photos: NDArray[np.uint8]
    truth: NDArray[np.uint8]
    weight: NDArray[np.uint8]
    skin: NDArray[np.uint8]
    zones: NDArray[np.uint16]
    facts: tuple[Fact, ...]
    digests: dict[str, str]


def open_set(folder: Path) -> RenderedSet:
    """Open a rendered set.

    Raises:
        ConsultantError: the folder holds no complete set, or one of another form.
    """
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConsultantError(f"{folder} holds no complete rendered set. Run: consultant-train render") from error
    if tuple(manifest["channels"]) != CHANNELS or "facts" not in manifest:
        raise ConsultantError(f"{folder} was rendered for other channels. Render it again.")
    loaded = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _FORMS}
    facts = tuple(Fact(**{**fact, "scales": tuple(fact["scales"])}) for fact in manifest["facts"])
    return RenderedSet(**loaded, facts=facts, digests=manifest["sha256"])
