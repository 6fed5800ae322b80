"""Labelled crops on disk: every face as it is, and once more with things drawn over it and their exact masks."""

import csv
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from consultant_app.domain.errors import ConsultantError
from consultant_app.files import write_atomically
from consultant_app.imaging.alignment import CROP_SIZE, AlignedFace, align
from consultant_app.imaging.decode import decode_photo
from consultant_app.imaging.skin import geometric_skin_mask
from consultant_app.training.data.canvas import fit_light, surface_normals
from consultant_app.training.data.dataset import split_of
from consultant_app.training.render.makeup import draw_makeup
from consultant_app.training.render.occluders import draw_parts
from consultant_app.training.render.scene import Scene, linear, srgb
from consultant_app.training.segmentation.labels import CLASSES, HairTeacher, cover_labels, label_face

SET_SIZE = 320
"""Side of a stored crop: half the aligned crop, a little more than the network takes, so that it can be moved."""

CHANCES = {"beard": 0.18, "glasses": 0.45, "strands": 0.25, "fringe": 0.25, "cover": 0.15, "hand": 0.25}
_NOT_SURELY_ADULT = Path(__file__).with_name("not_surely_adult.txt")
_TWIN = 0.985
_MADE_UP = 0.3
_WIDEST_YAW = 0.55
_SMALLEST_FACE_PX = 180


@dataclass(frozen=True, slots=True)
class ParsingSetSettings:
    """What to render.

    Attributes:
        split: ``train`` or ``holdout``: disjoint identities.
        seed: All randomness follows from it.
        most: Largest number of faces, before those that may not be adult are left out; all by default.
    """

    split: str
    seed: int = 1
    most: int = 100_000


@dataclass(frozen=True, eq=False)
class ParsingSet:
    """Labelled crops, memory-mapped.

    Attributes:
        photos: uint8 [N, SET_SIZE, SET_SIZE, 3].
        labels: uint8 [N, SET_SIZE, SET_SIZE], classes or ``IGNORE``.
        covered: Whether things were drawn over the face, bool [N].
        names: ``set/file`` of each.
    """

    photos: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    covered: NDArray[np.bool_]
    names: tuple[str, ...]


def parsing_faces(data: Path, split: str, most: int = 100_000) -> list[tuple[int, dict[str, str]]]:
    """Rank and row of the faces of ``faces/index.csv`` to be parsed, all sets mixed by a hash.

    They are large enough, not in profile, and adult: no prompt states a tile's age, so all were looked at, and
    any that may show a child or a youth is left out by name (``not_surely_adult.txt``).

    Args:
        data: Folder of the face images.
        split: ``train`` or ``holdout``.
        most: Only faces of a rank below this.

    Raises:
        ConsultantError: the face data is not there.
    """
    index = data / "faces" / "index.csv"
    if not index.is_file():
        raise ConsultantError(f"No face images in {data}. Give the folder that holds faces/index.csv with --data.")
    with index.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    fit = [
        row
        for row in rows
        if float(row["face_width_px"] or 0) >= _SMALLEST_FACE_PX
        and abs(float(row["yaw"] or 0)) <= _WIDEST_YAW
        and split_of(row["file"]) == split
    ]
    fit.sort(key=lambda row: hashlib.sha256(f"parsing {row['file']}".encode()).digest())
    young = set(_NOT_SURELY_ADULT.read_text(encoding="utf-8").split())
    return [(rank, row) for rank, row in enumerate(fit[:most]) if Path(row["file"]).stem not in young]


