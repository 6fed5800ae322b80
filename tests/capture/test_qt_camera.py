"""The true way from Qt's pictures to ours, through a capture session that is fed by hand."""

# ruff: noqa: N802, N815 - the fakes answer to Qt's names

import numpy as np
import pytest

pytest.importorskip("PyQt6.QtMultimedia", exc_type=ImportError, reason="Qt's multimedia library needs libpulse0")

from PyQt6.QtCore import QObject, QSize, Qt, pyqtSignal
from PyQt6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QMediaCaptureSession,
    QVideoFrame,
    QVideoFrameFormat,
    QVideoFrameInput,
    QVideoSink,
)

from consultant_app.capture import qt_camera
from consultant_app.capture.frame import CameraInfo
from consultant_app.capture.qt_camera import QtCameras, QtCameraSource, SinkReader, rgb_of
from consultant_app.capture.source import Setting, Trouble

PF = QVideoFrameFormat.PixelFormat
# Qt tells which optional libraries of the system it did without.
pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.qt_log_ignore("library|symbols|FFmpeg|RHI", extend=True),
]


def picture(kind, fills, wide=64, high=48, **marks):
    """A picture whose planes (or, of one plane, whose bytes by turns) are filled with these values."""
    surface = QVideoFrameFormat(QSize(wide, high), kind)
    if marks.get("full"):
        surface.setColorRange(QVideoFrameFormat.ColorRange.ColorRange_Full)
    frame = QVideoFrame(surface)
    assert frame.map(QVideoFrame.MapMode.ReadWrite)
    for plane in range(frame.planeCount()):
        memory = frame.bits(plane)
        memory.setsize(frame.mappedBytes(plane))
        whole = np.frombuffer(memory, np.uint8)
        values = fills if frame.planeCount() == 1 else fills[plane]
        whole[:] = np.resize(np.array(values, np.uint8), whole.size)
    frame.unmap()
    return frame


@pytest.mark.parametrize(
    ("kind", "fills"),
    [
        (PF.Format_NV12, ((81,), (90, 240))),
        (PF.Format_YUYV, (81, 90, 81, 240)),
        (PF.Format_YUV420P, ((81,), (90,), (240,))),
        (PF.Format_YUV422P, ((81,), (90,), (240,))),
        (PF.Format_YV12, ((81,), (240,), (90,))),
        (PF.Format_BGRX8888, (0, 0, 255, 255)),
        (PF.Format_RGBA8888, (255, 0, 0, 255)),
        (PF.Format_XRGB8888, (255, 255, 0, 0)),
    ],
)
def test_red_stays_red_in_every_format(kind, fills):
    rgb = rgb_of(picture(kind, fills))
    assert rgb.shape == (48, 64, 3)
    assert np.abs(rgb.astype(int) - (255, 0, 0)).max() <= 4


@pytest.mark.parametrize("kind", [PF.Format_NV12, PF.Format_YUV420P])
def test_odd_sizes_and_padded_rows_are_read(kind):
    fills = ((81,), (90, 240)) if kind == PF.Format_NV12 else ((81,), (90,), (240,))
    rgb = rgb_of(picture(kind, fills, 49, 35))
    assert rgb.shape == (35, 49, 3)
    assert np.abs(rgb.astype(int) - (255, 0, 0)).max() <= 4


def test_a_jpeg_camera_is_read_in_its_own_range():
    rgb = rgb_of(picture(PF.Format_NV12, ((76,), (85, 255)), full=True))
    assert np.abs(rgb.astype(int) - (254, 0, 0)).max() <= 4


def test_a_rare_format_is_left_to_qt():
    rgb = rgb_of(picture(PF.Format_Y8, (128,)))
    assert rgb.shape == (48, 64, 3)
    assert np.ptp(rgb) == 0


def test_a_picture_that_is_not_laid_out_as_it_says_is_left_to_qt(monkeypatch):
    def odd(*_, **__):
        raise ValueError("cannot reshape")

    monkeypatch.setattr(qt_camera, "rgb_from_nv12", odd)
    assert rgb_of(picture(PF.Format_NV12, ((120,), (128, 128)))).shape == (48, 64, 3)


def test_a_picture_that_cannot_be_read_is_none():
    assert rgb_of(QVideoFrame()) is None


def test_frames_go_from_a_session_to_the_reader_newest_first(qtbot, clock):
    session, feed, reader = QMediaCaptureSession(), QVideoFrameInput(), SinkReader(clock)
    session.setVideoFrameInput(feed)
    session.setVideoSink(reader.sink)
    assert reader.latest() is None
    seen = []
    reader.sink.videoFrameChanged.connect(seen.append)
    for place in range(3):
        clock.wait(0.1)
        assert feed.sendVideoFrame(picture(PF.Format_NV12, ((60 + 60 * place,), (128, 128))))
        qtbot.waitUntil(lambda place=place: len(seen) == place + 1)
    frame = reader.latest()
    assert frame.number == 3
    assert frame.at == clock()
    assert frame.rgb.mean() == pytest.approx((180 - 16) * 255 / 219, abs=2)
    assert reader.latest() is frame
    reader.forget()
    assert reader.latest() is None


