"""Cameras through OpenCV, where Qt's multimedia library cannot be loaded. Each has a thread that reads it.

OpenCV knows neither names nor formats nor what went wrong; Linux's device files tell some of it.
"""

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.capture.frame import CameraInfo, Frame
from consultant_app.capture.source import (
    WANTED_HEIGHT,
    WANTED_WIDTH,
    Format,
    FrameSource,
    Setting,
    Trouble,
)
from consultant_app.domain.photo import RGB

_LINUX_DEVICES = Path("/sys/class/video4linux")
_FAILED_READS = 5
"""Reads that fail in a row before the camera counts as gone."""
_PAUSE = 0.05
_JOIN = 0.03
"""Seconds that ``stop`` waits for the thread, on the GUI thread; one that hangs in its driver ends by itself."""
_RATE = 30.0
_MANUAL_EXPOSURE = 1.0 if sys.platform == "linux" else 0.25
_AUTO_EXPOSURE = 3.0 if sys.platform == "linux" else 0.75
"""What drivers take for manual and automatic exposure: the numbers of V4L2, and the fractions of the others."""


class Capture(Protocol):
    """The part of ``cv2.VideoCapture`` that is used."""

    def isOpened(self) -> bool: ...  # noqa: N802, D102 - OpenCV's name
    def read(self) -> tuple[bool, NDArray[np.generic]]: ...  # noqa: D102
    def get(self, prop: int) -> float: ...  # noqa: D102
    def set(self, prop: int, value: float) -> bool: ...  # noqa: D102
    def release(self) -> None: ...  # noqa: D102


def _open(number: int) -> Capture:
    return cv2.VideoCapture(number)


class _Run:
    """One start of a camera: its thread and all that it writes, so that a hanging one cannot touch the next."""

    def __init__(
        self, number: int, opener: Callable[[int], Capture], clock: Callable[[], float], seen: int
    ) -> None:
        self.starting = True
        self.trouble: Trouble | None = None
        self.frame: Frame | None = None
        self.format: Format | None = None
        self.locked: frozenset[Setting] = frozenset()
        self.wish: bool | None = None
        self._number, self._opener, self._clock, self._seen = number, opener, clock, seen
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._work, name=f"camera-{number}", daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._end.set()
        self._thread.join(_JOIN)

    def _work(self) -> None:
        capture = self._opener(self._number)
        try:
            if capture.isOpened():
                self._prepare(capture)
                self._read(capture)
            else:
                self.trouble = trouble_of_device(self._number)
        finally:
            self.starting = False
            capture.release()

    def _prepare(self, capture: Capture) -> None:
        # Uncompressed, most cameras reach full size at a few pictures a second only.
        capture.set(cv2.CAP_PROP_FOURCC, float(cv2.VideoWriter.fourcc(*"MJPG")))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, WANTED_WIDTH)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, WANTED_HEIGHT)
        capture.set(cv2.CAP_PROP_FPS, _RATE)
        wide, high = capture.get(cv2.CAP_PROP_FRAME_WIDTH), capture.get(cv2.CAP_PROP_FRAME_HEIGHT)
        self.format = Format(int(wide), int(high), capture.get(cv2.CAP_PROP_FPS))
        self.starting = False

    def _read(self, capture: Capture) -> None:
        failed = 0
        while not self._end.is_set():
            came, picture = capture.read()
            if came:
                failed, self._seen = 0, self._seen + 1
                self.frame = Frame(_rgb(picture), self._seen, self._clock())
            else:
                failed += 1
                if failed >= _FAILED_READS:
                    self.trouble = trouble_of_device(self._number)
                    return
                self._end.wait(_PAUSE)
            if self.wish is not None:
                wish, self.wish = self.wish, None
                self.locked = _keep(capture, keep=wish)


def _rgb(picture: NDArray[np.generic]) -> RGB:
    code = cv2.COLOR_GRAY2RGB if picture.ndim == 2 else cv2.COLOR_BGR2RGB
    return np.asarray(cv2.cvtColor(picture.astype(np.uint8, copy=False), code), np.uint8)