def render_parsing_set(data: Path, teachers: Path, out: Path, settings: ParsingSetSettings) -> None:
    """Render a set into a folder: photos, labels and ``manifest.json``, written last.

    Raises:
        ConsultantError: the faces or the hair model are not there.
    """
    rows = parsing_faces(data, settings.split, settings.most)
    teacher = HairTeacher(teachers / "teachers" / "hair_segmentation.onnx")
    landmarks = np.load(data / "faces" / "landmarks.npz")
    out.mkdir(parents=True, exist_ok=True)
    count = 2 * len(rows)
    photos = np.lib.format.open_memmap(out / "photos.npy", "w+", np.uint8, (count, SET_SIZE, SET_SIZE, 3))
    labels = np.lib.format.open_memmap(out / "labels.npy", "w+", np.uint8, (count, SET_SIZE, SET_SIZE))
    for index, (rank, row) in enumerate(rows):
        rgb = decode_photo((data / "faces" / row["file"]).read_bytes())
        face = align(rgb, landmarks[row["file"].rsplit(".", 1)[0]])
        own = label_face(face, teacher.probability(face.rgb))
        crop, classes = cover_face(face, own, seed=settings.seed * 1_000_003 + rank)
        for offset, (image, kinds) in enumerate(((face.rgb, own), (crop, classes))):
            photos[2 * index + offset] = cv2.resize(image, (SET_SIZE, SET_SIZE), interpolation=cv2.INTER_AREA)
            labels[2 * index + offset] = kinds[::2, ::2]
    photos.flush()
    labels.flush()
    manifest = {
        "settings": asdict(settings),
        "classes": CLASSES,
        "names": [row["file"] for _, row in rows for _ in range(2)],
        "sha256_labels": hashlib.sha256((out / "labels.npy").read_bytes()).hexdigest(),
    }
    write_atomically(out / "manifest.json", json.dumps(manifest, indent=1).encode())


def cover_face(
    face: AlignedFace, labels: NDArray[np.uint8], seed: int, chances: dict[str, float] | None = None
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """A face with make-up and things drawn over it by chance, and its labels; both [S, S]."""
    scene = _scene(face, seed)
    light = draw_makeup(scene, scene.base, _MADE_UP)
    light, covers = draw_parts(scene, light, CHANCES if chances is None else chances)
    crop = (srgb(light)[0] * 255).round().to(torch.uint8).permute(1, 2, 0).numpy()
    return crop, cover_labels(labels, covers["hair"][0].numpy(), covers["occluder"][0].numpy())


def _scene(face: AlignedFace, seed: int) -> Scene:
    """The face as the renderer sees one; nothing here draws on zones, so they stay empty."""
    skin = geometric_skin_mask(face.points, CROP_SIZE) > 0
    normals = surface_normals(face.points, CROP_SIZE)
    generator = torch.Generator().manual_seed(seed)
    return Scene(
        base=linear(torch.from_numpy(face.rgb)).permute(2, 0, 1)[None],
        skin=torch.from_numpy(skin).float()[None],
        zones=torch.zeros((1, 0, CROP_SIZE, CROP_SIZE), dtype=torch.bool),
        points=torch.from_numpy(face.points[:, :2])[None],
        normals=torch.from_numpy(normals)[None],
        light=torch.from_numpy(fit_light(face.rgb, skin, normals))[None],
        kept=torch.ones(1),
        own_broad=torch.zeros(1),
        own_sag=torch.zeros(1),
        darken=torch.zeros(1),
        generator=generator,
    )


def without_twins(data: ParsingSet, other: ParsingSet) -> ParsingSet:
    """The set without the faces that another holds too.

    Some generated faces lie under several names, and an identity that was learned cannot judge.
    """
    mine, theirs = (_thumbnails(one) for one in (data, other))
    alike = (mine @ theirs.T).max(axis=1) > _TWIN
    keep = np.repeat(~alike, 2)
    names = tuple(name for name, kept in zip(data.names, keep, strict=True) if kept)
    return ParsingSet(data.photos[keep], data.labels[keep], data.covered[keep], names)


def _thumbnails(data: ParsingSet) -> NDArray[np.float32]:
    """Unit vectors of the bare faces, 12 x 12 grey pixels each, float32 [faces, 144]."""
    small = [cv2.resize(np.asarray(photo), (12, 12), interpolation=cv2.INTER_AREA) for photo in data.photos[::2]]
    vectors = np.stack(small).astype(np.float32).mean(axis=3).reshape(len(small), -1)
    vectors -= vectors.mean(axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6), np.float32)


def open_parsing_set(folder: Path) -> ParsingSet:
    """Open a rendered set.

    Raises:
        ConsultantError: the folder holds no complete set, or one of other classes.
    """
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConsultantError(
            f"{folder} holds no complete set. Run: consultant-train parsing --steps render"
        ) from error
    if tuple(manifest["classes"]) != CLASSES:
        raise ConsultantError(f"{folder} was rendered for other classes. Render it again.")
    photos, labels = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("photos", "labels"))
    covered = np.arange(len(photos)) % 2 == 1
    return ParsingSet(photos, labels, covered, tuple(manifest["names"]))
