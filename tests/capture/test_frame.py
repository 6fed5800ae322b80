from consultant_app.capture.frame import Burst, CameraInfo


def test_a_frame_knows_its_size(pictures):
    assert pictures.good(size=(32, 48)).size == (48, 32)


def test_a_burst_knows_how_long_it_took(pictures, clock):
    first = pictures.good()
    clock.wait(0.2)
    assert Burst((first, pictures.good()), CameraInfo("1", "A")).seconds == clock() - 100.0
    assert Burst((first,), CameraInfo("1", "A")).seconds == 0
