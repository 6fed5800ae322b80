import numpy as np

from consultant_app.domain.box import Box, box_around

A, B, NOTHING = Box(2, 3, 10, 4), Box(8, 1, 6, 4), Box(0, 0, 0, 0)


def test_joined_holds_both_and_common_lies_in_both():
    assert A.joined(B) == Box(2, 1, 12, 6)
    assert A.common(B) == Box(8, 3, 4, 2)
    assert A.joined(NOTHING) == NOTHING.joined(A) == A
    assert A.common(Box(40, 40, 5, 5)).empty
    assert A.common(NOTHING).empty


def test_it_cuts_its_pixels_out_of_an_image():
    image = np.arange(400).reshape(20, 20)
    assert image[A.where].shape == (4, 10)
    assert image[A.where][0, 0] == image[3, 2]
    outer = image[A.joined(B).where]
    assert np.array_equal(outer[A.seen_from(A.joined(B)).where], image[A.where])


def test_points_are_framed_inside_the_image():
    points = np.array([[-3.0, 2.5], [7.2, 30.0]])
    assert box_around(points, (20, 20, 3)) == Box(0, 2, 9, 18)
    assert box_around(points + 100, (20, 20)).empty