class FakeCamera(QObject):
    """A ``QCamera`` whose driver can keep all three settings."""

    errorOccurred = pyqtSignal(QCamera.Error, str)
    able = True

    def __init__(self, _device=None):
        super().__init__()
        self.calls = []
        self.modes = {}

    def start(self):
        self.calls.append("start")

    def stop(self):
        self.calls.append("stop")

    def isAvailable(self):
        return True

    def exposureTime(self):
        return 0.02

    def isoSensitivity(self):
        return 200

    def colorTemperature(self):
        return 4800

    def focusDistance(self):
        return 0.6

    def _supported(self, _mode):
        return self.able

    isExposureModeSupported = isWhiteBalanceModeSupported = isFocusModeSupported = _supported

    def __getattr__(self, name):
        if name.startswith("set"):
            return lambda *values: self.modes.__setitem__(name.removeprefix("set"), values and values[0])
        return lambda: self.modes.get(name[0].upper() + name[1:])


class FakeSession:
    def setVideoSink(self, sink):
        self.sink = sink

    def setCamera(self, camera):
        self.camera = camera


class FakeDevice:
    def isNull(self):
        return False

    def id(self):
        return b"1"

    def videoFormats(self):
        return []


@pytest.fixture
def source(monkeypatch, clock):
    monkeypatch.setattr(FakeCamera, "able", True)
    fake = type("Fake", (FakeCamera,), {name: getattr(QCamera, name) for name in ("Error", "ExposureMode")})
    fake.WhiteBalanceMode, fake.FocusMode = QCamera.WhiteBalanceMode, QCamera.FocusMode
    monkeypatch.setattr(qt_camera, "QCamera", fake)
    monkeypatch.setattr(qt_camera, "QMediaCaptureSession", FakeSession)
    made = QtCameraSource(FakeDevice(), CameraInfo("1", "Fake"), clock)
    yield made
    made.stop()


def test_starts_and_delivers_and_stops(source):
    source.start()
    source.start()
    camera = source._camera
    assert camera.calls == ["start"]
    QVideoSink.setVideoFrame(source._reader.sink, picture(PF.Format_NV12, ((120,), (128, 128))))
    assert source.latest().number == 1
    source.stop()
    assert camera.calls == ["start", "stop"]
    assert source.latest() is None


def test_keeps_all_that_the_driver_takes_over(source):
    source.lock()
    source.start()
    source.lock()
    assert source.locked == frozenset(Setting)
    modes = source._camera.modes
    assert (modes["ManualExposureTime"], modes["ColorTemperature"], modes["FocusDistance"]) == (0.02, 4800, 0.6)
    source.unlock()
    assert not source.locked
    assert modes["ExposureMode"] == QCamera.ExposureMode.ExposureAuto


def test_a_driver_without_settings_keeps_nothing(source, monkeypatch):
    monkeypatch.setattr(FakeCamera, "able", False)
    source.start()
    source.lock()
    assert source.locked == frozenset()


def test_a_camera_that_is_not_there_is_not_asked_for_its_settings(clock):
    """With Qt's own camera: it would end the program."""
    made = QtCameraSource(QCameraDevice(), CameraInfo("1", "None"), clock)
    made._run()
    made.lock()
    made.unlock()
    assert made.locked == frozenset()
    made.stop()


def test_an_error_is_named_by_what_is_plugged_in(source):
    source.start()
    source._camera.errorOccurred.emit(QCamera.Error.NoError, "")
    assert source.trouble is None
    source._camera.errorOccurred.emit(QCamera.Error.CameraError, "busy")
    assert source.trouble is Trouble.UNPLUGGED


@pytest.mark.parametrize(("answer", "trouble"), [("Granted", None), ("Denied", Trouble.PERMISSION)])
def test_the_permission_is_asked_for(source, monkeypatch, answer, trouble):
    asked, status = [], ["Undetermined"]

    class App:
        def checkPermission(self, _):
            return Qt.PermissionStatus[status[0]]

        def requestPermission(self, _, answered):
            asked.append(answered)

    monkeypatch.setattr(qt_camera, "_app", App)
    source.start()
    assert source.starting
    assert source.trouble is None
    status[0] = answer
    asked[0](None)
    assert not source.starting
    assert source.trouble is trouble
    assert (source._camera is None) == (trouble is not None)
    asked[0](None)
    source.start()
    assert source.trouble is trouble


def test_an_unknown_camera_is_not_plugged_in(clock):
    cameras = QtCameras(clock)
    gone = cameras.source(CameraInfo("gone", "Gone"))
    gone.start()
    assert gone.trouble is Trouble.UNPLUGGED
    assert gone.info.name == "Gone"
    gone.unlock()
    changes = []
    cameras.watch(lambda: changes.append(1))
    cameras._devices.videoInputsChanged.emit()
    assert changes == [1]
    assert all(info.name for info in cameras.devices())
