"""Cameras through QtMultimedia: names, hot-plug, permission, formats, locked settings.

Importing it needs Qt's multimedia library with its system libraries; where they are missing, ``ImportError`` sends
the caller to ``opencv_camera``. Everything runs on the GUI thread.
"""

from collections.abc import Callable

from PyQt6.QtCore import QCameraPermission, QCoreApplication, Qt
from PyQt6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QCameraFormat,
    QMediaCaptureSession,
    QMediaDevices,
)

from consultant_app.capture.frame import CameraInfo, Frame
from consultant_app.capture.qt_pictures import SinkReader
from consultant_app.capture.source import Format, FrameSource, Setting, Trouble, best_format, trouble_of


def info_of(device: QCameraDevice) -> CameraInfo:
    """A device as the rest of the program knows it."""
    return CameraInfo(device.id().data().decode("utf-8", "replace"), device.description())


class QtCameraSource:
    """A ``FrameSource`` over one ``QCamera``; on the GUI thread."""

    def __init__(self, device: QCameraDevice, info: CameraInfo, clock: Callable[[], float]) -> None:
        self.info = info
        self.format: Format | None = None
        self.trouble: Trouble | None = None
        self.starting = False
        self.locked: frozenset[Setting] = frozenset()
        self._device = device
        self._reader = SinkReader(clock)
        self._session = QMediaCaptureSession()
        self._session.setVideoSink(self._reader.sink)
        self._camera: QCamera | None = None

    def start(self) -> None:
        """Ask for the permission where there is one to ask, then start."""
        self.stop()
        self.trouble = None
        if self._device.isNull():
            self.trouble = Trouble.UNPLUGGED
            return
        app = _app()
        status = Qt.PermissionStatus.Granted if app is None else app.checkPermission(QCameraPermission())
        if app is not None and status == Qt.PermissionStatus.Undetermined:
            self.starting = True
            app.requestPermission(QCameraPermission(), lambda _: self._answered())
        elif status == Qt.PermissionStatus.Denied:
            self.trouble = Trouble.PERMISSION
        else:
            self._run()

    def stop(self) -> None:
        """Let go of the camera."""
        self.starting = False
        self.locked = frozenset()
        self._reader.forget()
        if self._camera is not None:
            self._camera.stop()
            self._session.setCamera(None)
            self._camera.deleteLater()
            self._camera = None

    def latest(self) -> Frame | None:
        """The newest picture."""
        return self._reader.latest()

    def lock(self) -> None:
        """Keep what the automatics chose; a driver that cannot say what they chose is left alone."""
        camera = self._camera
        # Qt ends the program with a fault where a camera that is not there is asked for its settings.
        if camera is None or not camera.isAvailable():
            return
        kept = set()
        if _lock_exposure(camera):
            kept.add(Setting.EXPOSURE)
        if _lock_white_balance(camera):
            kept.add(Setting.WHITE_BALANCE)
        if _lock_focus(camera):
            kept.add(Setting.FOCUS)
        self.locked = frozenset(kept)

    def unlock(self) -> None:
        """Let the automatics choose again."""
        camera = self._camera
        if camera is not None and camera.isAvailable() and self.locked:
            camera.setAutoExposureTime()
            camera.setAutoIsoSensitivity()
            camera.setExposureMode(QCamera.ExposureMode.ExposureAuto)
            camera.setWhiteBalanceMode(QCamera.WhiteBalanceMode.WhiteBalanceAuto)
            camera.setFocusMode(QCamera.FocusMode.FocusModeAuto)
        self.locked = frozenset()

    def _answered(self) -> None:
        """The person answered the system's question."""
        if not self.starting:
            return
        self.starting = False
        app = _app()
        if app is not None and app.checkPermission(QCameraPermission()) == Qt.PermissionStatus.Granted:
            self._run()
        else:
            self.trouble = Trouble.PERMISSION

    def _run(self) -> None:
        known = {_format_of(offered): offered for offered in self._device.videoFormats()}
        self.format = best_format(known)
        camera = QCamera(self._device)
        if self.format is not None:
            camera.setCameraFormat(known[self.format])
        camera.errorOccurred.connect(self._failed)
        self._camera = camera
        self._session.setCamera(camera)
        camera.start()

    def _failed(self, error: QCamera.Error, words: str) -> None:
        if error != QCamera.Error.NoError:
            present = any(device.id() == self._device.id() for device in QMediaDevices.videoInputs())
            self.trouble = trouble_of(words, plugged_in=present)


def _app() -> QCoreApplication | None:
    """Who asks the system for permissions."""
    return QCoreApplication.instance()


def _format_of(offered: QCameraFormat) -> Format:
    size = offered.resolution()
    return Format(size.width(), size.height(), offered.maxFrameRate())


def _lock_exposure(camera: QCamera) -> bool:
    manual = QCamera.ExposureMode.ExposureManual
    seconds = camera.exposureTime()
    if not camera.isExposureModeSupported(manual) or seconds <= 0:
        return False
    sensitivity = camera.isoSensitivity()
    camera.setExposureMode(manual)
    camera.setManualExposureTime(seconds)
    if sensitivity > 0:
        camera.setManualIsoSensitivity(sensitivity)
    return camera.exposureMode() == manual


def _lock_white_balance(camera: QCamera) -> bool:
    manual = QCamera.WhiteBalanceMode.WhiteBalanceManual
    kelvin = camera.colorTemperature()
    if not camera.isWhiteBalanceModeSupported(manual) or kelvin <= 0:
        return False
    camera.setWhiteBalanceMode(manual)
    camera.setColorTemperature(kelvin)
    return camera.whiteBalanceMode() == manual


def _lock_focus(camera: QCamera) -> bool:
    manual = QCamera.FocusMode.FocusModeManual
    distance = camera.focusDistance()
    if not camera.isFocusModeSupported(manual) or distance <= 0:
        return False
    camera.setFocusMode(manual)
    camera.setFocusDistance(distance)
    return camera.focusMode() == manual


class QtCameras:
    """The cameras that Qt knows."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._devices = QMediaDevices()

    def devices(self) -> tuple[CameraInfo, ...]:
        """Those that are plugged in now, the default first."""
        found = [info_of(device) for device in QMediaDevices.videoInputs()]
        default = info_of(QMediaDevices.defaultVideoInput())
        return tuple(sorted(found, key=lambda info: info != default))

    def source(self, info: CameraInfo) -> FrameSource:
        """The source of a camera; where it is not plugged in, one that says so."""
        matching = (device for device in QMediaDevices.videoInputs() if info_of(device).id == info.id)
        return QtCameraSource(next(matching, QCameraDevice()), info, self._clock)

    def watch(self, changed: Callable[[], None]) -> None:
        """Call ``changed`` when a camera comes or goes."""
        self._devices.videoInputsChanged.connect(changed)
