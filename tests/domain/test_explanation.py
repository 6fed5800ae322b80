import numpy as np

from consultant_app.domain.explanation import PhotoBox


def test_a_box_cuts_its_pixels_out_of_an_image() -> None:
    image = np.arange(80).reshape(8, 10)
    cut = image[PhotoBox(left=3, top=2, width=4, height=5).slices]
    assert cut.shape == (5, 4)
    assert cut[0, 0] == 23
    assert cut[-1, -1] == 66
