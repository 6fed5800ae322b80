"""Cameras through QtMultimedia: names, hot-plug, permission, formats, locked settings. The one Qt module here.

Importing it needs Qt's multimedia library with its system libraries; where they are missing, ``ImportError`` sends
the caller to ``opencv_camera``. Everything runs on the GUI thread; pictures are converted when they are asked for,
so that a slow screen converts fewer of them and never lags.
"""

import logging
from collections.abc import Callable
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QCameraPermission, QCoreApplication, Qt
from PyQt6.QtGui import QImage
from PyQt6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QCameraFormat,
    QMediaCaptureSession,
    QMediaDevices,
    QVideoFrame,
    QVideoFrameFormat,
    QVideoSink,
)
from PyQt6.sip import voidptr

from consultant_app.capture.frame import CameraInfo, Frame
from consultant_app.capture.pixels import Standard, rgb_from_nv12, rgb_from_planes, rgb_from_yuyv, upright
from consultant_app.capture.source import Format, FrameSource, Setting, Trouble, best_format, trouble_of
from consultant_app.domain.photo import RGB

_log = logging.getLogger(__name__)
_PF = QVideoFrameFormat.PixelFormat
_PLANAR = {_PF.Format_YUV420P: (1, 2), _PF.Format_YUV422P: (1, 2), _PF.Format_YV12: (2, 1)}
_RGB_ORDER = {
    _PF.Format_BGRA8888: (2, 1, 0),
    _PF.Format_BGRX8888: (2, 1, 0),
    _PF.Format_RGBA8888: (0, 1, 2),
    _PF.Format_RGBX8888: (0, 1, 2),
    _PF.Format_ARGB8888: (1, 2, 3),
    _PF.Format_XRGB8888: (1, 2, 3),
}


def info_of(device: QCameraDevice) -> CameraInfo:
    """A device as the rest of the program knows it."""
    return CameraInfo(device.id().data().decode("utf-8", "replace"), device.description())


def rgb_of(picture: QVideoFrame) -> RGB | None:
    """Upright, unmirrored RGB of a picture in memory or on the graphics card; ``None`` where it cannot be read."""
    if not picture.map(QVideoFrame.MapMode.ReadOnly):
        return None
    try:
        rgb = _mapped_rgb(picture)
    except (cv2.error, ValueError) as error:
        # A driver whose picture is not laid out as it says: Qt may know better, and no driver may end the program.
        _log.info("a picture in %s is not laid out as expected (%s)", picture.pixelFormat(), error)
        rgb = None
    finally:
        picture.unmap()
    if rgb is None:
        rgb = _converted_by_qt(picture)
    if rgb is None:
        return None
    return upright(rgb, cast("int", picture.rotation().value) // 90, mirrored=picture.mirrored())


def _mapped_rgb(picture: QVideoFrame) -> RGB | None:
    kind, surface = picture.pixelFormat(), picture.surfaceFormat()
    bt709 = surface.colorSpace() == QVideoFrameFormat.ColorSpace.ColorSpace_BT709
    standard = Standard.BT709 if bt709 else Standard.BT601
    full = surface.colorRange() == QVideoFrameFormat.ColorRange.ColorRange_Full
    wide, high = picture.width(), picture.height()
    half_wide, half_high = (wide + 1) // 2, (high + 1) // 2
    if kind == _PF.Format_NV12:
        y, uv = _rows(picture, 0, (high, wide)), _rows(picture, 1, (half_high, 2 * half_wide), 2)
        return rgb_from_nv12(y, uv, standard, full_range=full)
    if kind == _PF.Format_YUYV:
        return rgb_from_yuyv(_rows(picture, 0, (high, 2 * wide), 2), standard, full_range=full)
    if kind in _PLANAR:
        rows = high if kind == _PF.Format_YUV422P else half_high
        u, v = (_rows(picture, plane, (rows, half_wide)) for plane in _PLANAR[kind])
        return rgb_from_planes(_rows(picture, 0, (high, wide)), u, v, standard, full_range=full)
    if kind in _RGB_ORDER:
        return np.ascontiguousarray(_rows(picture, 0, (high, 4 * wide), 4)[..., _RGB_ORDER[kind]])
    return None


def _rows(picture: QVideoFrame, plane: int, used: tuple[int, int], channels: int = 1) -> NDArray[np.uint8]:
    """A plane of a mapped picture without its padding, uint8 [h, w] or [h, w, channels].

    Drivers pad rows, and some add rows: a height of 1080 may lie in memory as 1088.
    """
    stride = picture.bytesPerLine(plane)
    whole = _memory(picture.bits(plane), picture.mappedBytes(plane))
    rows = whole[: len(whole) // stride * stride].reshape(-1, stride)[: used[0], : used[1]]
    return rows if channels == 1 else rows.reshape(len(rows), -1, channels)


def _memory(start: voidptr | None, size: int) -> NDArray[np.uint8]:
    """The bytes at an address that Qt gave, not copied: they live as long as what Qt keeps them for."""
    if start is None:
        return np.empty(0, np.uint8)
    start.setsize(size)
    return np.frombuffer(cast("memoryview", start), np.uint8)


def _converted_by_qt(picture: QVideoFrame) -> RGB | None:
    """The rare formats (ten bits, grey, JPEG that the driver left to us); Qt knows them all, more slowly."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB888)
    if image.isNull():
        return None
    rows = _memory(image.constBits(), image.sizeInBytes()).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


class SinkReader:
    """Keeps the newest picture of a video sink. The signal only notes that one came."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.sink = QVideoSink()
        self._clock = clock
        self._newest: QVideoFrame | None = None
        self._came_at = 0.0
        self._number = 0
        self._frame: Frame | None = None
        self.sink.videoFrameChanged.connect(self._note)

    def forget(self) -> None:
        """Drop what came: a picture from before a restart must not be taken for one after it."""
        self._newest = self._frame = None

    def latest(self) -> Frame | None:
        """The newest picture, converted once."""
        picture, self._newest = self._newest, None
        if picture is not None:
            rgb = rgb_of(picture)
            if rgb is not None:
                self._frame = Frame(rgb, self._number, self._came_at)
        return self._frame

    def _note(self, picture: QVideoFrame) -> None:
        if picture.isValid():
            self._newest, self._came_at = picture, self._clock()
            self._number += 1


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
