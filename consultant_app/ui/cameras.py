"""Which cameras this computer offers: Qt's, else OpenCV's, and in a demonstration one that needs no camera."""

import logging
import time
from collections.abc import Callable

from consultant_app.capture.frame import CameraInfo
from consultant_app.capture.opencv_camera import OpenCvCameras
from consultant_app.capture.source import Cameras, Format, FrameSource
from consultant_app.capture.synthetic import SYNTHETIC_ID, SyntheticSource

_log = logging.getLogger(__name__)

_DRAWN = Format(1024, 576, 30.0)
"""Larger, the portrait would be enlarged so far that the quality gate rightly calls it blurred."""


class WithDemonstration:
    """Real cameras, and a drawn one after them."""

    def __init__(self, real: Cameras, clock: Callable[[], float]) -> None:
        self._real = real
        self._clock = clock

    def devices(self) -> tuple[CameraInfo, ...]:
        """The real ones first."""
        return (*self._real.devices(), CameraInfo(SYNTHETIC_ID, ""))

    def source(self, info: CameraInfo) -> FrameSource:
        """The source of a camera."""
        if info.id == SYNTHETIC_ID:
            return SyntheticSource(self._clock, shown=_DRAWN)
        return self._real.source(info)

    def watch(self, changed: Callable[[], None]) -> None:
        """Call ``changed`` when a real camera comes or goes."""
        self._real.watch(changed)


def default_cameras(clock: Callable[[], float] = time.monotonic, *, demonstration: bool = False) -> Cameras:
    """The cameras of this computer."""
    real = _real_cameras(clock)
    return WithDemonstration(real, clock) if demonstration else real


def _real_cameras(clock: Callable[[], float]) -> Cameras:
    try:
        from consultant_app.capture.qt_camera import QtCameras
    except ImportError as error:
        # Bare Linux lacks libraries that Qt's multimedia library links to; the rest of Qt does not.
        _log.info("Qt's multimedia library cannot be loaded (%s): cameras through OpenCV", error)
        return OpenCvCameras(clock)
    return QtCameras(clock)
