"""Drives one camera for the screen: starts it, judges it, starts it anew, and hands on the newest picture only."""

from collections import deque
from collections.abc import Callable

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from consultant_app.capture.frame import Burst, CameraInfo, Frame
from consultant_app.capture.machine import CameraMachine, Cause, Phase
from consultant_app.capture.source import Cameras, FrameSource, Setting, Trouble

_POLL_MS = 15
"""How often the source is asked: twice as often as a camera delivers, so that no picture waits for long."""
_LOOK_AROUND = 1.0
"""Seconds between two looks at which cameras are plugged in, while the chosen one does not deliver."""
BURST = 5
_SPACING = 0.11
"""Seconds between two pictures of a burst: neighbours at camera rate share the same blink and the same jerk."""
_BURST_SECONDS = 0.7


class Camera(QObject):
    """The camera in use; lives on the GUI thread, where asking a source never waits.

    Nothing piles up: the timer takes what is newest when the screen has time, and all between is never converted.

    Signals:
        frame_came: a new live ``Frame``.
        changed: ``phase`` or ``cause`` changed.
        devices_changed: a camera came or went.
    """

    frame_came = pyqtSignal(object)
    changed = pyqtSignal()
    devices_changed = pyqtSignal()

    def __init__(
        self, cameras: Callable[[], Cameras], clock: Callable[[], float], parent: QObject | None = None
    ) -> None:
        """``cameras`` is called when one is first asked for: loading the multimedia library takes a while."""
        super().__init__(parent)
        self._make_cameras = cameras
        self._cameras: Cameras | None = None
        self._clock = clock
        self._machine = CameraMachine(clock)
        self._source: FrameSource | None = None
        self._last: Frame | None = None
        self._recent: deque[Frame] = deque(maxlen=BURST)
        self._looked_at = 0.0
        self._told = (self._machine.phase, self._machine.cause)
        self.info: CameraInfo | None = None
        self.devices: tuple[CameraInfo, ...] = ()
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self.poll)

    @property
    def phase(self) -> Phase:
        """Where the camera stands."""
        return self._machine.phase

    @property
    def cause(self) -> Cause | None:
        """Why it is lost; ``None`` while it is not."""
        return self._machine.cause

    @property
    def locked(self) -> frozenset[Setting]:
        """What the camera keeps."""
        return frozenset() if self._source is None else self._source.locked

    def look_around(self) -> tuple[CameraInfo, ...]:
        """The cameras that are plugged in."""
        if self._cameras is None:
            self._cameras = self._make_cameras()
            self._cameras.watch(self._devices_moved)
        self._looked_at = self._clock()
        found = self._cameras.devices()
        if found != self.devices:
            before, self.devices = self.devices, found
            if self.info is not None and self.info in found and self.info not in before:
                self._machine.returned()
            self.devices_changed.emit()
        return found

    def open(self, info: CameraInfo) -> None:
        """Use this camera; the one before is let go of."""
        self.close()
        self.info = info
        self._machine.open()
        self._start()
        self._timer.start()
        self._tell()

    def close(self) -> None:
        """Let go of the camera; its lamp goes out."""
        self._timer.stop()
        if self._source is not None:
            self._source.stop()
        self._source, self.info, self._last = None, None, None
        self._recent.clear()
        self._machine.close()
        self._tell()

    def current(self) -> Frame | None:
        """What is in front of the camera now; ``None`` rather than anything older."""
        return self._machine.current()

    def burst(self) -> Burst | None:
        """The last few pictures up to the newest; ``None`` where there is no live one."""
        newest = self.current()
        if newest is None or self.info is None:
            return None
        oldest = newest.at - _BURST_SECONDS
        before = (f for f in self._recent if f.at > oldest and f.size == newest.size and f is not newest)
        return Burst((*tuple(before)[1 - BURST :], newest), self.info)

    def lock(self) -> None:
        """Keep exposure, white balance and focus as they are now."""
        if self._source is not None:
            self._source.lock()

    def unlock(self) -> None:
        """Let the camera choose by itself again."""
        if self._source is not None:
            self._source.unlock()

    def poll(self) -> None:
        """Take what is newest, and let time pass."""
        if self._source is None:
            return
        if self._machine.phase is not Phase.LIVE and self._clock() - self._looked_at > _LOOK_AROUND:
            self.look_around()
        if self._machine.tick(starting=self._source.starting):
            self._source.stop()
            self._start()
        trouble = self._trouble(self._source)
        if trouble is not None:
            self._machine.failed(trouble)
        self._take(self._source.latest())
        self._tell()

    def _take(self, frame: Frame | None) -> None:
        if frame is None or frame is self._last:
            return
        self._last = frame
        self._machine.saw(frame)
        if self._machine.current() is frame:
            if not self._recent or frame.at - self._recent[-1].at >= _SPACING:
                self._recent.append(frame)
            self.frame_came.emit(frame)

    def _trouble(self, source: FrameSource) -> Trouble | None:
        """What the source says; a camera that is not plugged in may say nothing, or something else."""
        gone = self._machine.phase is not Phase.LIVE and self.devices and self.info not in self.devices
        return Trouble.UNPLUGGED if gone and source.trouble is not None else source.trouble

    def _start(self) -> None:
        """A new source for every attempt: an old one may know a device that is no longer there."""
        if self._cameras is None:
            self.look_around()
        if self._cameras is not None and self.info is not None:
            self._last = None
            self._recent.clear()
            self._source = self._cameras.source(self.info)
            self._source.start()

    def _devices_moved(self) -> None:
        """The platform says that a camera came or went."""
        self.look_around()
        if self._source is not None and self.info not in self.devices:
            self._machine.failed(Trouble.UNPLUGGED)
            self._tell()

    def _tell(self) -> None:
        now = (self._machine.phase, self._machine.cause)
        if now != self._told:
            self._told = now
            self.changed.emit()
