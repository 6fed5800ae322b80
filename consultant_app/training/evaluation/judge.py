"""Measure a model: against rendered truth of unseen identities, and against experts on real photographs."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from torch import nn

from consultant_app.domain.errors import ConsultantError, PhotoError
from consultant_app.imaging.alignment import CROP_SIZE, AlignedFace, align
from consultant_app.imaging.decode import decode_photo
from consultant_app.imaging.evidence import criterion_area, criterion_map, scored_area
from consultant_app.imaging.skin import skin_mask, zone_masks
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.training.release.calibrate import evidence_maps
from consultant_app.training.render.scene import CHANNELS


@dataclass(frozen=True, eq=False)
class GradedFace:
    """A graded photograph in the model's frame; only ever used to judge."""

    file: str
    grade: float
    face: AlignedFace
    skin: NDArray[np.bool_]


def graded_faces(folder: Path, finder: FaceFinder) -> tuple[list[GradedFace], list[str]]:
    """Photographs with an expert's blemish grade, and the files on which no single face was found.

    Raises:
        ConsultantError: the folder holds no ``grades.csv``.
    """
    table = folder / "grades.csv"
    if not table.is_file():
        raise ConsultantError(f"{folder} holds no grades.csv. Give the folder of graded photographs.")
    faces, lost = [], []
    with table.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            try:
                rgb = decode_photo((folder / row["file"]).read_bytes())
                face = align(rgb, finder.find_one(rgb).points)
            except PhotoError:
                lost.append(row["file"])
                continue
            faces.append(
                GradedFace(row["file"], float(row["blemish_grade_0_3"]), face, skin_mask(face.rgb, face.points))
            )
    return faces, lost


def blemish_evidence(network: nn.Module, face: GradedFace) -> float:
    """Mean blemish evidence over the visible skin, as the product pools it; 0 where nothing is visible."""
    maps = evidence_maps(network, face.face.rgb)
    area = scored_area(face.skin, zone_masks(face.face.points, CROP_SIZE), maps.shape[-1])
    heat = criterion_map("blemishes", maps[CHANNELS.index("blemishes")], area)
    where = criterion_area("blemishes", area)
    return float(heat[where].mean()) if where.any() else 0.0
