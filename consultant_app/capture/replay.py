"""Pictures from a folder or a film instead of a camera, at their own rate and over again: for tests and talks."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageOps

from consultant_app.capture.frame import CameraInfo, Frame
from consultant_app.capture.source import Format, Setting, Trouble
from consultant_app.domain.photo import RGB

_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp"})
_USUAL_RATE = 30.0


class ReplaySource:
    """A ``FrameSource`` over a folder of pictures, in the order of their names, or over a film.

    The clock decides which picture is shown; those that nobody asked for in time are left out, as a camera's are.
    A single picture repeats without change, so the machine rightly calls it frozen.
    """

    def __init__(self, path: Path, clock: Callable[[], float], rate: float | None = None) -> None:
        """Replay ``path``.

        Args:
            path: Folder of JPEG, PNG or WebP pictures, or a film that OpenCV can read.
            clock: Seconds.
            rate: Pictures a second; the film's own by default, 30 for pictures.
        """
        self.info = CameraInfo(f"replay:{path}", path.stem)
        self.format: Format | None = None
        self.trouble: Trouble | None = None
        self.starting = False
        self.locked: frozenset[Setting] = frozenset()
        self._path = path
        self._clock = clock
        self._rate = rate
        self._frame: Frame | None = None
        self._pictures: _Pictures | _Film | None = None
        self._started = 0.0
        self._shown = -1
        self._base = 0

    def start(self) -> None:
        """Begin with the first picture; a missing or empty file counts as a camera that is not there."""
        self.stop()
        self._pictures = _Pictures(self._path) if self._path.is_dir() else _Film(self._path)
        if not self._pictures.count:
            self._pictures, self.trouble = None, Trouble.UNPLUGGED
            return
        self.trouble, self._started, self._shown = None, self._clock(), -1
        first = self._pictures.at(0)
        self.format = (
            None if first is None else Format(first.shape[1], first.shape[0], self._speed(self._pictures))
        )

    def stop(self) -> None:
        """Close the file."""
        if self._pictures is not None:
            self._pictures.close()
        self._base += max(0, self._shown + 1)
        self._pictures, self._frame, self._shown = None, None, -1

    def latest(self) -> Frame | None:
        """The picture of this moment."""
        if self._pictures is None:
            return None
        place = int((self._clock() - self._started) * self._speed(self._pictures))
        if place != self._shown:
            rgb = self._pictures.at(place % self._pictures.count)
            if rgb is None:
                self.trouble = Trouble.UNKNOWN
                return None
            self._shown = place
            self._frame = Frame(rgb, self._base + place + 1, self._clock())
        return self._frame

    def lock(self) -> None:
        """A recording has nothing to keep."""

    def unlock(self) -> None:
        """A recording has nothing to keep."""

    def _speed(self, pictures: "_Pictures | _Film") -> float:
        return self._rate or pictures.rate


class _Pictures:
    rate = _USUAL_RATE

    def __init__(self, folder: Path) -> None:
        self._files = sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES)
        self.count = len(self._files)

    def at(self, place: int) -> RGB | None:
        try:
            with Image.open(self._files[place], formats=("JPEG", "PNG", "WEBP")) as image:
                return np.array(ImageOps.exif_transpose(image).convert("RGB"), np.uint8)
        except (OSError, ValueError, SyntaxError):
            return None

    def close(self) -> None:
        """Every file is closed once it is read."""


class _Film:
    def __init__(self, path: Path) -> None:
        self._film = cv2.VideoCapture(str(path)) if path.is_file() else None
        film = self._film
        self.count = 0 if film is None or not film.isOpened() else max(0, int(film.get(cv2.CAP_PROP_FRAME_COUNT)))
        self.rate = (film.get(cv2.CAP_PROP_FPS) if film is not None else 0.0) or _USUAL_RATE
        self._next = 0

    def at(self, place: int) -> RGB | None:
        if self._film is None:
            return None
        if place < self._next:
            self._film.set(cv2.CAP_PROP_POS_FRAMES, 0)
            self._next = 0
        while self._next < place and self._film.grab():
            self._next += 1
        came, picture = self._film.read()
        self._next += 1
        return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8) if came else None

    def close(self) -> None:
        if self._film is not None:
            self._film.release()
