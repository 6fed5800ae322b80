"""A camera as Qt has it, on fakes that answer as its drivers do."""

# ruff: noqa: N802, N815 - the fakes answer to Qt's names

import pytest

pytest.importorskip("PyQt6.QtMultimedia", exc_type=ImportError, reason="Qt's multimedia library needs libpulse0")

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QVideoSink,
)

from consultant_app.capture import qt_camera
from consultant_app.capture.frame import CameraInfo
from consultant_app.capture.qt_camera import QtCameras, QtCameraSource
from consultant_app.capture.source import Setting, Trouble
from tests.capture.made_pictures import PF, picture

# Qt tells which optional libraries of the system it did without.
pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.qt_log_ignore("library|symbols|FFmpeg|RHI", extend=True),
]


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