def _keep(capture: Capture, *, keep: bool) -> frozenset[Setting]:
    """Take the automatics off, or put them on; returns those that the driver confirms to be off."""
    switches = {
        Setting.EXPOSURE: (cv2.CAP_PROP_AUTO_EXPOSURE, _MANUAL_EXPOSURE if keep else _AUTO_EXPOSURE),
        Setting.WHITE_BALANCE: (cv2.CAP_PROP_AUTO_WB, 0.0 if keep else 1.0),
        Setting.FOCUS: (cv2.CAP_PROP_AUTOFOCUS, 0.0 if keep else 1.0),
    }
    taken = [
        key for key, (prop, value) in switches.items() if capture.set(prop, value) and capture.get(prop) == value
    ]
    return frozenset(taken) if keep else frozenset()


def trouble_of_device(number: int) -> Trouble:
    """Why a camera cannot be read, as far as its device file tells."""
    if not sys.platform.startswith("linux"):
        return Trouble.UNKNOWN
    device = Path(f"/dev/video{number}")
    if not device.exists():
        return Trouble.UNPLUGGED
    return Trouble.BUSY if os.access(device, os.R_OK | os.W_OK) else Trouble.PERMISSION


class OpenCvSource:
    """A ``FrameSource`` over one ``cv2.VideoCapture``."""

    def __init__(
        self, info: CameraInfo, clock: Callable[[], float], opener: Callable[[int], Capture] = _open
    ) -> None:
        self.info = info
        self._clock = clock
        self._opener = opener
        self._run: _Run | None = None
        self._seen = 0

    @property
    def format(self) -> Format | None:
        """What the driver says it delivers."""
        return None if self._run is None else self._run.format

    @property
    def trouble(self) -> Trouble | None:
        """Why it does not deliver."""
        return None if self._run is None else self._run.trouble

    @property
    def starting(self) -> bool:
        """Whether the driver is still opening: on Windows up to twelve seconds."""
        return self._run is not None and self._run.starting

    @property
    def locked(self) -> frozenset[Setting]:
        """What the driver keeps."""
        return frozenset() if self._run is None else self._run.locked

    def start(self) -> None:
        """Begin to read, on a new thread."""
        self.stop()
        self._run = _Run(int(self.info.id), self._opener, self._clock, self._seen)

    def stop(self) -> None:
        """End the thread."""
        if self._run is not None:
            self._run.end()
            self._seen = self._run.frame.number if self._run.frame is not None else self._seen
            self._run = None

    def latest(self) -> Frame | None:
        """The newest picture."""
        return None if self._run is None else self._run.frame

    def lock(self) -> None:
        """Ask the reading thread to take the automatics off."""
        if self._run is not None:
            self._run.wish = True

    def unlock(self) -> None:
        """Ask it to put them on again."""
        if self._run is not None:
            self._run.wish = False


class OpenCvCameras:
    """The cameras that OpenCV can open: those of Linux by name, elsewhere the first one, without a name."""

    def __init__(self, clock: Callable[[], float], linux_devices: Path = _LINUX_DEVICES) -> None:
        self._clock = clock
        self._linux_devices = linux_devices

    def devices(self) -> tuple[CameraInfo, ...]:
        """Those that can be offered; elsewhere than on Linux only opening one would tell whether it is there."""
        if not sys.platform.startswith("linux"):
            return (CameraInfo("0", ""),)
        found = sorted(self._linux_devices.glob("video*"), key=lambda path: int(path.name.removeprefix("video")))
        return tuple(
            CameraInfo(path.name.removeprefix("video"), _line(path / "name"))
            for path in found
            # A camera has several device files; the first one carries pictures, the others metadata.
            if _line(path / "index") in {"0", ""}
        )

    def source(self, info: CameraInfo) -> FrameSource:
        """The source of a camera."""
        return OpenCvSource(info, self._clock)

    def watch(self, changed: Callable[[], None]) -> None:
        """OpenCV tells of no change; who asks ``devices`` again sees it."""


def _line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
