import cv2
import numpy as np
from skimage.data import astronaut

from consultant_app.capture.frame import Burst, CameraInfo, Frame
from consultant_app.capture.sharpest import by_sharpness, detail

PORTRAIT = cv2.resize(astronaut()[40:200, 140:300], (640, 640), interpolation=cv2.INTER_CUBIC)


def frames():
    noise = np.random.default_rng(2)
    for number, blur in enumerate((2.0, 4.0, 0.0, 3.0)):
        rgb = cv2.GaussianBlur(PORTRAIT, (0, 0), blur) if blur else PORTRAIT
        rgb = np.clip(rgb + noise.normal(0, 3, rgb.shape), 0, 255).astype(np.uint8)
        yield Frame(rgb, number, number / 10)


def test_the_sharpest_picture_comes_first_in_spite_of_noise():
    burst = Burst(tuple(frames()), CameraInfo("1", "A"))
    assert [frame.number for frame in by_sharpness(burst)] == [2, 0, 3, 1]


def test_a_sharp_background_does_not_count():
    soft = cv2.GaussianBlur(PORTRAIT, (0, 0), 4)
    framed = soft.copy()
    framed[:100] = np.random.default_rng(1).integers(0, 255, (100, 640, 3))
    assert detail(Frame(framed, 1, 0.0)) == detail(Frame(soft, 2, 0.0))
