from pathlib import Path

import numpy as np
import pytest

from consultant_app.domain.errors import ConsultantError
from consultant_app.imaging.alignment import AlignedFace
from consultant_app.training.data.dataset import split_of
from consultant_app.training.segmentation import parsing_set as parsing_set_module
from consultant_app.training.segmentation.labels import OCCLUDER, SKIN, label_face
from consultant_app.training.segmentation.parsing_set import (
    SET_SIZE,
    ParsingSet,
    cover_face,
    open_parsing_set,
    parsing_faces,
    without_twins,
)


def test_each_face_comes_bare_and_covered(parsing_set: ParsingSet) -> None:
    assert parsing_set.photos.shape[1:] == (SET_SIZE, SET_SIZE, 3)
    assert parsing_set.labels.shape == parsing_set.photos.shape[:3]
    assert parsing_set.covered.tolist() == [False, True] * (len(parsing_set.photos) // 2)
    assert parsing_set.names[0] == parsing_set.names[1]
    assert (parsing_set.labels[0] == SKIN).mean() > 0.15


def test_identities_do_not_cross_the_splits(face_data: Path) -> None:
    for split in ("train", "holdout"):
        assert all(split_of(row["file"]) == split for _, row in parsing_faces(face_data, split))


@pytest.mark.shared_data
def test_no_face_that_may_be_a_childs_is_drawn_on(shared_data: Path) -> None:
    names = Path(parsing_set_module.__file__).with_name("not_surely_adult.txt").read_text(encoding="utf-8").split()
    rows = [row for split in ("train", "holdout") for _, row in parsing_faces(shared_data, split)]
    drawn = {Path(row["file"]).stem for row in rows}
    assert len(names) > 100
    assert drawn.isdisjoint(names)
    assert all((shared_data / "faces" / "tiles" / f"{name}.jpg").is_file() for name in names)


def test_a_mask_is_drawn_and_labelled_the_same_by_seed(face: AlignedFace) -> None:
    own = label_face(face, np.zeros((2, 640, 640), np.float32))
    first, labels = cover_face(face, own, 7, {"cover": 1.0})
    again, _ = cover_face(face, own, 7, {"cover": 1.0})
    x, y = face.points[199, :2].round().astype(int)
    assert labels[y, x] == OCCLUDER
    assert np.array_equal(first, again)
    assert np.abs(first.astype(int) - face.rgb)[labels == OCCLUDER].mean() > 5


def test_a_face_under_another_name_does_not_judge(parsing_set: ParsingSet) -> None:
    assert len(without_twins(parsing_set, parsing_set).photos) == 0
    other = ParsingSet(parsing_set.photos[:, ::-1], parsing_set.labels, parsing_set.covered, parsing_set.names)
    assert without_twins(parsing_set, other).names == parsing_set.names


def test_what_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ConsultantError, match="--data"):
        parsing_faces(tmp_path, "train")
    with pytest.raises(ConsultantError, match="--steps render"):
        open_parsing_set(tmp_path)
    (tmp_path / "manifest.json").write_text('{"classes": ["other"]}')
    with pytest.raises(ConsultantError, match="other classes"):
        open_parsing_set(tmp_path)
