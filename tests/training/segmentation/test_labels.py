from pathlib import Path

import numpy as np
import pytest

from consultant_app.domain.errors import ConsultantError
from consultant_app.imaging.alignment import AlignedFace
from consultant_app.training.segmentation.labels import (
    BROWS,
    EYES,
    HAIR,
    IGNORE,
    LIPS_CLASS,
    OCCLUDER,
    SKIN,
    HairTeacher,
    cover_labels,
    label_face,
)


def at(labels: np.ndarray, face: AlignedFace, point: int) -> int:
    x, y = face.points[point, :2].round().astype(int)
    return int(labels[y, x])


def test_the_mesh_names_the_parts_of_the_face(face: AlignedFace) -> None:
    labels = label_face(face, np.zeros((2, 640, 640), np.float32))
    assert {at(labels, face, point) for point in (50, 280, 1, 9, 199)} == {SKIN}
    assert at(labels, face, 468) == at(labels, face, 473) == EYES
    assert at(labels, face, 0) == at(labels, face, 17) == LIPS_CLASS
    assert at(labels, face, 105) == BROWS


def test_hair_wins_over_skin_but_not_over_brows_and_doubt_says_nothing(face: AlignedFace) -> None:
    sure = np.ones((2, 640, 640), np.float32)
    labels = label_face(face, sure)
    assert at(labels, face, 50) == at(labels, face, 468) == HAIR
    assert at(labels, face, 105) == BROWS
    divided = np.stack([np.zeros((640, 640), np.float32), np.ones((640, 640), np.float32)])
    assert at(label_face(face, divided), face, 50) == IGNORE


def test_things_cover_what_was_there(face: AlignedFace) -> None:
    own = label_face(face, np.zeros((2, 640, 640), np.float32))
    hair, thing = (np.zeros((640, 640), np.float32) for _ in range(2))
    hair[:100], hair[100:110], thing[500:] = 1, 0.3, 1
    labels = cover_labels(own, hair, thing)
    assert (labels[:100] == HAIR).all()
    assert (labels[100:110] == IGNORE).all()
    assert (labels[500:] == OCCLUDER).all()
    assert np.array_equal(labels[110:500], own[110:500])


def test_the_teacher_is_asked_at_two_scales(teachers: Path) -> None:
    teacher = HairTeacher(teachers / "teachers" / "hair_segmentation.onnx")
    crop = np.full((640, 640, 3), 200, np.uint8)
    crop[:, 320:] = (0, 0, 255)
    low, high = teacher.probability(crop)
    assert (low <= high).all()
    assert high[:, :300].max() < 0.01
    assert low[20:-20, 340:-20].min() > 0.99


def test_a_missing_teacher_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ConsultantError, match="--teachers"):
        HairTeacher(tmp_path / "none.onnx")
