import cv2
import numpy as np
from skimage import data

from consultant_app.training.evaluation.editing.perceptual import Perceptual


def test_pictures_that_differ_more_are_farther_apart_and_only_where_one_looks():
    eye = Perceptual()
    picture = np.ascontiguousarray(data.astronaut()[:256, 96:352])
    soft, softer = (cv2.GaussianBlur(picture, (0, 0), sigma) for sigma in (1.0, 3.0))
    everywhere = np.ones(picture.shape[:2], bool)
    found = [eye.features(one) for one in (picture, soft, softer)]
    near, far = (eye.distance(found[0], other, everywhere) for other in found[1:])
    assert eye.distance(found[0], found[0], everywhere) == 0
    assert 0 < near < far
    half = picture.copy()
    half[:, 128:] = softer[:, 128:]
    left = everywhere.copy()
    left[:, 96:] = False
    changed = eye.features(half)
    assert eye.distance(found[0], changed, left) < 0.5 * eye.distance(found[0], changed, ~left)
