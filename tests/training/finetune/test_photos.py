from pathlib import Path

import cv2
import numpy as np
import pytest
from skimage import data

from consultant_app.domain.criteria import Zone
from consultant_app.imaging.alignment import align
from consultant_app.training.finetune.grades import Mention
from consultant_app.training.finetune.people import SAME_LOOK
from consultant_app.training.finetune.photos import SKIN_SLOT, load_photos, look_of

SIDE = 160


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One face as photographed, saved anew in four ways, mirrored; a wall; half a file."""
    out = tmp_path_factory.mktemp("photos")
    face = data.astronaut()[:300, 60:400, ::-1].copy()
    cv2.imwrite(str(out / "face.png"), face)
    cv2.imwrite(str(out / "jpeg.jpg"), face, [cv2.IMWRITE_JPEG_QUALITY, 40])
    cv2.imwrite(str(out / "small.png"), cv2.resize(face, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA))
    cv2.imwrite(str(out / "bright.png"), np.clip(face * [0.95, 1.05, 1.15] + 8, 0, 255).astype(np.uint8))
    cv2.imwrite(str(out / "cropped.png"), face[8:, 12:-14])
    cv2.imwrite(str(out / "mirrored.png"), face[:, ::-1])
    cv2.imwrite(str(out / "wall.png"), np.full((300, 340, 3), 150, np.uint8))
    (out / "broken.png").write_bytes((out / "face.png").read_bytes()[:4000])
    return out


def mentions(*names: str) -> dict[str, Mention]:
    return {name: Mention(2 + index, "p") for index, name in enumerate(names)}


def test_a_face_comes_in_the_models_frame_with_its_areas(folder) -> None:
    photo = load_photos(mentions("face.png"), folder, SIDE).photos["face.png"]
    assert photo.crop.shape == (SIDE, SIDE, 3)
    assert photo.areas.shape[1:] == (SIDE // 4, SIDE // 4)
    nose = photo.areas[list(Zone).index(Zone.NOSE)]
    assert 8 <= nose.sum() < photo.areas[SKIN_SLOT].sum()
    assert photo.person == "p"
    assert len(photo.sha256) == 64


def test_what_cannot_be_used_is_listed_with_its_row(folder) -> None:
    names = mentions("none.png", "wall.png", "broken.png", "face.png")
    loaded = load_photos(names, folder, SIDE)
    assert sorted(found.row for found in loaded.findings if found.row) == [2, 3, 4]
    assert list(loaded.photos) == ["face.png"]
    skipped = load_photos(names, folder, SIDE, skip_unusable=True)
    assert sorted(found.row for found in skipped.findings if found.row) == [2, 4]
    assert skipped.unusable == ["wall.png"]


def test_a_photo_saved_anew_still_looks_the_same_and_its_mirror_does_not(folder) -> None:
    names = ("face.png", "jpeg.jpg", "small.png", "bright.png", "cropped.png", "mirrored.png")
    photos = load_photos(mentions(*names), folder, 640).photos
    likeness = [float(photos["face.png"].look @ photos[name].look) for name in names]
    assert min(likeness[:5]) > SAME_LOOK
    assert likeness[5] < 0.8


def test_a_blank_picture_has_a_look_too() -> None:
    points = np.random.default_rng(0).uniform(20, 600, (478, 3)).astype(np.float32)
    blank = align(np.zeros((640, 640, 3), np.uint8), points).rgb
    assert np.isfinite(look_of(blank)).all()
