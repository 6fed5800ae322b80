"""The photographs of a grades file, in the model's frame, with the areas that grades are pooled over."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import Zone
from consultant_app.domain.errors import PhotoError
from consultant_app.domain.photo import RGB
from consultant_app.files import resource
from consultant_app.imaging.alignment import align
from consultant_app.imaging.decode import decode_photo
from consultant_app.imaging.evidence import scored_area
from consultant_app.imaging.mesh import pixels_per_mm
from consultant_app.imaging.skin import zone_masks
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.services.visible_skin import VisibleSkin
from consultant_app.training.finetune.findings import Finding
from consultant_app.training.finetune.grades import Mention
from consultant_app.training.render.renderer import STRIDE

SLOTS = len(Zone) + 1
"""Areas of a photograph: every zone in the order of ``Zone``, then all visible skin."""

SKIN_SLOT = SLOTS - 1

_LOOK, _BORDER = 32, 5


@dataclass(frozen=True, eq=False)
class Photo:
    """A photograph in the model's frame. About 2 MB of memory at 640 px.

    Attributes:
        name: As in the table.
        person: Whose face it is.
        sha256: Of the file's bytes.
        crop: uint8 [S, S, 3].
        areas: bool [SLOTS, S / 4, S / 4], visible skin of each slot; empty where it is hidden.
        scale: Pixels per millimetre of the photograph as taken.
        look: float32 [484], unit length: what the face looks like apart from light and compression (``look_of``).
    """

    name: str
    person: str
    sha256: str
    crop: RGB
    areas: NDArray[np.bool_]
    scale: float
    look: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Loaded:
    """What became of the photographs of a table: usable ones by name, faults, and names without a single face."""

    photos: dict[str, Photo]
    findings: list[Finding]
    unusable: list[str]


def load_photos(mentions: dict[str, Mention], folder: Path, side: int, *, skip_unusable: bool = False) -> Loaded:
    """Read every photograph that is graded, once.

    Args:
        mentions: Which photographs.
        folder: Where they are.
        side: Side of the crop in pixels, a multiple of 32.
        skip_unusable: Leave photographs without a single face out instead of refusing them.
    """
    finder, visible = FaceFinder(resource("models", "face")), VisibleSkin()
    loaded = Loaded({}, [], [])
    for name in sorted(mentions):
        row = mentions[name].row
        try:
            loaded.photos[name] = _load(name, mentions[name].person, folder, finder, visible, side)
        except OSError:
            text = f"{name} is not in {folder} or cannot be read. Check the name and the folder."
            loaded.findings.append(Finding(row, "photo", text))
        except PhotoError as error:
            if skip_unusable and error.key in {"no_face", "several_faces"}:
                loaded.unusable.append(name)
            else:
                loaded.findings.append(Finding(row, "photo", f"{name}: {error}"))
    return loaded


def _load(name: str, person: str, folder: Path, finder: FaceFinder, visible: VisibleSkin, side: int) -> Photo:
    data = (folder / name).read_bytes()
    rgb = decode_photo(data)
    points = finder.find_one(rgb).points
    face = align(rgb, points, side)
    grid = side // STRIDE
    area = scored_area(visible(face), zone_masks(face.points, side), grid)
    hidden = np.zeros((grid, grid), np.bool_)
    areas = np.stack([*(area.zones.get(zone, hidden) for zone in Zone), area.skin])
    digest = hashlib.sha256(data).hexdigest()
    look = look_of(face.rgb)
    return Photo(name, person, digest, face.rgb, areas, pixels_per_mm(points), look)


def look_of(crop: RGB) -> NDArray[np.float32]:
    """Structure of the aligned face on a coarse grid: log luminance without its broad light, unit length.

    Measured on 200 faces: the same photograph saved small, cropped, brightened, tinted or compressed to JPEG 40
    correlates 0.96 or more with itself, the two most alike of different people 0.89.
    """
    size = (4 * _LOOK, 4 * _LOOK)
    grey = cv2.resize(cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY), size, interpolation=cv2.INTER_AREA)
    log = np.log(grey.astype(np.float32) + 8)
    fine = cv2.resize(log - cv2.GaussianBlur(log, (0, 0), 12), (_LOOK, _LOOK), interpolation=cv2.INTER_AREA)
    inner = fine[_BORDER:-_BORDER, _BORDER:-_BORDER].ravel()
    inner = inner - inner.mean()
    return np.asarray(inner / max(float(np.linalg.norm(inner)), 1e-6), np.float32)
