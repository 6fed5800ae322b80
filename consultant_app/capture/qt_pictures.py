"""Pictures as Qt's cameras deliver them, and the newest of a stream as RGB.

Like ``qt_camera``, it needs Qt's multimedia library. On the GUI thread; a picture is converted when it is asked
for, so that a slow screen converts fewer of them and never lags.
"""

import logging
from collections.abc import Callable
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QImage
from PyQt6.QtMultimedia import QVideoFrame, QVideoFrameFormat, QVideoSink
from PyQt6.sip import voidptr

from consultant_app.capture.frame import Frame
from consultant_app.capture.pixels import Standard, rgb_from_nv12, rgb_from_planes, rgb_from_yuyv, upright
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
