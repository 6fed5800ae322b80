import sys
import threading

import cv2
import numpy as np
import pytest

from consultant_app.capture import opencv_camera
from consultant_app.capture.frame import CameraInfo
from consultant_app.capture.opencv_camera import OpenCvCameras, OpenCvSource, trouble_of_device
from consultant_app.capture.source import Format, Setting, Trouble


class FakeCapture:
    """A ``cv2.VideoCapture`` that is told when to give which picture."""

    def __init__(self, *, opened=True):
        self.opened, self.values, self.refused = opened, {}, set()
        self.released = threading.Event()
        self.answers = threading.Semaphore(0)
        self.fails = False
        self.level = 0

    def isOpened(self):  # noqa: N802 - OpenCV's name
        return self.opened

    def read(self):
        self.answers.acquire(timeout=0.02)
        if self.fails:
            return False, np.empty(0)
        self.level += 1
        return True, np.full((4, 6, 3), (10, 20, self.level % 200), np.uint8)

    def get(self, prop):
        return self.values.get(prop, 0.0)

    def set(self, prop, value):
        if prop in self.refused:
            return False
        self.values[prop] = value
        return True

    def release(self):
        self.released.set()


@pytest.fixture
def capture():
    return FakeCapture()


@pytest.fixture
def source(clock, capture):
    made = OpenCvSource(CameraInfo("0", "Fake"), clock, lambda _: capture)
    yield made
    capture.answers.release(100)
    made.stop()
    assert capture.released.wait(2)


def until(true):
    pause = threading.Event()
    for _ in range(400):
        if true():
            return
        pause.wait(0.01)
    pytest.fail("it never came")


def test_reads_on_its_own_thread_in_rgb(source):
    assert source.latest() is None
    assert source.trouble is source.format is None
    assert not source.starting
    source.start()
    until(lambda: source.latest() is not None)
    assert not source.starting
    first = source.latest()
    assert tuple(first.rgb[0, 0][1:]) == (20, 10)
    assert source.format == Format(1920, 1080, 30)
    until(lambda: source.latest().number > first.number)


def test_numbers_rise_over_restarts(source):
    source.start()
    until(lambda: source.latest() is not None)
    source.stop()
    source.start()
    until(lambda: source.latest() is not None)
    assert source.latest().number > 1


def test_a_camera_that_does_not_open_says_why(source, capture, monkeypatch):
    monkeypatch.setattr(opencv_camera, "trouble_of_device", lambda _: Trouble.BUSY)
    capture.opened = False
    source.start()
    until(lambda: source.trouble is not None)
    assert source.trouble is Trouble.BUSY
    assert not source.starting


def test_a_camera_that_goes_is_a_trouble(source, capture, monkeypatch):
    monkeypatch.setattr(opencv_camera, "trouble_of_device", lambda _: Trouble.UNPLUGGED)
    source.start()
    until(lambda: source.latest() is not None)
    capture.fails = True
    until(lambda: source.trouble is Trouble.UNPLUGGED)


def test_keeps_what_the_driver_confirms(source, capture):
    capture.refused = {cv2.CAP_PROP_AUTOFOCUS}
    source.start()
    source.lock()
    until(lambda: source.locked)
    assert source.locked == {Setting.EXPOSURE, Setting.WHITE_BALANCE}
    source.unlock()
    until(lambda: not source.locked)
    assert capture.values[cv2.CAP_PROP_AUTO_WB] == 1.0


def test_before_the_start_there_is_nothing_to_keep(source):
    source.lock()
    source.unlock()
    assert source.locked == frozenset()
    source.start()


def test_linux_names_its_cameras(tmp_path, clock, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    for number, index, name in ((10, "0", "USB camera"), (2, "0", "Built-in"), (3, "1", "Built-in")):
        (tmp_path / f"video{number}").mkdir()
        (tmp_path / f"video{number}" / "name").write_text(name + "\n")
        (tmp_path / f"video{number}" / "index").write_text(index)
    (tmp_path / "video4").mkdir()
    cameras = OpenCvCameras(clock, tmp_path)
    assert cameras.devices() == (CameraInfo("2", "Built-in"), CameraInfo("4", ""), CameraInfo("10", "USB camera"))
    assert isinstance(cameras.source(CameraInfo("2", "Built-in")), OpenCvSource)
    cameras.watch(lambda: None)


def test_elsewhere_the_first_one_is_offered(clock, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert OpenCvCameras(clock).devices() == (CameraInfo("0", ""),)
    assert trouble_of_device(0) is Trouble.UNKNOWN


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has device files")
def test_a_missing_device_file_is_a_missing_camera():
    assert trouble_of_device(987) is Trouble.UNPLUGGED
