"""From an upright photo to what the models see on its face: what front and three-quarter views share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.errors import PhotoError
from consultant_app.domain.photo import RGB, EvidenceMaps, Map
from consultant_app.imaging.alignment import CROP_SIZE, AlignedFace, align
from consultant_app.imaging.colour import lab_from_srgb
from consultant_app.imaging.evidence import map_from_photo, scored_area
from consultant_app.imaging.mesh import Landmarks, pixels_per_mm
from consultant_app.imaging.quality import View
from consultant_app.imaging.raw_measures import Measured
from consultant_app.imaging.skin import zone_masks
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.skin_model import Evidence, SkinModel
from consultant_app.services.burst import MOST, joined, same_pose
from consultant_app.services.visible_skin import VisibleSkin


@dataclass(frozen=True, eq=False)
class Reading:
    """What is seen on one face.

    Attributes:
        view: The photo with face, zones and visible skin.
        evidence: What the model sees, joined over the pictures of a release.
        frames: What it sees on each of them.
        measured: What the raw measures are taken from.
        scale: Pixels per millimetre of the photo as taken.
    """

    view: View
    evidence: Evidence
    frames: tuple[Evidence, ...]
    measured: Measured
    scale: float

    def maps(self, maps: dict[str, Map]) -> EvidenceMaps:
        """Heat maps of criteria, with the way to them from the photo."""
        skin = self.measured.area.skin
        to_map = map_from_photo(self.view.face.crop_from_photo, CROP_SIZE, skin.shape[0])
        return EvidenceMaps(maps, to_map, skin, self.measured.map_per_mm)


class SkinReader:
    """Finds, aligns, masks and reads faces. From one thread at a time."""

    def __init__(self, models: Path, threads: int = 2) -> None:
        """Load the models.

        Args:
            models: Folder with ``face/``, ``skin/`` and perhaps ``parsing/``.
            threads: CPU threads for inference.

        Raises:
            ModelError: a model is missing, altered, or not signed by a trusted key.
        """
        self._finder = FaceFinder(models / "face", threads)
        self.model = SkinModel(models / "skin", threads)
        self.visible = VisibleSkin(models, threads)

    def landmarks(self, rgb: RGB) -> Landmarks:
        """Landmarks of the one face on an upright photo.

        Raises:
            PhotoError: no face is found, or several.
        """
        return self._finder.find_one(rgb).points

    def view(self, rgb: RGB, points: Landmarks, compression: float | None = None) -> View:
        """What the quality gate looks at; ``compression`` is the JPEG quality of the file, where there is one."""
        face = align(rgb, points)
        seen, zones = self.visible.seen(face), zone_masks(face.points, CROP_SIZE)
        return View(rgb, points, face, seen.skin, seen.expected, zones, seen.parts, compression)

    def read(self, view: View, more: Sequence[RGB] = ()) -> Reading:
        """Read a face, with further pictures of the same release that show it in the same pose."""
        frames = tuple(self.model.evidence(crop) for crop in self._alike(view.face, more))
        evidence = joined(frames)
        scale = pixels_per_mm(view.points)
        map_size = next(iter(evidence.maps.values())).shape[0]
        return Reading(view, evidence, frames, _measured(view, map_size, scale), scale)

    def _alike(self, face: AlignedFace, more: Sequence[RGB]) -> Iterator[NDArray[np.uint8]]:
        """The aligned crop of a face, then those of further pictures that show it in the same pose."""
        yield face.rgb
        left = MOST - 1
        for rgb in more:
            if left == 0:
                return
            try:
                other = align(rgb, self.landmarks(rgb))
            except PhotoError:
                continue
            if same_pose(face.points, other.points, CROP_SIZE):
                left -= 1
                yield other.rgb


def _measured(view: View, map_size: int, scale: float) -> Measured:
    area = scored_area(view.skin, view.zones, map_size)
    crop_scale = float(np.sqrt(abs(np.linalg.det(view.face.crop_from_photo[:, :2]))))
    return Measured(lab_from_srgb(view.face.rgb), {}, area, scale * crop_scale * map_size / CROP_SIZE)
