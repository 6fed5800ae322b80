"""Measure a model: against rendered truth of unseen identities, and against experts on real photographs."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr
from torch import nn

from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.errors import ConsultantError, PhotoError
from consultant_app.imaging.alignment import CROP_SIZE, AlignedFace, align
from consultant_app.imaging.decode import decode_photo
from consultant_app.imaging.evidence import criterion_area, criterion_map, scored_area
from consultant_app.imaging.skin import skin_mask, zone_masks
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.manifest import Calibration
from consultant_app.inference.skin_model import grade_of
from consultant_app.training.data.severity import grade_from_truth
from consultant_app.training.release.calibrate import ZonePairs, evidence_maps
from consultant_app.training.render.scene import CHANNELS

Figures = dict[str, float]


def agreement(key: str, calibration: Calibration, pairs: ZonePairs, full: float) -> Figures:
    """Pearson r, Spearman rho, MAE in grades, share within one grade, and coverage of the +/-, over zones."""
    top = CRITERIA[key].grade_max
    truth = np.array([grade_from_truth(key, t, full) for t in pairs.truth])
    answers = [grade_of(calibration, float(e), top) for e in pairs.evidence]
    grade, error = (np.array(column) for column in zip(*answers, strict=True))
    off = np.abs(grade - truth)
    return {
        "zones": len(truth),
        "r": round(float(np.corrcoef(grade, truth)[0, 1]), 3),
        "spearman": round(float(spearmanr(grade, truth).statistic), 3),
        "mae_grades": round(float(off.mean()), 3),
        "within_one_grade": round(float((off <= 1).mean()), 3),
        "coverage_68": round(float((off <= error).mean()), 3),
    }


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


def agreement_with_expert(measure: list[float], faces: list[GradedFace]) -> Figures:
    """Spearman of a measure with the expert's grade, with a bootstrap 95 % interval (seeded)."""
    values, grades = np.array(measure), np.array([face.grade for face in faces])
    random = np.random.default_rng(0)
    draws = []
    for _ in range(1000):
        pick = random.integers(len(values), size=len(values))
        draws.append(spearmanr(values[pick], grades[pick]).statistic)
    low, high = np.nanquantile(draws, [0.025, 0.975])
    return {
        "photos": len(values),
        "spearman": round(float(spearmanr(values, grades).statistic), 3),
        "low": round(float(low), 3),
        "high": round(float(high), 3),
    }
