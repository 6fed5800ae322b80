import cv2
import numpy as np
import pytest

from consultant_app.imaging.alignment import AlignedFace
from consultant_app.training.evaluation.engine import Located
from consultant_app.training.evaluation.photo_facts import photo_facts


def located(rgb: np.ndarray, share: float = 1.0) -> Located:
    skin = np.zeros(rgb.shape[:2], bool)
    skin[: int(share * len(skin))] = True
    return Located(AlignedFace(rgb, np.zeros((478, 3), np.float32), np.eye(2, 3)), skin, {}, 2.6)


def test_blur_lowers_sharpness_and_leaves_the_colour() -> None:
    random = np.random.default_rng(0)
    rgb = np.clip(np.array([190, 150, 130]) + random.normal(0, 12, (200, 200, 1)), 0, 255).astype(np.uint8)
    sharp = photo_facts(located(rgb))
    soft = photo_facts(located(cv2.GaussianBlur(rgb, (0, 0), 2)))
    assert sharp is not None
    assert soft is not None
    assert soft.sharpness < sharp.sharpness - 1
    assert soft.lightness == pytest.approx(sharp.lightness, abs=1)
    assert 20 < sharp.ita < 60
    assert len(sharp.controls()) == 4


def test_a_hidden_face_has_no_facts() -> None:
    assert photo_facts(located(np.full((200, 200, 3), 128, np.uint8), share=0.02)) is None
